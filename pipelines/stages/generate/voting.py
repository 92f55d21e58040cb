"""The candidates that are worth it go to all other voters, and what all agree on becomes a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import apache_beam as beam

from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, large_limits
from pipelines.generation.agreement import (
    Survivor,
    Vote,
    ballots,
    join_votes,
    limits_of,
    probes_of,
    solution_of,
    vote,
    votes_wanted,
)
from pipelines.generation.selection import Rating, choose
from pipelines.generation.settling import settle
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import SELECTION, BuildSettings
from pipelines.stages.generate.records import STAGE, VOTING, Ballot, RoundPlan, blocks_of
from pipelines.stages_io import Ref, emit
from schemas.digest import digest
from schemas.dossier import Dossier
from schemas.execution import Program
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally


class Choose(beam.DoFn):
    """Chooses among the survivors of a round and calls the voters."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        plan: RoundPlan = next(iter(parts["plans"]))
        key = f"{name}/{plan.round_number}"
        dossier: Dossier = self._workspace.get(plan.ref.kind, plan.ref.key)
        survivors: list[Survivor] = self._workspace.get("survivors", key)
        ratings = sorted((one for ratings in parts["ratings"] for one in ratings), key=lambda one: one.program)
        chosen = self._chosen(plan, survivors, ratings)
        self._workspace.put("chosen", key, (chosen, ratings))
        probes = probes_of(dossier.problem, dossier.voters)
        voters = [voter for voter in dossier.voters if voter not in probes] if chosen else []
        blocks = blocks_of(self._workspace, name, plan)
        spent = sum(block.cpu_s for block in blocks) + sum(rating.cpu_s for rating in ratings)
        left = max(0.0, plan.budget_s - spent)
        voted = len(chosen) if plan.recorded is None else plan.recorded.voted
        pieces = [(voter, piece) for voter in voters for piece in ballots(dossier.problem, voter, voted) or [range(0)]]
        report(self._workspace.folder, VOTING, planned=len(pieces))
        for voter, piece in pieces:
            share = left / len(voters) * len(piece) / len(chosen)
            allowance = share if plan.recorded is None else float("inf")
            yield Ballot(plan.ref, plan.round_number, voter, piece.start, piece.stop, allowance)
        yield from emit(tallies=[Tally(STAGE, "voted_on", len(chosen))])

    def task(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> str:
        return f"{group[0]}, choice of round {next(iter(group[1]['plans'])).round_number}"

    def given_up(self, group: tuple[str, Mapping[str, Iterable[Any]]], why: str) -> Iterator[Any]:
        """Nothing is chosen in this round."""
        plan: RoundPlan = next(iter(group[1]["plans"]))
        self._workspace.put("chosen", f"{group[0]}/{plan.round_number}", ((), []))
        yield from emit([_given_up(plan, f"round {plan.round_number}", why)])

    def _chosen(self, plan: RoundPlan, survivors: list[Survivor], ratings: list[Rating]) -> tuple[int, ...]:
        """The places of the survivors that are voted on, the most valuable first; those of the record where there is one."""
        if plan.recorded is not None:
            return plan.recorded.chosen
        most = votes_wanted(plan.wanted)
        if SELECTION in self._settings.without:
            return tuple(range(min(most, len(survivors))))
        return tuple(choose(survivors, ratings, most))


def _chosen_survivors(workspace: Workspace, round_key: str) -> list[Survivor]:
    survivors: list[Survivor] = workspace.get("survivors", round_key)
    return [survivors[place] for place in workspace.get("chosen", round_key)[0]]


class CastVote(beam.DoFn):
    """Ballot -> (problem, Vote)."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, ballot: Ballot) -> Iterator[Any]:
        key = f"{ballot.ref.name}/{ballot.round_number}/{ballot.voter}/{ballot.first}"
        cast: Vote | None = self._workspace.find("vote", key)
        survivors = _chosen_survivors(self._workspace, f"{ballot.ref.name}/{ballot.round_number}")[ballot.first : ballot.last]
        dossier: Dossier = self._workspace.get(ballot.ref.kind, ballot.ref.key)
        about = digest(
            repr(dossier.problem.checker),
            *(text for survivor in survivors for text in (survivor.candidate.input, survivor.output)),
        )
        if cast is None or cast.about != about or "judge_error" in cast.words:
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

    def task(self, ballot: Ballot) -> str:
        return f"{ballot.ref.name}, votes of {ballot.voter} from {ballot.first} in round {ballot.round_number}"

    def given_up(self, ballot: Ballot, why: str) -> Iterator[Any]:
        """The voter agrees with nothing of what it was to vote on."""
        count = ballot.last - ballot.first
        report(self._workspace.folder, VOTING, done=1)
        yield ballot.ref.name, Vote(ballot.voter, (GIVEN_UP,) * count, (0.0,) * count, ballot.first)
        yield from emit([Rejection(ballot.ref.name, STAGE, GIVEN_UP, Subject.SOLUTION.value, ballot.voter, why)])


class Settle(beam.DoFn):
    """Counts the votes of a round."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        plan: RoundPlan = next(iter(parts["plans"]))
        votes = join_votes(parts["votes"])
        key = f"{name}/{plan.round_number}"
        survivors: list[Survivor] = self._workspace.get("survivors", key)
        chosen, ratings = self._workspace.get("chosen", key)
        blocks = blocks_of(self._workspace, name, plan)
        before: Dossier = self._workspace.get(plan.ref.kind, plan.ref.key)
        dossier, dropped = settle(before, survivors, chosen, ratings, blocks, plan.block_sizes, votes, plan.wanted)
        self._workspace.put("generated", key, dossier)
        yield Ref(name, "generated", key)
        subject = Subject.CANDIDATE.value
        item = f"round {plan.round_number}"
        yield from emit(
            (Rejection(name, STAGE, why, subject, item, count=count) for why, count in sorted(dropped.items())),
            [Tally(STAGE, "tests_kept", len(dossier.generated) - len(before.generated))],
        )

    def task(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> str:
        return f"{group[0]}, count of round {next(iter(group[1]['plans'])).round_number}"

    def given_up(self, group: tuple[str, Mapping[str, Iterable[Any]]], why: str) -> Iterator[Any]:
        """The problem goes on with the tests that it had before the round."""
        plan: RoundPlan = next(iter(group[1]["plans"]))
        yield plan.ref
        yield from emit([_given_up(plan, f"round {plan.round_number}", why)])


def _given_up(of: RoundPlan, item: str, why: str) -> Rejection:
    return Rejection(of.ref.name, STAGE, GIVEN_UP, Subject.CANDIDATE.value, item, why)
