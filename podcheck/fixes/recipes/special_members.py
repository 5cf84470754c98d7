"""Recipes for special member functions: default them where they stand, drop them, or declare the one that lacks."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.fixes.proposals import Proposal, RootCause, UserSources
from podcheck.fixes.recipes.outside_definitions import find_outside_definition, parameters_at, simple_name
from podcheck.fixes.source.class_text import ClassText, Declaration
from podcheck.fixes.source.edits import removal
from podcheck.fixes.source.function_bodies import FunctionDefinition, definition, does_the_same
from podcheck.model.facts import ClassFacts
from podcheck.model.fixes import Edit, Effort
from podcheck.model.functions import Function, FunctionKind, RefKind
from podcheck.model.traits import CxxStandard

_NOUNS = {kind: kind.value.replace("_", " ") for kind in FunctionKind}
_CONSTRUCTORS = (
    FunctionKind.DEFAULT_CONSTRUCTOR,
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
    FunctionKind.OTHER_CONSTRUCTOR,
)
_ASSIGNMENTS = (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT)
_SPECIFIERS = (b"constexpr", b"inline", b"virtual")
_COPIES = (
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
    FunctionKind.COPY_ASSIGNMENT,
    FunctionKind.MOVE_ASSIGNMENT,
)


def user_provided(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield `= default` where a function that does no more is first declared; before C++11 no declaration at all."""
    owner = sources.owner(fault.reason.location)
    written = sources.class_text(owner) if owner is not None else None
    function = _function(owner, fault)
    if owner is None or written is None or function is None:
        return
    yield from (_default_or_drop if _may_be_default(function) else _as_template)(sources, written, function, owner)


def _default_or_drop(
    sources: UserSources, written: ClassText, function: Function, owner: ClassFacts
) -> Iterator[Proposal]:
    """Yield the function as `= default`, and of a destructor or before C++11 nothing in its place."""
    declared = written.declaration_of(function.location, _name_of(function, owner))
    name = written.token_at(function.location)
    if declared is None or name is None:
        return
    if {*parameters_at(written.text, name)} & {b"=", b"...", b","}:
        return  # what has a default argument, an ellipsis or an explicit object can't be defaulted everywhere
    own = definition(written.text, declared.first, name, declared.last)
    outside = None if own is not None else find_outside_definition(sources, written, name)
    if own is None and written.text.tokens[declared.last].text != b";":
        return
    shown = own or outside
    if _takes_a_value(function):
        yield from _by_reference(sources, written, declared, name, own, outside, owner)
        return
    noun = _NOUNS[function.kind]
    if shown is not None and not does_the_same(shown, function.kind, owner):
        if function.kind is FunctionKind.DEFAULT_CONSTRUCTOR and _only_initializes(shown):
            yield _default(written, declared, own, outside,
                f"default the {noun} of '{owner.name}' where it is declared, without its initializers",
                Effort.SMALL, ("its members then start uninitialised, unless the object is made with {}",),
            )  # fmt: skip
        return
    effort, notes = Effort.MECHANICAL, tuple[str, ...]()
    if shown is None:
        effort, notes = (
            Effort.SMALL,
            (f"the {noun} is defined in another place: remove that definition, if it does nothing else",),
        )
    if sources.facts.std >= CxxStandard.CXX11:
        title = f"default the {noun} of '{owner.name}' where it is declared"
        returned = _fix_return_type(written, declared, name, owner) if function.kind in _ASSIGNMENTS else None
        proposal = _default(written, declared, own, outside, title, effort, notes)
        if returned is not None:
            now = returned.text.decode()
            more = (f"it then returns '{now}', as a defaulted one must ([dcl.fct.def.default]/2)",)
            proposal = Proposal(
                f"{title}, returning '{now}'", Effort.SMALL, (returned, *proposal.edits), (*notes, *more)
            )
        yield proposal
    if sources.facts.std < CxxStandard.CXX11 or function.kind is FunctionKind.DESTRUCTOR:
        edits = (_drop(written, declared), *_without(outside))
        yield Proposal(f"drop the {noun} of '{owner.name}': the implicit one does the same", effort, edits, notes)


