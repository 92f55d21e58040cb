"""Settings: senseless ones are quoted, bands fit the threshold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup.settings import FOUND_AT_THRESHOLD, NearSettings, SettingsError, settings_for
from tests.pipelines.neardup.corpora import moderate


@pytest.mark.parametrize(
    ("wrong", "quoted"),
    [
        ({"threshold": 0.0}, "--threshold 0.0"),
        ({"threshold": 1.01}, "--threshold 1.01"),
        ({"threshold": float("nan")}, "--threshold nan"),
        ({"width": 0}, "--width 0"),
        ({"width": 9}, "--width 9"),
        ({"bands": 0}, "--bands 0"),
        ({"rows": -1}, "--rows -1"),
        ({"bands": 17}, "--bands 17"),
        ({"seed": -1}, "--seed -1"),
    ],
)
def test_a_senseless_setting_is_quoted(wrong: dict[str, Any], quoted: str) -> None:
    with pytest.raises(SettingsError, match=quoted):
        NearSettings(**wrong)


def test_the_default_is_what_is_chosen_for_its_threshold() -> None:
    assert settings_for(0.8) == NearSettings()
    assert (NearSettings().bands, NearSettings().rows, NearSettings().permutations) == (16, 8, 128)


@moderate
@given(st.floats(0.2, 1.0))
def test_bands_find_pairs_at_the_threshold(threshold: float) -> None:
    near = settings_for(threshold)
    assert near.found(threshold) >= FOUND_AT_THRESHOLD
    assert near.bands * near.rows <= near.permutations
    assert near.found(1.0) == 1.0


@moderate
@given(st.floats(0.05, 1.0), st.floats(0, 1), st.floats(0, 1))
def test_nearer_pairs_are_found_more_often(threshold: float, left: float, right: float) -> None:
    near = settings_for(threshold)
    assert near.found(min(left, right)) <= near.found(max(left, right))


def test_what_is_given_is_taken() -> None:
    assert (settings_for(0.5, bands=4).bands, settings_for(0.5, bands=4).rows) == (4, 32)
    assert (settings_for(0.5, rows=4).bands, settings_for(0.5, rows=4).rows) == (32, 4)
    with pytest.raises(SettingsError, match="--rows 0"):
        settings_for(0.5, rows=0)


@given(st.floats(0.3, 1.0), st.sampled_from([0.5, 0.94, 0.9999]))
def test_pairs_at_the_threshold_are_found_as_surely_as_is_asked(threshold: float, found: float) -> None:
    assert settings_for(threshold, found=found).found(threshold) >= found
