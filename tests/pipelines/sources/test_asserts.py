"""Asserts as tests: read by their form, never run, and what says something else is handed back."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.asserts import asserted, called_function
from pipelines.sources.calls import CHECKER
from schemas.problem import Checker, CheckerKind, Test
from tests.pipelines.sources.test_calls import literals


def statements(source: str) -> list[ast.stmt]:
    """The statements of a program."""
    return ast.parse(source).body


@pytest.mark.parametrize(
    "source, test",
    [
        ("assert f(1, 2) == 3", Test("f(1, 2)\n", "3\n")),
        ("assert 3 == f(1, 2)", Test("f(1, 2)\n", "3\n")),
        ("assert (f(1.0, -2)) == (3), 'wrong'", Test("f(1.0, -2)\n", "3\n")),
        ("assert f('a\\n', key={'b': (1,)}) == [\"it's\"]", Test("f('a\\n', key={'b': (1,)})\n", '["it\'s"]\n')),
        ("assert f() is None", Test("f()\n", "None\n")),
        ("assert f([]) is True, ''", Test("f([])\n", "True\n")),
        ("assert f({3, 1}) == {'b', 'a'}", Test("f({3, 1})\n", "{'a', 'b'}\n")),
    ],
)
def test_forms_that_are_understood(source: str, test: Test) -> None:
    found = asserted(statements(source), "f", "f")
    assert (found.tests, found.checker, found.others) == ((test,), CHECKER, ())


@pytest.mark.parametrize(
    "source, checker",
    [
        ("assert abs(f(2) - 1.5) < 1e-6", Checker(CheckerKind.FLOAT_ABS_REL, 1e-6, None)),
        ("assert math.fabs(1.5 - f(2)) <= 0.01", Checker(CheckerKind.FLOAT_ABS_REL, 0.01, None)),
        ("assert math.isclose(f(2), 1.5, rel_tol=0.001)", Checker(CheckerKind.FLOAT_ABS_REL, None, 0.001)),
        ("assert isclose(1.5, f(2), abs_tol=1)", Checker(CheckerKind.FLOAT_ABS_REL, 1.0, 1e-9)),
        ("assert abs(f(2) - 1.5) < 1e-6\nassert f(2) == 1.5", Checker(CheckerKind.FLOAT_ABS_REL, 1e-6, None)),
    ],
)
def test_tolerances_are_those_of_the_problem(source: str, checker: Checker) -> None:
    found = asserted(statements(source), "f", "f")
    assert (found.tests, found.checker, found.others) == ((Test("f(2)\n", "1.5\n"),), checker, ())


@pytest.mark.parametrize(
    "source",
    [
        "assert f(1)",
        "assert not f(1)",
        "assert f(1) != 2",
        "assert f(1) in (1, 2)",
        "assert g(1) == 2",
        "assert f(1) == f(2)",
        "assert f(x) == 2",
        "assert f(*[1]) == 2",
        "assert f(**{}) == 2",
        "assert f(open('/etc/passwd').read()) == 2",
        "assert f(1) == open('/etc/passwd')",
        "assert f(1) is 1",
        "assert 1 < f(1) < 3",
        "assert set(f(1)) == {2}",
        "assert f(1)[0] == 2",
        "assert a.f(1) == 2",
        "assert abs(f(1)) < 2",
        "assert abs(f(1) + 2) < 2",
        "assert abs(f(1) - 2) < bound",
        "assert abs(f(1) - 2) < -1",
        "assert math.isclose(f(1), 2, surprise=3)",
        "assert True, 'this one always holds'",
        "for i in range(3):\n    assert f(1) == 2",
        "if True:\n    assert f(1) == 2",
    ],
)
def test_other_forms_are_handed_back(source: str) -> None:
    found = asserted(statements(source), "f", "f")
    assert (found.tests, found.checker) == ((), CHECKER)
    assert len(found.others) == 1
    assert found.others[0].startswith("assert ")


def test_what_asserts_nothing_is_passed_over() -> None:
    found = asserted(statements("import math\nx = 1\nprint(f(1))\nassert f(1) == 2\nassert f(1) == 2"), "f", "f")
    assert (found.tests, found.others) == ((Test("f(1)\n", "2\n"),), ())


@settings(max_examples=150)
@given(st.lists(literals, max_size=3), literals)
def test_any_literals_make_a_test(arguments: list[object], value: object) -> None:
    call = ", ".join(map(repr, arguments))
    (test,) = asserted(statements(f"assert candidate({call}) == {value!r}"), "candidate", "add").tests
    assert ast.literal_eval(test.output) == value
    line = ast.parse(test.input, mode="eval").body
    assert isinstance(line, ast.Call)
    assert [ast.literal_eval(one) for one in line.args] == arguments
    assert ast.unparse(line.func) == "add"


def test_the_function_that_an_assert_is_about() -> None:
    (equal, length, other) = statements("assert add(1) == 2\nassert len(add(1)) == 2\nadd(1)")
    assert called_function(equal, ["sub", "add"]) == "add"
    assert called_function(equal, ["sub"]) is None
    assert called_function(length, ["sub", "add"]) is None
    assert called_function(other, ["add"]) is None
