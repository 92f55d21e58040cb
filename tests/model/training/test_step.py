"""Laws of a step: parts add up, what is no number changes nothing, the optimiser does as it says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from model.configuration import Config, TrainConfig, load
from model.training.mesh import make_mesh
from model.training.optimiser import decayed, schedule
from model.training.step import State, evaluation, gradient, sharded_begin, train_step
from tests.model.small_model import SMALL, SmallBatches, make_batch, with_train


@cache
def begun() -> State:
    return sharded_begin(SMALL, make_mesh(SMALL.train))


def gradient_of(config: Config) -> Any:
    batch = make_batch(encoder=(6, 2), decoder=(3, 2))
    batch.decoder_weights[0] = 0  # parts of unlike weight
    compiled = jax.jit(lambda params: gradient(config, params, batch, jnp.asarray(0)))
    return compiled(begun().params)


def test_a_batch_in_parts_has_the_gradient_of_the_whole() -> None:
    whole, parts = gradient_of(SMALL), gradient_of(with_train(accumulate=2))
    jax.tree.map(lambda one, other: np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6), whole, parts)


def test_a_step_on_what_is_no_number_changes_nothing() -> None:
    mesh = make_mesh(SMALL.train)
    step = train_step(SMALL, mesh)
    before = sharded_begin(SMALL, mesh)
    kept = jax.tree.map(np.asarray, before)
    after, metrics = step(before, SmallBatches(poisoned=0).batch(0))
    assert not bool(metrics["finite"])
    jax.tree.map(np.testing.assert_array_equal, kept, after)
    further, metrics = step(after, make_batch())
    assert bool(metrics["finite"])
    assert int(further.step) == 1


def test_steps_lower_the_loss_and_validation_is_without_gold() -> None:
    mesh = make_mesh(SMALL.train)
    step, batch, state = train_step(SMALL, mesh), make_batch(), sharded_begin(SMALL, mesh)
    evaluate = evaluation(with_train(gold=True), mesh)
    of, over = evaluate(state.params, batch, jnp.asarray(0))
    told = []
    for _ in range(6):
        state, metrics = step(state, batch)
        told.append(float(metrics["language_loss"]))
    assert told[-1] < told[0] - 0.1
    assert float(of.language / over.language) == pytest.approx(told[0], rel=1e-4)


def test_the_learning_rate_rises_then_falls_to_the_last_one() -> None:
    rate = schedule(load("1B").train)
    assert float(rate(0)) == pytest.approx(1e-9, rel=1e-2)
    assert float(rate(500)) == pytest.approx(0.5e-4, rel=1e-2)
    assert float(rate(1000)) == pytest.approx(1e-4, rel=1e-3)
    assert float(rate(500_500)) == pytest.approx(0.55e-4, rel=1e-2)
    assert float(rate(1_000_000)) == pytest.approx(1e-5, rel=1e-3)
    short = schedule(TrainConfig(steps=1, warm_up=1000))
    assert np.isfinite(float(short(0)))


def test_norms_and_biases_do_not_decay() -> None:
    wanted = jax.tree_util.tree_leaves_with_path(decayed(begun().params))
    kept = {path[-1].key for path, wants in wanted if not wants}
    assert kept == {"norm", "bias"}


def test_a_batch_that_devices_cannot_share_is_refused() -> None:
    devices = jax.devices() * 3
    with pytest.raises(ValueError, match=r"batch = 4.*multiple of 3"):
        make_mesh(SMALL.train, devices)
    with pytest.raises(ValueError, match=r"fsdp = 2 x tensor = 1 does not divide the 3 devices"):
        make_mesh(replace(SMALL.train, fsdp=2), devices)
