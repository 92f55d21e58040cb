"""Randomness that is a function of where one is: any step's, any epoch's, without those before it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.digest import digest

Numbers = NDArray[np.int64]

_ROUNDS = 6
_EPOCH_STEP = 0x9E3779B97F4A7C15
_MULTIPLIERS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1, 0xD3A2646D)


def generator(step: int, *parts: str | int) -> np.random.Generator:
    """The generator of a step. `parts` name the stream; two steps of a stream share nothing."""
    key = int(digest(*parts), 16)
    words = np.array([key & (2**64 - 1), key >> 64], np.uint64)
    return np.random.Generator(np.random.Philox(counter=np.array([0, 0, 0, step], np.uint64), key=words))


def shuffled(places: Numbers, count: int, epochs: Numbers, *parts: str | int) -> Numbers:
    """Where shuffles put `places`: each epoch's is a bijection of 0..count-1, computed for the places that are asked for alone.

    A Feistel network of six rounds over the next power of four, walked until it falls below `count`, which takes fewer than
    four turns on average. `epochs`: of each place; `parts` name the stream.
    """
    half = max(1, (max(count - 1, 1).bit_length() + 1) // 2)
    keys = [int(digest("round", number, *parts)[:8], 16) for number in range(_ROUNDS)]
    drift = np.asarray(epochs, np.uint64) * np.uint64(_EPOCH_STEP)
    result = _turned(np.asarray(places, np.uint64), half, keys, drift)
    while (outside := result >= count).any():
        result[outside] = _turned(result[outside], half, keys, drift[outside])
    return result.astype(np.int64)


def _turned(values: NDArray[np.uint64], half: int, keys: list[int], drift: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mask = np.uint64((1 << half) - 1)
    left, right = values >> np.uint64(half), values & mask
    for key, multiplier in zip(keys, _MULTIPLIERS, strict=True):
        mixed = ((right ^ np.uint64(key)) + drift) * np.uint64(multiplier)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        left, right = right, left ^ ((mixed >> np.uint64(32)) & mask)
    return (left << np.uint64(half)) | right
