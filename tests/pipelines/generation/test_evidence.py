"""Ranges that nobody stated: which levels beyond what was seen the correct solutions speak for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.candidates import BEYOND, level_of
from pipelines.generation.evidence import LEAST_PROGRAMS, LEAST_SHARE, LEAST_USUAL, untrusted_levels
from schemas.provenance import Candidate, Provenance
from tests.pipelines.strategies import moderate

LEVELS = (10, 100, 1000)
Counts = dict[int, tuple[int, int]]
counts = st.dictionaries(
    st.sampled_from([0, *LEVELS]), st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda two: (max(two), min(two)))
)
"""By level: how many candidates were tried, how many of them were fine."""
enough = st.integers(LEAST_PROGRAMS, 40)


def at(level: int, number: int) -> list[Candidate]:
    """So many candidates of a level."""
    operators = (f"{BEYOND}{level}", "random") if level else ("random",)
    return [Candidate(f"{level} {place}", Provenance(-1, operators, 0, place)) for place in range(number)]


def untrusted(found: Counts, programs: int = LEAST_PROGRAMS) -> frozenset[int]:
    """The levels that are not trusted where so many were tried and fine."""
    tried = [one for level, (asked, _) in found.items() for one in at(level, asked)]
    fine = [one for level, (_, answered) in found.items() for one in at(level, answered)]
    return untrusted_levels(tried, fine, programs)


def tried_levels(found: Counts) -> list[int]:
    """The levels of which there was a candidate, the narrowest first."""
    return sorted(level for level, (asked, _) in found.items() if level and asked)


@moderate
@given(counts, st.integers(0, 40))
def test_what_is_wider_than_an_untrusted_level_is_not_trusted_either(found: Counts, programs: int) -> None:
    levels = tried_levels(found)
    refused = untrusted(found, programs)
    assert refused == set(levels[len(levels) - len(refused) :])


@moderate
@given(counts, enough)
def test_a_level_is_trusted_that_survives_as_often_as_what_was_seen(found: Counts, programs: int) -> None:
    levels = tried_levels(found)
    asked, answered = found.get(0, (0, 0))
    usual = max(LEAST_USUAL, answered / asked) if asked else 1.0
    shares = [found[level][1] / found[level][0] for level in levels]
    refused = untrusted(found, programs)
    trusted = levels[: len(levels) - len(refused)]
    margin = 1e-9
    assert all(share >= LEAST_SHARE * usual - margin for share in shares[: len(trusted)])
    assert not refused or shares[len(trusted)] < LEAST_SHARE * usual + margin


def test_where_hardly_anything_seen_survives_that_is_no_measure() -> None:
    assert untrusted({0: (20, 0), 10: (20, 5), 100: (20, 20)}) == {10, 100}
    assert untrusted({0: (20, 2), 10: (20, 2)}) == {10}


@moderate
@given(counts, st.integers(0, LEAST_PROGRAMS - 1))
def test_a_few_programs_are_no_evidence(found: Counts, programs: int) -> None:
    assert untrusted(found, programs) == set(tried_levels(found))


@moderate
@given(counts, enough)
def test_where_all_survive_all_is_trusted(found: Counts, programs: int) -> None:
    assert untrusted({level: (asked, asked) for level, (asked, _) in found.items()}, programs) == frozenset()


@moderate
@given(counts, enough, st.sampled_from(LEVELS))
def test_one_more_survivor_makes_no_level_doubtful(found: Counts, programs: int, level: int) -> None:
    asked, answered = found.get(level, (0, 0))
    more = {**found, level: (asked, min(asked, answered + 1))}
    assert untrusted(more, programs) <= untrusted(found, programs)


@pytest.mark.parametrize(
    ("found", "refused"),
    [
        ({0: (10, 10), 10: (10, 9)}, set()),
        ({0: (10, 10), 10: (10, 8)}, {10}),
        ({0: (10, 5), 10: (20, 9)}, set()),  # half of what was seen falls out, too
        ({0: (10, 10), 10: (10, 0), 100: (10, 10)}, {10, 100}),
        ({0: (10, 10), 10: (10, 10), 1000: (10, 2)}, {1000}),
        ({10: (10, 10), 100: (1, 0)}, {100}),
        ({0: (10, 10)}, set()),
        ({}, set()),
    ],
)
def test_cases(found: Counts, refused: set[int]) -> None:
    assert untrusted(found) == refused


def test_the_level_stands_in_the_first_operator() -> None:
    assert [level_of(one) for level in (0, *LEVELS) for one in at(level, 1)] == [0, *LEVELS]
