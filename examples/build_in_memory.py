"""Build tests for one problem in memory: candidates are drawn, and kept where all correct programs print the same."""

from __future__ import annotations

from pipelines.execution.engine import Engine
from pipelines.generation.agreement import probe, vote
from pipelines.generation.candidates import fresh_candidates
from schemas.execution import Program, RunLimits
from schemas.language import Language
from schemas.problem import Problem, Solution, Test

SOURCES = (
    "input()\nprint(sum(map(int, input().split())))",
    "n = int(input())\na = [int(x) for x in input().split()]\nassert len(a) == n\nprint(sum(a))",
    "n = int(input())\nt = 0\nfor x in input().split()[:n]:\n    t += int(x)\nprint(t)",
)
PROBLEM = Problem(
    name="sum",
    description="Print the sum of n integers, 1 <= n <= 100.",
    public_tests=(Test("3\n1 2 -3\n", "0\n"), Test("1\n-5\n", "-5\n"), Test("2\n40 2\n", "42\n")),
    solutions=tuple(Solution(Language.PYTHON3, source) for source in SOURCES),
)


def build(problem: Problem, draws: int = 40) -> list[Test]:
    """The tests that all of a problem's correct solutions agree on."""
    engine, limits, first = Engine(), RunLimits(cpu_s=1.0), problem.solutions[0].digest
    block = probe(engine, problem, [first], fresh_candidates(problem, 0, range(draws), set()), {first: limits})
    words = [""] * len(block.survivors)
    for other in problem.solutions[1:]:
        with engine.open(Program(other.language, other.source)) as session:
            said = vote(session, other.digest, block.survivors, problem.checker, limits).words
        words = [before or word for before, word in zip(words, said, strict=True)]
    return [Test(one.candidate.input, one.output) for one, why in zip(block.survivors, words, strict=True) if not why]


if __name__ == "__main__":
    for test in build(PROBLEM):
        print(f"{test.input!r} -> {test.output!r}")
