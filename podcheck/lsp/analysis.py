"""One file's analysis, in its own process: the project's settings, the editor's text, and what is kept meanwhile."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from podcheck.analysis import findings, pipeline
from podcheck.lsp.messages import Question
from podcheck.lsp.positions import Positions
from podcheck.lsp.prefixes import OpenPrefix
from podcheck.lsp.project import Project, open_project
from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Location
from podcheck.model.results import Finding, Record, Report
from podcheck.model.units import Unit
from podcheck.paths import identify_file, spell_file
from podcheck.workers.worker import extract_safely


@dataclass(frozen=True, slots=True)
class Analysed:
    """A report on a text of the editor, and what it is from."""

    question: Question
    project: Project
    unit: Unit | None
    """None where the file gives none."""

    facts: UnitFacts | None
    report: Report
    positions: Positions

    def is_own(self, file: str) -> bool:
        """Whether it is the editor's file."""
        return self.unit is not None and (
            file == self.unit.file or identify_file(file) == identify_file(self.unit.file)
        )

    def place_of(self, finding: Finding) -> Location | None:
        """Return where in the editor's file the finding is shown; None where all that it is about is elsewhere."""
        places = (finding.location, *(related.location for related in finding.related if related.location.line))
        return next((place for place in places if self.is_own(place.file)), None)

    @property
    def own_records(self) -> tuple[Record, ...]:
        """Return the classes that stand in the editor's file."""
        return tuple(record for record in self.report.records if self.is_own(record.facts.location.file))


class FileAnalysis:
    """What this process knows of its file."""

    def __init__(self) -> None:
        self.last: Analysed | None = None
        self.prefix = OpenPrefix()
        self._project: Project | None = None

    def analyse(self, question: Question) -> Analysed:
        """Analyse the editor's text. Raises PodcheckError where nothing can be done at all."""
        self.last = None
        known = self._project.key if self._project is not None else None
        project = self._project = open_project(question, self._project)
        if project.key != known:
            findings.check_codes(project.settings.policy, project.settings.inputs.file_rules)
        settings, scan = project.settings_with(question.text), project.scan_with(question)
        extracted: list[UnitFacts] = []

        def extract(units: Sequence[Unit]) -> Generator[UnitFacts, None, None]:
            for unit in units:
                library = settings.extract.libclang
                extracted.append(extract_safely(unit, library, self.prefix.session(unit, question, library)))
                yield extracted[-1]

        with pipeline.seeking(settings.crosscheck, scan) as compilers:
            report = pipeline.check_units(settings, scan, compilers, lambda *_: None, extract=extract)
        unit = scan.units[0] if scan.units else None
        facts = extracted[0] if extracted else None
        self.last = Analysed(question, project, unit, facts, report, positions_for(question))
        return self.last

    def unit_for(self, question: Question) -> tuple[Unit, Path | None] | None:
        """Return the unit that the text is, and the library that parses it. Raises PodcheckError."""
        project = self._project = open_project(question, self._project)
        scan = project.scan_with(question)
        return (scan.units[0], project.settings.extract.libclang) if scan.units else None


def positions_for(question: Question) -> Positions:
    """Return what knows the lines of the editor's texts, and of the files on the disk."""
    texts = (*question.others, (question.file, question.text), (spell_file(question.file), question.text))
    encoded = {os.path.abspath(path): text.encode("utf-8", "surrogateescape") for path, text in texts}
    return Positions(encoded, question.encoding)
