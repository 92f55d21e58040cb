"""Inference explains every example, whatever it is, and recovers the formats that contests have."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.formats import Format, Parsed, infer, mismatches, parse, recount, render
from mutators.formats.nodes import Kind, Node, Repeat, Token, tokens, walk
from tests.mutators.formats.contests import CONTESTS, inputs_at_random, outline
from tests.mutators.formats.strategies import formats, spaced, values_of
from tests.mutators.strategies import any_texts, generators, moderate

few = settings(moderate, max_examples=35)


def inferred(inputs: list[str]) -> Format:
    format = infer(inputs)
    assert format is not None
    return format


def assert_explained(format: Format, inputs: list[str]) -> None:
    """The law: every example parses, and renders as it was; and its values are of the format."""
    for text in inputs:
        parsed = parse(format, text)
        assert render(format, parsed) == text
        assert mismatches(format, parsed.values) == ()
        assert recount(format, parsed.values) == parsed.values


@moderate
@given(st.lists(any_texts, min_size=1, max_size=4))
def test_any_texts_at_all_are_explained(inputs: list[str]) -> None:
    assert_explained(inferred(inputs), inputs)


@few
@given(st.data())
def test_inputs_of_any_format_are_explained_whatever_their_white_space(data: st.DataObject) -> None:
    format = data.draw(formats())
    several = data.draw(st.lists(values_of(format), min_size=1, max_size=4))
    inputs = [data.draw(spaced(render(format, Parsed(values)))) for values in several]
    assert_explained(inferred(inputs), inputs)


@pytest.mark.parametrize("name", CONTESTS)
def test_formats_of_contests_are_recovered_from_six_inputs(name: str) -> None:
    for seed in range(5):
        inputs = inputs_at_random(CONTESTS[name], Random(f"{name} {seed}"), 6)
        format = inferred(inputs)
        assert outline(format.body) == outline(CONTESTS[name])
        assert_explained(format, inputs)


@pytest.mark.parametrize("name", CONTESTS)
def test_the_format_does_not_depend_on_order_or_repetition(name: str) -> None:
    inputs = inputs_at_random(CONTESTS[name], Random(name), 3)
    assert infer(inputs) == infer([*reversed(inputs), inputs[0]])


def test_two_inputs_suffice_nearly_always() -> None:
    recovered = [
        outline(inferred(inputs_at_random(body, Random(f"{name} {seed}"), 2)).body) == outline(body)
        for name, body in CONTESTS.items()
        for seed in range(4)
    ]
    assert sum(recovered) / len(recovered) > 0.9


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("5\n3 1 4 1 5\n", ["n", "list a n"]),
        ("3\n4 1\n4 1\n2 1\n", ["n", "repeat n"]),
        ("3 4\n....\n.#..\n..#.\n", ["n", "m", "repeat n"]),
        ("2\n3\n1 2 3\n1\n5\n", ["t", "repeat t"]),
        ("5\n1 2\n2 3\n2 4\n1 5\n", ["n", "repeat n-1"]),
        ("4 2\n10 9 8 15\n32 40\n", ["n", "m", "list a n", "list b m"]),
        ("7 8 9\n", ["x1", "x2", "x3"]),
    ],
)
def test_a_single_sample_is_read_as_a_person_would(text: str, shape: list[str]) -> None:
    def told(one: object) -> str:
        if isinstance(one, Token):
            return one.name
        return f"repeat {one.count}" if isinstance(one, Repeat) else f"list {one.name} {one.count}"  # type: ignore[attr-defined]

    assert [told(one) for one in inferred([text]).fields] == shape


@few
@given(st.integers(0, 2), st.integers(2, 6), generators)
def test_blank_lines_here_and_there_are_incidental(before: int, cases: int, rng: Random) -> None:
    """Where a case has now a blank line before it and now none, the blank lines are no part of the format."""
    inputs = []
    for blank in (0, before, 1):
        blocks = [["", *([""] * blank), str(size), " ".join(["7"] * size)] for size in rng.choices(range(2, 6), k=cases)]
        inputs.append("\n".join([str(cases), *(line for block in blocks for line in block[1 if rng.random() < 0.5 else 0 :])]))
    format = inferred(inputs)
    assert [one.name for one in format.fields] == ["t", "cases"]
    assert_explained(format, inputs)


def test_indices_permutations_trees_and_strings_of_bits_are_noticed() -> None:
    rng = Random(4)
    inputs = []
    for size in (5, 8, 13):
        order = rng.sample(range(1, size + 1), size)
        edges = "".join(f"{rng.randint(1, child - 1)} {child}\n" for child in range(2, size + 1))
        bits = "".join(rng.choices("01", k=size))
        inputs.append(f"{size}\n{' '.join(map(str, order))}\n{bits}\n{edges}")
    format = inferred(inputs)
    named = tokens(format.body)
    assert "permutation" in {one.name for one in named["a"].observations}
    assert (named["s"].kind, named["s"].seen.alphabet, str(named["s"].length)) == (Kind.WORD, "01", "n")
    assert str(named["u"].within) == str(named["v"].within) == "n"
    (edges_field,) = [one for _, one in walk(format.body) if isinstance(one, Repeat)]
    assert edges_field.edges
    assert {one.name for one in edges_field.observations} >= {"tree", "connected", "no_loops"}


def test_what_does_not_index_is_not_said_to() -> None:
    """Prices that happen to be below a budget in one sample are above it in others, or far below it."""
    rng = Random(0)
    inputs = ["2 100\n30 40 50\n30 40 60\n"]
    inputs.extend(
        f"60 {budget}\n" + "".join("{} {} {}\n".format(*rng.choices(range(1, 1000), k=3)) for _ in range(60))
        for budget in (3000, 90_000, 10**6)
    )
    assert all(token.within is None for token in tokens(inferred(inputs).body).values())


def test_no_inputs_have_no_format() -> None:
    assert infer([]) is None


def _long_inputs(name: str, rng: Random) -> list[str]:
    body: tuple[Node, ...] = CONTESTS[name]
    return inputs_at_random(body, rng, 50, most=5000 if name in ("graph", "n numbers") else 110)


@pytest.mark.parametrize("name", ["graph", "n numbers", "cases of a list", "matrix"])
def test_fifty_long_inputs_take_a_few_seconds(name: str) -> None:
    inputs = _long_inputs(name, Random(name))
    start = time.process_time()
    assert outline(inferred(inputs).body) == outline(CONTESTS[name])
    assert time.process_time() - start < 15
