"""Rounds of mutating, probing and voting, wired for Beam: blocks of draws and single voters are the units that spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from pipelines.agreement import (
    BLOCK_DRAWS,
    PROBE_SHARE,
    ROUND_FACTORS,
    ProbedBlock,
    Survivor,
    Vote,
    ballots,
    choose_survivors,
    join_votes,
    no_generation,
    probe,
    probes_of,
    round_draws,
    settle,
    solution_of,
    vote,
)
from pipelines.candidates import fresh_candidates
from pipelines.execution.engine import Engine
from pipelines.execution.judging import candidate_limits, files_of, large_limits
from pipelines.progress import report
from pipelines.settings import BuildSettings
from pipelines.stages_io import MAIN, REJECTIONS, TALLIES, Ref, Staged, emit, flatten_all, par_do, staged
from pipelines.workspace import Workspace
from schemas.digest import digest
from schemas.dossier import Dossier, RoundRecord
from schemas.execution import Program, RunLimits
from schemas.provenance import Candidate
from schemas.rejection import Rejection, Subject
from schemas.tally import Tally

STAGE = "generate"
PROBING = "generate: blocks of candidates"
VOTING = "generate: votes"
BLOCKS = "blocks"
IDLE = "idle"


class Block(NamedTuple):
    """A block of candidates to be probed. `at_most` repeats a recorded count, -1 where there is none."""

    ref: Ref
    round_number: int
    place: int
    allowance_s: float
    at_most: int


class Ballot(NamedTuple):
    """Survivors of a round, from place `first` to before `last`, for one voter."""

    ref: Ref
    round_number: int
    voter: str
    first: int
    last: int
    allowance_s: float


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round that is under way: sizes of its blocks, and what is wanted of it."""

    ref: Ref
    round_number: int
    block_sizes: tuple[int, ...]
    wanted: int
    budget_s: float
    recorded: RoundRecord | None = None


def limits_of(dossier: Dossier, voters: Iterable[str]) -> dict[str, RunLimits]:
    """The limits under which each of the voters runs candidates of this problem."""
    largest = max((len(test.output) for test in dossier.problem.given_tests), default=0)
    slowest = {report.digest: report.slowest_cpu_s for report in dossier.reports}
    return {voter: candidate_limits(dossier.problem.limits, slowest[voter], largest) for voter in voters}


