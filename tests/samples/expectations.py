"""The expectations that a C++ sample carries in its comments; CONTRIBUTING.md has the syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from podcheck.errors import ConfigError
from podcheck.model.traits import MAIN_TRAITS, CxxStandard, Trait, Truth

DEFAULT_DIALECTS = "c++11..c++26"
PATTERN = "template"
"""The selector of a template's own record."""

_DIALECTS = tuple(CxxStandard)
_VALUES = {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN, "any": None}
_HEADER = re.compile(r"^// podcheck: std=(\S+)$", re.MULTILINE)
_REMARK = re.compile(
    r"(?P<kind>expect|differs|rejected)(?:\[(?P<dialects>[^]]*)\])?(?: (?P<selector>.+?))?: (?P<body>.+)"
)
_COMPILER = re.compile(r"(?P<family>g\+\+|clang\+\+)(?:(?P<relation><=|>=|=)(?P<version>\d+))?")


class MalformedSample(ValueError):
    """A comment of a sample that does not say anything by the syntax."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a trait must be."""

    truth: Truth | None
    """None: anything."""

    codes: frozenset[str] | None = None
    """Exactly the top-level reasons; None: any."""


YES = Value(Truth.YES)
ANY = Value(None)


@dataclass(frozen=True, slots=True)
class CompilerRange:
    """Versions of one family of compilers, by major number."""

    family: str
    first: int = 0
    last: int = 10**6

    def holds(self, family: str, version: int) -> bool:
        return family == self.family and self.first <= version <= self.last


@dataclass(frozen=True, slots=True)
class Difference:
    """One trait, on which these compilers are known to answer the contrary, by that number."""

    trait: Trait
    compilers: tuple[CompilerRange, ...]
    number: str
    """The number of the divergence in the catalogue."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One `expect`, `differs` or `rejected` comment."""

    line: int
    """The line of the classes that it is about."""

    dialects: frozenset[CxxStandard]
    """The dialects in which it counts."""

    selector: str
    """A class's name, `template` for the pattern, or empty for all others of the line."""

    values: tuple[tuple[Trait, Value], ...] = ()
    differences: tuple[Difference, ...] = ()
    rejected: tuple[CompilerRange, ...] = ()
    """Compilers that do not accept the class."""

    def concerns(self, name: str, is_pattern: bool) -> bool:
        """Whether it is about this class of its line."""
        if self.selector in ("", PATTERN):
            return is_pattern is (self.selector == PATTERN)
        return not is_pattern and self.names(name)

    def names(self, name: str) -> bool:
        """Whether its selector is this name, or the end of it from some `::` on."""
        return self.selector != "" and (name == self.selector or name.endswith(f"::{self.selector}"))


@dataclass(frozen=True, slots=True)
class Sample:
    """All that a sample file says about itself."""

    dialects: tuple[CxxStandard, ...]
    remarks: tuple[Remark, ...]


def read_sample(text: str) -> Sample:
    """The expectations in a sample's text. Raises MalformedSample, naming the line."""
    header = _HEADER.search(text)
    dialects = read_dialects(header[1] if header else DEFAULT_DIALECTS)
    return Sample(tuple(std for std in _DIALECTS if std in dialects), tuple(_remarks(text.splitlines())))


def read_dialects(text: str) -> frozenset[CxxStandard]:
    """`c++11`, `c++11..c++17`, `c++20..`, `..c++14`, or several of these with commas."""
    chosen: set[CxxStandard] = set()
    for part in text.split(","):
        first, dots, last = part.strip().partition("..")
        low = CxxStandard.parse(first) if first else _DIALECTS[0]
        high = (CxxStandard.parse(last) if last else _DIALECTS[-1]) if dots else low
        chosen.update(std for std in _DIALECTS if low <= std <= high)
    if not chosen:
        raise MalformedSample(f"no dialect in {text!r}")
    return frozenset(chosen)


def merged_values(remarks: Sequence[Remark]) -> dict[Trait, Value]:
    """What a class must be by all its `expect` comments: main traits that none mentions must be yes."""
    values: dict[Trait, Value] = {}
    for remark in remarks:
        for trait, value in remark.values:
            if trait in values:
                raise MalformedSample(f"line {remark.line}: {trait.value} is expected twice in one dialect")
            values[trait] = value
    return {**dict.fromkeys(MAIN_TRAITS, YES), **values}


def _remarks(lines: Sequence[str]) -> Iterator[Remark]:
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        code, *comments = re.split(r"\s*//\s?", line)
        texts = [(number, text.strip()) for text in comments if re.match(r"expect|differs|rejected", text)]
        if not code and comments:
            waiting += texts
            continue
        for written, text in (*waiting, *texts):
            try:
                yield _remark(number, text)
            except (ValueError, ConfigError) as error:
                raise MalformedSample(f"line {written}: {text!r}: {error}") from error
        waiting = []


def _remark(line: int, text: str) -> Remark:
    match = _REMARK.fullmatch(text)
    if match is None:
        raise MalformedSample(
            "expected `expect: trait=value`, `differs: trait compiler number` or `rejected: compiler`"
        )
    dialects = read_dialects(match["dialects"]) if match["dialects"] is not None else frozenset(_DIALECTS)
    clauses = [clause.split() for clause in match["body"].split(";") if clause.strip()]
    selector = match["selector"] or ""
    if match["kind"] == "rejected":
        compilers = [_COMPILER.fullmatch(word) for word in match["body"].split()]
        if not all(compilers):
            raise MalformedSample(f"{match['body']!r} are no compilers")
        return Remark(line, dialects, selector, rejected=tuple(_range(compiler) for compiler in compilers if compiler))
    if match["kind"] == "differs":
        differences = tuple(difference for clause in clauses for difference in _differences(clause))
        return Remark(line, dialects, selector, differences=differences)
    values = [_value(clause) for clause in clauses if clause != ["any"]]
    if ["any"] in clauses:
        mentioned = {trait for trait, _ in values}
        values += [(trait, ANY) for trait in MAIN_TRAITS if trait not in mentioned]
    return Remark(line, dialects, selector, tuple(values))


def _value(words: Sequence[str]) -> tuple[Trait, Value]:
    name, sign, value = words[0].partition("=")
    if not sign or value not in _VALUES:
        raise MalformedSample(f"{words[0]!r} is not trait=yes|no|unknown|any")
    codes = frozenset(words[1:])
    if codes and value in ("yes", "any"):
        raise MalformedSample(f"{words[0]!r} can't have a reason")
    return Trait(name), Value(_VALUES[value], codes or None)


def _differences(words: Sequence[str]) -> Iterator[Difference]:
    traits, *rest = words
    matches = [_COMPILER.fullmatch(word) for word in rest]
    ranges = tuple(_range(match) for match in matches if match)
    number = " ".join(rest[len(ranges) :])
    if not number or not ranges or not all(matches[: len(ranges)]):
        raise MalformedSample("a difference is traits, compilers, and the number that explains it")
    for trait in traits.split(","):
        yield Difference(Trait(trait), ranges, number)


def _range(match: re.Match[str]) -> CompilerRange:
    if match["version"] is None:
        return CompilerRange(match["family"])
    version = int(match["version"])
    return CompilerRange(
        match["family"],
        first=0 if match["relation"] == "<=" else version,
        last=10**6 if match["relation"] == ">=" else version,
    )
