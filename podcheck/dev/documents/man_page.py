"""The manual page podcheck(1), made from the help of the commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from podcheck._version import __version__
from podcheck.dev.documents.commands import every_command, make_context

if TYPE_CHECKING:
    import click

_END = """\
.SH EXIT STATUS
.TP
0
Nothing to report.
.TP
1
There are findings.
.TP
2
Something could not be done; the rest is reported all the same.
.SH FILES
.TP
podcheck.toml, or [tool.podcheck] in pyproject.toml
Settings: those of the working directory, else of the next folder above. \\fBpodcheck init\\fR writes one.
.TP
compile_commands.json
The compile database, from which flags come.
.SH ENVIRONMENT
.TP
PODCHECK_LIBCLANG
Another libclang.
.TP
PODCHECK_CACHE_DIR
Where the cache is.
.TP
NO_COLOR
No colours.
.SH SEE ALSO
.BR g++ (1),
.BR clang++ (1)
"""


def render_man_page() -> str:
    """Return the page as troff, with the macros of man(7)."""
    all_commands = list(every_command())
    name, podcheck = all_commands[0]
    head = [
        f'.TH PODCHECK 1 "" "podcheck {__version__}" "User Commands"',
        ".SH NAME",
        r"podcheck \- which C++ classes are trivial, trivially copyable, standard-layout or POD, and why not",
        ".SH SYNOPSIS",
        ".B podcheck",
        r"\fICOMMAND\fR [\fIOPTION\fR]... [\fIPATH\fR]... [-- \fICLANG_ARG\fR...]",
        ".SH DESCRIPTION",
        *_paragraphs(podcheck.help or ""),
        ".SH OPTIONS",
        *_options(name, podcheck),
        ".SH COMMANDS",
    ]
    commands = (line for name, command in all_commands[1:] for line in _command(name, command))
    return "\n".join((*head, *commands)) + "\n" + _END


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = make_context(name, command)
    yield f".SS {_escape(' '.join((name, *command.collect_usage_pieces(context))))}"
    yield from _paragraphs(command.help or "")
    yield from _options(name, command)


def _options(name: str, command: click.Command) -> Iterator[str]:
    context = make_context(name, command)
    for parameter in command.get_params(context):
        described = parameter.get_help_record(context)
        if described is not None and described[1]:
            flags, text = described
            yield from (".TP", rf"\fB{_escape(flags)}\fR", _escape(text))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; those that click keeps as they are, behind a backspace, in their lines."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield from (".nf", *map(_escape, paragraph.removeprefix("\b\n").splitlines()), ".fi")
        else:
            yield _escape(" ".join(paragraph.split()))


def _escape(text: str) -> str:
    """Return the text as troff prints it: no control line, no escape, and hyphens that can be copied."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text
