"""Runs: stopped and gone on with, poisoned, refused. All with one configuration, so that it is compiled once."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

from model.batch import Batch
from model.training import checkpoints, loop, metrics
from model.training.checkpoints import CheckpointFailed, find, read_about, read_params, read_state, whole_steps
from model.training.loop import Diverged, Run, train
from model.training.mesh import make_mesh
from model.training.step import State, state_shapes, state_shardings
from tests.model.small_model import SMALL, SmallBatches


def state_of(run: Path) -> State:
    shardings = state_shardings(SMALL, make_mesh(SMALL.train))
    return read_state(find(run), SMALL, state_shapes(SMALL), shardings)


def go(output: Path, batches: Any = None, **how: Any) -> loop.Outcome:
    run = Run(SMALL, output, tokenizer="abc", **how)
    return train(run, batches or SmallBatches(), SmallBatches())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A run that nothing stopped."""
    folder = tmp_path_factory.mktemp("runs") / "whole"
    outcome = go(folder)
    assert (outcome.step, outcome.stopped) == (6, False)
    yield folder


class Interrupting(SmallBatches):
    """Sends this process a signal while step 2's batch is trained on: that of step 3 is asked for ahead."""

    def batch(self, step: int) -> Batch:
        if step == 3:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.05)
        return super().batch(step)


def test_a_run_stopped_by_a_signal_and_gone_on_with_ends_bit_for_bit_as_one_that_was_not(whole: Path, tmp_path: Path) -> None:
    stopped = go(tmp_path, Interrupting())
    assert stopped.stopped
    assert whole_steps(tmp_path)[-1] == stopped.step < 6
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    again = go(tmp_path, resume=True)
    assert (again.step, again.stopped) == (6, False)
    jax.tree.map(np.testing.assert_array_equal, state_of(whole), state_of(tmp_path))
    assert trained(tmp_path) == trained(whole)


def test_what_a_killed_run_told_beyond_its_last_checkpoint_is_told_once(whole: Path, tmp_path: Path) -> None:
    """As after a kill at step 5: the checkpoint is that of step 4, half a line is written."""
    run = tmp_path / "killed"
    shutil.copytree(whole, run)
    shutil.rmtree(run / checkpoints.FOLDER / "6")
    if not (run / checkpoints.FOLDER / "4").exists():
        shutil.rmtree(run)
        go(run, Interrupting())
    with open(run / metrics.FILE, "a", encoding="utf-8") as file:
        file.write('{"step": 5, "lo')
    go(run, resume=True)
    assert trained(run) == trained(whole)
    jax.tree.map(np.testing.assert_array_equal, state_of(whole), state_of(run))


def trained(run: Path) -> list[tuple[int, float, int]]:
    """What must not depend on the clock."""
    return [(told["step"], told["loss"], told["tokens"]) for told in metrics.read(run) if "loss" in told]


def test_numbers_are_told_for_a_run_a_step_and_a_validation(whole: Path) -> None:
    first, *rest = metrics.read(whole)
    assert first.keys() >= {"parameters", "parameters_no_embedding", "flop_per_step"}
    assert first["parameters_no_embedding"] < first["parameters"]
    steps = [told for told in rest if "loss" in told]
    assert [told["step"] for told in steps] == [1, 2, 3, 4, 5, 6]
    assert steps[2]["tokens"] == 3 * 4 * (9 + 7)
    assert steps[2]["flop"] == 3 * first["flop_per_step"]
    assert [told["step"] for told in rest if "validation_loss" in told] == [2, 4, 6]
    assert any((whole / metrics.BOARD).iterdir())


def test_the_last_checkpoint_and_the_best_are_kept(whole: Path) -> None:
    losses = {told["step"]: told["validation_loss"] for told in metrics.read(whole) if "validation_loss" in told}
    best = min(losses, key=lambda step: losses[step])
    assert set(whole_steps(whole)) == {best, 6}
    assert find(whole, "best").name == str(best)
    assert read_about(find(whole)).validation_loss == losses[6]
    params, about = read_params(find(whole))
    jax.tree.map(np.testing.assert_array_equal, params, state_of(whole).params)
    assert (about.config, about.tokenizer) == (SMALL, "abc")


def test_a_loss_that_is_no_number_stops_the_run_and_names_the_batch(tmp_path: Path) -> None:
    with pytest.raises(Diverged, match=r"batch of step 3 with seed 0; the last good checkpoint is .*checkpoints/2") as refused:
        go(tmp_path, SmallBatches(poisoned=3))
    assert "nan" in str(refused.value)
    assert whole_steps(tmp_path) == [2]
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(state_of(tmp_path)))
    assert go(tmp_path, resume=True).step == 6


