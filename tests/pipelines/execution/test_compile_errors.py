"""Texts that are no programs: each is a compile error that leaks nothing and costs nothing beyond its own session."""

import dataclasses
from pathlib import Path
from random import Random

import pytest

from pipelines.execution import compilation
from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, Program, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import LIMITS, need, run_once

GARBAGE = Random(7).randbytes(3000).decode("latin-1")
HELLO = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n'

TEMPLATE_BOMB = """template <int n, int k> struct A { A<n - 1, 2 * k> a; A<n - 1, 2 * k + 1> b; };
template <int k> struct A<0, k> {};
A<24, 0> a;
int main() {}"""

NO_PROGRAMS = [
    (Language.PYTHON3, "syntax error", "print(1"),
    (Language.PYTHON3, "indentation", "if 1:\nprint(1)"),
    (Language.PYTHON3, "Python 2", "print 1"),
    (Language.PYTHON3, "NUL alone", "\0"),
    (Language.PYTHON3, "NUL", "print(1)\n\0"),
    (Language.PYTHON3, "garbage", GARBAGE),
    (Language.PYTHON3, "lone surrogate", "print('\ud800')"),
    (Language.PYTHON3, "unknown encoding", "# -*- coding: klingon -*-\nprint(1)"),
    (Language.PYTHON3, "50 MB", "x = 1\n" * (50 * MEBIBYTE // 6)),
    (Language.PYTHON3, "parentheses", "(" * 100_000 + ")" * 100_000),
    (Language.PYTHON3, "brackets", "x = " + "[" * 190 + "]" * 190 + "+" + "[" * 5000),
    (Language.PYTHON3, "unary minus", "-" * 200_000 + "1"),
    (Language.PYTHON3, "not", "not " * 100_000 + "1"),
    (Language.PYTHON3, "attributes", "a" + ".a" * 100_000),
    (Language.PYTHON3, "calls", "a" + "()" * 200_000),
    (Language.PYTHON3, "sum", "1" + "+1" * 200_000),
    (Language.PYTHON3, "lambdas", "lambda: " * 100_000 + "1"),
    (Language.PYTHON3, "else if", "if 1: pass\n" + "".join(f"{' ' * n}else:\n{' ' * n} if 1: pass\n" for n in range(500))),
    (Language.PYTHON3, "blocks", "".join(" " * n + "if 1:\n" for n in range(150)) + " " * 150 + "pass"),
    (Language.PYTHON3, "digits", "x = " + "9" * 900_000),
    (Language.PYTHON3, "return outside", "return 1"),
    (Language.C, "syntax error", "int main(void) { return 0 }"),
    (Language.C, "empty", ""),
    (Language.C, "no main", "int f(void) { return 0; }"),
    (Language.C, "garbage", GARBAGE),
    (Language.C, "50 MB", HELLO + "/*" + "x" * 50 * MEBIBYTE + "*/"),
    (Language.C, "file of the host", '#include "/etc/passwd"\n' + HELLO),
    (Language.C, "file of the host assembled", 'asm(".incbin \\"/etc/passwd\\"");\n' + HELLO),
    (Language.C, "the compiler's own house", '#include "/proc/1/environ"\n' + HELLO),
    (Language.C, "endless file", '#include "/dev/zero"\n' + HELLO),
    (Language.C, "endless file assembled", 'asm(".incbin \\"/dev/zero\\"");\n' + HELLO),
    (Language.C, "itself", '#include "solution.c"\n' + HELLO),
    (Language.C, "huge binary", "char x[1UL << 40] = {1};\n" + HELLO),
    (Language.CPP, "syntax error", "int main() { return 0 }"),
    (Language.CPP, "endless templates", "template <int n> struct A { A<n + 1> a; }; A<0> a; int main() {}"),
    (Language.CPP, "static assertion", "static_assert(sizeof(int) == 1); int main() {}"),
    (Language.JAVA, "syntax error", "public class Main { public static void main(String[] a) { int } }"),
    (Language.JAVA, "garbage", GARBAGE),
    (Language.JAVA, "name too long for a file", "public class " + "A" * 300 + " { public static void main(String[] a) {} }"),
]  # fmt: skip


@pytest.mark.parametrize(
    "language, source", [row[::2] for row in NO_PROGRAMS], ids=[f"{row[0].value} {row[1]}" for row in NO_PROGRAMS]
)
def test_what_is_no_program_is_a_compile_error(engine: Engine, language: Language, source: str) -> None:
    need(language)
    with engine.open(Program(language, source)) as session:
        assert session.verdict is Verdict.CE, session.detail[:500]
        assert session.detail
        run = session.run(b"", LIMITS)
    assert (run.verdict, run.output) == (Verdict.CE, b"")
    for leak in ("root:", "codequorum", "PATH="):
        assert leak not in session.detail


# What reaches for the machine, or hurts whoever reads it, where there are no mounts to hide it behind. There a message may name
# the sandbox's own folder, which lies under the machine's.
ATTACKS_ON_THE_COMPILER = (
    "file of the host", "file of the host assembled", "the compiler's own house", "endless file assembled", "huge binary",
    "parentheses", "calls", "50 MB", "endless templates",
)  # fmt: skip


@pytest.mark.parametrize("engine", ["T2"], indirect=True)
@pytest.mark.parametrize(
    "language, source",
    [row[::2] for row in NO_PROGRAMS if row[1] in ATTACKS_ON_THE_COMPILER],
    ids=[f"{row[0].value} {row[1]}" for row in NO_PROGRAMS if row[1] in ATTACKS_ON_THE_COMPILER],
)
def test_the_compiler_is_as_safe_without_namespaces(engine: Engine, language: Language, source: str) -> None:
    need(language)
    with engine.open(Program(language, source)) as session:
        assert session.verdict is Verdict.CE, session.detail[:500]
        assert "root:" not in session.detail
    assert run_once(engine, "print(1)").output == b"1\n"


@pytest.mark.parametrize(
    "engine, cpu_s, memory_bytes",
    [("T1", 0.3, 2048 * MEBIBYTE), ("T1", 30.0, 32 * MEBIBYTE), ("T2", 30.0, 32 * MEBIBYTE)],
    indirect=["engine"],
    ids=["time", "memory", "memory in T2"],
)
def test_a_template_bomb_ends_at_the_compilers_limits(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, cpu_s: float, memory_bytes: int
) -> None:
    need(Language.CPP)
    limits = dataclasses.replace(compilation.COMPILE_LIMITS, cpu_s=cpu_s, memory_bytes=memory_bytes)
    monkeypatch.setattr(compilation, "COMPILE_LIMITS", limits)
    with engine.open(Program(Language.CPP, f"// {cpu_s}\n{TEMPLATE_BOMB}")) as session:
        assert session.verdict is Verdict.CE, session.detail


@pytest.mark.parametrize("engine", ["T1 zygote", "T1 native", "T2 zygote"], indirect=True)
def test_the_next_program_is_unharmed(engine: Engine) -> None:
    """Whatever was given before: garbage, nothing, too much, what ends the interpreter that reads it."""
    for source in (GARBAGE, "", "\0", "x" * 2 * MEBIBYTE, "(" * 100_000, "()" * 100_000, "'\ud800'", "import os\nos.abort()"):
        with engine.open(Program(Language.PYTHON3, source)) as session:
            assert session.run(b"", LIMITS).verdict in (Verdict.CE, Verdict.RTE, Verdict.OK)
            assert session.run(b"", LIMITS).verdict is not Verdict.JE
        assert run_once(engine, "print(input())", b"served").output == b"served\n"


def test_a_message_is_the_same_each_time(tmp_path: Path) -> None:
    """It stands in the dataset, which is the same byte for byte."""
    need(Language.C)
    program = Program(Language.C, 'asm(".incbin \\"/etc/passwd\\"");\n' + HELLO)
    said = set()
    for number in range(2):
        with Engine(tmp_path / str(number)).open(program) as session:
            said.add(session.detail)
    assert len(said) == 1


@pytest.mark.parametrize("engine", ["T2"], indirect=True)
@pytest.mark.parametrize("text", ["print(1", "print 1"])
def test_a_message_does_not_name_the_sandbox(engine: Engine, text: str) -> None:
    """In T1 each has the same name; in T2 it lies in a folder that is called by chance."""
    said = set()
    for _ in range(2):
        with engine.open(Program(Language.PYTHON3, text)) as session:
            said.add(session.detail)
    assert len(said) == 1


UNUSUAL = {
    "empty": ("", b""),
    "comment": ("\n\n# nothing\n", b""),
    "byte order mark": ("\ufeffprint('mark')", b"mark\n"),
    "carriage returns": ("print(1)\r\nprint(2)\r\n", b"1\n2\n"),
    "no last line end": ("print(1)", b"1\n"),
    "letters": ("print('é', 'ж', '字')", "é ж 字\n".encode()),
    "long sum": ("print(" + "+".join(["1"] * 2000) + ")", b"2000\n"),
    "long elif": ("n = 700\n" + "".join(f"{'el' * (k > 0)}if n == {k}: print({k})\n" for k in range(800)), b"700\n"),
    "long text": ("print(len('" + "x" * 500_000 + "'))", b"500000\n"),
    "nested": ("print(" + "[" * 90 + "]" * 90 + ")", b"[" * 90 + b"]" * 90 + b"\n"),
}


@pytest.mark.parametrize("source, output", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_texts_are_programs(engine: Engine, source: str, output: bytes) -> None:
    run = run_once(engine, source)
    assert (run.verdict, run.output) == (Verdict.OK, output), run.detail


def test_an_empty_java_text_never_passes(engine: Engine) -> None:
    assert run_once(engine, "", language=Language.JAVA).verdict in (Verdict.CE, Verdict.RTE)


def test_the_message_names_the_place(engine: Engine) -> None:
    for language, source in ((Language.PYTHON3, "x = 1\ny = = 2"), (Language.C, "int main(void) {\n  return nothing;\n}")):
        need(language)
        with engine.open(Program(language, source)) as session:
            assert session.verdict is Verdict.CE
            assert "solution." in session.detail
            assert "2" in session.detail
