"""Outputs that no right answer looks like are refused; whatever the statement or the input speaks of is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.outputs import Vocabulary
from schemas.problem import Problem, Test

STATEMENT = "Print the sum, or IMPOSSIBLE if there is none."


def vocabulary(statement: str, *tests: tuple[str, str]) -> Vocabulary:
    given_tests = tuple(Test(content, output) for content, output in tests)
    return Vocabulary.of(Problem(name="p", description=statement, public_tests=given_tests))


def test_words_of_the_statement_are_answers() -> None:
    assert vocabulary(STATEMENT, ("1 2\n", "3\n")).objection("9 9\n", "impossible\n") == ""


def test_words_that_nobody_speaks_of_are_none() -> None:
    one = vocabulary(STATEMENT, ("1 2\n", "3\n"))
    for output in ("nan\n", "Wrong number\n", "3\nerror\n"):
        assert one.objection("9 9\n", output) == "output_of_another_form"


def test_words_of_the_input_may_come_back() -> None:
    one = vocabulary("Who wins?", ("ann bob\n", "ann\n"))
    assert one.objection("carl dora\n", "dora\n") == ""
    assert one.objection("carl dora\n", "eve\n") == "output_of_another_form"


def test_where_examples_make_words_of_their_own_all_may_come_but_signs_of_failure() -> None:
    one = vocabulary("Print the word backwards.", ("abc\n", "cba\n"))
    assert one.objection("xyz\n", "zyx\n") == ""
    assert one.objection("xyz\n", "Error\n") == "output_of_another_form"


def test_without_a_statement_only_signs_of_failure_are_refused() -> None:
    one = vocabulary("", ("1\n", "YES\n"))
    assert one.objection("2\n", "NO\n") == ""
    assert one.objection("2\n", "-nan\n") == "output_of_another_form"


@given(st.lists(st.tuples(st.text("ab1 \n"), st.text("abcXY 1\n")), max_size=3), st.text("abXY \n"))
def test_no_given_output_is_refused(tests: list[tuple[str, str]], statement: str) -> None:
    one = vocabulary(statement, *tests)
    assert all(one.objection(content, output) == "" for content, output in tests)


@given(st.text("ab \n"), st.text(st.characters(categories=["Nd", "Po", "Sm", "Zs"])))
def test_numbers_and_signs_are_never_refused(content: str, output: str) -> None:
    assert vocabulary(STATEMENT).objection(content, output) == ""
