"""Comments that accept findings, and what is said of those that accept nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import REPOSITORY, podcheck
from tests.policy.running import complaints, found, report

BAD = "struct A { A(); };"
END = "// podcheck: ignore-end"


@pytest.mark.parametrize(
    "text",
    [
        f"{BAD} // podcheck: ignore[requirement] old",
        f"{BAD} // podcheck: ignore",
        f"{BAD} /* podcheck: ignore[requirement, broken-contract] */",
        f"// podcheck: ignore-next-line[requirement]\n{BAD}",
        f"// podcheck: ignore-next-line\n\n// more\n{BAD}",
        f"// podcheck: ignore[requirement]\n{BAD}",
        f"// podcheck: ignore-begin[requirement]\nint x;\n{BAD}\n// podcheck: ignore-end[requirement]",
        f"// podcheck: ignore-begin\n{BAD}\n// podcheck: ignore-end",
        f"{BAD} // as measured // podcheck: ignore",
        f"{BAD} // as measured // NOLINT(podcheck-requirement)",
        f"// podcheck: ignore-begin\n// podcheck: ignore-begin[requirement]\n{BAD}\n{END}\n{END}",
        f"{BAD} // NOLINT(podcheck)",
        f"{BAD} // NOLINT(podcheck-requirement)",
        f"{BAD} // NOLINT(bugprone-x, podcheck-*)",
        f"// NOLINTNEXTLINE(podcheck-requirement)\n{BAD}",
        f"// NOLINTBEGIN(podcheck-requirement)\n{BAD}\n// NOLINTEND(podcheck-requirement)",
        f"{BAD} // podcheck: ignore[user-provided]",
        "struct A {\n  A(); // podcheck: ignore[requirement]\n};",
        "struct A {\n  A(); // podcheck: ignore[user-provided]\n};",
        "struct A { // podcheck: ignore[requirement]\n  A();\n};",
        "// podcheck: ignore-next-line[requirement]\ntemplate<class T>\nstruct A\n{ A(); T t; };\nint x; A<int>* a;",
        "struct Text { Text(const Text&); Text(); };// podcheck: ignore\nstruct A { Text t; // podcheck: ignore\n};",
    ],
)
def test_accepted(text: str) -> None:
    made = report(text, require=["trivial"])
    assert [problem.message for problem in made.problems if problem.fatal] == []
    assert [finding for finding in made.findings if finding.code == "requirement"] == []
    assert made.accepted
    assert {finding.code for finding in made.accepted} == {"requirement"}


@pytest.mark.parametrize(
    "text",
    [
        f"{BAD} // podcheck: ignore[broken-contract]",
        f"{BAD} // // podcheck: ignore",
        f"// {BAD} // podcheck: ignore\n{BAD}",
        f"// {BAD} // NOLINTNEXTLINE(podcheck-requirement)\n{BAD}",
        f"{BAD}\n// podcheck: ignore[requirement]",
        f"// podcheck: ignore-next-line[requirement]\nint x;\n{BAD}",
        f"{BAD} // NOLINT",
        f"{BAD} // NOLINT(bugprone-x)",
        f"{BAD} // NOLINT(podcheckx)",
        f"{BAD} // podcheck: ignore[virtual-function]",
        f'const char* s = "// podcheck: ignore"; {BAD}',
        f"int x; // podcheck: ignore\n{BAD}",
        "struct A {\n  A();\n  int x; // podcheck: ignore\n};",
        "struct A {\n  A(); // podcheck: ignore[user-provided]\n  ~A();\n};",
    ],
)
def test_not_accepted(text: str) -> None:
    assert "requirement" in [code for _, code, _ in found(text, require=["trivial"])]


def test_a_finding_with_several_reasons_is_accepted_when_each_is() -> None:
    copies = "  A(const A&); // podcheck: ignore\n  A(A&&); // podcheck: ignore[requirement]\n"
    text = f"struct A {{\n{copies}  A() = default;\n}};"
    assert found(text, require=["trivially_copyable"]) == []


def test_one_that_accepts_nothing_is_a_finding_where_the_run_could_have_had_one() -> None:
    text = "struct A { int a; }; // podcheck: ignore[requirement]\n"
    assert found(text, require=["pod"]) == [(1, "unused-suppression", "")]
    assert found(text) == []  # nothing was required
    assert found(text, require=["pod"], ignore=["unused-suppression"]) == []
    assert found(text, require=["pod"], ignore=["requirement"]) == []
    assert found("#ifdef X\nstruct A {}; // podcheck: ignore\n#endif\n", require=["pod"]) == []
    assert found("struct A { int a; }; // NOLINT(podcheck)", require=["pod"]) == [(1, "unused-suppression", "")]
    assert found("struct A { int a; }; // podcheck: ignore[user-provided]", require=["pod"]) == [
        (1, "unused-suppression", "")
    ]
    assert found("struct A { int a; }; // podcheck: ignore[unexplained-mismatch]", require=["pod"]) == []
    assert found("int x; // podcheck: ignore[raw-copy]") == [(1, "unused-suppression", "")]
    assert found("int x; // podcheck: ignore[raw-copy]", uses=False) == []


def test_comments_of_headers_that_the_run_is_not_about_count_but_are_not_complained_of(tmp_path: Path) -> None:
    (tmp_path / "other.hpp").write_text(
        "struct Member { Member(const Member&); Member(); }; // podcheck: ignore\n"
        "struct Fine { int a; }; // podcheck: ignore, podcheck: ignore[nonsense]\n"
    )
    text = f'#include "{tmp_path}/other.hpp"\nstruct A {{ Member m; }};'
    assert found(text, require=["trivially_copyable"]) == []
    assert complaints(text, require=["trivially_copyable"]) == []


def test_codes_on_the_command_line_are_checked_too() -> None:
    from podcheck.errors import ConfigError

    with pytest.raises(ConfigError, match="unknown code 'requirment' to ignore") as caught:
        report(BAD, ignore=["requirment"])
    assert caught.value.advice == "Did you mean requirement?"
    with pytest.raises(ConfigError, match="unknown code 'user-provided' to select"):
        report(BAD, select=["user-provided"])


def test_what_is_accepted_stands_in_the_reports(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(f"{BAD} // podcheck: ignore\nstruct B {{ B(); }}; // podcheck: require pod\n")
    options = ("a.cpp", "--require", "pod", "--no-cross-check")
    done = podcheck("check", *options, "--format", "json", cwd=tmp_path)
    read = json.loads(done.stdout)
    jsonschema.validate(
        read, json.loads((REPOSITORY / "podcheck" / "report" / "formats" / "report.schema.json").read_text())
    )
    assert [item["record"] for item in read["accepted"]] == ["A"]
    assert [item["message"] for item in read["findings"][-1]["related"]] == ["'B' is defined here", "the contract"]
    table = podcheck("check", *options, cwd=tmp_path)
    assert "\nAccepted by comments or the baseline: 1 finding.\n" in table.stdout


def test_a_class_that_several_files_include_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "a.hpp").write_text("#pragma once\nstruct A { A(); }; // podcheck: require pod\n")
    for name in ("a.cpp", "b.cpp"):
        (tmp_path / name).write_text('#include "a.hpp"\n')
    done = podcheck("check", ".", "--headers", "a.hpp", "--no-cross-check", "-q", cwd=tmp_path)
    assert done.stderr.count("broken-contract") == 1


def test_uses_are_accepted_by_the_same_comments() -> None:
    call = "void f(Text* a, Text* b) { memcpy(a, b, sizeof(Text)); }"
    text = f"#include <string.h>\nstruct Text {{ Text(const Text&); Text(); }};\n{call}"
    assert found(text) == [(3, "raw-copy", "Text")]
    assert found(f"{text} // podcheck: ignore[raw-copy] as measured") == []
    assert found(f"{text} // NOLINT(podcheck-raw-copy)") == []
    assert found(f"{text} // podcheck: ignore[raw-fill]")[0] == (3, "raw-copy", "Text")
