"""Every operation with what it needs of each of its objects."""

from __future__ import annotations

from podcheck.model.use_sites import Operation
from podcheck.rules.uses.comparing import compared_padding, compared_values, hashed_padding, hashed_values
from podcheck.rules.uses.copying import (
    has_no_constructor_to_skip,
    may_be_copied,
    may_be_filled,
    may_be_moved_by_realloc,
    may_be_sorted_by_bytes,
    nothing_const_is_written,
    writes_over_no_neighbour,
)
from podcheck.rules.uses.input_output import (
    may_be_handed_over,
    may_be_received,
    may_be_sent,
    may_come_to_life,
    receives_no_pointer,
    sends_no_padding,
    sends_no_pointer,
)
from podcheck.rules.uses.language import (
    c_sees_the_same,
    fetched,
    has_fixed_offsets,
    has_what_is_asked,
    is_exchanged_by_value,
    may_be_atomic,
    may_be_bit_cast,
    may_be_started,
    may_begin_in_storage,
    may_go_to_a_kernel,
    passed,
)
from podcheck.rules.uses.requirement import Need
from podcheck.rules.uses.sizes import measures_the_object, measures_the_same_class

_WRITTEN = (nothing_const_is_written, writes_over_no_neighbour)
_SIZES = (measures_the_object, measures_the_same_class)

NEEDS: dict[Operation, tuple[Need, ...]] = {
    Operation.COPY: (may_be_copied, *_WRITTEN, *_SIZES),
    Operation.FILL: (may_be_filled, *_WRITTEN, has_no_constructor_to_skip, *_SIZES),
    Operation.REALLOCATE: (may_be_moved_by_realloc,),
    Operation.SORT: (may_be_sorted_by_bytes,),
    Operation.COMPARE: (compared_padding, compared_values, *_SIZES),
    Operation.HASH: (hashed_padding, hashed_values, *_SIZES),
    Operation.SEND: (may_be_sent, sends_no_pointer, sends_no_padding, *_SIZES),
    Operation.RECEIVE: (may_be_received, *_WRITTEN, receives_no_pointer, *_SIZES),
    Operation.VIEW: (may_come_to_life, receives_no_pointer),
    Operation.USE_STORAGE: (may_begin_in_storage,),
    Operation.HAND_OVER: (may_be_handed_over,),
    Operation.OFFSET: (has_fixed_offsets,),
    Operation.C_LINKAGE: (c_sees_the_same,),
    Operation.ELLIPSIS: (passed,),
    Operation.VA_ARG: (fetched,),
    Operation.ATOMIC: (may_be_atomic,),
    Operation.EXCHANGE: (is_exchanged_by_value,),
    Operation.BIT_CAST: (may_be_bit_cast,),
    Operation.START_LIFETIME: (may_be_started,),
    Operation.KERNEL: (may_go_to_a_kernel,),
    Operation.NAMED: (has_what_is_asked,),
    Operation.BEGIN_AS_ZEROS: (),
    Operation.BEGIN_UNSET: (),
    Operation.UNFIT: (),
}
"""The gravest first."""
