"""The lexer of C++: what is a comment, a literal, a number; where lines begin; and that libclang says the same."""

from __future__ import annotations

import re

import pytest
from clang import cindex
from hypothesis import assume, example, given
from hypothesis import strategies as st

from podcheck.cpp.lexer import (
    SPLICE,
    LineIndex,
    Token,
    TokenKind,
    blank,
    comments,
    join_lines,
    split_lines,
    tokens,
    without_comments,
)
from podcheck.extract.libclang import library

C, L, N, W, S = TokenKind.COMMENT, TokenKind.LITERAL, TokenKind.NUMBER, TokenKind.WORD, TokenKind.SIGN


def kinds(source: bytes) -> list[tuple[TokenKind, bytes]]:
    return [(token.kind, token.text) for token in tokens(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"int a = 1'0; // x", [(W, b"int"), (W, b"a"), (S, b"="), (N, b"1'0"), (S, b";"), (C, b"// x")]),
        (b"0x1'F'2ull+'a'", [(N, b"0x1'F'2ull"), (S, b"+"), (L, b"'a'")]),
        (b"1e+5-.5f 1.e-3 0x1p-3", [(N, b"1e+5"), (S, b"-"), (N, b".5f"), (N, b"1.e-3"), (N, b"0x1p-3")]),
        (b"a1'x'", [(W, b"a1"), (L, b"'x'")]),
        (b'R"(")" // )"x', [(L, b'R"(")"'), (C, b'// )"x')]),
        (b'u8R"--(a)-"\n)--"z', [(L, b'u8R"--(a)-"\n)--"'), (W, b"z")]),
        (b'fooR"(x)"', [(W, b"fooR"), (L, b'"(x)"')]),
        (b'R"(\\\n)"', [(L, b'R"(\\\n)"')]),
        (b'u8"a" L\'b\' U"c" u\'d\' "e"_x "f"sv "g"PRId64', [
            (L, b'u8"a"'), (L, b"L'b'"), (L, b'U"c"'), (L, b"u'd'"), (L, b'"e"_x'), (L, b'"f"sv'), (L, b'"g"'),
            (W, b"PRId64"),
        ]),
        (b'"a\\"b" "\\\\" c', [(L, b'"a\\"b"'), (L, b'"\\\\"'), (W, b"c")]),
        (b'"a\\\nb" \'\\\r\nc\'', [(L, b'"a\\\nb"'), (L, b"'\\\r\nc'")]),
        (b'"a\\\\\n"b"', [(L, b'"a\\\\\n"b"')]),
        (b"// a \\\nb\nc", [(C, b"// a \\\nb"), (W, b"c")]),
        (b"// a \\  \r\nb\rc", [(C, b"// a \\  \r\nb"), (W, b"c")]),
        (b"/\\\n* a *\\\n/ b", [(C, b"/\\\n* a *\\\n/"), (W, b"b")]),
        (b"/* // */ a /* b", [(C, b"/* // */"), (W, b"a"), (C, b"/* b")]),
        (b"fo\\\no b", [(W, b"fo\\\no"), (W, b"b")]),
        (b"#error don't // a\nb", [(S, b"#"), (W, b"error"), (W, b"don"), (L, b"'t // a"), (W, b"b")]),
        (b'"open // a\nb', [(L, b'"open // a'), (W, b"b")]),
        (b"a->*b<=>c>>=d...e::f", [
            (W, b"a"), (S, b"->*"), (W, b"b"), (S, b"<=>"), (W, b"c"), (S, b">>="), (W, b"d"), (S, b"..."), (W, b"e"),
            (S, b"::"), (W, b"f"),
        ]),
        (b"vector<::a>", [(W, b"vector"), (S, b"<"), (S, b"::"), (W, b"a"), (S, b">")]),
    ],
)  # fmt: skip
def test_tokens(source: bytes, expected: list[tuple[TokenKind, bytes]]) -> None:
    assert kinds(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"a /* b\nc */ d", b"a     \n     d"),
        (b'f("//", \'"\'); // x', b"f(    ,    );     "),
        (b"int a = 1'0; char b = '0';", b"int a = 1'0; char b =    ;"),
        (b'R"(/*)" a /**/', b"        a     "),
        (b"x // \\\n y\nz", b"x     \n  \nz"),
    ],
)
def test_blank(source: bytes, expected: bytes) -> None:
    assert blank(source) == expected


def test_without_comments_lines_keep_their_numbers() -> None:
    assert without_comments(b'a /* b\nc */ d // "e\n"/*f*/"') == b'a  \n d  \n"/*f*/"'


def test_a_comment_has_its_place() -> None:
    assert list(comments(b"a '//' /* b */")) == [Token(C, b"/* b */", 7, 14)]


def test_lines_that_go_on_are_joined() -> None:
    assert join_lines(b"#def\\\nine a \\ \r\n b\n\\c") == b"#define a  b\n\\c"


