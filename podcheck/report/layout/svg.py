"""A layout as a picture: one line for each part, its bar on a ruler of bytes.

The SVG stands alone or inside a page: its styles begin with `pcl-`, and a page can set its colours with the variables
`--pcl-ink`, `--pcl-faint`, `--pcl-member`, `--pcl-base`, `--pcl-pointer`, `--pcl-bits`, `--pcl-padding`, `--pcl-line`.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.report.layout.wording import is_shown, line_of, offset_of, size_of, straddles, summary, title_of
from podcheck.report.text.terminal import safe, shorten

_WIDTH = 920
_ROW = 22
_LEFT = 430
_RIGHT = 14
_TOP = 62
_BAR = _WIDTH - _LEFT - _RIGHT
_NAME_COLUMNS = 40
_MOST = 400
"""Parts that are drawn."""

_STYLES = {
    PartKind.POINTER: "pointer",
    PartKind.BASE: "base",
    PartKind.VIRTUAL_BASE: "base",
    PartKind.MEMBER: "member",
    PartKind.BIT_FIELD: "bits",
    PartKind.PADDING: "padding",
}
_LIGHT = {
    "ink": "#1f2328", "faint": "#59636e", "member": "#5b9bd5", "base": "#8d7cc8", "pointer": "#c9803a",
    "bits": "#3f9d7b", "padding": "#d1242f", "line": "#8c959f", "paper": "#ffffff",
}  # fmt: skip
_DARK = {
    "ink": "#e6edf3", "faint": "#9198a1", "member": "#4a86bd", "base": "#7a69b8", "pointer": "#b8732f",
    "bits": "#358a6b", "padding": "#f85149", "line": "#6e7681", "paper": "#0d1117",
}  # fmt: skip


def layout_svg(layout: Layout, *, cache_line: int | None = None, depth: int = 1) -> str:
    """Return the layout as a self-contained SVG element, without XML declaration.

    `cache_line`: bytes; a line is drawn at each, and what lies across one is marked. `depth`: levels of parts within
    parts that are shown.
    """
    parts = [pair for pair in layout.walk() if is_shown(pair, depth)]
    drawn = parts[:_MOST]
    rest = len(parts) - len(drawn)
    height = _TOP + _ROW * (len(drawn) + bool(rest) + len(layout.missing)) + 12
    label = f"Layout of {title_of(layout)}: {summary(layout)}"
    lines = [
        _opening(height, label),
        f"<title>{_text(label)}</title>",
        f"<style>{_style()}</style>",
        f'<rect class="pcl-paper" width="{_WIDTH}" height="{height}"/>',
        _label(12, 20, shorten(safe(title_of(layout)), 110), "pcl-ink pcl-strong"),
        _label(12, 38, shorten(safe(f"{summary(layout)}, {layout.target}"), 120), "pcl-faint"),
        *_ruler(layout, height, cache_line),
    ]
    for row, (level, part) in enumerate(drawn):
        lines += _row(layout, part, level, _TOP + _ROW * row, cache_line)
    bottom = _TOP + _ROW * len(drawn)
    if rest:
        lines.append(_label(12, bottom + 15, f"and {rest} more", "pcl-faint"))
        bottom += _ROW
    for at, text in enumerate(layout.missing):
        lines.append(_label(12, bottom + 15 + _ROW * at, shorten(f"not analysed: {safe(text)}", 110), "pcl-alarm"))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _opening(height: int, label: str) -> str:
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="pcl" role="img" {size} aria-label={quoteattr(safe(label))}>'


def _style() -> str:
    """Return light colours, and dark ones where the reader prefers them; a page's own variables come first."""
    dark = ";".join(f"--pcl-{name}-own:{value}" for name, value in _DARK.items())

    def colour(property_: str, name: str) -> str:
        plain = _LIGHT[name]  # for what knows no variables
        return f"{property_}:{plain};{property_}:var(--pcl-{name},var(--pcl-{name}-own,{plain}))"

    fills = "".join(f".pcl-{name}{{{colour('fill', name)}}}" for name in _LIGHT if name != "line")
    return (
        ".pcl{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;max-width:100%;height:auto}"
        f"@media(prefers-color-scheme:dark){{.pcl{{{dark}}}}}{fills}"
        f".pcl-strong{{font-weight:700}}.pcl-alarm{{{colour('fill', 'padding')}}}"
        f".pcl-outer{{fill-opacity:.35}}.pcl-empty{{fill:none;{colour('stroke', 'line')}}}"
        f".pcl-padding{{fill-opacity:.18;{colour('stroke', 'padding')};stroke-dasharray:3 2}}"
        f".pcl-grid{{{colour('stroke', 'line')};stroke-opacity:.35}}"
        f".pcl-cache{{{colour('stroke', 'pointer')};stroke-width:2}}"
    )


def _ruler(layout: Layout, height: int, cache_line: int | None) -> Iterator[str]:
    step = _step(layout.size)
    for byte in range(0, layout.size + 1, step):
        x = _x(layout, byte * BITS)
        yield f'<line class="pcl-grid" x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{height - 8}"/>'
        yield _label(x, _TOP - 8, str(byte), "pcl-faint", ' text-anchor="middle"')
    if cache_line:
        most = 64
        for byte in range(cache_line, min(layout.size, cache_line * most), cache_line):
            x = _x(layout, byte * BITS)
            yield f'<line class="pcl-cache" x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{height - 8}"/>'


def _step(size: int) -> int:
    """Return the bytes between two marks: a power of two that leaves at most 16 of them."""
    step = 1
    while size > 16 * step:
        step *= 2
    return step


def _x(layout: Layout, bit: int) -> float:
    whole = max(layout.size, 1) * BITS
    return round(_LEFT + _BAR * min(bit, whole) / whole, 2)


def _row(layout: Layout, part: ObjectPart, level: int, y: int, cache_line: int | None) -> Iterator[str]:
    crossed = straddles(part, cache_line)
    mark = " \N{BLACK DIAMOND}" if crossed else ""
    room = _NAME_COLUMNS - 2 * level - len(mark)
    words = "pcl-alarm" if part.kind is PartKind.PADDING else "pcl-faint" if part.size == 0 else "pcl-ink"
    yield "<g>"
    reported = f"{offset_of(part)}: {line_of(part)}, {size_of(part)}{', across a cache line' if crossed else ''}"
    yield f"<title>{_text(reported)}</title>"
    yield _label(64, y + 15, offset_of(part), "pcl-faint", ' text-anchor="end"')
    yield _label(76 + 14 * level, y + 15, shorten(safe(line_of(part)), room) + mark, words)
    yield _label(_LEFT - 12, y + 15, size_of(part, short=True), "pcl-faint", ' text-anchor="end"')
    if part.offset is not None and part.end is not None:
        left, right = _x(layout, part.offset), _x(layout, part.end)
        style = "pcl-empty" if part.size == 0 else f"pcl-{_STYLES[part.kind]}"
        outer = " pcl-outer" if part.parts else ""
        wide = round(max(right - left, 2), 2)
        yield f'<rect class="{style}{outer}" x="{left}" y="{y + 3}" width="{wide}" height="{_ROW - 6}" rx="2"/>'
    yield "</g>"


def _label(x: float, y: float, text: str, style: str, more: str = "") -> str:
    return f'<text class="{style}" x="{x}" y="{y}"{more}>{_text(text)}</text>'


def _text(text: str) -> str:
    """Return the text escaped for XML, which has no way at all to write some characters."""
    return escape(safe(text))
