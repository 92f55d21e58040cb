"""Elements compared with their own number: read in every form, started where the statement or the examples say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.constraints import bind, extract
from mutators.constraints.expressions import Variable
from mutators.constraints.records import Rank
from mutators.formats import infer
from mutators.generation import is_valid, propose
from mutators.generation.ranking import ranked, within
from tests.mutators.generation.knowledges import known

TEXT = (
    r"\section*{{Input}} One line with an integer $n$ ($2 \le n \le 10^5$). "
    r"One line with ${count}$ integers ${names}$ (${bound}$)."
)


def rank(bound: str, names: str, count: str, inputs: list[str]) -> Rank:
    format = infer(inputs)
    assert format is not None
    found = bind(extract(TEXT.format(count=count, names=names, bound=bound)), format, inputs)
    (one,) = (one for one in found.constraints if isinstance(one, Rank))
    return one


@pytest.mark.parametrize(
    ("bound", "names", "count", "inputs", "last"),
    [
        (r"1 \le p_i < i", r"p_2, \dots, p_n", "n-1", ["3\n1 2\n", "4\n1 1 1\n"], 9),
        (r"1 \leq p_i \leq i-1", r"p_2, p_3, \dots, p_n", "n-1", ["3\n1 2\n", "4\n1 1 1\n"], 9),
        (r"p_i < i", "p_i", "n-1", ["3\n1 2\n", "4\n1 1 1\n"], 9),
        (r"0 \le p_i < i", r"p_1, \dots, p_{n-1}", "n-1", ["3\n0 1\n", "4\n0 0 0\n"], 8),
        (r"0 \le p_i < i", r"p_1, \dots, p_n", "n", ["3\n0 1 2\n", "4\n0 0 0 1\n"], 9),
        (r"i > p_i \ge 0", r"p_1, \dots, p_n", "n", ["3\n0 1 2\n", "4\n0 0 0 1\n"], 9),
    ],
)
def test_the_last_element_of_ten_reaches_what_is_meant(
    bound: str, names: str, count: str, inputs: list[str], last: int
) -> None:
    one = rank(bound, names, count, inputs)
    size = 9 if count == "n-1" else 10
    assert one.holds(size - 1, last) and not one.holds(size - 1, last + 1)


def test_trees_of_the_largest_size_are_made_in_shapes() -> None:
    text = TEXT.format(count="n-1", names=r"p_2, \dots, p_n", bound=r"1 \le p_i < i")
    knowledge = known(["3\n1 1\n", "4\n1 2 3\n"], text)
    seen = set()
    for seed in range(16):
        found = propose(knowledge, Random(seed), "large")
        assert found is not None
        parents = list(map(int, found[0].split()[1:]))
        assert all(1 <= parent < place for place, parent in enumerate(parents, 2))
        assert len(parents) >= 0.98 * 10**5
        seen.add("star" if set(parents) == {1} else "path" if parents[-1] == len(parents) else "other")
    assert seen == {"star", "path", "other"}
    assert is_valid(knowledge, "3\n1 3\n")


@given(rng=st.integers(0, 2**32).map(Random), values=st.lists(st.integers(1, 50), max_size=20))
@settings(max_examples=60, deadline=None)
def test_ranked_values_hold(rng: Random, values: list[int]) -> None:
    rules = [Rank(Variable("p", "i"), "<", 0, "", start=2)]
    for found in (ranked(values, rules, 1, 50, rng), within(values, rules, 1, 50)):
        assert len(found) == len(values)
        assert all(value >= 1 and rules[0].holds(place, value) for place, value in enumerate(found))
    assert within(found, rules, 1, 50) == found
