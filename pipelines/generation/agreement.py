"""Agreement: candidate inputs, what correct solutions print on them, and which of them become tests. Knows no Beam.

One round of generation has three phases. In the first a few voters run every candidate and most bad inputs fall out cheaply;
then wrong programs run what is left, so that it can be chosen from (`selection`); in the last all other voters run what was
chosen. A test is kept only if every voter printed the same; where the problem's own checker decides, if it accepts what every
voter printed with the first voter's output as the answer.
"""

from __future__ import annotations

import contextlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.execution.checking import Referee
from pipelines.execution.comparison import decode_output
from pipelines.execution.engine import Engine, Session
from pipelines.execution.judging import candidate_limits, files_of, why_not_judged
from pipelines.generation.candidates import is_large
from pipelines.generation.outputs import Vocabulary
from schemas.dossier import Dossier
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Checker, Problem, Solution
from schemas.provenance import Candidate

ROUND_FACTORS = (2, 4, 8)
"""Draws of each round as a multiple of the tests still wanted: most problems are full, or nearly so, after the first."""
BLOCK_DRAWS = 50
PROBES = 3
DEAR = frozenset({Language.JAVA})
"""Languages whose every run starts a virtual machine: they probe last, and their votes are split over workers."""
DEAR_BALLOT_SURVIVORS = 25
SPARE = 1.1
"""How many more survivors than tests still wanted go to the vote."""
MOST_SLOW_LARGE = 2
"""After so many large candidates of a block on which a voter takes too long the others are dropped unseen, for their cost."""
MAX_ROUND_CHARACTERS = 64 << 20
PROBE_SHARE = 0.5
"""Share of the CPU budget left that the first phase of a round may use."""
RATING_SHARE = 0.2
"""Share that the wrong programs of a round may use."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A candidate on which all probes agree. `output` is the first probe's, as it printed it."""

    candidate: Candidate
    output: str
    slowest_cpu_s: float


@dataclass(frozen=True, slots=True)
class ProbedBlock:
    """What became of a block of candidates: `tried` of them were run before the budget's share was spent.

    `about` is the identity of all that this depends on; what a resumed build finds with another one is made anew.
    """

    survivors: tuple[Survivor, ...]
    tried: int
    runs: int
    cpu_s: float
    dropped: Mapping[str, int] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """One voter's word on each survivor it ran: "" where it agrees, else the reason why the candidate is dropped.

    `first` is the place of the first of them among the survivors; `complete`: the voter ran all that it was given. `about`: see
    ProbedBlock.
    """

    voter: str
    words: tuple[str, ...]
    cpu_s: tuple[float, ...]
    first: int = 0
    complete: bool = True
    about: str = ""


def solution_of(problem: Problem, solution_digest: str) -> Solution:
    """The correct solution with this digest. Raises KeyError where there is none."""
    for solution in problem.solutions:
        if solution.digest == solution_digest:
            return solution
    raise KeyError(solution_digest)


def probes_of(problem: Problem, voters: Sequence[str]) -> tuple[str, ...]:
    """The voters that run first: the first few, those in languages whose start is dear last."""
    dear = {digest: solution_of(problem, digest).language in DEAR for digest in voters}
    return tuple(sorted(voters, key=lambda voter: dear[voter])[:PROBES])


def limits_of(dossier: Dossier, voters: Iterable[str]) -> dict[str, RunLimits]:
    """The limits under which each of the voters runs candidates of this problem."""
    largest = max((len(test.output) for test in dossier.problem.given_tests), default=0)
    slowest = {report.digest: report.slowest_cpu_s for report in dossier.reports}
    return {voter: candidate_limits(dossier.problem.limits, slowest[voter], largest) for voter in voters}


def round_draws(round_number: int, max_tests: int, wanted: int) -> range:
    """The numbers of the draws of a round: as many as its factor says for the tests that are still `wanted`, a block at least.

    Each round has numbers of its own, enough for `max_tests`; a problem that lacks three tests uses the first few.
    """
    start = sum(ROUND_FACTORS[:round_number]) * max_tests
    most = ROUND_FACTORS[round_number] * max_tests
    return range(start, start + min(most, max(BLOCK_DRAWS, ROUND_FACTORS[round_number] * wanted)))


def refusal(run: Run) -> str:
    """Why a run cannot support a candidate, or "" where it can: it must end well and print something that is text."""
    if run.verdict is Verdict.OK:
        if not run.output.strip():
            return "prints_nothing"
        return "" if _is_text(run.output) else "output_not_text"
    reasons = {
        Verdict.TLE: "too_slow",
        Verdict.MLE: "too_much_memory",
        Verdict.OLE: "too_much_output",
        Verdict.RTE: "crash",
    }
    return reasons.get(run.verdict, "judge_error")


def _is_text(output: bytes) -> bool:
    try:
        output.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def objection(referee: Referee, content: str, first: str, output: str, *, repeated: bool = True) -> str:
    """Why an output does not support a candidate on which another voter printed `first`, or "".

    `repeated` False: this is the first output itself, which a checker that is a program may refuse as well.
    """
    if output == first and (repeated or not referee.has_program):
        return ""
    verdict = referee.rule(content, first, output.encode()).verdict
    if verdict is Verdict.WA:
        return "disagreement" if repeated else "refused_by_checker"
    return "" if verdict is Verdict.AC else "judge_error"


