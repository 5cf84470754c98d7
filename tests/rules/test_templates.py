"""What is said of a template's pattern holds of each of its instances: random patterns, and what they become."""

from __future__ import annotations

import re
from random import Random

import pytest

import podcheck
from podcheck.model.facts import Origin
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth

ARGUMENTS = {
    "Plain": "struct Plain { int a; };",
    "Nothing": "struct Nothing {};",
    "Text": "struct Text { Text(const Text&); Text(Text&&); Text& operator=(const Text&); ~Text(); int a; };",
    "Virtual": "struct Virtual { virtual void f(); };",
    "Mixed": "struct Mixed { int a; private: int b; };",
    "Started": "struct Started { int a = 1; };",
    "Padded": "struct Padded { char a; int b; };",
    "MoveOnly": "struct MoveOnly { MoveOnly(); MoveOnly(MoveOnly&&) = default; MoveOnly& operator=(MoveOnly&&); };",
    "Abstract": "struct Abstract { virtual void f() = 0; };",
}
HOLDERS = "template<class X> struct Holder { X x; }; template<class X> struct Heir : X {};\n"
BASES = ("", "", "", "T", "Holder<T>", "Nothing1", "T, U", "Heir<T>")
MEMBERS = (
    "T t;",
    "U u;",
    "T t[3];",
    "int i;",
    "Holder<T> h;",
    "T* p;",
    "const T c;",
    "union { T v; int w; };",
    "U u[2][2];",
)
EXTRAS = (
    "",
    "",
    "",
    "virtual void g();",
    "~{0}();",
    "{0}();",
    "private: int z;",
    "{0}(const {0}&) = default;",
    "int y = 0;",
)
SEEDS = range(6)
PATTERNS = 40


def source(random: Random) -> str:
    """Templates of T and U, and an instance of each with every argument."""
    lines = ["struct Nothing1 {};", *ARGUMENTS.values(), HOLDERS]
    for number in range(PATTERNS):
        name = f"P{number}"
        base = random.choice(BASES)
        members = random.sample(MEMBERS, random.randint(0, 2))
        body = " ".join([*members, random.choice(EXTRAS).format(name)])
        heads = f" : {base}" if base else ""
        lines.append(f"template<class T, class U> struct {name}{heads} {{ {body} }};")
        lines += [f"{name}<{text}, {random.choice(list(ARGUMENTS))}>* {name}_{text};" for text in ARGUMENTS]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_a_pattern_holds_of_every_instance(seed: int) -> None:
    text = source(Random(seed))
    report = podcheck.check("test.cpp", text=text, std="c++20", cross_check=False)
    records = {record.facts.name: record for record in report.records}
    patterns = {name.partition("<")[0]: record for name, record in records.items() if re.fullmatch(r"P\d+<T, U>", name)}
    decided = conditional = 0
    for name, instance in records.items():
        match = re.fullmatch(r"(P\d+)<(\w+), (\w+)>", name)
        if match is None or not instance.facts.complete or instance.facts.origin is Origin.TEMPLATE:
            continue
        arguments = {"T": match[2], "U": match[3]}
        for trait, output in patterns[match[1]].judgement.verdicts.items():
            value = instance.judgement.verdicts[trait].value
            if output.value is not Truth.UNKNOWN:
                decided += 1
                assert value is output.value, (name, trait)
            elif output.exactly_when:
                conditional += 1
                holds = all(has(text, trait, arguments, records) for text in output.exactly_when)
                assert (value is Truth.YES) is holds, (name, trait, output.exactly_when, shown(text, match[1]))
    assert decided > 100
    assert conditional > 100


def shown(text: str, name: str) -> str:
    """The pattern's own line."""
    return next(line for line in text.splitlines() if f"struct {name} " in line)


def has(kind: str, trait: Trait, arguments: dict[str, str], records: dict[str, Record]) -> bool:
    """The type that the pattern names has the trait in the instance."""
    name = re.sub(r"\b[TU]\b", lambda match: arguments[match[0]], kind)
    return records[name].judgement.verdicts[trait].value is Truth.YES
