"""Candidate inputs of a problem, one by one and by number. Knows no Beam and no processes.

Two ways to make them. PAPER: the reference's mutators alone (paper, section 3.2.1), on any text. STRUCTURED: from the format
that the given inputs show and the constraints that the statement gives; every candidate has the one and keeps to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from random import Random

from mutators import candidate_input
from mutators.formats.nodes import Format, Kind, tokens
from mutators.generation import DRAWN, KINDS, Knowledge, explored, learn, levels, propose
from pipelines.settings import CONSTRAINTS, EXPLORING, STRUCTURED, VALIDITY
from schemas.digest import digest, rng
from schemas.problem import Problem
from schemas.provenance import Candidate, Provenance

MOST_LEARNT_CHARACTERS = 8 << 20
"""Formats are learnt from the shortest inputs, up to this much in all."""
MUTATE = "mutate"
"""The kind that applies to every input: the reference's mutators, kept where the result is valid."""
LARGE = "large"
"""The kind of candidate that is as large as the constraints allow: it needs all the time that the problem gives."""
BEYOND = "up_to_"
"""First operator of a candidate that goes beyond what was seen, where nothing is stated; a number follows."""
EXPLORED_SHARE = 0.5
Proposal = tuple[str, int, tuple[str, ...]]


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


def draw_candidate(
    problem: Problem, seed: int, draw: int, generation: str = STRUCTURED, without: Collection[str] = ()
) -> Candidate | None:
    """Candidate number `draw`: a function of the problem's name, statement and given inputs, of seed, number and settings.

    `without`: what is switched off (`settings.PARTS`).
    """
    inputs = tuple(test.input for test in problem.given_tests)
    random = rng(problem.name, "mutate", seed, draw)
    description = "" if CONSTRAINTS in without else problem.description
    knowledge = _knowledge(description, inputs) if generation == STRUCTURED else None
    if knowledge is None or _is_free_text(knowledge.format):
        made = candidate_input(inputs, random)
    else:
        made = _structured(description, inputs, random, without)
    if made is None or not made[0].strip():  # an input of nothing is hardly meant
        return None
    text, parent, operators = made
    return Candidate(text, Provenance(parent, operators, seed, draw))


def _structured(description: str, inputs: tuple[str, ...], random: Random, without: Collection[str]) -> Proposal | None:
    """A proposal of one of the kinds that are switched on; where ranges are not stated, half of the time beyond those seen."""
    knowledge = _knowledge(description, inputs)
    assert knowledge is not None
    kinds = {kind: weight for kind, weight in KINDS.items() if kind not in without}
    drawn = {kind: weight for kind, weight in kinds.items() if kind in DRAWN and kind != LARGE}
    beyond = _beyond(description, inputs) if drawn and EXPLORING not in without else ()
    if beyond and random.random() < EXPLORED_SHARE:
        top, wider = random.choice(beyond)
        made = propose(wider, random, _one_of(drawn, random))
        if made:
            text, parent, operators = made
            return text, parent, (f"{BEYOND}{top}", *operators)
    checked = VALIDITY not in without
    kind = _one_of(kinds, random) if kinds else MUTATE
    made = propose(knowledge, random, kind, checked=checked)
    return propose(knowledge, random, MUTATE, checked=checked) if made is None and MUTATE not in without else made


def _one_of(kinds: Mapping[str, float], random: Random) -> str:
    return random.choices(list(kinds), list(kinds.values()))[0]


@lru_cache(maxsize=4)
def _beyond(description: str, inputs: tuple[str, ...]) -> tuple[tuple[int, Knowledge], ...]:
    """What could be known if what is not stated went further, by how far."""
    knowledge = _knowledge(description, inputs)
    found = [(top, explored(knowledge, top)) for top in levels(description)] if knowledge else []
    return tuple((top, wider) for top, wider in found if wider is not None)


def fresh_candidates(
    problem: Problem,
    seed: int,
    draws: Iterable[int],
    seen: set[str],
    generation: str = STRUCTURED,
    without: Collection[str] = (),
) -> list[Candidate]:
    """The candidates of `draws` whose inputs are neither given nor in `seen` (digests of inputs, to which all are added)."""
    given = {digest(test.input) for test in problem.given_tests}
    fresh = []
    for draw in draws:
        candidate = draw_candidate(problem, seed, draw, generation, without)
        if candidate is None:
            continue
        key = digest(candidate.input)
        if key not in seen and key not in given:
            fresh.append(candidate)
        seen.add(key)
    return fresh


def is_large(candidate: Candidate) -> bool:
    """Whether a candidate is one of the large ones."""
    return LARGE in candidate.provenance.operators[:2]


def level_of(candidate: Candidate) -> int:
    """How far beyond the ranges seen a candidate may go: the greatest value that it was allowed, 0 where it kept to them."""
    first = candidate.provenance.operators[:1]
    return int(first[0].removeprefix(BEYOND)) if first and first[0].startswith(BEYOND) else 0
