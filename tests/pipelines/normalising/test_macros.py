"""Macros: what is expanded is, token by token, what the machine's own preprocessor makes of it; the rest is kept as it is."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.programs.c_family.lexing import Dialect, tokens
from pipelines.normalising import macros
from pipelines.normalising.macros import expand_macros
from pipelines.normalising.pieces import Unfit
from tests.pipelines.strategies import few

needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed: nothing to compare with")


def preprocessed(source: str) -> list[str]:
    """The tokens that g++ makes of a program."""
    command = ["g++", "-std=gnu++17", "-x", "c++", "-E", "-P", "-w", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True, timeout=60)
    return [one.text for one in tokens(done.stdout, Dialect.CPP)]


def ours(source: str) -> list[str]:
    return [one.text for one in tokens(expand_macros(source), Dialect.CPP)]


PROGRAMS = {
    "constants": "#define N 100\n#define M (N + 1)\nint a[N][M], MN, xN;",
    "types": "#define int long long\n#define ll int\nint f(ll x) { return x; }",
    "loops": "#define rep(i, a, b) for (int i = (a); i < (b); ++i)\nint main() { rep(i, 0, 5) rep(j, i, (1, 2)) f(i, j); }",
    "several lines": "#define read(x) \\\n  do { \\\n    in >> x; /* a\n comment */ \\\n  } while (0) // end\n"
    "int main() { read(y); }",
    "pasting": "#define cat(a, b) a ## b\n#define name(x) var_ ## x\nint cat(x, 1) = name(3) + cat(1, e5) + cat(+, +) y;",
    "strings": '#define show(x) out << #x << x\nint main() { show(a  +  "b\\n" + \'\\"\'); show( x ); }',
    "arguments are expanded first": "#define two(x) x x\n#define one 1\nint a = two(two(one)) ;",
    "but not beside operators": "#define N 3\n#define s(x) #x\n#define t(x) s(x)\nint a[] = {s(N), t(N)};",
    "not again": "#define x x + y\n#define y x\nint z = x + y;",
    "calling each other": "#define f(a) g(a)\n#define g(a) f(a)\nint z = f(1) + g(2);",
    "any number": "#define log(...) print(__VA_ARGS__)\n#define at(f, ...) f(0, __VA_ARGS__)\n"
    "int z = log() + log(1, 2) + at(g, 3, (4, 5));",
    "no use of it": "#define f(x) x\nint f; int g = f (2) + f\n(3);",
    "without parameters": "#define now() clock()\n#define fast fastest()\nint a = now() + now( ) ; int b = fast;",
    "parentheses from a macro": "#define OPEN (\n#define f(x) [x]\nint a = f OPEN 1 ) ;",
    "undone": "#define N 1\nint a = N;\n#undef N\nint b = N;\n#define N 2\nint c = N;",
    "conditions": "#define A\n#ifdef A\nint a;\n#else\nint b;\n#endif\n#ifndef LOCAL\nint c;\n#elif 1\n"
    "int d;\n#else\nint e;\n#endif",
    "nested": "#if 0\n#ifdef X\n#error no\n#else\n#endif\nint a;\n#elif defined(ONLINE_JUDGE)\nint b;\n#else\nint c;\n#endif",
    "not in strings": '#define N 1\nconst char* s = "N"; char c = \'N\'; const char* r = R"(N " N)"; // N',
    "raw": '#define N 1\nauto s = R"x(N)" N )x" "N";\nint n = N;',
    "a sign after its use": "#define minus -\nint a = minus-1, b = minus minus 1, c = -minus 1;",
    "semicolons": "#define fi first\n#define se second\n#define all(v) (v).begin(), (v).end()\n"
    "auto x = sort(all(p.fi)), y = p.se;",
    "numbers": "#define e5 7\nint a = 1e5, b = 0xe5, c = 1.e5, d = e5;",
    "windows": "#define N 1\r\nint a = N;\r\n",
    "digraph": "%:define N 1\nint a<:N:> = <%N%>;",
}


@needs_compiler
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_known_programs_are_expanded_as_by_the_compiler(program: str) -> None:
    digraphs = {"<:": "[", ":>": "]", "<%": "{", "%>": "}"}
    assert [digraphs.get(one, one) for one in ours(program)] == preprocessed(program)


word = st.sampled_from(["a", "b", "f", "g", "x", "1", "+", "(x)", "f(x)", "g(b, 2)", "f", ",", "(a, b)"])
body = st.lists(word, max_size=5).map(" ".join)
definition = st.one_of(
    body.map(lambda text: f"#define a {text}"),
    body.map(lambda text: f"#define b {text}"),
    body.map(lambda text: f"#define f(x) {text}"),
    body.map(lambda text: f"#define g(x, y) {text}"),
    body.map(lambda text: f"#define f(...) {text} __VA_ARGS__"),
    st.just("#undef a"),
    st.just("#define g(x, y) x##y"),
    st.just("#define f(x) #x"),
)


@needs_compiler
@settings(few, max_examples=60)
@given(st.lists(definition | body, max_size=8))
def test_any_program_is_expanded_as_by_the_compiler_or_left_alone(lines: list[str]) -> None:
    program = "\n".join(lines) + "\n"
    try:
        found = ours(program)
    except Unfit:
        return
    try:
        expected = preprocessed(program)
    except subprocess.CalledProcessError:  # it is no program: nothing is said of it
        return
    assert found == expected


@pytest.mark.parametrize(
    "program, reason",
    [
        ("#if N > 3\n#endif", "condition"),
        ("#ifdef _WIN32\n#endif", "_WIN32"),
        ("#ifndef M_PI\n#define M_PI 3\n#endif", "M_PI"),
        ("#define _GLIBCXX_DEBUG\n#include <vector>", "_GLIBCXX_DEBUG"),
        ("#define H <vector>\n#include H", "include"),
        ("#error no", "#error"),
        ("int a = __LINE__;", "__LINE__"),
        ("#define where __LINE__\n", "__LINE__"),
        ("#define f(x, ...) g(x __VA_OPT__(,) __VA_ARGS__)", "__VA_OPT__"),
        ("#define f(x) x\nint a = f(1, 2);", "arguments"),
        ("#define f(x) x\nint a = f(1", "arguments"),
        ("#define f(args...) args", "args..."),
        ("#define cat(a, b) a##b\nint x = cat(+, x);", "##"),
        ("#if 0\nint a;", "#endif"),
        ("#endif", "#if"),
        ("#define 1 2", "#define 1"),
        ("int a??(3??);", "trigraph"),
        ("int a\\\nb;", "backslash"),
    ],
)
def test_what_only_a_compiler_can_tell_is_kept(program: str, reason: str) -> None:
    with pytest.raises(Unfit, match=reason.replace("?", r"\?").replace(".", r"\.")):
        expand_macros(program)


def test_macros_that_double_each_other_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macros, "MOST_PIECES", 2000)
    lines = [f"#define x{place} x{place + 1} x{place + 1}" for place in range(40)]
    with pytest.raises(Unfit, match="more than 2000"):
        expand_macros("\n".join([*lines, "int a = x0;"]))


def test_what_is_no_macro_stays_to_the_last_byte() -> None:
    program = (
        '#include <vector>\n\n// a comment\nint  main( ) {\n\treturn 0 ; /* N */ }\n#pragma once\nconst char* s = "\\\n";\n'
    )
    assert expand_macros(program) == program


@given(st.text("#define()x,\\\n \"'/*a1_<>", max_size=60))
def test_any_text_is_expanded_or_unfit(text: str) -> None:
    try:
        assert isinstance(expand_macros(text), str)
    except Unfit as error:
        assert "\n" not in str(error) or "\n" in text
