"""The codes of reasons that stand beneath a rule's breach, or in place of one: what a function that was looked for met.

A rule says what must hold of a class; a cause says what was found one step further on.
"""

from __future__ import annotations

from dataclasses import dataclass

from podcheck.model.problems import Location
from podcheck.model.verdicts import Reason


@dataclass(frozen=True, slots=True)
class Cause:
    """A code with its clause, the term of the standard that it belongs to, and its page.

    `page` is written as the docstring of a rule is: `podcheck.rules.pages` says how.
    """

    code: str
    clause: str
    term: str
    page: str

    def reason(self, message: str, location: Location, subject: str = "", because: tuple[Reason, ...] = ()) -> Reason:
        """A reason with this code."""
        return Reason(self.code, message, self.clause, location, subject, because)


NO_VIABLE_FUNCTION = Cause(
    "no-viable-function",
    "[over.match]",
    "overload resolution",
    """Overload resolution finds a function for the base or member that can be used.""",
)
NONE_LEFT = Cause(
    "no-viable-function",
    "[special]/6",
    "eligible function",
    """Of several functions of one kind, the constraints leave one that is not deleted.""",
)
AMBIGUOUS_OVERLOAD = Cause(
    "ambiguous-overload",
    "[over.match]",
    "overload resolution",
    """Overload resolution finds one function that is better than all others.""",
)
INACCESSIBLE_FUNCTION = Cause(
    "inaccessible-function",
    "[class.access]",
    "overload resolution",
    """The function that overload resolution selects is accessible where it is needed.""",
)
SELECTED_PROVIDED = Cause(
    "user-provided",
    "[over.match]",
    "overload resolution",
    """The function that overload resolution selects for the base or member is trivial.""",
)
CONSTRAINED_PROVIDED = Cause(
    "user-provided",
    "[special]/6",
    "eligible function",
    """The function that the constraints select from several of one kind is trivial.""",
)
INHERITED_VIRTUAL = Cause(
    "virtual-function",
    "[class.virtual]/1",
    "polymorphic class",
    """No base declares a virtual function: it makes every class derived from it polymorphic.""",
)
UNSATISFIED_CONSTRAINT = Cause(
    "unsatisfied-constraint",
    "[special]/6",
    "eligible function",
    """The function's constraint is satisfied.""",
)
DEPENDS_ON_CONSTRAINT = Cause(
    "depends-on-constraint",
    "[special]/6",
    "eligible function",
    """The answer does not hang on a constraint that the template's arguments decide.""",
)
UNDECIDED_CONSTRAINT = Cause(
    "unspecified",
    "[special]/6",
    "eligible function",
    """Which of several functions the constraints select can be told.""",
)
NOT_ASKED = Cause(
    "unspecified",
    "[over.match]",
    "overload resolution",
    """What overload resolution selects among templates and constrained functions can be told.""",
)
DEPENDS_ON_PARAMETER = Cause(
    "depends-on-parameter",
    "[temp.dep]",
    "template",
    """The answer does not hang on a type that depends on a template parameter.""",
)
NOT_ANALYSED = Cause(
    "not-analysed",
    "[class]",
    "class",
    """The definition of the class, and those of its parts, are complete and free of errors.""",
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
    DEPENDS_ON_CONSTRAINT,
    UNDECIDED_CONSTRAINT,
    NOT_ASKED,
    DEPENDS_ON_PARAMETER,
    NOT_ANALYSED,
)
"""Each of them, so that each has a page."""
