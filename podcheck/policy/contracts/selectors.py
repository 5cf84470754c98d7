"""Which classes a configured contract is for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from podcheck.cpp.qualified_names import plain_parts
from podcheck.model.contracts import Selector
from podcheck.model.facts import ClassFacts
from podcheck.policy.contracts.globs import fits_path


def selects(selector: Selector, facts: ClassFacts, lineage: Iterable[str]) -> bool:
    """Whether the contract is for this class; `lineage` names all its bases."""
    return (
        (not selector.paths or in_paths(selector, facts.location.file))
        and (not selector.namespaces or _any(selector.namespaces, _scopes(facts.name)))
        and (not selector.names or _any(selector.names, _matching_names(facts.name)))
        and (not selector.attributes or _any(selector.attributes, _attributes(facts)))
        and (not selector.bases or _any(selector.bases, (name for base in lineage for name in _matching_names(base))))
    )


def in_paths(selector: Selector, file: str) -> bool:
    """Whether one of the path globs is for this file."""
    path = os.path.relpath(os.path.realpath(file), os.path.realpath(selector.root or "."))
    plain = path.replace(os.sep, "/")
    return any(fits_path(pattern, plain) for pattern in selector.paths)


def _any(patterns: Iterable[str], names: Iterable[str]) -> bool:
    called = list(names)
    return any(fnmatchcase(name, pattern.removeprefix("::")) for pattern in patterns for name in called)


def _matching_names(name: str) -> tuple[str, ...]:
    """Return the names by which a pattern may mean it: `wire::Box<int>`, `wire::Box`, `Box`."""
    parts = plain_parts(name)
    return (name, "::".join(parts), parts[-1] if parts else "")


def _scopes(name: str) -> Iterator[str]:
    """Yield the scopes around it: `a::b::C` is in `a` and in `a::b`."""
    parts = plain_parts(name)[:-1]
    for count in range(1, len(parts) + 1):
        yield "::".join(parts[:count])


def _attributes(facts: ClassFacts) -> Iterator[str]:
    yield from (annotation.text for annotation in facts.annotations)
    for name in ("final", "packed", "aligned", "trivial_abi"):
        if getattr(facts, name):
            yield name
