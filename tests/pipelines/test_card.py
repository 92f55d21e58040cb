"""The dataset card: YAML that the Hub can read, and nothing in it that the dataset does not have."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.card import card, size_category
from pipelines.settings import BuildSettings
from schemas.problem import Split

SETTINGS = BuildSettings(source="demo", input="", min_agreeing=7, max_voters=30, allow_fewer=True)
SPLITS = [list(some) for count in range(4) for some in combinations(Split, count)]


def head_of(text: str) -> dict[str, Any]:
    """The card's YAML."""
    nothing, head, _ = text.split("---\n", 2)
    assert nothing == ""
    value = yaml.safe_load(head)
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("splits", SPLITS, ids=lambda splits: "+".join(split.value for split in splits) or "none")
def test_only_splits_that_exist_are_listed(splits: list[Split]) -> None:
    text = card(SETTINGS, {"keep": {f"problems_{split.value}": 3 for split in splits}}, splits)
    configs = head_of(text).get("configs", [])
    listed = [(one["split"], one["path"]) for config in configs for one in config["data_files"]]
    assert listed == [(split.value, f"data/{split.value}-*.parquet") for split in splits]
    assert [config["config_name"] for config in configs] == (["default"] if splits else [])
    for split in Split:
        assert (f"| {split.value} | 3 |" in text) is (split in splits)


def test_the_counts_are_those_of_the_manifest() -> None:
    counts = {
        "keep": {"public_tests": 11, "private_tests": 22, "generated_tests": 33, "solutions": 44, "incorrect_solutions": 55}
    }
    text = " ".join(card(SETTINGS, counts, [Split.TRAIN]).split())
    assert "11 public, 22 private and 33 generated tests; 44 correct and 55 incorrect solutions." in text
    assert "up to 30 correct solutions" in text
    assert "(at least 7, or fewer where a problem had fewer)" in text


def test_an_empty_dataset_has_a_card() -> None:
    text = card(SETTINGS, {}, [])
    assert head_of(text)["size_categories"] == ["n<1K"]
    assert "0 public, 0 private and 0 generated tests" in text


@given(st.integers(0, 10**6 - 1))
def test_the_size_category_holds_the_number(problems: int) -> None:
    least, most = {
        "n<1K": (0, 10**3),
        "1K<n<10K": (10**3, 10**4),
        "10K<n<100K": (10**4, 10**5),
        "100K<n<1M": (10**5, 10**6),
    }[size_category(problems)]
    assert least <= problems < most
