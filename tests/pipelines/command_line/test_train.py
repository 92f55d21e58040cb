"""`codequorum train`: from parquet to a checkpoint, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("jax")
pytest.importorskip("sentencepiece")

import beam_runner
from model.training import metrics
from model.training.checkpoints import find, read_about, whole_steps
from pipelines.command_line.grammar import EXIT_DONE, EXIT_FAILED, EXIT_USAGE
from tests.model.data.datasets import CPP, PYTHON, dataset, problem, solutions, tokenizer

SMALL = [
    *("vocabulary_size=400", "d_model=16", "heads=2", "head_dim=8", "encoder_blocks=1", "decoder_blocks=1", "fan_out=2"),
    *("value_blocks=0", "compute_dtype=float32", "encoder_tokens=64", "decoder_tokens=32"),
    *("batch=2", "steps=3", "save_every=2", "validate_every=3", "validation_batches=1", "log_every=1"),
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A dataset, a tokenizer, a small model."""
    folder = tmp_path_factory.mktemp("data")
    right = (*solutions(PYTHON, range(3)), *solutions(CPP, range(3)))
    problems = [problem(name, right, description=f"Add one, says {name}.") for name in ("a", "b")]
    tokenizer().save(folder / "tokenizer.model")
    path = dataset(folder / "set", train=problems, valid=problems)
    return [*SMALL, f"data.dataset={path}", f"data.tokenizer={folder}/tokenizer.model"]


def test_a_run_leaves_all_that_it_is_of(settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["train", "--config", "tiny", *settings, "train.sample_every=3", "--output", str(tmp_path / "run")]
    assert beam_runner.main(command) == EXIT_DONE
    said = capsys.readouterr()
    assert "3 steps done" in said.out
    assert "[3/3]" in said.err
    run = tmp_path / "run"
    assert 3 in whole_steps(run)
    assert read_about(find(run)).config.train.steps == 3
    assert [told["step"] for told in metrics.read(run) if "loss" in told] == [1, 2, 3]
    (written,) = map(json.loads, (run / "samples.jsonl").read_text().splitlines())
    assert written["step"] == 3
    assert all(f"== {name}, {language}" in written["text"] for name in ("a", "b") for language in ("python3", "cpp"))
    assert (run / "tokenizer.model").exists()
    assert '"problems": 2' in (run / "data.json").read_text()
    assert beam_runner.main(command) == EXIT_USAGE
    assert "--resume auto" in capsys.readouterr().err
    assert beam_runner.main([*command, "--resume", "auto", "train.steps=4"]) == EXIT_DONE
    assert "4 steps done" in capsys.readouterr().out


def test_a_loss_that_is_no_number_is_a_failure_in_one_line(
    settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wild = ["train.learning_rate=1e38", "train.warm_up=1", "train.clip=0"]
    assert beam_runner.main(["train", *settings, *wild, "--output", str(tmp_path)]) == EXIT_FAILED
    last = capsys.readouterr().err.splitlines()[-1]
    assert "batch of step" in last
    assert "train.learning_rate" in last


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--config", "tinny"], "'tinny'"),
        (["train.stepz=3"], "'train.steps'"),
        (["--frobnicate"], "--frobnicate"),
        ([], "--output"),
        (["--output", "x"], "data.tokenizer"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(["train", *words]) == EXIT_USAGE
    line = capsys.readouterr().err.strip()
    assert said in line
    assert "\n" not in line


def test_another_vocabulary_is_refused(settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(["train", *settings, "model.vocabulary_size=100", "--output", str(tmp_path / "run")]) == EXIT_USAGE
    line = capsys.readouterr().err.strip()
    assert "vocabulary_size" in line
    assert "100" in line
    assert not (tmp_path / "run").exists()


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "run"
    assert (
        beam_runner.main(["train", "--config", "300M", "train.peak_tflops=100", "--dry_run", "--output", str(run)]) == EXIT_DONE
    )
    assert "parameters          283,8" in capsys.readouterr().out
    assert not run.exists()