def _by_reference(
    sources: UserSources,
    written: ClassText,
    declared: Declaration,
    name: int,
    own: FunctionDefinition | None,
    outside: FunctionDefinition | None,
    owner: ClassFacts,
) -> Iterator[Proposal]:
    """An assignment operator that takes its argument by value as a defaulted one, which takes a reference to const."""
    shown = own or outside
    if shown is None or sources.facts.std < CxxStandard.CXX11:
        return
    if not does_the_same(shown, FunctionKind.COPY_ASSIGNMENT, owner):
        return
    tokens, opening = written.text.tokens, name
    while tokens[opening].text != b"(":
        opening += 1
    closing = written.text.matches[opening]
    parameter = f"const {simple_name(owner.name)}&"
    taken = Edit(written.text.file, tokens[opening].end, tokens[closing].start, parameter.encode())
    returned = _fix_return_type(written, declared, name, owner)
    title = f"default the copy assignment of '{owner.name}' where it is declared, taking '{parameter}'"
    note = "a defaulted one takes no argument by value ([dcl.fct.def.default]/2)"
    proposal = _default(written, declared, own, outside, title, Effort.SMALL, (note,))
    changes = (taken,) if returned is None else (returned, taken)
    yield Proposal(title, Effort.SMALL, (*changes, *proposal.edits), proposal.notes)


def _takes_a_value(function: Function) -> bool:
    """Whether it is an assignment operator that takes its argument by value."""
    parameter = function.parameter
    if function.kind is not FunctionKind.COPY_ASSIGNMENT or parameter is None:
        return False
    return parameter.reference is RefKind.NONE and not parameter.volatile


def _may_be_default(function: Function) -> bool:
    """Whether no argument is taken from volatile: there compilers differ on a defaulted function."""
    parameter = function.parameter
    if function.object_volatile:
        return False
    return parameter is None or not parameter.volatile


def _is_volatile(function: Function) -> bool:
    """Whether it copies from or to a volatile object, which no implicit function does."""
    copies = function.kind in _COPIES
    return copies and (function.object_volatile or (function.parameter is not None and function.parameter.volatile))


def _as_template(sources: UserSources, written: ClassText, function: Function, owner: ClassFacts) -> Iterator[Proposal]:
    """Yield the overload for volatile objects as a template: never a copy function, and chosen for these alone."""
    declared = written.declaration_of(function.location, _name_of(function, owner))
    name = written.token_at(function.location)
    if declared is None or name is None or function.virtual or not _is_volatile(function):
        return
    here = definition(written.text, declared.first, name, declared.last)
    if here is None or sources.facts.std < CxxStandard.CXX11:
        return  # one that is defined elsewhere must change there too
    start = written.text.tokens[declared.first].start
    title = f"make the {_NOUNS[function.kind]} of '{owner.name}' for volatile objects a template"
    note = "a template is not a copy function; it still copies from and to volatile objects"
    yield Proposal(title, Effort.SMALL, (Edit(written.text.file, start, start, b"template<int = 0> "),), (note,))


def _default(
    written: ClassText,
    declared: Declaration,
    own: FunctionDefinition | None,
    outside: FunctionDefinition | None,
    title: str,
    effort: Effort,
    notes: tuple[str, ...],
) -> Proposal:
    text = written.text
    tail = own.tail if own is not None else declared.last
    start, end = text.tokens[tail - 1].end, text.tokens[declared.last].end
    edits = (Edit(text.file, start, end, b" = default;"), *_without(outside))
    return Proposal(title, effort, edits, notes)


def _fix_return_type(written: ClassText, declared: Declaration, name: int, owner: ClassFacts) -> Edit | None:
    """Return the change of what an assignment operator returns, `void` or `const S &`, where it is not `S &`."""
    tokens = written.text.tokens
    first = declared.first
    while first < name and tokens[first].text in _SPECIFIERS:
        first += 1
    words = written.text.words(first, name)
    simple = simple_name(owner.name).encode()
    if words != [b"void"] and not (words[:2] == [b"const", simple] and words[-1:] == [b"&"]):
        return None
    start, end = tokens[first].start, tokens[name - 1].end
    return Edit(written.text.file, start, end, simple + b"&")


def _only_initializes(each_definition: FunctionDefinition) -> bool:
    """Whether the body is empty: what the function does is done by the initializers of members."""
    return (
        each_definition.body is not None
        and each_definition.text.matches[each_definition.body] == each_definition.body + 1
    )


