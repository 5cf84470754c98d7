"""What is made from the program and kept in the tree is what the program makes."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

from podcheck import addresses
from podcheck.crosscheck.divergences import CATALOGUE
from podcheck.dev.documents import PARTS, documents, with_part, write_documents
from podcheck.dev.documents.commands import every_command
from podcheck.dev.documents.traits import render_traits
from podcheck.errors import ConfigError
from podcheck.model.traits import Trait
from tests.cli.running import REPOSITORY
from tests.documents import read_page


def test_what_is_made_is_not_stale() -> None:
    stale = [path for path, text in documents(REPOSITORY) if (REPOSITORY / path).read_text(encoding="utf-8") != text]
    assert stale == [], "python -m podcheck.dev write-docs"


def test_no_page_of_a_code_is_left_that_there_is_not() -> None:
    made = {path for path, _ in documents(REPOSITORY)}
    kept = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "docs" / "rules").iterdir()}
    assert kept <= made


def test_only_what_is_stale_is_written(tmp_path: Path) -> None:
    for name in ("docs", "man", "podcheck/config"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    assert write_documents(tmp_path) == ()
    page = tmp_path / "docs" / "reference" / "traits.md"
    page.write_text(page.read_text().replace("No member is a reference.", "Nothing is."))
    (tmp_path / "man" / "podcheck.1").unlink()
    assert set(write_documents(tmp_path)) == {"man/podcheck.1", "docs/reference/traits.md"}
    assert page.read_text() == read_page("docs/reference/traits.md")


def test_a_page_without_its_marks_is_an_error() -> None:
    assert with_part("<!-- x -->\nold\n<!-- end of x -->\n", "a.md", "x", "new\n") == (
        "<!-- x -->\n\nnew\n\n<!-- end of x -->\n"
    )
    for text in ("", "<!-- x -->\n", "<!-- end of x -->\n", "<!-- x -->\n<!-- end of x -->\n" * 2):
        with pytest.raises(ConfigError, match=r"a.md has no lines `<!-- x -->`"):
            with_part(text, "a.md", "x", "new")


def test_each_trait_is_defined_in_each_dialect() -> None:
    text = render_traits()
    for trait in Trait:
        _, _, section = text.partition(f"## `{trait.value}`\n")
        assert "C++98" in section.partition("\n## ")[0], trait
    pod = text.partition("## `pod`\n")[2].partition("\n## ")[0]
    assert "In C++98: " in pod
    assert "C++11 to C++26: " in pod
    assert "**or all of these**" in text.partition("## `implicit_lifetime`\n")[2]


def test_each_divergence_is_on_the_page() -> None:
    page = read_page("docs/where-compilers-differ.md")
    assert {entry.number for entry in CATALOGUE if entry.number not in page} == set()
    assert set(PARTS) >= {"docs/where-compilers-differ.md"}


def test_the_manual_page_has_every_option_and_no_macro_by_accident() -> None:
    text = (REPOSITORY / "man" / "podcheck.1").read_text(encoding="utf-8")
    macros = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert macros == {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".B", ".BR"}
    plain = text.replace(r"\-", "-")
    for _, command in every_command():
        for flag in (flag for param in command.params for flag in param.opts if flag.startswith("--")):
            assert flag in plain or flag == "--sample", flag


def hook(repository: Path) -> dict[str, object]:
    module = runpy.run_path(str(REPOSITORY / "hatch_build.py"))
    metadata: dict[str, object] = {}
    module["AddressesHook"](str(repository), {}).update(metadata)
    return metadata


def test_the_metadata_is_filled_in_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "podcheck").mkdir()
    shutil.copy(REPOSITORY / "README.md", tmp_path)
    text = (REPOSITORY / "podcheck" / "addresses.py").read_text()
    (tmp_path / "podcheck" / "addresses.py").write_text(text)
    unfilled = hook(tmp_path)
    assert unfilled["readme"] == {"content-type": "text/markdown", "text": read_page("README.md")}
    (tmp_path / "podcheck" / "addresses.py").write_text(text.replace("OWNER", "someone"))
    filled = hook(tmp_path)
    assert filled["authors"] == [{"name": addresses.AUTHOR}]
    urls, readme = filled["urls"], filled["readme"]
    assert isinstance(urls, dict)
    assert isinstance(readme, dict)
    assert urls["Source"] == "https://github.com/someone/podcheck"
    assert "](https://github.com/someone/podcheck/blob/main/docs/rules/README.md)" in readme["text"]
    assert "](docs/" not in readme["text"]
    assert "OWNER" not in readme["text"]
