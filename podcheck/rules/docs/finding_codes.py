"""The codes of findings, which say what is wrong with a run's result: their pages stand beside those of the rules."""

from __future__ import annotations

from podcheck.rules.reason_codes import CONST_INSIDE, PADDING_INSIDE, POINTER_INSIDE, ReasonCode
from podcheck.rules.uses.pod_trait import asked_for_pod
from podcheck.rules.uses.requirements import NEEDS

USES = tuple(dict.fromkeys((*(need for needs in NEEDS.values() for need in needs), asked_for_pod)))
"""Where a trait is needed, in the order of the operations."""

FINDING_CODES = (
    ReasonCode(
        "requirement",
        "",
        "finding",
        """Every class reported has each trait that is required of it.

        It is required by `--require`, for all classes reported. Where podcheck can't decide whether the class has the
        trait, that is a finding too.

        Fix: See the reasons of the finding, each of which has a page of its own; or don't require the trait.
        """,
    ),
    ReasonCode(
        "unexplained-mismatch",
        "",
        "finding",
        """Where a compiler answers otherwise than podcheck, a known defect report or bug explains it.

        Why: one of the two is wrong about the class: code that was compiled by the one may not hold with the other.

        Fix: See podcheck's reasons, with their clauses, and decide who is right; then report it to the compiler or to
        podcheck, with the class. `--ignore unexplained-mismatch` keeps it from failing the run meanwhile.
        """,
    ),
    ReasonCode(
        "broken-contract",
        "",
        "finding",
        """A class has the traits that a contract requires of it, and none that it forbids.

        A contract stands in the source (`// podcheck: require trivially_copyable`, an annotation of the class) or in
        the configuration file.

        Why: What relies on the trait, a memcpy or a C API say, goes wrong without a word once a class loses it.

        Fix: Follow the reasons to the root cause and fix that, or change the contract where the need is gone.""",
    ),
    ReasonCode(
        "broken-layout-contract",
        "",
        "finding",
        """A class has the size, alignment and layout that a contract requires, without padding or pointers.

        `no_pointers`: no member points, however deep. Pointers count, to functions and to members too, references, and
        the pointers that the compiler adds for virtual functions and virtual bases. A `std::nullptr_t` does not; that a
        number holds an address is not seen.

        `same_layout(TARGET, ...)`: size, alignment and where each base and member lies are the same for these targets
        as for the one that the file is read for.

        Fix: `podcheck layout` shows where each byte goes, `--target` on other targets. Order the members by their
        alignment, use types of the same size everywhere, hold offsets in place of pointers, or change the contract and
        all that was built with the old layout.""",
    ),
    ReasonCode(
        "odr-violation",
        "[basic.def.odr]/14",
        "finding",
        """A class that several files of a program define or include is the same class in each of them.

        Files of the same dialect and target platform are compared: bases, members (those of unnamed members too),
        virtual and special member functions, size. The message names the first thing that differs.

        Two executables of one build may each have a class of that name, so only files of one program are compared.
        Which they are, the build says: the folders of the object files in the compile database
        (`CMakeFiles/NAME.dir/` of CMake, `NAME.p/` of Meson) tell the targets, and CMake's File API which targets are
        linked together, where its reply is in the build's folder. It is there after
        `mkdir -p build/.cmake/api/v1/query`, `touch build/.cmake/api/v1/query/codemodel-v2` and a run of CMake; IDEs
        ask for it. Without it each target counts for itself.

        Of files whose program nobody knows, such as those given by hand, only classes of one header are compared, and
        only between files with the same flags: two classes of one name in two sources may be those of two programs. A
        header that is given alone is not linked, and not compared.

        Why: The linker takes one definition for all. Code that was compiled with the other reads and writes members
        where they are not, without a word from the compiler.

        Fix: Give one of the classes another name or an unnamed namespace; where a macro makes the difference, build
        all files of the program with the same one.""",
    ),
    ReasonCode(
        "unmatched-contract",
        "",
        "finding",
        """A contract in a comment stands on a class's first line, or right above it.

        Why: A contract that is about no class is kept by nobody.

        Fix: Move the comment to the class's definition.""",
    ),
    ReasonCode(
        "unused-suppression",
        "",
        "finding",
        """A comment that ignores findings has some to ignore.

        Why: What is ignored for no reason hides the next finding on that line.

        Fix: Take the comment out.""",
    ),
    *(ReasonCode(need.code, need.clause, "use", need.page) for need in USES),
    PADDING_INSIDE,
    POINTER_INSIDE,
    CONST_INSIDE,
)
"""Each of them, so that each has a page."""
