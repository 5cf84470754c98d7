"""`std::is_pod` is asked where a newer trait would do: what stands beside it says which."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.traits import Trait
from podcheck.model.use_sites import CallSite, Operation
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.uses.requirement import Consequence, Need, Subject, Unmet, UnmetRequirement

_MEANT = {
    Operation.COPY: Trait.TRIVIALLY_COPYABLE,
    Operation.REALLOCATE: Trait.TRIVIALLY_COPYABLE,
    Operation.SORT: Trait.TRIVIALLY_COPYABLE,
    Operation.SEND: Trait.TRIVIALLY_COPYABLE,
    Operation.RECEIVE: Trait.TRIVIALLY_COPYABLE,
    Operation.FILL: Trait.TRIVIAL,
    Operation.COMPARE: Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS,
    Operation.HASH: Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS,
    Operation.OFFSET: Trait.STANDARD_LAYOUT,
}


def _pod_is_queried(_program: EvaluationContext, _subject: Subject) -> Iterator[UnmetRequirement]:
    """Code asks for the trait that it relies on, not for POD.

    Why: POD is trivial and standard-layout, and hardly anything needs both; std::is_pod is deprecated since C++20.

    Fix: ask for std::is_trivially_copyable before bytes are copied, for std::is_standard_layout before offsetof or
    where C shares the class, for std::has_unique_object_representations before bytes are compared.
    """
    yield from ()


asked_for_pod = Need("pod-trait", "[depr.meta.types]", Consequence.PORTABILITY, _pod_is_queried)


def asks_for_more(site: CallSite) -> Unmet:
    """Return what the code around needs, as far as it shows."""
    meant = list(dict.fromkeys(_MEANT[operation] for operation in site.beside if operation in _MEANT))
    if meant:
        names = " and ".join(f"std::{trait.std_name}" for trait in meant)
        fault = UnmetRequirement(f"{site.name} requires more than the code here needs", f"Use {names}.", Trait.POD)
    else:
        fix = (
            "Use std::is_trivially_copyable, std::is_trivial or std::is_standard_layout, whichever the code relies on."
        )
        fault = UnmetRequirement(f"{site.name} requires trivial and standard-layout at once", fix, Trait.POD)
    return Unmet(asked_for_pod, site, None, fault)
