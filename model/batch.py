"""What a step of training is given: arrays of one shape, whatever the step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Float32s = NDArray[np.float32]


class Batch(NamedTuple):
    """One batch of pairs (what the encoder reads, what the decoder writes); a pytree for JAX.

    Token 0 is padding, and so is segment 0; documents packed into one row are numbered from 1, by the same numbers in encoder
    and decoder. A row's decoder tokens are BOS and then the target shifted right, document by document. A decoder-only model
    sees the two concatenated: the network does that itself.
    """

    encoder_tokens: Int32s
    """[batch, encoder_length]; masked places already hold MASK."""
    encoder_segments: Int32s
    """[batch, encoder_length]"""
    decoder_tokens: Int32s
    """[batch, decoder_length]; the input."""
    decoder_targets: Int32s
    """[batch, decoder_length]"""
    decoder_segments: Int32s
    """[batch, decoder_length]"""
    decoder_weights: Float32s
    """[batch, decoder_length]; 1 where the loss counts."""
    masked_targets: Int32s
    """[batch, encoder_length]; the original token at masked places, 0 elsewhere."""
    masked_weights: Float32s
    """[batch, encoder_length]; 1 at masked places only."""
    correct: Float32s
    """[batch]; 1 or 0, the label for the value head."""
    correct_weights: Float32s
    """[batch]; 0 where there is no label, as in pretraining."""
