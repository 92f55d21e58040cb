"""A changed statement differs in what was to be changed, and in nothing else."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.studies.descriptions import CHANGES, NOISE, noisy, reordered, simplified, without_constraints, write_changed
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Split
from tests.pipelines.studies import written

STATEMENT = """Once upon a time there was a king. He has n coins (of gold). Find the sum of the coins.

Input

The first line has n (1 ≤ n ≤ 100). The second line has the coins.

Output

The sum, at most 1000.
"""


def words(text: str) -> list[str]:
    return sorted(text.split())


@given(st.text("ab .?\n", max_size=80), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_order_is_all_that_is_changed(text: str, seed: int) -> None:
    assert words(reordered(text, Random(seed))) == words(text)


@given(st.text(max_size=80), st.sampled_from(sorted(CHANGES)), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_changed_and_always_to_the_same(text: str, name: str, seed: int) -> None:
    assert CHANGES[name](text, Random(seed)) == CHANGES[name](text, Random(seed))


def test_sections_stay_where_they_are() -> None:
    found = reordered(STATEMENT, Random(1))
    assert found.partition("\nInput\n")[2] == STATEMENT.partition("\nInput\n")[2]
    assert found != STATEMENT


def test_noise_is_added_and_nothing_lost() -> None:
    found = noisy(STATEMENT, Random(2))
    assert any(one in found for one in NOISE)
    for one in NOISE:
        found = found.replace(one, "")
    assert words(found) == words(STATEMENT)


def test_a_simpler_statement_still_says_what_to_find() -> None:
    found = simplified(STATEMENT, Random(0))
    assert "Once upon" not in found
    assert "of gold" not in found
    assert "Find the sum of the coins." in found


def test_bounds_are_dropped_and_the_rest_stays() -> None:
    found = without_constraints(STATEMENT, Random(0))
    assert "100" not in found
    assert "1000" not in found
    assert "The second line has the coins." in found
    assert "Find the sum" in found


def test_only_descriptions_of_the_split_are_changed(tmp_path: Path) -> None:
    problems = {
        split.value: [written.problem(f"{split.value}{n}", "x", description=STATEMENT) for n in range(3)] for split in Split
    }
    folder = written.dataset(tmp_path / "dataset", **problems)
    assert write_changed(folder, tmp_path / "changed", "without_constraints", (Split.TEST,)) == 3
    (tmp_path / "changed" / "manifest.json").write_text("{}")
    before, after = (
        {one.name: (split, one) for split, one in Dataset(path).problems()} for path in (folder, tmp_path / "changed")
    )
    assert before.keys() == after.keys()
    for name, (split, one) in after.items():
        old = before[name][1]
        assert (one.description != old.description) == (split is Split.TEST)
        assert (one.solutions, one.public_tests, one.cf_tags) == (old.solutions, old.public_tests, old.cf_tags)
    assert write_changed(folder, tmp_path / "same", "original", (Split.TEST,)) == 0


def test_nothing_to_change(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no parquet files"):
        write_changed(tmp_path, tmp_path / "out", "noisy", (Split.TEST,))
