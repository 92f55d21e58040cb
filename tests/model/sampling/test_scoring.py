"""A sample's score is what the value head says of it, as the loss reads it, whatever is scored beside it."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from model.batch import Batch
from model.configuration import ModelConfig
from model.losses import value_sum
from model.network import Params, forward, value
from model.sampling import scoring
from model.sampling.scoring import Pair, scores
from model.tokenizer import BOS, EOS
from tests.model.sampling.small import config_of, params_of

CONFIG = config_of(value_blocks=1)


def pairs(count: int) -> list[Pair]:
    rng = np.random.default_rng(4)
    return [
        (tuple(map(int, rng.integers(5, 600, rng.integers(0, 25)))), tuple(map(int, rng.integers(5, 600, rng.integers(0, 20)))))
        for _ in range(count)
    ]


def as_in_training(config: ModelConfig, pair: Pair) -> Batch:
    """The row that training makes of a pair."""
    source, target = pair
    reads, writes = np.zeros((1, config.encoder_tokens), np.int32), np.zeros((1, config.decoder_tokens), np.int32)
    targets = np.zeros_like(writes)
    reads[0, : len(source)] = source
    whole = (*target, EOS)[: config.decoder_tokens]
    targets[0, : len(whole)] = whole
    writes[0, : len(whole)] = (BOS, *target)[: len(whole)]
    ones, none = np.ones(1, np.float32), np.zeros(reads.shape, np.float32)
    segments = (np.arange(writes.shape[1])[None] < len(whole)).astype(np.int32)
    read = (np.arange(reads.shape[1])[None] < len(source)).astype(np.int32)
    return Batch(reads, read, writes, targets, segments, segments.astype(np.float32), np.zeros_like(reads), none, ones, ones)


@jax.jit
def told_by(params: Params, batch: Batch) -> jax.Array:
    of: Any = batch
    hidden = forward(CONFIG, params, of.encoder_tokens, of.encoder_segments, of.decoder_tokens, of.decoder_segments)
    return value(CONFIG, params, hidden.decoded_BxTxD, of.decoder_segments)


def test_scores_are_those_that_the_loss_reads() -> None:
    params, asked = params_of(CONFIG), pairs(5)
    for pair, found in zip(asked, scores(CONFIG, params, asked), strict=True):
        batch = as_in_training(CONFIG, pair)
        told = told_by(params, batch)
        loss, _ = value_sum(told, jnp.ones(1), jnp.ones(1))
        assert np.log(found) == pytest.approx(-float(loss), abs=1e-5)


def test_scores_do_not_depend_on_what_else_is_scored() -> None:
    params, asked = params_of(CONFIG), pairs(scoring.AT_ONCE + 3)
    together = scores(CONFIG, params, asked)
    assert len(together) == len(asked)
    assert all(0 < one < 1 for one in together)
    assert scores(CONFIG, params, asked[-1:])[0] == pytest.approx(together[-1], abs=1e-6)
    assert scores(CONFIG, params, asked[::-1]) == pytest.approx(together[::-1], abs=1e-6)
    assert scores(CONFIG, params, []) == []


def test_a_model_without_a_value_head_has_no_scores() -> None:
    config = config_of(value_blocks=0)
    with pytest.raises(KeyError, match="value"):
        scores(config, params_of(config), pairs(1))
