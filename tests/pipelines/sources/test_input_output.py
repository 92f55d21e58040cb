"""`input_output` and `solutions` of APPS and TACO: what the datasets' own judge takes for right is what comes out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.calls import CHECKER
from pipelines.sources.input_output import Asked, asked_of, core, solutions_of
from pipelines.sources.reading import LeftOut
from schemas.language import Language
from schemas.problem import Checker, Test
from tests.pipelines.sources.importing import answers, counted


def asked(value: Any) -> Asked:
    """What a problem asks for, of whose tests nothing is left out."""
    left_out = LeftOut("p")
    found = asked_of(value, left_out)
    assert left_out.rejections() == []
    return found


def test_texts_and_lists_of_lines() -> None:
    value = {"inputs": ["1 2\n", ["3", "4 5"]], "outputs": ["3", ["4", ""]]}
    assert asked(value) == Asked("", (Test("1 2\n", "3"), Test("3\n4 5", "4\n")))
    assert asked(value).checker == Checker()


def test_calls() -> None:
    found = asked({"fn_name": "add", "inputs": [[1, [2]], []], "outputs": [[3], 4.0]})
    assert found == Asked("add", (Test("add(1, [2])\n", "[3]\n"), Test("add()\n", "4\n")))
    assert found.checker == CHECKER


def test_values_in_lists_of_their_own_are_taken_out_where_all_are() -> None:
    assert [one.output for one in asked({"fn_name": "f", "inputs": [[1], [2]], "outputs": [[3], [[4]]]}).tests] == [
        "3\n",
        "[4]\n",
    ]
    assert [one.output for one in asked({"fn_name": "f", "inputs": [[1], [2]], "outputs": [[3], []]}).tests] == [
        "[3]\n",
        "[]\n",
    ]


def test_keys_that_are_numbers_become_numbers() -> None:
    (test,) = asked({"fn_name": "f", "inputs": [[{"1": "a", "-2": "b"}, {"3": 4}]], "outputs": [[{"5": 6}]]}).tests
    assert test == Test("f({1: 'a', -2: 'b'}, {'3': 4})\n", "{5: 6}\n")
    (test,) = asked({"fn_name": "f", "inputs": [[{"1": "a", "b": "b"}]], "outputs": [7]}).tests
    assert test == Test("f({'1': 'a', 'b': 'b'})\n", "7\n")


def test_nothing_is_no_tests() -> None:
    assert asked(None) == Asked("", ())
    assert asked({"inputs": [], "outputs": []}) == Asked("", ())


@pytest.mark.parametrize(
    "value, message",
    [
        ([], "input_output must be an object, got []"),
        ({"inputs": []}, "input_output: outputs must be a list, got null"),
        ({"inputs": "1", "outputs": []}, 'input_output: inputs must be a list, got "1"'),
        ({"fn_name": "class", "inputs": [], "outputs": []}, "fn_name 'class' is no name of a function"),
        ({"fn_name": "os.system", "inputs": [], "outputs": []}, "fn_name 'os.system' is no name of a function"),
        ({"fn_name": [], "inputs": [], "outputs": []}, "fn_name must be text, got []"),
    ],
)
def test_values_that_make_no_sense_are_quoted(value: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        asked_of(value, LeftOut("p"))
    assert str(caught.value) == message


def test_bad_tests_go_alone_and_are_counted() -> None:
    left_out = LeftOut("p")
    found = asked_of({"inputs": ["1", 2, "3", "4"], "outputs": ["1", "2", [3]]}, left_out)
    assert found.tests == (Test("1", "1"),)
    assert counted(left_out.rejections()) == {("test_without_answer", ""): 1, ("bad_test", ""): 2}
    assert left_out.rejections()[1].detail == "test 1: expected text or a list of lines, got 2"
    left_out = LeftOut("p")
    assert asked_of({"fn_name": "f", "inputs": ["1", [float("nan")]], "outputs": [1, 2]}, left_out).tests == ()
    assert counted(left_out.rejections()) == {("bad_test", ""): 2}


def test_solutions_of_programs_stay_as_they_are() -> None:
    left_out = LeftOut("p")
    found = solutions_of(["print(1)", "print 1", 5, "a\0b"], Asked("", ()), left_out)
    assert [(one.source, one.language, one.file) for one in found] == [
        ("print(1)", Language.PYTHON3, "solutions/0"),
        ("print 1", Language.PYTHON, "solutions/1"),
    ]
    assert counted(left_out.rejections()) == {("bad_solution", "solutions/2"): 1, ("binary_file", "solutions/3"): 1}
    assert solutions_of(None, Asked("", ()), left_out) == ()
    with pytest.raises(ValueError, match='solutions must be a list, got "print"'):
        solutions_of("print", Asked("", ()), left_out)


@pytest.mark.parametrize(
    "source",
    [
        "def best(xs: List[int]) -> Tuple[int]:\n    return (max(xs), gcd(*xs))",
        "class Solution:\n  def best(self, xs: List[int]):\n    return max(xs), more(xs)\n\ndef more(xs): return gcd(*xs)",
        "class Solution(object):\n  def best(self, xs):\n    heapify(xs)\n    print(xs)\n    return [max(xs), gcd(*xs)]",
    ],
)
def test_solutions_of_functions_pass_the_tests_that_their_judge_passes(source: str) -> None:
    values = {"question": "Find it.", "input_output": {"fn_name": "best", "inputs": [[[4, 6]]], "outputs": [[[6, 2]]]}}
    problem, left_out = core({**values, "solutions": [source]}, "p")
    assert left_out.rejections() == []
    (solution,) = problem.solutions
    (test,) = problem.public_tests
    assert answers(solution, test.input) == test.output == "[6, 2]\n"
    assert problem.checker == CHECKER
    assert "best" in problem.description


def test_starter_code_belongs_to_the_statement() -> None:
    problem, _ = core({"question": "Add.\n", "starter_code": "def add():\n\t\n"}, "p")
    assert problem.description == "Add.\n\nStarter code\n\ndef add():"


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("question", "starter_code", "input_output", "solutions"),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=4),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["inputs", "outputs", "fn_name", "x"]), inner, max_size=3)
                ),
                max_leaves=8,
            ),
        ),
    ),
    st.booleans(),
)
def test_no_values_get_further_than_a_message(values: dict[str, Any], written: bool) -> None:
    if written:
        values = {key: json.dumps(value) for key, value in values.items()}
    try:
        problem, left_out = core(values, "p")
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert {type(text) for test in problem.given_tests for text in (test.input, test.output)} <= {str}
        assert all(rejection.count > 0 for rejection in left_out.rejections())
