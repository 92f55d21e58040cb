"""Values that are changed stay within their format: counts follow lengths and lengths follow counts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.formats import Format, FormatMismatch, Parsed, fit, infer, mismatches, parse, recount, render, resize
from mutators.formats.nodes import Atom, Count, Kind, Line, List, Node, Repeat, Token, Value, Values, counts, fields, walk
from tests.mutators.formats.strategies import formats, values_of
from tests.mutators.strategies import generators, moderate

N, M, T = (Token(name, Kind.INTEGER) for name in "nmt")
ROW = Repeat("grid", Count(("n",)), (Line((Token("row", Kind.WORD, length=Count(("m",))),)),))
GRID = Format((Line((N, M)), ROW))
CASE = (Line((N, M)), Line((List(Token("a", Kind.INTEGER), Count(("n",))),)), Repeat("edges", Count(("m",)), (Line((T,)),)))


@moderate
@given(st.data())
def test_values_in_which_all_counts_are_right_stay_as_they_are(data: st.DataObject) -> None:
    format = data.draw(formats())
    values = data.draw(values_of(format))
    assert fit(format, values) == values
    assert recount(format, values) == values


@moderate
@given(st.data(), generators)
def test_lengths_follow_whatever_the_counts_say(data: st.DataObject, rng: Random) -> None:
    format = data.draw(formats())
    values = data.draw(values_of(format))
    changed = _with_counters(format.body, values, frozenset(counts(format.body)), rng)
    fitted = fit(format, changed)
    assert not [line for line in mismatches(format, fitted) if "expected" in line and "values, got" in line]
    assert _counters(format.body, fitted, frozenset(counts(format.body))) == _counters(
        format.body, changed, frozenset(counts(format.body))
    ) or _has_nested(format)


def _with_counters(body: tuple[Node, ...], values: Values, counting: frozenset[str], rng: Random) -> Values:
    """The values with other numbers where variables stand."""
    found: list[Value] = []
    for one, value in zip(fields(body), values, strict=True):
        if isinstance(one, Token) and one.name in counting:
            value = rng.randrange(5)
        elif isinstance(one, Repeat) and isinstance(value, tuple):
            value = tuple(_with_counters(one.body, row, counting, rng) for row in value if isinstance(row, tuple))
        found.append(value)
    return tuple(found)


def _counters(body: tuple[Node, ...], values: Values, counting: frozenset[str]) -> list[tuple[str, Atom]]:
    """The outermost variables."""
    pairs = zip(fields(body), values, strict=True)
    return [(one.name, value) for one, value in pairs if one.name in counting and not isinstance(value, tuple)]


def _has_nested(format: Format) -> bool:
    return any(len(path) > 2 for path, _ in walk(format.body))


@given(st.lists(st.text("ab", min_size=3, max_size=3), max_size=6))
def test_a_list_and_its_count_change_together(rows: list[str]) -> None:
    old: Values = (2, 3, (("aaa",), ("bbb",)))
    new = recount(GRID, (*old[:2], tuple((row,) for row in rows)))
    assert new[0] == len(rows)
    assert mismatches(GRID, new) == ()


@given(st.integers(1, 6), st.integers(1, 6))
def test_a_grid_grows_in_both_directions(height: int, width: int) -> None:
    grid = resize(GRID, resize(GRID, (2, 3, (("abc",), ("def",))), "n", height), "m", width)
    assert mismatches(GRID, grid) == ()
    rows = grid[2]
    assert isinstance(rows, tuple)
    assert [len(str(row[0])) for row in rows if isinstance(row, tuple)] == [width] * height
    assert str(rows[0][0]) == ("abc" * 2)[:width]  # type: ignore[index]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4), st.data())
def test_one_case_is_resized_and_the_others_stay(sizes: list[tuple[int, int]], data: st.DataObject) -> None:
    format = Format((Line((replace(T, name="tests"),)), Repeat("cases", Count(("tests",)), CASE)))
    cases = tuple((n, m, tuple(range(n)), tuple((edge,) for edge in range(m))) for n, m in sizes)
    which, size = data.draw(st.integers(0, len(cases) - 1)), data.draw(st.integers(0, 9))
    new = resize(format, (len(cases), cases), "n", size, at=(which,))
    assert mismatches(format, new) == ()
    changed = new[1]
    assert isinstance(changed, tuple)
    assert changed[which][0] == size  # type: ignore[index]
    assert [case for place, case in enumerate(changed) if place != which] == [
        case for place, case in enumerate(cases) if place != which
    ]


def test_of_lists_with_the_same_count_the_changed_one_wins() -> None:
    format = Format((Line((N,)), *(Line((List(Token(name, Kind.INTEGER), Count(("n",))),)) for name in "ab")))
    assert recount(format, (2, (1, 2), (3, 4, 5))) == (3, (1, 2), (3, 4, 5))
    assert mismatches(format, (3, (1, 2), (3, 4, 5))) == ("a: expected n = 3 values, got 2",)
    assert recount(format, (2, (1,), (3, 4, 5))) == (2, (1,), (3, 4, 5))  # nothing is right: it stays


def test_a_count_that_no_number_satisfies_stays() -> None:
    format = Format((Line((N,)), Line((List(Token("a", Kind.INTEGER), Count(("n",), 2)),))))
    assert recount(format, (2, (1, 2, 3))) == (2, (1, 2, 3))
    assert recount(format, (2, (1,) * 8)) == (4, (1,) * 8)


def test_products_are_solved_for_what_changed() -> None:
    format = Format((Line((N, M)), Line((List(Token("a", Kind.INTEGER), Count(("n", "m"))),))))
    assert recount(format, (2, 3, (0,) * 12)) == (4, 3, (0,) * 12)


@moderate
@given(st.data(), generators)
def test_mismatches_are_what_keeps_values_from_parsing_again(data: st.DataObject, rng: Random) -> None:
    format = data.draw(formats())
    values = data.draw(values_of(format))
    if data.draw(st.booleans()):
        values = _with_counters(format.body, values, frozenset(counts(format.body)), rng)
    problems = mismatches(format, values)
    try:
        again = parse(format, render(format, Parsed(values))).values
    except FormatMismatch:
        assert problems
    else:
        assert (problems == ()) == (again == values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((2, 3, (("abc",),)), "grid: expected n = 2 values, got 1"),
        ((1, 3, (("ab",),)), "row: expected m = 3 characters, got 'ab'"),
        ((1, 3, (("a c",),)), "row: expected word, got 'a c'"),
        (("x", 3, ()), "n: expected integer, got 'x'"),
        ((1, 3), "expected 3 values (n, m, grid), got (1, 3)"),
    ],
)
def test_a_mismatch_names_the_field_and_quotes_the_offender(values: Values, message: str) -> None:
    assert mismatches(GRID, values)[0] == message


@given(st.integers(1, 30))
def test_an_inferred_format_can_be_scaled_up(size: int) -> None:
    format = infer(["3 4\n....\n.#..\n..#.\n", "2 2\n##\n..\n"])
    assert format is not None
    values = parse(format, "2 2\n##\n..\n").values
    for name in ("n", "m"):
        values = resize(format, values, name, size)
    lines = render(format, Parsed(values)).splitlines()
    assert lines[0] == f"{size} {size}"
    assert [len(line) for line in lines[1:]] == [size] * size


def test_unknown_variables_are_refused() -> None:
    with pytest.raises(KeyError, match="no 'q' at"):
        resize(GRID, (0, 0, ()), "q", 3)
