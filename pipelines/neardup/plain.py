"""What `kernel.c` computes, in numpy alone: the definition that the compiled kernel is tested against, and its stand-in.

Batches are cut into tokens by comparing each byte with its neighbour; sums over a text's shingles are differences of prefix
sums, which modulo 2^64 are exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.neardup.settings import WIDEST
from pipelines.neardup.texts import Grouped, Hashes, Numbers, Packed, ascending

NAME = "numpy"
LONGEST_TOKEN = 64
_PERMUTED_AT_ONCE = 2048
"""Hashes times 128 permutations times 4 bytes are a megabyte, which the cache holds."""
_LENGTH, _WORD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_PLACES = np.array(
    [
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
        0x8EBC6AF09C88C6E3,
        0x589965CC75374CC3,
        0x1D8E4E27C47D124F,
        0xEB44ACCAB455D165,
        0x9C6E6877736C46E3,
        0xC2B2AE3D27D4EB4F,
    ],
    np.uint64,
)
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)
_SPACE, _IN_WORD, _SINGLE = 0, 1, 2


class Sketches(NamedTuple):
    """Of each text: its signature (texts x permutations), the sums of its shingles and of their squares, how many it has.

    The sums are equal for texts with the same shingles; for others their equality is as likely as that of 128 random bits.
    """

    signatures: npt.NDArray[np.uint32]
    powers: npt.NDArray[np.uint64]
    counts: Numbers


def _classes() -> npt.NDArray[np.uint8]:
    table = np.full(256, _SINGLE, np.uint8)
    table[:33] = _SPACE
    table[127] = _SPACE
    word = b"_" + bytes(range(48, 58)) + bytes(range(65, 91)) + bytes(range(97, 123)) + bytes(range(128, 256))
    table[list(word)] = _IN_WORD
    return table


_CLASSES = _classes()


def fmix64(values: Hashes) -> Hashes:
    """MurmurHash3's finalizer, a bijection that spreads every bit."""
    values = (values ^ values >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ values >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ values >> np.uint64(33)


def fmix32(values: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The same for 32 bits, which datasketch applies to every hash before it permutes it."""
    values = (values ^ values >> np.uint32(16)) * np.uint32(0x85EBCA6B)
    values = (values ^ values >> np.uint32(13)) * np.uint32(0xC2B2AE35)
    return values ^ values >> np.uint32(16)


def _token_spans(texts: Packed, with_singles: bool) -> tuple[Numbers, Numbers]:
    """Where tokens begin and end."""
    size = int(texts.offsets[-1])
    classes = _CLASSES[np.frombuffer(texts.data, np.uint8, size)]
    in_word = classes == _IN_WORD
    joined = in_word[1:] & in_word[:-1]
    inner = texts.offsets[(texts.offsets > 0) & (texts.offsets < size)]
    joined[inner - 1] = False  # no word goes on from one text into the next
    starts, ends = in_word.copy(), in_word.copy()
    starts[1:] &= ~joined
    ends[:-1] &= ~joined
    if with_singles:
        single = classes == _SINGLE
        starts |= single
        ends |= single
    return _cut_long(np.flatnonzero(starts), np.flatnonzero(ends) + 1)


def _cut_long(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    pieces = (ends - starts - 1) // LONGEST_TOKEN + 1
    if not (pieces > 1).any():
        return starts, ends
    number = np.arange(int(pieces.sum())) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begun = np.repeat(starts, pieces) + LONGEST_TOKEN * number
    return begun, np.minimum(begun + LONGEST_TOKEN, np.repeat(ends, pieces))


def _token_hashes(data: bytes, starts: Numbers, ends: Numbers) -> Hashes:
    words: Hashes = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    hashes = (ends - starts).astype(np.uint64) * _LENGTH
    going, at = np.arange(len(starts)), starts
    while going.size:
        left = np.minimum(ends[going] - at, 8)
        mixed = (hashes[going] ^ (words[at] & _MASKS[left])) * _WORD
        hashes[going] = mixed ^ mixed >> np.uint64(32)
        more = ends[going] - at > 8
        going, at = going[more], at[more] + 8
    return hashes


def list_shingles(texts: Packed, with_singles: bool, width: int) -> Grouped:
    """The shingles of each text, in their order; words are read in lower case.

    A text of fewer tokens than `width` has one shingle, one without any has none.
    """
    starts, ends = _token_spans(texts, with_singles)
    hashes = _token_hashes(texts.data if with_singles else texts.data.lower(), starts, ends)
    firsts = np.searchsorted(starts, texts.offsets)  # of each text, among all tokens
    tokens = np.diff(firsts)
    bounds = np.zeros(len(firsts), np.int64)
    np.cumsum(np.where(tokens < width, tokens > 0, tokens - width + 1), out=bounds[1:])
    values = np.zeros(int(bounds[-1]), np.uint64)
    of_text = np.repeat(np.arange(len(tokens)), np.diff(bounds))
    first = firsts[of_text] + np.arange(len(values)) - bounds[of_text]
    for place in range(width):
        there = place < tokens[of_text]  # always, but in short texts
        values[there] += hashes[first[there] + place] * _PLACES[place]
    short = tokens[of_text] < width
    values[short] += tokens[of_text[short]].astype(np.uint64)
    values = fmix64(values)
    values += values == 0
    return Grouped(values, bounds)


def sketch_texts(
    texts: Packed, with_singles: bool, width: int, multipliers: npt.NDArray[np.uint32], addends: npt.NDArray[np.uint32]
) -> Sketches:
    """Signatures as datasketch's `affine32` makes them of the low halves of the shingles."""
    values, bounds = list_shingles(texts, with_singles, width)
    sums = [np.concatenate([[np.uint64(0)], np.cumsum(part)]) for part in (values, values * values)]
    powers = np.stack([part[bounds[1:]] - part[bounds[:-1]] for part in sums], axis=1)
    low = fmix32((values & np.uint64(0xFFFFFFFF)).astype(np.uint32))
    signatures = np.full((len(bounds) - 1, len(multipliers)), 0xFFFFFFFF, np.uint32)
    for signature, begun, end in zip(signatures, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        for first in range(begun, end, _PERMUTED_AT_ONCE):  # five times as fast as one reduceat over many texts
            permuted = low[first : min(first + _PERMUTED_AT_ONCE, end), None] * multipliers + addends
            np.minimum(signature, permuted.min(axis=0), out=signature)
    return Sketches(signatures, powers, np.diff(bounds))


def distinct_shingles(listed: Grouped) -> Grouped:
    """Each text's different shingles in ascending order."""
    sets = [ascending(listed.values[begun:end]) for begun, end in zip(listed.bounds[:-1], listed.bounds[1:], strict=True)]
    bounds = np.zeros(len(listed.bounds), np.int64)
    np.cumsum([len(one) for one in sets], out=bounds[1:])
    return Grouped(np.concatenate([np.zeros(0, np.uint64), *sets]), bounds)


def count_shared(sets: Grouped, lefts: Numbers, rights: Numbers) -> Numbers:
    """How many elements the sets lefts[i] and rights[i] share."""
    ends = sets.bounds[1:]
    parts = [sets.values[begun:end] for begun, end in zip(sets.bounds[:-1], ends, strict=True)]
    shared = (np.intersect1d(parts[i], parts[j], assume_unique=True) for i, j in zip(lefts, rights, strict=True))
    return np.fromiter(map(len, shared), np.int64, len(lefts))


def compare_texts(
    texts: Packed, counts: Numbers, with_singles: bool, width: int, lefts: Numbers, rights: Numbers
) -> tuple[Numbers, Numbers]:
    """How many different shingles the texts lefts[i] and rights[i] share, and how many they have together.

    Fastest where pairs of one left text stand together. No text has more shingles than `counts` says.
    """
    sets = distinct_shingles(list_shingles(texts, with_singles, width))
    if (np.diff(sets.bounds) > counts).any():
        raise ValueError("a text has more shingles than was said")
    sizes, shared = np.diff(sets.bounds), count_shared(sets, lefts, rights)
    return shared, sizes[lefts] + sizes[rights] - shared


assert len(_PLACES) == WIDEST