class _Begin(beam.DoFn):
    """Lets through the problems for which tests can be generated; the others go on as they are."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, ref: Ref) -> Iterator[Any]:
        dossier: Dossier = self._workspace.get(ref.kind, ref.key)
        why = no_generation(dossier, self._settings.min_agreeing, self._settings.allow_fewer)
        if why is None:
            yield ref
        else:
            yield TaggedOutput(IDLE, ref)
            yield from emit([Rejection(ref.name, STAGE, why[0], Subject.CANDIDATE.value, detail=why[1])])


class _Plan(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings, round_number: int) -> None:
        self._workspace = workspace
        self._settings = settings
        self._round = round_number

    def process(self, ref: Ref) -> Iterator[Any]:
        dossier: Dossier = self._workspace.get(ref.kind, ref.key)
        settings = self._settings
        wanted = settings.max_tests - len(dossier.generated)
        recorded = self._recorded(ref.name)
        over = recorded == () or (recorded is None and (dossier.cut_by_budget or dossier.cpu_s >= settings.cpu_budget_s))
        if wanted <= 0 or over:
            yield TaggedOutput(IDLE, ref)
            return
        candidates = self._draw(dossier, wanted)
        blocks = [candidates[at : at + BLOCK_DRAWS] for at in range(0, len(candidates), BLOCK_DRAWS)]
        budget = settings.cpu_budget_s - dossier.cpu_s
        plan = RoundPlan(ref, self._round, tuple(map(len, blocks)), wanted, budget, recorded or None)
        report(self._workspace.folder, PROBING, planned=len(blocks))
        for place, block in enumerate(blocks):
            allowance = PROBE_SHARE * budget / len(blocks)
            at_most = -1 if plan.recorded is None else plan.recorded.probed[place]
            self._workspace.put("candidates", f"{ref.name}/{self._round}/{place}", block)
            yield TaggedOutput(BLOCKS, Block(ref, self._round, place, allowance, at_most))
        yield ref.name, plan
        yield from emit(tallies=[Tally(STAGE, "candidates", len(candidates))])

    def _draw(self, dossier: Dossier, wanted: int) -> list[Candidate]:
        """The new candidates of this round, with the digests of all that were drawn before kept for the next one."""
        settings, name = self._settings, dossier.problem.name
        before: set[str] = self._workspace.get("drawn", f"{name}/{self._round - 1}") if self._round else set()
        seen = set(before)
        draws = round_draws(self._round, settings.max_tests, wanted)
        candidates = fresh_candidates(dossier.problem, settings.seed, draws, seen, settings.generation)
        self._workspace.put("drawn", f"{name}/{self._round}", seen)
        return candidates

    def _recorded(self, name: str) -> Any:
        """The record of this round to be repeated, () where the record ends before it, None where nothing is repeated."""
        if not self._settings.replay:
            return None
        rounds: Sequence[RoundRecord] = self._workspace.find("replay", name) or ()
        return rounds[self._round] if self._round < len(rounds) else ()


class _Probe(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, block: Block) -> Iterator[Any]:
        key = f"{block.ref.name}/{block.round_number}/{block.place}"
        dossier: Dossier = self._workspace.get(block.ref.kind, block.ref.key)
        candidates: list[Candidate] = self._workspace.get("candidates", key)
        probes = probes_of(dossier.problem, dossier.voters)
        probed: ProbedBlock | None = self._workspace.find("probed", key)
        about = digest(*probes, *(candidate.input for candidate in candidates))
        if probed is None or probed.about != about or "judge_error" in probed.dropped:
            probed = probe(
                self._engine,
                dossier.problem,
                probes,
                candidates,
                limits_of(dossier, probes),
                large_limits(dossier.problem.limits),
                at_most=None if block.at_most < 0 else block.at_most,
                allowance_s=block.allowance_s if block.at_most < 0 else float("inf"),
            )
            probed = replace(probed, about=about)
            self._workspace.put("probed", key, probed)
        report(self._workspace.folder, PROBING, done=1)
        yield block.ref.name, block.place
        yield from emit(tallies=[Tally(STAGE, "runs", probed.runs)])


class _Gather(beam.DoFn):
    """Chooses the survivors of a round and calls the voters."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        plan: RoundPlan = next(iter(parts["plans"]))
        blocks = _blocks(self._workspace, name, plan)
        dossier: Dossier = self._workspace.get(plan.ref.kind, plan.ref.key)
        survivors = choose_survivors(blocks, plan.wanted)
        self._workspace.put("survivors", f"{name}/{plan.round_number}", survivors)
        probes = probes_of(dossier.problem, dossier.voters)
        voters = [voter for voter in dossier.voters if voter not in probes] if survivors else []
        left = max(0.0, plan.budget_s - sum(block.cpu_s for block in blocks))
        voted = len(survivors) if plan.recorded is None else plan.recorded.voted
        pieces = [(voter, piece) for voter in voters for piece in ballots(dossier.problem, voter, voted) or [range(0)]]
        report(self._workspace.folder, VOTING, planned=len(pieces))
        for voter, piece in pieces:
            share = left / len(voters) * len(piece) / len(survivors)
            allowance = share if plan.recorded is None else float("inf")
            yield Ballot(plan.ref, plan.round_number, voter, piece.start, piece.stop, allowance)
        yield from emit(tallies=[Tally(STAGE, "survivors", len(survivors))])


def _blocks(workspace: Workspace, name: str, plan: RoundPlan) -> list[ProbedBlock]:
    places = range(len(plan.block_sizes))
    return [workspace.get("probed", f"{name}/{plan.round_number}/{place}") for place in places]


