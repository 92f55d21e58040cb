"""Tokens of C, C++ and Java: all of the text, nothing twice, and nothing of a string taken for an operator."""

from __future__ import annotations

import pytest
from hypothesis import given

from mutators.programs.c_family.lexing import Dialect, integer, real, tokens
from tests.mutators.programs.sources import any_texts, few


@pytest.mark.parametrize("dialect", Dialect, ids=lambda one: one.value)
@given(any_texts)
@few
def test_tokens_are_pieces_of_any_text_in_its_order(dialect: Dialect, text: str) -> None:
    end = 0
    for one in tokens(text, dialect):
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] or text[one.start : one.end] in ("<:", ":>", "<%", "%>")
        end = one.end


@pytest.mark.parametrize(
    ("dialect", "source", "found"),
    [
        (Dialect.C, 'x="a\\"<b"+1;', ["x", "=", '"a\\"<b"', "+", "1", ";"]),
        (Dialect.C, "c='\\''-'\"';", ["c", "=", "'\\''", "-", "'\"'", ";"]),
        (Dialect.C, "a/*<*/+//>\nb", ["a", "+", "b"]),
        (Dialect.C, "a/*never ends < b", ["a"]),
        (Dialect.C, '"never ends < b\nc<d', ['"never ends < b', "c", "<", "d"]),
        (Dialect.C, '"goes \\\n on <" b', ['"goes \\\n on <"', "b"]),
        (Dialect.C, "  # define A(x) x \\\n  + 1\nb", ["  # define A(x) x \\\n  + 1", "b"]),
        (Dialect.C, "%: include <x>\r\nb", ["%: include <x>", "b"]),
        (Dialect.C, "#if 1 /* a\n#b */\nc", ["#if 1 /* a\n#b */", "c"]),
        (Dialect.C, "a<:0:>=<%1%>;", ["a", "[", "0", "]", "=", "{", "1", "}", ";"]),
        (Dialect.CPP, "a<::b", ["a", "<", "::", "b"]),
        (Dialect.CPP, 'R"x(a)" < )x" R', ['R"x(a)" < )x"', "R"]),
        (Dialect.CPP, 'u8R"(never < ends', ['u8R"(never < ends']),
        (Dialect.CPP, "1'000'000LL-'a'", ["1'000'000LL", "-", "'a'"]),
        (Dialect.CPP, 'L"w" u\'c\' nameR"(x)"', ['L"w"', "u'c'", "nameR", '"(x)"']),
        (Dialect.C, 'R"(x)"', ["R", '"(x)"']),
        (Dialect.JAVA, '"""\n "<" \\""" <""" + 1_0L', ['"""\n "<" \\""" <"""', "+", "1_0L"]),
        (Dialect.JAVA, "été$1>>>ℵ#a", ["été$1", ">>>", "ℵ", "#", "a"]),
        (Dialect.CPP, "1e-9+.5f-0x1F+a->*b<=>c", ["1e-9", "+", ".5f", "-", "0x1F", "+", "a", "->*", "b", "<=>", "c"]),
        (Dialect.C, "a\\", ["a", "\\"]),
    ],
)
def test_tokens(dialect: Dialect, source: str, found: list[str]) -> None:
    assert [one.text for one in tokens(source, dialect)] == found


def test_numbers_are_read_as_the_languages_read_them() -> None:
    assert integer("1'000ull") == (1000, "ull")
    assert integer("010") == (8, "")
    assert integer("0x3f3f3f3f") == (0x3F3F3F3F, "")
    assert integer("0b11L") == (3, "L")
    assert integer("08") is integer("1.5") is integer("1e9") is integer("") is integer("9" * 99) is None
    assert real("1e9") == (1e9, "")
    assert real(".5f") == (0.5, "f")
    assert integer("٠10") is integer("٣") is real("٣.٥") is real("1e٣") is None  # digits, but of no C
    assert real("12") is real("1e9999") is real("x") is None
