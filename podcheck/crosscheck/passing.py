"""How compilers pass a class by value: one function that takes one is compiled, and its code looked at.

Clang's LLVM code says `byval` of what is copied on the stack, and hands on its parameter where that is a hidden
reference. Of g++ it is the assembly without optimisation: the address of the argument lies above the frame where it
is on the stack, below where it came in registers, and is what was handed over where it is a reference. So it is on
x86-64 but for Windows; elsewhere nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from podcheck.cpp.one_text import in_one_text
from podcheck.cpp.probe_names import PLAIN, PLAIN_KEYWORDS
from podcheck.crosscheck.compilation import assemble, dialect_flag, included_by, quote, separate, source_of
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.model.facts import ClassFacts
from podcheck.model.layout import AbiFact
from podcheck.model.passing import CompiledCall, Passing
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.model.units import Unit

_LLVM = re.compile(
    r"^define [^\n]*@podcheck_take_(\d{1,9})\((?P<parameters>[^\n]*)\)[^\n()]*\{\n(?P<body>.*?)^\}",
    re.DOTALL | re.MULTILINE,
)
_LLVM_SEEN = re.compile(r"(?:call|invoke) void @podcheck_see\([^\n%]*(%[\w.]+)\)")
_LLVM_NAME = re.compile(r"(%[\w.]+)\s*$")
_GCC = re.compile(r"^podcheck_take_(\d{1,9}):\n(?P<body>.*?)\n\s*call\b", re.DOTALL | re.MULTILINE)
_GCC_ADDRESS = re.compile(r"\blea\w*\s+(-?)\d*\(%rbp\)")
_GCC_ARGUMENT = re.compile(r"\bv?mov\w*\s+%(?:[re]?di|dil|[re]?si|sil|[xyz]mm[01]),")
_PROBE = """\
typedef {spelling} podcheck_T{index};
extern "C" void podcheck_take_{index}(podcheck_T{index} podcheck_v) {{ podcheck_see(__builtin_addressof(podcheck_v)); }}
"""
_RELOCATION = """\
#if defined(__clang__) && defined(__has_builtin)
#if __has_builtin(__is_trivially_relocatable)
#define podcheck_relocatable(C) __is_trivially_relocatable(C)
#elif __has_builtin(__builtin_is_cpp_trivially_relocatable)
#define podcheck_relocatable(C) __builtin_is_cpp_trivially_relocatable(C)
#endif
#endif
"""
_RELOCATABLE = """\
#if defined(podcheck_relocatable)
extern "C" const int podcheck_relocatable_{index} = podcheck_relocatable(podcheck_T{index});
#endif
"""
_RELOCATED = re.compile(r"^@podcheck_relocatable_(\d{1,9}) = [^\n]*constant i32 ([01])\b", re.MULTILINE)
_SEE = 'extern "C" void podcheck_see(const volatile void*);\n'


def ask_about_calls(
    compilers: Sequence[Compiler], unit: Unit, facts: ClassFacts, target: str, timeout: float
) -> tuple[CompiledCall, ...]:
    """Return what each compiler does with the class, all side by side. `timeout`: seconds for one of them."""
    note = _why_not_asked(facts, target)
    if note:
        return tuple(CompiledCall(compiler.id, note=note) for compiler in compilers)
    with ThreadPoolExecutor(max_workers=max(1, min(len(compilers), 8))) as pool:
        return tuple(pool.map(lambda compiler: _ask(compiler, unit, facts, timeout), compilers))


def _why_not_asked(facts: ClassFacts, target: str) -> str:
    if not target.startswith("x86_64") or "windows" in target:
        return f"not asked for {target}"
    if facts.dependent or not facts.complete:
        return "not asked: there are no objects of this class"
    if facts.abstract:
        return "an abstract class is not passed by value"
    if facts.spelling is None or facts.in_place:
        return "not asked: it can't be named"
    return ""


def _ask(compiler: Compiler, unit: Unit, facts: ClassFacts, timeout: float) -> CompiledCall:
    (call,) = find_passing(compiler, unit, [facts], timeout)
    return call


def find_passing(
    compiler: Compiler, unit: Unit, classes: Sequence[ClassFacts], timeout: float
) -> tuple[CompiledCall, ...]:
    """Return what the compiler does with each of these classes that can be named, in one compile of the unit."""

    def none(note: str) -> tuple[CompiledCall, ...]:
        return tuple(CompiledCall(compiler.id, note=note) for _ in classes)

    flag = dialect_flag(compiler, unit)
    if flag is None or compiler.family is Family.ZIG:
        return none("not asked")
    try:
        source, words = in_one_text(unit, source_of(unit))
    except OSError as error:
        return none(f"the source can't be read: {error.strerror}")
    probes = [
        (_PROBE + _RELOCATABLE).format(spelling=facts.spelling, index=index) for index, facts in enumerate(classes)
    ]
    start = f"{PLAIN}{included_by(unit)}".encode("utf-8", "surrogateescape")
    behind = "".join((PLAIN_KEYWORDS, _RELOCATION, _SEE, *probes)).encode("utf-8", "surrogateescape")
    text = start + b'# 1 "' + quote(unit.file) + b'"\n' + source + b"\n" + behind
    arguments = [word for word, included in separate(words) if not included]
    done = assemble(compiler, flag, unit, arguments, text, timeout)
    if not done.ok:
        return none("it could not compile a function that takes one")
    result = passing_in_assembly(done.stdout) if compiler.family is Family.GXX else passing_in_llvm(done.stdout)
    relocated = {int(match[1]): match[2] == "1" for match in _RELOCATED.finditer(done.stdout)}
    return tuple(
        CompiledCall(
            compiler.id,
            result.get(index),
            "" if index in result else "its code was not understood",
            relocatable=relocated.get(index),
        )
        for index in range(len(classes))
    )


_AS_A_STRUCT = {
    Truth.YES: frozenset({Passing.REGISTERS, Passing.NOTHING}),
    Truth.NO: frozenset({Passing.STACK, Passing.NOTHING}),
}
_KNOWN = {"part-passed-otherwise": ("itanium-cxx-abi#138", None), "trivial-abi": ("trivial_abi", Family.GXX)}
"""By the code of why compilers may do otherwise: what explains it, and whose it is."""

_NOTHING_ELIGIBLE, _ELIGIBLE = "no-eligible-copy-or-move", "[class.temporary]/3"
"""g++ looks at what is written as deleted, not at what is deleted by the standard's rules or not eligible."""

