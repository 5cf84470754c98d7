"""The Markdown report: what stands first, what is folded, what fits, and that no text becomes anything but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from podcheck.model.results import Report
from podcheck.model.traits import Trait
from podcheck.report.formats.markdown import COMMENT, SUMMARY, render_markdown
from podcheck.report.options import Options
from podcheck.report.text.markdown import code, message, to_one_line
from podcheck.report.text.terminal import safe
from tests.cli.running import podcheck
from tests.report.rich import COPY, EMPTY, HERE, RICH, judgement, record

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = (
    "`", "``a`", "a|b", "\\|", "\\", "<b>", "</details>", "&lt;", "@octocat", "#12", "GH-12", "[x](javascript:y)",
    "![i](j)", "**a**", "__a__", "~~a~~", "- a", "1. a", "1) a", "# a", "> a", "===", "---", "$x$", "https://e.org",
    "www.e.org", "a\nb", "  a ", "        a", "+ a", "<!--", "'quoted'", "'a|b' is", "| --- |", "\x00", "\udc80",
    "\u202e",
)  # fmt: skip
TEXT = st.text(max_size=40) | st.sampled_from(NASTY) | st.lists(st.sampled_from(NASTY), max_size=3).map("".join)


class Read(HTMLParser):
    """The text of rendered Markdown, by tag."""

    def __init__(self, markdown_text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(GITHUB.render(markdown_text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)
        self.text.append("")

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[-1] += data

    @property
    def whole(self) -> str:
        """What people read, without the spaces that take no room."""
        return " ".join("".join(self.text).replace("\u200b", "").split())


def as_read(text: str) -> str:
    return " ".join(safe(text).split())


@given(TEXT)
def test_plain_text_reads_as_it_was(text: str) -> None:
    for before in ("x ", "- ", "1. x "):
        read = Read(before + to_one_line(text))
        assert set(read.tags) <= {"p", "ul", "ol", "li"}
        assert read.whole.removeprefix("x ").strip() == as_read(text) or not as_read(text)


@given(TEXT)
def test_a_cell_holds_what_it_was_given(text: str) -> None:
    row = f"| {code(text, cell=True)} | {to_one_line(text)} | {message(text, cell=True)} |"
    table = f"| a | b | c |\n| --- | --- | --- |\n{row}"
    read = Read(table)
    assert read.tags.count("td") == 3
    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert read.tags.count("tr") == 2


@given(TEXT)
def test_code_is_code(text: str) -> None:
    read = Read(f"x {code(text)}")
    if safe(text).strip():
        assert read.tags == ["p", "code"]
        assert read.text[1].strip() == safe(text).strip()


@pytest.mark.parametrize(
    "text", ["@octocat", "hello @octocat", "#12", "GH-12", "org/repo#12", "https://e.org", "www.e.org"]
)
def test_what_github_would_link_is_broken_by_a_space_without_width(text: str) -> None:
    assert re.search(r"[@#H:w]\u200b", GITHUB.render(to_one_line(text)))


def test_findings_first_then_what_lacks_a_trait_then_the_folded_rest() -> None:
    text = render_markdown(RICH, Options(root="/tree", folder="/tree/src"))
    places = [text.index(name) for name in (
        "### podcheck: 1 problem, 1 finding", "As c++20: 4 classes and 1 template.", "**Not everything was analysed:**",
        "`src/src/other.cpp:1`: `nothere.h` file not found", "**Findings:**",
        "`wire::Header` is not trivial, which is required",
        "| class | where | is not | because |", "| `wire::Header` | ", "<details><summary>Notes (1)</summary>",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "Compared with g++-12.2 and clang++-19.1: 1 known difference, **1 unexplained**." in text
    assert "wire::Atomic" not in text
    assert "CWG1734" in render_markdown(RICH, Options(verbose=True))
    assert text.count("<details>") == text.count("</details>")


def test_the_root_cause_has_its_clause_as_a_link_and_its_place() -> None:
    text = render_markdown(RICH, Options())
    assert (
        "| trivial, trivially copyable | member `text` of type `wire::Text<char>` has a non-trivial copy constructor: "
        "the copy constructor of `wire::Text<char, std::allocator<char>>` is user-provided ([\\[class.copy.ctor\\]/11]"
        "(https://timsong-cpp.github.io/cppwp/n4950/class.copy.ctor#11), `include/text.hpp:40`) |"
    ) in text


def test_what_breaks_most() -> None:
    records = tuple(record(f"C{number}", judgement({Trait.TRIVIALLY_COPYABLE: (COPY,)})) for number in range(3))
    text = render_markdown(replace(RICH, records=records), Options())
    assert "3 of 3 classes that are not trivially copyable" in text


def test_nothing_to_say() -> None:
    assert render_markdown(EMPTY, Options()) == "### podcheck: nothing to report\n\nNo class was found.\n"


def large(classes: int, findings: int, name: str = "ns::Class<{}, with, a, name, of, some, length>") -> Report:
    broken = judgement({Trait.TRIVIALLY_COPYABLE: (COPY,)})
    return replace(
        RICH,
        records=tuple(record(name.format(number), broken) for number in range(classes)),
        findings=tuple(replace(RICH.findings[0], message=f"{name.format(number)} fails") for number in range(findings)),
    )


@pytest.mark.parametrize(
    ("report", "left_out"),
    [
        (large(5000, 0), r"further classes with a “no”"),
        (large(10, 5000), r"[\d,]+ of 5,000 findings, 10 of 10 classes with a “no”"),
        (large(3, 3, "é" * 4000 + "{}"), ""),
        (large(400, 0, "\U0001f600" * 300 + "{}"), r"of 380 further classes"),
    ],
)
def test_it_keeps_to_githubs_limit_and_says_what_is_left_out(report: Report, left_out: str) -> None:
    text = render_markdown(report, Options())
    assert len(text.encode()) <= COMMENT
    assert text.count("<details>") == text.count("</details>")
    if left_out:
        assert re.search(
            rf"_Omitted, since GitHub accepts 65,536 bytes: .*{left_out}.*`--format html` has them all._\n$", text
        )
    else:
        assert "Omitted" not in text
    whole = render_markdown(report, Options(verbose=True))
    assert len(whole.encode()) <= SUMMARY
    assert len(whole) >= len(text)


def test_a_summary_holds_what_a_comment_does_not() -> None:
    report = large(900, 0)
    assert "Omitted" in render_markdown(report, Options())
    assert "Omitted" not in render_markdown(report, Options(verbose=True))


def test_hostile_names_stay_text_in_the_whole_report() -> None:
    bad = "</details><img src=x> | @octocat #1 `x` [a](b)"
    hostile = replace(
        RICH,
        records=(record(bad, judgement({Trait.POD: (replace(COPY, message=bad, because=()),)})),),
        findings=(replace(RICH.findings[0], message=bad, record=bad, location=replace(HERE, file=bad), reasons=()),),
        problems=(replace(RICH.problems[0], message=bad, advice=bad),),
    )
    text = render_markdown(hostile, Options())
    outside_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert "<img" not in outside_code.replace("\\<img", "")
    assert not re.search(r"@(?!&#8203;)", outside_code)
    assert "img" not in Read(text).tags


def test_by_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { A(const A&); };\n")
    done = podcheck("check", "a.cpp", "--no-cross-check", "--format", "markdown", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "| `A` | `a.cpp:1` | trivial, trivially copyable, POD | the copy constructor of `A` is user-provided"
        in done.stdout
    )
    queried = ("--report", "markdown=summary.md", "--require", "pod", "-q")
    assert podcheck("check", "a.cpp", "--no-cross-check", *queried, cwd=tmp_path).returncode == 1
    assert (tmp_path / "summary.md").read_text().startswith("### podcheck: 1 finding\n")
