"""The steps of an evaluation as Beam knows them: samples to programs, blocks of these to verdicts, verdicts to outcomes.

Through the shuffles go entries and keys; verdicts lie in the workspace under what they depend on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.evaluation.calibration import Calibration, calibrate
from pipelines.evaluation.entries import Entry, Texts, entries_of, merge
from pipelines.evaluation.filtering import block_verdicts, survives
from pipelines.evaluation.probing import signature
from pipelines.evaluation.results import Filtered, Judged, outcome_of
from pipelines.evaluation.screening import Screen
from pipelines.evaluation.settings import EvaluateSettings
from pipelines.evaluation.verdicts import rule_tests
from pipelines.execution.checking import Referees
from pipelines.execution.engine import Engine
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from schemas.digest import digest_many
from schemas.execution import Program
from schemas.parquet import tests_of
from schemas.problem import Problem, Solution
from schemas.rejection import Rejection
from schemas.samples import SamplePart

FILTER_BLOCK, JUDGE_BLOCK = 128, 4
"""Programs in a unit of work: many on the few examples, few on hundreds of hidden tests."""
HIDDEN = ("private", "generated")
FILTERING, JUDGING = "evaluate: examples", "evaluate: all tests"
PROBLEM, CALIBRATORS, CALIBRATION, INPUTS = "problem", "calibrators", "calibration", "inputs"
REJECTED, FILTERED, JUDGED, OUTCOME = "rejected", "filtered", "judged", "outcome"
"""Kinds of records in the workspace."""


class Block(NamedTuple):
    """Programs of a problem that are run one after another."""

    problem: str
    entries: tuple[Entry, ...]

    @property
    def key(self) -> str:
        """Identity of the block within an evaluation."""
        return digest_many((self.problem, *(entry.program for entry in self.entries)))


class _Read(beam.DoFn):
    """Row groups to (problem and program, entry) pairs; what is rejected is counted in the workspace."""

    def __init__(self, workspace: Workspace, known: Collection[str]) -> None:
        self._workspace, self._known = workspace, known

    def process(self, part: SamplePart) -> Iterator[tuple[tuple[str, str], Entry]]:
        rejected: dict[tuple[str, str], Rejection] = {}
        for one in entries_of(part, self._known):
            if isinstance(one, Rejection):
                old = rejected.get((one.problem, one.reason))
                rejected[one.problem, one.reason] = one if old is None else dataclasses.replace(old, count=old.count + 1)
            else:
                problem, entry = one
                yield (problem, entry.program), entry
        self._workspace.put(REJECTED, f"{part.path}/{part.row_group}", list(rejected.values()))


class Running(beam.DoFn):
    """What all steps need that run programs."""

    def __init__(self, workspace: Workspace, settings: EvaluateSettings) -> None:
        self._workspace, self._settings = workspace, settings

    def setup(self) -> None:
        self._engine = Engine()
        self._referees = Referees(self._engine)
        self._screen = Screen(self._engine)
        self._texts = Texts()

    def teardown(self) -> None:
        self._screen.close()
        self._referees.close()


class _Plan(Running):
    """Decides a problem's limits and cuts its programs into blocks."""

    def process(self, group: tuple[str, Iterable[Entry]]) -> Iterator[Block]:
        name, entries = group
        if self._workspace.find(CALIBRATION, name) is None:
            problem: Problem
            solutions: list[Solution]
            problem, solutions = self._workspace.get(CALIBRATORS, name)
            referee = self._referees.of(problem.checker)
            limits = calibrate(self._engine, problem, solutions, referee, self._settings.example_cpu_s)
            self._workspace.put(CALIBRATION, name, limits)
        ordered = sorted(entries, key=lambda entry: entry.place)  # texts that lie together are read together
        report(self._workspace.folder, FILTERING, planned=len(ordered))
        yield from blocks_of(name, ordered, FILTER_BLOCK)


def blocks_of(name: str, entries: list[Entry], size: int) -> Iterator[Block]:
    """The entries in their order, cut into blocks of `size`."""
    for start in range(0, len(entries), size):
        yield Block(name, tuple(entries[start : start + size]))


class _Filter(Running):
    """A block on the examples: the key of its record, and the programs that go on."""

    def process(self, block: Block) -> Iterator[tuple[str, tuple[str, tuple[Entry, ...]]]]:
        found: list[Filtered] | None = self._workspace.find(FILTERED, block.key)
        if found is None:
            problem: Problem = self._workspace.get(PROBLEM, block.problem)
            limits: Calibration = self._workspace.get(CALIBRATION, block.problem)
            programs = list(self._texts.programs(block.entries))
            referee = self._referees.of(problem.checker)
            verdicts = block_verdicts(self._engine, problem, programs, limits.examples, referee, self._screen)
            found = [Filtered(entry, *verdict) for entry, verdict in zip(block.entries, verdicts, strict=True)]
            self._workspace.put(FILTERED, block.key, found)
        report(self._workspace.folder, FILTERING, done=len(found))
        yield block.problem, (block.key, tuple(one.entry for one in found if survives(one.on_examples)))


