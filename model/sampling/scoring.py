"""How likely the model itself thinks a program to be right: the value head's answer, AlphaCode 2's score."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import jax
import numpy as np

from model.configuration import ModelConfig
from model.network import forward, value
from model.network.layout import Params
from model.tokenizer import BOS

AT_ONCE = 16
Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""What was read and what was written, in tokens."""


def scores(config: ModelConfig, params: Params, pairs: Sequence[Pair]) -> list[float]:
    """The probability that each program is right, 0..1. `pairs` must not tell the verdict in what was read.

    Raises KeyError for a model without a value head.
    """
    if "value" not in params:
        raise KeyError("value")
    found: list[float] = []
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        reads = np.zeros((AT_ONCE, config.encoder_tokens), np.int32)
        writes = np.zeros((AT_ONCE, config.decoder_tokens), np.int32)
        sources, targets = np.zeros_like(reads), np.zeros_like(writes)
        for row, (source, target) in enumerate(some):
            source = source[: config.encoder_tokens]
            written = (BOS, *target)[: config.decoder_tokens]
            reads[row, : len(source)], sources[row, : len(source)] = source, 1
            writes[row, : len(written)], targets[row, : len(written)] = written, 1
        logits = _values(config, params, reads, sources, writes, targets)
        found += map(float, np.asarray(jax.nn.sigmoid(logits))[: len(some)])
    return found


@partial(jax.jit, static_argnums=0)
def _values(
    config: ModelConfig, params: Params, reads: jax.Array, sources: jax.Array, writes: jax.Array, targets: jax.Array
) -> jax.Array:
    hidden = forward(config, params, reads, sources, writes, targets)
    return value(config, params, hidden.decoded_BxTxD, targets)
