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
        """Where a compiler's answer differs from podcheck's, a known defect report or bug explains it.

        Why: one of the two is wrong about the class: code compiled by one may break with the other.

        Fix: Read podcheck's reasons and their clauses, and decide who is right. Then report it to the compiler or to
        podcheck, with the class. `--ignore unexplained-mismatch` keeps it from failing the run meanwhile.
        """,
    ),
    ReasonCode(
        "broken-contract",
        "",
        "finding",
        """A class has the traits that a contract requires of it, and none that it forbids.

        A contract is written in the source (`// podcheck: require trivially_copyable`, an annotation of the class) or
        in the configuration file.

        Why: Code that relies on the trait, such as a memcpy or a C API, breaks silently once a class loses it.

        Fix: Follow the reasons to the root cause and fix that, or change the contract if it is no longer needed.""",
    ),
    ReasonCode(
        "broken-layout-contract",
        "",
        "finding",
        """A class has the size, alignment and layout that a contract requires, without padding or pointers.

        `no_pointers`: no member is a pointer, at any depth. References, pointers to functions and members, and the
        pointers that the compiler adds for virtual functions and virtual bases count too. A `std::nullptr_t` does not,
        and a number that holds an address is not detected.

        `same_layout(TARGET, ...)`: size, alignment and the offset of each base and member are the same on these targets
        as on the one that the file is read for.

        Fix: `podcheck layout` shows where each byte goes, `--target` on other targets. Order the members by their
        alignment, use types of the same size everywhere, store offsets instead of pointers, or change the contract and
        rebuild everything that uses the old layout.""",
    ),
    ReasonCode(
        "odr-violation",
        "[basic.def.odr]/14",
        "finding",
        """A class that several files of a program define or include is the same class in each of them.

        Files of the same dialect and target platform are compared: bases, members (those of unnamed members too),
        virtual and special member functions, size. The message names the first thing that differs.

        Two executables of one build may each have a class of that name, so only files of one program are compared. The
        build tells which these are. The folders of the object files in the compile database (`CMakeFiles/NAME.dir/` of
        CMake, `NAME.p/` of Meson) name the targets. CMake's File API says which targets are linked together, if its
        reply is in the build folder. It is there after `mkdir -p build/.cmake/api/v1/query`, `touch
        build/.cmake/api/v1/query/codemodel-v2` and a run of CMake; IDEs ask for it. Without it each target counts for
        itself.

        If the program of a file is unknown, as for files given by hand, only classes of one header are compared, and
        only between files with the same flags: two classes of one name in two sources may be those of two programs. A
        header that is given alone is not linked, and not compared.

        Why: The linker takes one definition for all. Code that was compiled with the other one reads and writes members
        at wrong offsets, without a warning.

        Fix: Give one of the classes another name or an unnamed namespace; where a macro makes the difference, build
        all files of the program with the same one.""",
    ),
    ReasonCode(
        "unmatched-contract",
        "",
        "finding",
        """A contract in a comment is on a class's first line, or right above it.

        Why: A contract that applies to no class is never checked.

        Fix: Move the comment to the class's definition.""",
    ),
    ReasonCode(
        "unused-suppression",
        "",
        "finding",
        """A comment that ignores findings has some to ignore.

        Why: An unused comment would hide the next finding on that line.

        Fix: Remove the comment.""",
    ),
    *(ReasonCode(need.code, need.clause, "use", need.page) for need in USES),
    PADDING_INSIDE,
    POINTER_INSIDE,
    CONST_INSIDE,
)
"""Each of them, so that each has a page."""
