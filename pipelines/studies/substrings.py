"""The longest piece of a text that stands somewhere in many others, found with an array of all their suffixes.

Manber and Myers 1993; the array is made by doubling prefixes, in numpy: n log n steps for n characters, 13 bytes each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

END = "\0"
"""Stands between texts, so that no match goes from one into the next. It is in no program."""


class Suffixes:
    """All suffixes of some texts, in order. A NUL in a text ends it for our purpose."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = list(texts)
        starts = np.cumsum([0, *(len(part) + len(END) for part in parts)])
        self._starts: list[int] = [int(one) for one in starts[:-1]]
        self._text = "".join(part + END for part in parts)
        self._order = _ordered(np.array(list(map(ord, self._text)), np.int64))

    def text_at(self, place: int) -> int:
        """The number of the text to which a place belongs."""
        return bisect_right(self._starts, place) - 1

    def longest_match(self, text: str) -> tuple[int, int, int]:
        """Length and start of the longest piece of `text` that stands in one of the texts, and the place there.

        The first of several as long; (0, 0, -1) where there is none.
        """
        best = 0, 0, -1
        for start in range(len(text)):
            while start + best[0] < len(text):
                place = self.find(text[start : start + best[0] + 1])
                if place < 0:
                    break
                best = best[0] + 1, start, place
        return best

    def find(self, piece: str) -> int:
        """A place at which the piece stands, -1 where it does not."""
        if END in piece:
            return -1
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            place = int(self._order[middle])
            if self._text[place : place + len(piece)] < piece:
                low = middle + 1
            else:
                high = middle
        if low < len(self._order) and self._text.startswith(piece, int(self._order[low])):
            return int(self._order[low])
        return -1


def _ordered(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The starts of all suffixes, in the order of the suffixes."""
    size = len(codes)
    if size == 0:
        return np.zeros(0, np.int64)
    _, ranks = np.unique(codes, return_inverse=True)
    known = 1
    while True:
        after = np.zeros(size, np.int64)
        after[: size - known] = ranks[known:] + 1
        keys = ranks.astype(np.int64) * (size + 1) + after
        order = np.argsort(keys, kind="stable")
        differs = np.diff(keys[order]) != 0
        ranks = np.zeros(size, np.int64)
        ranks[order[1:]] = np.cumsum(differs)
        known *= 2
        if differs.all() or known >= size:
            return order
