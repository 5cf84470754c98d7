"""Random class definitions: every construct that the rules speak of, in every combination.

A source is a list of definitions, each a head, bases and members, so that a failing one can be cut down part by part.
What comes out need not be well-formed: the others must survive an ill-formed class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from random import Random

from podcheck.model.traits import CxxStandard

SCALARS = ("int", "char", "double", "unsigned char", "int*", "bool", "long long", "short", "E0", "int C0::*")
FIELDS = (
    *("{T} {n};",) * 8,
    "const {T} {n};",
    "volatile {T} {n};",
    "mutable {T} {n};",
    "const volatile {T} {n};",
    "{A} {n}[2];",
    "{A} {n}[2][3];",
    "const {A} {n}[2];",
    "{T} {n} = {{}};",
    "{T}& {n};",
    "{T}&& {n};",
    "const {T}& {n};",
    "alignas(64) {T} {n};",
    "[[no_unique_address]] {T} {n};",
    "[[no_unique_address]] {T} {n};",
    "static {T} {n};",
    "struct {{ {T} {n}; }} {n}_;",
    "struct {{ private: {T} {n}; public: int {n}b; }} {n}_;",
)
ANONYMOUS = (
    "union {{ {T} {n}; int {n}_; }};",
    "union {{ const {T} {n}; int {n}_; }};",
    "union {{ {T} {n} = {{}}; int {n}_; }};",
    "union {{ int {n}_ = 1; {T} {n}; }};",
    "union {{ {T} {n}; struct {{ int {n}s; {T} {n}t; }}; }};",
    "struct {{ {T} {n}; int {n}_; }};",
    "struct {{ int {n}_ = 2; {T} {n}; }};",
    "union {{ }};",
)
BITS = (
    "int {n} : 3;",
    "int : 0;",
    "int : 5;",
    "unsigned {n} : 32;",
    "unsigned char {n} : 8;",
    "bool {n} : 1;",
    "E0 {n} : 4;",
    "const int {n} : 3;",
    "unsigned char {n} : 12;",
    "char : 8;",
)
CONSTRUCTORS = (
    "{C}() = default;",
    "{C}() = default;",
    "{C}() = delete;",
    "{C}() {{}}",
    "{C}(int = 0);",
    "{C}(int);",
    "explicit {C}() = default;",
    "{C}(...);",
    "{C}(int, ...) = delete;",
    "{C}(const {C}&) = default;",
    "{C}(const {C}&) = default;",
    "{C}(const {C}&) = delete;",
    "{C}(const {C}&);",
    "{C}(const {C}&, int = 0);",
    "{C}({C}&) = default;",
    "{C}({C}&);",
    "{C}({C}&) = delete;",
    "{C}(volatile {C}&);",
    "{C}(volatile {C}&) = delete;",
    "{C}(const volatile {C}&);",
    "{C}({C}&&) = default;",
    "{C}({C}&&) = default;",
    "{C}({C}&&) = delete;",
    "{C}({C}&&);",
    "{C}(const {C}&&);",
    "explicit {C}(const {C}&) = default;",
)
ASSIGNMENTS = (
    "{C}& operator=(const {C}&) = default;",
    "{C}& operator=(const {C}&) = default;",
    "{C}& operator=(const {C}&) = delete;",
    "{C}& operator=(const {C}&);",
    "{C}& operator=(const {C}&) &;",
    "{C}& operator=(const {C}&) & = default;",
    "{C}& operator=(const {C}&) && = default;",
    "{C}& operator=(const {C}&) const;",
    "{C}& operator=({C});",
    "{C}& operator=({C}&);",
    "{C}& operator=({C}&) = default;",
    "{C}& operator=({C}&&) = default;",
    "{C}& operator=({C}&&) = default;",
    "{C}& operator=({C}&&);",
    "{C}& operator=({C}&&) = delete;",
    "{C}& operator=({C}&&) &&;",
    "{C}& operator=(const {C}&&);",
    "{C}& operator=(int);",
    "{C}& operator=(volatile {C}&);",
)
DESTRUCTORS = (
    "~{C}() = default;",
    "~{C}() = default;",
    "~{C}() = delete;",
    "~{C}();",
    "~{C}() {{}}",
    "virtual ~{C}();",
    "virtual ~{C}() = default;",
    "virtual ~{C}() = 0;",
)
OTHERS = (
    "virtual void f();",
    "virtual void g() = 0;",
    "void f() {{}}",
    "virtual {C}& operator=(const {C}&) = default;",
    "operator int();",
    "template<class U> operator U();",
    "void operator delete(void*) = delete;",
    "static int s;",
    "typedef int type;",
    "int h() const;",
)
TEMPLATES = (
    "template<class U> {C}(U&&);",
    "template<class U> {C}(const U&);",
    "template<class U> {C}(U&);",
    "template<class... A> {C}(A&&...);",
    "template<class U = int> {C}();",
    "template<class U> {C}(U, int = 0);",
    "template<class U> {C}& operator=(U&&);",
    "template<class U> {C}& operator=(const U&);",
    "template<class U> {C}& operator=(U&);",
)
CONSTRAINED = (
    "{C}() requires {Q} = default;",
    "{C}() requires {Q};",
    "{C}() requires {Q} = delete;",
    "{C}(const {C}&) requires {Q} = default;",
    "{C}(const {C}&) requires {Q};",
    "{C}(const {C}&) requires {Q} = delete;",
    "{C}({C}&&) requires {Q} = default;",
    "{C}({C}&&) requires {Q};",
    "{C}& operator=(const {C}&) requires {Q} = default;",
    "{C}& operator=(const {C}&) requires {Q};",
    "{C}& operator=({C}&&) requires {Q} = default;",
    "{C}& operator=({C}&&) requires {Q} = delete;",
    "~{C}() requires {Q} = default;",
    "~{C}() requires {Q} {{}}",
)
CONDITIONS = ("(sizeof({P}) > 4)", "(sizeof({P}) <= 4)", "Large<{P}>", "Large<{P}> && Odd<{P}>", "true", "false")
EXPLICIT_OBJECT = (
    "{C}& operator=(this {C}&, const {C}&) = default;",
    "{C}& operator=(this {C}&, {C}&&);",
    "void k(this {C}&);",
)
DEPENDENT = (
    *("{P} {n};",) * 4,
    "{P} {n}[2];",
    "const {P} {n};",
    "{P}* {n};",
    "{P}& {n};",
    "{P} {n} = {{}};",
    "union {{ {P} {n}; int {n}_; }};",
    "[[no_unique_address]] {P} {n};",
    "mutable {P} {n};",
    "struct {{ {P} {n}; }} {n}_;",
    "int {n} : sizeof({P}) % 7 + 1;",
    "alignas({P}) char {n}[sizeof({P})];",
)
ACCESS = ("public:", "public:", "private:", "protected:")
HEADS = ("struct",) * 5 + ("class",) * 2 + ("union",)
ATTRIBUTES = ("",) * 16 + ("__attribute__((packed)) ", "alignas(8) ", "alignas(32) ")

_ROUND = 3

PRELUDE = "enum E0 { e0 };\nstruct C0 { int i; };\n"
CONCEPTS = (
    "template<class T> concept Large = sizeof(T) > 4;\n"
    "template<class T> concept Odd = Large<T> && sizeof(T) % 2 == 1;\n"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One class or class template."""

    name: str
    key: str
    """`struct`, `class` or `union`."""

    bases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    attribute: str = ""
    parameter: str = ""
    """The template's; empty for a class."""

    final: bool = False
    tail: str = ""
    """What stands behind it on its line."""

    @property
    def text(self) -> str:
        """Return one line of C++."""
        template = f"template<class {self.parameter}> " if self.parameter else ""
        colon = f" : {', '.join(self.bases)}" if self.bases else ""
        end = f" {self.tail}" if self.tail else ""
        body = " ".join(self.members)
        return f"{template}{self.key} {self.attribute}{self.name}{' final' * self.final}{colon} {{ {body} }};{end}"


