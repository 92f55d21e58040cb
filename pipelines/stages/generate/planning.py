"""Which problems get tests, and which candidates a round of theirs tries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput

from pipelines.generation.agreement import BLOCK_DRAWS, PROBE_SHARE, no_generation, round_draws
from pipelines.generation.candidates import fresh_candidates
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.generate.records import BLOCKS, IDLE, PROBING, STAGE, Block, RoundPlan
from pipelines.stages_io import Ref, emit
from schemas.dossier import Dossier, RoundRecord
from schemas.provenance import Candidate
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally


class Begin(beam.DoFn):
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


class Plan(beam.DoFn):
    """Draws the candidates of a round, in blocks."""

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
        lost = self._round > 0 and not self._workspace.has("drawn", f"{ref.name}/{self._round - 1}")
        if wanted <= 0 or over or lost:  # where a round was given up, the next would draw by the same knowledge
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

    def task(self, ref: Ref) -> str:
        return f"{ref.name}, candidates of round {self._round}"

    def given_up(self, ref: Ref, why: str) -> Iterator[Any]:
        """The problem goes on with the tests that it has."""
        yield TaggedOutput(IDLE, ref)
        yield from emit([Rejection(ref.name, STAGE, GIVEN_UP, Subject.CANDIDATE.value, f"round {self._round}", why)])

    def _draw(self, dossier: Dossier, wanted: int) -> list[Candidate]:
        """The new candidates of this round, with the digests of all that were drawn before kept for the next one."""
        settings, name = self._settings, dossier.problem.name
        before: set[str] = self._workspace.get("drawn", f"{name}/{self._round - 1}") if self._round else set()
        seen = set(before)
        draws = round_draws(self._round, settings.max_tests, wanted)
        candidates = fresh_candidates(dossier.problem, settings.seed, draws, seen, settings.generation, settings.without)
        self._workspace.put("drawn", f"{name}/{self._round}", seen)
        return candidates

    def _recorded(self, name: str) -> Any:
        """The record of this round to be repeated, () where the record ends before it, None where nothing is repeated."""
        if not self._settings.replay:
            return None
        rounds: Sequence[RoundRecord] = self._workspace.find("replay", name) or ()
        return rounds[self._round] if self._round < len(rounds) else ()
