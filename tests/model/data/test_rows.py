"""Pairs laid into a batch can be read back; the mask says what it hid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.batch import Batch
from model.data.draws import generator
from model.data.rows import Pair, empty_batch, lay, mask
from model.tokenizer import BOS, EOS, MASK, PAD

TOKENS = st.lists(st.integers(5, 99), min_size=1, max_size=8).map(lambda tokens: np.array(tokens, np.int32))
PAIRS = st.lists(st.builds(Pair, TOKENS, TOKENS, st.booleans()), min_size=1, max_size=4)


def laid(pairs: list[Pair]) -> Batch:
    batch = empty_batch(2, 40, 40)
    lay(batch, 1, pairs)
    return batch


@given(PAIRS)
def test_every_document_is_read_back(pairs: list[Pair]) -> None:
    batch = laid(pairs)
    for number, pair in enumerate(pairs, start=1):
        inside = batch.decoder_segments[1] == number
        target = [*pair.target.tolist(), *([EOS] if pair.ended else [])]
        assert batch.encoder_tokens[1][batch.encoder_segments[1] == number].tolist() == pair.source.tolist()
        assert batch.decoder_targets[1][inside].tolist() == target
        assert batch.decoder_tokens[1][inside].tolist() == [BOS, *target[:-1]]


@given(PAIRS)
def test_the_loss_counts_where_a_document_is_and_nowhere_else(pairs: list[Pair]) -> None:
    batch = laid(pairs)
    assert ((batch.decoder_weights > 0) == (batch.decoder_segments > 0)).all()
    assert ((batch.decoder_targets != PAD) == (batch.decoder_segments > 0)).all()
    assert ((batch.encoder_tokens != PAD) == (batch.encoder_segments > 0)).all()
    assert not any(array[0].any() for array in batch)


@given(PAIRS, st.integers(0, 99), st.sampled_from([0.0, 0.3, 0.999]))
def test_masked_tokens_are_known_and_only_they(pairs: list[Pair], seed: int, rate: float) -> None:
    plain, batch = laid(pairs), laid(pairs)
    mask(batch, rate, generator(seed, "mask"))
    hidden = batch.masked_weights > 0
    assert (batch.encoder_tokens[hidden] == MASK).all()
    assert (np.where(hidden, batch.masked_targets, batch.encoder_tokens) == plain.encoder_tokens).all()
    assert not batch.masked_targets[~hidden].any()
    assert not hidden[batch.encoder_segments == 0].any()
    assert rate or not hidden.any()


def test_the_rate_is_kept() -> None:
    batch = empty_batch(50, 100, 8)
    for row in range(50):
        lay(batch, row, [Pair(np.full(100, 7, np.int32), np.array([9], np.int32))])
    mask(batch, 0.15, generator(0))
    assert batch.masked_weights.mean() == pytest.approx(0.15, abs=0.02)


def test_what_does_not_fit_is_refused() -> None:
    batch = empty_batch(1, 4, 4)
    with pytest.raises(ValueError, match="does not fit"):
        lay(batch, 0, [Pair(np.ones(4, np.int32), np.ones(4, np.int32))])
