"""Memory, output, stack and crashes: each has its own verdict, and none is taken for the judge's failure."""

import dataclasses
import signal

import pytest

from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, RunLimits, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, JAVA_LIMITS, LIMITS, attack, need, run_once

SMALL = dataclasses.replace(LIMITS, memory_bytes=128 * MEBIBYTE)

# Pages are touched through volatile pointers and the pointer escapes, so that no compiler may leave the allocation out.
C_EIGHT_GIGABYTES = (
    "volatile char *kept; void attack(void) { kept = malloc(8UL << 30); for (unsigned long i = 0; ; i += 4096) kept[i] = 1; }"
)
C_GROWING = """volatile char *kept;
void attack(void) {
    while ((kept = malloc(1 << 20)))
        for (int i = 0; i < 1 << 20; i += 4096) kept[i] = 1;
    abort();
}"""
C_MAPPING = """volatile char *kept;
void attack(void) {
    while ((void *)(kept = mmap(0, 1 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) != MAP_FAILED)
        for (int i = 0; i < 1 << 20; i += 4096) kept[i] = 1;
    exit(1);
}"""
C_ENDLESS = """int deeper(int n) { volatile char b[512]; b[0] = n; return deeper(n + 1) + b[0]; }
void attack(void) { exit(deeper(0)); }"""
C_DEEP = """#include <stdio.h>
int f(int n) { volatile char b[256]; b[n % 256] = 1; return n ? f(n - 1) + b[n % 256] : 0; }
int main(void) { printf("%d\\n", f(100000)); }"""
PYTHON_DEEP = """import sys
sys.setrecursionlimit(200000)
def f(n): return n and 1 + f(n - 1)
print(f(100000))"""
PYTHON_DEEP_THREAD = """import sys, threading
sys.setrecursionlimit(200000)
threading.stack_size(1 << 27)
def f(n): return n and 1 + f(n - 1)
thread = threading.Thread(target=lambda: print(f(100000)))
thread.start()
thread.join()"""
JAVA_DEEP = """class Main {
    static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); }
    public static void main(String[] a) { System.out.println(f(100000)); }
}"""
CPP_NEW = """#include <cstdio>
#include <cstdlib>
volatile char *kept;
int main(int argc, char **argv) {
    unsigned long size = 8UL << 30;
    kept = new char[size];
    for (unsigned long i = 0; i < size; i += 4096) kept[i] = 1;
    std::puts("got it");
}"""


@EVERY_TIER
@pytest.mark.parametrize(
    "body",
    [
        "kept = bytearray(8 << 30)\nprint(len(kept))",
        "kept = [0] * (1 << 30)\nprint(len(kept))",
        "kept = []\nwhile True: kept.append(bytearray(1 << 20))",
        "kept = 'x'\nwhile True: kept += kept",
        "def deeper():\n    kept = []\n    while True: kept.append([kept])\ndeeper()",
    ],
    ids=["at once", "list", "in steps", "text", "small objects"],
)
def test_python_out_of_memory(engine: Engine, body: str) -> None:
    assert attack(engine, body, SMALL).verdict is Verdict.MLE


@EVERY_TIER
@pytest.mark.parametrize("body", [C_GROWING, C_MAPPING], ids=["malloc", "mmap"])
def test_c_out_of_memory(engine: Engine, body: str) -> None:
    assert attack(engine, body, SMALL, Language.C).verdict is Verdict.MLE


@EVERY_TIER
def test_c_that_ignores_a_failed_malloc_crashes(engine: Engine) -> None:
    assert attack(engine, C_EIGHT_GIGABYTES, SMALL, Language.C).verdict in (Verdict.RTE, Verdict.MLE)


@EVERY_TIER
def test_cpp_new_of_eight_gigabytes(engine: Engine) -> None:
    outcome = run_once(engine, CPP_NEW, b"", SMALL, Language.CPP)
    assert (outcome.verdict, outcome.output) == (Verdict.MLE, b"")


def test_java_out_of_memory(engine: Engine) -> None:
    source = """import java.util.*;
public class Main { static List<byte[]> kept = new ArrayList<>();
    public static void main(String[] a) { while (true) kept.add(new byte[1 << 20]); } }"""
    limits = dataclasses.replace(JAVA_LIMITS, memory_bytes=128 * MEBIBYTE)
    assert run_once(engine, source, b"", limits, Language.JAVA).verdict is Verdict.MLE


@EVERY_ENGINE
def test_memory_within_the_limit_is_no_offence(engine: Engine) -> None:
    outcome = run_once(engine, "kept = bytearray(100 << 20)\nprint(len(kept))", limits=SMALL)
    assert outcome.verdict is Verdict.OK
    assert outcome.memory_bytes >= 100 * MEBIBYTE


@EVERY_TIER
@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "while True: print('x' * 1000)"),
        (Language.PYTHON3, "while True:\n    try: sys.stdout.write('x' * 10000)\n    except OSError: sys.exit()"),
        (Language.PYTHON3, "while True: sys.stderr.write('x' * 1000)"),
        (Language.PYTHON3, "import os\nos.pwrite(1, b'x', 1 << 19)\nwhile True: os.write(1, b'x' * 4096)"),
        (Language.C, 'void attack(void) { for (;;) puts("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"); }'),
        (
            Language.C,
            'void attack(void) { signal(SIGXFSZ, SIG_IGN); for (int i = 0; i < 1 << 18; i++) write(1, "xxxxxxxx", 8); }',
        ),
    ],
    ids=["print", "error caught", "standard error", "sparse", "c", "c ignoring the signal"],
)
def test_a_flood_of_output(engine: Engine, language: Language, body: str) -> None:
    outcome = attack(engine, body, language=language)  # which asserts that no more than the limit came out
    assert outcome.verdict is Verdict.OLE


