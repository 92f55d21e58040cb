"""Every study from end to end on a model that was trained for it: to add a number takes seconds to learn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jax", reason="the model's libraries are not installed")
pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

import beam_runner
from model import tokenizer
from pipelines.command_line.grammar import EXIT_DONE
from pipelines.studies.tables import Row, read_study
from schemas.language import Language
from schemas.problem import Problem, Test
from schemas.samples import SampleFolder
from tests.model.data import datasets
from tests.pipelines.execution.programs import need

TOLD = "Print n plus the number {number}. The weather was fine.\n\nInput\n\nOne number n, 1 <= n <= 9.\n"
NUMBERS = range(1, 6)
SAMPLES = 8
SMALL = [
    *("vocabulary_size=400", "d_model=32", "heads=2", "head_dim=16", "encoder_blocks=1", "decoder_blocks=1", "fan_out=2"),
    *("value_blocks=0", "compute_dtype=float32", "encoder_tokens=96", "decoder_tokens=32", "data.mask_rate=0"),
    *("data.examples=false", "batch=8", "validation_batches=1", "masked_weight=0", "warm_up=5", "learning_rate=1e-2"),
]


def problems(name: str) -> list[Problem]:
    """One for each number; whoever has seen those of one name has seen those of all."""
    return [
        replace(
            datasets.problem(f"{name}{number}", datasets.solutions(Language.PYTHON3, [number])),
            description=TOLD.format(number=number),
            public_tests=(Test("1\n", f"{1 + number}\n"), Test("4\n", f"{4 + number}\n")),
            private_tests=(Test("7\n", f"{7 + number}\n"),),
            cf_rating=800 + 400 * (number % 2),
        )
        for number in NUMBERS
    ]


def train(folder: Path, name: str, steps: int) -> None:
    words = [*SMALL, f"steps={steps}", f"validate_every={steps}", f"save_every={steps}", f"log_every={steps}"]
    words += [f"data.dataset={folder}/set", f"data.tokenizer={folder}/words.model"]
    assert beam_runner.main(["train", "--config", "tiny", *words, "--output", str(folder / name)]) == EXIT_DONE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset and a run on it."""
    need(Language.PYTHON3)
    folder = tmp_path_factory.mktemp("trained")
    texts = [one.source for one in datasets.solutions(Language.PYTHON3, NUMBERS)] + [TOLD.format(number=1)]
    words = tokenizer.train([*texts, "# LANGUAGE IS python3 CORRECT SOLUTION INCORRECT RATING: TAGS: math,dp"], 400)
    words.save(folder / "words.model")
    datasets.dataset(folder / "set", **{split: problems(split) for split in ("train", "valid", "test")})
    train(folder, "trained", 150)
    return folder


@pytest.fixture(scope="module")
def made_twice(made: Path) -> Path:
    """The same, and a run that ended when training had hardly begun."""
    train(made, "begun", 3)
    return made


