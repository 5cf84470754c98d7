"""The standard: pure functions over the model that say for each class and trait yes, no or unknown, and why.

`traits` has one file for each trait, its rules in the order of the clause; `special_members` holds the terms of
[special] which they share, `special_members.overload_resolution` chooses copies and moves. `layout` says where a
class's parts lie, `abi.sizes` how far they reach; `abi.calling_convention` and `abi.pod_for_layout` are the ABI's view
of it. `engine` is how a rule is written down, `judgement` what comes out for one class, `uses` what places in code
need, `docs` what is said about each code; `rulebook` says which trait has which rules. Defect reports apply in every
dialect, as compilers mostly do; papers from the dialect they are in.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from podcheck.errors import debugging
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.layout import Layout
from podcheck.model.traits import Trait
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Judgement, Reason
from podcheck.rules import uses
from podcheck.rules.divergence_shapes import shapes_of
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.evaluation_order import deep_classes
from podcheck.rules.judgement import judge_class, not_analysed
from podcheck.rules.layout import layout_of, prepare_layout
from podcheck.rules.layout_divergence_shapes import holds_error, layout_shapes_of
from podcheck.rules.rulebook import RULEBOOK
from podcheck.rules.traits.pointers import pointers_inside

if TYPE_CHECKING:
    from podcheck.rules.uses.requirement import Unmet


class Judgements(Struct, frozen=True):
    """All that the standard says about each reported class of a unit."""

    program: EvaluationContext
    """What the classes were judged with."""

    by_key: dict[Key, Judgement]
    """The judgements by the class's key."""

    failed: dict[Key, str]
    """What went wrong with classes that a mistake of podcheck's own kept from being judged, by key."""

    has_deep_classes: bool
    """Whether some classes are so deep that a question about one may end too far down."""

    def __getitem__(self, key: Key) -> Judgement:
        return self.by_key[key]

    def layout(self, key: Key) -> Layout | None:
        """Return where the class's parts lie; None for a template's pattern and a class that could not be analysed."""
        return layout_of(self.program, key)

    def pointers(self, key: Key) -> tuple[Reason, ...] | None:
        """Return a reason for each thing in an object of the class that points; None where there may be one."""
        return pointers_inside(self.program, key)

    def forget(self) -> None:
        """Forget what led to the judgements, which takes as much memory again; a later question is worked out anew.

        What was found out about deep classes is kept: nobody could ask that anew.
        """
        if not self.has_deep_classes:
            self.program.memo.clear()

    def unmet(self, facts: UnitFacts, answered: Callable[[Key, Trait], bool | None] | None = None) -> Iterator[Unmet]:
        """Yield the uses of the unit's classes that lack what they need; `answered` says what counts, where it is not
        None.
        """
        _judge_deep_classes(self.program, facts.classes, {})
        return uses.unmet(self.program, facts, answered)

    def shapes(self, key: Key) -> frozenset[str]:
        """Return the shapes of the class on which compilers are known to differ from the standard."""
        return shapes_of(self.program, key)

    def layout_shapes(self, key: Key, moved: str | None) -> tuple[frozenset[str], ...]:
        """Return the shapes of the class that compilers lay out differently, the nearest cause of a move first."""
        return (*layout_shapes_of(self.program, key, moved), self.shapes(key))

    def holds_error(self, key: Key) -> bool:
        """Whether a base, a member or a template argument of the class has an error in its definition."""
        return holds_error(self.program, key)


def judge_unit(facts: UnitFacts, wanted: Container[Key] | None = None) -> Judgements:
    """Return the judgements of the reported classes of a unit, or of those of them that are wanted."""
    program = EvaluationContext(facts, RULEBOOK)
    chosen = [
        class_facts
        for class_facts in facts.classes
        if class_facts.reported and (wanted is None or class_facts.key in wanted)
    ]
    failed: dict[Key, str] = {}
    has_deep_classes = _judge_deep_classes(program, chosen, failed)
    judged = {class_facts.key: _judge(program, class_facts, failed) for class_facts in chosen}
    return Judgements(program, judged, failed, has_deep_classes)


def _judge_deep_classes(program: EvaluationContext, chosen: Iterable[ClassFacts], failed: dict[Key, str]) -> bool:
    """Return whether there are deep classes. What is found out about them is remembered by the program."""
    deep = deep_classes(program.classes, chosen)
    for class_facts in deep:
        _judge(program, class_facts, failed)
        prepare_layout(program, class_facts.key)
    return bool(deep)


def _judge(program: EvaluationContext, class_facts: ClassFacts, failed: dict[Key, str]) -> Judgement:
    try:
        return judge_class(program, class_facts)
    except Exception as error:
        if debugging():
            raise
        failed[class_facts.key] = f"{type(error).__name__}: {error}"
        return not_analysed(class_facts, f"podcheck failed on '{class_facts.name}'")
