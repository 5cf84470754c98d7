"""Every option of a run, once: the command line, the configuration file, its schema and its documentation read it here.

It is data alone, so that the command line can begin with it: `values` knows what the file's values must be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from podcheck.model.report_formats import FORMAT_MODULES, SEVERITIES

Group = Literal["inputs", "cross-check", "output", "policy", "extract", "cache"]

ValueKind = Literal[
    "dialect", "expression", "file", "own-file", "switch", "compilers", "count", "seconds", "arguments", "patterns",
    "demands", "verdict", "severity", "texts", "format", "reports", "uses", "codes-by-file", "contracts",
]  # fmt: skip
"""What a value in the configuration file must be: `values.VALUES` has what reads it, and its schema."""

_ANALYSING = ("check", "explain", "asserts", "baseline")
_ABOUT_CLASSES = (*_ANALYSING, "layout", "compare")


class Option(Struct, frozen=True):
    """One option."""

    name: str
    """The parameter's name, of `make_settings` and of the commands."""

    group: Group
    """What it is about."""

    help: str
    """What `--help` says."""

    flags: tuple[str, ...] = ()
    """As click takes them; none: the command line has it in another way, or not."""

    commands: tuple[str, ...] = ()
    """The commands that have it."""

    metavar: str | None = None
    """The word for the value in `--help`."""

    type: type[str | int | float | bool] = str
    """Of the value, or of each."""

    default: object = None
    """What counts where neither the command line nor the file says anything."""

    multiple: bool = False
    """It is repeatable, and its value a list."""

    choices: tuple[str, ...] = ()
    """The values that there are."""

    hidden: bool = False
    """`--help` leaves it out."""

    wordings: Mapping[str, str] = {}
    """What `--help` of a command says in place of `help`."""

    key: str | None = None
    """In the configuration file; None: it does not stand there."""

    kind: ValueKind = "texts"
    """What the key's value must be."""

    meaning: str = ""
    """What the key means, where `help` is about the command line."""

    example: str = ""
    """The key with a value, as `podcheck.toml` may have it."""

    @property
    def meaning_in_file(self) -> str:
        """Return what the key means."""
        return self.meaning or self.help

    def help_in(self, command: str) -> str:
        """Return what `--help` of the command says."""
        return self.wordings.get(command, self.help)


