"""Do podcheck and the compilers agree on every class of the headers of Debian's development packages?

    python benchmarks/corpus.py [--std c++17] [--package NAME ...] [--compiler CMD ...] [--few]

For each package that is installed, its public headers are included in one source, and every class of theirs, the
instances that they name and what these reach included, is compared. Prints for each package the records, the answers
compared, the known differences by number, the open answers by reason, and each unexplained mismatch; the exit status
is 1 where there is one, or a record that is not complete, or a "no" without a reason. `--few`: one header of each.
"""

from __future__ import annotations

import argparse
import glob
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import podcheck
from podcheck.model.facts import Origin
from tests.generated.proving import Tally, tally


@dataclass(frozen=True, slots=True)
class Package:
    """A development package of Debian's, and what of it is looked at."""

    name: str
    headers: tuple[str, ...]
    """As they are included; a pattern is all that match it in `folder`."""

    own: str
    """The expression for the paths of its headers."""

    folder: str = "/usr/include"
    """The folder that `#include` is relative to."""

    arguments: tuple[str, ...] = ()
    """What it takes to compile them."""


_QT = "/usr/include/x86_64-linux-gnu/qt5"

PACKAGES = (
    Package("catch2", ("catch2/catch.hpp",), "/catch2/"),
    Package(
        "libabsl-dev",
        (
            "absl/container/flat_hash_map.h", "absl/container/btree_map.h", "absl/container/inlined_vector.h",
            "absl/strings/str_format.h", "absl/strings/cord.h", "absl/status/statusor.h", "absl/time/time.h",
            "absl/types/variant.h", "absl/types/span.h", "absl/synchronization/mutex.h", "absl/random/random.h",
            "absl/numeric/int128.h", "absl/flags/flag.h",
        ),
        "/absl/",
    ),
    Package(
        "libboost-dev",
        (
            "boost/container/flat_map.hpp", "boost/container/small_vector.hpp", "boost/multi_index_container.hpp",
            "boost/optional.hpp", "boost/variant.hpp", "boost/unordered_map.hpp", "boost/asio.hpp", "boost/any.hpp",
            "boost/date_time/posix_time/posix_time.hpp", "boost/graph/adjacency_list.hpp",
            "boost/property_tree/ptree.hpp",
            "boost/signals2.hpp", "boost/lockfree/queue.hpp", "boost/rational.hpp", "boost/uuid/uuid.hpp",
            "boost/geometry.hpp", "boost/spirit/include/qi.hpp", "boost/hana.hpp", "boost/intrusive/list.hpp",
        ),
        "/boost/",
    ),
    Package("libcereal-dev", ("cereal/archives/*.hpp", "cereal/types/*.hpp"), "/cereal/"),
    Package(
        "libclang-19-dev", ("clang/AST/ASTContext.h", "clang/AST/RecursiveASTVisitor.h", "clang/Lex/Preprocessor.h"),
        "/clang/", "/usr/lib/llvm-19/include", ("-D__STDC_CONSTANT_MACROS", "-D__STDC_LIMIT_MACROS"),
    ),
    Package("libcrypto++-dev", ("crypto++/*.h",), "/crypto(?:\\+\\+|pp)/"),
    Package("libeigen3-dev", ("Eigen/Dense", "Eigen/Sparse", "Eigen/Geometry"), "/Eigen/", "/usr/include/eigen3"),
    Package("libfmt-dev", ("fmt/*.h",), "/fmt/"),
    Package("libglm-dev", ("glm/glm.hpp", "glm/ext.hpp"), "/glm/"),
    Package("libgtest-dev", ("gtest/gtest.h",), "/gtest/"),
    Package("libleveldb-dev", ("leveldb/*.h",), "/leveldb/"),
    Package(
        "libopencv-core-dev", ("opencv2/core.hpp", "opencv2/core/mat.hpp"), "/opencv2/", "/usr/include/opencv4",
    ),
    Package("libpoco-dev", ("Poco/*.h", "Poco/Net/*.h", "Poco/JSON/*.h"), "/Poco/"),
    Package("libprotobuf-dev", ("google/protobuf/*.pb.h", "google/protobuf/util/*.h"), "/google/protobuf/"),
    Package("libpugixml-dev", ("pugixml.hpp",), "/pugi"),
    Package("librange-v3-dev", ("range/v3/all.hpp",), "/range/v3/"),
    Package("libre2-dev", ("re2/*.h",), "/re2/"),
    Package("libsfml-dev", ("SFML/Graphics.hpp", "SFML/Audio.hpp", "SFML/Network.hpp"), "/SFML/"),
    Package("libsimdjson-dev", ("simdjson.h",), "/simdjson"),
    Package("libspdlog-dev", ("spdlog/spdlog.h", "spdlog/sinks/*.h"), "/spdlog/"),
    Package("libtbb-dev", ("oneapi/tbb.h",), "/tbb/"),
    Package("libtinyxml2-dev", ("tinyxml2.h",), "/tinyxml2"),
    Package("libyaml-cpp-dev", ("yaml-cpp/yaml.h",), "/yaml-cpp/"),
    Package(
        "llvm-19-dev", ("llvm/ADT/*.h", "llvm/IR/*.h", "llvm/Support/*.h", "llvm/CodeGen/*.h"), "/llvm/",
        "/usr/lib/llvm-19/include",
    ),
    Package("nlohmann-json3-dev", ("nlohmann/json.hpp",), "/nlohmann/"),
    Package(
        "qtbase5-dev", ("QtCore/QtCore", "QtNetwork/QtNetwork", "QtWidgets/QtWidgets"), "/qt5/", _QT,
        ("-fPIC", f"-I{_QT}/QtCore", f"-I{_QT}/QtGui", f"-I{_QT}/QtWidgets", f"-I{_QT}/QtNetwork"),
    ),
    Package("rapidjson-dev", ("rapidjson/document.h", "rapidjson/writer.h", "rapidjson/schema.h"), "/rapidjson/"),
)  # fmt: skip
"""Header packages that are in Debian 12, of all kinds."""


