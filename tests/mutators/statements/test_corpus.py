"""Laws of the whole way from a statement to inputs, on invented problems whose validators generation does not see."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from mutators.generation import KINDS, Knowledge, learn, propose
from tests.mutators.statements import (
    dates,
    geometry,
    graphs,
    grids,
    layouts,
    lines,
    nouns,
    numbers,
    plane,
    promised,
    queries,
    several,
    signs,
    stacked,
    styles,
    words,
)
from tests.mutators.statements.case import Case

CASES = {
    case.name: case
    for room in (
        graphs,
        queries,
        grids,
        geometry,
        words,
        numbers,
        several,
        styles,
        promised,
        lines,
        dates,
        layouts,
        plane,
        signs,
        nouns,
        stacked,
    )
    for case in room.CASES
}
QUICK = [kind for kind in KINDS if kind != "large"]
EACH = 4
LARGE = 3
"""Large inputs of which one must be nearly as large as is stated."""
NEAR = 0.9


@cache
def known(name: str) -> Knowledge:
    found = learn(CASES[name].samples, CASES[name].statement)
    assert found is not None
    return found


def made(case: Case, kind: str, count: int) -> list[str]:
    found = (propose(known(case.name), Random(seed), kind) for seed in range(count))
    return [one[0] for one in found if one is not None]


def test_validators_accept_the_samples() -> None:
    assert len(CASES) >= 40
    assert [(name, text) for name, case in CASES.items() for text in case.samples if not case.valid(text)] == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed_is_valid(name: str) -> None:
    case = CASES[name]
    found = [text for kind in QUICK for text in made(case, kind, EACH)]
    refused = [text for text in found if not case.valid(text)]
    assert len(found) >= 1.5 * EACH
    assert len(found) - len(refused) >= case.share * len(found), refused[:2]


@pytest.mark.parametrize(
    "name",  # one in three at once, the others by the slow suite: each takes a second or two
    [name if place % 3 == 0 else pytest.param(name, marks=pytest.mark.slow) for place, name in enumerate(CASES)],
)
def test_large_ones_are_valid_and_as_large_as_is_stated(name: str) -> None:
    case = CASES[name]
    found = made(case, "large", LARGE)
    refused = [text[:300] for text in found if not case.valid(text)]
    assert len(found) - len(refused) >= case.share * len(found), refused[:1]
    if case.top:
        assert max((case.size(text) for text in found), default=0) >= NEAR * case.top


@pytest.mark.parametrize("name", CASES)
def test_the_same_seed_proposes_the_same(name: str) -> None:
    again = learn(CASES[name].samples, CASES[name].statement)
    assert again is not None
    for seed in range(2):
        assert propose(again, Random(seed)) == propose(known(name), Random(seed))