def probe(
    engine: Engine,
    problem: Problem,
    probes: Sequence[str],
    candidates: Sequence[Candidate],
    limits: Mapping[str, RunLimits],
    large: RunLimits | None = None,
    *,
    at_most: int | None = None,
    allowance_s: float = math.inf,
) -> ProbedBlock:
    """Run the probes on each candidate until one speaks against it; `limits` has those of each probe, `large` (None: the same)
    holds for candidates that are as large as can be.

    Ends after `at_most` candidates, or before the candidate at which `allowance_s` of CPU is spent.
    """
    survivors: list[Survivor] = []
    dropped: Counter[str] = Counter()
    tried = runs = slow = 0
    spent = 0.0
    with contextlib.ExitStack() as stack:
        sessions = [stack.enter_context(engine.open(_program(problem, probe), files=files_of(problem))) for probe in probes]
        referee = stack.enter_context(Referee(engine, problem.checker))
        vocabulary = Vocabulary.of(problem)
        for candidate in candidates[:at_most]:
            if spent >= allowance_s:
                break
            tried += 1
            if is_large(candidate) and slow >= MOST_SLOW_LARGE:
                dropped["too_slow"] += 1
                continue
            content = candidate.input.encode()
            outputs: list[str] = []
            slowest = 0.0
            for voter, session in zip(probes, sessions, strict=True):
                run = session.run(content, large if large and is_large(candidate) else limits[voter])
                runs += 1
                spent += run.cpu_s
                slowest = max(slowest, run.cpu_s)
                why = refusal(run)
                output = "" if why else decode_output(run.output)
                if not why:
                    first = outputs[0] if outputs else output
                    why = objection(referee, candidate.input, first, output, repeated=bool(outputs))
                    why = why or ("" if outputs else vocabulary.objection(candidate.input, output))
                if why:
                    dropped[why] += 1
                    slow += why == "too_slow" and is_large(candidate)
                    break
                outputs.append(output)
            else:
                survivors.append(Survivor(candidate, outputs[0], slowest))
    return ProbedBlock(tuple(survivors), tried, runs, spent, dict(dropped))


def _program(problem: Problem, solution_digest: str) -> Program:
    solution = solution_of(problem, solution_digest)
    return Program(solution.language, solution.source)


def choose_survivors(blocks: Iterable[ProbedBlock]) -> list[Survivor]:
    """The survivors in the order of their draws, as many as a round's bound of text allows."""
    chosen: list[Survivor] = []
    characters = 0
    for block in blocks:
        for survivor in block.survivors:
            characters += len(survivor.candidate.input) + len(survivor.output)
            if characters > MAX_ROUND_CHARACTERS:
                return chosen
            chosen.append(survivor)
    return chosen


def votes_wanted(wanted: int) -> int:
    """How many survivors go to the vote where so many tests are wanted."""
    return math.ceil(SPARE * wanted)


def vote(
    session: Session,
    voter: str,
    survivors: Sequence[Survivor],
    checker: Checker,
    limits: RunLimits,
    allowance_s: float = math.inf,
    first: int = 0,
    engine: Engine | None = None,
    large: RunLimits | None = None,
) -> Vote:
    """One voter's words on the survivors, ended before the one at which `allowance_s` of CPU is spent.

    `first` is the place of the first of them among all survivors of the round. `engine` runs the problem's own checker, where
    it has one; None: one with the default cache. `large`: the limits for candidates that are as large as can be.
    """
    words: list[str] = []
    times: list[float] = []
    inputs = (survivor.candidate.input.encode() for survivor in survivors if sum(times) < allowance_s)
    own = [large if large and is_large(survivor.candidate) else limits for survivor in survivors]
    runs = session.run_many(inputs, own)
    with Referee(engine or Engine(), checker) as referee, contextlib.closing(runs):
        for survivor, run in zip(survivors, runs, strict=False):
            word = refusal(run) or objection(referee, survivor.candidate.input, survivor.output, decode_output(run.output))
            words.append(word)
            times.append(run.cpu_s)
            if sum(times) >= allowance_s:
                break
    return Vote(voter, tuple(words), tuple(times), first, len(words) == len(survivors))


def ballots(problem: Problem, voter: str, survivors: int) -> list[range]:
    """The places of the survivors, cut into the pieces that one worker takes at a time."""
    piece = DEAR_BALLOT_SURVIVORS if solution_of(problem, voter).language in DEAR else max(1, survivors)
    return [range(start, min(start + piece, survivors)) for start in range(0, survivors, piece)]


def join_votes(pieces: Iterable[Vote]) -> list[Vote]:
    """One vote per voter, in order of the voters; what comes after a piece that a budget cut short does not count."""
    joined: dict[str, Vote] = {}
    for piece in sorted(pieces, key=lambda one: (one.voter, one.first)):
        before = joined.get(piece.voter)
        if before is None:
            joined[piece.voter] = piece
        elif before.complete:
            words, cpu_s = before.words + piece.words, before.cpu_s + piece.cpu_s
            joined[piece.voter] = Vote(piece.voter, words, cpu_s, before.first, piece.complete)
    return list(joined.values())


def no_generation(dossier: Dossier, min_agreeing: int, allow_fewer: bool) -> tuple[str, str] | None:
    """Why no tests can be generated for a problem: (reason, detail), or None where they can."""
    problem = dossier.problem
    if problem.interactive:
        return "interactive", "an interactive problem has no input to mutate"
    no_checker = why_not_judged(problem)
    if no_checker:
        return "custom_checker", no_checker
    if dossier.several_answers:
        return "several_answers", "correct solutions print different outputs on a given test"
    voters = len(dossier.voters)
    if voters == 0:
        return "no_voters", f"none of {len(problem.solutions)} correct solutions passes all given tests here"
    if voters < min_agreeing and not allow_fewer:
        return (
            "too_few_voters",
            f"{voters} correct solutions can vote, {min_agreeing} are wanted (--allow_fewer takes them)",
        )
    return None
