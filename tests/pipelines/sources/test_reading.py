"""What every source shares: limits as an input states them, and the files of an input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.reading import local_files, stated_limits
from schemas.execution import MEBIBYTE
from schemas.problem import Limits


@given(st.floats(1e-9, 1e9), st.integers(1, 1 << 20))
def test_stated_limits_are_kept_to_the_nanosecond(seconds: float, mebibytes: int) -> None:
    limits = stated_limits(seconds, mebibytes)
    assert limits.memory_limit_bytes == mebibytes * MEBIBYTE
    assert limits.time_limit_s == pytest.approx(seconds, abs=1e-9, rel=1e-9)
    assert stated_limits(None, None) == Limits()


@given(st.sampled_from([0, -1, 2**62, float("inf"), float("-inf"), float("nan"), 1e-20, True, "2", [1], {}]))
def test_limits_that_make_no_sense_are_quoted(value: object) -> None:
    for pair in ((value, None), (None, value)):
        with pytest.raises(ValueError) as caught:
            stated_limits(*pair)
        assert repr(value) in str(caught.value)


def test_the_local_files_of_an_input(tmp_path: Path) -> None:
    for name in ("b", "deep/a", "deep/er/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert local_files(str(tmp_path)) == [tmp_path / "b", tmp_path / "deep" / "a", tmp_path / "deep" / "er" / "c"]
    assert local_files(str(tmp_path / "b")) == [tmp_path / "b"]
    assert local_files(str(tmp_path / "nowhere")) == local_files("gs://bucket/data") == []
