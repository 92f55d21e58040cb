"""Laws of the losses."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import losses
from model.configuration import Config, TrainConfig
from model.network import Params
from model.training.mesh import make_mesh
from model.training.step import sharded_begin
from tests.model.small_model import DECODER_ONLY, MODEL, SMALL, make_batch, with_train

PLAIN = TrainConfig()
TEMPERED = replace(PLAIN, temperature=0.2)
GOLD = replace(TEMPERED, gold=True, gold_from=10)
STEP = jnp.asarray(10)


def params_of(config: Config) -> Params:
    params: Params = sharded_begin(replace(SMALL, model=config.model), make_mesh(SMALL.train)).params
    return params


def drawn(seed: int) -> tuple[jax.Array, jax.Array, jax.Array, jax.Array]:
    """Logits, targets, weights, correct."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(3, 5, 7)).astype(np.float32)
    weights = (rng.random((3, 5)) < 0.7).astype(np.float32)
    return jnp.asarray(logits), jnp.asarray(rng.integers(0, 7, (3, 5))), jnp.asarray(weights), jnp.asarray([1.0, 0.0, 1.0])


def language(train: TrainConfig, logits: jax.Array, *rest: jax.Array, step: jax.Array = STEP) -> jax.Array:
    targets, weights, correct = rest
    return losses.language_sum(train, logits, targets, weights, correct, step)[0]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), temperature=st.sampled_from([0.12, 0.2, 1.0, 3.0]))
def test_tempering_is_the_softmax_of_divided_logits(seed: int, temperature: float) -> None:
    logits, targets, *_ = drawn(seed)
    found = losses.log_probabilities(logits, targets, temperature)
    exact = np.asarray(logits, np.float64) / temperature
    exact -= np.log(np.exp(exact).sum(-1, keepdims=True))
    np.testing.assert_allclose(found, np.take_along_axis(exact, np.asarray(targets)[..., None], -1)[..., 0], atol=1e-4)


@pytest.mark.parametrize("how", [{"gold_power": 0.0}, {"gold_floor": 1.0}, {"gold_from": 11}], ids=str)
def test_gold_with_weight_one_is_maximum_likelihood(how: dict[str, float]) -> None:
    """And before its first step it is tempering alone. Loss and gradient."""
    arrays = drawn(1)
    gold = replace(GOLD, **how)  # type: ignore[arg-type]
    slope = jax.value_and_grad(language, argnums=1)
    for one, other in zip(slope(gold, *arrays), slope(TEMPERED, *arrays), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_the_gradient_of_gold_is_each_tokens_own_times_its_weight() -> None:
    """The weight itself is not differentiated: -sum of w grad log P, w = max(P^(1/2), 0.05)."""
    logits, targets, weights, correct = drawn(2)
    found = jax.grad(language, argnums=1)(GOLD, logits, targets, weights, correct)
    tempered = np.asarray(logits, np.float64) / 0.2
    chances = np.exp(tempered) / np.exp(tempered).sum(-1, keepdims=True)
    one_hot = np.eye(7)[np.asarray(targets)]
    gold = np.maximum(np.sqrt((chances * one_hot).sum(-1)), 0.05)
    expected = (chances - one_hot) / 0.2 * (gold * np.asarray(weights))[..., None]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_gold_can_leave_incorrect_solutions_alone() -> None:
    logits, targets, weights, correct = drawn(3)
    some = replace(GOLD, gold_on_incorrect=False)
    by_row = [
        [float(language(train, *(array[row : row + 1] for array in (logits, targets, weights, correct)))) for row in range(3)]
        for train in (some, GOLD, TEMPERED)
    ]
    np.testing.assert_allclose(by_row[0], [by_row[1][0], by_row[2][1], by_row[1][2]], rtol=1e-6)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), gold=st.booleans())
