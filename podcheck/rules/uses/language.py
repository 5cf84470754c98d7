"""What the language, the library and annotations ask of a class by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.traits.implicit_lifetime import implicit_lifetime
from podcheck.rules.uses.constructing import made_without_arguments
from podcheck.rules.uses.object_bytes import gaps, padding_reason
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, lacking, name_of

_COPYABLE = Trait.TRIVIALLY_COPYABLE


@declare_need("offsetof-not-standard-layout", "[support.types.layout]/1", Consequence.CONDITIONAL)
def has_fixed_offsets(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """offsetof is used on standard-layout classes.

    Why: the compiler chooses where the members of other classes are, and it may differ from object to object.

    Fix: make the class standard-layout, or use a pointer to member.
    """
    fix = "Make the class standard-layout, or use a pointer to member."
    yield from lacking(program, subject, Trait.STANDARD_LAYOUT, "is used on {}", fix)


@declare_need("c-linkage-class", "[dcl.link]/1", Consequence.PORTABILITY)
def c_sees_the_same(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """A function with C linkage takes and returns by value only what C can declare too.

    Why: a class that is not trivially copyable is passed by its address, and one that is not standard-layout has no
    counterpart in C.

    Fix: pass a pointer, or a struct of plain members.
    """
    trait = _COPYABLE if subject.lacks(_COPYABLE) else Trait.STANDARD_LAYOUT
    fix = "Pass a pointer, or a struct of plain members."
    yield from lacking(program, subject, trait, "has C linkage, but takes or returns {}", fix)


_FOR_CALLS = (
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE,
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
    Trait.TRIVIALLY_DESTRUCTIBLE,
)


def _through_ellipsis(what: str) -> Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]:
    def faults(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
        """Objects are passed through an ellipsis only if they are copied, moved and destroyed trivially.

        Why: the called function does not know the class. g++ and clang++ reject it, or
        make a program of it that aborts.

        Fix: pass a pointer, or what `c_str()` returns; or use a template with a parameter pack.
        """
        trait = next((trait for trait in _FOR_CALLS if subject.lacks(trait)), None)
        if trait is not None and subject.lacks(_COPYABLE):
            yield from lacking(program, subject, trait, what, "Pass a pointer, or use a parameter pack.")

    return faults


passed = declare_need("ellipsis-nontrivial", "[expr.call]/12", Consequence.CONDITIONAL)(
    _through_ellipsis("is passed through its ellipsis {}")
)
fetched = declare_need("va-arg-nontrivial", "[expr.call]/12", Consequence.CONDITIONAL)(_through_ellipsis("reads {}"))


@declare_need("atomic-not-trivially-copyable", "[atomics.types.generic.general]/1", Consequence.ILL_FORMED)
def may_be_atomic(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """std::atomic is made of trivially copyable classes.

    Why: it exchanges all bytes at once.

    Fix: guard the object with a mutex, or use an atomic pointer to it.
    """
    yield from lacking(program, subject, _COPYABLE, "is instantiated with {}", "Use a mutex, or an atomic pointer.")


@declare_need("atomic-exchange-padding", "[atomics.types.operations]", Consequence.UNSPECIFIED)
def is_exchanged_by_value(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Before C++20 a class whose std::atomic is compared and exchanged has no padding.

    Why: until P0528R3 the padding was compared too, so the exchange may fail forever.

    Fix: order the members so that no padding is left, or build as C++20.
    """
    if program.std < CxxStandard.CXX20 and gaps(program, subject.key):
        reason = padding_reason(program, subject.key, gaps(program, subject.key))
        message = f"{subject.site.name} compares {name_of(program, subject)} with its padding"
        yield UnmetRequirement(message, "Remove the padding, or build as C++20.", None, (reason,))


@declare_need("bit-cast-not-trivially-copyable", "[bit.cast]/1", Consequence.ILL_FORMED)
def may_be_bit_cast(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """std::bit_cast is used between trivially copyable types.

    Why: it copies bytes.

    Fix: convert the members.
    """
    yield from lacking(program, subject, _COPYABLE, "is used on {}", "Convert its members.")


@declare_need("lifetime-not-implicit", "[obj.lifetime]/1", Consequence.ILL_FORMED)
def may_be_started(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """std::start_lifetime_as is used with implicit-lifetime classes.

    Why: it runs no constructor.

    Fix: construct the object.
    """
    yield from lacking(program, subject, Trait.IMPLICIT_LIFETIME, "is used with {}", "Construct the object.")


@declare_need("storage-not-constructed", "[intro.object]/10", Consequence.UNDEFINED)
def may_begin_in_storage(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Raw storage is used as an object of an implicit-lifetime class, or once one was made there.

    Why: in what malloc returns, or an array of bytes, objects of implicit-lifetime classes begin by themselves. An
    object of another class exists only once a constructor has made it: setting its bytes makes none, and using its
    members is undefined ([basic.life]/7).

    Fix: make the object, `new (p) X{}`, or let `new X` do both.

    An aggregate begins by itself whatever its members are, but a `std::string` in it does not. It is said of members
    whose class has a destructor that does something.
    """
    handled, whole = subject.handled, subject.handled.whole or subject.key
    values = "{}" if made_without_arguments(program, whole) else "(...)"
    fix = f"Construct it there: new (p) {program.classes[whole].name}{values}."
    if not handled.whole:
        what = "returns storage that is used as {} before one is constructed there"
    elif implicit_lifetime(program, whole).value is Truth.NO or not subject.lacks(Trait.TRIVIALLY_DESTRUCTIBLE):
        return
    else:
        name = program.classes[whole].name
        what = f"returns storage in which member '{handled.part}' of '{name}' is used as {{}} before one is constructed"
    yield from lacking(program, subject, Trait.IMPLICIT_LIFETIME, what, fix)


@declare_need("kernel-argument", "", Consequence.UNDEFINED)
def may_go_to_a_kernel(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """A CUDA kernel takes only trivially copyable classes by value.

    Why: the arguments' bytes are copied to the device ("CUDA C++ Programming Guide", arguments of `__global__`
    functions).

    Fix: pass a pointer to device memory.
    """
    yield from lacking(program, subject, _COPYABLE, "is a kernel that takes {}", "Pass a pointer to device memory.")


@declare_need("annotated-need", "", Consequence.ASKED)
def has_what_is_asked(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """A class has the traits that an annotation of the function or template asks for.

    Written `[[clang::annotate("podcheck:needs trivially_copyable")]]`, on a function, one of its parameters, or a
    template.

    Why: the code there relies on them.

    Fix: give the class the trait, or pass another one.
    """
    for name in subject.site.traits:
        trait = next((trait for trait in Trait if trait.value == name), None)
        if trait is not None:
            yield from lacking(program, subject, trait, "is used with {}", "Its annotation requires that trait.")
