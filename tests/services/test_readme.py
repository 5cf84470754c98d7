"""What the README shows for CI services names what is there."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from podcheck._version import __version__
from podcheck.process import run
from podcheck.report import FORMATS
from tests.cli.running import REPOSITORY

README = (REPOSITORY / "README.md").read_text()


def block_text(name: str) -> str:
    (text,) = re.findall(rf"<!-- {name} -->\n```yaml\n(.*?)```", README, re.DOTALL)
    return str(text)


def block(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(block_text(name))
    return read


def test_the_workflow_gives_inputs_that_the_action_has() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    steps = block("github")["jobs"]["classes"]["steps"]
    (ours,) = (step for step in steps if "podcheck@" in step.get("uses", ""))
    assert set(ours["with"]) <= set(action["inputs"])
    assert ours["with"]["sarif-file"] == steps[-1]["with"]["sarif_file"]


def test_the_job_may_do_what_its_steps_do_and_no_more() -> None:
    workflow = block("github")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["classes"]["permissions"] == {"contents": "read", "security-events": "write"}


@pytest.mark.parametrize("text", [README, (REPOSITORY / "action.yml").read_text()], ids=["README", "action.yml"])
def test_other_peoples_actions_are_pinned_with_their_version(text: str) -> None:
    """A tag can be moved; the comment is what a reader, and a bot that updates it, goes by."""
    used = re.findall(r"uses: (?!OWNER/)(\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.search(r"@[0-9a-f]{40}$", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), (action, comment)


def test_zizmor_has_nothing_against_the_action_and_the_job(tmp_path: Path) -> None:
    """But that the job names this action by its tag: what commit a version is, is not known before there is one."""
    workflow = tmp_path / "podcheck.yml"
    workflow.write_text(f"name: podcheck\n{block_text('github')}")
    zizmor = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-config", "--format=json-v1"]
    done = run([*zizmor, str(REPOSITORY / "action.yml"), str(workflow)])
    places = {finding["ident"]: finding["locations"][-1]["concrete"]["feature"] for finding in json.loads(done.stdout)}
    assert places == {"unpinned-uses": "OWNER/podcheck@v0.1.0"}, done.stderr


def test_the_hooks_are_those_of_the_manifest() -> None:
    manifest = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    (repository,) = block("pre-commit")["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in manifest]


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
