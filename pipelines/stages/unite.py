"""Exact duplicates, white space ignored: problems unite with their submissions, solutions are kept once (appendix B.2, 1-2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.duplicates import same_problems, seniority, tokens_of, unite_solutions
from pipelines.running.workspace import Workspace
from pipelines.settings import DUPLICATE_PROBLEMS, DUPLICATE_SOLUTIONS
from pipelines.stages_io import Ref, Staged, emit, flatten_all, par_do
from schemas.digest import digest
from schemas.problem import Problem, Test
from schemas.rejection import Rejection
from schemas.tally import Tally
from schemas.text import without_white_space

STAGE = "unite"


def problem_key(problem: Problem) -> str:
    """Equal for problems that are the same but for white space. Without a statement the name and the examples decide."""
    statement = without_white_space(problem.description)
    if statement:
        return digest("statement", statement)
    return digest("no statement", problem.name, *(test.input for test in problem.public_tests))


def unite(problems: Sequence[Problem], without: Collection[str] = ()) -> tuple[Problem, list[Rejection]]:
    """One problem of several with the same statement: the earliest, with every submission and every further test input.

    The statement before its translation is the earliest that any of them has.
    """
    ordered = sorted(problems, key=seniority)
    first, others = ordered[0], ordered[1:]
    given = _further(first.given_tests, (test for other in others for test in other.given_tests))
    original = next((one.untranslated_description for one in ordered if one.untranslated_description), "")
    merged = dataclasses.replace(
        first,
        is_description_translated=first.is_description_translated or bool(original),
        untranslated_description=original,
        private_tests=first.private_tests + given,
        generated_tests=first.generated_tests
        + _further(
            first.given_tests + given + first.generated_tests, (test for other in others for test in other.generated_tests)
        ),
        official_tests=first.official_tests
        + _further(first.official_tests, (test for other in others for test in other.official_tests)),
        solutions=tuple(solution for problem in ordered for solution in problem.solutions),
        incorrect_solutions=tuple(solution for problem in ordered for solution in problem.incorrect_solutions),
    )
    united, rejections = unite_solutions(merged, STAGE, twins=DUPLICATE_SOLUTIONS not in without)
    duplicates = [
        Rejection(other.name, STAGE, "duplicate_problem", detail=f"same statement as {first.name!r}") for other in others
    ]
    return united, duplicates + rejections


def _further(tests: Iterable[Test], others: Iterable[Test]) -> tuple[Test, ...]:
    """Those of the others whose inputs are new."""
    seen = {tokens_of(test.input) for test in tests}
    new = []
    for test in others:
        key = tokens_of(test.input)
        if key not in seen:
            seen.add(key)
            new.append(test)
    return tuple(new)


class _Unite(beam.DoFn):
    def __init__(self, workspace: Workspace, without: Collection[str]) -> None:
        self._workspace = workspace
        self._without = without

    def process(self, group: tuple[str, Iterable[Ref]]) -> Iterator[Any]:
        refs = sorted(group[1])  # twins to the last byte have one reference, and are counted as two
        for same in same_problems([self._workspace.get(ref.kind, ref.key) for ref in refs]):
            problem, rejections = unite(same, self._without)
            key = problem.digest
            self._workspace.put("problem", key, problem)
            yield (problem.name, Ref(problem.name, "problem", key))
            yield from emit(rejections, [Tally(STAGE, "problems_in", len(same)), Tally(STAGE, "problems_out", 1)])


class _NameOnce(beam.DoFn):
    """Different problems that go by one name get names of their own: the name is what everything else is keyed by."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Iterable[Ref]]) -> Iterator[Any]:
        name, refs = group
        for place, ref in enumerate(sorted(set(refs))):
            if place == 0:
                yield ref
                continue
            new = f"{name}~{ref.key[:8]}"
            problem = dataclasses.replace(self._workspace.get(ref.kind, ref.key), name=new)
            self._workspace.put("problem", ref.key + new, problem)
            yield Ref(new, "problem", ref.key + new)
            yield from emit(tallies=[Tally(STAGE, "problems_renamed", 1)])


class Unite(beam.PTransform):
    """Ref of a problem -> Ref of a problem that is the only one with its statement and its name.

    `without` names steps that are left out; problems that are the same to the last byte are one even so.
    """

    def __init__(self, workspace: Workspace, without: Collection[str] = ()) -> None:
        super().__init__()
        self._workspace = workspace
        self._without = frozenset(without)

    def expand(self, problems: PCollection) -> Staged:
        workspace, without = self._workspace, self._without

        def keyed(ref: Ref) -> tuple[str, Ref]:
            return ref.key if DUPLICATE_PROBLEMS in without else problem_key(workspace.get(ref.kind, ref.key)), ref

        united = problems | beam.Map(keyed) | beam.GroupByKey() | "Unite" >> par_do(_Unite(workspace, without))
        named = united.main | "ByName" >> beam.GroupByKey() | "NameOnce" >> par_do(_NameOnce(workspace))
        return Staged(
            named.main,
            flatten_all([united.rejections, named.rejections], "Rejections"),
            flatten_all([united.tallies, named.tallies], "Tallies"),
        )
