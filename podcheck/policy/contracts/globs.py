"""Globs on paths, by a matcher that can't go back: it takes as long as pattern and path are, whoever wrote them."""

from __future__ import annotations

import functools
import re

_PART = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]", re.DOTALL)


def fits_path(pattern: str, path: str) -> bool:
    """Whether the glob is for the path: `*` and `?` stay within a folder, `**` does not.

    A folder's name fits all in it.
    """
    parts = _parse(pattern)
    states = _reach(parts, {0})
    for char in path:
        if len(parts) in states and char == "/":
            return True
        states = _reach(parts, {after for state in states for after in _step(parts, state, char)})
    return len(parts) in states


@functools.lru_cache(maxsize=256)
def _parse(pattern: str) -> tuple[str, ...]:
    """Return the pattern's parts: single characters, `?`, `*`, `**`, and `**/`, which is any number of folders."""
    text = re.sub(r"(?:\*\*/)+", "**/", pattern.removeprefix("./").rstrip("/"))
    return tuple(_PART.findall(text))


# A state is how many parts are done; within `**/`, between the start and the end of a folder's name, half a part more


def _step(parts: tuple[str, ...], state: float, char: str) -> tuple[float, ...]:
    """Return the states in which the character leaves one."""
    if state == len(parts):
        return ()
    part = parts[int(state)]
    if part == "**/":
        inside = int(state) + 0.5
        return (inside, int(state) + 1) if char == "/" else (inside,)
    if part == "**" or (part == "*" and char != "/"):
        return (state,)
    return (state + 1,) if part == char or (part == "?" and char != "/") else ()


def _reach(parts: tuple[str, ...], states: set[float]) -> set[float]:
    """Return the states with those that need no character more: a star may fit nothing."""
    result = set(states)
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        if state < len(parts) and state == int(state) and parts[int(state)] in ("*", "**", "**/"):
            after = state + 1
            if after not in result:
                result.add(after)
                waiting.append(after)
    return result
