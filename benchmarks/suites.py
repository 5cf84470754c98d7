"""Does podcheck say of classes what the compilers' own tests assert of them?

    apt-get source --download-only gcc-14 llvm-toolchain-19, and unpack the archives
    python benchmarks/suites.py [--gcc FOLDER] [--llvm FOLDER] [--only TEXT] [-v]

Each file of the suites that names a trait is read in each dialect that it is for: GCC's `g++.dg` and libstdc++'s
`20_util` below FOLDER of GCC, Clang's `test/SemaCXX` and `test/CXX` and libc++'s `utilities/meta` below that of LLVM.
What they assert of a class (`benchmarks/assertions.py`) is compared with podcheck's answer. Prints for each suite the
files, the checks, how many agree, the differences that the catalogue explains by number, the answers that stay open,
and each check with which podcheck does not agree, which the exit status 1 says too. `-v` has each file that is done.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assertions import Claim, Claims, read_claims
from clang import cindex
from tables import print_heading, print_row

from podcheck.cli.commands.compare import with_overlapping
from podcheck.crosscheck.compare import explanation
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.extract import extract_unit
from podcheck.extract.plain_records import read_cxx
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Problem
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.units import Headers, Unit
from podcheck.rules import Judgements, judge_unit
from podcheck.rules.abi.layout_compatible import compare_classes

_SINGLE = {trait.std_name.removeprefix("is_"): trait for trait in Trait}
_CONSTRUCTIBLE, _ASSIGNABLE, _COMPATIBLE = "trivially_constructible", "trivially_assignable", "layout_compatible"
_TRAITS = frozenset(_SINGLE) | {_CONSTRUCTIBLE, _ASSIGNABLE, _COMPATIBLE}
_OF_ELEMENTS = frozenset(
    {
        Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT, Trait.POD,
        Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS,
    }
)  # fmt: skip
"""An array has them where its elements do."""

_QUALIFIED_TOO = _OF_ELEMENTS | {
    Trait.AGGREGATE, Trait.EMPTY, Trait.POLYMORPHIC, Trait.ABSTRACT, Trait.FINAL, Trait.IMPLICIT_LIFETIME,
    Trait.TRIVIALLY_DESTRUCTIBLE,
}  # fmt: skip
"""const and volatile don't matter to them."""

_WHOLE_ALIGNMENT = "[class.mem.general]/24"
"""g++ asks layout-compatible classes for one alignment of the whole, which the clause does not."""

_TESTED = (CxxStandard.CXX11, CxxStandard.CXX14, CxxStandard.CXX17, CxxStandard.CXX20, CxxStandard.CXX23)
_HEADERS = Headers("testsuite|/test/support/")
"""Those that belong to the tests themselves."""

_ARRAYS = frozenset({cindex.TypeKind.CONSTANTARRAY, cindex.TypeKind.INCOMPLETEARRAY})


@dataclass(frozen=True, slots=True)
class Build:
    """One way in which a test is compiled."""

    std: CxxStandard
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """A folder of tests, and the compiler whose answers they are."""

    name: str
    folders: tuple[Path, ...]
    compiler: Compiler
    includes: tuple[Path, ...] = ()

    def files(self) -> list[Path]:
        """Return the tests that name a trait."""
        files = {file for folder in self.folders for file in folder.rglob("*") if file.suffix in (".C", ".cc", ".cpp")}
        wanted = re.compile(rf"(?:is_|has_unique)(?:{'|'.join(sorted(_TRAITS))}|_object_representations)(?:_v)?\b")
        return [file for file in sorted(files) if wanted.search(file.read_text("utf-8", "replace"))]

    def builds(self, text: str) -> list[Build]:
        """Return how the test says that it is compiled, each way once."""
        if self.compiler.family is Family.GXX:
            return list(_builds_of_gcc(text))
        runs = [run for run in re.findall(r"RUN:[ \t]*(.*)", text) if "%clang_cc1" in run]
        if runs:
            return list(dict.fromkeys(_build_of_run(run) for run in runs))
        refused = re.findall(r"UNSUPPORTED:(.*)", text)
        return [Build(std) for std in _TESTED if std.spelling not in " ".join(refused)]


@dataclass(slots=True)
class Tally:
    """What was compared of a suite. `known`: by number; `open`: by reason; `left`: what was not compared, by why."""

    files: int = 0
    checks: int = 0
    agreeing: int = 0
    known: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)


