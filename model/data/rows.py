"""Pairs of token sequences laid into the arrays of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.batch import Batch, Int32s
from model.tokenizer import BOS, EOS, MASK


class Pair(NamedTuple):
    """What is read and what is written. `ended` says whether the target is whole, so that EOS follows it."""

    source: Int32s
    target: Int32s
    ended: bool = True

    @property
    def written(self) -> int:
        """Places in the decoder."""
        return len(self.target) + self.ended


def empty_batch(rows: int, encoder_tokens: int, decoder_tokens: int) -> Batch:
    """A batch that holds nothing yet."""
    reads, writes = (rows, encoder_tokens), (rows, decoder_tokens)
    return Batch(
        encoder_tokens=np.zeros(reads, np.int32),
        encoder_segments=np.zeros(reads, np.int32),
        decoder_tokens=np.zeros(writes, np.int32),
        decoder_targets=np.zeros(writes, np.int32),
        decoder_segments=np.zeros(writes, np.int32),
        decoder_weights=np.zeros(writes, np.float32),
        masked_targets=np.zeros(reads, np.int32),
        masked_weights=np.zeros(reads, np.float32),
        correct=np.zeros(rows, np.float32),
        correct_weights=np.zeros(rows, np.float32),
    )


def lay(batch: Batch, row: int, pairs: Sequence[Pair]) -> None:
    """Put pairs side by side into a row. Raises ValueError where they do not fit: nothing is cut here."""
    read = wrote = 0
    for number, pair in enumerate(pairs, start=1):
        until, end = read + len(pair.source), wrote + pair.written
        if until > batch.encoder_tokens.shape[1] or end > batch.decoder_tokens.shape[1]:
            raise ValueError(f"a pair of {len(pair.source)} and {pair.written} tokens does not fit into the row")
        batch.encoder_tokens[row, read:until] = pair.source
        batch.encoder_segments[row, read:until] = number
        batch.decoder_targets[row, wrote : wrote + len(pair.target)] = pair.target
        if pair.ended:
            batch.decoder_targets[row, end - 1] = EOS
        batch.decoder_tokens[row, wrote] = BOS
        batch.decoder_tokens[row, wrote + 1 : end] = batch.decoder_targets[row, wrote : end - 1]
        batch.decoder_segments[row, wrote:end] = number
        batch.decoder_weights[row, wrote:end] = 1
        read, wrote = until, end


def mask(batch: Batch, rate: float, rng: np.random.Generator) -> None:
    """Hide a share of the encoder's tokens, each with the same chance, and note what they were."""
    hidden = (rng.random(batch.encoder_tokens.shape) < rate) & (batch.encoder_segments > 0)
    batch.masked_targets[hidden] = batch.encoder_tokens[hidden]
    batch.masked_weights[hidden] = 1
    batch.encoder_tokens[hidden] = MASK
