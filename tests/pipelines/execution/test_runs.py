"""A program is compiled once and run on any number of inputs: each run sees its own input and nothing of the others."""

import dataclasses
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.execution.engine import Engine, Session
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, JAVA_LIMITS, LIMITS, need, run_once

DOUBLERS = {
    Language.PYTHON3: "print(2 * int(input()))",
    Language.PYPY3: "print(2 * int(input()))",
    Language.PYTHON: "print 2 * int(raw_input())",
    Language.C: '#include <stdio.h>\nint main(void) { long n; scanf("%ld", &n); printf("%ld\\n", 2 * n); return 0; }',
    Language.CPP: "#include <iostream>\nint main() { if (long n; std::cin >> n) std::cout << 2 * n << '\\n'; }",  # C++17
    Language.JAVA: """import java.util.Scanner;
        public class Doubler { public static void main(String[] a) {
            System.out.println(2 * new Scanner(System.in).nextLong()); } }""",
}
CAT = "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())"
C_CAT = """#include <unistd.h>
int main(void) { static char block[65536]; long n; while ((n = read(0, block, sizeof block)) > 0) write(1, block, n); }"""


def limits_of(language: Language) -> RunLimits:
    return JAVA_LIMITS if language is Language.JAVA else LIMITS


@pytest.fixture(scope="module")
def cat(engine: Engine) -> Iterator[Session]:
    with engine.open(Program(Language.PYTHON3, CAT)) as session:
        yield session


@pytest.fixture(scope="module")
def leaver(engine: Engine) -> Iterator[Session]:
    with engine.open(Program(Language.PYTHON3, "import sys\nsys.exit(int(input()))")) as session:
        yield session


@pytest.mark.parametrize("language", DOUBLERS, ids=lambda language: language.value)
def test_one_compilation_serves_many_inputs(engine: Engine, language: Language) -> None:
    need(language)
    numbers = [3, -7, 0, 10**12, 3]
    runs = list(engine.execute(Program(language, DOUBLERS[language]), (b"%d\n" % n for n in numbers), limits_of(language)))
    assert [run.verdict for run in runs] == [Verdict.OK] * len(numbers), runs[0].detail
    assert [run.output for run in runs] == [b"%d\n" % (2 * n) for n in numbers]
    assert all(run.cpu_s > 0 and run.wall_s > 0 and run.memory_bytes > 0 and run.exit_code == 0 for run in runs)


@given(st.binary(max_size=20_000))
@settings(max_examples=60, deadline=None)
def test_bytes_pass_through_unchanged(cat: Session, content: bytes) -> None:
    run = cat.run(content, LIMITS)
    assert (run.verdict, run.output) == (Verdict.OK, content)


@given(st.lists(st.integers(0, 5), max_size=6))
@settings(max_examples=20, deadline=None)
def test_a_run_does_not_depend_on_the_runs_before_it(cat: Session, order: list[int]) -> None:
    for number in order:
        assert cat.run(b"%d" % number, LIMITS).output == b"%d" % number


