"""Small sets of tests: what they reject together, and that none of them is there for nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.covering import smallest_equivalent
from tests.schemas.strategies import moderate

Table = dict[str, list[int]]
tables = st.dictionaries(st.text("abc", max_size=3), st.lists(st.integers(0, 9), max_size=6), max_size=12)


def rejects(tests: tuple[int, ...], table: Table) -> set[str]:
    """The programs that at least one of the tests rejects."""
    return {program for program, places in table.items() if set(places) & set(tests)}


@moderate
@given(tables)
def test_the_same_programs_are_rejected(table: Table) -> None:
    picked = smallest_equivalent(table)
    assert rejects(picked, table) == {program for program, places in table.items() if places}


@moderate
@given(tables)
def test_no_test_can_be_left_out(table: Table) -> None:
    picked = smallest_equivalent(table)
    for left_out in picked:
        fewer = tuple(place for place in picked if place != left_out)
        assert rejects(fewer, table) < rejects(picked, table)


@moderate
@given(tables)
def test_tests_are_in_order_and_none_is_there_twice(table: Table) -> None:
    picked = smallest_equivalent(table)
    assert list(picked) == sorted(set(picked))
    assert set(picked) <= {place for places in table.values() for place in places}


@moderate
@given(tables, st.data())
def test_the_order_of_programs_and_of_their_tests_does_not_matter(table: Table, data: st.DataObject) -> None:
    names = data.draw(st.permutations(list(table)))
    shuffled = {name: [*data.draw(st.permutations(table[name])), *table[name]] for name in names}
    assert smallest_equivalent(shuffled) == smallest_equivalent(table)


def test_one_test_that_rejects_all_is_enough() -> None:
    assert smallest_equivalent({"a": [1, 2], "b": [2, 3], "c": [2]}) == (2,)
    assert smallest_equivalent({}) == smallest_equivalent({"never": []}) == ()


def test_what_the_greedy_choice_took_in_vain_is_given_back() -> None:
    table = {"a": [0, 1], "b": [0, 1], "c": [0, 2], "d": [0, 2], "e": [1, 3], "f": [2, 4], "g": [1], "h": [2]}
    assert smallest_equivalent(table) == (1, 2)