def study(made: Path, output: Path, name: str, *of: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    command = ["study", name, str(made / "set"), *(str(made / one) for one in of), "--output", str(output)]
    sampled = ["--samples", str(SAMPLES), "--slots", "8", "--prompt_samples", "4", "--languages", "python3", *more]
    assert beam_runner.main(command + (sampled if name not in ("copying", "difficulty") else [])) == EXIT_DONE
    return read_study(output)


def rows(made: Path, output: Path, name: str, *of: str, more: tuple[str, ...] = ()) -> list[Row]:
    """The rows of a study; all of the samples that were to be made are in each."""
    found: list[Row] = study(made, output, name, *of, more=more)["rows"]
    sampled = [row for row in found if row["variant"] != "clustering"]
    assert {(row["samples"], row["problems"]) for row in sampled} == {(SAMPLES * len(NUMBERS), len(NUMBERS))}
    return found


def test_what_was_sampled_is_studied(made: Path, tmp_path: Path) -> None:
    (row,) = rows(made, tmp_path / "out", "functions", "trained")
    assert 0.0 < row["pass@1"] <= row["pass@8"] <= 1.0
    samples, evaluation = (str(tmp_path / "out" / "functions" / name) for name in ("samples", "evaluation"))
    assert {one.language for one in SampleFolder(Path(samples)).samples()} == {Language.PYTHON3}
    found = study(made, tmp_path / "copying", "copying", samples, evaluation)
    groups = {one["variant"]: one for one in found["rows"]}
    assert groups["programs that solve"]["whole copies"] == groups["programs that solve"]["programs"] > 0, "all were seen"
    assert found["copying"]["problems_solved"] > found["copying"]["problems_solved_by_no_copy"] == 0
    easy, hard, *tags = study(made, tmp_path / "difficulty", "difficulty", evaluation)["rows"]
    assert (easy["variant"], easy["problems"]) == ("rating 800-1199", 2)
    assert (hard["variant"], hard["problems"]) == ("rating 1200-1599", 3)
    assert [one["problems"] for one in tags] == [5, 5], "each of the two tags is of every problem"


@pytest.mark.slow
def test_a_lower_loss_solves_more(made_twice: Path, tmp_path: Path) -> None:
    begun, trained = rows(made_twice, tmp_path / "out", "loss", "trained", "begun")
    assert (begun["variant"], trained["variant"]) == ("begun", "trained"), "in the order of the loss"
    assert float(begun["validation loss"]) > float(trained["validation loss"])
    assert begun["solved by 10"] == 0.0
    assert trained["solved by 10"] > 0.0


@pytest.mark.slow
def test_each_model_of_an_ablation_has_its_row_and_clustering_the_last(made_twice: Path, tmp_path: Path) -> None:
    begun, trained, clustering = rows(made_twice, tmp_path / "out", "ablation", "begun", "trained")
    assert (begun["variant"], trained["variant"], clustering["variant"]) == ("begun", "trained", "clustering")
    assert begun["10@1, filtered"] == 0.0 < trained["10@1, filtered"]
    assert set(clustering) == {"variant", *(name for name in trained if name.endswith(", filtered"))}
    again = tmp_path / "out" / "trained" / "samples"
    before = {path.name: path.stat().st_mtime_ns for path in again.iterdir()}
    assert rows(made_twice, tmp_path / "out", "ablation", "begun", "trained")[1] == trained
    assert {path.name: path.stat().st_mtime_ns for path in again.iterdir()} == before, "nothing is sampled anew"


@pytest.mark.slow
def test_tags_and_ratings_stand_in_the_prompts_of_their_variants(made: Path, tmp_path: Path) -> None:
    found = {row["variant"]: row for row in rows(made, tmp_path / "out", "tags", "trained")}
    assert set(found) == {"true", "random", "none", "rating_true_tags_none", "rating_none_tags_true"}
    assert found["true"]["solving"] > 0.0
    said = {name: list(SampleFolder(tmp_path / "out" / name / "samples").samples()) for name in found}
    assert {one.rating for one in said["true"]} == {800, 1200}
    assert {(one.rating, one.tags) for one in said["none"]} == {(0, ())}
    assert {one.tags for one in said["rating_none_tags_true"]} == {("math", "dp")}
    assert len({one.rating for one in said["random"]}) > 2


@pytest.mark.slow
def test_only_the_statements_change(made: Path, tmp_path: Path) -> None:
    found = {row["variant"]: row for row in rows(made, tmp_path / "out", "descriptions", "trained")}
    assert set(found) == {"original", "reordered", "simplified", "noisy", "without_constraints"}
    assert found["original"]["changed"] == 0
    assert found["reordered"]["changed"] == found["noisy"]["changed"] == found["without_constraints"]["changed"] == len(NUMBERS)
    assert found["original"]["solving"] > 0.0


@pytest.mark.slow
def test_of_two_temperatures_the_hotter_writes_more_programs(made: Path, tmp_path: Path) -> None:
    cold, hot = rows(made, tmp_path / "out", "temperature", "trained", more=("--temperatures", "4", "0"))
    assert (cold["variant"], hot["variant"]) == ("0", "4"), "from the coldest"
    assert cold["solving"] > hot["solving"]
    figures = [json.loads((tmp_path / "out" / name / "evaluation" / "summary.json").read_text()) for name in ("0", "4")]
    assert figures[0]["programs"] < figures[1]["programs"]