def test_places_without_weight_change_neither_loss_nor_gradient(seed: int, gold: bool) -> None:
    logits, targets, weights, correct = drawn(seed)
    train = GOLD if gold else TEMPERED
    slope = jax.value_and_grad(language, argnums=1)
    loss, gradient = slope(train, logits, targets, weights, correct)
    noisy = jnp.where(weights[..., None] > 0, logits, 9 * logits + 1)
    again, gradient_again = slope(train, noisy, jnp.where(weights > 0, targets, 0), weights, correct)
    np.testing.assert_allclose(loss, again, rtol=1e-6)
    np.testing.assert_array_equal(np.asarray(gradient)[np.asarray(weights) == 0], 0)
    np.testing.assert_allclose(gradient, gradient_again, atol=1e-6)


def test_the_value_loss_is_binary_cross_entropy_of_labelled_rows() -> None:
    told, correct, weights = (
        jnp.array([2.0, -1.0, 5.0, -300.0]),
        jnp.array([1.0, 1.0, 0.0, 1.0]),
        jnp.array([1.0, 1.0, 0.0, 1.0]),
    )
    loss, right = losses.value_sum(told, correct, weights)
    chance = 1 / (1 + np.exp(-np.array([2.0, -1.0])))
    np.testing.assert_allclose(loss, -np.log(chance).sum() + 300.0, rtol=1e-6)
    assert float(right) == 1


def slopes(config: Config, **changes: np.ndarray) -> list[float]:
    """How much each part's sum moves when the batch is changed at places that should not count."""
    batch = make_batch(model=config.model, encoder=(5, 4), decoder=(4, 2))
    params = params_of(config)
    sums = jax.jit(lambda batch: losses.sums(config, params, batch, jnp.asarray(0)))
    before, after = sums(batch), sums(batch._replace(**changes))
    return [abs(float(one) - float(other)) for one, other in zip(before, after, strict=True)]


def test_masked_targets_count_at_masked_places_only() -> None:
    batch = make_batch(encoder=(5, 4), decoder=(4, 2))
    elsewhere = np.where(batch.masked_weights > 0, batch.masked_targets, 9).astype(np.int32)
    assert max(slopes(SMALL, masked_targets=elsewhere)) == 0
    there = np.where(batch.masked_weights > 0, 9, batch.masked_targets).astype(np.int32)
    moved = slopes(SMALL, masked_targets=there)
    assert moved[1] > 1e-3
    assert moved[0] == moved[2] == 0


def test_a_batch_without_anything_to_count_has_no_loss_rather_than_none_that_is_a_number() -> None:
    batch = make_batch()
    nothing = np.zeros_like
    empty = batch._replace(
        decoder_weights=nothing(batch.decoder_weights),
        masked_weights=nothing(batch.masked_weights),
        correct_weights=nothing(batch.correct_weights),
    )
    params = params_of(SMALL)
    of = jax.jit(lambda: losses.sums(SMALL, params, empty, jnp.asarray(0)))()
    assert float(losses.loss(SMALL, of, losses.totals(empty))) == 0


@pytest.mark.parametrize("name", ["masked_weight", "value_weight"])
def test_a_loss_of_weight_zero_is_switched_off(name: str) -> None:
    config = with_train(**{name: 0.0})
    params = params_of(config)
    batch = make_batch()
    of = jax.jit(lambda: losses.sums(config, params, batch, jnp.asarray(0)))()
    part = name.removesuffix("_weight")
    assert float(getattr(of, part)) == 0
    assert all(float(getattr(of, other)) > 0 for other in {"language", "masked", "value"} - {part})


def test_the_prefix_is_learnt_by_a_decoder_only_model_within_each_document() -> None:
    config = replace(with_train(prefix_weight=1.0), model=DECODER_ONLY)
    batch = make_batch(encoder=(5, 4), decoder=(4, 2))
    following, counts = losses.prefix_targets(batch)
    assert counts[0].tolist() == [1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0]
    np.testing.assert_array_equal(following[:, :8], batch.encoder_tokens[:, 1:9])
    params = params_of(config)
    of = jax.jit(lambda: losses.sums(config, params, batch, jnp.asarray(0)))()
    assert float(of.prefix / counts.sum()) == pytest.approx(np.log(MODEL.vocabulary_size), rel=0.3)
    assert float(of.masked) == 0