def _builds_of_gcc(text: str) -> Iterator[Build]:
    named = re.search(r"dg-options\s+\"[^\"]*-std=(\S+?)[\s\"]", text)
    if named:
        yield Build(CxxStandard.parse(named[1]))
        return
    target = re.search(r"dg-do\s+\w+\s*{\s*target\s+[^}]*?c\+\+(\d\w)(_only|_down)?", text)
    first = CxxStandard.parse(f"c++{target[1]}") if target else CxxStandard.CXX11
    kind = target[2] if target else None
    for std in sorted({*_TESTED, first}):
        if std == first if kind == "_only" else std <= first if kind == "_down" else std >= first:
            yield Build(std)


def _build_of_run(run: str) -> Build:
    words = run.split()
    std, arguments = CxxStandard.CXX17, []
    for at, word in enumerate(words):
        if word.startswith("-std=") and "++" in word:
            std = CxxStandard.parse(word.removeprefix("-std="))
        elif word == "-triple" and "%" not in words[at + 1]:
            arguments.append(f"--target={words[at + 1]}")
        elif word.startswith(("-D", "-fms-", "-fblocks", "-fclang-abi-compat")):
            arguments.append(word)
    return Build(std, tuple(arguments))


def compare(suite: Suite, file: Path, tally: Tally) -> None:
    """Compare what one test asserts, in each of its dialects."""
    source = file.read_bytes()
    claims = read_claims(source, _TRAITS)
    tally.files += bool(claims.claims)
    tally.left["of no form that is understood"] += claims.unread
    for build in suite.builds(source.decode("utf-8", "replace")) if claims.claims else []:
        _compare_build(suite, file, build, claims, tally)


def _compare_build(suite: Suite, file: Path, build: Build, claims: Claims, tally: Tally) -> None:
    arguments = (*build.arguments, *(f"-I{folder}" for folder in suite.includes), "-w")
    text = claims.text.decode("utf-8", "surrogateescape")
    unit = Unit(str(file), build.std, arguments, _HEADERS, text)
    try:
        types = _named_types(unit)
    except cindex.TranslationUnitLoadError:
        tally.left["of a file that libclang can't parse"] += len(claims.claims)
        return
    queried = ask(suite, unit, types.values())
    for number, claim in enumerate(claims.claims):
        names = claims.aliases(number)
        wanted = [types[name] for name in names if name in types]
        marker = claims.marker(number)
        if (marker is not None and marker not in types) or len(wanted) < len(names):
            tally.left["not compiled in this dialect, or no type"] += 1
            continue
        result = _compatible_result(queried, wanted) if claim.trait == _COMPATIBLE else _result(queried, claim, wanted)
        spelled = ", ".join(type_.get_canonical().spelling for type_ in wanted)
        what = f"{file.name}:{claims.line(number)} ({build.std.spelling}): {claim.trait} of {spelled}"
        _count(tally, claim, what, result)


@dataclass(frozen=True, slots=True)
class QueriedUnit:
    """One build of a test, judged. `classes`: its own and those of its headers, by key."""

    suite: Suite
    unit: Unit
    judgements: Judgements
    classes: dict[Key, ClassFacts]

    def class_of(self, type_: cindex.Type) -> ClassFacts | None:
        """Return the class that the type is."""
        usr = type_.get_canonical().get_declaration().get_usr()
        same = [each for each in self.classes.values() if each.identity[0] == usr]
        return same[0] if len(same) == 1 else None


def ask(suite: Suite, unit: Unit, types: Iterable[cindex.Type]) -> QueriedUnit:
    """Return the unit's classes, and what is said of those that the types are about."""
    facts = extract_unit(unit)
    usrs = {_class_in(type_).get_declaration().get_usr() for type_ in types}
    wanted = {each.key for each in facts.classes if each.identity[0] in usrs}
    return QueriedUnit(suite, unit, judge_unit(facts, wanted), {each.key: each for each in facts.classes})


def _class_in(type_: cindex.Type) -> cindex.Type:
    """Return what a type refers to, or is an array of."""
    plain = type_.get_canonical()
    if plain.kind in (cindex.TypeKind.LVALUEREFERENCE, cindex.TypeKind.RVALUEREFERENCE):
        plain = plain.get_pointee()
    while plain.kind in _ARRAYS:
        plain = plain.element_type.get_canonical()
    return plain


