"""A bundle says nothing that the engine would not say, whatever is in it, and leaves to the engine what it cannot tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.bundles import MOST_INPUT_BYTES, bundle_of, can_join, first_verdicts
from pipelines.evaluation.filtering import passes_examples
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, Program, RunLimits
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Problem, Test
from tests.pipelines.evaluation.making import ECHO
from tests.pipelines.execution.programs import need
from tests.pipelines.strategies import few, moderate

SHORT = RunLimits(cpu_s=0.5, wall_s=30.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)
ODD = (
    "import sys\nprint(sys.stdin.read().strip() * 2)",
    "import sys\nfor line in sys.stdin:\n    print(line, end='x')",
    "print(open(0).read(), 7)",
    "import os\nprint(os.read(0, 100).decode(), 7)",
    "print(open('/dev/stdin').read())",
    "import os\nprint(os.read(0, os.fstat(0).st_size).decode())",
    "print(__name__, sorted(vars()))",
    "print(__doc__, __name__, __builtins__.__name__)",
    "import __main__\nx = 5\nprint(__main__.x)",
    "print(os)",
    "print(sources)",
    "print(_begin)",
    "input()\ninput()",
    "def f(n):\n    return f(n + 1)\nf(0)",
    "import sys\nsys.setrecursionlimit(10**6)\ndef f(n):\n    return f(n + 1)\nf(0)",
    "x = [0] * 10**9",
    "raise SystemExit(3)",
    "raise SystemExit('7')",
    "exit()",
    "import os\nos._exit(0)",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "from collections import defaultdict as d, Counter\nfrom math import *\nprint(floor(d(int)['a']), pi)",
    "from __future__ import annotations\nx: int = 3\nprint(__annotations__)",
    "x: int = 3\nprint(__annotations__)",
    "import atexit\natexit.register(lambda: print('bye'))",
    "import threading\nthreading.Thread(target=lambda: print('late')).start()",
    "print('1' if input() == '1' else '2')",
    "class A:\n    def __del__(self):\n        print('gone')\na = A()",
    "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))).__module__)",
    "print('\\ud800')",
    "print(hash('a') == hash('a'), id(0) > 0)",
    "while True:\n    pass",
    "while True:\n    print('1' * 1000)",
    "import time\ntime.sleep(0.01)\nprint(0)",
    "\tprint(1)",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    need(Language.PYTHON3)
    yield Engine(tmp_path_factory.mktemp("cache"))


def python(source: str) -> Program:
    return Program(Language.PYTHON3, source)


def told(engine: Engine, programs: list[Program], problem: Problem = ECHO, limits: RunLimits = SHORT) -> list[str]:
    with Referee(engine, problem.checker) as referee:
        return first_verdicts(engine, problem, programs, limits, referee)


def test_what_it_says_the_engine_says(engine: Engine) -> None:
    programs = [python(source) for source in ODD]
    with Referee(engine, ECHO.checker) as referee:
        for program, verdict in zip(programs, told(engine, programs), strict=True):
            assert verdict in ("", passes_examples(engine, ECHO, program, SHORT, referee)), program.source


def test_most_that_fail_are_told(engine: Engine) -> None:
    found = told(engine, [python(source) for source in ("print(3)", "1 / 0", "while True:\n    pass", "print(input())")])
    assert found == ["WA", "RTE", "TLE", ""]


def test_programs_of_the_demo_are_told_as_by_the_engine(engine: Engine) -> None:
    folder = Path(__file__).resolve().parents[3] / "pipelines" / "demo" / "problems"
    programs = [python(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))][::6][:24]
    assert programs
    with Referee(engine, ECHO.checker) as referee:
        for program, verdict in zip(programs, told(engine, programs), strict=True):
            assert verdict in ("", passes_examples(engine, ECHO, program, SHORT, referee)), program.source


def test_one_that_harms_its_bundle_harms_no_verdict(engine: Engine) -> None:
    hostile = (
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        "import os\nfor one in range(3, 64):\n    try:\n        os.write(one, b'x' * 64)\n    except OSError:\n        pass",
        "import os\nos.closerange(0, 64)",
        "import os, signal\ntry:\n    os.kill(-1, signal.SIGKILL)\nexcept OSError:\n    pass",
    )
    programs = [python(text) for text in (*hostile, "print(3)", "print(input())", *hostile, "print(3)")]
    found = told(engine, programs)
    assert found[len(hostile)] == found[-1] == "WA"
    assert found[len(hostile) + 1] == ""


@few
@given(st.lists(st.integers(0, 2**70), min_size=2, max_size=12))
def test_each_program_is_run_and_no_other(engine: Engine, numbers: list[int]) -> None:
    """Right is the program that prints the answer: the one at which an empty verdict has to stand."""
    answer = str(numbers[len(numbers) // 2])
    problem = dataclasses.replace(ECHO, public_tests=(Test("1\n", answer),), checker=Checker(CheckerKind.TOKENS))
    found = told(engine, [python(f"print({one})") for one in numbers], problem)
    assert found == ["" if str(one) == answer else "WA" for one in numbers]


@moderate
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_texts_stand_in_a_bundle_as_they_are(texts: list[str]) -> None:
    kept: dict[str, object] = {}
    source = bundle_of(texts).source
    exec(compile(source.replace("_begin(globals(), ", "kept = ("), "bundle", "exec"), kept)
    assert kept["kept"] == tuple(texts)


@pytest.mark.parametrize(
    "program",
    [
        Program(Language.CPP, "int main() {}"),
        python(""),
        python("import numpy\nprint(1)"),
        python("print(open(__file__).read())"),
        python("import inspect"),
        python("#" * 10_000),
        Program(Language.PYTHON3, "import other", (("other.py", ""),)),
    ],
)
def test_what_might_behave_otherwise_does_not_join(program: Program) -> None:
    assert not can_join(program)


def test_where_nothing_can_be_bundled_the_engine_decides(engine: Engine) -> None:
    programs = [python("print(3)"), python("print(4)")]
    large = Test("1" * (MOST_INPUT_BYTES + 1), "1")
    for problem in (
        dataclasses.replace(ECHO, public_tests=()),
        dataclasses.replace(ECHO, public_tests=(large,)),
        dataclasses.replace(ECHO, input_file="in.txt"),
    ):
        assert told(engine, programs, problem) == ["", ""]
    assert told(engine, programs[:1]) == [""], "one alone is opened by itself"
    assert told(engine, []) == []
