"""Runs wrong programs on candidates: which of them tell right from wrong, and which make the slow ones slow. Knows no Beam."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mutators.programs import mutants
from pipelines.execution.checking import Referee
from pipelines.execution.comparison import decode_output
from pipelines.execution.engine import Engine
from pipelines.execution.judging import LARGE_UNSTATED_S, candidate_limits, files_of, given_test_limits
from pipelines.generation.agreement import Survivor, objection, refusal, solution_of
from pipelines.generation.candidates import is_large
from pipelines.generation.selection import SLOW, STUCK, Rating
from schemas.digest import digest, rng
from schemas.dossier import Dossier
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Label, Limits, Problem

FEW_WRONG = 12
"""Where so many wrong programs are known none are made up, and of more this many run."""
MOST_MUTANTS = 24
COMPILED_COST = 2
"""A mutant that must be compiled costs about as much as this many that need not be."""
UNSUITED = frozenset({Language.JAVA})
"""Every run of these starts a virtual machine: mutants in them cost more than they tell."""
INTERPRETED = frozenset({Language.PYTHON3, Language.PYPY3, Language.PYTHON})
MUTANT_REJECTIONS, ENOUGH_REJECTIONS = 2, 4
"""A mutant, or a known wrong program, that so many candidates reject is known well enough."""
MOST_TIMEOUTS = 3
MOST_LARGE = 12
"""On so many large inputs a known wrong program is run, each of which may cost its time limit."""
MOST_SLOW = 2
"""Slow programs of a problem that are tried: each costs seconds, and inputs that one of them fails others fail, too."""
SURELY_SLOW = 1.2
"""A program is slow on a large input if it takes this much of the time limit: nearer, another run might say otherwise."""


@dataclass(frozen=True, slots=True)
class WrongProgram:
    """A program that tests should reject. `slowest_s`: its slowest run on a given test, in CPU seconds; `slow`: said to be."""

    program: Program
    digest: str
    mutant: bool = False
    slowest_s: float = 0.0
    slow: bool = False


def wrong_programs(dossier: Dossier, seed: int, *, with_mutants: bool = True) -> list[WrongProgram]:
    """Known incorrect solutions that run here, and, where they are few, mutants of voters.

    Of the known ones at most MOST_SLOW slow ones and FEW_WRONG others: what rejects these rejects their like, too. A
    function of the dossier and the seed alone; each program is there once.
    """
    problem = dossier.problem
    reports = {report.digest: report for report in dossier.reports}
    known = {}
    for solution in problem.incorrect_solutions:
        report = reports.get(solution.digest)
        if report is not None and report.compile_verdict is Verdict.OK:
            program = Program(solution.language, solution.source)
            late = solution.label is Label.TIME_LIMIT_EXCEEDED
            known[solution.digest] = WrongProgram(program, solution.digest, slowest_s=report.slowest_cpu_s, slow=late)
    found = [known[one] for one in sorted(known)]
    slow = [one for one in found if one.slow][:MOST_SLOW]
    others = sorted((one for one in found if not one.slow), key=lambda one: one.program.language in UNSUITED)[:FEW_WRONG]
    found = sorted(slow + others, key=lambda one: one.digest)
    if with_mutants and len(found) < FEW_WRONG:
        found += _mutants_of(dossier, seed, MOST_MUTANTS * (FEW_WRONG - len(found)) // FEW_WRONG)
    return found


def _mutants_of(dossier: Dossier, seed: int, most: int) -> list[WrongProgram]:
    """Mutants of the voters, in turn; `most` bounds what they cost. A program that was handed in is none, right or wrong."""
    problem = dossier.problem
    handed_in = {solution.digest for solution in problem.all_solutions}
    reports = {report.digest: report for report in dossier.reports}
    voters = [solution_of(problem, voter) for voter in dossier.voters]
    voters = [one for one in voters if one.language not in UNSUITED]
    voters.sort(key=lambda one: one.language not in INTERPRETED)
    made: dict[str, WrongProgram] = {}
    cost = 0
    columns = [mutants(one.source, one.language, rng(problem.name, "mutants", seed, one.digest), most) for one in voters[:most]]
    for row in itertools.zip_longest(*columns):
        for voter, mutant in zip(voters, row, strict=False):
            program = None if mutant is None else Program(voter.language, mutant.source)
            price = 1 if voter.language in INTERPRETED else COMPILED_COST
            if program is None or program.digest in made or program.digest in handed_in or cost + price > most:
                continue
            cost += price
            made[program.digest] = WrongProgram(program, program.digest, True, reports[voter.digest].slowest_cpu_s)
    return list(made.values())


def slow_limits(limits: Limits) -> RunLimits:
    """Limits under which a wrong program runs on large inputs: what takes longer is surely too slow."""
    stated = limits.time_limit_s
    return replace(given_test_limits(limits), cpu_s=SURELY_SLOW * (2 * LARGE_UNSTATED_S if stated is None else stated))


def rate(
    engine: Engine, problem: Problem, wrong: WrongProgram, survivors: Sequence[Survivor], allowance_s: float = math.inf
) -> Rating:
    """What the program does on the survivors, whose right outputs are those of the probes; until `allowance_s` of CPU is spent.

    After MOST_TIMEOUTS on small inputs, of a mutant after one, it is not run on further ones, likewise on large ones; a mutant
    is run until MUTANT_REJECTIONS reject it, others until ENOUGH_REJECTIONS do, a slow one until a large
    input does. Nothing rejects a program that does not compile, and no run that is the judge's
    failure speaks against one.
    """
    largest = max((len(test.output) for test in problem.given_tests), default=0)
    small, large = candidate_limits(problem.limits, wrong.slowest_s, largest), slow_limits(problem.limits)
    rejected: dict[int, str] = {}
    timeouts = {True: 0, False: 0}
    runs, spent = 0, 0.0
    with contextlib.ExitStack() as stack:
        session = stack.enter_context(engine.open(wrong.program, files=files_of(problem)))
        if session.verdict is not Verdict.OK:
            return Rating(wrong.digest, wrong.mutant)
        referee = stack.enter_context(Referee(engine, problem.checker))
        for place in _order(wrong, survivors):
            survivor = survivors[place]
            size = is_large(survivor.candidate)
            if spent >= allowance_s or _is_known_well(wrong, rejected):
                break
            if timeouts[size] >= (1 if wrong.mutant else MOST_TIMEOUTS):
                continue
            run = session.run(survivor.candidate.input.encode(), large if size else small)
            runs += 1
            spent += run.cpu_s
            word = _word(referee, survivor, run, SLOW if size else STUCK)
            timeouts[size] += word in (SLOW, STUCK)
            if word:
                rejected[place] = word
    return Rating(wrong.digest, wrong.mutant, rejected, runs, spent)


def _order(wrong: WrongProgram, survivors: Sequence[Survivor]) -> list[int]:
    """The places in the order in which the program is tried: a slow one on large inputs first, a mutant on small ones alone."""
    small = [place for place, one in enumerate(survivors) if not is_large(one.candidate)]
    large = [place for place, one in enumerate(survivors) if is_large(one.candidate)]
    if wrong.slow:  # what is slow shows it on the longest
        large.sort(key=lambda place: -len(survivors[place].candidate.input))
    large = large[:MOST_LARGE]
    return small if wrong.mutant else [*large, *small] if wrong.slow else [*small, *large]


def _is_known_well(wrong: WrongProgram, rejected: Mapping[int, str]) -> bool:
    """Whether what rejects the program so far says enough: so many of any kind, or of a slow one a single large input."""
    if wrong.slow and SLOW in rejected.values():
        return True
    return len(rejected) >= (MUTANT_REJECTIONS if wrong.mutant else ENOUGH_REJECTIONS)


def _word(referee: Referee, survivor: Survivor, run: Run, late: str) -> str:
    why = refusal(run)
    if not why:
        why = objection(referee, survivor.candidate.input, survivor.output, decode_output(run.output))
    words: Mapping[str, str] = {
        "": "",
        "judge_error": "",
        "too_slow": late,
        "disagreement": "wrong",
        "prints_nothing": "wrong",
        "output_not_text": "wrong",
    }
    return words.get(why, "crash")


def about(wrong: Sequence[WrongProgram], survivors: Sequence[Survivor]) -> str:
    """Identity of all that ratings depend on."""
    return digest(*(one.digest for one in wrong), *(part for one in survivors for part in (one.candidate.input, one.output)))
