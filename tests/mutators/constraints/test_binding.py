"""The join with the format: the right field for every variable, doubt where examples disagree, and a guard that is sound."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.constraints import Bound, bind, extract, violations, widened
from mutators.formats.infer import infer
from mutators.formats.parsing import parse
from tests.mutators.strategies import moderate

LISTS = (
    "## Input\n\nThe first line contains two integers n and k (1 ≤ k ≤ n ≤ 50). "
    "The second line contains n integers a_1, a_2, ..., a_n (-10 ≤ a_i ≤ 10)."
)
LIST_EXAMPLES = ["5 2\n1 -2 3 9 5\n", "3 1\n0 0 7\n", "4 4\n-9 8 7 6\n"]
EDGES = (
    "## Input\n\nThe first line contains two integers n and m (2 ≤ n ≤ 9, 1 ≤ m ≤ 20). "
    "Each of the next m lines contains three integers u, v and w (1 ≤ u, v ≤ n, u ≠ v, 0 ≤ w < 100)."
)
EDGE_EXAMPLES = ["3 2\n1 2 5\n2 3 0\n", "5 4\n1 2 9\n1 3 99\n4 1 7\n5 4 1\n", "4 5\n1 2 3\n3 2 3\n3 4 3\n4 1 3\n1 3 1\n"]
CASES = (
    "## Input\n\nThe first line contains an integer t (1 ≤ t ≤ 10). Then t test cases follow. The first line of each test case "
    "contains an integer n (n ≥ 1). The second line of each test case contains n integers a_1, ..., a_n (0 ≤ a_i ≤ 9). "
    "The sum of n over all test cases does not exceed 8."
)
CASE_EXAMPLES = ["2\n3\n1 2 3\n1\n5\n", "1\n4\n1 2 3 4\n", "3\n1\n1\n2\n1 2\n1\n0\n"]
WORDS = "## Input\n\nThe only line contains a string s of lowercase letters (1 ≤ |s| ≤ 8)."


def bound(text: str, examples: Sequence[str]) -> Bound:
    return _bound(text, tuple(examples))


@cache
def _bound(text: str, examples: tuple[str, ...]) -> Bound:
    format = infer(examples)
    assert format is not None
    return bind(extract(text), format, examples)


def broken(found: Bound, text: str) -> list[str]:
    return violations(found, parse(found.format, text))


def limit(found: Bound, place: int) -> tuple[object, object]:
    return found.limits[place].low, found.limits[place].high


@moderate
@given(st.integers(0, 60), st.integers(-1, 60), st.data())
def test_a_list_breaks_the_statement_exactly_where_it_is_out_of_range(n: int, k: int, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.integers(-12, 12), min_size=n, max_size=n))
    found = bound(LISTS, LIST_EXAMPLES)
    right = 1 <= k <= n <= 50 and all(-10 <= value <= 10 for value in values)
    assert (broken(found, f"{n} {k}\n{' '.join(map(str, values))}\n") == []) == right


@moderate
@given(st.integers(1, 10), st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(-1, 101)), max_size=22))
def test_edges_break_the_statement_exactly_where_they_are_out_of_range(n: int, edges: list[tuple[int, int, int]]) -> None:
    found = bound(EDGES, EDGE_EXAMPLES)
    right = 2 <= n <= 9 and 1 <= len(edges) <= 20
    right = right and all(1 <= u <= n and 1 <= v <= n and u != v and 0 <= w < 100 for u, v, w in edges)
    text = f"{n} {len(edges)}\n" + "".join(f"{u} {v} {w}\n" for u, v, w in edges)
    assert (broken(found, text) == []) == right


@moderate
@given(st.lists(st.lists(st.integers(-1, 10), min_size=1, max_size=5), min_size=1, max_size=12))
def test_cases_break_the_statement_exactly_where_one_does_or_their_sum(cases: list[list[int]]) -> None:
    found = bound(CASES, CASE_EXAMPLES)
    right = len(cases) <= 10 and sum(map(len, cases)) <= 8 and all(0 <= value <= 9 for case in cases for value in case)
    text = f"{len(cases)}\n" + "".join(f"{len(case)}\n{' '.join(map(str, case))}\n" for case in cases)
    assert (broken(found, text) == []) == right


@moderate
@given(st.text(alphabet="abzA1_", min_size=1, max_size=10))
def test_words_break_the_statement_exactly_where_letters_or_length_do(word: str) -> None:
    found = bound(WORDS, ["abc\n", "hello\n", "z\n"])
    right = len(word) <= 8 and word.isalpha() and word == word.lower()
    assert (broken(found, f"{word}\n") == []) == right


def test_a_violation_quotes_the_offender_and_the_statement() -> None:
    (line,) = broken(bound(LISTS, LIST_EXAMPLES), "3 1\n0 0 11\n")
    assert "a = 11" in line
    assert "-10 ≤ a_i ≤ 10" in line


def test_limits_follow_from_chains_sums_and_strict_bounds() -> None:
    assert [limit(bound(LISTS, LIST_EXAMPLES), place) for place in range(3)] == [(1, 50), (1, 50), (-10, 10)]
    assert [limit(bound(EDGES, EDGE_EXAMPLES), place) for place in range(5)] == [(2, 9), (1, 20), (1, 9), (1, 9), (0, 99)]
    assert [limit(bound(CASES, CASE_EXAMPLES), place) for place in range(3)] == [(1, 10), (1, 8), (0, 9)]


def test_every_limit_says_where_it_comes_from() -> None:
    stated = bound(LISTS, LIST_EXAMPLES).limits[2]
    assert (stated.low_stated, stated.high_stated, stated.high_from) == (True, True, "-10 ≤ a_i ≤ 10")
    seen = bound("No statement.", LIST_EXAMPLES).limits[2]
    assert (seen.low_stated, seen.high_stated) == (False, False)
    assert "-9..9 in the tests" in seen.high_from
    assert (seen.low, seen.high) == (-10, 10)


def test_a_statement_that_an_example_breaks_is_doubted_and_never_used() -> None:
    found = bound(LISTS.replace("-10 ≤ a_i ≤ 10", "0 ≤ a_i ≤ 10"), LIST_EXAMPLES)
    assert {str(doubt.constraint) for doubt in found.doubtful} == {"0 ≤ a_i", "a_i ≤ 10"}
    assert any("a = -2" in doubt.why or "a = -9" in doubt.why for doubt in found.doubtful)
    assert all("a" not in [one.name for one in constraint.variables] for constraint in found.constraints)
    assert broken(found, "3 1\n0 0 11\n") == []


def test_variables_that_are_not_read_bind_nothing() -> None:
    found = bound(f"{LISTS} It must hold that z ≤ 5.", LIST_EXAMPLES)
    assert [str(one) for one in found.unbound] == ["z ≤ 5"]


def test_where_only_the_notation_can_be_read_names_are_taken_in_their_order() -> None:
    text = "## Inntak\n\nTvær heiltölur n og k (1 ≤ k ≤ n ≤ 50). Næst koma n tölur a_i (|a_i| ≤ 10).\n\n## Úttak\n\nSvarið."
    found = bound(text, LIST_EXAMPLES)
    assert dict(found.places) == {"n": (0,), "k": (1,), "a": (2,)}
    assert broken(found, "3 1\n0 0 11\n")
    assert broken(found, "3 4\n0 0 1\n")


def test_lines_that_the_statement_leaves_out_do_not_shift_the_others() -> None:
    text = "## Input\n\nThe number of lamps comes first. One line with an integer k (1 ≤ k ≤ 5). One line with n integers."
    assert bound(text, ["8\n4\n", "3\n1\n", "20\n2\n"]).constraints == ()
    told = "## Input\n\nThe first line contains an integer n (1 ≤ n ≤ 50). The lamps follow."
    assert [str(one) for one in bound(told, ["2\n4 5\n", "3\n1 2 3\n", "1\n2\n"]).constraints] == ["1 ≤ n", "n ≤ 50"]


def test_an_order_that_an_example_contradicts_is_given_up_altogether() -> None:
    text = "## Inntak\n\nHeiltölur k og n (1 ≤ k ≤ n ≤ 50), svo a_i (|a_i| ≤ 10).\n\n## Úttak\n\nSvarið."
    assert bound(text, LIST_EXAMPLES).constraints == ()


TRAITS: list[tuple[str, list[str], str, str]] = [
    ("All a_i are distinct.", ["3\n1 2 3\n", "2\n9 4\n", "4\n1 3 2 8\n"], "3\n5 6 7\n", "3\n5 6 5\n"),
    ("a_1, ..., a_n is a permutation of 1, ..., n.", ["3\n1 3 2\n", "2\n2 1\n", "4\n1 3 2 4\n"], "2\n1 2\n", "2\n1 3\n"),
    ("The a_i are given in non-decreasing order.", ["3\n1 2 2\n", "2\n2 8\n", "4\n1 3 3 4\n"], "2\n1 2\n", "2\n3 1\n"),
    ("The a_i are given in strictly increasing order.", ["3\n1 2 4\n", "2\n2 8\n", "4\n1 3 5 6\n"], "2\n1 2\n", "2\n3 3\n"),
]


@pytest.mark.parametrize(("sentence", "examples", "right", "wrong"), TRAITS, ids=[row[0] for row in TRAITS])
def test_traits_of_lists_are_checked(sentence: str, examples: list[str], right: str, wrong: str) -> None:
    text = f"## Input\n\nThe first line contains an integer n. The second line contains n integers a_1, ..., a_n. {sentence}"
    found = bound(text, examples)
    assert broken(found, right) == []
    assert broken(found, wrong)


GRAPHS: list[tuple[str, str, str]] = [
    ("The graph is connected.", "3 2\n1 2\n2 3\n", "4 2\n1 2\n3 4\n"),
    ("There are no self-loops.", "3 2\n1 2\n2 3\n", "4 2\n1 1\n3 4\n"),
    ("There are no multiple edges.", "3 2\n1 2\n2 3\n", "3 2\n1 2\n2 1\n"),
    ("The edges are directed, and no two edges connect the same vertices.", "3 2\n1 2\n2 1\n", "3 2\n1 2\n1 2\n"),
    ("The edges are directed. The graph is acyclic.", "3 2\n1 2\n3 1\n", "3 3\n1 2\n2 3\n3 1\n"),
]


@pytest.mark.parametrize(("sentence", "right", "wrong"), GRAPHS, ids=[row[0] for row in GRAPHS])
def test_traits_of_graphs_are_checked(sentence: str, right: str, wrong: str) -> None:
    text = "## Input\n\nThe first line contains two integers n and m. Each of the next m lines contains two integers u and v."
    examples = ["5 4\n1 2\n2 3\n3 4\n4 5\n", "6 7\n1 2\n1 3\n2 4\n3 4\n4 5\n4 6\n5 6\n", "4 4\n1 2\n2 3\n3 4\n1 4\n"]
    found = bound(f"{text} {sentence}", examples)
    assert broken(found, right) == []
    assert broken(found, wrong)


@pytest.mark.parametrize(("examples", "high"), [(["2\n", "3\n"], 30000), (["2.5\n", "3.25\n"], 30)])
def test_points_between_digits_part_thousands_where_numbers_are_whole(examples: list[str], high: int) -> None:
    found = bound("## Input\n\nThe only line contains a number x (1 ≤ x ≤ 30.000).", examples)
    assert limit(found, 0) == (1, high)
    assert broken(found, f"{high}\n") == []
    assert broken(found, f"{high + 1}\n")


def test_indexes_that_the_statement_leaves_out_are_observed() -> None:
    text = (
        "## Input\n\nThe first line contains two integers n and k (1 ≤ k ≤ n ≤ 50). "
        "The second line contains k integers, the places of the lamps."
    )
    found = bound(text, ["5 2\n1 5\n", "3 1\n2\n", "9 4\n3 8 9 1\n"])
    assert violations(found, parse(found.format, "3 2\n1 4\n")) == []
    assert violations(found, parse(found.format, "3 2\n1 4\n"), careful=True)
    assert limit(found, 2) == (1, 50)
    assert not found.limits[2].high_stated


@moderate
@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_widened_ranges_hold_what_was_seen_and_keep_sign_and_magnitude(one: int, other: int) -> None:
    low, high = sorted((one, other))
    least, greatest = widened(low, high)
    assert least <= low <= high <= greatest
    assert (least >= 0) == (low >= 0)
    assert (greatest <= 0) == (high <= 0)
    assert abs(greatest) <= max(10, 10 * abs(high))
    assert abs(least) <= max(10, 10 * abs(low))
