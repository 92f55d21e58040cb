"""Judge a list of programs: compiled, run in the sandbox on each test, compared with what is expected."""

from __future__ import annotations

from pipelines.execution.engine import Engine
from pipelines.execution.judging import judge_tests
from schemas.execution import Execution, Program, RunLimits
from schemas.language import Language
from schemas.problem import Checker, Test

TESTS = [Test("3\n1 2 -3\n", "0\n"), Test("1\n-5\n", "-5\n")]
PROGRAMS = {
    "right": "input()\nprint(sum(map(int, input().split())))",
    "wrong": "input()\nprint(max(0, sum(map(int, input().split()))))",
    "crashes": "input()\nprint(1 / sum(map(int, input().split())))",
    "does not compile": "print(",
}


def judged(sources: dict[str, str]) -> dict[str, Execution]:
    """Every program on all tests, each run with a second of CPU time."""
    engine, limits = Engine(), RunLimits(cpu_s=1.0)
    programs = {name: Program(Language.PYTHON3, source) for name, source in sources.items()}
    return {name: judge_tests(engine, program, TESTS, Checker(), limits) for name, program in programs.items()}


def main() -> None:
    """Print a line for each program."""
    for name, execution in judged(PROGRAMS).items():
        verdicts = [one.verdict.value for one in execution.judgements] or [execution.compile_verdict.value]
        print(f"{name:17} {' '.join(verdicts)}")


if __name__ == "__main__":
    main()
