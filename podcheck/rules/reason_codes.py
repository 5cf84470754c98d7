"""The codes of reasons that stand beneath a rule's violation, or in place of one: what a function that was sought met.

A rule says what must hold of a class; a cause says what was found one step further on.
"""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.verdicts import Reason


class ReasonCode(Struct, frozen=True):
    """A code of a reason."""

    code: str
    clause: str
    """Its number in N4950."""

    term: str
    """The term of the standard that it belongs to."""

    page: str
    """Written as the docstring of a rule is: `podcheck.rules.docs.pages` says how."""

    def reason(self, message: str, location: Location, subject: str = "", because: tuple[Reason, ...] = ()) -> Reason:
        """Return a reason with this code."""
        return Reason(self.code, message, self.clause, location, subject, because)


NO_VIABLE_FUNCTION = ReasonCode(
    "no-viable-function",
    "[over.match]",
    "overload resolution",
    """Overload resolution finds a function of the base's or member's class that takes the argument.

    Why: an implicit function is made of calls, one for each base and member; if one of these calls would not compile,
    the function can't be made.

    Fix: Give that class the function: `= default` it, or let it take `const T &`. `T &` does not take a const object.
    """,
)
NONE_LEFT = ReasonCode(
    "no-viable-function",
    "[special]/6",
    "eligible function",
    """Of several functions of one kind, the constraints leave one that is not deleted.

    Why: only a function whose constraints are satisfied is eligible.

    Fix: Add one without a constraint; it is chosen if the others are not satisfied.
    """,
)
AMBIGUOUS_OVERLOAD = ReasonCode(
    "ambiguous-overload",
    "[over.match]",
    "overload resolution",
    """Overload resolution finds one function that is better than all others.

    Why: the standard never chooses between two that fit equally well; such a call does not compile.

    Fix: Keep one of the functions: `T(const T &)` for copies, `T(T &&)` for moves.
    """,
)
INACCESSIBLE_FUNCTION = ReasonCode(
    "inaccessible-function",
    "[class.access]",
    "overload resolution",
    """The function that overload resolution selects is accessible where it is called.

    Overload resolution looks at access last: a private function that fits best is chosen, and then refused.

    Why: an implicit function has no more rights than its class: a private function of a member's class is not
    accessible to it, a protected one of a base is.

    Fix: Make the function public, or declare the class that holds the member a friend.
    """,
)
SELECTED_PROVIDED = ReasonCode(
    "user-provided",
    "[over.match]",
    "overload resolution",
    """The function that overload resolution selects for the base or member is trivial.

    A constructor template or another overload that fits better than the copy function counts as user-provided.

    Fix: Constrain the template so that it does not take the class itself.
    """,
)
CONSTRAINED_PROVIDED = ReasonCode(
    "user-provided",
    "[special]/6",
    "eligible function",
    """The function that the constraints select from several of one kind is trivial.

    Fix: Default the one that is selected, and constrain those that have code.
    """,
)
INHERITED_VIRTUAL = ReasonCode(
    "virtual-function",
    "[class.virtual]/1",
    "polymorphic class",
    """No base declares a virtual function: it makes every class derived from it polymorphic.""",
)
UNSATISFIED_CONSTRAINT = ReasonCode(
    "unsatisfied-constraint",
    "[special]/6",
    "eligible function",
    """The function's constraint is satisfied.

    Why: a function whose constraint is not satisfied is not eligible: for these template arguments the function does
    not exist.

    Fix: Instantiate the template with arguments that satisfy the constraint, or add a function without a constraint.
    """,
)
LATE_INITIALIZERS = ReasonCode(
    "late-initializers",
    "[class.mem.general]/7",
    "complete-class context",
    """No template asks whether a nested class can be default-constructed before its initializers are read.

    They are read after the outermost class around it; a template that is instantiated earlier gets another answer.

    Why: an initializer may name what the classes around it declare further down: it is a complete-class context of
    each. Until it is read nobody knows what the default constructor does (CWG1397), and compilers answer that there is
    none. What is instantiated with that answer keeps it.

    Fix: Define the nested class before the outer one, or give it a constructor that is written out.
    """,
)
DEPENDS_ON_CONSTRAINT = ReasonCode(
    "depends-on-constraint",
    "[special]/6",
    "eligible function",
    """The answer does not depend on a constraint: the template's arguments say which function is eligible.

    Why: the answer may be yes for one argument and no for another, so the template itself has none: it is "?".

    Fix: Ask about an instance: name it in the source, or give it to `podcheck explain`.
    """,
)
UNDECIDED_CONSTRAINT = ReasonCode(
    "unspecified",
    "[special]/6",
    "eligible function",
    """Nothing is left open: which of several functions the constraints select could not be found out.""",
)
NOT_ASKED = ReasonCode(
    "unspecified",
    "[over.match]",
    "overload resolution",
    """Nothing is left open: what overload resolution selects among templates or constrained functions could not be
    asked of libclang.""",
)
DEPENDS_ON_PARAMETER = ReasonCode(
    "depends-on-parameter",
    "[temp.dep]",
    "template",
    """No base or member is of a type that depends on a template parameter.

    Why: the answer may be yes for one argument and no for another, so the template itself has none: it is "?".

    Fix: Ask about an instance: name it in the source, or give it to `podcheck explain`.
    """,
)
NOT_ANALYSED = ReasonCode(
    "not-analysed",
    "[class]",
    "class",
    """The definition of the class, and those of its bases and members, are complete and free of errors.

    Why: if a class could not be read in full, podcheck gives no answer rather than a wrong one.

    Fix: See the errors on standard error: most often an `-I` or `-D` is missing after `--`.
    """,
)
PADDING_INSIDE = ReasonCode(
    "padding-inside",
    "[basic.types.general]/4",
    "bytes",
    """No byte of the object is padding.

    Why: padding has no defined value, so the object's value does not determine its bytes.

    Fix: order the members by their alignment, or put named members where the padding is. `podcheck layout`
    shows where each byte goes.""",
)
POINTER_INSIDE = ReasonCode(
    "pointer-inside",
    "[basic.compound]/3",
    "bytes",
    """No member is a pointer or a reference.

    Why: an address is valid in one run of one process.

    Fix: store what it points to, or an offset.""",
)
CONST_INSIDE = ReasonCode(
    "const-inside",
    "[dcl.type.cv]/4",
    "bytes",
    """No member is const or a reference.

    Why: the object can't be replaced as a whole.

    Fix: make the member private instead of const; use a pointer instead of a reference.""",
)

CAUSES = (
    NO_VIABLE_FUNCTION,
    NONE_LEFT,
    AMBIGUOUS_OVERLOAD,
    INACCESSIBLE_FUNCTION,
    SELECTED_PROVIDED,
    CONSTRAINED_PROVIDED,
    INHERITED_VIRTUAL,
    UNSATISFIED_CONSTRAINT,
    LATE_INITIALIZERS,
    DEPENDS_ON_CONSTRAINT,
    UNDECIDED_CONSTRAINT,
    NOT_ASKED,
    DEPENDS_ON_PARAMETER,
    NOT_ANALYSED,
)
"""Each of them, so that each has a page."""