@pytest.mark.parametrize("language, source", [(Language.PYTHON3, CAT), (Language.C, C_CAT)], ids=["python", "c"])
def test_64_mb_of_input_work(engine: Engine, language: Language, source: str) -> None:
    content = bytes(range(256)) * (64 * MEBIBYTE // 256)
    limits = dataclasses.replace(LIMITS, cpu_s=20.0, memory_bytes=512 * MEBIBYTE, output_bytes=len(content))
    run = run_once(engine, source, content, limits, language)
    assert run.verdict is Verdict.OK, run.detail
    assert run.output == content


def test_invalid_utf8_survives(engine: Engine) -> None:
    run = run_once(engine, r"import os; os.write(1, b'\xff\xfe\x00\xc3(\n')")
    assert (run.verdict, run.output) == (Verdict.OK, b"\xff\xfe\x00\xc3(\n")


def test_a_closed_session_may_be_used_again(engine: Engine) -> None:
    session = engine.open(Program(Language.PYTHON3, CAT))
    session.close()
    session.close()
    assert session.run(b"x", LIMITS).output == b"x"
    session.close()


def test_inputs_are_taken_one_at_a_time(engine: Engine) -> None:
    inputs = iter([b"1", b"2"])
    runs = engine.execute(Program(Language.PYTHON3, CAT), inputs, LIMITS)
    assert next(iter(runs)).output == b"1"
    assert list(inputs) == [b"2"]


def test_sessions_side_by_side_do_not_mix(engine: Engine) -> None:
    sessions = [engine.open(Program(Language.PYTHON3, f"print({number}, input())")) for number in range(3)]
    for word in (b"a", b"b"):
        assert [session.run(word, LIMITS).output for session in sessions] == [b"%d %s\n" % (n, word) for n in range(3)]
    for session in sessions:
        session.close()


@pytest.mark.parametrize("language", [Language.PYTHON, Language.UNKNOWN_LANGUAGE], ids=lambda language: language.value)
def test_a_language_without_toolchain_is_unsupported_never_wrong(
    engine: Engine, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.execution.compilation.tool_path", lambda language: None)
    with engine.open(Program(language, "print 1")) as session:
        assert session.verdict is Verdict.US
        run = session.run(b"", LIMITS)
    assert run.verdict is Verdict.US
    assert not run.verdict.is_evidence
    assert language.value in run.detail


@pytest.mark.parametrize("name", ["cpu_s", "memory_bytes", "output_bytes"])
@pytest.mark.parametrize("value", [0, -1])
def test_limits_are_positive(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name):
        dataclasses.replace(LIMITS, **{name: value})


def test_very_long_limits_work(engine: Engine) -> None:
    assert run_once(engine, "print(1)", limits=RunLimits(cpu_s=1e7)).verdict is Verdict.OK


@given(st.integers(-1000, 1000))
@example(-2)  # was taken for the mark of an uncaught KeyboardInterrupt
@settings(max_examples=40, deadline=None)
def test_an_exit_code_other_than_zero_is_a_run_time_error(leaver: Session, code: int) -> None:
    run = leaver.run(b"%d" % code, LIMITS)
    assert run.exit_code == code & 0xFF
    assert run.verdict is (Verdict.RTE if code & 0xFF else Verdict.OK)


@EVERY_ENGINE
@pytest.mark.parametrize("status", ["-2", "256", "257", "-1", "1 << 31", "(1 << 32) + 5", "True", "None", "2.5", "'text'"])
def test_exit_codes_are_what_the_interpreter_makes_of_them(engine: Engine, status: str) -> None:
    expected = subprocess.run([sys.executable, "-c", f"import sys; sys.exit({status})"], capture_output=True, check=False)
    run = run_once(engine, f"import sys; sys.exit({status})")
    assert run.exit_code == expected.returncode
    assert run.verdict is (Verdict.RTE if expected.returncode else Verdict.OK)


@pytest.mark.parametrize("status", ["1 << 70", "-(1 << 70)", "1 << 63"])
@pytest.mark.parametrize("engine", ["T1 zygote", "T1 native"], indirect=True)
def test_exit_codes_beyond_a_machine_word_are_failures(engine: Engine, status: str) -> None:
    run = run_once(engine, f"import sys; sys.exit({status})")
    assert (run.verdict, run.exit_code) == (Verdict.RTE, 255)


@EVERY_ENGINE
@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xc3(\n", bytes(range(256)), b"\xed\xa0\x80", b"\0" * 1000])
def test_output_of_any_bytes_survives(engine: Engine, content: bytes) -> None:
    source = f"import os, sys\nsys.stdout.buffer.write({content!r}); sys.stdout.flush(); os.write(2, {content!r})"
    run = run_once(engine, source)
    assert (run.verdict, run.output) == (Verdict.OK, content)


def test_measures_are_of_the_run_alone(engine: Engine) -> None:
    spin = "import time\nn = int(input())\nend = time.process_time() + n / 10\nwhile time.process_time() < end: pass"
    with engine.open(Program(Language.PYTHON3, spin)) as session:
        busy, idle = session.run(b"4", LIMITS), session.run(b"0", LIMITS)
    assert busy.verdict is idle.verdict is Verdict.OK
    assert busy.cpu_s >= 0.4 > idle.cpu_s
    assert busy.wall_s >= 0.4
    assert math.isfinite(idle.wall_s)


@pytest.mark.parametrize("count", [1, 3, 9])
def test_a_slot_that_dies_between_batches_costs_one_run_and_mixes_nothing(engine: Engine, count: int) -> None:
    """Outputs were once given to the inputs after them: the first request went with the old slot, the others to a new one."""
    with engine.open(Program(Language.PYTHON3, CAT)) as session:
        assert session.run(b"before", LIMITS).output == b"before"
        kill_the_slot_of(session)
        inputs = [b"%d" % number for number in range(count)]
        runs = list(session.run_many(inputs, LIMITS))
        mixes_nothing(inputs, runs)
        assert runs[0].verdict is Verdict.JE


def test_a_slot_that_dies_in_a_batch_mixes_nothing(engine: Engine) -> None:
    inputs = [b"%d" % number for number in range(12)]
    with engine.open(Program(Language.PYTHON3, CAT)) as session:
        runs = []
        for place, run in enumerate(session.run_many(inputs, LIMITS)):
            runs.append(run)
            if place == 4:
                kill_the_slot_of(session)
    mixes_nothing(inputs, runs)


def test_nothing_is_asked_in_the_midst_of_a_batch(engine: Engine) -> None:
    with engine.open(Program(Language.PYTHON3, CAT)) as session:
        batch = session.run_many([b"1", b"2", b"3"], LIMITS)
        assert next(batch).output == b"1"
        with pytest.raises(RuntimeError, match="under way"):
            session.run(b"other", LIMITS)
        with pytest.raises(RuntimeError, match="under way"):
            next(session.run_many([b"other"], LIMITS))
        assert [run.output for run in batch] == [b"2", b"3"]
        assert session.run(b"after", LIMITS).output == b"after"
        stopped = session.run_many([b"1", b"2", b"3"], LIMITS)
        next(stopped)
        stopped.close()
        assert session.run(b"later", LIMITS).output == b"later"


def test_each_run_of_a_batch_may_have_its_own_limits(engine: Engine) -> None:
    limits = [dataclasses.replace(LIMITS, output_bytes=size) for size in (1, 2, 3, 4, 5, 6)]
    with engine.open(Program(Language.PYTHON3, CAT)) as session:
        runs = list(session.run_many([b"xxx"] * 6, limits))
    assert [run.verdict for run in runs] == [Verdict.OLE] * 2 + [Verdict.OK] * 4


def mixes_nothing(inputs: Sequence[bytes], runs: Sequence[Run]) -> None:
    """Each run has its own input's output, or is the one that the slot took along."""
    assert [run.verdict for run in runs].count(Verdict.JE) <= 1
    for content, run in zip(inputs, runs, strict=True):
        assert run.verdict is Verdict.JE or (run.verdict, run.output) == (Verdict.OK, content)


def kill_the_slot_of(session: Session) -> None:
    sandbox = session._sandbox
    assert sandbox is not None
    sandbox._process.kill()
    os.waitid(os.P_PID, sandbox._process.pid, os.WEXITED | os.WNOWAIT)
