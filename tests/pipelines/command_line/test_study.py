"""`codequorum study`: variants sampled and evaluated in turn, tables of what is there, and what it refuses."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import beam_runner
from pipelines.command_line import study
from pipelines.command_line.grammar import EXIT_DONE, EXIT_USAGE
from pipelines.studies.tables import read_study
from schemas.samples import SampleFolder
from tests.pipelines.studies import written

OWN = "print(int(input()) * 3)\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    train, test = [written.problem("a", "print(1)\n")], [written.problem("b", OWN, rating=900, tags=("math",))]
    return written.dataset(tmp_path / "dataset", train=train, test=test)


def variants(name: str, of: list[str], **more: Any) -> list[study.Variant]:
    """Of a study, as the command makes them."""
    pytest.importorskip("jax", reason="the model's libraries are not installed")
    parser = argparse.ArgumentParser()
    study.add(parser.add_subparsers())
    words = ["study", name, "dataset", *of, "--output", "out"]
    for key, value in more.items():
        words += [f"--{key}", str(value)]
    arguments = parser.parse_args(words)
    return list(study.VARIANTS[name](arguments, study._settings(arguments)))


@pytest.mark.parametrize(("name", "count"), [("tags", 5), ("temperature", 6), ("ablation", 2), ("functions", 1)])
def test_variants_differ_in_one_thing_alone(name: str, count: int) -> None:
    found = variants(name, ["first", "second"])
    assert len(found) == count
    assert len({one.name for one in found}) == count
    free = {"tags": ("ratings", "tags"), "temperature": ("temperature",), "ablation": (), "functions": ()}[name]
    kept = {key: getattr(found[0].settings, key) for key in free}
    assert {replace(one.settings, **kept) for one in found} == {found[0].settings}
    if name == "ablation":
        assert [one.models for one in found] == [(Path("first"),), (Path("second"),)]
    else:
        assert {one.models for one in found} == {(Path("first"), Path("second"))}


def test_copying_and_difficulty_of_what_is_there(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written.samples(tmp_path / "samples", [("b", OWN), ("b", "print(1)\n")])
    own, copy = SampleFolder(folder).samples()
    result = {"problem": "b", "samples": 2, "passing": 1, "solving": 1, "solved": True}
    judged = written.evaluation(tmp_path / "evaluation", [(own, "AC"), (copy, "WA")], [result])
    arguments = ["study", "copying", str(dataset), str(folder), str(judged), "--output", str(tmp_path / "copying")]
    assert beam_runner.main(arguments) == EXIT_DONE
    assert "| programs that solve | 1 | 0 |" in capsys.readouterr().out
    assert read_study(tmp_path / "copying")["copying"]["problems_solved_by_no_copy"] == 1
    arguments = ["study", "difficulty", str(dataset), str(judged), "--output", str(tmp_path / "difficulty")]
    assert beam_runner.main(arguments) == EXIT_DONE
    assert "| rating 800-1199 | 1 | 2 | 50.0 % |" in capsys.readouterr().out
    assert json.loads((tmp_path / "difficulty" / "study.json").read_text())["about"]["of"] == [str(judged)]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (["difficulty", "DATASET", "one", "two"], "two: difficulty is of one evaluation"),
        (["copying", "DATASET", "one", "two", "three"], "three: copying is of samples and an evaluation"),
        (["copying", "DATASET", "one", "--max_unsolving", "-1"], "--max_unsolving -1"),
        (["copying", "DATASET", "nowhere"], "nowhere: no *.parquet in it"),
        (["difficulty", "DATASET", "nowhere"], "nowhere: no finished evaluation in it"),
        (["temperature", "DATASET", "model", "--temperatures", "0.1", "warm"], "--temperatures 'warm'"),
        (["temperature", "DATASET", "model", "--samples", "0"], "--samples 0"),
        (["ablation", "DATASET", "x/run", "y/run"], "x/run: models are told apart by the names of their folders"),
        (["loss", "DATASET", "no_model"], "no_model: no checkpoint here"),
        (["tags", "DATASET", "no_model", "--slots", "0"], "--slots 0"),
    ],
)
def test_what_makes_no_sense(
    words: list[str], quoted: str, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("jax", reason="the model's libraries are not installed")
    arguments = [str(dataset) if word == "DATASET" else word for word in words]
    assert beam_runner.main(["study", *arguments, "--output", str(tmp_path / "out")]) == EXIT_USAGE
    assert quoted in capsys.readouterr().err
