"""Shared runs: as long as comparing all places says, never across the end of a program, and none where nothing is shared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.leakage import substrings
from pipelines.leakage.entries import Entry
from pipelines.leakage.substrings import common_length, longest_runs, nearest_runs, ranks_by_doubling
from schemas.language import Language
from schemas.problem import Solution, Split
from tests.pipelines.strategies import moderate


def naive_length(tokens: list[int], left: int, right: int) -> int:
    length = 0
    while max(left, right) + length < len(tokens) and tokens[left + length] == tokens[right + length]:
        length += 1
    return length


some_tokens = st.lists(st.integers(0, 2), min_size=1, max_size=40)


@moderate
@given(some_tokens, st.data())
def test_common_length_is_that_of_comparing_token_by_token(tokens: list[int], data: st.DataObject) -> None:
    ranks = ranks_by_doubling(np.array(tokens, np.int64))
    places = st.integers(0, len(tokens) - 1)
    left, right = data.draw(places), data.draw(places)
    (found,) = common_length(ranks, np.array([left]), np.array([right]))
    assert found == naive_length(tokens, left, right) or left == right


@moderate
@given(st.lists(st.tuples(some_tokens, st.booleans()), min_size=1, max_size=5))
def test_the_longest_run_at_every_place(programs: list[tuple[list[int], bool]]) -> None:
    tokens: list[int] = []
    trains: list[bool] = []
    for place, (program, training) in enumerate(programs):
        tokens += [*program, -1 - place]
        trains += [training] * (len(program) + 1)
    lengths, partners = nearest_runs(np.array(tokens, np.int64), np.array(trains))
    for place, training in enumerate(trains):
        theirs = [naive_length(tokens, place, other) for other, other_trains in enumerate(trains) if other_trains]
        assert lengths[place] == (0 if training else max(theirs, default=0))
        if lengths[place]:
            assert trains[partners[place]]
            assert naive_length(tokens, place, int(partners[place])) == lengths[place]


def entry(name: str, split: Split, *sources: str) -> Entry:
    return Entry(name, split, "", programs=tuple(Solution(Language.PYTHON3, source) for source in sources))


def test_copied_code_is_found_with_whom_and_how_it_begins() -> None:
    copied = "def gcd(a, b):\n    return a if not b else gcd(b, a % b)\n"
    found = longest_runs(
        [
            entry("old", Split.TRAIN, f"import math\n{copied}print(gcd(1, 2))"),
            entry("new", Split.VALID, "x = 1", f"y = 2\n{copied.replace('    ', '  ')}"),
            entry("other", Split.TEST, "while True: pass"),
        ]
    )
    first, second = found.runs
    assert (first.problem, first.training_problem, first.tokens) == ("new", "old", 22)
    assert first.text.startswith("def gcd(a, b):")
    assert 0.8 < first.share < 1
    assert (second.problem, second.tokens <= 1) == ("other", True)
    assert (found.programs, found.left_out) == (4, 0)


def test_a_run_is_not_longer_than_what_is_told() -> None:
    text = "x " * 5000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(substrings, "LEVELS", 5)
        (run,) = longest_runs([entry("old", Split.TRAIN, text), entry("new", Split.TEST, text)]).runs
    assert run.tokens == 2**5 - 1
    (run,) = longest_runs([entry("old", Split.TRAIN, text), entry("new", Split.TEST, text)]).runs
    assert (run.tokens, run.share) == (5000, 1.0)


@pytest.mark.parametrize("splits", [[], [Split.TRAIN], [Split.TEST], [Split.TRAIN, Split.TRAIN]])
def test_with_one_side_alone_nothing_is_shared(splits: list[Split]) -> None:
    assert longest_runs([entry(f"p{place}", split, "x = 1") for place, split in enumerate(splits)]).runs == ()
    assert longest_runs([entry("a", Split.TRAIN), entry("b", Split.TEST, "")]).runs == ()


def test_programs_beyond_the_room_are_counted_and_every_problem_has_its_first_before() -> None:
    entries = [entry("old", Split.TRAIN, *(f"x = {place}" for place in range(4))), entry("new", Split.TEST, "x = 1", "x = 2")]
    found = longest_runs(entries, most_tokens=9)
    assert (found.programs, found.left_out) == (2, 4)
    assert [one.problem for one in found.runs] == ["new"]
