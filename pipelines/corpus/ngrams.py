"""Runs of words of many texts at once, as numbers: what numpy can compare at a hundred million words a minute.

A word is a run of ASCII letters and digits, which are lower-cased, and of bytes beyond ASCII; everything else is a gap. A
word's number depends on its length and its first and last eight bytes; a run's number on its words in their order. Numbers
have 64 bits, so two runs that differ where it shows have the same one with a chance of 5e-20.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_LOW_BYTES = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
"""By how many bytes of a word there are, up to eight: the bits of so many."""
_PADDING = bytes(16)


def _normal(byte: int) -> int:
    character = chr(byte)
    return ord(character.lower()) if byte >= 128 or character.isalnum() else 0


_NORMAL = bytes(byte if byte >= 128 else _normal(byte) for byte in range(256))


class Words(NamedTuple):
    """The words of some texts, in order: where each begins and ends, its number, and where each text's first is.

    Places are those in the texts with a gap of one byte between any two, `offsets` where each text begins there; `firsts` has
    one more element than there are texts: the number of words. `normal` holds the texts, with gaps as 0.
    """

    normal: npt.NDArray[np.uint8]
    starts: Places
    ends: Places
    numbers: Numbers
    offsets: Places
    firsts: Places

    @property
    def are_prose(self) -> npt.NDArray[np.bool_]:
        """Whether each word has three characters or more and does not begin with a digit."""
        first = self.normal[self.starts]
        return (self.ends - self.starts >= 3) & ((first < ord("0")) | (first > ord("9")))


def words_of(texts: Sequence[bytes]) -> Words:
    """The words of some texts."""
    normal = np.frombuffer(b"".join([b"\n", b"\n".join(texts), _PADDING]).translate(_NORMAL), np.uint8)
    inside = normal != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1  # in turn where a word begins and where it ends
    starts, ends = edges[::2], edges[1::2]
    offsets = np.cumsum([1, *(len(text) + 1 for text in texts)])
    return Words(normal, starts, ends, _numbers(normal, starts, ends), offsets[:-1], np.searchsorted(starts, offsets))


def _numbers(normal: npt.NDArray[np.uint8], starts: Places, ends: Places) -> Numbers:
    eight: Numbers = np.ndarray(len(normal) - 7, np.dtype("<u8"), normal, 0, (1,))  # the eight bytes from each place
    lengths = ends - starts
    numbers = eight[starts]
    numbers &= _LOW_BYTES[np.minimum(lengths, 8)]
    numbers *= _FACTOR
    longer = np.flatnonzero(lengths > 8)
    numbers[longer] ^= (eight[ends[longer] - 8] + lengths[longer].view(np.uint64)) * _MIX
    numbers ^= numbers >> np.uint64(29)
    numbers *= _MIX
    return numbers


def runs_of(numbers: Numbers, *lengths: int) -> list[Numbers]:
    """The numbers of all runs of so many words, by their first words, for each length.

    They are put together from runs of 1, 2, 4, ... words, which all lengths have in common.
    """
    whole: list[Numbers | None] = [None] * len(lengths)
    size, part, factor = 1, numbers, int(_FACTOR)  # `factor` is raised to the power of `size`
    while True:
        for place, length in enumerate(lengths):
            if length & size and len(numbers) >= length:
                covered, before = length & (size - 1), whole[place]
                piece = part[covered : covered + len(numbers) - length + 1]
                whole[place] = piece if before is None else before * np.uint64(factor) + piece
        if 2 * size > max(lengths):
            return [np.empty(0, np.uint64) if one is None else one for one in whole]
        part = part[:-size] * np.uint64(factor) + part[size:]
        factor = factor * factor % (1 << 64)
        size *= 2