def headers_of(package: Package) -> list[str]:
    """What of the package is installed, as it is included."""
    result = []
    for pattern in package.headers:
        matches = sorted(glob.glob(f"{package.folder}/{pattern}"))
        result += [match[len(package.folder) + 1 :] for match in matches]
    return result


def usable(headers: Sequence[str], package: Package, std: str) -> list[str]:
    """Those that parse after the ones before them: some need what is not installed, or must not be included."""
    good: list[str] = []
    queue = [list(headers)]
    while queue:
        chunk = queue.pop(0)
        if not _errors([*good, *chunk], package, std):
            good += chunk
        elif len(chunk) > 1:
            queue[:0] = [chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]]
    return good


def _text(headers: Iterable[str]) -> str:
    return "".join(f"#include <{header}>\n" for header in headers)


def _errors(headers: Sequence[str], package: Package, std: str) -> bool:
    arguments = [*package.arguments, f"-I{package.folder}"]
    report = podcheck.check("corpus.cpp", text=_text(headers), std=std, clang_args=arguments, cross_check=False)
    return any(problem.fatal for problem in report.problems)


def compare(package: Package, std: str, compilers: Sequence[str], few: bool) -> tuple[Tally, int]:
    """Print one package's agreement; its tally, and what is wrong with it, are returned."""
    installed = headers_of(package)
    if not installed:
        print(f"{package.name}: not installed")
        return Tally(), 0
    headers = usable(installed[:1] if few else installed, package, std)
    start = time.perf_counter()
    report = podcheck.check(
        "corpus.cpp",
        text=_text(headers),
        std=std,
        headers=package.own,
        clang_args=[*package.arguments, f"-I{package.folder}"],
        compilers=compilers,
        timeout=600,
    )
    result = tally(report)
    patterns = sum(record.facts.origin is Origin.TEMPLATE for record in report.records)
    instances = sum(record.facts.origin is Origin.INSTANTIATED for record in report.records)
    incomplete = [record for record in report.records if not record.facts.complete]
    answers = _counts(result.answers)
    print(
        f"{package.name} ({std}): {len(headers)} of {len(installed)} headers, {result.classes} classes "
        f"({instances} instances), {patterns} templates; answers: {answers}; "
        f"sizes and offsets: {_counts(result.layouts)}; {time.perf_counter() - start:.0f} s"
    )
    for (compiler, number), count in result.known.most_common():
        print(f"  known: {compiler} {number}: {count}")
    for codes, count in result.open.most_common(5):
        print(f"  open: {codes}: {count}")
    problems = [problem for problem in report.problems if problem.fatal]
    for problem in problems:
        print(f"  problem: {problem.location or ''} {problem.message}")
    for record in incomplete[:10]:
        print(f"  incomplete: {record.facts.name} ({record.facts.location})")
    for difference in result.differences[:20]:
        print(f"  {difference.name}: {difference.what}")
    print(f"  {len(result.differences)} unexplained", flush=True)
    return result, len(result.differences) + len(problems) + len(incomplete)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} of {compiler}" for compiler, count in sorted(counter.items()))


def main() -> int:
    """Compare every package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--std", default="c++17")
    parser.add_argument("--package", nargs="+", default=[])
    parser.add_argument("--compiler", action="append", default=[])
    parser.add_argument("--few", action="store_true")
    options = parser.parse_args()
    chosen = [package for package in PACKAGES if not options.package or package.name in options.package]
    total, wrong, packages = Tally(), 0, 0
    for package in chosen:
        result, bad = compare(package, options.std, options.compiler, options.few)
        total.add(result)
        wrong += bad
        packages += bool(result.classes)
    answers = _counts(total.answers)
    known = sum(total.known.values())
    print(
        f"{packages} packages, {total.classes} classes; answers: {answers}; "
        f"sizes and offsets: {_counts(total.layouts)}; {known} known, {wrong} wrong"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
