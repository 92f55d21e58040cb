"""`codequorum laws`: from metrics to exponents, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the model's libraries are not installed")
pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

import beam_runner
from pipelines.command_line.grammar import EXIT_DONE, EXIT_USAGE
from tests.model.data.datasets import PYTHON, dataset, problem, solutions, tokenizer
from tests.model.laws.synthetic import TRUTH, isoflop_points


def written(folder: Path) -> list[str]:
    """Runs as the trainer leaves them."""
    paths = []
    for place, point in enumerate(isoflop_points(TRUTH, sizes=5)):
        run = folder / str(place)
        run.mkdir(parents=True)
        told = [{"parameters": point.parameters}, {"validation_loss": point.loss, "tokens": point.tokens, "flop": point.flop}]
        (run / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in told))
        paths.append(str(run))
    return paths


def test_runs_give_exponents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["laws", *written(tmp_path / "runs"), "--output", str(tmp_path / "laws"), "--draws", "5", "--no_plots"]
    assert beam_runner.main(arguments) == EXIT_DONE
    said = capsys.readouterr().out
    assert "20 runs, 20 points" in said
    assert "isoFLOP parabolas: a 0.45" in said
    found = json.loads((tmp_path / "laws" / "laws.json").read_text())
    assert found["isoflop"]["a"]["value"] == pytest.approx(TRUTH.exponents[0], abs=0.02)


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        ([], EXIT_USAGE, "no RUN"),
        (["{tmp}/nowhere"], EXIT_USAGE, "nowhere"),
        (["{run}", "--draws", "0"], EXIT_USAGE, "--draws 0"),
        (["{run}", "--loss", "accuracy"], EXIT_USAGE, "'accuracy'"),
        (["--d_model", "16"], EXIT_USAGE, "--d_model is of models to be trained, which needs --computes"),
        (["--config", "tinny", "--computes", "1e12"], EXIT_USAGE, "no preset 'tinny'"),
        (["{run}", "--colour"], EXIT_USAGE, "'--colour'"),
    ],
)
def test_what_cannot_be_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], code: int, word: str
) -> None:
    run = written(tmp_path / "runs")[0]
    arguments = ["laws", *(one.format(tmp=tmp_path, run=run) for one in more), "--output", str(tmp_path / "laws")]
    assert beam_runner.main(arguments) == code
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert word in line


@pytest.mark.slow
def test_a_sweep_trains_small_models_and_fits_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vocabulary = tokenizer()
    vocabulary.save(tmp_path / "t.model")
    built = dataset(
        tmp_path / "d",
        train=[problem(f"p{place}", solutions(PYTHON, range(20))) for place in range(5)],
        valid=[problem("q", solutions(PYTHON, range(20)))],
    )
    settings = [f"data.dataset={built}", f"data.tokenizer={tmp_path / 't.model'}", "data.kind=pretrain"]
    settings += ["vocabulary_size=400", "encoder_tokens=64", "decoder_tokens=32", "batch=4", "learning_rate=5e-3"]
    arguments = ["laws", "--config", "tiny", "--d_model", "16", "32", "--computes", "2e9", "4e9", "6e9", "--draws", "5"]
    arguments += ["--output", str(tmp_path / "laws"), "--no_plots", *(word for one in settings for word in ("--set", one))]
    assert beam_runner.main(arguments) == EXIT_DONE
    first = capsys.readouterr().out
    assert "6 runs" in first
    found = json.loads((tmp_path / "laws" / "laws.json").read_text())
    assert found["kaplan"]["alpha_d"]["value"] > 0
    assert beam_runner.main(arguments) == EXIT_DONE
    assert capsys.readouterr().out == first, "nothing is trained again"