@dataclass(frozen=True, slots=True)
class Result:
    """podcheck's answer. `left`: why none is compared; `known`: what explains the contrary, `open` why none is."""

    value: bool | None = None
    left: str = ""
    known: str = ""
    open: str = ""


def _count(tally: Tally, claim: Claim, what: str, result: Result) -> None:
    if result.left:
        tally.left[result.left] += 1
        return
    tally.checks += 1
    if result.value is None:
        tally.open[result.open] += 1
    elif result.value is claim.value:
        tally.agreeing += 1
    elif result.known:
        tally.known[result.known] += 1
    else:
        tally.different.append(f"{what}: podcheck says {result.value}")


def _named_types(unit: Unit) -> dict[str, cindex.Type]:
    """Return the types that aliases of the text stand for, by name, and the marks of bodies."""
    arguments = ["-x", "c++", f"-std={unit.std.flag_value}", *unit.arguments, "-ferror-limit=0"]
    parsed = cindex.Index.create().parse(unit.file, arguments, [(unit.file, unit.text)])
    waiting = [each for each in parsed.cursor.get_children() if str(each.location.file) == unit.file]
    result: dict[str, cindex.Type] = {}
    while waiting:
        cursor = waiting.pop()
        if cursor.kind is cindex.CursorKind.TYPE_ALIAS_DECL:
            if cursor.spelling.startswith("podcheck_"):
                result[cursor.spelling] = cursor.underlying_typedef_type
        else:
            waiting += cursor.get_children()
    return result


def _result(queried: QueriedUnit, claim: Claim, types: Sequence[cindex.Type]) -> Result:
    """Return podcheck's answer to a claim about one class."""
    whole = types[0].get_canonical()
    if claim.trait == _ASSIGNABLE:
        if whole.kind is not cindex.TypeKind.LVALUEREFERENCE:
            return Result(left="of no class")
        whole = whole.get_pointee()
    type_ = whole
    while type_.kind in _ARRAYS:
        type_ = type_.element_type.get_canonical()
    if type_.kind is not cindex.TypeKind.RECORD:
        return Result(left="in a template" if type_.kind is cindex.TypeKind.UNEXPOSED else "of no class")
    trait = _trait(claim.trait, type_, types)
    if trait is None:
        return Result(left="of no trait that podcheck has")
    if whole.kind in _ARRAYS and trait not in _OF_ELEMENTS:
        return Result(left="of an array")
    if (type_.is_const_qualified() or type_.is_volatile_qualified()) and trait not in _QUALIFIED_TOO:
        return Result(left="of a const or volatile class")
    if type_.get_declaration().get_definition() is None:
        return Result(left="of an incomplete class")
    facts = queried.class_of(type_)
    if facts is None or facts.key not in queried.judgements.by_key:
        return Result(open="no record")
    if not facts.complete:
        return Result(open="incomplete")
    verdict = queried.judgements[facts.key].verdicts[trait]
    if verdict.value is Truth.UNKNOWN:
        return Result(open=", ".join(sorted({reason.code for reason in verdict.reasons})))
    known = explanation(queried.suite.compiler, queried.unit.std, verdict, queried.judgements.shapes(facts.key))
    return Result(verdict.value is Truth.YES, known=known or "")


def _trait(name: str, type_: cindex.Type, types: Sequence[cindex.Type]) -> Trait | None:
    """Return the trait that is asked of the class; None where a constructor or assignment is none of its five."""
    if name not in (_CONSTRUCTIBLE, _ASSIGNABLE):
        return _SINGLE[name] if len(types) == 1 else None
    construct = name == _CONSTRUCTIBLE
    if len(types) == 1:
        return Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE if construct else None
    source = types[1].get_canonical()
    is_lvalue = source.kind is cindex.TypeKind.LVALUEREFERENCE
    if is_lvalue or source.kind is cindex.TypeKind.RVALUEREFERENCE:
        source = source.get_pointee()
    plain = type_.get_declaration() == source.get_declaration() and not source.is_volatile_qualified()
    if len(types) != 2 or not plain or source.is_const_qualified() is not is_lvalue:
        return None
    if is_lvalue:
        return Trait.TRIVIALLY_COPY_CONSTRUCTIBLE if construct else Trait.TRIVIALLY_COPY_ASSIGNABLE
    return Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE if construct else Trait.TRIVIALLY_MOVE_ASSIGNABLE


