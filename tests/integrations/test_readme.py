"""What the README and the docs show for CI services names what is there."""

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
from podcheck.process import Completed, run
from podcheck.report import FORMATS
from tests.cli.running import REPOSITORY
from tests.documents import PAGES, marked_block, read_page

SHOWN = "\n".join(map(read_page, PAGES))


def block(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(marked_block(name))
    return read


RELEASE = REPOSITORY / ".github" / "workflows" / "release.yml"


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


@pytest.mark.parametrize("text", [SHOWN, (REPOSITORY / "action.yml").read_text(), RELEASE.read_text()])
def test_other_peoples_actions_are_pinned_with_their_version(text: str) -> None:
    """A tag can be moved; the comment is what a reader, and a bot that updates it, goes by."""
    used = re.findall(r"uses: (?!OWNER/)(\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.search(r"@[0-9a-f]{40}$", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), (action, comment)


def run_zizmor(*files: Path) -> Completed:
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    return run([zizmor, "--offline", "--no-config", "--format=json-v1", *map(str, files)])


@pytest.mark.parametrize("name", ["github", "github-short"])
def test_zizmor_has_nothing_against_the_action_and_the_job(name: str, tmp_path: Path) -> None:
    """But that the job names this action by its tag: what commit a version is, is not known before there is one."""
    workflow = tmp_path / "podcheck.yml"
    workflow.write_text(f"name: podcheck\n{marked_block(name)}")
    done = run_zizmor(REPOSITORY / "action.yml", workflow, RELEASE)
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


@pytest.mark.parametrize("version", re.findall(r"OWNER/podcheck(?:@|\n    rev: )v([\d.]+)", SHOWN))
def test_versions_are_this_one(version: str) -> None:
    assert version == __version__


def test_a_release_may_publish_in_one_job_alone() -> None:
    workflow = yaml.safe_load(RELEASE.read_text())
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert {name for name, job in jobs.items() if "id-token" in job["permissions"]} == {"publish"}
    assert jobs["publish"]["needs"] == "build"
    assert not any("run" in step for step in jobs["publish"]["steps"])


def test_the_editors_task_is_one() -> None:
    (task,) = json.loads(marked_block("tasks"))["tasks"]
    assert (task["command"], task["args"][:2], task["problemMatcher"]) == ("podcheck", ["check", "-q"], "$gcc")
