"""What the comparison of two reports finds, and what becomes of input that is no report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from podcheck.diff.compare import compare
from podcheck.diff.snapshots import read_snapshots
from podcheck.errors import ConfigError
from podcheck.model.diff import ChangeKind, ClassChange, PlacedSubobject, Snapshot, Snapshots
from podcheck.model.problems import Location
from podcheck.model.traits import Trait, Truth
from podcheck.report.diff.markdown import LIMIT, changes_markdown
from podcheck.report.diff.text import changes
from podcheck.report.options import Options
from tests.cli.running import podcheck

HERE = Location("a.h", 1, 1)
NAMES = st.text(st.sampled_from("abcd"), min_size=1, max_size=4)
PARTS = st.lists(
    st.builds(
        PlacedSubobject, name=NAMES, type=st.sampled_from(["int", "char", "A"]),
        access=st.sampled_from(["public", "private"]),
        offset=st.integers(0, 256),
    ),
    max_size=6,
)  # fmt: skip
TRUTHS = st.dictionaries(st.sampled_from([trait.value for trait in Trait]), st.sampled_from(Truth), max_size=4)


def a_class(name: str = "A", *parts: PlacedSubobject, **others: object) -> Snapshot:
    made = Snapshot(name, "struct", HERE, "declared", "c++20", "x86_64", 4, 4, parts, {}, {})
    return replace(made, **others)


SNAPSHOTS = st.lists(
    st.builds(lambda name, parts, traits: a_class(name, *parts, traits=traits), NAMES, PARTS, TRUTHS), max_size=8
)


def found(old: list[Snapshot], new: list[Snapshot]) -> list[ClassChange]:
    return list(compare(Snapshots("old", tuple(old)), Snapshots("new", tuple(new))).changes)


@given(SNAPSHOTS, st.randoms(use_true_random=False))
def test_nothing_has_changed_in_the_same_classes_whatever_their_order(classes: list[Snapshot], random: Random) -> None:
    shuffled = list(classes)
    random.shuffle(shuffled)
    moved = [replace(snapshot, location=Location("b.h", 9, 9)) for snapshot in shuffled]
    assert found(classes, moved) == []


@given(SNAPSHOTS, SNAPSHOTS)
def test_each_class_is_kept_gone_or_come(old: list[Snapshot], new: list[Snapshot]) -> None:
    reported = compare(Snapshots("old", tuple(old)), Snapshots("new", tuple(new)))
    gone = sum(change.kind is ChangeKind.GONE for change in reported.changes)
    came = sum(change.kind is ChangeKind.CAME for change in reported.changes)
    assert len(old) - gone == len(new) - came


def test_a_trait_that_is_undecided_now_is_not_taken_for_kept() -> None:
    before, after = (a_class(traits={"trivial": value}) for value in (Truth.YES, Truth.UNKNOWN))
    assert [(change.kind, change.trait) for change in found([before], [after])] == [(ChangeKind.UNDECIDED, "trivial")]


def test_a_trait_that_one_version_does_not_know_is_left_aside() -> None:
    assert found([a_class(traits={"novel": Truth.YES})], [a_class(traits={})]) == []


def test_only_those_are_out_of_order_that_must_move() -> None:
    parts = [PlacedSubobject(name, "int", "public", 32 * at) for at, name in enumerate("abcdef")]
    turned = [parts[5], *parts[:5]]
    (change,) = (change for change in found([a_class("A", *parts)], [a_class("A", *turned)]))
    assert change.after == "'f' is declared in another order, at 20"


def test_unlike_classes_are_not_taken_for_renamed() -> None:
    old = a_class("Point", PlacedSubobject("x", "int", "public", 0))
    new = a_class("Engine", PlacedSubobject("name", "char", "public", 0))
    assert {change.kind for change in found([old], [new])} == {ChangeKind.GONE, ChangeKind.CAME}


def test_instances_of_a_renamed_class_follow_it() -> None:
    part = PlacedSubobject("x", "int", "public", 0)
    old = [a_class("Old", part), a_class("Box<Old>", PlacedSubobject("t", "Old", "public", 0), origin="instantiated")]
    new = [a_class("New", part), a_class("Box<New>", PlacedSubobject("t", "New", "public", 0), origin="instantiated")]
    assert [(change.kind, change.before, change.after) for change in found(old, new)] == [
        (ChangeKind.RENAMED, "Old", "New")
    ]


HOSTILE = "<script>|`*@someone #12 [x](y) \x1b[31m\n::"


def test_hostile_names_are_text_in_every_format() -> None:
    reported = compare(Snapshots("old", ()), Snapshots("new", (a_class(HOSTILE),)))
    for text in (changes(reported, Options()), changes_markdown(reported, Options())):
        assert "\x1b" not in text
        assert "\n::" not in text
    markdown = changes_markdown(reported, Options())
    for raw in ("<script>", "@someone", " #12"):
        assert raw not in markdown
    assert re.search(r"(?<!\\)\]\(y\)", markdown.replace(r"\]", "")) is None


def test_a_comment_stays_within_its_limit_and_says_what_is_left_out() -> None:
    reported = compare(Snapshots("old", ()), Snapshots("new", tuple(a_class(f"C{at}" * 20) for at in range(3000))))
    text = changes_markdown(reported, Options())
    assert len(text) <= LIMIT + 200
    assert "more classes" in text


A_REASON = (
    '"code": "a", "message": "b", "clause": "c", "location": {"file": "", "line": 0, "column": 0}, "subject": "d"'
)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "other"}', '{"schema": "podcheck-report/1"}', "[" * 100_000,
     '{"schema": "podcheck-report/1", "errors": [], "records": [{"name": 3}]}',
     '{"schema": "podcheck-report/1", "errors": [], "records": 7}',
     '{"schema": "podcheck-report/2", "errors": [], "records": []}',
     *(f'{{"schema": "podcheck-report/2", "errors": [], "records": [], "reasons": [{{{A_REASON}, "because": [{number}'
       "]}]}" for number in ("0", "-1", "1", "true", '"0"', "null", "{}"))],
)  # fmt: skip
def test_what_is_no_report_is_an_error(text: str) -> None:
    with pytest.raises(ConfigError, match="report"):
        read_snapshots(text, "a report")


@pytest.mark.parametrize("formats", [("json", "json"), ("json", "json2"), ("json2", "json2")])
def test_two_reports_from_files(tmp_path: Path, formats: tuple[str, str]) -> None:
    reports = []
    texts = ("struct A { int a; };", "struct A { int a; private: int b; };")
    for name, text, format_ in zip(("old", "new"), texts, formats, strict=True):
        (tmp_path / "a.cpp").write_text(text)
        done = podcheck("check", "a.cpp", "--no-cross-check", "--report", f"{format_}={name}.json", "-q", cwd=tmp_path)
        assert done.returncode == 0
        reports.append(f"{name}.json")
    done = podcheck("diff", *reports, cwd=tmp_path)
    assert done.returncode == 1
    assert "lost standard_layout" in done.stdout
    assert podcheck("diff", *reports, "--fail-on", "none", cwd=tmp_path).returncode == 0
    assert podcheck("diff", *reports, "--fail-on", "layout", cwd=tmp_path).returncode == 1
    assert podcheck("diff", *reversed(reports), cwd=tmp_path).returncode == 0
    document = json.loads(podcheck("diff", *reports, "--format", "json", cwd=tmp_path).stdout)
    assert document["schema"] == "podcheck-diff/1"
    assert {item["kind"] for item in document["changes"]} == {"lost", "size", "layout"}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("one.json",), "two reports"), (("a", "b"), "can't be read"), (("--fail-on", "x", "a", "b"), "no such kind")],
)
def test_bad_usage_says_what_to_do(tmp_path: Path, arguments: tuple[str, ...], word: str) -> None:
    done = podcheck("diff", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
