"""What is the same: programs but for white space, problems whose tests do not contradict each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from schemas.problem import Label, Problem, Solution
from schemas.rejection import Rejection, Subject


def unite_solutions(problem: Problem, stage: str, *, twins: bool = True) -> tuple[Problem, list[Rejection]]:
    """Each program once, white space ignored. One that is called both right and wrong is dropped: nothing is known of it.

    `twins` False: programs that are the same and called the same all stay.
    """
    groups: dict[str, list[Solution]] = {}
    for solution in problem.all_solutions:
        groups.setdefault(solution.white_space_blind_digest, []).append(solution)
    kept: list[Solution] = []
    rejections = []
    for group in groups.values():
        first = group[0]
        if len({solution.label is Label.CORRECT for solution in group}) > 1:
            files = ", ".join(solution.file or solution.digest for solution in group)
            rejections.append(_dropped(problem, stage, "conflicting_labels", first, files, len(group)))
        elif twins and len(group) > 1:
            kept.append(first)
            detail = "the same text but for white space"
            rejections.append(_dropped(problem, stage, "duplicate_solution", first, detail, len(group) - 1))
        else:
            kept += group
    return with_solutions(problem, kept), rejections


def with_solutions(problem: Problem, solutions: Sequence[Solution]) -> Problem:
    """The problem with these programs in place of its own."""
    return dataclasses.replace(
        problem,
        solutions=tuple(solution for solution in solutions if solution.label is Label.CORRECT),
        incorrect_solutions=tuple(solution for solution in solutions if solution.label is not Label.CORRECT),
    )


def _dropped(problem: Problem, stage: str, reason: str, solution: Solution, detail: str, count: int) -> Rejection:
    return Rejection(problem.name, stage, reason, Subject.SOLUTION.value, solution.digest, detail, count)


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
        outputs.setdefault(tokens_of(test.input), set()).add(tokens_of(test.output))
    return outputs


def tokens_of(text: str) -> str:
    """A test's text by its tokens alone."""
    return " ".join(text.split())


def same_problems(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems with one statement, parted where their tests contradict each other; in an order that depends on them alone."""
    groups: list[list[Problem]] = []
    for problem in sorted(problems, key=seniority):
        fitting = (group for group in groups if not any(contradict(other, problem) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append([problem])
        else:
            group.append(problem)
    return groups


def seniority(problem: Problem) -> tuple[date, str, str]:
    """The order of problems by which the earliest of several is kept; one without a date comes last."""
    return problem.published or date.max, problem.name, problem.digest
