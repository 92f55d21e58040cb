"""Candidate inputs of a problem, one by one and by number. Knows no Beam and no processes.

Two ways to make them. PAPER: the reference's mutators alone (paper, section 3.2.1), on any text. STRUCTURED: from the format
that the given inputs show and the constraints that the statement gives; every candidate has the one and keeps to the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mutators import candidate_input
from mutators.formats.nodes import Format, Kind, tokens
from mutators.generation import Knowledge, learn, propose
from pipelines.settings import STRUCTURED
from schemas.digest import digest, rng
from schemas.problem import Problem
from schemas.provenance import Candidate, Provenance

MOST_LEARNT_CHARACTERS = 8 << 20
"""Formats are learnt from the shortest inputs, up to this much in all."""
MUTATE = "mutate"
"""The kind that applies to every input: the reference's mutators, kept where the result is valid."""
LARGE = "large"
"""The kind of candidate that is as large as the constraints allow: it needs all the time that the problem gives."""


@lru_cache(maxsize=4)
def _knowledge(description: str, inputs: tuple[str, ...]) -> Knowledge | None:
    shortest = sorted(inputs, key=len)
    total = 0
    for place, text in enumerate(shortest):
        total += len(text)
        if total > MOST_LEARNT_CHARACTERS and place:
            return learn([one for one in inputs if len(one) < len(text)], description)
    return learn(inputs, description)


def _is_free_text(format: Format) -> bool:
    """Whether nothing of the form is known: lines of words and blanks, as where an input is an expression of a language."""
    kinds = {token.kind for token in tokens(format.body).values()}
    return Kind.TEXT in kinds and kinds <= {Kind.TEXT, Kind.WORD}


def draw_candidate(problem: Problem, seed: int, draw: int, generation: str = STRUCTURED) -> Candidate | None:
    """Candidate number `draw`: a function of the problem's name, statement and given inputs, the seed and the number alone."""
    inputs = tuple(test.input for test in problem.given_tests)
    random = rng(problem.name, "mutate", seed, draw)
    knowledge = _knowledge(problem.description, inputs) if generation == STRUCTURED else None
    if knowledge is None or _is_free_text(knowledge.format):
        made = candidate_input(inputs, random)
    else:
        made = propose(knowledge, random) or propose(knowledge, random, MUTATE)
    if made is None or not made[0].strip():  # an input of nothing is hardly meant
        return None
    text, parent, operators = made
    return Candidate(text, Provenance(parent, operators, seed, draw))


def fresh_candidates(
    problem: Problem, seed: int, draws: Iterable[int], seen: set[str], generation: str = STRUCTURED
) -> list[Candidate]:
    """The candidates of `draws` whose inputs are neither given nor in `seen` (digests of inputs, to which all are added)."""
    given = {digest(test.input) for test in problem.given_tests}
    fresh = []
    for draw in draws:
        candidate = draw_candidate(problem, seed, draw, generation)
        if candidate is None:
            continue
        key = digest(candidate.input)
        if key not in seen and key not in given:
            fresh.append(candidate)
        seen.add(key)
    return fresh


def is_large(candidate: Candidate) -> bool:
    """Whether a candidate is one of the large ones."""
    return candidate.provenance.operators[:1] == (LARGE,)
