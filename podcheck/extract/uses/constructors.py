"""Default constructors and destructors that the unit's own file defines outside their classes: other files don't see
what they do."""

from __future__ import annotations

from clang.cindex import Cursor

from podcheck.extract.classes.keys import key_of
from podcheck.extract.classes.zeros import has_empty_text, read_body
from podcheck.extract.libclang.cursors import CLASS_IDS, in_template, location_of, raw_location
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import is_default_constructor, kind_id
from podcheck.model.use_sites import ConstructorDefinition


def read_definition(constructor: Cursor, sources: SourceFiles) -> ConstructorDefinition | None:
    """Return what the constructor does; None where it takes arguments, or other files see its body too."""
    owner = _owner_of(constructor, sources)
    if owner is None or not is_default_constructor(constructor):
        return None
    text = read_body(constructor, sources)
    places = location_of(owner), location_of(constructor)
    return ConstructorDefinition(key_of(owner), *places, text.empty, text.zeros, text.value, text.values)


def is_empty_here(destructor: Cursor, sources: SourceFiles) -> bool:
    """Whether this is a destructor's definition that other files don't see, with an empty body."""
    return _owner_of(destructor, sources) is not None and has_empty_text(destructor, sources)


def _owner_of(function: Cursor, sources: SourceFiles) -> Cursor | None:
    """Return the class; None where the function is not defined here, or other files see its body too."""
    owner, around = function.semantic_parent, function.lexical_parent
    if owner is None or kind_id(owner) not in CLASS_IDS or in_template(owner) or around == owner:
        return None
    here = raw_location(function)[0] == sources.main_file and function.is_definition()
    return owner if here else None
