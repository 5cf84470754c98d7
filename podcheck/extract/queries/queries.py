"""Questions to libclang that the source alone can't answer, as enumerators behind the unit's end.

A class whose copies and constructions may select a template, or hang on constraints, is put through every
`MemberOperation`: can it be done (`decltype` of the expression, SFINAE), and is what is selected trivial (a union with
one member of the class has a usable defaulted function exactly if the selected one is trivial and usable).
None of these wrappers is an aggregate, which C++20 would initialise in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from podcheck.cpp.probe_names import PLAIN
from podcheck.extract.classes.constraints import FAILED, Clause, Question
from podcheck.extract.queries import virtual_bases
from podcheck.extract.queries.template_ids import TemplateIdQuery
from podcheck.extract.queries.virtual_bases import VirtualBaseQuery
from podcheck.model.facts import ClassFacts
from podcheck.model.functions import SPECIAL_MEMBERS, FunctionKind, MemberOperation, OverloadOutcome
from podcheck.model.subobjects import Access
from podcheck.model.type_refs import Key

_FORMS = """\
template<class podcheck_T> podcheck_T&& podcheck_v();
template<class...> struct podcheck_void { typedef void type; };
template<class, class, class...> struct podcheck_new { enum { value = 0 }; };
template<class T, class... A>
struct podcheck_new<typename podcheck_void<decltype(::new T(podcheck_v<A>()...))>::type, T, A...> {
    enum { value = 1 }; };
template<class, class, class> struct podcheck_set { enum { value = 0 }; };
template<class T, class A>
struct podcheck_set<typename podcheck_void<decltype(podcheck_v<T>() = podcheck_v<A>())>::type, T, A> {
    enum { value = 1 }; };
template<class, class> struct podcheck_end { enum { value = 0 }; };
template<class T>
struct podcheck_end<typename podcheck_void<decltype(podcheck_v<T&>().~T())>::type, T> { enum { value = 1 }; };
template<class, class> struct podcheck_bare { enum { value = 0 }; };
template<class T>
struct podcheck_bare<typename podcheck_void<decltype(T::podcheck_f())>::type, T> { enum { value = 1 }; };
template<class T> union podcheck_D { T m; podcheck_D() = default; ~podcheck_D() { } };
template<class T> union podcheck_C { T m; podcheck_C(int); ~podcheck_C() { } };
template<class T> union podcheck_N { T m; podcheck_N(podcheck_N&) = default; ~podcheck_N() { } };
template<class T> union podcheck_M { T m; podcheck_M(podcheck_M&&) = default; ~podcheck_M() { } };
template<class T> union podcheck_A { T m; podcheck_A(int); ~podcheck_A() { } };
template<class T> union podcheck_S {
    T m; podcheck_S(int); podcheck_S& operator=(podcheck_S&) = default; ~podcheck_S() { } };
template<class T> union podcheck_B {
    T m; podcheck_B(int); podcheck_B& operator=(podcheck_B&&) = default; ~podcheck_B() { } };
