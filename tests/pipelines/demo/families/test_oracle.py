"""The oracle's tests are valid, different, right, and tell every near miss from the member."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.demo.families.members import LEAST, LONGEST, MOST, Member, answer, every_member, problems
from pipelines.demo.families.oracle import inputs_of, judged, write_oracle
from schemas.parquet import Dataset
from schemas.problem import Split
from tests.pipelines.strategies import moderate

MEMBERS = every_member()
WANTED = 300


@moderate
@given(st.text(max_size=5), st.integers(0, 400), st.integers(0, 3))
def test_inputs_are_valid_different_and_drawn_by_name_and_seed(name: str, wanted: int, seed: int) -> None:
    found = [tuple(one) for one in inputs_of(name, wanted, seed)]
    assert len(found) == len(set(found)) == wanted
    assert all(1 <= len(one) <= LONGEST and all(LEAST <= number <= MOST for number in one) for one in found)
    assert [tuple(one) for one in inputs_of(name, wanted + 7, seed)][:wanted] == found


@moderate
@given(st.sampled_from(MEMBERS))
def test_no_near_miss_goes_unseen(member: Member) -> None:
    """But for those that are the member in other words: then no valid input of a few numbers tells them apart."""
    lists = list(inputs_of(member.name, WANTED))
    pairs = [[left, right] for left in range(LEAST, MOST + 1) for right in range(LEAST, MOST + 1)]
    for parts in member.near_misses().values():
        if any(answer(*parts, one) != answer(*member.parts, one) for one in pairs):
            assert any(answer(*parts, one) != answer(*member.parts, one) for one in lists), parts


def test_a_folder_of_it_is_a_dataset_that_right_programs_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list(problems({Split.TEST: 3}))
    write_oracle(made, tmp_path / "oracle", 50)
    found = {problem.name: problem for _, problem in Dataset(tmp_path / "oracle").problems()}
    assert set(found) == {one.name for one in made}
    for one in made:
        tests = found[one.name].private_tests
        assert len(tests) == 50
        assert not found[one.name].public_tests
        known = {test.input: test.output for test in tests}
        assert all(known.get(test.input, test.output) == test.output for test in (*one.public_tests, *one.private_tests))


def test_a_stranger_has_no_oracle() -> None:
    (one,) = problems({Split.TEST: 1})
    with pytest.raises(ValueError, match="'other' is no member"):
        judged(replace(one, name="other"), 5)