def test_lines_are_those_that_libclang_counts() -> None:
    source = b"a\nb\r\nc\rd\n\re"
    index = LineIndex(source)
    assert split_lines(source) == [b"a", b"b", b"c", b"d", b"", b"e"]
    assert index.starts == (0, 2, 5, 7, 9, 10)
    assert [(index.line(offset), index.column(offset)) for offset in (0, 1, 2, 3, 4, 10)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (6, 1),
    ]  # fmt: skip
    unit = unit_of(source)
    file = cindex.File.from_name(unit, "test.cpp")
    for offset in (0, 2, 5, 7, 10):
        location = cindex.SourceLocation.from_offset(unit, file, offset)
        assert (index.line(offset), index.column(offset)) == (location.line, location.column)
        assert index.offset(location.line, location.column) == offset
    assert index.offset(7, 1) is None
    assert index.offset(1, 0) is None


PARTS = st.sampled_from(
    [
        b"a", b"R", b"u8", b"L", b"_x", b"s", b"1", b"0x", b".", b"'", b'"', b"'", b'"', b"(", b")", b"//", b"/*",
        b"*/", b"/", b"*", b"\\", b"\\\n", b"\\ \n", b"\\\r\n", b"\n", b"\r\n", b" ", b"\t", b"#", b"e+", b"1'0",
        b"'a'", b'"b"', b'R"(', b')"', b'R"x(', b')x"', b'"c"_d', b"<", b">", b"=", b":", b"-", b"%", b"&", b"|",
        b"+", b"!", b"^", b"~", b"?", b",", b";", b"\xc3\xa9", b"$",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=30).map(b"".join)


def unit_of(source: bytes) -> cindex.TranslationUnit:
    """Return the text parsed as C++20; it may be full of errors."""
    library.load()
    text = source.decode("utf-8")
    return cindex.TranslationUnit.from_source("test.cpp", ["-std=c++20"], [("test.cpp", text)])


def spans_of_libclang(source: bytes) -> list[tuple[int, int, str]]:
    """Return where libclang's tokens begin and end, each with the name of its kind."""
    unit = unit_of(source)
    file = cindex.File.from_name(unit, "test.cpp")
    whole = cindex.SourceRange.from_locations(
        cindex.SourceLocation.from_offset(unit, file, 0), cindex.SourceLocation.from_offset(unit, file, len(source))
    )
    return [
        (token.extent.start.offset, token.extent.end.offset, token.kind.name) for token in unit.get_tokens(extent=whole)
    ]


def is_whole(token: Token) -> bool:
    """Whether a comment is closed: libclang has no token for one that is not."""
    return (
        token.kind is not C or re.match(rb"/%s*(?:/|\*.*\*%s*/$)" % (SPLICE, SPLICE), token.text, re.DOTALL) is not None
    )


ILL_FORMED = re.compile(
    rb"""[\w\x80-\xff]%(splice)s+["']"""  # the end of a line between a prefix and its literal
    rb"""|R"(?![^()\\\s]{0,16}\()"""  # no raw string, and in C++98 a string
    rb"""|'%(splice)s*'""" % {b"splice": SPLICE}  # an empty character
)
"""What compilers refuse, or nobody writes, where Clang ends a token elsewhere."""
BEGINNING = re.compile(rb"(?:%s|\s)+" % SPLICE)
NAMES = {
    C: {"COMMENT"},
    N: {"LITERAL"},
    W: {"IDENTIFIER", "KEYWORD"},
    S: {"PUNCTUATION"},
    L: {"LITERAL", "PUNCTUATION"},
}
"""A literal that is not closed is punctuation to libclang."""


def assert_libclang_agrees(source: bytes) -> None:
    ours = [(token.start, token.end, token.kind) for token in tokens(source) if is_whole(token)]
    theirs = []
    for start, end, name in spans_of_libclang(source):
        before = BEGINNING.match(source, start)
        theirs.append((before.end() if before else start, end, name))
    assert [span[:2] for span in ours] == [span[:2] for span in theirs], source
    for (_, _, token_kind), (_, _, name) in zip(ours, theirs, strict=True):
        assert name in NAMES[token_kind]


@example(b"auto x = 1'0 + 0x1'F; char c = '\"'; // it's\nint y;")
@example(b'R"(a\\\n" // )" "b" /* " */ u8R"x()")x"_y')
@given(TEXTS)
def test_libclang_says_the_same(source: bytes) -> None:
    assume(not ILL_FORMED.search(source))
    assert_libclang_agrees(source)


@given(TEXTS)
def test_the_quick_search_for_pieces_finds_what_the_tokens_are(source: bytes) -> None:
    literals = [token for token in tokens(source) if token.kind in (C, L)]
    expected = bytearray(source)
    for token in literals:
        expected[token.start : token.end] = re.sub(rb"[^\n\r]", b" ", token.text)
    assert blank(source) == bytes(expected)
    assert list(comments(source)) == [token for token in literals if token.kind is C]


@given(TEXTS)
def test_tokens_cover_all_but_white_space(source: bytes) -> None:
    end = 0
    for token in tokens(source):
        assert not re.sub(rb"%s|\s|\0" % SPLICE, b"", source[end : token.start])
        assert source[token.start : token.end] == token.text
        end = token.end
    assert not re.sub(rb"%s|\s|\0" % SPLICE, b"", source[end:])
