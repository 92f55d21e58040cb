"""The dataset card: YAML that the Hub can read, and nothing in it that the dataset does not have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.describing.card import MOST_LISTED, card, size_category
from pipelines.describing.croissant import croissant
from pipelines.describing.licences import Origins
from pipelines.describing.tables import TABLES
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.export import Shard, Written, write_rejections, write_shard
from schemas.dossier import Dossier
from schemas.language import Language
from schemas.problem import Problem, Solution, Split, Test
from schemas.rejection import Rejection

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


ORIGINS = Origins((("cc0", 2), ("a | b <c>", 1)), tuple((f"origin {number}", 1) for number in range(MOST_LISTED + 3)), None)


def exported(folder: Path) -> list[Written]:
    """A dataset of four problems with card and metadata."""
    workspace = Workspace(folder / ".build")
    wrong = Solution(Language.CPP, "int main() {}")
    for number in range(4):
        problem = Problem(
            name=f"p{number}", description="Ünïcode", public_tests=(Test("1\n", "2\n"),), incorrect_solutions=(wrong,)
        )
        dossier = Dossier(problem=replace(problem, published=date(2021, 1, 1 + number)), split=list(Split)[number % 2])
        workspace.put("kept", problem.name, dossier)
    written = []
    for split, names in ((Split.TRAIN, ("p0", "p2")), (Split.VALID, ("p1", "p3"))):
        written += write_shard(workspace, folder, Shard(split.value, 0, 1, names))
    written.append(write_rejections(folder, [Rejection("p9", "clean", "no_samples")]))
    counts = {"keep": {"problems_train": 2, "problems_valid": 2}}
    (folder / "README.md").write_text(card(SETTINGS, counts, [Split.TRAIN, Split.VALID], written, ORIGINS), encoding="utf-8")
    (folder / "croissant.json").write_text(croissant(written, ORIGINS, date(2021, 1, 1)), encoding="utf-8")
    return written


_LOAD = """
import json, sys
import datasets

found = {}
for name in datasets.get_dataset_config_names(sys.argv[1]):
    loaded = datasets.load_dataset(sys.argv[1], name, cache_dir=sys.argv[2])
    found[name] = {split: [part.num_rows, part.column_names] for split, part in loaded.items()}
    found[name]["features"] = sorted({str(part.features) for part in loaded.values()})
plain = datasets.load_dataset(sys.argv[1], cache_dir=sys.argv[2])
found[""] = {split: [part.num_rows, part.column_names] for split, part in plain.items()}
print(json.dumps(found))
"""


def test_every_table_is_loaded_by_its_name_without_a_network(tmp_path: Path) -> None:
    pytest.importorskip("datasets", reason="datasets is not installed")
    exported(tmp_path / "dataset")
    offline = {"HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-c", _LOAD, str(tmp_path / "dataset"), str(tmp_path / "cache")]
    done = subprocess.run(command, env={**os.environ, **offline}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.pop("") == {split: found["default"][split] for split in ("train", "valid")}
    assert found.keys() == {"default", "problems", "solutions", "rejections"}
    for table in (one for one in TABLES if one.name in found):
        kinds = found[table.name].pop("features")
        assert len(kinds) == 1
        assert found[table.name].keys() == ({"train", "valid"} if table.divided else {"train"})
        assert all(columns == table.schema.names for _, columns in found[table.name].values())
    assert {split: rows for split, (rows, _) in found["default"].items()} == {"train": 2, "valid": 2}
    assert found["rejections"]["train"][0] == 1


def test_the_card_does_not_depend_on_what_is_measured(tmp_path: Path) -> None:
    written = exported(tmp_path)
    other = [one._replace(rows=99, sha256="0") if one.path.startswith("measured/") else one for one in written]
    assert card(SETTINGS, {}, [Split.TRAIN], other, ORIGINS) == card(SETTINGS, {}, [Split.TRAIN], written, ORIGINS)


def test_licences_and_origins_are_summed_up() -> None:
    text = card(SETTINGS, {"keep": {"problems_train": 3}}, [Split.TRAIN], (), ORIGINS)
    assert "| cc0 | 2 |" in text
    assert "| a \\| b &lt;c> | 1 |" in text
    assert "| 3 others | 3 |" in text
    assert head_of(text)["license"] == ["cc0-1.0", "other"]
    assert head_of(card(SETTINGS, {}, []))["license"] == ["unknown"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_of_a_source_breaks_the_card(licence: str, origin: str) -> None:
    text = card(SETTINGS, {}, [Split.TRAIN], (), Origins(((licence or "-", 1),), ((origin or "-", 1),)))
    assert head_of(text)["license"]
    assert len([line for line in text.split("\n") if line.startswith("| ") and line.endswith(" | 1 |")]) >= 2
