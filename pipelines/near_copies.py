"""What is nearly the same: problems by their statements, programs of one problem by their tokens."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import numpy as np

from pipelines.duplicates import same_problems, seniority, unite_solutions, with_solutions
from pipelines.neardup import Shingles, clusters, settings_for
from pipelines.neardup.clustering import Counts, Sketched, cluster_name, connect
from pipelines.neardup.signatures import band_keys, shingle_hashes, sketch
from pipelines.neardup.similarity import compare_sets
from pipelines.neardup.texts import Grouped, Hashes, Numbers, ascending
from pipelines.settings import DROP, MERGE
from schemas.dossier import Kin
from schemas.problem import Problem, Solution
from schemas.rejection import Rejection, Subject

FOUND = 0.9999
"""The chance that a pair at the threshold is found where there are few texts, and one that is missed leaks."""
KIN = "kin"
"""The kind of record by which a workspace knows the `Kin` of each problem that has any, by its name."""
HELD_TOGETHER = 0.8
"""The Jaccard similarity of token 5-grams from which on programs of one problem are held out together, or not at all."""
_KEPT = 64
"""Sets of shingles that stay in memory, for the first of a bucket is compared with each other one of it."""
MERGED, DROPPED = "the earliest has its submissions", "the earliest stands for it"


@dataclasses.dataclass(frozen=True, slots=True)
class Likeness:
    """What of a problem decides about its near-duplicates, some 300 bytes. `name` is its own alone.

    `keys` are those of its statement's bands and `powers` the sums that equal statements have in common, 64 bits each;
    `shingles`: how many the statement has.
    """

    name: str
    published: date | None
    keys: bytes
    powers: bytes
    shingles: int


def likeness_of(name: str, statement: str, published: date | None, threshold: float) -> tuple[Likeness, Hashes]:
    """A problem's likeness, and its statement's different shingles, which are wanted only where another one may be near."""
    settings = settings_for(threshold, found=FOUND)
    found = sketch([statement], settings)
    keys = band_keys(found.signatures, settings)
    one = Likeness(name, published, keys.tobytes(), found.powers.tobytes(), int(found.counts[0]))
    return one, ascending(shingle_hashes(statement, settings))


class _Statements:
    """Sets of shingles that lie somewhere, by the numbers of the problems; see `similarity.Sets`."""

    def __init__(self, names: Sequence[str], counts: Numbers, shingles_of: Callable[[str], Hashes]) -> None:
        self._names, self._counts = names, counts
        self._shingles_of = functools.lru_cache(_KEPT)(shingles_of)

    def sizes(self, numbers: Numbers) -> Numbers:
        """See `similarity.Sets`."""
        return self._counts[numbers]

    def load(self, numbers: Numbers) -> Grouped:
        """See `similarity.Sets`."""
        parts = [np.zeros(0, np.uint64), *(self._shingles_of(self._names[number]) for number in numbers.tolist())]
        return Grouped(np.concatenate(parts), np.cumsum([len(one) for one in parts]))

    def compare(self, numbers: Numbers, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
        """See `similarity.Sets`."""
        return compare_sets(self.load(numbers), lefts, rights)


def kin_of(problems: Iterable[Likeness], threshold: float, shingles_of: Callable[[str], Hashes]) -> dict[str, Kin]:
    """The cluster of each problem, by name; the same whatever their order. `shingles_of` gives a problem's by its name.

    A chain of near-duplicates is one cluster. A problem without a date may be older than any, so its whole cluster has none.
    """
    settings = settings_for(threshold, found=FOUND)
    held = sorted(problems, key=lambda one: one.name)
    names = [one.name for one in held]
    keys = np.frombuffer(b"".join(one.keys for one in held), np.uint64).reshape(len(held), settings.bands)
    powers = np.frombuffer(b"".join(one.powers for one in held), np.uint64).reshape(len(held), 2)
    counts = np.array([one.shingles for one in held], np.int64)
    sketched = Sketched(np.ascontiguousarray(keys.T), powers, counts)
    roots = connect(sketched, _Statements(names, counts, shingles_of), settings, Counts())
    groups: dict[int, list[Likeness]] = {}
    for one, root in zip(held, roots.tolist(), strict=True):
        groups.setdefault(root, []).append(one)
    found = {}
    for group in groups.values():
        days = [one.published for one in group]
        earliest = None if None in days else min(day for day in days if day is not None)
        kin = Kin(cluster_name(group[0].name) if len(group) > 1 else "", earliest)
        found.update(dict.fromkeys((one.name for one in group), kin))
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


def families(solutions: Iterable[Solution], threshold: float) -> list[frozenset[str]]:
    """The programs of one problem, known by their digests, parted so that no near-copies are in two parts.

    A family is what near-copies of one language connect, whatever they are called: a program that is wrong by one token is of
    the family of the right one that it was made of. White space is ignored. With the threshold 0 each program is a family.
    """
    texts: dict[str, set[tuple[str, str]]] = {}
    for solution in solutions:
        texts.setdefault(solution.language.value, set()).add((solution.white_space_blind_digest, solution.source))
    found = [frozenset([digest]) for digest in sorted({digest for group in texts.values() for digest, _ in group})]
    family_of = {digest: family for family in found for digest in family}
    for group in texts.values() if threshold else ():
        programs = sorted(group)
        documents = [(f"{place:09d}", source) for place, (_, source) in enumerate(programs)]
        for alike in clusters(documents, settings_for(threshold, Shingles.TOKENS, found=FOUND)).groups():
            joined = frozenset().union(*(family_of[programs[int(id)][0]] for id in alike))
            family_of.update(dict.fromkeys(joined, joined))
    return sorted(set(family_of.values()), key=min)
