"""One class as several targets lay it out, side by side, with what differs marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from podcheck.model.layout import Layout, ObjectPart, PartKind
from podcheck.report.layout.wording import is_of_msvc, line_of, offset_of, plural, size_of, title_of
from podcheck.report.options import Options
from podcheck.report.text import grid
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import NOT_ASKED, safe, shorten, to_ascii, wrap

_NARROWEST = 14
_ROWS_MOST = 400
_DEEPEST = 64


def differences(layouts: Sequence[Layout], depth: int = _DEEPEST) -> tuple[str, ...]:
    """Return the paths of what is not the same on all targets: `size`, `align`, and members like `header.length`.

    A member differs where its offset or size does, or where a target has none of that name.
    """
    result = [what for what in ("size", "align") if len({getattr(layout, what) for layout in layouts}) > 1]
    tables = [_cells(layout, depth) for layout in layouts]
    return (*result, *(path for path in _paths(tables) if len({table.get(path) for table in tables}) > 1))


def layout_targets(layouts: Sequence[Layout], names: Sequence[str], options: Options) -> str:
    """Return the layouts as text of `options.width` columns: offset and size of each part on each target.

    `names`: what to call the targets. Where there is no room for a column each, the targets stand one below the other.
    """
    depth = _DEEPEST if options.verbose else 1
    different = set(differences(layouts, depth))
    tables = [_cells(layout, depth) for layout in layouts]
    title = "\n".join(wrap(safe(title_of(layouts[0]), options.unicode), options.width, "", "  "))
    rows = [
        _row(what, [str(getattr(layout, what)) for layout in layouts], what in different, options)
        for what in ("size", "align")
    ]
    rows += [
        _row(
            path,
            [table.get(path, to_ascii(NOT_ASKED, options.unicode)) for table in tables],
            path in different,
            options,
        )
        for path in _paths(tables)[:_ROWS_MOST]
    ]
    left_out = len(_paths(tables)) - _ROWS_MOST
    headings = ["", "offset +size", *names]
    body = _side_by_side(headings, rows, options) or _section(names, rows, options)
    reported = _conclusion(layouts, different, options)
    missing = dict.fromkeys(
        f"not analysed for {name}: {safe(what)}"
        for name, layout in zip(names, layouts, strict=True)
        for what in layout.missing
    )
    parts = [
        paint(title, Style.HEADING, options.color),
        body,
        f"and {left_out} more" if left_out > 0 else "",
        reported,
        *missing,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _cells(layout: Layout, depth: int) -> dict[str, str]:
    """Return `offset +size` of each part by its path; padding is not compared, it follows from the rest."""
    result: dict[str, str] = {}
    times: Counter[str] = Counter()

    def note(parts: Sequence[ObjectPart], before: str, level: int) -> None:
        for part in parts:
            if part.kind is PartKind.PADDING:
                continue
            own = part.name or line_of(part)
            path = f"{before}{own}"
            times[path] += 1
            if times[path] > 1:
                path = f"{path}#{times[path]}"
            result[path] = f"{offset_of(part)} +{size_of(part, short=True)}"
            if level < depth:
                note(part.parts, f"{path}.", level + 1)

    note(layout.parts, "", 0)
    return result


def _paths(tables: Sequence[Mapping[str, str]]) -> list[str]:
    """Return all paths, in the order of the first table that has them."""
    return list(dict.fromkeys(path for table in tables for path in table))


def _row(path: str, cells: Sequence[str], different: bool, options: Options) -> tuple[str, str, list[str]]:
    return (to_ascii("≠", options.unicode) if different else "", safe(path, options.unicode), list(cells))


def _side_by_side(headings: Sequence[str], rows: Sequence[tuple[str, str, list[str]]], options: Options) -> str | None:
    """Return the table; None where the terminal is too narrow."""
    others = grid.width([[headings[0], "", *headings[2:]], *([mark, "", *cells] for mark, _, cells in rows)])
    room = options.width - others
    if room < _NARROWEST:
        return None
    named = [[mark, shorten(path, room, options.unicode), *cells] for mark, path, cells in rows]
    painted = [[paint(row[0], Style.ALARM, options.color), *row[1:]] for row in named]
    return grid.grid(headings, painted)


def _section(targets: Sequence[str], rows: Sequence[tuple[str, str, list[str]]], options: Options) -> str:
    """Return the part as a heading, the same answers of several targets on one line."""
    lines: list[str] = []
    for mark, path, cells in rows:
        sign = f"{paint(mark, Style.ALARM, options.color)} " if mark else "  "
        if len(set(cells)) == 1:
            lines += [f"{sign}{shorten(path, options.width - 20, options.unicode)}: {cells[0]} on all"]
            continue
        lines.append(f"{sign}{shorten(path, options.width - 3, options.unicode)}")
        for cell in dict.fromkeys(cells):
            names = ", ".join(target for target, own in zip(targets, cells, strict=True) if own == cell)
            lines += wrap(f"{cell}  {names}", options.width, "    ", "      ")
    return "\n".join(lines)


def _conclusion(layouts: Sequence[Layout], different: set[str], options: Options) -> str:
    if any(layout.missing for layout in layouts) and not different:
        text = "No difference was found, but not all could be analysed."
    elif different:
        count = plural(len(different), "difference")
        text = f"{to_ascii('≠', options.unicode)} {count}: the bytes of one can't be read as those of another."
    else:
        text = f"The same on all {len(layouts)} targets, byte order aside."
    if any(is_of_msvc(layout.target) for layout in layouts):
        text += " For Windows it is Clang's model of MSVC's layout."
    return "\n".join(wrap(text, options.width, "", "  "))