def _compatible_result(queried: QueriedUnit, types: Sequence[cindex.Type]) -> Result:
    """Return whether two classes are layout-compatible, as `podcheck compare` finds out."""
    plain = [type_.get_canonical() for type_ in types]
    if any(type_.kind is not cindex.TypeKind.RECORD for type_ in plain):
        return Result(left="of no class")
    if any(type_.get_declaration().get_definition() is None for type_ in plain):
        return Result(left="of an incomplete class")
    classes = [queried.class_of(type_) for type_ in plain]
    parsed = read_cxx(queried.unit, [type_.spelling for type_ in plain])
    if isinstance(parsed, Problem) or None in (*parsed.wanted, *classes):
        return Result(open="not read")
    first, other = (each.key for each in parsed.wanted if each is not None)
    if first == other:
        return Result(True)
    verdicts = [queried.judgements[facts.key].verdicts[Trait.STANDARD_LAYOUT].value for facts in classes if facts]
    if verdicts != [Truth.YES, Truth.YES]:
        return Result(False if Truth.NO in verdicts else None, open="standard_layout")
    overlapping = {
        (facts.key, field.name)
        for facts in queried.classes.values()
        for field in facts.fields
        if field.no_unique_address
    }
    every = {key: with_overlapping(record, overlapping) for key, record in parsed.records.items()}
    is_compatible = compare_classes(every[first], every[other], every).compatible
    aligned_alike = every[first].align == every[other].align
    is_known = is_compatible and not aligned_alike and queried.suite.compiler.family is Family.GXX
    return Result(is_compatible, known=_WHOLE_ALIGNMENT if is_known else "")


def suites(gcc: Path | None, llvm: Path | None) -> Iterator[Suite]:
    """Yield the suites of the unpacked sources."""
    if gcc is not None:
        compiler = Compiler(("none",), Family.GXX, (_version(gcc), 0))
        library = gcc / "libstdc++-v3" / "testsuite"
        yield Suite("GCC, `g++.dg`", (gcc / "gcc/testsuite/g++.dg",), compiler)
        yield Suite("libstdc++, `20_util`", (library / "20_util",), compiler, (library / "util",))
    if llvm is not None:
        compiler = Compiler(("none",), Family.CLANGXX, (_version(llvm), 0))
        library = llvm / "libcxx" / "test"
        tests = llvm / "clang/test"
        yield Suite("Clang, `SemaCXX` and `CXX`", (tests / "SemaCXX", tests / "CXX"), compiler)
        yield Suite("libc++, `utilities/meta`", (library / "std/utilities/meta",), compiler, (library / "support",))


def _version(tree: Path) -> int:
    """Return the major version, by the name of the folder: `gcc-14.2.0`, `llvm-toolchain-19_19.1.7`."""
    match = re.search(r"(\d+)\.\d+\.\d+", tree.resolve().name)
    if match is None:
        raise SystemExit(f"{tree}: its name does not end in a version, such as gcc-14.2.0; name the unpacked folder")
    return int(match[1])


def main() -> int:
    """Compare each suite; the exit status is 1 where a check does not agree, and nothing explains it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gcc", type=Path)
    parser.add_argument("--llvm", type=Path)
    parser.add_argument("--only", default="", help="files whose path holds this text")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tallies: list[tuple[Suite, Tally]] = []
    for suite in suites(options.gcc, options.llvm):
        tally = Tally()
        for file in suite.files():
            if options.only in str(file):
                if options.verbose:
                    print(file, file=sys.stderr)
                compare(suite, file, tally)
        tallies.append((suite, tally))
    print_heading("tests", "files", "checks", "agree", "known differences", "open", "disagree")
    for suite, tally in tallies:
        print_row(
            suite.name, tally.files, tally.checks, tally.agreeing, _counts(tally.known), _counts(tally.open),
            len(tally.different),
        )  # fmt: skip
    for suite, tally in tallies:
        print(f"\n{suite.name}, not compared: {_counts(tally.left)}")
        print("".join(f"  {line}\n" for line in tally.different), end="")
    return int(any(tally.different for _, tally in tallies))


def _counts(counter: Counter[str]) -> str:
    parts = [f"{count} {name}" for name, count in counter.most_common() if count]
    return f"{counter.total()} ({', '.join(parts)})" if parts else "0"


if __name__ == "__main__":
    sys.exit(main())
