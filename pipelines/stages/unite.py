"""Exact duplicates, white space ignored: problems unite with their submissions, solutions are kept once (appendix B.2, 1-2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.stages_io import Ref, Staged, emit, flatten_all, par_do
from pipelines.workspace import Workspace
from schemas.digest import digest
from schemas.problem import Label, Problem, Solution, Test
from schemas.rejection import Rejection, Subject
from schemas.tally import Tally
from schemas.text import without_white_space

STAGE = "unite"


def problem_key(problem: Problem) -> str:
    """Equal for problems that are the same but for white space. Without a statement the name and the examples decide."""
    statement = without_white_space(problem.description)
    if statement:
        return digest("statement", statement)
    return digest("no statement", problem.name, *(test.input for test in problem.public_tests))


def unite_solutions(problem: Problem) -> tuple[Problem, list[Rejection]]:
    """Each program once, white space ignored. One that is called both right and wrong is dropped: nothing is known of it."""
    groups: dict[str, list[Solution]] = {}
    for solution in problem.all_solutions:
        groups.setdefault(solution.white_space_blind_digest, []).append(solution)
    kept: list[Solution] = []
    rejections = []
    for group in groups.values():
        right = {solution.label is Label.CORRECT for solution in group}
        if len(right) > 1:
            files = ", ".join(solution.file or solution.digest for solution in group)
            rejections.append(
                Rejection(
                    problem.name,
                    STAGE,
                    "conflicting_labels",
                    Subject.SOLUTION.value,
                    group[0].digest,
                    files,
                    len(group),
                )
            )
            continue
        kept.append(group[0])
        if len(group) > 1:
            rejections.append(
                Rejection(
                    problem.name,
                    STAGE,
                    "duplicate_solution",
                    Subject.SOLUTION.value,
                    group[0].digest,
                    "the same text but for white space",
                    len(group) - 1,
                )
            )
    united = dataclasses.replace(
        problem,
        solutions=tuple(solution for solution in kept if solution.label is Label.CORRECT),
        incorrect_solutions=tuple(solution for solution in kept if solution.label is not Label.CORRECT),
    )
    return united, rejections


def contradict(left: Problem, right: Problem) -> bool:
    """Whether the two give different outputs for the same input: then they are no duplicates, whatever their statements say.

    Courses have tasks that differ in a picture only.
    """
    ours, theirs = _outputs(left), _outputs(right)
    return any(ours[text].isdisjoint(theirs[text]) for text in ours.keys() & theirs.keys())


def _outputs(problem: Problem) -> dict[str, set[str]]:
    """What a problem's tests give for each input; tokens count, for "1 23" and "12 3" are different inputs."""
    outputs: dict[str, set[str]] = {}
    for test in problem.given_tests:
        outputs.setdefault(_tokens(test.input), set()).add(_tokens(test.output))
    return outputs


def _tokens(text: str) -> str:
    return " ".join(text.split())


def same_problems(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems with one statement, parted where their tests contradict each other; in an order that depends on them alone."""
    groups: list[list[Problem]] = []
    for problem in sorted(problems, key=_seniority):
        fitting = (group for group in groups if not any(contradict(other, problem) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append([problem])
        else:
            group.append(problem)
    return groups


def _seniority(problem: Problem) -> tuple[date, str, str]:
    return problem.published or date.max, problem.name, problem.digest


def unite(problems: Sequence[Problem]) -> tuple[Problem, list[Rejection]]:
    """One problem of several with the same statement: the earliest, with every submission and every further test input."""
    ordered = sorted(problems, key=_seniority)
    first, others = ordered[0], ordered[1:]
    given = _further(first.given_tests, (test for other in others for test in other.given_tests))
    merged = dataclasses.replace(
        first,
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
    united, rejections = unite_solutions(merged)
    duplicates = [
        Rejection(other.name, STAGE, "duplicate_problem", detail=f"same statement as {first.name!r}") for other in others
    ]
    return united, duplicates + rejections


def _further(tests: Iterable[Test], others: Iterable[Test]) -> tuple[Test, ...]:
    """Those of the others whose inputs are new."""
    seen = {_tokens(test.input) for test in tests}
    new = []
    for test in others:
        key = _tokens(test.input)
        if key not in seen:
            seen.add(key)
            new.append(test)
    return tuple(new)


class _Unite(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Iterable[Ref]]) -> Iterator[Any]:
        refs = sorted(set(group[1]))
        for same in same_problems([self._workspace.get(ref.kind, ref.key) for ref in refs]):
            problem, rejections = unite(same)
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
    """Ref of a problem -> Ref of a problem that is the only one with its statement and its name."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def expand(self, problems: PCollection) -> Staged:
        workspace = self._workspace

        def keyed(ref: Ref) -> tuple[str, Ref]:
            return problem_key(workspace.get(ref.kind, ref.key)), ref

        united = problems | beam.Map(keyed) | beam.GroupByKey() | "Unite" >> par_do(_Unite(workspace))
        named = united.main | "ByName" >> beam.GroupByKey() | "NameOnce" >> par_do(_NameOnce(workspace))
        return Staged(
            named.main,
            flatten_all([united.rejections, named.rejections], "Rejections"),
            flatten_all([united.tallies, named.tallies], "Tallies"),
        )
