"""The HTML report as people use it, in a real browser: with the mouse, with the keyboard, on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Error, Page, expect

import podcheck
from podcheck.cli.source_texts import with_sources
from podcheck.model.facts import RecordKind
from podcheck.model.results import Report
from podcheck.model.traits import MAIN_TRAITS, Trait
from podcheck.report.formats.html import render_html
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.records.shown import is_of_the_project
from tests.cli.running import REPOSITORY
from tests.report.chromium import Watched, chromium
from tests.report.rich import BREAKING_OUT, COPY, EMPTY, HOSTILE, RICH, SCRIPT, hostile_report, judgement, record


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Reports:
    """Reports in files, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def address(self, name: str) -> str:
        """Where the report of that name is: of the tour, by hand, hostile, of 5,000 classes, empty."""
        file = self.folder / f"{name}.html"
        if not file.exists():
            file.write_text(render_html(_REPORTS[name](), Options()), "utf-8")
        return file.as_uri()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return Reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture
def watched(browser: Browser, reports: Reports) -> Iterator[Watched]:
    """A page in a profile of its own, which must end without any complaint and any request but for the file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seen = Watched(context.new_page())
    yield seen
    context.close()
    assert seen.complaints == []
    assert {
        request for request in seen.requests if not request.startswith((reports.folder.as_uri(), "data:,"))
    } == set()


def hostile() -> Report:
    return hostile_report(
        (
            SCRIPT,
            BREAKING_OUT,
            HOSTILE,
            "\udc80lone",
            "a\u2028b",
            "javascript:alert(1)",
            "{{ 7 * 7 }}",
            "%00%zz&class=x#",
        )
    )


def many(amount: int) -> Report:
    broken = judgement({Trait.TRIVIALLY_COPYABLE: (COPY,), Trait.POD: (COPY,)})
    good = judgement({})
    records = (
        record(f"ns{number % 7}::Class{number}", good if number % 3 else broken, kind=RecordKind.CLASS)
        for number in range(amount)
    )
    return replace(RICH, records=tuple(records), findings=())


def tour() -> Report:
    return with_sources(podcheck.check(str(REPOSITORY / "cpp_samples" / "tour.cpp"), cross_check=False))


def long() -> Report:
    """Return a report of what takes much room: conditions, names without a space, and a class with an error."""
    text = "template<class T> struct Rebound { typename T::an_allocator_traits_of_its_own_with_a_long_name v; T t; };\n"
    text += f"struct {'Long' * 30} {{ ~{'Long' * 30}(); }};\nstruct Broken {{ Undefined u; }};\n"
    return podcheck.check("long.cpp", text=text, cross_check=False, require=["pod"])


_REPORTS: dict[str, Callable[[], Report]] = {
    "tour": tour,
    "rich": lambda: RICH,
    "hostile": hostile,
    "many": lambda: many(5000),
    "long": long,
    "empty": lambda: EMPTY,
}


def names(page: Page) -> list[str]:
    return page.locator("#rows a.name").all_inner_texts()


def expect_names(page: Page, wanted: list[str]) -> None:
    expect(page.locator("#rows a.name")).to_have_text(wanted)


def test_a_filter_for_each_question(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    assert names(page)[:3] == ["Person", "Account", "Employee"]  # what lacks something stands first
    assert names(page).index("Box<T>") < names(page).index("Point")
    page.locator("#filters").get_by_label("Trait", exact=True).select_option("standard_layout")
    page.get_by_label("Answer").select_option("n")
    expect(page.locator("#count")).to_have_text("4 of 19 classes")
    expect_names(page, ["Account", "Employee", "Shape", "Owner"])
    page.get_by_label("Reason").select_option("mixed-access")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.get_by_role("button", name="Clear").first.click()
    page.get_by_label("Namespace").select_option("std")
    expect(
        page.get_by_text("No class is like that.")
    ).to_be_visible()  # those of the system's headers are not asked for
    page.get_by_label("only reach").check()
    expect(page.locator("#count")).to_have_text("16 of 35 classes")
    assert all(name.startswith("std::") for name in names(page))
    page.get_by_label("File", exact=True).select_option(label=file_label(page))
    inner = [f"std::__uniq_ptr_{part}<int, std::default_delete<int>>" for part in ("data", "impl")]
    expect_names(page, ["std::unique_ptr<int>", *inner, "std::default_delete<int>"])
    page.get_by_label("Name or file").fill("nothing like that")
    expect(page.get_by_text("No class is like that.")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_label("only reach").check()
    expect(page.locator("#count")).to_have_text("35 classes")
    assert "all=1" in page.url


def file_label(page: Page) -> str:
    (label,) = [text for text in page.locator("#f-file option").all_inner_texts() if "unique_ptr.h" in text]
    return label


def test_sorting_up_down_and_back(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    written = names(page)
    heading = page.get_by_role("columnheader", name="class")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    upwards = names(page)
    words = [name for name in upwards if name.isalpha()]
    assert words == sorted(words, key=str.lower)
    assert set(upwards) == set(written)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(page) == upwards[::-1]
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    assert names(page) == written
    page.get_by_role("columnheader", name="size").get_by_role("button").click()
    sizes = [int(text) for text in page.locator("#rows .c-size").all_inner_texts() if text]
    assert sizes == sorted(sizes)


def test_a_class_opens_and_its_reason_leads_to_the_root(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    page.get_by_role("link", name="Person", exact=True).click()
    expect(page.get_by_role("heading", name="struct Person")).to_be_focused()
    assert page.url.endswith("#class=Person")
    why = page.locator(".trait").filter(has=page.locator("#why-trivially_copyable"))
    why.get_by_role("button", name="Follow to the root").click()
    expect(page.locator("li:focus")).to_contain_text("root cause")
    root = why.locator("li.leaf").first
    expect(root).to_contain_text("the copy constructor of 'std::basic_string<char>' is user-provided")
    expect(root.locator("mark")).to_have_text("basic_string")
    root.get_by_role("button", name="user-provided").click()
    expect(root.get_by_role("note")).to_contain_text("podcheck rule user-provided")
    expect(page.get_by_role("row", name="destructor implicit no no")).to_be_visible()
    expect(page.get_by_label("The definition")).to_contain_text("std::string name;")
    expect(page.locator(".layout")).to_contain_text("std::string name")
    page.get_by_role("link", name="std::basic_string<char>").first.click()
    expect(page.get_by_role("heading", name="class std::basic_string<char>")).to_be_visible()
    expect(page.get_by_role("heading", name="other classes fail through it")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="struct Person")).to_be_visible()


def test_a_no_in_the_table_leads_to_that_traits_reasons(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    page.get_by_role("row", name="Account").get_by_role("link", name="no").first.click()
    expect(page.locator("#why-standard_layout")).to_be_focused()
    assert page.url.endswith("#class=Account&trait=standard_layout")


def test_a_shared_link_opens_the_class_and_a_shared_filter_filters(watched: Watched, reports: Reports) -> None:
    address = reports.address("tour")
    page = watched.open(f"{address}#class=Box%3Cstd::basic_string%3Cchar%3E%3E&trait=trivially_destructible")
    expect(page.get_by_role("heading", name="struct Box<std::basic_string<char>>")).to_be_visible()
    expect(page.locator("#why-trivially_destructible")).to_be_visible()
    page.evaluate("location.hash = '#class=no::Such'")
    expect(page.get_by_text("This report has no class of that name.")).to_be_visible()
    page.evaluate("location.hash = '#trait=standard_layout&is=n&sort=name'")
    expect(page.locator("#count")).to_have_text("4 of 19 classes")
    assert names(page)[0] == "Account"
    expect(page.get_by_label("Answer")).to_have_value("n")


def test_what_breaks_most_and_who_fails_through_it(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    expect(page.locator("#chart-told")).to_have_text("6 of 19 classes are not trivially copyable.")
    first = page.locator("#chart button").first
    expect(first.locator(".name")).to_have_text("std::string")
    expect(first).to_contain_text("3 of 6")
    first.click()
    expect(page.locator("#count")).to_have_text("3 of 19 classes")
    expect_names(page, ["Person", "Boxes", "Box<std::basic_string<char>>"])
    expect(page.locator("#chart button").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Show all again").click()
    expect(page.locator("#count")).to_have_text("19 classes")


def test_findings_and_problems_stand_on_top(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("rich"))
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:4] == ["Not everything was analysed", "1 finding", "What breaks most", "Classes"]
    expect(page.get_by_text("'nothere.h' file not found")).to_be_visible()
    expect(page.get_by_role("row", name="wire::Odd")).to_contain_text("DIFFERS")
    row = page.get_by_role("table", name="Findings").get_by_role("row").nth(1)
    cells = row.get_by_role("cell").all_inner_texts()
    assert [cells[0], cells[2], cells[3]] == ["error", "src/wire.cpp:3:8", "wire::Header"]
    assert cells[1].startswith("'wire::Header' is not trivial, which is required requirement\n")
    row.get_by_role("link").click()
    expect(page.locator("#why-trivial")).to_be_focused()
    page.get_by_role("link", name="← all classes").click()
    page.get_by_role("link", name="wire::Odd").click()
    expect(page.get_by_text("pod: clang++-19.1 says no, podcheck yes: unexplained")).to_be_visible()


def test_colours_follow_the_system_or_the_reader_and_are_remembered(watched: Watched, reports: Reports) -> None:
    def background() -> str:
        return str(watched.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page = watched.open(reports.address("tour"))
    light = background()
    page.emulate_media(color_scheme="dark")
    dark = background()
    assert dark != light
    page.get_by_label("Theme").select_option("light")
    assert background() == light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert background() == light
    page.get_by_label("Theme").select_option("auto")
    assert background() == dark


def test_with_the_keyboard_alone(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the classes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#classes")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("box")
    expect(page.locator("#count")).to_have_text("4 of 19 classes")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#rows') !== null"):
            break
    expect(page.get_by_role("link", name="Boxes", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Box<T>")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="struct Box<std::basic_string<char>>")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Box<std::basic_string<char>>")).to_be_focused()
    expect(page.get_by_label("Name or file")).to_have_value("box")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_names_that_look_like_markup_are_text_and_nothing_of_them_runs(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("hostile"))
    page.locator("#f-is").select_option("")
    expect(page.locator("#rows tr")).to_have_count(8)
    assert SCRIPT in names(page)
    assert BREAKING_OUT in names(page)
    assert "\\udc80lone" in names(page)
    assert "{{ 7 * 7 }}" in names(page)
    for number in range(8):
        page.locator("#rows a.name").nth(number).click()
        expect(page.get_by_role("heading", name="Root cause")).to_be_visible()
        page.get_by_role("link", name="← all classes").click()
        expect(page.locator("#rows tr")).to_have_count(8)
    assert page.evaluate("window.ran") is None
    assert page.locator("main img, main script").count() == 0


def test_a_class_opened_right_after_a_key_has_its_own_address_and_a_way_back(
    watched: Watched, reports: Reports
) -> None:
    page = watched.open(reports.address("tour"))
    page.evaluate(
        """() => {
            const field = document.querySelector("#filters input[type=search], #filters input");
            field.value = "box";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            document.querySelector("#rows a.name").click();
        }"""
    )
    page.wait_for_timeout(200)
    assert "class=" in page.evaluate("location.hash")
    page.get_by_role("link", name="← all classes").click()
    expect(page.locator("#overview")).to_be_visible()
    expect(page.get_by_label("Name or file")).to_have_value("box")


def test_the_page_forbids_itself_to_make_markup_of_text_or_to_fetch(browser: Browser, reports: Reports) -> None:
    context = browser.new_context()
    seen = Watched(context.new_page())
    page = seen.open(reports.address("tour"))
    attempts = {
        "document.body.innerHTML = '<b>x</b>'": "TrustedHTML",
        "document.createElement('script').text = 'window.ran = 4'": "TrustedScript",
        "await fetch('https://example.org/')": "Content Security Policy",
    }
    for attempt, answer in attempts.items():
        with pytest.raises(Error):
            page.evaluate(f"(async () => {{ {attempt} }})()")
        assert answer in seen.complaints[-1], attempt
    assert page.evaluate("window.ran") is None
    context.close()


def test_five_thousand_classes(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("many"))
    expect(page.locator("#count")).to_have_text("5,000 classes")
    assert float(page.evaluate("performance.now()")) < 15_000  # benchmarks/html_report.py measures; this is no clock
    assert page.locator("#rows tr").count() < 1000
    expect(page.get_by_role("table", name="Classes")).to_have_attribute("aria-rowcount", "5001")
    page.get_by_label("Name or file").fill("Class4998")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.get_by_label("Name or file").fill("")
    expect(page.locator("#count")).to_have_text("5,000 classes")
    expect(page.get_by_role("button", name="Show the other 4,850")).to_be_attached()
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator("#rows tr").nth(299)).to_be_attached()
    page.evaluate("location.hash = '#class=ns0::Class4998'")
    expect(page.get_by_role("heading", name="class ns0::Class4998")).to_be_visible()


_CUT_CELLS = """[...document.querySelectorAll("td, th:not(.l-bar)")]
    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"""


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("name", ["tour", "long", "rich"])
def test_on_a_telephone_nothing_sticks_out_or_is_cut_off(
    browser: Browser, reports: Reports, name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, has_touch=True)
    page = Watched(context.new_page()).open(reports.address(name))
    for where in ("#", "#class=Owner", "#class=Box%3Cstd::basic_string%3Cchar%3E%3E", "#class=wire::Header"):
        page.evaluate(f"location.hash = '{where}'")
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        assert page.evaluate(_CUT_CELLS) == 0, where
    context.close()


def test_a_class_that_could_not_be_analysed_is_no_byte_large(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("long"))
    row = page.locator("#rows").get_by_role("row", name="Broken")
    expect(row).to_contain_text("not analysed: its definition has an error")
    expect(row.locator(".c-size")).to_have_text("")
    row.get_by_role("link").first.click()
    expect(page.locator("#page header")).to_contain_text("not analysed: its definition has an error")
    expect(page.locator("#page header")).not_to_contain_text("byte")


def test_a_classs_page_has_the_root_causes_that_explain_has(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("tour"))
    compared = 0
    for reported in tour().records:
        roots = root_causes(reported)
        if not roots or not is_of_the_project(reported):
            continue
        compared += 1
        page.evaluate("(name) => { location.hash = `#class=${encodeURIComponent(name)}`; }", reported.facts.name)
        expect(page.locator("#page-title")).to_contain_text(reported.facts.name)
        items = page.locator("#page ol.roots > li")
        assert items.count() == len(roots)
        for number, root in enumerate(roots):
            text = items.nth(number).inner_text()
            first = root.entry or root.reason
            assert text.startswith(first.message)
            assert root.reason.message in text
            traits = [trait for trait in root.traits if trait in MAIN_TRAITS] or list(root.traits)
            assert f"breaks {', '.join(trait.adjective for trait in traits)}" in text
    assert compared > 5


def test_an_empty_report_says_so(watched: Watched, reports: Reports) -> None:
    page = watched.open(reports.address("empty"))
    expect(page.locator("header")).to_contain_text("No class was found.")
    expect(page.locator("#table")).to_be_hidden()
