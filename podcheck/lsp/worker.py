"""The process of one open file: questions come in behind their length, answers go out in the same way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from podcheck.errors import PodcheckError
from podcheck.lsp import actions, diagnostics, hints, prefixes
from podcheck.lsp.analysis import FileAnalysis
from podcheck.lsp.hover import find_class, hover
from podcheck.lsp.messages import Actions, Analysis, Hints, Hover, Lenses, Made, Picture, Question
from podcheck.model.codec import Fact, decode, encode
from podcheck.report.text.terminal import safe
from podcheck.workers.worker import MEMORY, answer_until_end

UNKNOWN = b""
"""The answer of a process that has not analysed the file's text yet."""


class FileWorker:
    """Answers questions about one file, from the last analysis of it."""

    def __init__(self) -> None:
        self.file = FileAnalysis()

    def answer(self, data: bytes) -> bytes:
        """Return the answer to a question, in bytes."""
        question = decode(Question, data)
        fact = ANSWERS[question.kind](self, question)
        return UNKNOWN if fact is None else encode(fact)

    def analyse(self, question: Question) -> Analysis:
        """Analyse the editor's text; what can't be done at all is a diagnosis too."""
        try:
            analysed = self.file.analyse(question)
        except PodcheckError as error:
            return Analysis((diagnostics.not_analysed(error.what, error.advice),))
        facts, unit = analysed.facts, analysed.unit
        return Analysis(
            diagnostics.diagnose(analysed),
            diagnostics.remarks(analysed),
            tuple(map(os.path.abspath, facts.reads)) if facts is not None else (),
            self.file.prefix.choose_headers(unit, question) if unit is not None else "",
            (facts.misfit or "") if facts is not None else "",
            analysed.project.can_cross_check,
        )

    def hover(self, question: Question) -> Hover | None:
        """Return what is said of the class at the place."""
        last = self.file.last
        return hover(question.span, last, markdown=question.markdown) if last is not None else None

    def lenses(self, _question: Question) -> Lenses | None:
        """Return the lines above classes."""
        last = self.file.last
        return Lenses(tuple(hints.lenses(last))) if last is not None else None

    def hints(self, question: Question) -> Hints | None:
        """Return the words between those of the source."""
        last = self.file.last
        return Hints(tuple(hints.hints(question.span, last))) if last is not None else None

    def actions(self, question: Question) -> Actions | None:
        """Return the changes that need no trial, and the classes whose fixes may be tried."""
        last = self.file.last
        if last is None:
            return None
        return Actions(
            tuple(actions.requirements(question.span, last)),
            actions.names_to_fix(question.span, last),
        )

    def picture(self, question: Question) -> Picture | None:
        """Return the layout of the class of that name, or at the place, as a picture."""
        from podcheck.report.layout.svg import layout_svg

        last = self.file.last
        if last is None:
            return None
        named = [record for record in last.report.records if record.facts.name == question.name]
        record = named[0] if named else find_class(question.span, last) if not question.name else None
        if record is None:
            return Picture(reason="the file has no class with that name" if question.name else "no class is there")
        layout = record.layout
        if layout is None:
            return Picture(reason="it has no layout: a template's pattern, or its definition has an error")
        return Picture(layout_svg(layout), safe(record.facts.name))

    def fixes(self, question: Question) -> Actions:
        """Return what fixes the class of that name, each tried in memory."""
        try:
            analysed = self.file.analyse(question)
        except PodcheckError:
            return Actions()
        return Actions(tuple(actions.fixes(question.name, analysed)))

    def prefix(self, question: Question) -> Made:
        """Precompile the headers that the file begins with."""
        try:
            unit = self.file.unit_for(question)
        except PodcheckError as error:
            return Made(error.what)
        return Made("it gives no unit") if unit is None else Made(prefixes.make(unit[0], question, unit[1]))


ANSWERS: Mapping[str, Callable[[FileWorker, Question], Fact | None]] = {
    "analyse": FileWorker.analyse,
    "hover": FileWorker.hover,
    "lenses": FileWorker.lenses,
    "hints": FileWorker.hints,
    "actions": FileWorker.actions,
    "picture": FileWorker.picture,
    "fixes": FileWorker.fixes,
    "prefix": FileWorker.prefix,
}
"""What answers each kind of question."""


def serve() -> None:
    """Answer until the input ends."""
    answer_until_end(FileWorker().answer, lambda _question: MEMORY)
