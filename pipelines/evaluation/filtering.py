"""The first and widest sieve: which programs pass a problem's examples, and which of these only repeat them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.evaluation.bundles import first_verdicts
from pipelines.evaluation.screening import Screen
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, judge_tests
from schemas.execution import Program, RunLimits, Verdict
from schemas.problem import Problem

EMPTY = "EMPTY"
"""Of a program of nothing but white space, which no one needs to run."""
UNFILTERED = "UNFILTERED"
"""Of every program of a problem without examples."""
_GAPS = re.compile(r"(?:\\[nrt]|\s)+")
_WORD_AROUND = r"(?<!\w){}(?!\w)"


def passes_examples(engine: Engine, problem: Problem, program: Program, limits: RunLimits, referee: Referee) -> str:
    """The first verdict on the examples that speaks against the program, AC where none does; EMPTY, UNFILTERED."""
    if not program.source.strip():
        return EMPTY
    if not problem.public_tests:
        return UNFILTERED
    execution = judge_tests(
        engine,
        program,
        problem.public_tests,
        problem.checker,
        limits,
        stop_at_failure=True,
        referee=referee,
        files=files_of(problem),
    )
    return (execution.judgements[-1].verdict if execution.judgements else execution.compile_verdict).value


def survives(verdict: str) -> bool:
    """Whether a program with this verdict on the examples goes on."""
    return verdict in (Verdict.AC.value, UNFILTERED)


def is_judged(verdict: str) -> bool:
    """Whether a verdict says anything: no failure of the judge, no missing toolchain."""
    return verdict in (EMPTY, UNFILTERED) or Verdict(verdict).is_evidence


class HardCoded:
    """Finds programs in which the outputs of all examples stand as texts.

    Outputs count as words, runs of white space (also as `\\n` in a literal) as one blank. An output that known right solutions
    have in their texts, too ("YES", "0"), says nothing; where no other is left no program is suspected. What prints the lines
    of an output one by one is not found.
    """

    def __init__(self, problem: Problem) -> None:
        known = [_plain(solution.source) for solution in problem.solutions]
        outputs = {_plain(test.output).strip() for test in problem.public_tests} - {""}
        patterns = [re.compile(_WORD_AROUND.format(re.escape(output))) for output in sorted(outputs)]
        self._telling = [pattern for pattern in patterns if not any(pattern.search(text) for text in known)]

    def found_in(self, source: str) -> bool:
        """Whether the telling outputs stand in a program."""
        if not self._telling:
            return False
        text = _plain(source)
        return all(pattern.search(text) for pattern in self._telling)


def _plain(text: str) -> str:
    return _GAPS.sub(" ", text)


def block_verdicts(
    engine: Engine, problem: Problem, programs: Sequence[Program], limits: RunLimits, referee: Referee, screen: Screen
) -> list[tuple[str, bool]]:
    """(verdict on the examples, hard-coded) of each program, in order; from the cheapest way to tell to the dearest."""
    suspicious = HardCoded(problem)
    broken = screen.broken(programs) if problem.public_tests else [False] * len(programs)
    whole = [place for place, hopeless in enumerate(broken) if not hopeless]
    told = first_verdicts(engine, problem, [programs[place] for place in whole], limits, referee)
    verdicts = [Verdict.CE.value if hopeless else "" for hopeless in broken]
    for place, verdict in zip(whole, told, strict=True):
        verdicts[place] = verdict or passes_examples(engine, problem, programs[place], limits, referee)
    return [(verdict, suspicious.found_in(one.source)) for verdict, one in zip(verdicts, programs, strict=True)]
