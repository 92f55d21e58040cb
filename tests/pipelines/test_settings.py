"""The settings of a build: what makes no sense is refused, and the fingerprint is that of everything a dataset depends on."""

from __future__ import annotations

import dataclasses
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import BuildSettings

SETTINGS = BuildSettings(source="jsonl", input="a.jsonl")
OTHERS: dict[str, Any] = {
    "source": "packages",
    "input": "b.jsonl",
    "given_tests": "samples",
    "max_tests": 7,
    "cpu_budget_s": 7.5,
    "min_agreeing": 7,
    "max_voters": 7,
    "allow_fewer": True,
    "holdout": 0.5,
    "seed": 7,
    "generation": "paper",
    "without": ("large", "selection"),
    "last_train_date": date(2020, 1, 1),
    "last_valid_date": date(2022, 1, 1),
    "near_duplicates": "merge",
    "near_threshold": 0.7,
    "near_solutions": 0.9,
    "normalise_cpp": True,
    "replay": "another/dataset",
}
"""Another value for every setting."""


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"max_tests": -1}, "--max_tests -1"),
        ({"cpu_budget_s": 0.0}, "--cpu_budget_s 0.0"),
        ({"cpu_budget_s": float("nan")}, "--cpu_budget_s nan"),
        ({"min_agreeing": 0}, "--min_agreeing 0"),
        ({"holdout": 1.0}, "--holdout 1.0"),
        ({"generation": "magic"}, "--generation magic"),
        ({"without": ("large", "doubt")}, "--without ('large', 'doubt')"),
        ({"near_duplicates": "guess"}, "--near_duplicates guess"),
        ({"near_threshold": 0.0}, "--near_threshold 0.0"),
        ({"near_threshold": float("nan")}, "--near_threshold nan"),
        ({"near_solutions": 1.5}, "--near_solutions 1.5"),
        ({"holdout": -0.1}, "--holdout -0.1"),
        ({"holdout": float("nan")}, "--holdout nan"),
        ({"last_train_date": date(2021, 9, 20)}, "--last_valid_date 2021-09-20"),
        ({"last_valid_date": date(2021, 7, 14)}, "--last_valid_date 2021-07-14"),
    ],
)
def test_settings_that_make_no_sense_are_quoted(change: dict[str, Any], quoted: str) -> None:
    with pytest.raises(ValueError, match="makes no sense") as caught:
        dataclasses.replace(SETTINGS, **change)
    assert str(caught.value).startswith(quoted)


def test_the_reference_is_the_default() -> None:
    assert (SETTINGS.max_tests, SETTINGS.cpu_budget_s, SETTINGS.min_agreeing, SETTINGS.max_voters) == (200, 36000.0, 30, 30)
    assert (SETTINGS.last_train_date, SETTINGS.last_valid_date) == (date(2021, 7, 14), date(2021, 9, 20))


def test_the_other_values_are_of_all_settings() -> None:
    assert list(OTHERS) == [field.name for field in dataclasses.fields(SETTINGS)]


@pytest.mark.parametrize("name", OTHERS)
def test_every_setting_changes_the_fingerprint(name: str) -> None:
    changed = dataclasses.replace(SETTINGS, **{name: OTHERS[name]})
    assert changed.fingerprint([]) != SETTINGS.fingerprint([])


@pytest.mark.parametrize("name", OTHERS)
def test_the_manifest_lists_every_setting_but_how_it_was_made(name: str) -> None:
    changed = dataclasses.replace(SETTINGS, **{name: OTHERS[name]}).as_json()
    assert json.loads(json.dumps(changed)) == changed
    if name == "replay":
        assert changed == SETTINGS.as_json()
    else:
        value = OTHERS[name]
        written = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        assert changed[name] == written


def test_the_fingerprint_follows_the_input_files(tmp_path: Path) -> None:
    one, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    for path in (one, other):
        path.write_text("text")
        os.utime(path, ns=(10**18, 10**18))
    seen = [SETTINGS.fingerprint(files) for files in ([], [one], [other], [one, other])]
    assert SETTINGS.fingerprint([one]) == seen[1]
    one.write_text("longer text")
    os.utime(one, ns=(10**18, 10**18))
    seen.append(SETTINGS.fingerprint([one]))
    os.utime(one, ns=(10**18, 10**18 + 1))
    seen.append(SETTINGS.fingerprint([one]))
    assert len(set(seen)) == len(seen)
