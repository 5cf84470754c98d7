"""When a special member function is deleted.

[class.default.ctor]/2, [class.copy.ctor]/10, [class.copy.assign]/7, [class.dtor]/7.

C++98 has no deleted functions: where one would be, the class is ill-formed if the function is needed,
and the question stays open.
"""

from __future__ import annotations

from podcheck.model.functions import FunctionKind
from podcheck.rules.engine import Rule
from podcheck.rules.special_members.declared import Special
from podcheck.rules.special_members.deleted.as_written import default_matches, no_move_declared, not_written_deleted
from podcheck.rules.special_members.deleted.assignment import (
    bases_assign,
    members_assign,
    no_const_members,
    no_reference_members,
    variants_assign_trivially,
)
from podcheck.rules.special_members.deleted.copy_constructor import (
    bases_copy,
    members_copy,
    no_rvalue_references,
    variants_copy_trivially,
)
from podcheck.rules.special_members.deleted.default_constructor import (
    bases_default_construct,
    const_members_initialized,
    members_default_construct,
    references_initialized,
    some_variant_not_const,
    variants_construct_trivially,
)
from podcheck.rules.special_members.deleted.destructor import (
    bases_destroy,
    can_deallocate,
    make_destruction_rules,
    members_destroy,
    variants_destroy_trivially,
)

_COPY_CONSTRUCTOR = (
    bases_copy,
    members_copy,
    variants_copy_trivially,
    *make_destruction_rules("[class.copy.ctor]/10.3"),
    no_rvalue_references,
    no_move_declared,
    default_matches,
)
_ASSIGNMENT = (
    variants_assign_trivially,
    no_const_members,
    no_reference_members,
    bases_assign,
    members_assign,
    no_move_declared,
    default_matches,
)
_IMPLICIT: dict[FunctionKind, tuple[Rule[Special], ...]] = {
    FunctionKind.DEFAULT_CONSTRUCTOR: (
        variants_construct_trivially,
        references_initialized,
        const_members_initialized,
        some_variant_not_const,
        bases_default_construct,
        members_default_construct,
        *make_destruction_rules("[class.default.ctor]/2.8"),
    ),
    FunctionKind.COPY_CONSTRUCTOR: _COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR: _COPY_CONSTRUCTOR,
    FunctionKind.COPY_ASSIGNMENT: _ASSIGNMENT,
    FunctionKind.MOVE_ASSIGNMENT: _ASSIGNMENT,
    FunctionKind.DESTRUCTOR: (
        variants_destroy_trivially,
        bases_destroy,
        members_destroy,
        can_deallocate,
    ),
}
"""What deletes an implicit or defaulted function, in the order of the clauses."""

NOT_DELETED = {kind: (not_written_deleted, *rules) for kind, rules in _IMPLICIT.items()}
"""What deletes any: that it is written so comes first, and is all that is said then."""
