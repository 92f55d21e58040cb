"""Rounds of drawing, probing, rating and voting, wired for Beam: blocks of draws and single programs are what spreads."""

from __future__ import annotations

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.generation.agreement import ROUND_FACTORS
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.generate.planning import Begin, Plan
from pipelines.stages.generate.probing import Probe, Rate, Survive
from pipelines.stages.generate.records import BLOCKS, IDLE, STAGE
from pipelines.stages.generate.voting import CastVote, Choose, Settle
from pipelines.stages_io import MAIN, REJECTIONS, TALLIES, Staged, flatten_all, guarded, par_do, staged


class _Round(beam.PTransform):
    """Ref of a dossier -> Ref of a dossier with the tests of one more round."""

    def __init__(self, workspace: Workspace, settings: BuildSettings, round_number: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._round = round_number

    def expand(self, refs: PCollection) -> Staged:
        workspace, settings = self._workspace, self._settings
        planned = refs | "Plan" >> beam.ParDo(guarded(Plan(workspace, settings, self._round), STAGE, workspace)).with_outputs(
            BLOCKS, IDLE, REJECTIONS, TALLIES, main=MAIN
        )
        plans = planned[MAIN]
        blocks = planned[BLOCKS] | "SpreadBlocks" >> beam.Reshuffle()
        probed = staged(blocks | "Probe" >> par_do(guarded(Probe(workspace), STAGE, workspace)))
        survived = staged(
            {"plans": plans, "blocks": probed.main}
            | "JoinBlocks" >> beam.CoGroupByKey()
            | par_do(guarded(Survive(workspace, settings), STAGE, workspace))
        )
        trials = survived.main | "SpreadTrials" >> beam.Reshuffle()
        rated = staged(trials | "Rate" >> par_do(guarded(Rate(workspace), STAGE, workspace)))
        chosen = staged(
            {"plans": plans, "ratings": rated.main}
            | "JoinRatings" >> beam.CoGroupByKey()
            | par_do(guarded(Choose(workspace, settings), STAGE, workspace))
        )
        ballots = chosen.main | "SpreadBallots" >> beam.Reshuffle()
        votes = staged(ballots | "Vote" >> par_do(guarded(CastVote(workspace), STAGE, workspace)))
        settled = staged(
            {"plans": plans, "votes": votes.main}
            | "JoinVotes" >> beam.CoGroupByKey()
            | par_do(guarded(Settle(workspace), STAGE, workspace))
        )
        steps = (probed, survived, rated, chosen, votes, settled)
        return Staged(
            flatten_all([settled.main, planned[IDLE]], "Refs"),
            flatten_all([planned[REJECTIONS], *(step.rejections for step in steps)], "Rejections"),
            flatten_all([planned[TALLIES], *(step.tallies for step in steps)], "Tallies"),
        )


class Generate(beam.PTransform):
    """Ref of a verified dossier -> Ref of a dossier with generated tests."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, refs: PCollection) -> Staged:
        begun = refs | "Begin" >> beam.ParDo(Begin(self._workspace, self._settings)).with_outputs(
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
