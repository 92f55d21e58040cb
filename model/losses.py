"""Losses: next token with tempering and GOLD, masked token, correctness. Sums and what to divide them by are kept apart.

A mean over a batch that is computed in parts is the parts' sums over the whole batch's weight, so each function here returns a
sum, and `totals` the weights. B rows, S / T places of encoder / decoder, V vocabulary.
"""

# ruff: noqa: N803, N806
from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from model import network
from model.batch import Batch
from model.configuration import Config, TrainConfig
from model.network import Params


class Totals(NamedTuple):
    """Weights of a batch, scalars: what its losses' sums are divided by, at least 1 each."""

    language: jax.Array
    masked: jax.Array
    value: jax.Array
    prefix: jax.Array


class Sums(NamedTuple):
    """Sums of a batch's losses, scalars, each over the places that count. `gold_weight`: of GOLD's weights, 1 each without."""

    language: jax.Array
    masked: jax.Array
    value: jax.Array
    prefix: jax.Array
    gold_weight: jax.Array
    value_right: jax.Array
    """Labelled rows that the value head tells right."""


def log_probabilities(logits_BxTxV: jax.Array, targets_BxT: jax.Array, temperature: float = 1.0) -> jax.Array:
    """BxT: log softmax(logits / temperature) at the targets (tempering: Dabre and Fujita 2020)."""
    tempered_BxTxV = logits_BxTxV / temperature
    chosen_BxT = jnp.take_along_axis(tempered_BxTxV, targets_BxT[..., None], axis=-1)[..., 0]
    return chosen_BxT - jax.nn.logsumexp(tempered_BxTxV, axis=-1)


def gold_weights(train: TrainConfig, log_probabilities_BxT: jax.Array, correct_B: jax.Array, step: jax.Array) -> jax.Array:
    """BxT: max(P^power, floor) of each token, no gradient; 1 where GOLD does not apply (paper, section 4.3).

    `correct_B` counts where GOLD leaves incorrect solutions alone; `step` is that of training.
    """
    weights_BxT = jnp.maximum(jnp.exp(train.gold_power * log_probabilities_BxT), train.gold_floor)
    applies_B = (step >= train.gold_from) & (train.gold_on_incorrect | (correct_B > 0))
    return jax.lax.stop_gradient(jnp.where(applies_B[:, None], weights_BxT, 1.0))


def language_sum(
    train: TrainConfig,
    logits_BxTxV: jax.Array,
    targets_BxT: jax.Array,
    weights_BxT: jax.Array,
    correct_B: jax.Array,
    step: jax.Array,
) -> tuple[jax.Array, jax.Array]:
    """The next-token loss, and the sum of GOLD's weights."""
    log_BxT = log_probabilities(logits_BxTxV, targets_BxT, train.temperature)
    gold_BxT = gold_weights(train, log_BxT, correct_B, step) if train.gold else jnp.ones_like(log_BxT)
    return -(gold_BxT * log_BxT * weights_BxT).sum(), (gold_BxT * weights_BxT).sum()


def token_sum(logits_BxSxV: jax.Array, targets_BxS: jax.Array, weights_BxS: jax.Array) -> jax.Array:
    """The plain loss at places with weight: of masked tokens, and of a decoder-only model's prefix."""
    return -(log_probabilities(logits_BxSxV, targets_BxS) * weights_BxS).sum()


def value_sum(logits_B: jax.Array, correct_B: jax.Array, weights_B: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Binary cross-entropy of the value head, and how many rows it tells right."""
    losses_B = jnp.logaddexp(0.0, logits_B) - correct_B * logits_B
    right_B = (logits_B > 0) == (correct_B > 0.5)
    return (losses_B * weights_B).sum(), (right_B * weights_B).sum()


def prefix_targets(batch: Batch) -> tuple[jax.Array, jax.Array]:
    """BxS twice: the next token of each of the encoder's, and 1 where there is one in the same document."""
    tokens_BxS, segments_BxS = jnp.asarray(batch.encoder_tokens), jnp.asarray(batch.encoder_segments)
    following_BxS = jnp.pad(tokens_BxS[:, 1:], ((0, 0), (0, 1)))
    same_BxS = jnp.pad(segments_BxS[:, 1:] == segments_BxS[:, :-1], ((0, 0), (0, 1))) & (segments_BxS > 0)
    return following_BxS, same_BxS.astype(jnp.float32)


def totals(batch: Batch) -> Totals:
    """A batch's weights."""
    weights = batch.decoder_weights, batch.masked_weights, batch.correct_weights, prefix_targets(batch)[1]
    return Totals(*(jnp.maximum(jnp.asarray(one).sum(), 1.0) for one in weights))


def sums(config: Config, params: Params, batch: Batch, step: jax.Array) -> Sums:
    """All losses of a batch; one whose weight is 0 is not computed, and is 0."""
    model, train = config.model, config.train
    of: Any = batch  # numpy's arrays, or what stands for them while this is traced
    hidden = network.forward(model, params, of.encoder_tokens, of.encoder_segments, of.decoder_tokens, of.decoder_segments)
    masked = prefix = value = right = jnp.zeros(())
    raw = network.logits(model, params, hidden.decoded_BxTxD)
    language, gold = language_sum(train, raw, of.decoder_targets, of.decoder_weights, of.correct, step)
    if train.masked_weight and not model.decoder_only:
        raw = network.logits(model, params, hidden.encoded_BxSxD)
        masked = token_sum(raw, of.masked_targets, of.masked_weights)
    if train.prefix_weight and model.decoder_only:
        prefix = token_sum(network.logits(model, params, hidden.encoded_BxSxD), *prefix_targets(batch))
    if train.value_weight and model.value_blocks:
        told_B = network.value(model, params, hidden.decoded_BxTxD, of.decoder_segments)
        value, right = value_sum(told_B, of.correct, of.correct_weights)
    return Sums(language, masked, value, prefix, gold, right)


def loss(config: Config, of: Sums, over: Totals) -> jax.Array:
    """The weighted sum that is minimised."""
    train = config.train
    return (
        train.language_weight * of.language / over.language
        + train.masked_weight * of.masked / over.masked
        + train.value_weight * of.value / over.value
        + train.prefix_weight * of.prefix / over.prefix
    )


def parts(of: Sums, over: Totals) -> dict[str, jax.Array]:
    """The losses by name, for the record."""
    return {
        "language_loss": of.language / over.language,
        "masked_loss": of.masked / over.masked,
        "value_loss": of.value / over.value,
        "prefix_loss": of.prefix / over.prefix,
        "gold_weight": of.gold_weight / over.language,
        "value_accuracy": of.value_right / over.value,
    }
