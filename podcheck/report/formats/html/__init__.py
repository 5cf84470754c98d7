"""The report as one page to open, send and keep: `render_html`, a file that needs nothing else and fetches nothing.

`document` turns the Report into data, with `naming` and `excerpts`; `page.html` is the frame with what must be seen
without any script (made in `frame`), `style/*.css` its looks, and `script/*.js`, in the order of their names, what
people do with it.

Names of classes and files are whatever somebody wrote: text is made visible by `report.text.safe`, escaped by
Jinja2 in the frame and by `embed` in the data, and scripts set it as text only. The page's policy allows
only our own script and style, by their hashes, no request to anywhere, and no markup made of text.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from podcheck.model.results import Report
from podcheck.report.formats.html.document import ReportData
from podcheck.report.formats.html.frame import frame
from podcheck.report.options import Options

if TYPE_CHECKING:
    from jinja2 import Template

    from podcheck.report.formats.html.document import Json


def render_html(report: Report, options: Options) -> str:
    """Return the whole page, in ASCII but for names that hold other letters, ending in a newline.

    With `report.sources`, the lines that it is about are shown in it. Of the options only `about` counts: the page
    finds out itself how wide it is, and shows everything.
    """
    document = ReportData(report)
    data = document.data()
    style, script = _assets("style", ".css"), _assets("script", ".js")
    return _template().render(
        frame=frame(report, document, options.about),
        data=Markup(embed(data)),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def embed(data: Json) -> str:
    """Return JSON that may stand in a `<script>`: no `<`, so nothing in it ends the element or begins a comment."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@functools.cache
def _assets(folder: str, suffix: str) -> str:
    result = sorted(
        (path.name, path) for path in files(__package__).joinpath(folder).iterdir() if path.name.endswith(suffix)
    )
    return "".join(traversable.read_text("utf-8") for _, traversable in result)


@functools.cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(files(__package__).joinpath("page.html").read_text("utf-8"))
