"""A few voters run every candidate; wrong programs run what survives, so that the vote is about what is worth it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import apache_beam as beam

from pipelines.execution.engine import Engine
from pipelines.execution.judging import large_limits
from pipelines.generation.agreement import RATING_SHARE, ProbedBlock, Survivor, choose_survivors, limits_of, probe, probes_of
from pipelines.generation.candidates import level_of
from pipelines.generation.evidence import untrusted_levels
from pipelines.generation.rating import about, rate, wrong_programs
from pipelines.generation.selection import Rating
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import MUTANTS, SELECTION, BuildSettings
from pipelines.stages.generate.records import PROBING, RATING, STAGE, Block, RoundPlan, Trial, blocks_of
from pipelines.stages_io import emit
from schemas.digest import digest
from schemas.dossier import Dossier
from schemas.provenance import Candidate
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally

PROGRAMS_OF_A_TRIAL = 4


class Probe(beam.DoFn):
    """Block -> (problem, place of the block), when it is probed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, block: Block) -> Iterator[Any]:
        key = f"{block.ref.name}/{block.round_number}/{block.place}"
        dossier: Dossier = self._workspace.get(block.ref.kind, block.ref.key)
        candidates: list[Candidate] = self._workspace.get("candidates", key)
        probes = probes_of(dossier.problem, dossier.voters)
        probed: ProbedBlock | None = self._workspace.find("probed", key)
        about = digest(repr(dossier.problem.checker), *probes, *(candidate.input for candidate in candidates))
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

    def task(self, block: Block) -> str:
        return f"{block.ref.name}, block {block.place} of round {block.round_number}"

    def given_up(self, block: Block, why: str) -> Iterator[Any]:
        """None of its candidates survives."""
        key = f"{block.ref.name}/{block.round_number}/{block.place}"
        candidates = len(self._workspace.get("candidates", key))
        self._workspace.put("probed", key, ProbedBlock((), candidates, 0, 0.0, about=GIVEN_UP))
        report(self._workspace.folder, PROBING, done=1)
        yield block.ref.name, block.place
        yield from emit([_given_up(block, f"block {block.place} of round {block.round_number}", why, candidates)])


class Survive(beam.DoFn):
    """Gathers the survivors of a round and calls the wrong programs, a few per task."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        plan: RoundPlan = next(iter(parts["plans"]))
        key = f"{name}/{plan.round_number}"
        dossier: Dossier = self._workspace.get(plan.ref.kind, plan.ref.key)
        blocks = blocks_of(self._workspace, name, plan)
        places = range(len(blocks))
        tried = [
            candidate
            for place in places
            for candidate in self._workspace.get("candidates", f"{key}/{place}")[: blocks[place].tried]
        ]
        survivors = choose_survivors(blocks)
        untrusted = untrusted_levels(tried, (one.candidate for block in blocks for one in block.survivors), len(dossier.voters))
        doubtful = [one for one in survivors if level_of(one.candidate) in untrusted]
        survivors = [one for one in survivors if level_of(one.candidate) not in untrusted]
        self._workspace.put("survivors", key, survivors)
        wanted = SELECTION not in self._settings.without and survivors
        mutants = MUTANTS not in self._settings.without
        wrong = wrong_programs(dossier, self._settings.seed, with_mutants=mutants) if wanted else []
        self._workspace.put("wrong", key, wrong)
        pieces = range(0, len(wrong), PROGRAMS_OF_A_TRIAL)
        report(self._workspace.folder, RATING, planned=len(pieces))
        for first in pieces:
            last = min(len(wrong), first + PROGRAMS_OF_A_TRIAL)
            yield Trial(plan.ref, plan.round_number, first, last, RATING_SHARE * plan.budget_s / len(wrong))
        if doubtful:
            detail = f"what is not stated, beyond {min(map(level_of, (one.candidate for one in doubtful)))}"
            subject, item = Subject.CANDIDATE.value, f"round {plan.round_number}"
            yield from emit([Rejection(name, STAGE, "doubtful_range", subject, item, detail, len(doubtful))])
        yield from emit(tallies=[Tally(STAGE, "survivors", len(survivors)), Tally(STAGE, "wrong_programs", len(wrong))])

    def task(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> str:
        return f"{group[0]}, survivors of round {next(iter(group[1]['plans'])).round_number}"

    def given_up(self, group: tuple[str, Mapping[str, Iterable[Any]]], why: str) -> Iterator[Any]:
        """Nothing survives the round."""
        plan: RoundPlan = next(iter(group[1]["plans"]))
        for kind in ("survivors", "wrong"):
            self._workspace.put(kind, f"{group[0]}/{plan.round_number}", [])
        yield from emit([_given_up(plan, f"round {plan.round_number}", why)])


class Rate(beam.DoFn):
    """Trial -> (problem, ratings of its programs)."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, trial: Trial) -> Iterator[Any]:
        round_key = f"{trial.ref.name}/{trial.round_number}"
        key = f"{round_key}/{trial.first}"
        wrong = self._workspace.get("wrong", round_key)[trial.first : trial.last]
        survivors: list[Survivor] = self._workspace.get("survivors", round_key)
        dossier: Dossier = self._workspace.get(trial.ref.kind, trial.ref.key)
        identity = digest(repr(dossier.problem.checker), about(wrong, survivors))
        ratings: tuple[Rating, ...] | None = self._workspace.find("ratings", key)
        if ratings is None or any(rating.about != identity for rating in ratings):
            ratings = tuple(
                replace(rate(self._engine, dossier.problem, one, survivors, trial.allowance_s), about=identity) for one in wrong
            )
            self._workspace.put("ratings", key, ratings)
        report(self._workspace.folder, RATING, done=1)
        yield trial.ref.name, ratings
        yield from emit(tallies=[Tally(STAGE, "runs", sum(rating.runs for rating in ratings))])

    def task(self, trial: Trial) -> str:
        return f"{trial.ref.name}, wrong programs from {trial.first} of round {trial.round_number}"

    def given_up(self, trial: Trial, why: str) -> Iterator[Any]:
        """The programs rate nothing."""
        report(self._workspace.folder, RATING, done=1)
        item = f"wrong programs from {trial.first} of round {trial.round_number}"
        yield from emit([Rejection(trial.ref.name, STAGE, GIVEN_UP, Subject.SOLUTION.value, item, why)])


def _given_up(of: Block | RoundPlan, item: str, why: str, count: int = 1) -> Rejection:
    return Rejection(of.ref.name, STAGE, GIVEN_UP, Subject.CANDIDATE.value, item, why, count)
