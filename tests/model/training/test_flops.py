"""Arithmetic counted per stack, against counts made by hand and those of a compiled product."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model.configuration import Config, TrainConfig, load
from model.training.dry_run import report
from model.training.flops import BACKWARD, pair_forward, peak_flops, step_flops
from tests.model.small_model import DECODER_ONLY, MODEL, SMALL


@pytest.mark.parametrize(("preset", "tera", "attention"), [("1B", 6.84, 0.14), ("300M", 1.87, 0.22)])
def test_pairs_of_the_papers_models(preset: str, tera: float, attention: float) -> None:
    work = pair_forward(load(preset).model, masked=False)
    assert BACKWARD * work.total / 1e12 == pytest.approx(tera, rel=0.01)
    assert work.attention / work.total == pytest.approx(attention, abs=0.005)


def test_each_part_counts_once() -> None:
    """Two operations for each weight and each place that it meets, beside attention."""
    bare = replace(MODEL, encoder_blocks=1, decoder_blocks=1, value_blocks=0)
    more = replace(bare, encoder_blocks=2)
    added = pair_forward(more).total - pair_forward(bare).total
    weights = 2 * 16 * 16 + 2 * 16 * 4 + 2 * 16 * 32
    assert added == 2 * 12 * weights + 2 * 2 * 12 * 12 * 16
    assert pair_forward(bare).total - pair_forward(bare, masked=False).total == 2 * 12 * 16 * 32


def test_losses_that_are_off_cost_nothing() -> None:
    everything = step_flops(SMALL)
    off = replace(SMALL, train=replace(SMALL.train, masked_weight=0.0, value_weight=0.0))
    assert step_flops(off) == BACKWARD * 4 * pair_forward(SMALL.model, masked=False).total < everything
    baseline = Config(DECODER_ONLY, train=TrainConfig(masked_weight=1.0, value_weight=0.0))
    assert step_flops(baseline) == BACKWARD * 8 * pair_forward(DECODER_ONLY, masked=False).total


def test_peaks_are_known_or_told() -> None:
    assert peak_flops(SMALL, "NVIDIA H200") == 989e12
    assert peak_flops(SMALL, "cpu") == 0
    assert peak_flops(replace(SMALL, train=replace(SMALL.train, peak_tflops=2.0)), "cpu") == 2e12


def test_a_dry_run_of_the_largest_tells_what_it_takes_and_allocates_none_of_it() -> None:
    said = report(load("41B", ["train.peak_tflops=1"]))
    assert "41,184,2" in said
    rows = {line[:20].strip(): line[20:] for line in said.splitlines()}
    assert {"parameters", "memory per device", "FLOP per step", "tokens", "time"} <= rows.keys()
    assert float(rows["memory per device"].split()[0]) > 41.18 * 16 / 1.0737
    assert "9.673e+11 in all" in rows["tokens"]
