"""`podcheck compare`: are two classes layout-compatible, and is a struct the same in C?"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import NoReturn

import click
from msgspec.structs import replace

from podcheck.analysis import pipeline
from podcheck.cli.config_options import table_options
from podcheck.cli.options import PathsThenArguments, report_options
from podcheck.cli.problems import print_problems
from podcheck.cli.streams import write
from podcheck.cli.type_lookup import TypeLookup, look_up, nearest
from podcheck.config.settings import make_settings
from podcheck.crosscheck.compare_compatibility import compare_compatibility
from podcheck.crosscheck.compilers import find_compilers
from podcheck.crosscheck.layout_compatible import ask_compatible
from podcheck.discovery.units import units_of
from podcheck.errors import ConfigError, TypeNotFound
from podcheck.extract.plain_records import read_c, read_cxx
from podcheck.model.plain_records import Compatibility, PlainRecord, PlainRecords
from podcheck.model.problems import Problem
from podcheck.model.results import Record, Report
from podcheck.model.settings import Settings
from podcheck.model.traits import Trait, Truth
from podcheck.model.units import Unit
from podcheck.model.verdicts import Verdict
from podcheck.report.compare.text import ComparedClasses, classes_json, classes_text, languages_json, languages_text
from podcheck.rules.abi.layout_compatible import compare_classes
from podcheck.rules.abi.same_in_c import compare_languages

_FAILED, _DIFFERENT = 2, 1
_C_DIALECTS = ("c99", "c11", "c17", "c23", "gnu99", "gnu11", "gnu17", "gnu23")


@click.command(cls=PathsThenArguments)
@click.argument("words", nargs=-1, metavar="A B FILE [-- CLANG_ARG...]")
@click.option("--c", "with_c", is_flag=True, help="Compare one struct, A FILE, with what C makes of the same file.")
@click.option("--c-std", type=click.Choice(_C_DIALECTS), default="gnu17", help="The dialect of C (gnu17).")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="For standard output.")
@table_options("compare")
@click.pass_context
def compare(
    ctx: click.Context,
    words: tuple[str, ...],
    with_c: bool,
    c_std: str,
    format_: str,
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    cross_check: bool,
    compilers: tuple[str, ...],
    timeout: float,
    libclang: str | None,
    color: str,
) -> None:
    """Compare the layouts of two classes, member by member: which ones correspond, how many begin both (the common
    initial sequence, which a union of the two may be read through), and whether the classes are layout-compatible.

    A and B are names of classes, or types that FILE can name. `std::is_layout_compatible` of g++ (since 12) and
    clang++ (since 19) is asked too. With --c, FILE is read as C as well, and the struct A of both is compared: size,
    alignment, the place and size of each member, enumerations, bool, bit-fields, empty structs.

    The exit status is 1 where they differ, and where a compiler says otherwise and no known divergence explains it.

    \b
    Examples:
      podcheck compare wire::Header legacy::Header message.cpp -- -I include
      podcheck compare --c Header include/message.h
    """
    if len(words) != (2 if with_c else 3):
        raise click.UsageError("compare takes A FILE with --c." if with_c else "compare takes A B FILE.")
    *types, place = words

    def settings(text: str | None = None) -> Settings:
        return make_settings(
            (place,), std=std, clang_args=ctx.meta["clang_args"], build_dir=build_dir, headers=headers,
            cross_check=False, compilers=compilers, timeout=timeout, libclang=libclang, text=text, uses=False,
            apart=True,
        )  # fmt: skip

    @functools.cache
    def analyse(text: str | None) -> Report:
        return pipeline.check(settings(text))

    queried = [look_up(type_, place, (), analyse) for type_ in types]
    print_problems(dict.fromkeys(problem for type_lookup in queried for problem in type_lookup.report.problems))
    failed = any(problem.fatal for type_lookup in queried for problem in type_lookup.report.problems)
    records = [_the_one(ctx, type_lookup, type_, place) for type_lookup, type_ in zip(queried, types, strict=True)]
    chosen = settings()
    unit = _unit(chosen, place)
    options = report_options(color, verbose=False)
    versions = {"podcheck": queried[0].report.podcheck, "libclang": queried[0].report.libclang}
    if with_c:
        text, same = _with_c(records[0], unit, c_std, chosen, format_, versions, color)
    else:
        result = _compare_records(records, queried, unit, chosen, cross_check=cross_check)

        text = classes_json(result, **versions) if format_ == "json" else classes_text(result, options)
        same = result.value is Truth.YES and not result.is_unexplained
    write(text, format_)
    ctx.exit(_FAILED if failed else 0 if same else _DIFFERENT)


def _the_one(ctx: click.Context, lookup: TypeLookup, type_: str, place: str) -> Record:
    """Return the record of that name. Raises TypeNotFound where there is none, or several, or a mere template."""
    if not lookup.records:
        if any(problem.fatal for problem in lookup.report.problems):
            ctx.exit(_FAILED)
        raise TypeNotFound(f"{place} defines no class '{type_}'", nearest(lookup.report, type_))
    if len(lookup.records) > 1:
        names = ", ".join(record.facts.name for record in lookup.records[:5])
        raise ConfigError(f"{type_!r} is the name of {len(lookup.records)} classes", f"Name one of them: {names}.")
    (record,) = lookup.records
    if record.layout is None or record.facts.spelling is None or record.facts.in_place:
        why = "it is a template" if record.facts.dependent else "it can't be named at the end of the file"
        raise ConfigError(
            f"'{record.facts.name}' can't be compared: {why}", "Name a class, or an instance: 'Box<int>'."
        )
    return record


def _unit(settings: Settings, place: str) -> Unit:
    units, _ = units_of(settings.inputs)
    if not units:
        raise ConfigError(f"{place} could not be read as a source file", "Name one source or header.")
    return units[0]


def _compare_records(
    records: Sequence[Record], lookups: Sequence[TypeLookup], unit: Unit, settings: Settings, *, cross_check: bool
) -> ComparedClasses:
    types = (str(records[0].facts.spelling), str(records[1].facts.spelling))
    plain = _read(read_cxx(unit, types, settings.extract.libclang), types)
    known = {record.facts.key: record for each in lookups for record in each.report.records}
    overlapping = {
        (key, field.name) for key, record in known.items() for field in record.facts.fields if field.no_unique_address
    }
    every = {key: with_overlapping(record, overlapping) for key, record in plain.records.items()}
    one, other = (every[each.key] for each in plain.wanted if each is not None)
    verdicts = [record.judgement.verdicts[Trait.STANDARD_LAYOUT] for record in records]
    compilers = find_compilers(settings.crosscheck.compilers)[0] if cross_check else ()
    answers = ask_compatible(compilers, unit, types, settings.crosscheck.timeout)
    compared = _judge(records, verdicts, one, other, every)
    mismatches = compare_compatibility(
        compared.value,
        answers,
        {compiler.id: compiler for compiler in compilers},
        unit.std,
        lambda rules: compare_classes(one, other, every, rules).compatible,
        [(verdict, record.shapes) for record, verdict in zip(records, verdicts, strict=True)],
    )
    said = {name: answer.compatible for name, answer in answers.items()}
    return replace(compared, compilers=said, mismatches=mismatches)


def _judge(
    records: Sequence[Record],
    verdicts: Sequence[Verdict],
    one: PlainRecord,
    other: PlainRecord,
    every: Mapping[str, PlainRecord],
) -> ComparedClasses:
    """Return the answer by the standard."""
    if one.key == other.key:
        return ComparedClasses(one, other, Truth.YES, "", "", compare_classes(one, other, every))
    for record, verdict in zip(records, verdicts, strict=True):
        if verdict.value is not Truth.YES:
            may = "is" if verdict.value is Truth.NO else "may be"
            reason = f": {verdict.reasons[0].message}" if verdict.reasons else ""
            why = f"'{record.facts.name}' {may} not standard-layout{reason}"
            return ComparedClasses(
                one, other, verdict.value, why, "[basic.types.general]/11", Compatibility((), 0, False)
            )
    result = compare_classes(one, other, every)
    return ComparedClasses(one, other, Truth.of(result.compatible), result.why_not, result.clause, result)


def with_overlapping(record: PlainRecord, overlapping: set[tuple[str, str]]) -> PlainRecord:
    """Return the record with the attribute on those of its members that have it."""
    members = tuple(replace(member, overlapping=(record.key, member.name) in overlapping) for member in record.members)
    return replace(record, members=members)


def _with_c(
    record: Record, unit: Unit, std: str, settings: Settings, format_: str, versions: dict[str, str], color: str
) -> tuple[str, bool]:
    spelling = str(record.facts.spelling)
    plain = _read(read_cxx(unit, (spelling,), settings.extract.libclang), (spelling,))
    name = record.facts.name.rpartition("::")[2]
    in_c = _read(read_c(unit, (name,), std, settings.extract.libclang), (name,), " as C")
    (cxx,), (c,) = plain.wanted, in_c.wanted
    assert cxx is not None
    assert c is not None
    differences = compare_languages(cxx, c, plain.records, in_c.records)
    if format_ == "json":
        return languages_json(cxx, differences, std, **versions), not differences
    return languages_text(cxx, differences, std, report_options(color, verbose=False)), not differences


def _read(reading: PlainRecords | Problem, names: Sequence[str], language: str = "") -> PlainRecords:
    """Return what was read. Raises ConfigError where the file does not parse, TypeNotFound where a name is missing."""
    if isinstance(reading, Problem):
        _refuse(reading, language)
    for name, plain_record in zip(names, reading.wanted, strict=True):
        if plain_record is None:
            advice = "Put what only C++ has between `#ifdef __cplusplus` and `#endif`, and the struct outside."
            raise TypeNotFound(f"'{name}' is not a struct that is defined there{language}", advice)
    return reading


def _refuse(problem: Problem, language: str) -> NoReturn:
    where = f"{problem.location}: " if problem.location is not None else ""
    advice = (
        "Put what only C++ has between `#ifdef __cplusplus` and `#endif`; flags go after `--`."
        if language
        else problem.advice
    )
    raise ConfigError(f"{where}{problem.message}{language and ', read as C'}", advice)
