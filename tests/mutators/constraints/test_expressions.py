"""Bounds are exact: what is written in any notation is read as the number that it is, and ends where it must."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.constraints import extract
from mutators.constraints.expressions import Number, Operation, Size, Variable, evaluate, interval
from mutators.constraints.notation import MAX_CHARACTERS, plain
from mutators.constraints.parsing import expression
from mutators.constraints.records import Compare
from tests.mutators.strategies import moderate

names = st.sampled_from("nmkxyab")
numbers = st.integers(-(10**18), 10**18)


def trees() -> st.SearchStrategy[object]:
    leaves = st.one_of(st.integers(0, 50).map(Number), names.map(Variable), names.map(lambda name: Size(Variable(name))))
    return st.recursive(
        leaves,
        lambda inner: st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "min", "max"]), inner, inner),
        max_leaves=6,
    )


@moderate
@given(trees(), st.dictionaries(names, st.integers(-20, 20)))
def test_an_expression_that_is_written_and_read_has_the_same_value(tree: Operation, values: dict[str, int]) -> None:
    read = expression(str(tree))
    value = evaluate(tree, lambda one: values.get(one.name))
    if read is None:
        assert value is None  # it divides by zero whatever the values are
    else:
        assert evaluate(read, lambda one: values.get(one.name)) == value


@moderate
@given(trees(), st.data())
def test_an_interval_holds_every_value(tree: Operation, data: st.DataObject) -> None:
    drawn = {name: sorted(data.draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)))) for name in "nmkxyab"}
    ranges = {name: (low, high) for name, (low, high) in drawn.items()}
    values = {name: data.draw(st.integers(*ends)) for name, ends in ranges.items()}
    value = evaluate(tree, lambda one: values[one.name])

    def of(one: object) -> tuple[Fraction | int | None, Fraction | int | None]:
        if isinstance(one, Variable):
            return ranges[one.name]
        return 0, None

    low, high = interval(tree, of)
    if value is not None:
        assert low is None or low <= value
        assert high is None or value <= high


WRITINGS = {
    "plain": lambda low, name, high: f"{low} ≤ {name} ≤ {high}",
    "typed": lambda low, name, high: f"{low} <= {name} <= {high}",
    "latex": lambda low, name, high: rf"${low} \leq {name} \le {high}$",
    "html": lambda low, name, high: f"{low} &le; <i>{name}</i> &lt;= {high}",
    "brackets": lambda low, name, high: f"the number {name} ({low} ≤ {name} ≤ {high}), which is drawn",
    "words": lambda low, name, high: f"{name} is between {low} and {high}",
    "range": lambda low, name, high: f"{name} is an integer in the range [{low}, {high}].",
    "thousands": lambda low, name, high: f"{low:,} ≤ {name} ≤ {high:,}",
    "thin": lambda low, name, high: rf"${low} \le {name} \le {high:,}$".replace(",", r"\,"),
    "blanks": lambda low, name, high: f"{low} ≤ {name} ≤ {high:,}".replace(",", " "),
}


@pytest.mark.parametrize("style", WRITINGS)
@moderate
@given(numbers, names, numbers)
def test_every_number_is_read_exactly_in_every_notation(style: str, low: int, name: str, high: int) -> None:
    low, high = sorted((low, high))
    found = extract("## Input\n\n" + WRITINGS[style](low, name, high)).constraints
    ends = set()
    for one in found:
        assert isinstance(one, Compare)
        number = one.left if isinstance(one.left, Number) else one.right
        assert isinstance(number, Number)
        ends.add(((one.relation in "≤" and one.right is number) or (one.relation == "≥" and one.left is number), number.value))
    assert ends == {(False, low), (True, high)}


@moderate
@given(st.text(alphabet=st.sampled_from(list("1 n≤<>=|()[]{}^_*\\/$`.,-+aé\n#&;")), max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    extract(text)
    extract("## Input\n\n" + text)


@moderate
@given(st.text(max_size=300))
def test_every_character_of_the_notation_knows_where_it_comes_from(text: str) -> None:
    found = plain(text)
    assert len(found.text) == len(found.origins) == len(found.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.origins, found.ends, strict=True))
    assert list(found.origins) == sorted(found.origins)


HOSTILE = [
    *(
        "1 ≤ ",
        "9",
        "(",
        "[{(",
        "|",
        "a_",
        "1,",
        " ",
        "\n",
        "\\frac{",
        "a ≤ b, ",
        "-",
        "((((n ≤ ",
        "10^",
        "1 000 ",
        "<a ",
        "&lt;",
    ),
    *(
        "at most 1 ",
        "n is at most 5, ",
        "between 1 and 9 ",
        "sum of the sum of n ",
        "the next n lines contain ",
        "a_1, ..., a_n ",
    ),
    *(
        "'a' or ",
        "one of the 'x', ",
        "distinct a ",
        "string s of length ",
        "\\begin{tabular}{",
        "n integers ",
        "lowercase and ",
    ),
    *(
        "Input\n",
        "Output\n\nn ≤ 5\n",
        "x. ",
        "$",
        "`",
        "two integers n, the ",
        "a test case follow ",
        "format:\nN\n",
        "9^",
        "1 ≤ n ≤ ",
    ),
    *("n is at most 5. ", "Each of the next n lines holds a string of at most 5 lowercase letters. ", "All a_i are distinct. "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_ends_soon(piece: str) -> None:
    text = "## Input\n\n" + piece * (1_000_000 // len(piece))
    assert len(text) > MAX_CHARACTERS
    before = time.process_time()
    extract(text)
    assert time.process_time() - before < 3  # about a second on the machine it was written on