def text_of(definitions: Sequence[Definition], std: CxxStandard) -> str:
    """Return the source; line n + 1 (n + 3 with concepts) is the n-th definition."""
    concepts = CONCEPTS if std >= CxxStandard.CXX20 else ""
    return PRELUDE + concepts + "".join(f"{definition.text}\n" for definition in definitions)


def source(
    random: Random, count: int, std: CxxStandard, ill_formed: Callable[[str], frozenset[int] | None]
) -> list[Definition]:
    """Return that many definitions; each may use the ones before it that are well-formed.

    `ill_formed` returns the lines of a source that have an error; such definitions stay only where nothing needs them.
    Where it can't say, since its parser crashed, others are drawn in place of the latest.
    """
    state = _State(random, std)
    made: list[Definition] = []
    first = text_of((), std).count("\n") + 1
    while len(made) < count:
        more = [state.definition(len(made) + at + 1) for at in range(min(_ROUND, count - len(made)))]
        wrong = ill_formed(text_of([*made, *more], std))
        if wrong is None:
            state.forget({definition.name for definition in more})
            continue
        broken = {definition.name for at, definition in enumerate(more) if first + len(made) + at in wrong}
        for definition in more:
            if any(re.search(rf"\b{name}\b", definition.text) for name in broken):
                broken.add(definition.name)
        state.forget(broken)
        made += more
    return made