OPTIONS: tuple[Option, ...] = (
    Option(
        "std", "inputs", "C++ dialect, such as c++20 or gnu++17. Default: the compile database's, else c++20.",
        ("--std",), (*_ABOUT_CLASSES, "diff"), "c++NN",
        wordings={"diff": "With --git: the dialect of both revisions."},
        key="std", kind="dialect", example='std = "c++17"',
    ),
    Option(
        "build_dir", "inputs",
        "Folder with compile_commands.json. Default: searched upwards, then in the usual build folders.",
        ("-p", "--build-dir"), (*_ABOUT_CLASSES, "diff"), "DIR",
        wordings={
            "compare": "Read compile_commands.json there.",
            "diff": "With --git: folder with compile_commands.json.",
        },
        key="build-dir", kind="file", example='build-dir = "build"',
    ),
    Option(
        "headers", "inputs", "Also report classes of headers whose path matches this expression.",
        ("--headers",), (*_ABOUT_CLASSES, "diff"), "REGEX",
        wordings={
            "layout": "Also look for TYPE in headers whose path matches.",
            "compare": "Also look for the classes in headers whose path matches.",
            "diff": "With --git: also classes of headers whose path matches.",
        },
        key="headers", kind="expression", example='headers = "^include/"',
    ),
    Option(
        "cross_check", "cross-check",
        "Compare with g++ and clang++ (default: on). `check --cross-check=sample:N`: for N classes.",
        ("--cross-check/--no-cross-check",), _ABOUT_CLASSES, type=bool, default=True,
        wordings={
            "layout": "Ask the compilers too (default: on; for this target).",
            "compare": "Ask the compilers that have the trait (default: on).",
        },
        key="cross-check", kind="switch", meaning="Compare with g++ and clang++ by compiling probes (default: true).",
        example="cross-check = false",
    ),
    Option(
        "compilers", "cross-check",
        "Compiler to compare with; repeatable; `all`: every version found. "
        "Default: the g++ and the clang++ on the path.",
        ("--compiler", "compilers"), _ABOUT_CLASSES, "CMD", default=(), multiple=True,
        wordings=dict.fromkeys(("layout", "compare"), "A compiler to ask; repeatable."),
        key="compilers", kind="compilers",
        meaning="Compilers to cross-check with, by their plain names; `all`: every version found. "
        "Default: the g++ and the clang++ on the path.",
        example='compilers = ["g++-14", "clang++"]',
    ),
    Option(
        "timeout", "cross-check", "Time limit for one compiler on one file (60).",
        ("--timeout",), _ABOUT_CLASSES, "SECONDS", type=float, default=60.0,
        wordings=dict.fromkeys(("layout", "compare"), "For one compiler (60)."),
        key="timeout", kind="seconds", meaning="Seconds for one compiler on one file (60).", example="timeout = 120",
    ),
    Option(
        "libclang", "extract", "Use another libclang (also PODCHECK_LIBCLANG).",
        ("--libclang",), (*_ABOUT_CLASSES, "doctor"), "FILE",
    ),
    Option(
        "color", "output", "NO_COLOR is honoured.",
        ("--color",), (*_ABOUT_CLASSES, "diff", "rule"), default="auto", choices=("auto", "always", "never"),
    ),
    Option(
        "format_", "output", f"What goes to standard output: {', '.join(FORMAT_MODULES)} (text).",
        ("--format", "format_"), ("check",), "NAME", default="text", choices=tuple(FORMAT_MODULES),
        key="format", kind="format",
        meaning=f"What `check` writes to standard output: {', '.join(FORMAT_MODULES)} (text).",
        example='format = "markdown"',
    ),
    Option(
        "reports", "output", "Write a further report to a file; repeatable.",
        ("--report", "reports"), ("check",), "NAME=FILE", default=(), multiple=True,
        key="report", kind="reports",
        meaning="Further reports that `check` writes, NAME=FILE: a format, and a file below this one's folder.",
        example='report = ["sarif=podcheck.sarif"]',
    ),
    Option(
        "no_report", "output", "Write none of the reports that the configuration file names.",
        ("--no-report",), ("check",), type=bool, default=False,
    ),
    Option(
        "with_fixes", "output",
        "Try the mechanical fixes of classes with findings, for the formats that carry them: sarif, rdjson.",
        ("--with-fixes",), ("check",), type=bool, default=False,
    ),
    Option(
        "apply", "output",
        "Instead of a report, show the mechanical fixes of all classes as one diff, and apply them after asking.",
        ("--fix", "apply"), ("check", "explain"), type=bool, default=False,
        wordings={"explain": "Show the mechanical fixes as a diff, and apply them after asking."},
    ),
    Option(
        "yes", "output", "With --fix: apply them without asking.",
        ("--yes",), ("check", "explain"), type=bool, default=False,
    ),
    Option(
        "show_diff", "output", "Show the same diff as --fix, and write nothing.",
        ("--diff", "show_diff"), ("check",), type=bool, default=False,
    ),
    Option(
        "require", "policy",
        "What every reported class must be: traits, size <= 64, no_padding, no_pointers, same_layout(...).",
        ("--require",), ("check", "baseline"), "TRAIT[,TRAIT]", default=(), multiple=True,
        key="require", kind="demands", example='require = ["trivially_copyable", "size <= 64"]',
    ),
    Option(
        "verdict", "policy", "Whose answers decide on requirements and contracts: default standard.",
        ("--verdict",), ("check", "baseline"), default="standard", choices=("standard", "compilers", "both"),
        key="verdict", kind="verdict",
        meaning="Whose answers decide on requirements and contracts: standard (default), compilers (all asked), both.",
        example='verdict = "both"',
    ),
    Option(
        "select", "policy", "Only these findings count: codes, their first words (raw), or a family (uses, contracts).",
        ("--select",), ("check", "baseline"), "CODE[,CODE]", default=(), multiple=True,
        key="select", example='select = ["broken-contract", "raw-copy"]',
    ),
    Option(
        "ignore", "policy", "These findings don't count; the more specific of --select and --ignore wins.",
        ("--ignore",), ("check", "baseline"), "CODE[,CODE]", default=(), multiple=True,
        key="ignore", example='ignore = ["unused-suppression"]',
    ),
    Option(
        "uses", "inputs",
        "Find memcpy and the like on classes that do not allow it (default: on).",
        ("--uses/--no-uses",), ("check",), type=bool, default=True,
        key="uses", kind="uses",
        meaning="Find memcpy and the like on classes that do not allow it (default). "
        "Or a table: your own functions, each with the known function that it acts like.",
        example='uses = { my_memcpy = "memcpy" }',
    ),
    Option(
        "fail_on", "output", "Findings of this severity and above fail the run (note: all of them do).",
        ("--fail-on",), ("check",), default="note", choices=SEVERITIES,
        key="fail-on", kind="severity", example='fail-on = "warning"',
    ),
    Option(
        "exit_zero", "output", "Exit with 0 despite findings; still with 2 if something could not be done.",
        ("--exit-zero",), ("check",), type=bool, default=False,
    ),
    Option(
        "statistics", "output", "Count the findings by code, and list none (`--format text` and `table`).",
        ("--statistics",), ("check",), type=bool, default=False,
    ),
    Option(
        "baseline", "policy", "Findings listed there don't fail the run: see `podcheck baseline`.",
        ("--baseline",), ("check",), "FILE",
        key="baseline", kind="own-file", example='baseline = "podcheck-baseline.json"',
    ),
    Option(
        "changed_since", "inputs", "Only files affected by changes since this git revision.",
        ("--changed-since",), ("check",), "REV",
    ),
    Option(
        "includers", "inputs",
        "Also files that include the given files; folders given beside them limit where.",
        ("--includers",), ("check",), type=bool, default=False,
    ),
    Option(
        "staged", "inputs",
        "With --includers: also files affected by the commit's deletions and changed flags or settings.",
        ("--staged",), ("check",), type=bool, default=False,
    ),
    Option(
        "stdin_filename", "inputs", "Check standard input as the text of that file, for editors; takes no PATH.",
        ("--stdin-filename",), ("check",), "NAME",
    ),
    Option(
        "all_files", "inputs", "Also sources and headers that the compile database does not build.",
        ("--all-files",), ("check",), type=bool, default=False,
    ),
    Option(
        "jobs", "extract", "Worker processes (1).",
        ("-j", "--jobs"), ("check", "baseline", "diff"), "N", type=int, default=1,
        wordings={
            "check": "Worker processes (one for each core).",
            "diff": "With --git: worker processes on each side (1).",
        },
        key="jobs", kind="count", meaning="Worker processes; default: one for each core for `check`, else one.",
        example="jobs = 4",
    ),
    Option(
        "isolate", "extract", "Parse each file by itself, and keep nothing: slower, same answers.",
        ("--isolate",), ("check",), type=bool, default=False,
    ),
    Option(
        "no_cache", "cache", "Analyse every file again, and keep nothing for the next run.",
        ("--no-cache",), ("check",), type=bool, default=False,
    ),
    Option(
        "cache_dir", "cache", "Folder of the cache: see `podcheck cache`.",
        ("--cache-dir",), ("check", "cache", "lsp"), "DIR",
        wordings={
            "cache": "Folder of the cache. Default: PODCHECK_CACHE_DIR, else the platform's cache folder.",
            "lsp": "Where precompiled headers are kept: see `podcheck cache`.",
        },
    ),
    Option(
        "scheduler", "extract", "Analyse on the workers of this Dask scheduler (podcheck[distributed]).",
        ("--scheduler",), ("check",), "ADDRESS",
    ),
    Option(
        "build_target", "inputs", "Only the sources of this CMake target; with -p.",
        ("--build-target",), ("check",), "NAME",
    ),
    Option(
        "first_args", "inputs", "Flag that goes before all others; repeatable.",
        ("--extra-arg-before", "first_args"), ("check",), "FLAG", default=(), multiple=True,
    ),
    Option(
        "sample", "cross-check", "What --cross-check=sample:N stands for.",
        ("--sample",), ("check",), type=int, hidden=True,
    ),
    Option(
        "progress", "output", "Progress bar on standard error (default: on a terminal).",
        ("--progress/--no-progress",), ("check",), type=bool,
    ),
    Option(
        "quiet", "output", "No report: findings (without source lines) and errors on standard error.",
        ("-q", "--quiet"), ("check",), type=bool, default=False,
    ),
    Option(
        "verbose", "output", "Show every class and reason, and on standard error where flags come from.",
        ("-v", "--verbose"), ("check", "explain", "layout"), type=bool, default=False,
        wordings={
            "explain": "Everything: all traits, special members, reasons, fixes and calls.",
            "layout": "Members of members at every depth, and every reason.",
        },
    ),
    Option(
        "show_settings", "output", "Print each setting, its value and where it comes from, then stop.",
        ("--show-settings",), ("check",), type=bool, default=False,
    ),
    Option(
        "clang_args", "inputs",
        "Flags for parsing that every file gets (-I, -D, -std= and the like); those after `--` follow them.",
        default=(), multiple=True,
        key="clang-args", kind="arguments", example='clang-args = ["-Iinclude", "-DNDEBUG"]',
    ),
    Option(
        "exclude", "inputs",
        "Files and folders to skip, as in a .gitignore. Replaces the default, build folders.",
        key="exclude", kind="patterns", example='exclude = ["generated/"]',
    ),
    Option(
        "extend_exclude", "inputs", "More files and folders to skip, in addition to the default.",
        default=(), multiple=True,
        key="extend-exclude", kind="patterns", example='extend-exclude = ["third_party/", "*.pb.h"]',
    ),
    Option(
        "per_file_ignores", "policy", "Codes of findings that don't count in files, by pattern.",
        default=(), multiple=True,
        key="per-file-ignores", kind="codes-by-file", example='per-file-ignores = { "tests/" = ["raw-copy"] }',
    ),
    Option(
        "contracts", "policy",
        "What the classes of a path, name, namespace, base or attribute must, or must not, be.",
        default=(), multiple=True,
        key="contract", kind="contracts",
        example='contract = [{ path = "include/wire/**", require = ["trivially_copyable"] }]',
    ),
)  # fmt: skip
"""In the order in which `--help` lists them."""

FILE_RULES = frozenset({"exclude", "extend_exclude", "per_file_ignores"})
"""Those that are about files alone: fields of `FileRules`."""

DEFAULTS: Mapping[str, object] = {option.name: option.default for option in OPTIONS}
"""By name: what counts where nothing is said."""

KEYS: Mapping[str, Option] = {option.key: option for option in OPTIONS if option.key is not None}
"""By key of the configuration file."""


def options_of(command: str, chosen: Callable[[Option], bool] = lambda _: True) -> Iterator[Option]:
    """Yield the options of the command, in the table's order."""
    return (option for option in OPTIONS if command in option.commands and chosen(option))
