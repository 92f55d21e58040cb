"""Examples told from hidden tests: whole lines of the statement, the output below the input, and never none of several."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.shown_tests import public_and_private
from schemas.problem import Test

PAGE = "Add.\n\n-----Examples-----\nInput\n1 2\n\n3 4\n\nOutput\n 3\n7 \n\nInput\n5\n\nOutput\n6\n"


def test_tests_that_stand_in_the_statement_are_public() -> None:
    shown, other = Test("1 2\n3 4\n", "3\n7\n"), Test("5\n", "7\n")
    assert public_and_private(PAGE, [other, shown]) == ((shown,), (other,))


def test_parts_of_lines_and_outputs_further_up_show_nothing() -> None:
    tests = [Test("2", "3"), Test("1 2\n3", "3"), Test("5", "3"), Test("", ""), Test("1 2\n", "")]
    public, _ = public_and_private(PAGE, tests)
    assert public == (Test("", ""),)


def test_the_shortest_has_to_do_where_none_is_shown() -> None:
    tests = [Test("1234", "1"), Test("12", "1"), Test("99", "1")]
    assert public_and_private("Nothing.", tests) == ((tests[1],), (tests[0], tests[2]))
    assert public_and_private("Nothing.", []) == ((), ())


def test_a_test_that_comes_twice_is_an_example_once() -> None:
    assert public_and_private(PAGE, [Test("5\n", "6\n")] * 2) == ((Test("5\n", "6\n"),), ())


@given(
    st.text("12 \n.", max_size=30),
    st.lists(st.builds(Test, st.text("12 \n", max_size=4), st.text("12\n", max_size=3)), max_size=5),
)
def test_every_test_is_on_one_side(page: str, tests: list[Test]) -> None:
    public, private = public_and_private(page, tests)
    assert set(public) | set(private) == set(tests)
    assert not set(public) & set(private)
    assert bool(public) == bool(tests)
