"""A composite action's steps, run as GitHub's runner runs them: `run` by bash, outputs and path from files."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.needs import HANGS_AFTER

_EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")


@dataclass(slots=True)
class Job:
    """Where a job's steps run, what they see, and what came out: output, outputs of steps, and the last exit status."""

    workspace: Path
    temporary: Path
    context: dict[str, str]
    path: str
    stdout: str = ""
    stderr: str = ""
    status: int = 0
    used: list[str] = field(default_factory=list)
    summary: str = ""

    def text(self, template: str) -> str:
        """The template with its expressions' values; an unknown one is an error."""
        return _EXPRESSION.sub(lambda match: self.context[match[1]], template)

    def holds(self, condition: str) -> bool:
        """Of the form `inputs.name == 'value'`."""
        name, equals, value = condition.split(" ")
        assert equals == "=="
        return self.context[name] == value.strip("'")


def run_action(
    action: Mapping[str, Any], inputs: Mapping[str, str], workspace: Path, temporary: Path, *, here: Path, path: str
) -> Job:
    """Run a composite action with those inputs; `here`: where it was checked out. Steps that use actions are noted."""
    defaults = {name: str(item.get("default", "")) for name, item in action["inputs"].items()}
    assert set(inputs) <= set(defaults)
    context = {f"inputs.{name}": value for name, value in {**defaults, **inputs}.items()}
    job = Job(workspace, temporary, {**context, "runner.os": "Linux", "github.run_id": "1"}, path)
    for step in action["runs"]["steps"]:
        if job.status == 0 and ("if" not in step or job.holds(step["if"])):
            if "uses" in step:
                job.used.append(job.text(step["uses"]))
                assert all(job.text(value) for value in step["with"].values())
            else:
                _run(step, job, here)
    return job


def _run(step: Mapping[str, Any], job: Job, here: Path) -> None:
    files = {name: job.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    script = job.temporary / "script.sh"
    assert "${{" not in step["run"], "what stands in a script is not an input's to choose"
    script.write_text(step["run"])
    assert step["shell"] == "bash"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=job.workspace / job.text(step.get("working-directory", ".")),
        env={
            **os.environ,
            "PATH": job.path,
            "RUNNER_TEMP": str(job.temporary),
            "GITHUB_ACTION_PATH": str(here),
            "GITHUB_WORKSPACE": str(job.workspace),
            **{name: str(file) for name, file in files.items()},
            **{name: job.text(value) for name, value in step.get("env", {}).items()},
        },
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
    )
    job.stdout, job.stderr, job.status = done.stdout, done.stderr, done.returncode
    job.summary = files["GITHUB_STEP_SUMMARY"].read_text()
    job.path = ":".join([*reversed(files["GITHUB_PATH"].read_text().splitlines()), job.path])
    for line in files["GITHUB_OUTPUT"].read_text().splitlines():
        name, equals, value = line.partition("=")
        assert equals, f"not a line of outputs: {line}"
        job.context[f"steps.{step['id']}.outputs.{name}"] = value
