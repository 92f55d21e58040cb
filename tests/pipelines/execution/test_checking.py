"""A problem's own checker in the sandbox: what its exit codes mean, and that nothing it does is taken for a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution.checker_programs import Style
from pipelines.execution.checking import CHECKER_LIMITS, EXIT_CODES, Referee, Referees, ruling_of
from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine, Session
from schemas.execution import MEBIBYTE, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind
from tests.pipelines.execution.checkers import KATTIS_PYTHON, STYLES, TESTLIB_SOURCE, kattis_cpp, kattis_python, like_testlib
from tests.pipelines.execution.programs import EVERY_TIER, need
from tests.pipelines.execution.test_comparison import checkers, texts

AC, WA, JE = Verdict.AC, Verdict.WA, Verdict.JE
BRISK = RunLimits(cpu_s=0.5, wall_s=20.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)


@pytest.fixture(autouse=True)
def toolchains() -> None:
    need(Language.CPP)


@pytest.fixture(params=STYLES)
def referee(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Referee]:
    """One per style; CPU limits are those of a machine under load."""
    with Referee(engine, STYLES[request.param]()) as made:
        assert made.failure() == ""
        yield made


CASES: list[tuple[str, bytes, Verdict]] = [
    ("2 3\n", b"2 3\n", AC),
    ("2 3\n", b"5 0", AC),
    ("2 3\n", b"\r\n 4\n\n1 ", AC),
    ("2 3\n", b"2 4\n", WA),
    ("2 3\n", b"2\n", WA),
    ("2 3\n", b"2 3 1\n", WA),
    ("2 3\n", b"none\n", WA),
    ("2 3\n", b"", WA),
    ("2 3\n", b"2 3\0", WA),
    ("2 3\n", b"2\0 3", WA),
    ("2 3\n", b"\0", WA),
    ("2 3\n", b"\xff\xfe 3", WA),
    ("2 3\n", b"2 3 " + b"x" * 3_000_000, WA),
    ("none\n", b"none", AC),
]


@EVERY_TIER
def test_each_style_accepts_every_right_output_and_no_other(referee: Referee) -> None:
    for answer, output, verdict in CASES:
        ruling = referee.rule("5\n", answer, output)
        assert ruling.verdict is verdict, (answer, output[:20], ruling)
        assert (ruling.detail == "") is (verdict is AC)


def test_the_words_of_a_refusal_are_kept(engine: Engine) -> None:
    with Referee(engine, like_testlib()) as referee:
        assert "does not add up" in referee.rule("5\n", "2 3\n", b"2 4\n").detail
        assert "found \\xff" not in referee.rule("5\n", "2 3\n", b"\xff 4\n").detail, "bytes are quoted as what they are"


@pytest.mark.parametrize("make", [kattis_python, kattis_cpp])
def test_validator_flags_are_arguments(engine: Engine, make: Callable[..., Checker]) -> None:
    for flags, verdict in (("", AC), ("strict", WA)):
        with Referee(engine, make(flags=flags)) as referee:
            assert referee.rule("5\n", "2 3\n", b"0 5\n").verdict is verdict


def test_all_of_several_validators_have_to_accept(engine: Engine) -> None:
    odd = "import sys\nsys.exit(42 if int(sys.stdin.read().split()[0]) % 2 else 43)\n"
    checker = kattis_python()
    both = replace(checker, files=(*checker.files, ("output_validators/odd/check.py", odd)))
    with Referee(engine, both) as referee:
        found = [referee.rule("5\n", "2 3\n", output).verdict for output in (b"1 4", b"2 3", b"1 5")]
    assert found == [AC, WA, WA]


def test_a_checker_in_python_in_testlib_style(engine: Engine) -> None:
    source = """import sys
