"""Recipes for what a class is made of: access, virtual functions and bases, data in more than one class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from podcheck.fixes.proposals import Proposal, RootCause, UserSources
from podcheck.fixes.source.class_text import ClassText, Declaration
from podcheck.fixes.source.edits import removal, removed_token
from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.fixes import Edit, Effort
from podcheck.model.subobjects import Access, Base, Field

_WIDEST_FIRST = (Access.PUBLIC, Access.PROTECTED, Access.PRIVATE)


def access(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield one access for all members: the one that the fewest change, and public first, since it forbids nothing."""
    owner = sources.owner(fault.reason.location)
    written = sources.class_text(owner) if owner is not None else None
    if owner is None or written is None:
        return
    fields = [field for field in owner.fields if not field.unnamed_bit_field]
    for wanted in sorted({field.access for field in fields}, key=_WIDEST_FIRST.index):
        others = [field for field in fields if field.access is not wanted]
        edits = _under(written, others, wanted)
        if edits is not None:
            names = ", ".join(f"'{field.name or '(anonymous)'}'" for field in others)
            public = wanted is Access.PUBLIC
            note = "any code can then change it" if public else "code outside must then use the class's functions"
            effort = Effort.MECHANICAL if public else Effort.SMALL
            yield Proposal(f"make {names} {wanted.value}, as the other members are", effort, edits, (note,))


def _under(written: ClassText, fields: Iterable[Field], wanted: Access) -> tuple[Edit, ...] | None:
    """Return labels around the fields' declarations; None where one can't be found."""
    result: dict[Declaration, Access] = {}
    for field in fields:
        declaration = (
            written.at(field.location) if field.anonymous else written.declaration_of(field.location, field.name)
        )
        if declaration is None:
            return None
        result[declaration] = field.access
    edits: list[Edit] = []
    for group in _neighbours(written, result):
        edits += _labels(written, group, wanted, result[group[0]])
    return tuple(edits)


def _neighbours(written: ClassText, some: Iterable[Declaration]) -> list[list[Declaration]]:
    """Return the declarations in groups of those that follow each other under one label."""
    wanted = set(some)
    groups: list[list[Declaration]] = []
    previous: Declaration | None = None
    for declaration in written.declarations:
        if declaration in wanted:
            if (
                previous is not None
                and groups
                and groups[-1][-1] == previous
                and previous.last + 1 == declaration.first
            ):
                groups[-1].append(declaration)
            else:
                groups.append([declaration])
        previous = declaration
    return groups


def _labels(written: ClassText, group: list[Declaration], wanted: Access, back: Access) -> list[Edit]:
    text = written.text
    start, end = text.tokens[group[0].first].start, text.tokens[group[-1].last].end
    following = text.tokens[group[-1].last + 1].text
    needed = following not in (b"}", b"public", b"protected", b"private")
    indent = text.indent(start)
    before = text.words(group[0].first - 2, group[0].first)
    if before == [back.value.encode(), b":"]:
        word = text.tokens[group[0].first - 2]
        edits = [Edit(text.file, word.start, word.end, wanted.value.encode())]
    elif indent is None:
        edits = [Edit(text.file, start, start, f"{wanted.value}: ".encode())]
    else:
        edits = []
    if indent is None:
        return [*edits, Edit(text.file, end, end, f" {back.value}:".encode())] if needed else edits
    outer = text.indent(text.tokens[written.closing].start)
    outer = indent[: max(0, len(indent) - 4)] if outer is None else outer
    if not edits:
        label = outer + f"{wanted.value}:".encode() + text.newline
        edits = [Edit(text.file, start - len(indent), start - len(indent), label)]
    if needed:
        line = text.content.find(b"\n", end) + 1 or len(text.content)
        edits.append(Edit(text.file, line, line, outer + f"{back.value}:".encode() + text.newline))
    return edits