class _Vote(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, ballot: Ballot) -> Iterator[Any]:
        key = f"{ballot.ref.name}/{ballot.round_number}/{ballot.voter}/{ballot.first}"
        cast: Vote | None = self._workspace.find("vote", key)
        survivors: list[Survivor] = self._workspace.get("survivors", f"{ballot.ref.name}/{ballot.round_number}")
        survivors = survivors[ballot.first : ballot.last]
        about = digest(*(text for survivor in survivors for text in (survivor.candidate.input, survivor.output)))
        if cast is None or cast.about != about or "judge_error" in cast.words:
            dossier: Dossier = self._workspace.get(ballot.ref.kind, ballot.ref.key)
            solution = solution_of(dossier.problem, ballot.voter)
            with self._engine.open(Program(solution.language, solution.source), files=files_of(dossier.problem)) as session:
                checker, limits = dossier.problem.checker, limits_of(dossier, [ballot.voter])[ballot.voter]
                large = large_limits(dossier.problem.limits)
                cast = vote(
                    session, ballot.voter, survivors, checker, limits, ballot.allowance_s, ballot.first, self._engine, large
                )
            cast = replace(cast, about=about)
            self._workspace.put("vote", key, cast)
        report(self._workspace.folder, VOTING, done=1)
        yield ballot.ref.name, cast
        yield from emit(tallies=[Tally(STAGE, "runs", len(cast.words))])


class _Settle(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        plan: RoundPlan = next(iter(parts["plans"]))
        votes = join_votes(parts["votes"])
        survivors = self._workspace.get("survivors", f"{name}/{plan.round_number}")
        blocks = _blocks(self._workspace, name, plan)
        before: Dossier = self._workspace.get(plan.ref.kind, plan.ref.key)
        dossier, dropped = settle(before, survivors, blocks, plan.block_sizes, votes, plan.wanted)
        key = f"{name}/{plan.round_number}"
        self._workspace.put("generated", key, dossier)
        yield Ref(name, "generated", key)
        subject = Subject.CANDIDATE.value
        item = f"round {plan.round_number}"
        yield from emit(
            (Rejection(name, STAGE, why, subject, item, count=count) for why, count in sorted(dropped.items())),
            [Tally(STAGE, "tests_kept", len(dossier.generated) - len(before.generated))],
        )


class _Round(beam.PTransform):
    """Ref of a dossier -> Ref of a dossier with the tests of one more round."""

    def __init__(self, workspace: Workspace, settings: BuildSettings, round_number: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._round = round_number

    def expand(self, refs: PCollection) -> Staged:
        workspace, settings = self._workspace, self._settings
        planned = refs | "Plan" >> beam.ParDo(_Plan(workspace, settings, self._round)).with_outputs(
            BLOCKS, IDLE, REJECTIONS, TALLIES, main=MAIN
        )
        plans = planned[MAIN]
        blocks = planned[BLOCKS] | "SpreadBlocks" >> beam.Reshuffle()
        probed = staged(blocks | "Probe" >> par_do(_Probe(workspace, settings)))
        gathered = staged(
            {"plans": plans, "blocks": probed.main} | "JoinBlocks" >> beam.CoGroupByKey() | par_do(_Gather(workspace))
        )
        ballots = gathered.main | "SpreadBallots" >> beam.Reshuffle()
        votes = staged(ballots | "Vote" >> par_do(_Vote(workspace)))
        settled = staged(
            {"plans": plans, "votes": votes.main} | "JoinVotes" >> beam.CoGroupByKey() | par_do(_Settle(workspace))
        )
        tallies = [planned[TALLIES], probed.tallies, gathered.tallies, votes.tallies, settled.tallies]
        return Staged(flatten_all([settled.main, planned[IDLE]], "Refs"), settled.rejections, flatten_all(tallies, "Tallies"))


class Generate(beam.PTransform):
    """Ref of a verified dossier -> Ref of a dossier with generated tests."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, refs: PCollection) -> Staged:
        begun = refs | "Begin" >> beam.ParDo(_Begin(self._workspace, self._settings)).with_outputs(
            IDLE, REJECTIONS, TALLIES, main=MAIN
        )
        rejections, tallies = [begun[REJECTIONS]], [begun[TALLIES]]
        current = begun[MAIN]
        for number in range(len(ROUND_FACTORS)):
            done = current | f"Round{number}" >> _Round(self._workspace, self._settings, number)
            current = done.main
            rejections.append(done.rejections)
            tallies.append(done.tallies)
        return Staged(
            flatten_all([current, begun[IDLE]], "Refs"),
            flatten_all(rejections, "Rejections"),
            flatten_all(tallies, "Tallies"),
        )