template<class T> struct podcheck_P : T { podcheck_P() = default; podcheck_P(int); ~podcheck_P(); };
template<class T> struct podcheck_Q : T { podcheck_Q(podcheck_Q&&) = default; ~podcheck_Q(); };
template<class T> struct podcheck_R : T { podcheck_R(podcheck_R&) = default; ~podcheck_R(); };
"""

_USABLE = {
    MemberOperation.DEFAULT: "podcheck_new<void, {T}>::value",
    MemberOperation.COPY: "podcheck_new<void, {T}, const {T}&>::value",
    MemberOperation.COPY_NONCONST: "podcheck_new<void, {T}, {T}&>::value",
    MemberOperation.MOVE: "podcheck_new<void, {T}, {T}>::value",
    MemberOperation.MOVE_CONST: "podcheck_new<void, {T}, const {T}>::value",
    MemberOperation.ASSIGN: "podcheck_set<void, {T}&, const {T}&>::value",
    MemberOperation.ASSIGN_NONCONST: "podcheck_set<void, {T}&, {T}&>::value",
    MemberOperation.ASSIGN_MOVE: "podcheck_set<void, {T}&, {T}>::value",
    MemberOperation.ASSIGN_TO_CONST: "podcheck_set<void, const {T}&, const {T}&>::value",
    MemberOperation.ASSIGN_MOVE_TO_CONST: "podcheck_set<void, const {T}&, const {T}>::value",
    MemberOperation.DESTROY: "podcheck_end<void, {T}>::value",
}
_ABSTRACT = {
    MemberOperation.DEFAULT: "__is_constructible(podcheck_P<{T}>)",
    MemberOperation.COPY: "__is_constructible(podcheck_P<{T}>, const podcheck_P<{T}>&)",
    MemberOperation.COPY_NONCONST: "__is_constructible(podcheck_R<{T}>, podcheck_R<{T}>&)",
    MemberOperation.MOVE: "__is_constructible(podcheck_Q<{T}>, podcheck_Q<{T}>)",
    MemberOperation.MOVE_CONST: "0",
}
"""An abstract class is only ever constructed as a base."""

_TRIVIAL = {
    MemberOperation.DEFAULT: "__is_constructible(podcheck_D<{T}>)",
    MemberOperation.COPY: "__is_constructible(podcheck_C<{T}>, const podcheck_C<{T}>&)",
    MemberOperation.COPY_NONCONST: "__is_constructible(podcheck_N<{T}>, podcheck_N<{T}>&)",
    MemberOperation.MOVE: "__is_constructible(podcheck_M<{T}>, podcheck_M<{T}>)",
    MemberOperation.MOVE_CONST: "__is_constructible(podcheck_M<const {T}>, podcheck_M<const {T}>)",
    MemberOperation.ASSIGN: "__is_assignable(podcheck_A<{T}>&, const podcheck_A<{T}>&)",
    MemberOperation.ASSIGN_NONCONST: "__is_assignable(podcheck_S<{T}>&, podcheck_S<{T}>&)",
    MemberOperation.ASSIGN_MOVE: "__is_assignable(podcheck_B<{T}>&, podcheck_B<{T}>)",
    MemberOperation.ASSIGN_TO_CONST: "__is_assignable(podcheck_A<const {T}>&, const podcheck_A<const {T}>&)",
    MemberOperation.ASSIGN_MOVE_TO_CONST: "__is_assignable(podcheck_B<const {T}>&, podcheck_B<const {T}>)",
    MemberOperation.DESTROY: "__is_trivially_destructible({T})",
}
_FORCE = (
    "__is_constructible({T})",
    "__is_constructible({T}, const {T}&)",
    "__is_constructible({T}, {T})",
    "__is_assignable({T}&, const {T}&)",
    "__is_assignable({T}&, {T})",
    "__is_trivially_destructible({T})",
)


class Questions(Struct, frozen=True):
    """What one round asks."""

    round: int
    """Counts from 0, and is part of the names, which all are in the same unit."""

    instantiate: Mapping[Key, str]
    """The names of the classes to instantiate."""

    uses: Sequence[tuple[ClassFacts, frozenset[MemberOperation]]] = ()
    """The classes with the operations to put them through."""

    force: Sequence[ClassFacts] = ()
    """The classes whose implicit members are to be declared."""

    clauses: Sequence[tuple[ClassFacts, int, Question]] = ()
    """The class and the number of each function that is asked about, with the question."""

    written: Sequence[TemplateIdQuery] = ()
    """The template-ids whose classes are to be named."""

    spread: Sequence[VirtualBaseQuery] = ()
    """The classes whose virtual bases are to be placed."""

    def __bool__(self) -> bool:
        return bool(self.instantiate or self.uses or self.force or self.clauses or self.written or self.spread)

    @property
    def forced_names(self) -> dict[Key, str]:
        """The typedef name of each class whose implicit members are forced."""
        return {facts.key: f"podcheck_f{self.round}_{number}" for number, facts in enumerate(self.force)}

    @property
    def written_names(self) -> tuple[str, ...]:
        """The typedef name of each template-id that was found in an expression."""
        return tuple(f"podcheck_w{self.round}_{number}" for number in range(len(self.written)))

    @property
    def instantiated_names(self) -> dict[Key, str]:
        """The typedef name of each class that is instantiated."""
        return {key: f"podcheck_t{self.round}_{number}" for number, key in enumerate(self.instantiate)}


def askable(facts: ClassFacts) -> bool:
    """Whether the class is complete and can be named behind the unit's end."""
    return (
        facts.complete
        and facts.spelling is not None
        and not (facts.dependent or facts.local or facts.anonymous or facts.size is None)
    )


