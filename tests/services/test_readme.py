"""What the README shows for CI services names what is there."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from podcheck import __version__
from podcheck.report import FORMATS
from tests.cli.running import REPOSITORY

README = (REPOSITORY / "README.md").read_text()


def block(name: str) -> dict[str, Any]:
    (text,) = re.findall(rf"<!-- {name} -->\n```yaml\n(.*?)```", README, re.DOTALL)
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def test_the_workflow_gives_inputs_that_the_action_has() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    steps = block("github")["jobs"]["classes"]["steps"]
    (ours,) = (step for step in steps if "podcheck@" in step.get("uses", ""))
    assert set(ours["with"]) <= set(action["inputs"])
    assert ours["with"]["sarif-file"] == steps[-1]["with"]["sarif_file"]


def test_the_hooks_are_those_of_the_manifest() -> None:
    manifest = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    (repository,) = block("pre-commit")["repos"]
    assert [one["id"] for one in repository["hooks"]] == [one["id"] for one in manifest]


def test_the_gitlab_job_collects_what_it_writes() -> None:
    job = block("gitlab")["podcheck"]
    (line,) = job["script"]
    words = shlex.split(line)
    written = dict(words[at + 1].split("=") for at, word in enumerate(words) if word == "--report")
    assert set(written) <= set(FORMATS)
    assert job["artifacts"]["reports"] == {"codequality": written["gitlab"], "junit": written["junit"]}


@pytest.mark.parametrize("version", re.findall(r"OWNER/podcheck(?:@|\n    rev: )v([\d.]+)", README))
def test_versions_are_this_one(version: str) -> None:
    assert version == __version__
