"""Trivially relocatable: what Clang's builtin asks, and no trait of any C++ standard (P2786 was taken out of C++26).

An object may be moved to another place by copying its bytes, the old one forgotten: of what is trivially copyable, and
of what `[[clang::trivial_abi]]` declares to be like that.
"""

from __future__ import annotations

from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.abi.calling_convention import has_trivial_abi, trivial_for_calls
from podcheck.rules.engine import Decision, EvaluationContext
from podcheck.rules.traits.trivially_copyable import trivially_copyable


def trivially_relocatable(program: EvaluationContext, key: Key) -> Decision:
    """Return whether its bytes may be moved; the reasons of a no are those why it is not trivially copyable."""
    copyable: Decision = trivially_copyable(program, key)
    if copyable.value is Truth.YES:
        return copyable
    if has_trivial_abi(program, key) and trivial_for_calls(program, key).value is Truth.YES:
        return Decision(Truth.YES)
    return copyable
