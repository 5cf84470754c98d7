"""A Report as text: one pure function per format, listed in FORMATS.

`formats` has a file for each format of `check`: `text` is for people, with the `table` where classes are few, `json`
for programs, `github`, `gitlab`, `sarif`, `junit`, `checkstyle` and `rdjson` for the tools around a repository, `html`
and `markdown` are pages, `issues` is what the tools' formats list, `findings` and `summary` what the texts are made of.
`explain` renders one record in full, `layout` where its parts lie, `diff` two reports side by side, `rules` the page of
a code. `records` says which classes are shown, `reasons` finds those worth a line and the classes that they lie in,
`text` knows terminals, Markdown and XML, `options` says how it may look.
Importing this package loads no format: the command line lists their names at its start.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from podcheck.model.report_formats import FORMAT_MODULES

if TYPE_CHECKING:
    from podcheck.model.results import Report
    from podcheck.report.options import Options

Format: TypeAlias = "Callable[[Report, Options], str]"


def _loaded_when_used(module: str) -> Format:
    def render(report: Report, options: Options) -> str:
        format_: Format = getattr(importlib.import_module(module), f"render_{module.rpartition('.')[2]}")
        return format_(report, options)

    return render


FORMATS: Mapping[str, Format] = {name: _loaded_when_used(module) for name, module in FORMAT_MODULES.items()}
"""By the name that `--format` takes."""

SHOWING_CLASSES = frozenset({"html"})
"""The formats that show lines of the sources for each class: they want `Report.sources`."""

ABOUT_A_RUN = frozenset({"html"})
"""Those that say of what run they are: they want `Options.about`."""

SHOWING_FINDINGS = frozenset({"text", "table"})
"""Those that show lines for findings only."""

COUNTING_COLUMNS = frozenset({"sarif"})
"""Those whose columns are not in bytes: they want the text of the files that their issues are in."""

CARRYING_FIXES = frozenset({"sarif", "rdjson"})
"""Those that carry fixes: they want `Report.fixes`."""
