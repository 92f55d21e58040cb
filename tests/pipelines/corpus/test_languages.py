"""Which language a file is in, by its name, and by its text where two languages share a suffix."""

from __future__ import annotations

import pytest

from pipelines.corpus.languages import BY_SUFFIX, LANGUAGES, is_what_it_seems, language_of


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("a.py", "python"),
        ("A.PY", "python"),
        ("a.b.tsx", "typescript"),
        ("x.h", "cpp"),
        ("Main.java", "java"),
        (".lua", "lua"),
        ("Makefile", None),
        ("py", None),
        ("a.c", None),
        ("a.", None),
        ("archive.tar.gz", None),
    ],
)
def test_the_suffix_decides(name: str, language: str | None) -> None:
    assert language_of(name) == language


def test_the_twelve_languages_of_the_paper_each_have_a_suffix() -> None:
    assert len(LANGUAGES) == 12
    assert set(BY_SUFFIX.values()) == set(LANGUAGES)


@pytest.mark.parametrize(
    "line",
    [
        "class Stack {",
        "class Stack;",
        "class Stack final : public Base {",
        "namespace detail",
        "namespace a::b {",
        "template <typename T>",
        "using Row = int;",
        "using namespace std;",
        "  public:",
        "constexpr int n = 3;",
        "#include <vector>",
        "int f(std::string s);",
    ],
)
def test_a_header_with_a_line_that_c_lacks_is_cpp(line: str) -> None:
    assert is_what_it_seems("a.h", f"#pragma once\n{line}\nint g();\n".encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#include <stdio.h>\nint f(int a, int b);\n",
        "/* The class of a device,\nclass of service\nusing the driver.\n*/\nstruct s { int class_; };\n",
        '#ifdef __cplusplus\nextern "C" {\n#endif\nvoid f(void);\n',
    ],
)
def test_a_header_of_c_is_not(text: str) -> None:
    assert not is_what_it_seems("a.h", text.encode())


def test_a_translation_of_qt_is_no_typescript() -> None:
    assert not is_what_it_seems("de.ts", b'<?xml version="1.0"?>\n<!DOCTYPE TS>\n<TS version="2.1"></TS>')
    assert is_what_it_seems("a.ts", b"export const a: number = 1;\n")
    assert is_what_it_seems("a.tsx", b"<TS/>")


def test_other_suffixes_are_taken_at_their_word() -> None:
    assert is_what_it_seems("a.hpp", b"int f();")
