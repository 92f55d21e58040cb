"""Beyond what was seen: which tops are tried, that only what is silent is widened, and that nothing stated is broken."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.constraints import violations
from mutators.formats import parse
from mutators.formats.columns import columns
from mutators.formats.nodes import Kind
from mutators.generation import DRAWN, Knowledge, explored, is_valid, levels, propose
from mutators.generation.exploring import LARGEST_SIZE, LEVELS, MOST_LEVELS
from tests.mutators.generation.knowledges import PROBLEMS, demo, known

QUICK = [kind for kind in DRAWN if kind != "large"]
ALONE = "## Input\n\nThe only line contains"
LIST = "## Input\n\nThe first line contains an integer n. The second line contains n integers a_1, ..., a_n."
CASES = {
    "silent": known(["3\n1 2 3\n", "2\n-5 7\n"]),
    "sizes stated": known(["3\n1 2 3\n", "2\n5 7\n"], f"{LIST} 1 ≤ n ≤ 20."),
    "least value stated": known(["3\n5 6 9\n", "2\n5 7\n"], f"{LIST} 1 ≤ n ≤ 20, a_i ≥ 5."),
    "least value negative": known(["3\n-5 6 9\n", "2\n5 7\n"], f"{LIST} 1 ≤ n ≤ 2000, a_i ≥ -5."),
    "greatest value stated": known(["3\n-5 6 9\n", "2\n5 7\n"], f"{LIST} n ≥ 2, a_i ≤ 50."),
    "far below zero": known(["3\n-5000 6 9\n", "2\n5 7\n"]),
    "even": known(["4\n", "10\n"], f"{ALONE} an even integer n."),
    "distinct": known(["3\n4 6 9\n", "2\n6 2\n"], f"{LIST} The integers are distinct."),
    "order": known(["5 2\n", "9 3\n", "10 10\n"], f"{ALONE} two integers n and k (k ≤ n)."),
    "sum": known(
        ["2\n3\n1 2 3\n1\n5\n", "1\n2\n9 9\n"],
        "## Input\n\nThe first line has the number of cases t. Each case starts with a line with an integer n.\n"
        "The second line of a case has n integers. The sum of n over all test cases is at most 50.",
    ),
    "words": known(["2\nab\nba\n", "1\nc\n"], "The first line has n. Then there are n words."),
    "letters stated": known(["ab\n", "ba\n"], f"{ALONE} a string s consisting of the characters 'a' and 'b'."),
    "length stated": known(["ab\n", "ba\n"], f"{ALONE} a string s (1 ≤ |s| ≤ 10)."),
    "prices": known(["2\n-1.50 2.25\n", "3\n0.10 9.99 3.00\n"]),
    "tree": known(["4\n1 2\n2 3\n3 4\n", "5\n1 2\n1 3\n1 4\n5 1\n", "3\n3 1\n2 3\n"]),
    "ranks": known(["3\n2 1 3\n", "4\n4 1 3 2\n", "5\n1 5 2 4 3\n"]),
    "uncounted": known(["1 2 3\n4\n", "5 6\n7\n"]),
}
STATED = {
    "sizes stated": "high",
    "least value stated": "low",
    "least value negative": "low",
    "greatest value stated": "high",
    "letters stated": "alphabet",
    "length stated": "high",
}
"""What is understood of their statements: else the laws below would say nothing."""
tops = st.sampled_from([10, 50, 100, 3000, 10**5, 10**9, 10**18])


@st.composite
def widened(draw: st.DrawFn) -> tuple[Knowledge, Knowledge, int]:
    """What is known, the same with what is silent reaching further, and how far."""
    knowledge, top = CASES[draw(st.sampled_from(sorted(CASES)))], draw(tops)
    return knowledge, explored(knowledge, top) or knowledge, top


Widened = tuple[Knowledge, Knowledge, int]


@pytest.mark.parametrize("name", CASES)
def test_the_cases_state_what_they_say(name: str) -> None:
    knowledge = CASES[name]
    limits = [knowledge.bound.limit(field) for field in knowledge.domains]
    assert name not in STATED or any(getattr(limit, f"{STATED[name]}_stated") for limit in limits)
    assert bool(knowledge.bound.constraints) == (name in {*STATED, "even", "distinct", "order", "sum"})


@given(widened())
def test_only_what_is_silent_is_widened(case: Widened) -> None:
    knowledge, wider, _ = case
    for name, domain in knowledge.domains.items():
        limit, after = knowledge.bound.limit(name), wider.domains[name]
        assert after.low <= domain.low and domain.high <= after.high
        assert set(after.alphabet) >= set(domain.alphabet)
        assert not limit.low_stated or after.low == domain.low
        assert not limit.high_stated or after.high == domain.high
        assert not limit.alphabet_stated or after.alphabet == domain.alphabet
        assert (after.token, after.traits, after.relations) == (domain.token, domain.traits, domain.relations)
    assert (wider.format, wider.bound, wider.inputs, wider.budgets) == (
        knowledge.format,
        knowledge.bound,
        knowledge.inputs,
        knowledge.budgets,
    )


@given(widened())
def test_what_is_silent_reaches_the_top(case: Widened) -> None:
    knowledge, wider, top = case
    for name, domain in knowledge.domains.items():
        free = not domain.relations and not domain.words and domain.token.length is None
        if knowledge.bound.limit(name).high_stated or not free:
            continue
        size = domain.counting or domain.indexed or domain.text
        assert wider.domains[name].high >= (min(top, LARGEST_SIZE) if size else top) * 10**domain.decimals
        if domain.low < 0 and not knowledge.bound.limit(name).low_stated:
            assert wider.domains[name].low <= -top * 10**domain.decimals


@given(widened())
def test_an_index_follows_what_it_indexes(case: Widened) -> None:
    _, wider, _ = case
    for domain in wider.domains.values():
        within = domain.token.within
        if within is not None and within.plain:
            assert domain.high >= wider.domains[within.variables[0]].high + domain.token.index_base - 1


@given(st.sampled_from(sorted(CASES)), tops)
def test_none_where_no_value_reaches_further(name: str, top: int) -> None:
    found = explored(CASES[name], top)
    assert found is None or found.domains != CASES[name].domains
    if found is not None:
        assert explored(found, top) is None


@pytest.mark.parametrize("kind", QUICK)
@pytest.mark.parametrize("name", CASES)
def test_candidates_from_beyond_break_nothing_that_is_stated(name: str, kind: str) -> None:
    knowledge = CASES[name]
    found = 0
    for top in (10, 100, 10**9):
        wider = explored(knowledge, top)
        for seed in range(4) if wider else ():
            assert wider is not None
            made = propose(wider, Random(seed), kind)
            if made is None:
                continue
            found += 1
            assert violations(knowledge.bound, parse(knowledge.format, made[0])) == []
            assert is_valid(wider, made[0]) == ""
    assert found >= 3 or explored(knowledge, 10**9) is None


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("length stated", "ranks", "order")])
def test_candidates_go_beyond_what_was_seen(name: str) -> None:
    knowledge = CASES[name]
    wider = explored(knowledge, 10**6)
    assert wider is not None
    made = (propose(wider, Random(seed), "boundary") for seed in range(60))
    assert any(one is not None and is_valid(knowledge, one[0]) for one in made)


def test_a_tree_has_as_many_vertices_as_there_may_be() -> None:
    wider = explored(CASES["tree"], 1000)
    assert wider is not None
    made = [propose(wider, Random(seed), "random") for seed in range(40)]
    assert max(int(one[0].split()[0]) for one in made if one is not None) > max(
        domain.high for domain in CASES["tree"].domains.values()
    )


def test_letters_that_were_seen_once_stand_for_all_letters() -> None:
    wider = explored(known(["Ab\n", "c\n"]), 10)
    assert wider is not None
    (domain,) = wider.domains.values()
    assert {"A", "Z", "a", "z"} <= set(domain.alphabet)
    assert not set("09") & set(domain.alphabet)
    often = known(["abab\nabba\n", "baab\nbbab\n"])
    assert all(set(one.alphabet) == set("ab") for one in (explored(often, 10) or often).domains.values())


@pytest.mark.parametrize("name", PROBLEMS)
def test_problems_that_state_their_ranges_are_not_explored_beyond_them(name: str) -> None:
    knowledge = demo(name)
    for top in (10, 10**9):
        wider = explored(knowledge, top)
        made = [propose(wider, Random(seed), "boundary") for seed in range(4)] if wider else []
        for one in made:
            if one is not None:
                values = columns(knowledge.format.body, [parse(knowledge.format, one[0]).values])
                for domain in knowledge.domains.values():
                    if domain.high_stated and domain.token.kind is Kind.INTEGER:
                        found = [value for column in values.get(domain.name, ()) for value in column.values]
                        assert all(isinstance(value, int) and value <= domain.high for value in found)


spelt = st.sampled_from(["{}", "{:,}", "1 ≤ n ≤ {}.", "n≤{} and", "${}$", "({})", "at most {}"])
plain = st.integers(10, 2 * 10**18)


@given(st.lists(st.tuples(spelt, plain), min_size=1, max_size=MOST_LEVELS))
def test_numbers_of_the_statement_are_the_levels(stated: list[tuple[str, int]]) -> None:
    description = "; ".join(spelling.format(number) for spelling, number in stated)
    assert levels(description) == tuple(sorted({number for _, number in stated}))


@given(st.lists(plain, min_size=1, max_size=60))
def test_there_are_few_levels_the_greatest_among_them(numbers: list[int]) -> None:
    found = levels("; ".join(map(str, numbers)))
    assert 1 <= len(found) <= MOST_LEVELS
    assert all(left < right for left, right in pairwise(found))
    assert set(found) <= set(numbers)
    assert found[-1] == max(numbers)


@given(st.text(st.sampled_from("0123456789 ,.^{}\\*·-x\n"), max_size=60))
def test_any_text_has_levels(text: str) -> None:
    found = levels(text)
    assert found == tuple(sorted(set(found)))
    assert 1 <= len(found) <= MOST_LEVELS
    assert all(10 <= one <= 2 * 10**18 for one in found)


@pytest.mark.parametrize(
    ("text", "tops"),
    [
        ("", LEVELS),
        ("1 ≤ a ≤ 9", LEVELS),
        ("n ≤ 10^5", (10**5,)),
        ("n ≤ 2·10^5", (2 * 10**5,)),
        (r"n \le 2 \cdot 10^{5}, a_i \le 10^{18}", (2 * 10**5, 10**18)),
        ("n ≤ 5 * 10 ^ 3", (5000,)),
        ("n ≤ 200 000", (200_000,)),
        (r"n ≤ 200\,000 and m ≤ 1{,}000", (1000, 200_000)),
        ("n ≤ 100,000.", (100_000,)),
        ("within 10^-12 or 10^{-12} or 1.50 or x12 or 0.25", LEVELS),
        ("at most 10^100", LEVELS),  # a googol is no bound of values
        ("at most 10^{100} or 10^19", LEVELS),
        ("modulo 1000000007", (10**9 + 7,)),
        ("between 12 and 15", (12, 15)),
    ],
)
def test_how_numbers_are_written(text: str, tops: tuple[int, ...]) -> None:
    assert levels(text) == tops
