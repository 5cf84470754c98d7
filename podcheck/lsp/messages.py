"""What the server asks a file's process, and what that answers. Lines and characters count from 0, as in LSP."""

from __future__ import annotations

from podcheck.model.codec import Fact


class Span(Fact, frozen=True):
    """A part of a text."""

    line: int
    character: int
    end_line: int
    end_character: int

    def overlaps(self, other: Span) -> bool:
        """Whether they have a place in common, the places between two characters too."""
        return (self.line, self.character) <= (other.end_line, other.end_character) and (
            other.line,
            other.character,
        ) <= (self.end_line, self.end_character)


NOWHERE = Span(0, 0, 0, 0)
"""The beginning of a text."""


class Question(Fact, frozen=True):
    """What the process is to do with its file."""

    kind: str
    """The key of `worker.ANSWERS`."""

    file: str
    """Its absolute path."""

    text: str = ""
    """As the editor has it."""

    others: tuple[tuple[str, str], ...] = ()
    """Absolute paths of further files whose text in the editor is not what lies on the disk, with that text."""

    folder: str = ""
    """The editor's folder around the file, if there is one."""

    cache: str = ""
    """The folder for prefixes."""

    run: str = ""
    """An id that no other server has."""

    generation: int = 0
    """How often something on the disk has changed: what was read before that is read again."""

    encoding: str = "utf-16"
    """What the editor counts characters in."""

    markdown: bool = False
    """The editor shows Markdown."""

    span: Span = NOWHERE
    """What is asked about."""

    name: str = ""
    """The class that is asked about."""

    cross_check: bool = False
    """The compilers are asked too, where the configuration has nothing against it."""


class RelatedInformation(Fact, frozen=True):
    """A place that a diagnosis leads to, and what stands there."""

    file: str
    span: Span
    message: str


class Diagnosis(Fact, frozen=True):
    """A finding, or what could not be analysed."""

    span: Span
    severity: int
    """As LSP counts: 1 is an error."""

    code: str
    """Of the finding; the number of what is known where a compiler differs for a known reason."""

    message: str
    notes: tuple[RelatedInformation, ...] = ()
    record: str = ""
    """The class's name."""

    accepting: tuple[TextEdit, ...] = ()
    """The comment that accepts it."""

    address: str = ""
    """Of a page on the code."""


class TextEdit(Fact, frozen=True):
    """The part of a file becomes the text."""

    file: str
    span: Span
    text: str


class Analysis(Fact, frozen=True):
    """What an analysis has come to."""

    diagnoses: tuple[Diagnosis, ...] = ()
    remarks: tuple[str, ...] = ()
    """What else is to be said, and fails nothing."""

    reads: tuple[str, ...] = ()
    """Absolute paths of the files that the unit is made of."""

    wanted: str = ""
    """Which headers should be precompiled; empty where these are, or can't be."""

    misfit: str = ""
    """Why the precompiled headers were of no use, where there are some."""

    can_cross_check: bool = False
    """The compilers were not asked, and may be."""


class Hover(Fact, frozen=True):
    """What is said of a class."""

    text: str = ""
    span: Span = NOWHERE


class Lens(Fact, frozen=True):
    """A line above a class."""

    span: Span
    title: str
    name: str


class Lenses(Fact, frozen=True):
    """The lines above classes."""

    every: tuple[Lens, ...] = ()


class Hint(Fact, frozen=True):
    """A word between those of the source."""

    line: int
    """From 0."""

    character: int
    """From 0, in the editor's units."""

    label: str
    after: bool = False
    """It stands behind a member, not before it."""


class Hints(Fact, frozen=True):
    """The words between those of the source."""

    every: tuple[Hint, ...] = ()


class Action(Fact, frozen=True):
    """A change that is offered."""

    title: str
    edits: tuple[TextEdit, ...]
    mechanical: bool = True
    """The code does the same as before."""

    code: str = ""
    """Of the diagnosis that it is about; empty where it is about none."""

    record: str = ""
    """The class of that diagnosis."""


class Actions(Fact, frozen=True):
    """The changes that are offered, and the classes whose fixes may be tried."""

    every: tuple[Action, ...] = ()
    names: tuple[str, ...] = ()
    """The classes whose fixes may be tried."""


class Picture(Fact, frozen=True):
    """The layout of a class as a picture."""

    svg: str = ""
    """Empty where there is none."""

    name: str = ""
    """The class's."""

    reason: str = ""
    """Why there is no picture."""


class Made(Fact, frozen=True):
    """Why headers were not precompiled; empty where they were."""

    reason: str = ""
