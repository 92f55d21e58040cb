"""Problems written as JSON lines are read as they were."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.jsonl import LABELS, line_of, read_line
from schemas.language import Language
from schemas.problem import Difficulty, Label, Limits, Problem, Solution, Source, Test
from tests.schemas.strategies import checkers, few_tests, texts

_PLACES = {label: place for place, label in enumerate(LABELS.values())}
_languages = st.sampled_from(list(Language))
_names = texts.filter(lambda text: bool(text.strip()))
_right = st.builds(Solution, _languages, texts, st.just(Label.CORRECT), texts, _names)
_wrong = st.builds(
    Solution, _languages, texts, st.sampled_from([one for one in Label if one is not Label.CORRECT]), texts, _names
)
written_checkers = checkers.filter(  # of tolerances those that are any, and of files those that lie in a package
    lambda one: all(value is None or 0 <= value < math.inf for value in (one.float_absolute, one.float_relative))
).map(
    lambda one: dataclasses.replace(
        one, files=tuple((f"output_validators/{n}.py", text) for n, (_, text) in enumerate(one.files))
    )
)
written_problems = st.builds(
    lambda original, **fields: Problem(untranslated_description=original, is_description_translated=bool(original), **fields),
    texts,
    name=_names,
    description=texts,
    public_tests=few_tests,
    private_tests=few_tests,
    source=st.sampled_from(Source),
    difficulty=st.sampled_from(list(Difficulty)),
    solutions=st.lists(_right, max_size=3).map(tuple),
    incorrect_solutions=st.lists(_wrong, max_size=3).map(lambda some: tuple(sorted(some, key=lambda one: _PLACES[one.label]))),
    cf_contest_id=st.integers(0, 2**31 - 1),
    cf_index=texts,
    cf_points=st.floats(0, 5000),
    cf_rating=st.integers(0, 5000),
    cf_tags=st.lists(texts, max_size=3).map(tuple),
    limits=st.builds(Limits, st.none() | st.integers(1, 10**12), st.none() | st.integers(1, 2**50)),
    input_file=texts,
    output_file=texts,
    published=st.none() | st.dates(),
    checker=written_checkers,
    interactive=st.booleans(),
    license=texts,
    origin=texts,
)


@settings(max_examples=200, deadline=None)
@given(written_problems)
def test_what_is_written_is_read_as_it_was(problem: Problem) -> None:
    line = line_of(problem)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert list(read_line(line, "file:1")) == [problem]


def test_a_page_with_half_a_character_is_written_and_told_later() -> None:
    problem = Problem(name="a", description="\ud800")
    assert list(read_line(line_of(problem), "file:1")) == [problem]


@pytest.mark.parametrize("more", [{"generated_tests": (Test("", ""),)}, {"official_tests": (Test("", ""),)}])
def test_what_lines_have_no_place_for_is_not_dropped_silently(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="sum: JSON lines have no place"):
        line_of(Problem(name="sum", description="", **more))