inf, ouf, ans = (open(name, "rb").read().split() for name in sys.argv[1:])
sys.exit(0 if sorted(ouf) == sorted(ans) and inf else 1)
"""
    with Referee(engine, Checker(CheckerKind.CUSTOM, files=(("check.py", source),))) as referee:
        assert [referee.rule("5", "a b", output).verdict for output in (b"b a", b"a c")] == [AC, WA]


def _exits(code: int, style: Style) -> Verdict:
    return ruling_of(Run(Verdict.RTE if code else Verdict.OK, exit_code=code), style, CHECKER_LIMITS).verdict


@given(st.integers(-64, 255), st.sampled_from(Style))
def test_an_exit_code_that_says_nothing_is_the_judges_failure(code: int, style: Style) -> None:
    accepts, refuses = ({0}, {1, 2, 4, 8}) if style is Style.TESTLIB else ({42}, {43})
    assert _exits(code, style) is (AC if code in accepts else WA if code in refuses else JE)


@given(st.sampled_from([Verdict.TLE, Verdict.MLE, Verdict.OLE, JE, Verdict.US, Verdict.CE, Verdict.UNSTABLE]))
def test_a_checker_over_its_limits_says_nothing(verdict: Verdict) -> None:
    for style, codes in EXIT_CODES.items():
        for code in codes:
            over = Run(verdict, exit_code=code, memory_bytes=CHECKER_LIMITS.memory_bytes + 1)
            assert ruling_of(over, style, CHECKER_LIMITS).verdict is JE


def test_an_output_cannot_talk_a_refusal_away(engine: Engine) -> None:
    """The sandbox reads out-of-memory from what a program says last; a checker may be quoting."""
    with Referee(engine, like_testlib()) as referee:
        for word in (b"MemoryError", b"std::bad_alloc", b"java.lang.OutOfMemoryError"):
            assert referee.rule("5\n", "2 3\n", word + b" 3\n").verdict is WA


CPP_ATTACKS = {
    "loops": "for (;;) {}",
    "sleeps": "for (;;) sleep(1);",
    "floods": "for (;;) puts(\"flood flood flood flood\");",
    "floods stderr": "for (;;) fputs(\"flood flood flood flood\", stderr);",
    "forks": "while (fork() >= 0) {} for (;;) {}",
    "hoards": "for (;;) memset(malloc(1 << 24), 1, 1 << 24);",
    "fails": "quit(_fail, \"I do not know\");",
    "gives points": "quit(_points, \"7\");",
    "aborts": "abort();",
    "crashes": "*(volatile int *)0 = 0;",
    "kills": "kill(-1, SIGKILL); kill(getppid(), SIGKILL); raise(SIGKILL);",
    "recurses": "volatile char deep[1 << 20]; deep[0] = 0; return main(argc, argv) + deep[0];",
    "exits oddly": "_exit(255);",
}  # fmt: skip


@EVERY_TIER
@pytest.mark.parametrize("body", CPP_ATTACKS.values(), ids=CPP_ATTACKS)
def test_a_bad_checker_harms_nobody_but_its_question(engine: Engine, body: str) -> None:
    """Before and after, the same session answers what it is asked."""
    headers = "#include <csignal>\n#include <cstdlib>\n#include <cstring>\n#include <unistd.h>\n"
    attack = f'if (first == "attack") {{ {body} }}\n    char *end;'
    source = headers + TESTLIB_SOURCE.replace("char *end;", attack, 1)
    with Referee(
        engine, like_testlib(source), BRISK if body != CPP_ATTACKS["sleeps"] else replace(BRISK, wall_s=0.5)
    ) as referee:
        assert referee.rule("5\n", "2 3\n", b"1 4").verdict is AC
        ruling = referee.rule("5\n", "2 3\n", b"attack")
        assert (ruling.verdict, ruling.detail.startswith("checker: ")) == (JE, True)
        assert referee.rule("5\n", "2 3\n", b"0 5").verdict is AC
        assert referee.rule("5\n", "2 3\n", b"0 6").verdict is WA


PYTHON_ATTACKS = {
    "raises": "raise ValueError(words)",
    "says testlib's yes": "sys.exit(0)",
    "fills its folder": "for n in range(10**6): open(sys.argv[3] + str(n), 'w').write('x' * 10**6)",
    "writes elsewhere": "open('/judgemessage.txt', 'w')",
    "changes the answer": "open(sys.argv[2], 'w').write('none')",
    "forks and leaves": "os.fork() or os.execv('/bin/sleep', ['sleep', '99'])\nsys.exit(1)",
    "makes a pipe": "os.mkfifo(sys.argv[3] + 'judgemessage.txt'); open(sys.argv[3] + 'judgemessage.txt')",
}


@EVERY_TIER
@pytest.mark.parametrize("body", PYTHON_ATTACKS.values(), ids=PYTHON_ATTACKS)
def test_a_bad_validator_harms_nobody_but_its_question(engine: Engine, body: str) -> None:
    inner = body.replace("\n", "\n    ")
    source = KATTIS_PYTHON.replace('if words == [b"none"]:', f'if words == [b"attack"]:\n    {inner}\nif words == [b"none"]:')
    with Referee(engine, kattis_python(source), replace(BRISK, cpu_s=2.0, wall_s=5.0)) as referee:
        assert referee.rule("5\n", "2 3\n", b"1 4").verdict is AC
        assert referee.rule("5\n", "2 3\n", b"attack").verdict is JE
        assert referee.rule("5\n", "2 3\n", b"0 5").verdict is AC


@pytest.mark.parametrize(
    "checker, why",
    [
        (like_testlib("int main( {"), "check.cpp cannot be used: .*error"),
        (
            Checker(CheckerKind.CUSTOM, files=(("check.cpp", '#include "testlib.h"\n'),)),
            "check.cpp cannot be used: .*testlib.h",
        ),
        (kattis_python("import sys\nsys.exit(42"), "validate.py cannot be used: .*SyntaxError"),
        (Checker(CheckerKind.CUSTOM), "does not hold the program"),
        (Checker(CheckerKind.CUSTOM, files=(("check.cpp", "x" * (2 * MEBIBYTE)),)), "at most 1048576 are compiled"),
    ],
    ids=["c++", "header", "python", "absent", "huge"],
)
def test_a_checker_that_cannot_be_used_says_why_and_decides_nothing(engine: Engine, checker: Checker, why: str) -> None:
    with Referee(engine, checker) as referee:
        assert re.search(why, referee.failure()), referee.failure()
        ruling = referee.rule("5\n", "2 3\n", b"2 3\n")
        assert (ruling.verdict, ruling.detail) == (JE, referee.failure())


class CountingEngine(Engine):
    """Counts the sessions that were opened and the runs in them."""

    def __init__(self, cache_folder: Path) -> None:
        super().__init__(cache_folder)
        self.opened = self.runs = 0

    def open(self, *arguments: object, **options: object) -> Session:
        self.opened += 1
        session = super().open(*arguments, **options)  # type: ignore[arg-type]
        run = session.run

        def counted(*arguments: object) -> Run:
            self.runs += 1
            return run(*arguments)  # type: ignore[arg-type]

        session.run = counted  # type: ignore[method-assign, assignment]
        return session


def test_a_question_costs_one_run_and_is_asked_once(cache_folder: Path) -> None:
    engine = CountingEngine(cache_folder)
    referees = Referees(engine)
    for _ in range(3):
        for a in range(6):
            assert referees.of(like_testlib()).rule("5\n", "2 3\n", f"{a} {5 - a}".encode()).verdict is AC
    referees.close()
    assert (engine.opened, engine.runs) == (1, 6)


def test_a_failure_is_asked_again(cache_folder: Path) -> None:
    engine = CountingEngine(cache_folder)
    with Referee(engine, like_testlib()) as referee:
        for _ in range(3):
            assert referee.rule("x", "2 3\n", b"2 3").verdict is JE
    assert engine.runs == 3


def test_referees_close_those_that_nobody_asks(cache_folder: Path) -> None:
    engine = CountingEngine(cache_folder)
    referees = Referees(engine)
    for number in range(7):
        assert referees.of(like_testlib(f"{TESTLIB_SOURCE}// {number % 6}\n")).rule("5", "2 3", b"1 4").verdict is AC
    assert engine.opened == 7, "the first of them was closed long ago"
    referees.close()


@given(texts, texts, checkers)
def test_without_a_program_the_table_decides(answer: str, output: str, checker: Checker) -> None:
    if checker.kind is CheckerKind.CUSTOM:
        return
    with Referee(Engine(), checker) as referee:
        verdict = referee.rule("", answer, output.encode()).verdict
        assert (verdict is AC) == outputs_match(answer, decode_output(output.encode()), checker)
