"""Chooses which correct solutions vote: as different from one another as can be, for near-copies are no second opinion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from schemas.problem import Solution

SHINGLE_TOKENS = 5
_TOKEN = re.compile(r"\w+|[^\w\s]")


def shingles(source: str) -> frozenset[int]:
    """Hashes of all runs of five tokens of a program."""
    tokens = _TOKEN.findall(source)
    last = max(1, len(tokens) - SHINGLE_TOKENS + 1)
    return frozenset(crc32("\0".join(tokens[at : at + SHINGLE_TOKENS]).encode()) for at in range(last))


def similarity(left: frozenset[int], right: frozenset[int]) -> float:
    """Jaccard similarity of two sets, in 0..1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def choose_voters(solutions: Sequence[Solution], most: int) -> list[Solution]:
    """At most `most` of the solutions, spread over languages, authors and texts.

    Greedy: the next voter is the one whose language is rarest among those chosen, then whose author is, then whose text is
    least similar to any chosen one; ties go to the smaller digest. The result depends on the set alone, not on its order;
    a program that is there twice votes once.
    """
    ordered = sorted(solutions, key=lambda solution: (solution.digest, solution.author, solution.file), reverse=True)
    left = sorted({solution.digest: solution for solution in ordered}.values(), key=lambda solution: solution.digest)
    sets = {solution.digest: shingles(solution.source) for solution in left}
    nearest = dict.fromkeys(sets, 0.0)
    languages: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    chosen: list[Solution] = []
    while left and len(chosen) < most:
        best = min(
            left,
            key=lambda solution: (
                languages[solution.language.value],
                authors[solution.author] if solution.author else 0,
                nearest[solution.digest],
            ),
        )
        left.remove(best)
        chosen.append(best)
        languages[best.language.value] += 1
        authors[best.author] += 1
        for other in left:
            closeness = similarity(sets[best.digest], sets[other.digest])
            nearest[other.digest] = max(nearest[other.digest], closeness)
    return chosen
