"""Chooses which correct solutions vote: as different from one another as can be, for near-copies are no second opinion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from schemas.problem import Solution

SHINGLE_TOKENS = 5
NEAR_COPY = 0.85
"""Programs whose token runs, names left out, are so alike are copies of one another: their agreement is one opinion."""
SHORT_SHINGLES = 20
"""Programs with fewer runs of tokens are alike because there is little to them."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_KEPT = frozenset([
    "and", "auto", "bool", "break", "case", "char", "class", "const", "continue", "def", "del", "double", "elif", "else",
    "except", "false", "finally", "float", "for", "from", "if", "import", "in", "int", "is", "lambda", "long", "new", "not",
    "null", "or", "pass", "public", "raise", "return", "short", "signed", "sizeof", "static", "string", "struct", "switch",
    "template", "this", "try", "typedef", "typename", "unsigned", "using", "vector", "void", "while", "with", "yield"
])  # fmt: skip
"""Words that are no names; all others are, and a copy may have changed them."""


def shingles(source: str, *, names: bool = True) -> frozenset[int]:
    """Hashes of all runs of five tokens of a program; without `names` all that somebody may have renamed counts as the same."""
    tokens = _TOKEN.findall(source)
    if not names:
        tokens = [token if token in _KEPT or not (token[0].isalpha() or token[0] == "_") else "a" for token in tokens]
    last = max(1, len(tokens) - SHINGLE_TOKENS + 1)
    return frozenset(crc32("\0".join(tokens[at : at + SHINGLE_TOKENS]).encode()) for at in range(last))


def similarity(left: frozenset[int], right: frozenset[int]) -> float:
    """Jaccard similarity of two sets, in 0..1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def likeness(left: Solution, right: Solution) -> float:
    """How much two programs are one opinion, in 0..1: their similarity, or that without names where this makes them copies."""
    named = similarity(shingles(left.source), shingles(right.source))
    if left.language is not right.language:
        return named
    bare = shingles(left.source, names=False), shingles(right.source, names=False)
    return max(named, similarity(*bare)) if _near_copies(*bare) else named


def _near_copies(left: frozenset[int], right: frozenset[int]) -> bool:
    """Whether two sets of shingles without names are those of copies."""
    return min(len(left), len(right)) >= SHORT_SHINGLES and similarity(left, right) >= NEAR_COPY


def effective_number(solutions: Sequence[Solution]) -> float:
    """How many independent opinions the programs are worth: n for n programs that have nothing in common, 1 for n copies.

    The diversity of order 0 that counts likeness (Leinster and Cobbold 2012): the sum of 1 / (a program's likeness to all).
    """
    total = 0.0
    for one in solutions:
        total += 1 / sum(1.0 if other is one else likeness(one, other) for other in solutions)
    return round(total, 3)


def choose_voters(solutions: Sequence[Solution], most: int) -> list[Solution]:
    """At most `most` of the solutions, spread over languages, authors and texts.

    Greedy: near-copies of chosen ones come last; of the others the next is the one whose language is rarest among those chosen,
    then whose author is, then whose text is least similar to any chosen one; ties go to the smaller digest. The result depends
    on the set alone, not on its order; a program that is there twice votes once.
    """
    ordered = sorted(solutions, key=lambda solution: (solution.digest, solution.author, solution.file), reverse=True)
    left = sorted({solution.digest: solution for solution in ordered}.values(), key=lambda solution: solution.digest)
    sets = {solution.digest: shingles(solution.source) for solution in left}
    bare = {solution.digest: shingles(solution.source, names=False) for solution in left}
    copies: set[str] = set()
    nearest = dict.fromkeys(sets, 0.0)
    languages: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    chosen: list[Solution] = []
    while left and len(chosen) < most:
        best = min(
            left,
            key=lambda solution: (
                solution.digest in copies,
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
            if other.language is best.language and _near_copies(bare[best.digest], bare[other.digest]):
                copies.add(other.digest)
    return chosen