def test_a_run_that_is_there_is_not_written_over(whole: Path) -> None:
    with pytest.raises(ValueError, match="--resume auto"):
        go(whole)
    assert go(whole, resume=True).step == 6


def test_a_checkpoint_of_another_shape_is_refused_in_one_line(whole: Path, tmp_path: Path) -> None:
    other = replace(SMALL, model=replace(SMALL.model, decoder_blocks=2))
    for run in (Run(other, whole, "abc", resume=True), Run(other, tmp_path, "abc", init=whole)):
        with pytest.raises(ValueError, match=r"decoder_blocks = 1, this run's has 2: set model\.decoder_blocks=1") as refused:
            train(run, SmallBatches())
        assert "\n" not in str(refused.value)


def test_another_tokenizer_is_refused(whole: Path, tmp_path: Path) -> None:
    for run in (Run(SMALL, whole, "other", resume=True), Run(SMALL, tmp_path, "other", init=whole)):
        with pytest.raises(ValueError, match=r"'abc'.*'other'.*data\.tokenizer"):
            train(run, SmallBatches())


def test_how_a_model_is_computed_may_differ_from_its_checkpoint(whole: Path) -> None:
    scanned = replace(SMALL, model=replace(SMALL.model, scan_layers="yes", compute_dtype="bfloat16"))
    shapes, shardings = state_shapes(scanned), state_shardings(scanned, make_mesh(scanned.train))
    state = read_state(find(whole), scanned, shapes, shardings)
    jax.tree.map(np.testing.assert_array_equal, state, state_of(whole))


def test_training_begins_with_the_parameters_of_another_run(whole: Path, tmp_path: Path) -> None:
    go(tmp_path, init=whole)
    untaught, taught = (trained(run)[0][1] for run in (whole, tmp_path))
    assert taught < untaught - 0.01
    assert trained(tmp_path)[0][0] == 1


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no checkpoint here"):
        go(tmp_path / "run", init=tmp_path)


def test_a_damaged_checkpoint_is_named(whole: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(whole, run)
    for part in (run / checkpoints.FOLDER / "6" / "state").rglob("*"):
        if part.is_file():
            part.write_bytes(b"")
    with pytest.raises(CheckpointFailed, match=r"checkpoints/6: this checkpoint cannot be read") as refused:
        go(run, resume=True)
    assert "\n" not in str(refused.value)


class Filling(SmallBatches):
    """From step 4 on files may be no larger than this process's smallest."""

    def batch(self, step: int) -> Batch:
        if step == 4:
            resource.setrlimit(resource.RLIMIT_FSIZE, (16384, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        return super().batch(step)


def test_a_full_disk_while_saving_is_said_and_loses_nothing(tmp_path: Path) -> None:
    config = replace(SMALL, data=replace(SMALL.data, workers=0))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(CheckpointFailed) as failed:
            train(Run(config, tmp_path, "abc"), Filling())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    last = whole_steps(tmp_path)[-1]
    assert last in (2, 4)  # the fourth may have been written before the disk was full
    assert f"the last good one is {tmp_path}/checkpoints/{last}" in str(failed.value)
    assert "\n" not in str(failed.value)
    assert int(state_of(tmp_path).step) == last


def test_a_full_disk_while_numbers_are_told_is_named(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    with metrics.Record(tmp_path, 0, io.StringIO()) as record:
        record._lines = full.open("a")
        with pytest.raises(OSError, match=r"metrics\.jsonl: .*No space left.*--resume auto"):
            record.say({"step": 1, "loss": 1.0})


def test_progress_is_a_line_each_where_nobody_watches(tmp_path: Path) -> None:
    terminal = io.StringIO()
    with metrics.Record(tmp_path, 0, terminal) as record:
        record.progress(3, 10, {"loss": 1.23456, "tokens_per_s": 1e4, "mfu": 0.451}, 3700)
        record.say({"step": 3, "loss": float("nan")})
        record.text(3, "print(1)")
    assert terminal.getvalue() == "[3/10] loss 1.235  tokens_per_s 10000  mfu 45.1 %  1 h 01 min left\n"
    assert metrics.read(tmp_path) == [{"step": 3, "loss": None}]
    assert json.loads((tmp_path / "samples.jsonl").read_text()) == {"step": 3, "text": "print(1)"}
