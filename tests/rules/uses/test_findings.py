"""What is said of a use, and how a user steers it: wrappers, options, comments in the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck.errors import ConfigError
from podcheck.extract import extract_batch, extract_unit
from podcheck.model.results import Finding
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit
from tests.cli.running import podcheck as command

TEXT = """#include <cstring>
#include <string>
struct Name { std::string text; };
void copy(Name* to, const Name* from) {
  memcpy(to, from, sizeof *to);
}
"""


def findings(text: str, **options: object) -> tuple[Finding, ...]:
    """In the text, as C++20."""
    return podcheck.check("use.cpp", text=text, cross_check=False, **options).findings  # type: ignore[arg-type]


def test_a_finding_names_the_place_the_class_the_trait_the_chain_and_the_mend() -> None:
    (found,) = findings(TEXT)
    assert (found.code, found.severity, found.record) == ("raw-copy", "error", "Name")
    assert (found.location.file, found.location.line, found.location.column) == ("use.cpp", 5, 3)
    assert found.trait is podcheck.Trait.TRIVIALLY_COPYABLE
    assert "undefined, [basic.types.general]/3" in found.message
    assert found.message.endswith("Copy or move the objects themselves.")
    deepest = found.reasons[0]
    while deepest.because:
        deepest = deepest.because[0]
    assert "std::basic_string<char>" in deepest.message
    assert [related.location.line for related in found.related] == [3]


def test_bytes_that_are_only_taken_out_are_unspecified() -> None:
    text = TEXT.replace("Name* to", "char* to").replace("*to);", "*from);")
    (found,) = findings(text)
    assert (found.code, found.severity) == ("raw-copy", "warning")
    assert "unspecified, [basic.types.general]/3" in found.message


def test_padding_is_named_by_its_bytes() -> None:
    text = """#include <cstring>
    struct P { char c; long l; short s; };
    int f(P& a, P& b) { return memcmp(&a, &b, sizeof a); }"""
    (found,) = findings(text)
    assert [reason.message for reason in found.reasons] == [
        "padding in 'P': bytes 1 to 7 after 'c', bytes 18 to 23 after 's'"
    ]


def test_fingerprints_outlive_other_lines_and_tell_uses_apart() -> None:
    twice = TEXT.replace("  memcpy(to, from, sizeof *to);\n", "  memcpy(to, from, sizeof *to);\n" * 2)
    first, second = findings(twice)
    (moved,) = findings("\n\n" + TEXT)
    assert first.fingerprint == moved.fingerprint != second.fingerprint


def test_a_class_outside_the_report_is_judged_all_the_same() -> None:
    text = "#include <cstring>\n#include <string>\nvoid f(std::string* a, std::string* b) { memcpy(a, b, sizeof *a); }"
    (found,) = findings(text)
    assert found.record == "std::basic_string<char>"


def test_a_wrapper_is_like_the_function_it_is_said_to_be_like() -> None:
    text = """struct Owner { ~Owner(); int a; };
    namespace base { void copy_bytes(void*, const void*, unsigned long); }
    struct Memory { static void same(const void*, const void*, unsigned long); };
    struct Padded { char c; int i; };
    void f(Owner* a, Owner* b, Padded* p) { base::copy_bytes(a, b, sizeof *a); Memory::same(p, p, sizeof *p); }"""
    wrappers = {"base::copy_bytes": "memcpy", "Memory::same": "memcmp"}
    assert [finding.code for finding in findings(text, wrappers=wrappers)] == ["raw-copy", "raw-compare-padding"]
    assert [finding.code for finding in findings(text)] == ["bytes-handed-over"]


def test_a_wrapper_that_is_like_nothing_known_is_refused() -> None:
    with pytest.raises(ConfigError, match="memcopy") as refused:
        findings(TEXT, wrappers={"mine": "memcopy"})
    assert "memcpy" in refused.value.advice


def test_wrappers_stand_in_the_configuration_file(tmp_path: Path) -> None:
    file = tmp_path / "use.cpp"
    file.write_text(
        TEXT.replace("memcpy", "copy_bytes").replace(
            "#include <cstring>", "void copy_bytes(void*, const void*, unsigned long);"
        )
    )
    config = tmp_path / "podcheck.toml"
    config.write_text('[uses]\ncopy_bytes = "memcpy"\n')
    done = command("check", str(file), "--no-cross-check", "--config", str(config), "-q")
    assert (done.returncode, "copy_bytes writes over 'Name'" in done.stderr) == (1, True)
    config.write_text('[uses]\n\ncopy_bytes = "memcopy"\n')
    done = command("check", str(file), "--no-cross-check", "--config", str(config))
    assert done.returncode == 2
    assert "podcheck.toml:3: copy_bytes: podcheck does not know what 'memcopy' does" in done.stderr
    assert "Did you mean memcpy?" in done.stderr
    config.write_text("uses = false\n")
    assert command("check", str(file), "--no-cross-check", "--config", str(config)).returncode == 0


def test_an_annotation_that_names_no_trait_is_a_problem_at_the_use() -> None:
    text = """struct P { int a; };
    [[clang::annotate("podcheck:needs trivialy_copyable")]] void f(const P&);
    void g(const P& p) { f(p); }"""
    report = podcheck.check("use.cpp", text=text, cross_check=False)
    (problem,) = report.problems
    assert problem.location is not None
    assert (problem.location.line, "trivially_copyable" in problem.advice) == (3, True)
    assert report.exit_status == 2


def test_without_uses_nothing_is_found() -> None:
    assert findings(TEXT, uses=False) == ()


def test_a_comment_accepts_a_use() -> None:
    report = podcheck.check(
        "use.cpp",
        text=TEXT.replace("sizeof *to);", "sizeof *to);  // podcheck: ignore[raw-copy] they are moved from"),
        cross_check=False,
    )
    assert (report.findings, [finding.code for finding in report.accepted]) == ((), ["raw-copy"])


def test_a_comment_that_accepts_no_use_is_one_too_many() -> None:
    text = "struct Point { int x; };  // podcheck: ignore[raw-copy]\n"
    assert [finding.code for finding in findings(text)] == ["unused-suppression"]
    assert findings(text, uses=False) == ()


def test_lambdas_and_each_instance_of_a_generic_one() -> None:
    text = (
        TEXT
        + """struct Point { int x; };
    void lambdas(Name& a, Point& p) {
      [&] { memset((void*)&a, 0, sizeof a); }();
      auto clear = [](auto& object) { memset((void*)&object, 0, sizeof object); };
      clear(a);
      clear(p);
    }"""
    )
    assert [(finding.code, finding.location.line) for finding in findings(text)] == [
        ("raw-copy", 5),
        ("raw-fill", 9),
        ("raw-fill", 10),
    ]


def test_errors_in_a_template_s_body_do_not_end_the_run() -> None:
    text = TEXT + "template<class T> void f(T t) { t.nothing(); memcpy(&t, &t, sizeof t); }\nvoid g(Name n) { f(n); }\n"
    assert next(finding.location.line for finding in findings(text)) == 5


def test_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "use.cpp"
    file.write_text(TEXT)
    done = command("check", str(file), "--no-cross-check", "--format", "json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert [item["code"] for item in document["findings"]] == ["raw-copy"]
    assert command("check", str(file), "--no-cross-check", "--no-uses").returncode == 0
    assert command("check", str(file), "--no-cross-check", "--ignore", "raw-copy").returncode == 0


SOCKET = """#include <string>
struct Name { std::string text; };
namespace net { struct Socket { long put(const void*, unsigned long); }; }
void f(net::Socket& s, Name& n) { s.put(&n, sizeof n); }
"""


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ('{ like = "write", bytes = 1, size = 2 }', 1, "net::Socket::put writes out the bytes of 'Name'"),
        ('"ostream::write"', 1, "net::Socket::put writes out the bytes of 'Name'"),
        ('"write"', 2, "net::Socket::put of [uses] can't do what is said there: its argument 3 is meant, and it has 2"),
        ('{ like = "write", bytes = 2 }', 2, "its argument 2 is meant, which is not a pointer"),
        ('{ like = "memcpy", bytes = 1 }', 2, "podcheck.toml:2: net::Socket::put: two arguments are bytes"),
        ('{ like = "wrte" }', 2, "Did you mean write?"),
        ('{ like = "write", bites = 1 }', 2, "unknown key 'bites'"),
        ('{ like = "write", bytes = 0 }', 2, "bytes must be the number of an argument, from 1"),
        ("[1]", 2, "a known function's name or a table with `like` is needed"),
    ],
)
def test_a_wrapper_says_which_arguments_are_meant(tmp_path: Path, value: str, status: int, said: str) -> None:
    file = tmp_path / "socket.cpp"
    file.write_text(SOCKET)
    config = tmp_path / "podcheck.toml"
    config.write_text(f'[uses]\n"net::Socket::put" = {value}\n')
    done = command("check", str(file), "--no-cross-check", "--config", str(config), "-q")
    assert (done.returncode, said in done.stderr) == (status, True)


def test_iovecs_in_functions_of_headers_are_seen_with_shared_headers_and_without(tmp_path: Path) -> None:
    (tmp_path / "io.h").write_text(
        "#pragma once\n#include <sys/uio.h>\nstruct N { N(const N&); int n; };\n"
        "inline void f(int d, N& n) { iovec v; v.iov_base = &n; v.iov_len = sizeof n; writev(d, &v, 1); }\n"
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.cpp").write_text(f'#include "io.h"\nstruct S{name} {{}};\n')
    headers = Headers(r"\.h$")
    units = [Unit(str(tmp_path / f"{name}.cpp"), CxxStandard.CXX20, headers=headers, uses=True) for name in "ab"]
    together, alone = extract_batch(units), [extract_unit(unit) for unit in units]
    assert [facts.misfit for facts in together] == ["", ""]
    assert [facts.uses for facts in together] == [facts.uses for facts in alone]
    assert [site.name for facts in alone for site in facts.uses] == ["writev", "writev"]


def test_instances_of_one_template_at_one_place_are_one_finding_which_counts_them() -> None:
    text = """#include <cstring>
    template<int N> struct Part { Part(); Part(const Part&); int id; };
    template<class T> void zero(T& what) { memset((void*)&what, 0, sizeof what); }
    struct Other { Other(const Other&); int id; };
    void f(Part<1>& a, Part<2>& b, Part<3>& c, Other& d) { zero(a); zero(b); zero(c); zero(d); }"""
    (found,) = findings(text)
    assert found.record == "Part<1>"
    assert found.message.endswith(" The same holds for 'Part<2>', 'Part<3>' and 'Other'.")
    assert "where their class is not trivially copyable" in found.fix, "what suits one class need not suit another"
    (found,) = findings(text.replace(" zero(d);", ""))
    assert found.message.endswith(" The same holds for 2 more of 'Part<>'.")


def test_uses_at_one_place_that_a_macro_writes_have_fingerprints_of_their_own() -> None:
    text = """#include <cstring>
    #define SWAP(a, b, t) memcpy(t, a, sizeof *a); memcpy((void*)a, b, sizeof *a); memcpy((void*)b, t, sizeof *a)
    struct N { N(const N&); int id; };
    void f(N* a, N* b, char* t) { SWAP(a, b, t); }"""
    result = findings(text)
    assert len({finding.location for finding in result}) == 1
    assert len({finding.fingerprint for finding in result}) == len(result) > 1


def test_instances_of_one_template_in_several_files_are_one_finding(tmp_path: Path) -> None:
    (tmp_path / "zero.h").write_text(
        "#pragma once\n#include <cstring>\n"
        "template<class T> void zero(T& what) { memset((void*)&what, 0, sizeof what); }\n"
    )
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.cpp").write_text(
            f'#include "zero.h"\nstruct Of_{name} {{ Of_{name}(const Of_{name}&); int id; }};\n'
            f"void f_{name}(Of_{name}& o) {{ zero(o); }}\n"
        )
    paths = [str(tmp_path / f"{name}.cpp") for name in ("a", "b", "c")]
    both = podcheck.check(*paths, cross_check=False).findings
    (found,) = both
    assert (found.record, found.location.line) == ("Of_a", 3)
    assert found.message.endswith(" The same holds for 'Of_b' and 'Of_c'.")
    (alone,) = podcheck.check(paths[1], cross_check=False).findings
    assert alone.fingerprint == found.fingerprint, "it is the same place"


PADDED = """#include <cstring>
struct P { char c; long l; };
bool same(const P* a, const P* b) { return memcmp(a, b, sizeof *a) == 0; }
"""


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("", ["raw-compare-padding"]),
        ("void clear(P* p) { memset(p, 0, sizeof(P)); }", []),
        ("struct W { P p; int n; }; void clear(W* w) { memset(w, 0, sizeof(W)); }", []),
        ("void clear(P* p) { memset(p, 0, sizeof(char)); }", ["raw-compare-padding"]),
        ("void clear(P* p) { memset(p, 1, sizeof(P)); }", ["raw-compare-padding"]),
        (
            "void clear(P* p) { memset(p, 0, sizeof(P)); P q; q.c = 1; if (memcmp(p, &q, sizeof q)) p->c = 2; }",
            ["raw-compare-padding"],
        ),
    ],
    ids=["never set", "set to zero", "within another", "a part", "to another value", "of one that is not set"],
)
def test_padding_is_known_where_the_source_sets_whole_objects_to_zero(more: str, codes: list[str]) -> None:
    assert [finding.code for finding in findings(PADDED + more)] == codes


ZEROS = [
    ("static P all[4]; bool f() { return memcmp(&all[0], &all[1], sizeof(P)); }", 0),
    ("struct I { P a, b; }; static I in; bool f() { return memcmp(&in.a, &in.b, sizeof(P)); }", 0),
    ("void f(int n) { P* p = (P*)calloc(n, sizeof(P)); if (memcmp(&p[0], &p[1], sizeof(P))) p->c = 1; }", 0),
    ("void make(P** p) { *p = (P*)calloc(4, sizeof(P)); } bool f(P* a, P* b) { return memcmp(a, b, sizeof *a); }", 0),
    (
        "void make(P** p) { *p = (P*)my_calloc(4, sizeof(P)); } bool f(P* a, P* b) { return memcmp(a, b, sizeof *a); }",
        0,
    ),
    ("void make(P** p) { *p = (P*)malloc(4 * sizeof(P)); } bool f(P* a, P* b) { return memcmp(a, b, sizeof *a); }", 1),
    ("void make(P** p) { *p = (P*)calloc(4, sizeof(P*)); } bool f(P* a, P* b) { return memcmp(a, b, sizeof *a); }", 1),
    ("static P* all; bool f() { return memcmp(&all[0], &all[1], sizeof(P)); }", 1),
    ("static P* all; bool f(P* b) { return memcmp(all, b, sizeof(P)); }", 1),
    ("static P* all; static P& first = *all; bool f() { return memcmp(&first, &first, sizeof(P)); }", 1),
    ("struct I { P* a; }; static I in; bool f() { return memcmp(&in.a[0], &in.a[1], sizeof(P)); }", 1),
    ("bool f() { P all[4]; all[0].c = 1; return memcmp(&all[0], &all[1], sizeof(P)); }", 1),
]


@pytest.mark.parametrize(("code", "count"), ZEROS)
def test_padding_is_known_in_storage_that_begins_as_zeros(code: str, count: int) -> None:
    text = f"""#include <cstring>
    #include <cstdlib>
    struct P {{ char c; long l; }};
    void* my_calloc(unsigned long, unsigned long);
    {code}"""
    assert [finding.code for finding in findings(text)] == ["raw-compare-padding"] * count


def test_where_pointers_lead_other_files_may_have_set_the_padding() -> None:
    text = """#include <cstring>
    struct P { char c; long l; };
    bool f(P* a, P* b) { return memcmp(a, b, sizeof(P)); }
    bool f() { P a, b; a.c = b.c = 1; return memcmp(&a, &b, sizeof(P)); }"""
    led, named = (finding.message.partition("/4). ")[2] for finding in findings(text))
    assert led == "Compare the members one by one, unless all bytes of each object were set to zero first."
    assert named == "Compare the members one by one."


def test_a_pointer_that_is_moved_or_followed_is_not_the_object_itself() -> None:
    text = """#include <cstring>
    struct U { int a[5]; };
    void f(U* a, U* b, U** all) {
        memcpy(a++, b, sizeof(U)); memcpy(a, --b, sizeof(U)); memcpy(*all, b, sizeof(U)); memset(a--, 0, sizeof(U));
    }
    void g(U* b) { U u; memcpy(&u, b, sizeof(U) + 1); }"""
    (found,) = findings(text)
    assert found.code == "sizeof-other-class"
    assert found.location.line == 6


def test_zeros_by_a_name_are_zeros() -> None:
    text = """#include <cstring>
    enum { OFF = 0, ON = 1 }; constexpr int NONE = 0;
    struct Zero { int a = OFF; int b{NONE}; bool c = !ON; };
    struct One { int a = ON; };
    void f(Zero& zero, One& one) { memset(&zero, 0, sizeof zero); memset(&one, 0, sizeof one); }"""
    assert [found.record for found in findings(text)] == ["One"]


def test_a_constructor_that_another_file_defines_may_do_more() -> None:
    text = """#include <cstring>
    struct Away { Away(); int a; }; struct Here { Here() : a(7) {} int a; };
    void f(Away& away, Here& here) { memset(&away, 0, sizeof away); memset(&here, 0, sizeof here); }"""
    away, here = findings(text)
    assert "'Away', whose default constructor, which another file defines, may do more" in away.message
    assert "'Here', whose default constructor does more" in here.message


def test_enumerators_of_a_template_are_zeros_by_their_text() -> None:
    text = """#include <cstring>
    template<class T = int> struct Tri { enum State : T { No = 0, Yes = 1 }; State state = No; };
    template<class T> struct Two { enum State { No, Yes }; State state = No; };
    template<class T = int> struct One { enum State : T { No = 0, Yes = 1 }; State state = Yes; };
    template<class T> struct Last { enum State { No, Yes }; State state = Yes; };
    template<class T> void clear(T& t) { memset(&t, 0, sizeof t); }
    void f(Tri<>& a, Two<int>& b, One<>& c, Last<int>& d) { clear(a); clear(b); clear(c); clear(d); }"""
    (found,) = findings(text)
    assert found.record == "One<>"
    assert found.message.endswith(" The same holds for 'Last<int>'.")


def test_a_member_of_an_anonymous_union_has_its_name_in_offsetof() -> None:
    text = """#include <cstddef>
    struct Base { int a; };
    struct Block : Base { union { long align; char body[8]; }; };
    unsigned long where = offsetof(Block, body);"""
    (found,) = findings(text)
    assert found.message.startswith("offsetof(…, body) is used on 'Block'")


def test_a_member_of_a_member_has_its_whole_name_in_offsetof() -> None:
    text = """#include <cstddef>
    struct Inner { int a, b; };
    struct Block : Inner { Inner inner; };
    unsigned long where = offsetof(Block, inner.b);"""
    (found,) = findings(text)
    assert found.message.startswith("offsetof(…, inner.b) is used on 'Block'")


REFUSED = """#include <string>
namespace std { template<class To, class From> To bit_cast(const From&) = delete; }
struct Name { std::string text; };
void f(Name name, std::string result) { auto p = std::bit_cast<const unsigned char*>(%s); }
"""


@pytest.mark.parametrize(
    ("given", "count"), [("name", 1), ("result", 1), ("result.data()", 0), ("name.text.data()", 0), ("( name )", 1)]
)
def test_the_first_name_in_what_bit_cast_is_given_is_not_all_of_it(given: str, count: int) -> None:
    text = REFUSED.replace(" = delete", " requires (sizeof(To) == 1)") % given
    report = podcheck.check("use.cpp", text=text, cross_check=False)
    assert [finding.code for finding in report.findings] == ["bit-cast-not-trivially-copyable"] * count


UNEVALUATED = """#include <cstring>
#include <string>
struct Name { std::string text; };
char helper(void*);
char (&helper(...))[2];
#define IS_NULL(x) (sizeof(helper(x)) == 1)
#define BOTH(x, y) (IS_NULL(x) && helper(y)[0])
auto declared(Name& x) noexcept(sizeof helper(x) == 1) -> decltype(helper(x));
bool f(Name a, Name b) { return @; }
"""


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        ("sizeof helper(a) == 1", 0),
        ("sizeof(memcpy((void*)&a, &b, sizeof a)) == 1", 0),
        ("noexcept(helper(a))", 0),
        ("IS_NULL(a)", 0),
        ("requires { helper(a); }", 0),
        ("alignof(decltype(helper(a))) == 1", 0),
        ("declared(a)[0]", 0),
        ("[&] { using T = decltype(helper(a)); return sizeof(T) == 1; } ()", 0),
        ("[&] { decltype(helper(a)) x = helper(nullptr, 0); return x[0]; } ()", 0),
        ("helper(a)[0]", 1),
        ("BOTH(a, b)", 1),
        ("sizeof(a) == 1 && helper(b)[0]", 1),
        ("[&] { auto& x = helper(a); return x[0]; } ()", 1),
        ("[&] { decltype(helper(a)) x = helper(b); return x[0]; } ()", 1),
    ],
)
def test_what_is_not_evaluated_is_no_use(expression: str, count: int) -> None:
    assert len(findings(UNEVALUATED.replace("@", expression))) == count