class _PlanJudging(beam.DoFn):
    """Cuts what passed into small blocks; each entry is paired with whether it is to be told apart as well."""

    def __init__(self, workspace: Workspace, settings: EvaluateSettings) -> None:
        self._workspace, self._settings = workspace, settings

    def process(self, group: tuple[str, Iterable[tuple[str, tuple[Entry, ...]]]]) -> Iterator[tuple[Block, bool]]:
        name, blocks = group
        seed = self._settings.seed
        passed = sorted(
            (entry for _, entries in blocks for entry in entries), key=lambda entry: digest_many((name, seed, entry.program))
        )
        report(self._workspace.folder, JUDGING, planned=len(passed))
        cut = self._settings.most_clustered
        for told_apart, part in ((True, passed[:cut]), (False, passed[cut:])):
            for block in blocks_of(name, part, JUDGE_BLOCK):
                yield block, told_apart


class _Judge(Running):
    """A block on the inputs that tell programs apart and on all hidden tests: the key of its record."""

    def process(self, work: tuple[Block, bool]) -> Iterator[tuple[str, str]]:
        block, told_apart = work
        if self._workspace.find(JUDGED, block.key) is None:
            programs = zip(block.entries, self._texts.programs(block.entries), strict=True)
            found = [self._judged(block.problem, entry.program, program, told_apart) for entry, program in programs]
            self._workspace.put(JUDGED, block.key, found)
        report(self._workspace.folder, JUDGING, done=len(block.entries))
        yield block.problem, block.key

    def _judged(self, name: str, identity: str, program: Program, told_apart: bool) -> Judged:
        problem: Problem = self._workspace.get(PROBLEM, name)
        limits: Calibration = self._workspace.get(CALIBRATION, name)
        inputs: tuple[str, ...] = self._workspace.get(INPUTS, name)
        known = signature(self._engine, problem, program, inputs, limits.probes) if told_apart else ""
        tests = tests_of(problem, HIDDEN)
        ruled = rule_tests(self._engine, problem, program, tests, limits.deciding, self._referees.of(problem.checker))
        return Judged(identity, known, ruled)


class _Conclude(beam.DoFn):
    """Puts the verdicts on a problem's samples together."""

    def __init__(self, workspace: Workspace, settings: EvaluateSettings, splits: dict[str, str]) -> None:
        self._workspace, self._settings, self._splits = workspace, settings, splits

    def process(self, group: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[str]:
        name, keys = group
        filtered_keys = sorted(key for key, _ in keys["filtered"])
        judged_keys = sorted(keys["judged"])
        filtered, judged = verdicts_of(self._workspace, filtered_keys, judged_keys)
        outcome = outcome_of(name, self._splits[name], filtered, judged, self._settings.rule, self._settings.seed)
        self._workspace.put(OUTCOME, name, (outcome, filtered_keys, judged_keys))
        yield name


def verdicts_of(
    workspace: Workspace, filtered_keys: Iterable[str], judged_keys: Iterable[str]
) -> tuple[list[Filtered], dict[str, Judged]]:
    """The records of a problem's blocks, put together."""
    filtered = [one for key in filtered_keys for one in workspace.get(FILTERED, key)]
    judged = {one.program: one for key in judged_keys for one in workspace.get(JUDGED, key)}
    return filtered, judged


def filter_samples(
    pipeline: beam.Pipeline,
    parts: list[SamplePart],
    problems: Collection[str],
    workspace: Workspace,
    settings: EvaluateSettings,
) -> PCollection:
    """Samples of the named problems through the examples: (problem, (key of a record, programs that go on)) pairs."""
    return (
        pipeline
        | beam.Create(parts, reshuffle=False)
        | "SpreadParts" >> beam.Reshuffle()
        | "Read" >> beam.ParDo(_Read(workspace, frozenset(problems)))
        | "Unite" >> beam.CombinePerKey(_merged)
        | "ByProblem" >> beam.MapTuple(lambda key, entry: (key[0], entry))
        | "Gather" >> beam.GroupByKey()
        | "Plan" >> beam.ParDo(_Plan(workspace, settings))
        | "SpreadBlocks" >> beam.Reshuffle()
        | "Filter" >> beam.ParDo(_Filter(workspace, settings))
    )


def construct(
    pipeline: beam.Pipeline, parts: list[SamplePart], splits: dict[str, str], workspace: Workspace, settings: EvaluateSettings
) -> None:
    """Wire the steps of an evaluation. `splits` has every problem that is evaluated."""
    filtered = filter_samples(pipeline, parts, splits, workspace, settings)
    judged = (
        filtered
        | "GatherPassed" >> beam.GroupByKey()
        | "PlanJudging" >> beam.ParDo(_PlanJudging(workspace, settings))
        | "SpreadPassed" >> beam.Reshuffle()
        | "Judge" >> beam.ParDo(_Judge(workspace, settings))
    )
    together = {"filtered": filtered, "judged": judged} | beam.CoGroupByKey()
    _ = together | "Conclude" >> beam.ParDo(_Conclude(workspace, settings, splits))


def _merged(entries: Iterable[Entry | None]) -> Entry | None:
    return merge(entry for entry in entries if entry is not None)
