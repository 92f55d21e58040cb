"""Laws of proposals: valid by the packages' validators, by all official tests, the same from the same seed, varied, large."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.formats import parse, recount
from mutators.formats.columns import columns
from mutators.generation import KINDS, is_valid, learn, propose
from mutators.generation.strategies import strategy
from mutators.mutate import MUTATORS
from tests.mutators.constraints.test_demo import valid
from tests.mutators.generation.knowledges import PROBLEMS, demo, known, real

QUICK = [kind for kind in KINDS if kind != "large"]
EACH = 25
LARGE = 3

CASES = known(
    ["2\n3\n1 2 3\n1\n5\n", "1\n2\n9 9\n"],
    "## Input\nThe first line has the number of cases t (1 ≤ t ≤ 100). "
    "Each case starts with a line with an integer n (1 ≤ n ≤ 1000).\n"
    "The second line of a case has n integers a_1, ..., a_n (1 ≤ a_i ≤ 50). The sum of n over all test cases is at most 2000.",
)
TREE = known(["4\n1 2\n2 3\n3 4\n", "5\n1 2\n1 3\n1 4\n5 1\n", "3\n3 1\n2 3\n"], "A tree with n vertices. 1 ≤ n ≤ 1000.")
GRID = known(["2 3\n#.#\n...\n", "3 4\n....\n#..#\n.##.\n", "1 5\n##.##\n"], "1 ≤ n, m ≤ 50")
PRICES = known(["2\n1.50 2.25\n", "3\n0.10 9.99 3.00\n"], "")
TIMES = known(["2\n12:30 a\n09:15 b\n", "1\n23:59 c\n"], "")
LINES = known(["hello world\nfoo\n", "a b c\n"], "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_proposal_is_valid_to_the_packages_own_validator(name: str, kind: str) -> None:
    found = [propose(demo(name), Random(seed), kind) for seed in range(LARGE if kind == "large" else EACH)]
    refused = [one for one in found if one is not None and not valid(name, one[0])]
    assert not refused
    assert sum(one is not None for one in found) >= 0.8 * len(found)


@pytest.mark.slow
def test_proposals_on_real_problems_are_what_all_official_tests_are() -> None:
    """Learnt from the samples alone. What is allowed to fail is a property that neither statement nor samples tell."""
    total = right = 0
    for _, from_samples, from_all in real("keppnir"):
        for kind in QUICK:
            for seed in range(12):
                found = propose(from_samples, Random(seed), kind)
                total += found is not None
                right += found is not None and not is_valid(from_all, found[0])
    assert right >= 0.97 * total


@pytest.mark.parametrize(
    "knowledge", [CASES, TREE, GRID, PRICES, TIMES, LINES], ids=["cases", "tree", "grid", "prices", "times", "lines"]
)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(QUICK))
def test_what_is_proposed_is_valid_and_its_counts_are_right(knowledge, seed, kind) -> None:  # type: ignore[no-untyped-def]
    found = propose(knowledge, Random(seed), kind)
    if found is None:
        return
    text, parent, operators = found
    assert is_valid(knowledge, text) == ""
    values = parse(knowledge.format, text).values
    assert recount(knowledge.format, values) == values
    assert operators and all(operators)
    assert (parent == -1) == (kind not in ("mutate", "structure"))
    assert parent < len(knowledge.inputs)
    if kind == "mutate":
        assert set(operators) <= set(MUTATORS)
    assert propose(knowledge, Random(seed), kind) == found


@given(strategy(CASES))
@settings(max_examples=60, deadline=None)
def test_a_strategy_yields_valid_inputs(text: str) -> None:
    assert is_valid(CASES, text) == ""


def test_learning_is_deterministic_and_needs_inputs() -> None:
    assert learn([], "1 ≤ n ≤ 5") is None
    assert learn(["3\n1 2 3\n"], "1 ≤ n ≤ 5") == learn(["3\n1 2 3\n"], "1 ≤ n ≤ 5")


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        propose(CASES, Random(0), "huge")


@pytest.mark.parametrize("kind", ["structure", "small", "random"])
def test_proposals_vary(kind: str) -> None:
    found = {one[0] for seed in range(100) if (one := propose(CASES, Random(seed), kind))}
    assert len(found) >= 60


@pytest.mark.parametrize("name", PROBLEMS)
def test_large_ones_reach_what_is_stated(name: str) -> None:
    knowledge = demo(name)
    missing = {
        one.name for one in knowledge.domains.values() if one.high_stated and (one.counting or (one.text and not one.path[1:]))
    }
    assert missing
    for seed in range(12):
        found = propose(knowledge, Random(seed), "large")
        assert found is not None
        for field, sequences in columns(knowledge.format.body, [parse(knowledge.format, found[0]).values]).items():
            sizes = [len(value) if isinstance(value, str) else value for one in sequences for value in one.values]
            if max(sizes, default=0) >= 0.9 * knowledge.domains[field].high:
                missing.discard(field)
        if not missing:
            return
    raise AssertionError(f"never nearly as large as stated: {missing}")


def test_cases_share_what_they_may_have_together() -> None:
    most = most_cases = 0
    for seed in range(20):
        found = propose(CASES, Random(seed), "large")
        assert found is not None
        first, rows = parse(CASES.format, found[0]).values
        assert isinstance(first, int) and isinstance(rows, tuple)
        total = sum(row[0] for row in rows if isinstance(row, tuple) and isinstance(row[0], int))
        assert total <= 2000
        most, most_cases = max(most, total), max(most_cases, first)
    assert most >= 1800 and most_cases == 100
