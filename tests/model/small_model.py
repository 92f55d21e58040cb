"""Models of a few thousand parameters, and batches of tokens drawn for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.batch import Batch
from model.configuration import Config, DataConfig, ModelConfig, TrainConfig

MODEL = ModelConfig(
    vocabulary_size=32,
    d_model=16,
    heads=4,
    kv_heads=1,
    head_dim=4,
    encoder_blocks=1,
    decoder_blocks=2,
    fan_out=2,
    encoder_tokens=12,
    decoder_tokens=8,
    compute_dtype="float32",
    scan_layers="no",
)
DECODER_ONLY = replace(MODEL, encoder_blocks=0)
TRAIN = TrainConfig(batch=4, steps=6, learning_rate=1e-2, warm_up=2, log_every=1, validate_every=2, save_every=2)
SMALL = Config(replace(MODEL, decoder_blocks=1), DataConfig(), TRAIN)


def with_train(**changes: Any) -> Config:
    """The small configuration with other settings of training."""
    return replace(SMALL, train=replace(TRAIN, **changes))


def segments(lengths: Sequence[int], width: int) -> NDArray[np.int32]:
    """A row of documents of these lengths, numbered from 1, then padding."""
    row = [number for number, length in enumerate(lengths, 1) for _ in range(length)]
    return np.array(row + [0] * (width - len(row)), np.int32)


def make_batch(
    seed: int = 0, rows: int = 4, model: ModelConfig = MODEL, encoder: Sequence[int] = (5, 4), decoder: Sequence[int] = (4, 3)
) -> Batch:
    """Rows of documents of these lengths, tokens drawn, about a third of the encoder's masked."""
    rng = np.random.default_rng(seed)
    reads = np.tile(segments(encoder, model.encoder_tokens), (rows, 1))
    writes = np.tile(segments(decoder, model.decoder_tokens), (rows, 1))

    def tokens(where: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.where(where > 0, rng.integers(4, model.vocabulary_size, where.shape), 0).astype(np.int32)

    masked = ((rng.random(reads.shape) < 0.3) & (reads > 0)).astype(np.float32)
    original = tokens(reads)
    return Batch(
        encoder_tokens=np.where(masked > 0, 3, original).astype(np.int32),
        encoder_segments=reads,
        decoder_tokens=tokens(writes),
        decoder_targets=tokens(writes),
        decoder_segments=writes,
        decoder_weights=(writes > 0).astype(np.float32),
        masked_targets=np.where(masked > 0, original, 0).astype(np.int32),
        masked_weights=masked,
        correct=(rng.random(rows) < 0.5).astype(np.float32),
        correct_weights=np.ones(rows, np.float32),
    )


class SmallBatches:
    """Batches by step. `poisoned`: a step whose batch has a weight that is no number."""

    def __init__(self, poisoned: int | None = None, rows: int = 4) -> None:
        self._poisoned, self._rows = poisoned, rows

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        made = make_batch(step, self._rows)
        if step == self._poisoned:
            made.decoder_weights[0, 0] = np.nan
        return made