_DECIDING = frozenset(
    {
        Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.TRIVIALLY_COPY_CONSTRUCTIBLE, Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
        Trait.TRIVIALLY_DESTRUCTIBLE,
    }
)  # fmt: skip
"""A compiler that has another answer on one of these passes the class by its own answer."""


def compare_calls(calls: Sequence[CompiledCall], record: Record) -> tuple[CompiledCall, ...]:
    """Return what compilers do beside what the ABI's facts of the class say, and what explains a difference."""
    layout = record.layout
    if layout is None:
        return tuple(calls)
    facts = {fact.name: fact for fact in layout.facts}
    trivial, fits = facts["trivial_for_calls"], facts["passed_in_registers"]

    def with_agreement(call: CompiledCall) -> CompiledCall:
        if call.passing is not None and Truth.UNKNOWN in (trivial.value, fits.value):
            return replace(call, agrees=None)
        if _agrees(call, trivial.value, fits.value):
            return call
        return replace(call, agrees=False, known=_known(call, trivial, record))

    return tuple(map(with_agreement, calls))


def _agrees(call: CompiledCall, trivial: Truth, fits: Truth) -> bool:
    if call.passing is None:
        return True
    return call.passing in (frozenset({Passing.REFERENCE}) if trivial is Truth.NO else _AS_A_STRUCT[fits])


def _known(call: CompiledCall, trivial: AbiFact, record: Record) -> str | None:
    is_gcc = call.compiler.startswith(Family.GXX.value)
    by_code = [_KNOWN[reason.code] for reason in trivial.differs if reason.code in _KNOWN]
    numbers: list[str | None] = [number for number, family in by_code if family is None or is_gcc]
    if is_gcc and any(reason.code == _NOTHING_ELIGIBLE for reason in trivial.reasons):
        numbers.append(_ELIGIBLE)
    own = [
        mismatch for mismatch in record.mismatches if mismatch.compiler == call.compiler and mismatch.trait in _DECIDING
    ]
    numbers += [mismatch.known for mismatch in own]
    numbers += [mismatch.known for mismatch in record.layout_mismatches if mismatch.compiler == call.compiler]
    return next((number for number in numbers if number is not None), None)


def passing_in_llvm(code: str) -> dict[int, Passing]:
    """Return how the probes' functions take their arguments, by Clang's LLVM code and the class's index."""
    result = {int(match[1]): _in_llvm(match["parameters"], match["body"]) for match in _LLVM.finditer(code)}
    return {index: passing for index, passing in result.items() if passing is not None}


def _in_llvm(parameters: str, body: str) -> Passing | None:
    seen = _LLVM_SEEN.search(body)
    if seen is None:
        return None
    if not parameters.strip():
        return Passing.NOTHING
    first = _LLVM_NAME.search(parameters)
    handed_on = re.search(rf"{re.escape(seen[1])} = bitcast [^\n]*?(%[\w.]+) to ", body)  # Clang before 15
    if first is None or first[1] != (handed_on[1] if handed_on is not None else seen[1]):
        return Passing.REGISTERS
    return Passing.STACK if "byval" in parameters else Passing.REFERENCE


def passing_in_assembly(code: str) -> dict[int, Passing]:
    """Return how the probes' functions take their arguments, by g++'s assembly and the class's index."""
    result = {int(match[1]): _in_assembly(match["body"]) for match in _GCC.finditer(code)}
    return {index: passing for index, passing in result.items() if passing is not None}


def _in_assembly(body: str) -> Passing | None:
    address = _GCC_ADDRESS.search(body)
    by_register = _GCC_ARGUMENT.search(body) is not None
    if address is None:
        return Passing.REFERENCE if by_register else None
    if not address[1]:
        return Passing.STACK
    return Passing.REGISTERS if by_register else Passing.NOTHING
