"""What a report gets wrong about a sample, by the sample's own comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podcheck.model.facts import Origin
from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import Verdict
from tests.samples.expectations import CompilerRange, Remark, Sample, Value, merged_values

MEASURED = {"g++": (11, 12, 13, 14, 15, 16), "clang++": (13, 14, 15, 16, 17, 18, 19, 21, 22, 23)}
"""The versions whose differences the samples list; of others it is only asked that each is explained."""


def complaints(
    sample: Sample, file: str, std: CxxStandard, records: Sequence[Record], compilers: Sequence[str]
) -> list[str]:
    """One line for each way in which `records` are not what the sample in `file` expects."""
    remarks = [remark for remark in sample.remarks if std in remark.dialects]
    result: list[str] = []
    unmatched = set(remarks)
    for record in records:
        own = record.facts.location.file == file
        mine = [remark for remark in remarks if _is_about(remark, record, own)]
        unmatched.difference_update(mine)
        if own and not _is_part(record):
            result += _unasked(record, mine, compilers)
        if mine or (own and not _is_part(record)):
            result += _wrong_values(record, mine)
        result += _wrong_mismatches(record, mine, strict=own or bool(mine))
    for remark in sorted(unmatched, key=lambda item: item.line):
        result.append(f"line {remark.line}: there is no class {remark.selector} here".replace("  ", " "))
    return result


def _is_part(record: Record) -> bool:
    """A template's pattern or an anonymous union: no comment needs to speak of it, no compiler is asked."""
    return record.facts.origin is Origin.TEMPLATE or record.facts.anonymous


def _is_about(remark: Remark, record: Record, own: bool) -> bool:
    name = record.facts.name
    if not own:
        return remark.names(name)
    pattern = record.facts.origin is Origin.TEMPLATE
    on_its_line = remark.line == record.facts.location.line and not record.facts.anonymous
    return on_its_line and remark.concerns(name, pattern)


def _unasked(record: Record, remarks: Sequence[Remark], compilers: Sequence[str]) -> Iterator[str]:
    answered = {answers.compiler for answers in record.answers if answers.traits}
    rejected = [compiler_range for remark in remarks for compiler_range in remark.rejected]
    for compiler in compilers:
        if compiler not in answered and not is_among(rejected, compiler):
            yield f"{_where(record)}: {compiler} was not asked"


def _wrong_values(record: Record, remarks: Sequence[Remark]) -> Iterator[str]:
    for trait, value in merged_values(remarks).items():
        verdict = record.judgement.verdicts.get(trait)
        if verdict is None:
            yield f"{_where(record)}: no verdict on {trait.value}"
        elif value.truth is not None and not _agrees(verdict, value):
            yield f"{_where(record)}: {trait.value} is {_told(verdict)}, but expected {_wanted(value)}"


def _agrees(verdict: Verdict, value: Value) -> bool:
    codes = frozenset(reason.code for reason in verdict.reasons)
    return verdict.value is value.truth and value.codes in (None, codes)


def _wrong_mismatches(record: Record, remarks: Sequence[Remark], strict: bool) -> Iterator[str]:
    differences = [difference for remark in remarks for difference in remark.differences]
    queried = [answers.compiler for answers in record.answers if answers.traits]
    expected = {
        (difference.trait, compiler, difference.number)
        for difference in differences
        for compiler in queried
        if is_among(difference.compilers, compiler)
    }
    actual = {(mismatch.trait, mismatch.compiler, mismatch.known) for mismatch in record.mismatches}
    for trait, compiler, number in sorted(actual - expected, key=str):
        if number is None or (strict and _measured(compiler)):
            yield f"{_where(record)}: {_difference(trait, compiler, number)} is not expected"
    for trait, compiler, number in sorted(expected - actual, key=str):
        if _measured(compiler):
            yield f"{_where(record)}: {_difference(trait, compiler, number)} is missing"


def is_among(ranges: Sequence[CompilerRange], compiler: str) -> bool:
    """The compiler of that id is one of these."""
    return any(range_.holds(*_family_and_version(compiler)) for range_ in ranges)


def _measured(compiler: str) -> bool:
    family, version = _family_and_version(compiler)
    return version in MEASURED[family]


def _family_and_version(compiler: str) -> tuple[str, int]:
    """`g++-12.2` is (g++, 12); zig's compiler is a Clang."""
    family, _, version = compiler.rpartition("-")
    return "clang++" if family == "zig-c++" else family, int(version.split(".")[0])


def _difference(trait: Trait, compiler: str, number: str | None) -> str:
    return f"the difference of {trait.value} with {compiler} by {number or 'nothing known'}"


def _told(verdict: Verdict) -> str:
    return " ".join([verdict.value.name.lower(), *(reason.code for reason in verdict.reasons)])


def _wanted(value: Value) -> str:
    truth = "anything" if value.truth is None else value.truth.name.lower()
    return " ".join([truth, *sorted(value.codes or ())])


def _where(record: Record) -> str:
    return f"line {record.facts.location.line}: {record.facts.name}"