def virtual_functions(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield the whole family without `virtual`, `override` and `= 0`."""
    owner = sources.owner(fault.reason.location)
    if owner is None:
        return
    edits: list[Edit] = []
    named: list[str] = []
    for class_facts in sources.family(owner):
        written = sources.class_text(class_facts)
        if not class_facts.virtual_functions:
            continue
        if written is None:
            return
        named.append(class_facts.name)
        for function in class_facts.virtual_functions:
            declared = written.declaration_of(function.location, function.name)
            if declared is None:
                return
            edits += _not_virtual(written, declared)
    if edits:
        names = ", ".join(f"'{name}'" for name in named)
        title = f"no virtual function in {names}: std::variant, a template or function pointers in their place"
        yield Proposal(
            title, Effort.DESIGN, tuple(edits), ("a call then no longer finds the derived class's function",)
        )


def _not_virtual(written: ClassText, declared: Declaration) -> Iterator[Edit]:
    text = written.text
    number = declared.first
    while number <= declared.last:
        word = text.tokens[number].text
        if word == b"{":
            return
        behind = text.tokens[number - 1].end
        if word == b"virtual":
            yield removed_token(text, number)
        elif word in (b"override", b"final"):
            yield Edit(text.file, behind, text.tokens[number].end, b"")
        elif word == b"=" and text.tokens[number + 1].text == b"0":
            yield Edit(text.file, behind, text.tokens[number + 1].end, b"")
        number = text.past(number)


def virtual_bases(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield the whole family without virtual bases."""
    owner = sources.owner(fault.reason.location)
    if owner is None:
        return
    edits: list[Edit] = []
    names: dict[str, None] = {}
    for class_facts in sources.family(owner):
        for base in class_facts.bases:
            if base.virtual:
                edit = _not_virtual_base(sources, class_facts, base)
                if edit is None:
                    return
                edits.append(edit)
                names[base.type.spelling] = None
    if edits:
        bases = ", ".join(f"'{name}'" for name in names)
        note = "an object then contains it once for each path of inheritance"
        yield Proposal(f"{bases} as a base that is not virtual", Effort.DESIGN, tuple(edits), (note,))


def _not_virtual_base(sources: UserSources, facts: ClassFacts, base: Base) -> Edit | None:
    written = sources.class_text(facts)
    specifier = _specifier(written, base) if written is not None else None
    if written is None or specifier is None:
        return None
    words = written.text.tokens
    at = next((number for number in range(*specifier) if words[number].text == b"virtual"), None)
    return None if at is None else removed_token(written.text, at)


def _specifier(written: ClassText, base: Base) -> tuple[int, int] | None:
    """Return the numbers of the base-specifier's first token and of the one behind its last."""
    text = written.text
    number = written.token_at(base.location)
    if number is None or not written.name < number < written.opening:
        return None
    first = number
    while text.tokens[first - 1].text not in (b":", b","):
        first -= 1
    depth, last = 0, number
    while last < written.opening and (depth > 0 or text.tokens[last].text != b","):
        depth += (text.tokens[last].text == b"<") - (text.tokens[last].text == b">")
        last += 1
    return (first, last)


def data_in_one_class(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield the base as a member, or the members in the base: either way one class holds all the data."""
    owner = sources.owner(fault.reason.location)
    written = sources.class_text(owner) if owner is not None else None
    if owner is None or written is None:
        return
    holders = [base for base in owner.bases if _holds_data(sources, base)]
    if holders:
        yield from _base_as_member(written, owner, holders)
    if len(holders) == 1 and owner.fields:
        yield from _members_into_base(sources, written, owner, holders[0])


def _holds_data(sources: UserSources, base: Base) -> bool:
    facts = sources.classes.get(base.type.record or "")
    return facts is not None and any(base.fields for base in sources.bases(facts))


def _base_as_member(written: ClassText, owner: ClassFacts, holders: list[Base]) -> Iterator[Proposal]:
    text = written.text
    edits: list[Edit] = []
    lines: list[bytes] = []
    taken = {field.name for field in owner.fields}
    specifiers = [_specifier(written, base) for base in holders]
    if None in specifiers:
        return
    if len(holders) == len(owner.bases):
        colon = next(n for n in range(written.name, written.opening) if text.tokens[n].text == b":")
        edits.append(Edit(text.file, text.tokens[colon - 1].end, text.tokens[written.opening - 1].end, b""))
    elif len(holders) == 1 and specifiers[0] is not None:
        first, last = specifiers[0]
        if text.tokens[last].text == b",":
            edits.append(Edit(text.file, text.tokens[first].start, text.tokens[last + 1].start, b""))
        else:
            edits.append(Edit(text.file, text.tokens[first - 1].start, text.tokens[last - 1].end, b""))
    else:
        return
    names = []
    for base, specifier in zip(holders, specifiers, strict=True):
        number = written.token_at(base.location)
        if specifier is None or number is None:
            return
        spelled = [
            word for word in text.words(*specifier) if word not in (b"public", b"protected", b"private", b"virtual")
        ]
        name = _member_name(base.type.spelling, taken)
        taken.add(name)
        names.append(name)
        lines.append(b"".join(spelled) + b" " + name.encode() + b";")
    start = _before_first_field(written, owner)
    indent = text.indent(start)
    gap = b" " if indent is None else text.newline + indent
    edits.append(Edit(text.file, start, start, b"".join(line + gap for line in lines)))
    bases = ", ".join(f"'{base.type.spelling}'" for base in holders)
    title = f"{bases} as a member of '{owner.name}' in place of a base"
    note = f"its members are then reached through '{names[0]}', and '{owner.name}' no longer converts to it"
    yield Proposal(title, Effort.DESIGN, tuple(edits), (note,))


def _before_first_field(written: ClassText, owner: ClassFacts) -> int:
    for field in owner.fields:
        declared = written.at(field.location)
        if declared is not None:
            return written.text.tokens[declared.first].start
    return written.text.tokens[written.closing].start


def _member_name(spelling: str, taken: set[str]) -> str:
    """Return a name that is free: `point` for `Point`, `http_header` for `HttpHeader`."""
    last = spelling.partition("<")[0].rpartition("::")[2].strip()
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", last).lower()
    while name in taken or name == last:
        name += "_"
    return name


def _members_into_base(sources: UserSources, written: ClassText, owner: ClassFacts, base: Base) -> Iterator[Proposal]:
    facts = sources.classes.get(base.type.record or "")
    target = sources.class_text(facts) if facts is not None else None
    if facts is None or target is None or target.text is not written.text or facts.kind is RecordKind.UNION:
        return
    text = written.text
    result = [written.declaration_of(field.location, field.name) for field in owner.fields]
    declarations = list(dict.fromkeys(declaration for declaration in result if declaration is not None))
    accesses = {field.access for field in owner.fields}
    if None in result or len(accesses) != 1:
        return
    moved = [
        text.content[text.tokens[declaration.first].start : text.tokens[declaration.last].end]
        for declaration in declarations
    ]
    edits = [
        removal(text, text.tokens[declaration.first].start, text.tokens[declaration.last].end)
        for declaration in declarations
    ]
    last = target.declarations[-1] if target.declarations else None
    if last is None:
        return
    end = text.tokens[last.last].end
    indent = text.indent(text.tokens[last.first].start)
    gap = b" " if indent is None else text.newline + indent
    edits.append(Edit(text.file, end, end, b"".join(gap + text for text in moved)))
    names = ", ".join(f"'{field.name}'" for field in owner.fields)
    note = f"every '{facts.name}' then has it, and is larger"
    yield Proposal(f"move {names} into '{facts.name}'", Effort.DESIGN, tuple(edits), (note,))
