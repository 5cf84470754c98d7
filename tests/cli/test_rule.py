"""`podcheck rule` as a user sees it, and the pages in `docs/`, which are made by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podcheck.report.options import Options
from podcheck.report.reasons.references import link, urls
from podcheck.report.rules.markdown import pages, rule_markdown
from podcheck.report.rules.terminal import rule_list, rule_page
from podcheck.report.text.terminal import columns
from podcheck.rules.docs.pages import codes, page
from tests.cli.running import REPOSITORY, podcheck

DOCS = REPOSITORY / "docs" / "rules"
INFOS = tuple(map(page, codes()))


def test_a_page_says_what_why_how_and_shows_it() -> None:
    done = podcheck("rule", "mixed-access")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("mixed-access: All data members have the same access\n")
    for part in (
        "[class.prop]/3.3: standard_layout",
        "Why: Before",
        "How to fix it: Give",
        "// standard_layout: no",
        "Near miss",
    ):
        assert part in done.stdout
    assert "https://timsong-cpp.github.io/cppwp/n4950/class.prop#3.3" in done.stdout


def test_the_list_names_every_code_in_a_narrow_terminal_and_in_a_wide_one() -> None:
    for width in ("60", "80", "140"):
        done = podcheck("rule", COLUMNS=width)
        assert done.returncode == 0
        assert set(codes()) <= set(done.stdout.split())
        assert max(map(columns, done.stdout.splitlines())) <= int(width)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_prose_keeps_to_the_width(width: int) -> None:
    for info in INFOS:
        prose, _, _ = rule_page(info, Options(width=width)).partition("\nExample")
        prose, _, _ = prose.partition("\nTo read")
        assert max(map(columns, prose.splitlines())) <= width


def test_colour_marks_the_answers_and_changes_no_word() -> None:
    coloured = rule_page(page("mixed-access"), Options(color=True))
    assert "\x1b[31m// standard_layout: no\x1b[0m" in coloured
    assert "\x1b[32m// standard_layout: yes\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == rule_page(page("mixed-access"), Options())
    assert "\x1b[31m// finds: raw-copy\x1b[0m" in rule_page(page("raw-copy"), Options(color=True))
    assert "\x1b[2m// Near miss: " in rule_page(page("raw-copy"), Options(color=True))
    assert "\x1b[" in rule_list(INFOS, Options(color=True))


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("mixed-acess", "mixed-access"),
        ("MIXED_ACCESS", "mixed-access"),
        ("standard_layout", "It is a trait, whose codes are "),
        ("is_final", "not-declared-final"),
        ("qqq", "`podcheck rule` lists every code"),
    ],
)
def test_an_unknown_code_names_the_nearest(wrong: str, advice: str) -> None:
    done = podcheck("rule", wrong)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"no rule has the code '{wrong}'" in done.stderr
    assert advice in done.stderr


def test_markdown_links_clauses_reports_and_papers_but_not_code() -> None:
    assert link("see [class.prop]/3.3, CWG1813 and P1847R4, not `[class.prop]`") == (
        "see [[class.prop]/3.3](https://timsong-cpp.github.io/cppwp/n4950/class.prop#3.3), "
        "[CWG1813](https://cplusplus.github.io/CWG/issues/1813.html) and "
        "[P1847R4](https://wg21.link/P1847R4), not `[class.prop]`"
    )
    assert list(urls("[class]/4 of C++98 has no page")) == []
    done = podcheck("rule", "repeated-base", "--format", "markdown")
    assert done.stdout == rule_markdown(page("repeated-base"))
    assert "```cpp\n" in done.stdout
    assert "| [`repeated-base`](repeated-base.md) |" in podcheck("rule", "--format", "markdown").stdout


def test_the_pages_in_docs_are_those_that_the_rules_make() -> None:
    made = dict(pages(INFOS))
    result = {file.name: file.read_text() for file in DOCS.iterdir()}
    stale = sorted(name for name in made | result if made.get(name) != result.get(name))
    assert stale == [], "run `podcheck rule --write-docs docs/rules`, and remove the pages of codes that are no more"


def test_links_between_the_pages_lead_somewhere() -> None:
    names = {name for name, _ in pages(INFOS)}
    for _, text in pages(INFOS):
        prose, _, _ = text.partition("```")
        assert {target for target in re.findall(r"\]\(([^)]*)\)", prose) if "://" not in target} <= names


def test_writing_the_pages_elsewhere(tmp_path: Path) -> None:
    assert podcheck("rule", "--write-docs", str(tmp_path / "new" / "rules")).returncode == 0
    assert {file.name for file in (tmp_path / "new" / "rules").iterdir()} == {name for name, _ in pages(INFOS)}


def test_what_cannot_be_written_or_makes_no_sense_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = podcheck("rule", "--write-docs", str(tmp_path / "file"))
    assert (done.returncode, "can't be written" in done.stderr) == (2, True)
    done = podcheck("rule", "mixed-access", "--write-docs", str(tmp_path))
    assert (done.returncode, "takes no CODE" in done.stderr) == (2, True)


def test_the_help_has_an_example() -> None:
    assert "podcheck rule mixed-access" in podcheck("rule", "--help").stdout


def test_what_is_said_of_one_condition_stands_beneath_it() -> None:
    """Where several rules have one code, each has its own why."""
    text = rule_page(page("reference-member"), Options(width=200))
    layout, _, rest = text.partition("- [class]/4 (c++98 only): pod")
    assert "Why: Whether a reference takes storage is unspecified" in layout
    assert rest.lstrip().startswith("Why: C has none.")


def test_python_without_docstrings_has_no_pages_and_says_so() -> None:
    done = podcheck("rule", "mixed-access", PYTHONOPTIMIZE="2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "-OO" in done.stderr
