"""The whole study, its plots, its sweep."""

from __future__ import annotations

import dataclasses
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.configuration import Config, ModelConfig, TrainConfig
from model.laws.plots import draw
from model.laws.runs import LawsError, Point, Run
from model.laws.study import lines, study, write
from model.laws.sweep import plan, sized, sweep
from model.training.flops import step_flops
from tests.model.laws.synthetic import TRUTH, curves, isoflop_points


def runs() -> list[Run]:
    single = [Run(str(place), (point,)) for place, point in enumerate(isoflop_points(TRUTH, noise=5e-4))]
    return single + curves(TRUTH, np.geomspace(1e7, 1e9, 12).tolist())


def test_all_approaches_agree_on_what_is_true() -> None:
    found = study(runs()[:36], draws=20)
    for name in ("isoflop", "parametric"):
        for key, truth in zip("ab", TRUTH.exponents, strict=True):
            assert found[name][key]["value"] == pytest.approx(truth, abs=0.02)
            assert found[name][key]["low"] <= found[name][key]["value"] <= found[name][key]["high"]
    assert "sizes" in found["envelope"]["why"]
    assert study(runs()[36:], draws=5)["envelope"]["a"]["value"] == pytest.approx(TRUTH.exponents[0], abs=0.02)


def test_a_study_is_the_same_every_time_and_json(tmp_path: Path) -> None:
    first, again = study(runs()[:36], draws=5, seed=3), study(runs()[:36], draws=5, seed=3)
    assert json.dumps(first) == json.dumps(again)
    write(tmp_path / "new", first)
    assert json.loads((tmp_path / "new" / "laws.json").read_text())["runs"] == 36


def test_what_is_not_possible_says_why() -> None:
    found = study([Run("one", (Point(1e6, 1e7, 6e13, 3.0),), skipped=2)], draws=3)
    said = "\n".join(lines(found))
    assert "five constants need" in said
    assert "fewer than two computes" in said
    assert "2 points without a finite loss" in said
    assert all("why" in found[name] for name in ("envelope", "isoflop", "parametric", "kaplan"))


def test_a_line_for_each_law() -> None:
    said = lines(study(runs()[:36], draws=3))
    assert [line.partition(":")[0] for line in said[1:]] == [
        "approach 1, envelope of curves",
        "approach 2, isoFLOP parabolas",
        "approach 3, parametric fit",
        "L(N, D) of Kaplan et al.",
    ]
    assert "alpha_n" in said[-1]


def test_plots_are_svg_and_the_same_every_time(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    names = [path.name for path in draw(tmp_path / "a", runs())]
    assert names == ["isoflop.svg", "division.svg", "envelope.svg", "parametric.svg", "kaplan.svg"]
    draw(tmp_path / "b", runs())
    for name in names:
        text = (tmp_path / "a" / name).read_text()
        assert ElementTree.fromstring(text).tag.endswith("svg")
        assert text == (tmp_path / "b" / name).read_text()


def test_what_cannot_be_drawn_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert draw(tmp_path, [Run("one", (Point(1e6, 1e7, 6e13, 3.0),))]) == []
    assert list(tmp_path.iterdir()) == []


SMALL = Config(
    ModelConfig(d_model=64, heads=2, head_dim=32, encoder_blocks=2, decoder_blocks=4, encoder_tokens=64, decoder_tokens=32),
    train=TrainConfig(batch=4, warm_up=1000),
)


@given(st.integers(8, 512))
def test_a_model_of_any_width_makes_sense(d_model: int) -> None:
    found = sized(SMALL.model, d_model)
    assert found.d_model == d_model
    assert found.heads % found.kv_heads == 0
    assert found.encoder_blocks >= 1
    assert sized(SMALL.model, SMALL.model.d_model) == SMALL.model
    assert sized(dataclasses.replace(SMALL.model, encoder_blocks=0), d_model).decoder_only


def test_trials_of_a_compute_cost_the_same() -> None:
    trials = plan(SMALL, (32, 64, 96), (3e11, 1e12))
    assert len({trial.name for trial in trials}) == 6
    for trial in trials:
        assert trial.config.train.steps * step_flops(trial.config) == pytest.approx(trial.flop, rel=0.05)
        assert trial.config.train.warm_up <= trial.config.train.steps / 10 + 1
        assert trial.config.train.save_every == trial.config.train.steps
    with pytest.raises(LawsError, match="steps of size 96: give at least"):
        plan(SMALL, (96,), (1e9,))


def test_a_sweep_trains_what_is_not_there_yet(tmp_path: Path) -> None:
    trials = plan(SMALL, (32, 64), (3e11,))
    trained: list[str] = []

    def train(config: Config, folder: Path) -> None:
        trained.append(folder.name)
        told = {"parameters": config.model.d_model, "tokens": 9, "flop": config.train.steps * step_flops(config)}
        (folder / "metrics.jsonl").write_text(json.dumps({**told, "validation_loss": 2.0}) + "\n")

    first = list(sweep(trials, tmp_path, train))
    assert [run.last.parameters for run in first] == [32, 64]
    assert trained == [trial.name for trial in trials]
    assert list(sweep(trials, tmp_path, train)) == first
    assert len(trained) == 2, "nothing is trained twice"
    other = [
        dataclasses.replace(trial, config=dataclasses.replace(trial.config, train=TrainConfig(seed=1))) for trial in trials
    ]
    with pytest.raises(LawsError, match="other settings"):
        list(sweep(other, tmp_path, train))