def has_hidden_member(facts: ClassFacts) -> bool:
    """Whether a function that a special member function of another class may call is not public."""
    return any(
        function.access is not Access.PUBLIC
        and (
            function.kind in SPECIAL_MEMBERS
            or (function.arguments[0] <= 1 and not (function.template and function.parameter))
        )
        for function in facts.functions
    )


def text(questions: Questions) -> str:
    """Return the C++ to go on with: typedefs, then one enumerator a line, so that an error spoils its line alone."""
    lines = [] if questions.round else [PLAIN + _FORMS]
    names = questions.instantiated_names
    for key, spelled in questions.instantiate.items():
        name = names[key]
        lines.append(f"typedef {spelled} {name}; enum {{ {name}_s = sizeof({name}) }};")
    lines += [
        template_id_query.question(name)
        for template_id_query, name in zip(questions.written, questions.written_names, strict=True)
    ]
    for number, (facts, uses) in enumerate(questions.uses):
        lines.append(f"typedef {facts.spelling} podcheck_u{questions.round}_{number};")
        for use, (usable, trivial) in _forms(facts, uses).items():
            for letter, form in (("u", usable), ("t", trivial)):
                queried = form.replace("{T}", f"podcheck_u{questions.round}_{number}")
                lines.append(f"enum {{ podcheck_a{questions.round}_{number}_{letter}_{use.name} = {queried} }};")
    for number, (facts, _, clause) in enumerate(questions.clauses):
        lines.append(clause.question(f"podcheck_s{questions.round}_{number}", str(facts.spelling)))
    lines += [
        virtual_bases.question(name, pair) for name, pair in virtual_bases.names(questions.round, questions.spread)
    ]
    forced = questions.forced_names
    for facts in questions.force:
        name = forced[facts.key]
        lines.append(f"typedef {facts.spelling} {name};")
        for number, form in enumerate(_FORCE):
            lines.append(f"enum {{ {name}_{number} = {form.replace('{T}', name)} }};")
    return "\n".join(lines) + "\n"


def _forms(facts: ClassFacts, uses: frozenset[MemberOperation]) -> dict[MemberOperation, tuple[str, str]]:
    queried = [use for use in MemberOperation if use in uses]
    if facts.abstract:
        return {use: (_ABSTRACT.get(use, _USABLE[use]), "0") for use in queried}
    return {use: (_USABLE[use], _TRIVIAL[use]) for use in queried}


def outcomes(
    questions: Questions, values: Mapping[str, int]
) -> dict[Key, tuple[tuple[MemberOperation, OverloadOutcome], ...]]:
    """Return the answers by class; an operation whose enumerators are missing or ill-formed is left out."""
    result = {}
    for number, (facts, _) in enumerate(questions.uses):
        pairs = []
        for use in MemberOperation:
            usable = values.get(f"podcheck_a{questions.round}_{number}_u_{use.name}")
            trivial = values.get(f"podcheck_a{questions.round}_{number}_t_{use.name}")
            if usable is not None and trivial is not None:
                pairs.append((use, _outcome(bool(usable), bool(trivial))))
        result[facts.key] = tuple(pairs)
    return result


def satisfied_constraints(questions: Questions, values: Mapping[str, int]) -> Iterator[tuple[Key, int, bool, str]]:
    """Yield which constrained functions and templates, by class and number, are satisfied; none without answer.

    With the part of a clause of several parts that is the first to fail, where that is known.
    """
    for number, (facts, index, question) in enumerate(questions.clauses):
        value = values.get(f"podcheck_s{questions.round}_{number}")
        if value in (0, 1):
            yield facts.key, index, bool(value), ""
        elif value is not None and value >= FAILED and isinstance(question, Clause):
            yield facts.key, index, False, question.parts[value - FAILED]


def _outcome(usable: bool, trivial: bool) -> OverloadOutcome:
    if not usable:
        return OverloadOutcome.UNUSABLE
    return OverloadOutcome.TRIVIAL if trivial else OverloadOutcome.NONTRIVIAL


def needs_forced_members(facts: ClassFacts, parts: Iterable[ClassFacts]) -> bool:
    """Whether friendship or nesting may decide if the class can call what its bases and members have."""
    written = {function.kind for function in facts.functions if function.user_provided}
    if FunctionKind.COPY_CONSTRUCTOR in written and FunctionKind.DEFAULT_CONSTRUCTOR in written:
        return False
    return any(has_hidden_member(part) and (part.friends or facts.parent or facts.local) for part in parts)
