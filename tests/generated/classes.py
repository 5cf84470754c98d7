"""Random class definitions: every construct that the rules speak of, in every combination."""

from __future__ import annotations

from hypothesis import strategies as st

SCALARS = ("int", "char", "double", "unsigned char", "int*", "bool", "long long")
FIELDS = (
    "{T} {n};",
    "{T} {n};",
    "{T} {n};",
    "const {T} {n};",
    "volatile {T} {n};",
    "mutable {T} {n};",
    "{T} {n}[2];",
    "{T} {n} = {{}};",
    "{T}& {n};",
    "union {{ {T} {n}; int {n}_; }};",
    "struct {{ {T} {n}; }} {n}_;",
    "static {T} {n};",
)
BITS = ("int {n} : 3;", "int : 0;", "int : 5;", "unsigned {n} : 32;", "unsigned char {n} : 8;")
SPECIAL = (
    "{C}() = default;",
    "{C}() = delete;",
    "{C}() {{}}",
    "{C}(int = 0);",
    "{C}(int);",
    "explicit {C}() = default;",
    "{C}(const {C}&) = default;",
    "{C}(const {C}&) = delete;",
    "{C}(const {C}&);",
    "{C}({C}&) = default;",
    "{C}({C}&);",
    "{C}({C}&&) = default;",
    "{C}({C}&&) = delete;",
    "{C}({C}&&);",
    "{C}& operator=(const {C}&) = default;",
    "{C}& operator=(const {C}&) = delete;",
    "{C}& operator=(const {C}&);",
    "{C}& operator=({C}&);",
    "{C}& operator=({C}&&) = default;",
    "{C}& operator=({C}&&);",
    "{C}& operator=({C}&&) = delete;",
    "~{C}() = default;",
    "~{C}() = delete;",
    "~{C}();",
    "virtual ~{C}();",
    "virtual void f();",
    "virtual void g() = 0;",
    "template<class T> {C}(T&&);",
    "template<class T> {C}(const T&);",
    "template<class T> {C}& operator=(T&&);",
    "void operator delete(void*) = delete;",
)
ACCESS = ("public:", "public:", "private:", "protected:")


def _signature(member: str) -> str:
    """What two declarations of one class may not both have."""
    return (
        member.partition(" =")[0].partition(";")[0].partition(" {")[0].replace("virtual ", "").replace("explicit ", "")
    )


@st.composite
def definition(draw: st.DrawFn, name: str, earlier: list[str]) -> str:
    """One class, whose bases and members may be of the earlier ones."""
    kind = draw(st.sampled_from(("struct", "struct", "struct", "class", "union")))
    bases = []
    if kind != "union" and earlier:
        for base in draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)):
            how = draw(st.sampled_from(("", "", "public ", "private ", "virtual ", "protected ")))
            bases.append(f"{how}{base}")
    types = [*SCALARS, *earlier, *earlier, *earlier]
    lines: list[str] = []
    seen: set[str] = set()
    for number in range(draw(st.integers(0, 5))):
        what = draw(st.integers(0, 11))
        if what <= 5:
            form = draw(st.sampled_from(FIELDS))
            text = form.format(T=draw(st.sampled_from(types)), n=f"m{number}")
        elif what == 6:
            text = draw(st.sampled_from(BITS)).format(n=f"m{number}")
        elif what == 7:
            text = draw(st.sampled_from(ACCESS))
        elif what == 8 and earlier:
            text = f"friend {draw(st.sampled_from(('struct', 'class')))} {name}_friend;"
        else:
            text = draw(st.sampled_from(SPECIAL)).format(C=name)
            if _signature(text) in seen or (kind == "union" and "virtual" in text):
                continue
            seen.add(_signature(text))
        if kind == "union" and text.startswith("union"):
            continue
        lines.append(text)
    final = draw(st.sampled_from(("", "", "", " final"))) if kind != "union" else ""
    colon = f" : {', '.join(bases)}" if bases else ""
    return f"{kind} {name}{final}{colon} {{ {' '.join(lines)} }};"


@st.composite
def source(draw: st.DrawFn, count: int) -> str:
    """A source of `count` classes; some of them may be ill-formed, which the others must survive."""
    names: list[str] = []
    lines = []
    for number in range(count):
        name = f"C{number}"
        lines.append(draw(definition(name, names[-6:])))
        if " final" not in lines[-1] and not lines[-1].startswith("union"):
            names.append(name)
    return "\n".join(lines) + "\n"
