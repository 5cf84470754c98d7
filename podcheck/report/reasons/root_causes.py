"""The root causes of all that a class lacks, each once, with what it breaks and through which members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from podcheck.model.facts import ClassFacts
from podcheck.model.results import Record
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Reason
from podcheck.report.reasons.chains import CauseKey, cause_key, is_inside_std, is_named_by_user

TOLD = (
    Trait.TRIVIAL,
    Trait.TRIVIALLY_COPYABLE,
    Trait.STANDARD_LAYOUT,
    Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE,
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE,
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
    Trait.TRIVIALLY_COPY_ASSIGNABLE,
    Trait.TRIVIALLY_MOVE_ASSIGNABLE,
    Trait.TRIVIALLY_DESTRUCTIBLE,
    Trait.IMPLICIT_LIFETIME,
    Trait.POD,
)
"""The traits whose lack is worth a cause: the others are no loss, or follow from what a class is for."""


_FOLLOWING = (Trait.IMPLICIT_LIFETIME, Trait.POD)
"""What they need beyond other traits is shown where those are there: the first has a second way to be met, and that a
class within a member is no POD adds nothing to why the class is not."""


class Root(Struct, frozen=True):
    """One root cause: the same fault of the same class, member or base, however often it is met."""

    reasons: tuple[Reason, ...]
    """The fault in each function that has it, in the order in which they were met; the first speaks for all."""

    traits: tuple[Trait, ...]
    """What it breaks."""

    parts: tuple[str, ...]
    """The members and bases of the explained class through which it does, in the order of their declaration.

    Empty where the class itself is at fault.
    """

    entry: Reason | None = None
    """What is said of the first of these parts, where that is in another file than the cause; else None."""

    @property
    def reason(self) -> Reason:
        """Return the reason that is shown."""
        return self.reasons[0]


@dataclass(slots=True)
class _Gathered:
    """What is known of a root cause so far."""

    reasons: dict[CauseKey, Reason] = field(default_factory=dict)
    """The fault in each function, by cause."""

    traits: dict[Trait, None] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    entry: Reason | None = None


def root_causes(record: Record) -> tuple[Root, ...]:
    """Return what is at the bottom of each "no" of `TOLD`, the causes that break most of the main traits first.

    Where some break main traits, what costs others only is left out: mostly it says the same once more.
    """
    names = _parts(record.facts)
    verdicts = record.judgement.verdicts
    follows = Truth.NO in (verdicts[Trait.TRIVIAL].value, verdicts[Trait.STANDARD_LAYOUT].value)
    result: dict[tuple[str, str], _Gathered] = {}
    for trait in TOLD:
        if verdicts[trait].value is Truth.NO:
            for root, part, entry in _list_roots(verdicts[trait].reasons, names):
                key = (root.code, root.subject or root.message)
                if trait in _FOLLOWING and follows and key not in result:
                    continue
                gathered = result.setdefault(key, _Gathered())
                gathered.reasons.setdefault(cause_key(root), root)
                gathered.traits[trait] = None
                if part is not None:
                    gathered.parts.add(part)
                if entry is not None and entry.location.file != root.location.file:
                    gathered.entry = gathered.entry or entry
    roots = [
        Root(
            tuple(gathered.reasons.values()),
            tuple(gathered.traits),
            tuple(name for name in names if name in gathered.parts),
            gathered.entry,
        )
        for gathered in result.values()
    ]
    counts = {id(root): sum(trait in MAIN_TRAITS for trait in root.traits) for root in roots}
    main = [root for root in roots if counts[id(root)]]
    return tuple(sorted(main or roots, key=lambda root: -counts[id(root)]))


def _parts(facts: ClassFacts) -> tuple[str, ...]:
    bases = (base.type.spelling for base in facts.bases)
    return tuple(dict.fromkeys((*bases, *(member.name for member in facts.fields if member.name))))


def _list_roots(reasons: Iterable[Reason], names: Sequence[str]) -> list[tuple[Reason, str | None, Reason | None]]:
    """Return the reasons that nothing further explains, each with the part that leads to it, and that part's reason.

    In place of one about what the standard library has for itself, the last on the way there that users can name.
    """
    result: dict[tuple[CauseKey, str | None], tuple[Reason, str | None, Reason | None]] = {}
    seen: set[tuple[int, str | None, int]] = set()
    stack = [_Step(reason) for reason in reversed(tuple(reasons))]
    while stack:
        step = stack.pop()
        reason = step.reason
        if step.part is None and reason.because and reason.subject in names:
            step = replace(step, part=reason.subject, entry=reason)
        if is_named_by_user(reason):
            step = replace(step, named=reason)
        key = (id(reason), step.part, id(step.named))
        if key in seen:
            continue
        seen.add(key)
        if reason.because:
            stack.extend(replace(step, reason=cause) for cause in reversed(reason.because))
            continue
        reported = step.named if step.named is not None and is_inside_std(reason, step.named) else reason
        result.setdefault((cause_key(reported), step.part), (reported, step.part, step.entry))
    return list(result.values())


class _Step(Struct, frozen=True):
    """A reason on the way down."""

    reason: Reason
    part: str | None = None
    """The part of the class that leads there; None where none does."""

    entry: Reason | None = None
    """What is said of that part."""

    named: Reason | None = None
    """The last reason on the way that users can name."""