@EVERY_ENGINE
@pytest.mark.parametrize("extra, verdict", [(0, Verdict.OK), (1, Verdict.OLE)], ids=["at the limit", "one byte more"])
def test_the_output_limit_is_exact(engine: Engine, extra: int, verdict: Verdict) -> None:
    limits = dataclasses.replace(LIMITS, output_bytes=5000)
    outcome = run_once(engine, f"import os\nos.write(1, b'x' * {5000 + extra})", limits=limits)
    assert (outcome.verdict, len(outcome.output)) == (verdict, 5000)


@EVERY_ENGINE
def test_standard_output_cannot_be_stretched(engine: Engine) -> None:
    body = """
import errno, os
for deed in (lambda: os.ftruncate(1, 1 << 40), lambda: os.posix_fallocate(1, 0, 1 << 40), lambda: os.pwrite(1, b"x", 1 << 40)):
    try:
        deed()
        print("stretched")
    except OSError as error:
        print(errno.errorcode[error.errno])
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"EFBIG\n" * 3)


@EVERY_TIER
@pytest.mark.parametrize(
    "language, body, verdicts",
    [
        (Language.C, C_ENDLESS, {Verdict.RTE, Verdict.MLE}),
        (Language.PYTHON3, "def f(): f()\nf()", {Verdict.RTE}),
        (Language.PYTHON3, "sys.setrecursionlimit(10**9)\ndef f(): f()\nf()", {Verdict.RTE, Verdict.MLE, Verdict.TLE}),
        (Language.PYTHON3, "x, y = (), ()\nfor _ in range(10**6): x, y = (x,), (y,)\nsys.setrecursionlimit(10**9)\nx == y",
         {Verdict.RTE, Verdict.MLE}),
        (Language.PYTHON3, "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x", {Verdict.RTE}),
    ],
    ids=["c", "python", "python without a limit", "nested tuples", "getattr"],
)  # fmt: skip
def test_endless_recursion(engine: Engine, language: Language, body: str, verdicts: set[Verdict]) -> None:
    limits = dataclasses.replace(SMALL, cpu_s=1.0)
    assert attack(engine, body, limits, language).verdict in verdicts


@EVERY_TIER
@pytest.mark.parametrize(
    "language, source",
    [
        (Language.C, C_DEEP),
        (Language.PYTHON3, PYTHON_DEEP),
        (Language.PYTHON3, PYTHON_DEEP_THREAD),
        (Language.JAVA, JAVA_DEEP),
    ],
    ids=["c", "python", "python thread", "java"],
)
def test_deep_but_finite_recursion_works(engine: Engine, language: Language, source: str) -> None:
    outcome = run_once(engine, source, b"", JAVA_LIMITS, language)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"100000\n"), outcome.detail


@EVERY_TIER
@pytest.mark.parametrize(
    "body, number",
    [
        ("volatile int *p = 0; void attack(void) { *p = 1; }", signal.SIGSEGV),
        ("volatile int one = 1, zero; void attack(void) { one = one / zero; }", signal.SIGFPE),
        ("void attack(void) { abort(); }", signal.SIGABRT),
        ("void attack(void) { raise(SIGKILL); }", signal.SIGKILL),
        ("void attack(void) { raise(SIGTERM); }", signal.SIGTERM),
    ],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else "",
)
def test_a_crash_is_a_run_time_error_and_no_time_out(engine: Engine, body: str, number: signal.Signals) -> None:
    outcome = attack(engine, body, language=Language.C)
    assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, -number)
    assert number.name in outcome.detail


@EVERY_ENGINE
def test_an_uncaught_exception_is_named(engine: Engine) -> None:
    outcome = attack(engine, "print('before')\nraise KeyError('which one')")
    assert (outcome.verdict, outcome.exit_code, outcome.output) == (Verdict.RTE, 1, b"before\n")
    assert "KeyError: 'which one'" in outcome.detail


def test_java_exit_code_and_exception(engine: Engine) -> None:
    need(Language.JAVA)
    for statement, code in (("System.exit(7);", 7), ('throw new RuntimeException("x");', 1)):
        source = f"public class Main {{ public static void main(String[] a) {{ {statement} }} }}"
        outcome = run_once(engine, source, b"", JAVA_LIMITS, Language.JAVA)
        assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, code)


@EVERY_TIER
@pytest.mark.parametrize("numbers", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
@pytest.mark.parametrize("language", [Language.PYTHON3, Language.C], ids=["python", "c"])
def test_closed_streams_give_a_clean_verdict(engine: Engine, language: Language, numbers: tuple[int, ...]) -> None:
    python = f"import os\nfor number in {numbers}: os.close(number)\nprint('x', flush=True)"
    c = "void attack(void) { " + "".join(f"close({number}); " for number in numbers) + 'puts("x"); }'
    outcome = attack(engine, python if language is Language.PYTHON3 else c, language=language)
    assert outcome.output == (b"" if 1 in numbers else b"x\n")
    if 1 not in numbers:
        assert outcome.verdict is Verdict.OK
    elif language is Language.PYTHON3:
        assert outcome.verdict is Verdict.RTE  # the flush fails, and says so


@EVERY_ENGINE
def test_the_tightest_limits_still_give_a_verdict(engine: Engine) -> None:
    tight = RunLimits(cpu_s=0.001, memory_bytes=1, output_bytes=1)
    outcome = attack(engine, "while True: print('x' * 100)", tight)
    assert outcome.verdict in (Verdict.TLE, Verdict.MLE, Verdict.OLE)
