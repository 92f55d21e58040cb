"""What a statement demands of the input in words that were not understood: found, so that nobody pretends it is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mutators.constraints.notation import plain
from mutators.constraints.records import Compare, Constraint, Section
from mutators.constraints.sections import sentences

MOST_DOUBTS = 20
LONGEST_SENTENCE = 3000
_SHAPE = re.compile(
    r"\b(?:no (?:two|three|pair|point|circle|line|segment|rectangle)|at most one|at most once|exactly once|pairwise|distinct"
    r"|unique|different|non-?intersecting|non-?overlapping|disjoint|polygon|marghyrning\w*|convex|clockwise|collinear"
    r"|(?:do|does|will|are|can|may) ?(?:not|never) (?:intersect|overlap|touch|cross|contain|repeat|coincide|share)"
    r"|connected|reachable|acyclic|sorted|permutation|tree|no (?:cycles?|duplicates?))\b",
    re.IGNORECASE,
)
"""Words for how the parts of an input stand to one another."""
_PROMISE = re.compile(
    r"\b(?:guarantee\w*|promised?|you (?:may|can) assume|is always|are always|tryggt|gefið er að)\b", re.IGNORECASE
)
_CASE = re.compile(r"\W*(?:if|when|whenever|for (?:example|instance)|suppose)\b", re.IGNORECASE)
_PLANE = re.compile(
    r"\b(?:polygon|marghyrning\w*|convex|non-?intersecting|non-?overlapping)"
    r"|\b(?:no two|not) \w* ?\w* ?(?:intersect|overlap|touch|cross)",
    re.IGNORECASE,
)
"""What is about figures is meant wherever it stands; in stories the other words seldom are."""


def doubts(description: str, constraints: Sequence[Constraint]) -> tuple[str, ...]:
    """The sentences, as they stand in the description, that demand something of the input which no constraint says.

    A bound alone does not say how values stand to one another, so a sentence with such a word needs another kind of constraint.
    """
    text = plain(description)
    found = []
    for sentence in sentences(text.text):
        words = sentence.text[:LONGEST_SENTENCE]
        if sentence.section not in (Section.INPUT, Section.CONSTRAINTS, Section.LEGEND) or sentence.subtask:
            continue
        in_story = sentence.section is Section.LEGEND
        shape = (_PLANE if in_story else _SHAPE).search(words)
        promise = not in_story and _PROMISE.search(words)
        if _CASE.match(words) or (sentence.conditional and (in_story or not shape)):
            continue
        if not shape and not promise:
            continue
        source = text.source(sentence.start, sentence.start + len(words))
        told = [one for one in constraints if _overlap(one.source, source)]
        if not (any(not isinstance(one, Compare) for one in told) if shape else told):
            found.append(source)
    return tuple(dict.fromkeys(found))[:MOST_DOUBTS]


def _overlap(one: str, other: str) -> bool:
    short, long = sorted((" ".join(one.split()), " ".join(other.split())), key=len)
    return bool(short) and short in long