def _without(outside: FunctionDefinition | None) -> tuple[Edit, ...]:
    if outside is None:
        return ()
    tokens = outside.text.tokens
    return (removal(outside.text, tokens[outside.first].start, tokens[outside.last].end),)


def _drop(written: ClassText, declared: Declaration) -> Edit:
    tokens = written.text.tokens
    return removal(written.text, tokens[declared.first].start, tokens[declared.last].end)


def _function(owner: ClassFacts | None, fault: RootCause) -> Function | None:
    functions = () if owner is None else owner.functions
    return next(
        (function for function in functions if function.location == fault.reason.location and not function.template),
        None,
    )


def _name_of(function: Function, owner: ClassFacts) -> str:
    """Return how its declaration begins, behind what specifies it."""
    if function.kind is FunctionKind.DESTRUCTOR:
        return "~"
    return simple_name(owner.name) if function.kind in _CONSTRUCTORS else "operator"


def no_default_constructor(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield a defaulted default constructor before the first constructor that hides it."""
    owner = sources.owner(fault.reason.location)
    written = sources.class_text(owner) if owner is not None else None
    if owner is None or written is None or sources.facts.std < CxxStandard.CXX11:
        return
    if any(function.kind is FunctionKind.DEFAULT_CONSTRUCTOR for function in owner.functions):
        return
    note = "objects made without arguments are then uninitialised"
    edit = _find_declarations(written, owner, f"{simple_name(owner.name)}() = default;")
    if edit is not None:
        title = f"declare '{simple_name(owner.name)}() = default;' in '{owner.name}'"
        yield Proposal(title, Effort.SMALL, (edit,), (note,))


def deleted_functions(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield a move constructor for what may not be copied, or a constructor that is not deleted."""
    owner = sources.owner(fault.reason.location)
    written = sources.class_text(owner) if owner is not None else None
    if owner is None or written is None or sources.facts.std < CxxStandard.CXX11:
        return
    deleted = _function(owner, fault)
    if deleted is not None and deleted.kind is FunctionKind.DEFAULT_CONSTRUCTOR:
        edit = _undelete(written, deleted)
        if edit is not None:
            title = f"default the default constructor of '{owner.name}' in place of deleting it"
            yield Proposal(title, Effort.SMALL, (edit,), ("objects made without arguments are then uninitialised",))
        return
    simple = simple_name(owner.name)
    if not any(function.kind is FunctionKind.MOVE_CONSTRUCTOR for function in owner.functions):
        edit = _find_declarations(written, owner, f"{simple}({simple}&&) = default;")
        if edit is not None:
            title = f"declare '{simple}({simple}&&) = default;' in '{owner.name}'"
            yield Proposal(title, Effort.SMALL, (edit,), ("its objects can then be moved",))
    for function in owner.functions:
        if function.kind is FunctionKind.COPY_CONSTRUCTOR and function.deleted:
            edit = _undelete(written, function)
            if edit is not None:
                title = f"default the copy constructor of '{owner.name}' in place of deleting it"
                yield Proposal(title, Effort.SMALL, (edit,), ("its objects can then be copied",))


def _undelete(written: ClassText, function: Function) -> Edit | None:
    declared = written.declaration_of(function.location, _name_of(function, written.facts))
    if declared is None:
        return None
    for number in range(declared.first, declared.last + 1):
        if written.text.tokens[number].text == b"delete":
            token = written.text.tokens[number]
            return Edit(written.text.file, token.start, token.end, b"default")
    return None


def _find_declarations(written: ClassText, owner: ClassFacts, words: str) -> Edit | None:
    """Return the declaration on a line of its own before the first constructor or assignment that is public."""
    text = written.text
    for function in owner.functions:
        hidden = function.implicit or function.access.value != "public"
        declared = None if hidden else written.declaration_of(function.location, _name_of(function, owner))
        if declared is not None and (function.kind in _CONSTRUCTORS or function.kind in _COPIES):
            start = text.tokens[declared.first].start
            indent = text.indent(start)
            gap = b" " if indent is None else text.newline + indent
            return Edit(text.file, start, start, words.encode() + gap)
    return None
