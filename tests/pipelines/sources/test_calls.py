"""Functions as programs: calls and values survive their texts, and the driver minds its own namespace."""

from __future__ import annotations

import ast
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import call_driver
from pipelines.sources.calls import call_text, explained, is_function_name, value_text, wrapped
from schemas.language import Language
from schemas.problem import Solution
from tests.pipelines.sources.importing import answers

scalars = (
    st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5) | st.binary(max_size=3)
)
literals: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(scalars, inner, max_size=3)
        | st.sets(scalars, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300)
@given(literals, literals)
def test_texts_are_equal_exactly_where_values_are(left: Any, right: Any) -> None:
    assert (value_text(left) == value_text(right)) == (left == right)


@given(literals)
def test_a_text_is_one_line_and_the_value_again(value: Any) -> None:
    text = value_text(value)
    assert text.count("\n") == 1
    assert ast.literal_eval(text) == value


@given(st.sets(st.text(max_size=3)), st.dictionaries(st.text(max_size=3), st.integers()), st.randoms(use_true_random=False))
def test_sets_and_dictionaries_have_one_text_in_whatever_order(some: set[str], pairs: dict[str, int], rng: Any) -> None:
    words, items = list(some), list(pairs.items())
    rng.shuffle(words)
    rng.shuffle(items)
    assert value_text([set(words), frozenset(words), dict(items)]) == value_text([some, some, pairs])


@pytest.mark.parametrize(
    "value, text",
    [
        ([1.0, 2.5, -0.0, 1e300], f"[1, 2.5, 0, {int(1e300)}]"),
        ((1,), "(1,)"),
        ((), "()"),
        (set(), "set()"),
        ({"b": 1, "a": {2, 1}}, "{'a': {1, 2}, 'b': 1}"),
        (True, "True"),
        ("a\nb", "'a\\nb'"),
        (math.inf, "inf"),
    ],
)
def test_texts_of_values(value: Any, text: str) -> None:
    assert value_text(value) == text + "\n"


def test_tuples_are_lists_where_json_wrote_the_values() -> None:
    assert value_text((1, [(2,)]), as_lists=True) == "[1, [[2]]]\n"


json_like: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(json_like, max_size=3), st.dictionaries(st.sampled_from(["a", "key"]), json_like))
def test_a_call_comes_back_from_its_text(positional: list[Any], named: dict[str, Any]) -> None:
    line = call_text("solve", positional, named)
    assert line.count("\n") == 1
    assert call_driver.arguments(line, "solve") == (positional, named)


@pytest.mark.parametrize("value", [math.nan, math.inf, [math.nan]])
def test_values_without_a_literal_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="does not come back from its text"):
        call_text("f", [value])


def test_values_nested_too_deep_are_refused() -> None:
    value: Any = 0
    for _ in range(900):
        value = [value]
    with pytest.raises(ValueError, match="does not come back from its text"):
        call_text("f", [value])


@pytest.mark.parametrize(
    "line", ["g(1)", "f", "f(1) + f(2)", "f(g(1))", "f(*[1])", "__import__('os').getcwd()", "f(x)", "(", "a.f(1)"]
)
def test_the_driver_takes_nothing_but_a_call_with_literals(line: str) -> None:
    with pytest.raises((ValueError, SyntaxError)):
        call_driver.arguments(line, "f")


@pytest.mark.parametrize(
    "name, fits", [("f", True), ("_f2", True), ("", False), ("class", False), ("f.g", False), ("größe", False)]
)
def test_names_of_functions(name: str, fits: bool) -> None:
    assert is_function_name(name) is fits


def run(source: str, name: str, stdin: str, **how: Any) -> str:
    """What the program of a function prints."""
    return answers(Solution(Language.PYTHON3, wrapped(source, name, **how)), stdin)


def test_a_function_answers_each_line() -> None:
    assert run("def add(a, b=1):\n    return a + b", "add", "add(1)\n\nadd('x', b='y')\n") == "2\n'xy'\n"


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    print('thinking about', x)\n    return [x, (x,)]\nprint('ready')",
        "list = dict = str = tuple = set = float = isinstance = sorted = repr = print = None\ndef f(x):\n    return [x, (x,)]",
        "from __future__ import annotations\nimport sys\nsys = None\ndef f(x: nobody) -> knows:\n    return [x, (x,)]",
        '"""What it is."""\nfrom __future__ import division, \\\n    annotations\ndef f(x): return [x, (x,)]\n',
        "class Solution:\n    def f(self, x):\n        return [x, (x,)]\n",
        "def f(x):\n    return [x, (x,)]\n\nplain = arguments = serve = _ast = 0\f\n",
        "def f(x):\r\n    return [x, (x,)]\r\n",
    ],
)
def test_solutions_of_every_make(source: str) -> None:
    assert run(source, "f", "f(5)\n") == "[5, (5,)]\n"
    assert run(source, "f", "f(5)\n", as_lists=True) == "[5, [5]]\n"


def test_what_the_judge_runs_around_a_solution() -> None:
    source = "from __future__ import division\ndef f(x):\n    return gcd(x, later)"
    assert run(source, "f", "f(12)\n", before="from math import gcd\n", behind="later = 8") == "4\n"


def test_the_statement_says_what_stdin_and_stdout_are() -> None:
    text = explained("Add.\n", "add")
    assert text.startswith("Add.\n\nInput\n\nEach line is one call of add,")
    assert "Output" in text