@dataclass(slots=True)
class _State:
    """The names of what was defined so far."""

    random: Random
    std: CxxStandard
    plain: list[str] = field(default_factory=lambda: ["C0"])
    """Classes and instances of templates, which can be members."""

    bases: list[str] = field(default_factory=lambda: ["C0"])
    """Classes that can be bases."""

    templates: list[str] = field(default_factory=list)
    """Templates."""

    def forget(self, broken: AbstractSet[str]) -> None:
        """Leave these out of all that follows."""
        for names in (self.plain, self.bases, self.templates):
            names[:] = [name for name in names if name.partition("<")[0] not in broken]

    def definition(self, number: int) -> Definition:
        random = self.random
        template = random.random() < 0.2
        key = random.choice(HEADS)
        name = f"{'X' if template else 'C'}{number}"
        made = Definition(name, key, parameter="T" * template, attribute=random.choice(ATTRIBUTES))
        made = replace(made, bases=self._bases(made), members=self._members(made), final=self._chance(0.06))
        if template:
            arguments = random.sample((*SCALARS, *self.plain[-6:]), 2)
            used = [f"{name}<{argument}>" for argument in arguments]
            tail = " ".join(
                f"typedef {text} {name}_{at}; enum {{ {name}_s{at} = sizeof({text}) }};" for at, text in enumerate(used)
            )
            made = replace(made, tail=tail)
            self.templates.append(name)
            self.plain += used
        else:
            used = [name]
            self.plain.append(name)
        if key != "union" and not made.final:
            self.bases += used
        return made

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _bases(self, made: Definition) -> tuple[str, ...]:
        if made.key == "union":
            return ()
        random = self.random
        result = {}
        for _ in range(random.choice((0, 0, 0, 1, 1, 1, 2, 3))):
            name = random.choice(self.bases[-9:])
            if made.parameter and self._chance(0.3):
                name = random.choice(("T", *(f"{template}<T>" for template in self.templates[-3:])))
            result[name] = random.choice(("", "", "", "", "public ", "private ", "virtual ", "protected "))
        return tuple(f"{how}{name}" for name, how in result.items())

    def _members(self, made: Definition) -> tuple[str, ...]:
        result: list[str] = []
        seen: set[str] = set()
        most = self.random.choice((0, 1, 2, 2, 3, 3, 4, 5, 7))
        for number in range(most):
            text = self._member(made, f"m{number}")
            signature = _signature(text)
            if text and signature not in seen and not (made.key == "union" and "virtual" in text):
                seen.add(signature)
                result.append(text)
        return tuple(result)

    def _member(self, made: Definition, name: str) -> str:
        random = self.random
        kinds: list[tuple[Sequence[str], int]] = [
            (FIELDS, 40), (ANONYMOUS, 6), (BITS, 7), (ACCESS, 6), (CONSTRUCTORS, 14), (ASSIGNMENTS, 9),
            (DESTRUCTORS, 6), (OTHERS, 5), (TEMPLATES, 3),
        ]  # fmt: skip
        if made.parameter:
            kinds.append((DEPENDENT, 30))
        if self.std >= CxxStandard.CXX20 and made.parameter:
            kinds.append((CONSTRAINED, 16))
        if self.std >= CxxStandard.CXX26:  # compilers have these some versions after the dialect C++23
            kinds.append((EXPLICIT_OBJECT, 1))
        forms = random.choices([forms for forms, _ in kinds], [weight for _, weight in kinds])[0]
        if made.bases and self._chance(0.05):
            base = made.bases[0].rpartition(" ")[2]
            plain = base.partition("<")[0]
            return f"using {base}::{random.choice((plain, 'operator='))};" if base != "T" else "using T::operator=;"
        if self._chance(0.03):
            return f"friend {random.choice(('struct', 'class'))} C{random.randint(1, 400)};"
        types = (*SCALARS, *self.plain[-8:], *self.plain[-8:], *self.plain[-8:])
        condition = random.choice(CONDITIONS).format(P=made.parameter or "int")
        # Of arrays in arrays in arrays libclang looks at each element
        elements = (*SCALARS, *self.plain[:8])
        return random.choice(forms).format(
            T=random.choice(types), A=random.choice(elements), P=made.parameter, C=made.name, n=name, Q=condition
        )


def _signature(member: str) -> str:
    """What two declarations of one class may not both have; constraints tell them apart."""
    text = member.replace("virtual ", "").replace("explicit ", "")
    for end in (" = ", ";", " {"):
        text = text.partition(end)[0] if not text.startswith(("union", "struct")) else text
    return text
