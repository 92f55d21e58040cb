"""What is nearly the same: problems by their statements, programs of one problem by their tokens."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

from pipelines.duplicates import same_problems, seniority, unite_solutions, with_solutions
from pipelines.neardup import Shingles, clusters, settings_for
from pipelines.settings import DROP, MERGE
from schemas.dossier import Kin
from schemas.problem import Problem, Solution
from schemas.rejection import Rejection, Subject

FOUND = 0.9999
"""The chance that a pair of statements at the threshold is found. There are few statements, and one that is missed leaks."""
KIN = "kin"
"""The kind of record by which a workspace knows the `Kin` of each problem that has any, by its name."""
MERGED, DROPPED = "the earliest has its submissions", "the earliest stands for it"


@dataclasses.dataclass(frozen=True, slots=True)
class Likeness:
    """What of a problem decides about its near-duplicates. `name` is its own alone."""

    name: str
    statement: str
    published: date | None


def kin_of(problems: Iterable[Likeness], threshold: float) -> dict[str, Kin]:
    """The cluster of each problem, by name; the same whatever their order.

    A chain of near-duplicates is one cluster. A problem without a date may be older than any, so its whole cluster has none.
    """
    held = {one.name: one for one in problems}
    found = {name: Kin(published=one.published) for name, one in held.items()}
    clustering = clusters([(one.name, one.statement) for one in held.values()], settings_for(threshold, found=FOUND))
    names = {row.id: row.cluster for row in clustering.rows()}
    for group in clustering.groups():
        days = [held[name].published for name in group]
        earliest = min((day for day in days if day is not None), default=None)
        kin = Kin(names[group[0]], None if None in days else earliest)
        found.update(dict.fromkeys(group, kin))
    return found


def settle(problems: Sequence[Problem], mode: str, stage: str) -> tuple[list[Problem], list[Rejection]]:
    """What stays of problems with nearly the same statement: MERGE and DROP keep the earliest, other modes all of them.

    Problems whose tests contradict each other differ in more than a word: each of them stays. With MERGE the earliest takes in
    the others' submissions, but not their tests: an input of theirs need not be one of its own.
    """
    if mode not in (MERGE, DROP):
        return sorted(problems, key=seniority), []
    kept, rejections = [], []
    for group in same_problems(problems):
        first, *others = sorted(group, key=seniority)
        for other in others:
            detail = f"nearly the same statement as {first.name!r}: {MERGED if mode == MERGE else DROPPED}"
            rejections.append(Rejection(other.name, stage, "near_duplicate_problem", detail=detail))
        if mode == MERGE and others:
            together = with_solutions(first, [one for problem in (first, *others) for one in problem.all_solutions])
            first, lost = unite_solutions(together, stage)
            rejections += lost
        kept.append(first)
    return kept, rejections


def thin(problem: Problem, threshold: float, stage: str) -> tuple[Problem, list[Rejection]]:
    """The problem with one program of each cluster of near-copies: the first. Copies that are called different things all stay.

    Only programs of one language and one label are compared, so a program that was wrong by one token is never lost for its
    likeness to a right one.
    """
    groups: dict[tuple[str, str], list[Solution]] = {}
    for solution in problem.all_solutions:
        groups.setdefault((solution.language.value, solution.label.value), []).append(solution)
    settings = settings_for(threshold, Shingles.TOKENS)
    gone: set[int] = set()
    rejections = []
    for group in groups.values():
        documents = [(f"{place:09d}", solution.source) for place, solution in enumerate(group)]
        for alike in clusters(documents, settings).groups():
            first, *others = (group[int(id)] for id in alike)
            gone.update(id(one) for one in others)
            files = ", ".join(one.file or one.digest for one in others)
            detail = f"near-copies of {first.file or first.digest}: {files}"
            item = first.digest
            one = Rejection(problem.name, stage, "near_duplicate_solution", Subject.SOLUTION.value, item, detail, len(others))
            rejections.append(one)
    return with_solutions(problem, [one for one in problem.all_solutions if id(one) not in gone]), rejections
