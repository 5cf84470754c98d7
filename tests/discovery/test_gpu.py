"""CUDA and HIP: nvcc's words, what is read as which language, the toolkit's headers or ours, and kernels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck.config.settings import make_settings
from podcheck.discovery import gpu, nvcc_flags
from podcheck.discovery.flags import useful
from podcheck.discovery.units import units_of
from podcheck.model.problems import Problem
from podcheck.model.results import Report
from podcheck.model.units import Unit
from tests.discovery.building import cmake, tool, write

OWN = str(Path(gpu.__file__).parent / "gpu_headers")
WITHOUT_TOOLKIT = ("--cuda-host-only", "-nogpulib", "-nogpuinc", f"-I{OWN}", "-include")

NVCC = {
    "-forward-unknown-to-host-compiler -DA=1 -Iinc -isystem=sys -std=c++17 -x cu": [
        "-DA=1", "-I/build/inc", "-isystem", "/build/sys",
    ],
    "--define-macro B=2 --undefine-macro=C --include-path one,two -isystem three": [
        "-DB=2", "-UC", "-I/build/one", "-I/build/two", "-isystem", "/build/three",
    ],
    "--generate-code=arch=compute_75,code=[compute_75,sm_75] -gencode arch=x -arch sm_75 --expt-relaxed-constexpr": [],
    "-Xcompiler=-fno-exceptions,-Wall --compiler-options -DHOST -Xptxas -v -Xcudafe --x -ccbin g++-12 -m64": [
        "-fno-exceptions", "-DHOST", "-m64",
    ],
    "-include forced.h --pre-include=other.h -rdc=true -dc -o a.o -MD -MT a.o -MF a.d": [
        "-include", "forced.h", "-include", "other.h",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), NVCC.items(), ids=NVCC)
def test_words_of_nvcc(line: str, expected: list[str]) -> None:
    assert useful(nvcc_flags.gnu_words(line.split(" ")), Path("/build")).arguments == expected


@pytest.mark.parametrize(
    ("line", "std", "language"),
    [("-std=c++17 -x cu", "c++17", "cu"), ("--std c++20 --x=c++", "c++20", "c++"), ("-O3", None, None)],
)
def test_what_nvcc_is_told_of_the_dialect_and_the_language(line: str, std: str | None, language: str | None) -> None:
    flags = useful(nvcc_flags.gnu_words(line.split(" ")), Path("/build"))
    assert (flags.std, flags.language) == (std, language)


def units(folder: Path, command: str, *files: str) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of a database in which the first file is built like that."""
    for name in files:
        (folder / name).write_text("struct A { int x; };\n")
    items = [{"directory": str(folder), "file": files[0], "command": f"{command} -c {files[0]}"}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    return units_of(make_settings([str(folder / name) for name in files]).inputs)


@pytest.mark.parametrize(
    ("command", "file", "language"),
    [
        ("nvcc", "a.cu", "cuda"),
        ("nvcc -x cu", "a.cpp", "cuda"),
        ("nvcc", "a.cpp", "c++"),
        ("nvcc -x c++", "a.cu", "c++"),
        ("clang++ -x cuda --cuda-gpu-arch=sm_70", "a.cpp", "cuda"),
        ("clang++ --offload-arch=sm_70", "a.cu", "cuda"),
        ("clang++ -xhip", "a.cpp", "hip"),
        ("clang++", "a.hip", "hip"),
        ("hipcc", "a.cpp", "hip"),
        ("hipcc -x c++", "a.cpp", "c++"),
        ("ccache clang++ -x c++ -DX", "a.cc", "c++"),
    ],
)
def test_the_language_of_a_file(tmp_path: Path, command: str, file: str, language: str) -> None:
    (unit,), _ = units(tmp_path, command, file)
    assert unit.language == language


def test_headers_are_of_the_language_of_the_source_whose_flags_they_borrow(tmp_path: Path) -> None:
    (_, header, cuda), _ = units(tmp_path, "nvcc", "a.cu", "a.hpp", "a.cuh")
    assert (header.language, cuda.language) == ("cuda", "cuda")
    (_, header, cuda), _ = units(tmp_path, "g++", "a.cpp", "a.hpp", "a.cuh")
    assert (header.language, cuda.language) == ("c++", "cuda")


def test_the_users_own_language_counts_more(tmp_path: Path) -> None:
    (tmp_path / "a.cu").write_text("struct A { int x; };\n")
    (tmp_path / "b.cpp").write_text("struct B { int x; };\n")
    (unit,), _ = units_of(make_settings([str(tmp_path / "a.cu")], clang_args=["-x", "c++"]).inputs)
    assert (unit.language, unit.arguments) == ("c++", ("-x", "c++"))
    (unit,), _ = units_of(make_settings([str(tmp_path / "b.cpp")], clang_args=["-x", "cuda"]).inputs)
    assert (unit.language, unit.arguments[:3]) == ("cuda", ("-x", "cuda", "--cuda-host-only"))


def test_without_the_toolkit_headers_of_ours_stand_in_and_that_is_said_once(tmp_path: Path) -> None:
    result, problems = units(tmp_path, "nvcc -DX", "a.cu", "b.cu")
    for unit in result:
        assert unit.arguments == ("-x", "cuda", *WITHOUT_TOOLKIT, f"{OWN}/cuda_runtime.h", "-DX")
    (note,) = problems
    assert not note.fatal
    assert note.message.startswith("CUDA or HIP files read without the toolkit's headers")
    assert ": 2 (" in note.message


def toolkit(folder: Path) -> Path:
    """What is taken for a CUDA toolkit."""
    write(folder, {"include/cuda.h": "", "include/cuda_runtime.h": "", "bin/nvcc": "", "include/cccl/x.h": ""})
    return folder


def test_the_toolkit_is_the_one_that_the_flags_lead_to(tmp_path: Path) -> None:
    root = toolkit(tmp_path / "cuda")
    own = ("-x", "cuda", "--cuda-host-only", "-nogpulib", f"--cuda-path={root}", "-idirafter", OWN)
    for command in (
        f"{root}/bin/nvcc",
        f"nvcc -I {root}/include",
        f"clang++ --cuda-path={root}",
        "clang++ -isystem cuda/include",
    ):
        (unit,), problems = units(tmp_path, command, "a.cu")
        assert (unit.arguments[:7], problems) == (own, ()), command
    (unit,), _ = units(tmp_path, f"{root}/bin/nvcc", "a.cpp")
    assert unit.arguments == ("-isystem", f"{root}/include", "-isystem", f"{root}/include/cccl")
    inputs = make_settings([str(tmp_path / "a.cu")], build_dir=str(tmp_path), clang_args=[f"-I{root}/include"]).inputs
    (unit,), _ = units_of(inputs)
    assert unit.arguments[:7] == own


def test_headers_of_rocm_are_the_ones_that_the_flags_lead_to(tmp_path: Path) -> None:
    write(tmp_path, {"rocm/include/hip/hip_runtime.h": ""})
    (unit,), problems = units(tmp_path, "hipcc -Irocm/include", "a.hip")
    assert problems == ()
    assert OWN not in " ".join(unit.arguments)
    assert unit.arguments[unit.arguments.index("-include") :][:2] == ("-include", "hip/hip_runtime.h")


KERNELS = """\
#include <vector>
#include <gpu_runtime.h>
struct Counting {
    int at;
    __host__ __device__ Counting(int a) : at(a) {}
    __host__ __device__ Counting(const Counting &o) : at(o.at) {}
};
struct Fields { float4 place; dim3 size; };
__constant__ float table[4];
template<class T> __global__ void fill(T value, int *out) {
    extern __shared__ int shared[];
    out[blockIdx.x * blockDim.x + threadIdx.x] = value.at + shared[threadIdx.x];
    __syncthreads();
    atomicAdd(out, 1);
}
__global__ void plain(Fields fields, float *out);
__global__ void wrong(Counting counting);
void run(std::vector<int> &v) {
    int *out = nullptr;
    gpuStream_t stream;
    gpuMalloc(&out, 4 * v.size());
    gpuStreamCreate(&stream);
    fill<<<dim3(1, 2), 256, 16, stream>>>(Counting(1), out);
    plain<<<1, 1>>>(Fields{make_float4(1, 2, 3, 4), dim3()}, nullptr);
    if (gpuGetLastError() != gpuSuccess) gpuMemcpy(v.data(), out, 4, gpuMemcpyDeviceToHost);
    gpuFree(out);
}
"""


def check(file: Path, *arguments: str) -> Report:
    return podcheck.check(str(file), clang_args=arguments, std="c++17")


@pytest.mark.parametrize(("ending", "language"), [("cu", "cuda"), ("hip", "hip")])
def test_kernels_are_looked_at_where_there_is_no_toolkit(tmp_path: Path, ending: str, language: str) -> None:
    file = tmp_path / f"a.{ending}"
    header = {"cuda": "cuda_runtime.h", "hip": "hip/hip_runtime.h"}[language]
    file.write_text(KERNELS.replace("gpu_runtime.h", header).replace("gpu", language))
    report = check(file)
    assert [(problem.message, problem.location) for problem in report.problems if problem.fatal] == []
    assert [(finding.code, finding.record, finding.location.line) for finding in report.findings] == [
        ("kernel-argument", "Counting", 17),
        ("kernel-argument", "Counting", 23),
    ]
    (fields,) = [record for record in report.records if record.facts.name == "Fields"]
    assert (fields.facts.size, fields.facts.align) == (32, 16)


@pytest.mark.needs("g++", "clang++")
def test_a_compiler_without_cuda_is_said_not_to_be_asked_and_the_others_are(tmp_path: Path) -> None:
    for name in ("a.cu", "b.cu"):
        (tmp_path / name).write_text(f"struct {name[0].upper()} {{ int x; }};\n__global__ void {name[0]}(int);\n")
    report = podcheck.check(str(tmp_path), compilers=["g++", "clang++"])
    notes = [problem for problem in report.problems if "does not compile CUDA" in problem.message]
    assert [(note.message[:3], note.fatal) for note in notes] == [("g++", False)]
    assert report.exit_status == 0
    for record in report.records:
        gcc, clang = record.answers
        assert (gcc.traits, "does not compile CUDA" in gcc.note) == ({}, True)
        assert clang.traits
    assert not [mismatch for record in report.records for mismatch in record.mismatches]


def test_the_real_toolkits_headers_and_ours_lay_out_alike(tmp_path: Path) -> None:
    """Where there is one (in the usual places), a build by CMake with nvcc is read with its headers."""
    root = next(iter(sorted(Path("/usr/local").glob("cuda*/include/cuda_runtime.h"))), None)
    if root is None:
        pytest.skip("no CUDA toolkit in /usr/local, which no package brings")
    folder = root.parent.parent
    lists = "cmake_minimum_required(VERSION 3.20)\nproject(k CXX CUDA)\nadd_library(k a.cu)\n"
    source = KERNELS.replace("gpu_runtime.h", "cuda_runtime.h").replace("gpu", "cuda")
    write(tmp_path, {"CMakeLists.txt": lists, "a.cu": source})
    options = (f"-DCMAKE_CUDA_COMPILER={folder}/bin/nvcc", "-DCMAKE_CUDA_ARCHITECTURES=75")
    build = cmake(tmp_path, "Unix Makefiles", tool("g++"), *options)
    real = podcheck.check(str(tmp_path / "a.cu"), build_dir=str(build))
    ours = check(tmp_path / "a.cu")
    assert [problem.message for problem in real.problems if problem.fatal] == []
    assert not any("without the toolkit's headers" in problem.message for problem in real.problems)
    assert [finding.fingerprint for finding in real.findings] == [finding.fingerprint for finding in ours.findings]
    layouts = [
        {record.facts.name: (record.facts.size, record.facts.align) for record in report.records}
        for report in (real, ours)
    ]
    assert layouts[0] == layouts[1]
