"""Chunks packed into rows, block by block, so that any row is found without those before it.

A block is a fixed number of rows, made from a fixed run of the shuffled chunks; so row `n` of training is row `n % ROWS` of
block `n // ROWS`, whatever the pivots. The largest chunks open a row each, the others go, larger ones first, into the first row
in which both their parts fit. The few small ones for which no row is left are not seen in that epoch; shuffled anew, others
are in the next.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from model.data.draws import Numbers, generator, shuffled
from model.data.files import Chunks

ROWS = 128
_UNPLACED = 0.02
"""The greatest share of a block's chunks that may find no row; fewer chunks are taken until it is kept."""
_SAMPLE = 4096
_HELD_BLOCKS = 32

Row = tuple[tuple[int, int], ...]
"""(chunk, pivot) of each document in a row."""


class Packing:
    """Rows for ever: epoch after epoch, each shuffled by `seed` and its number."""

    def __init__(self, chunks: Chunks, encoder_tokens: int, decoder_tokens: int, seed: str, *, packed: bool = True) -> None:
        self._chunks, self._seed = chunks, seed
        self._encoder_tokens, self._decoder_tokens = encoder_tokens, decoder_tokens
        self.chunks_a_block = ROWS
        if packed:
            self._fill_blocks()
        self.block = lru_cache(_HELD_BLOCKS)(self._block)

    def row(self, number: int) -> Row:
        """The documents of a row."""
        return self.block(number // ROWS)[number % ROWS]

    def unplaced(self, block: int) -> int:
        """Chunks of a block that no row had place for."""
        return self.chunks_a_block - sum(map(len, self.block(block)))

    def _fill_blocks(self) -> None:
        """Take as many chunks to a block as would fill its rows, or as many less as leaves few of them over."""
        some = np.arange(min(_SAMPLE, len(self._chunks)), dtype=np.int64)
        some = shuffled(some, len(self._chunks), np.zeros_like(some), self._seed, "sample")
        _, reads, writes = self._chunks.pivots(some, np.full(len(some), 0.5))
        share = max(reads.mean() / self._encoder_tokens, writes.mean() / self._decoder_tokens)
        self.chunks_a_block = max(ROWS, int(ROWS / share))
        while self.chunks_a_block > ROWS:
            placed = sum(map(len, self._block(0)))
            if placed >= (1 - _UNPLACED) * self.chunks_a_block:
                return
            self.chunks_a_block = max(ROWS, int(0.97 * self.chunks_a_block))

    def _places(self, block: int) -> Numbers:
        """The chunks of a block, in the order of the shuffles of the epochs that it spans."""
        first, count = block * self.chunks_a_block, len(self._chunks)
        positions = np.arange(first, first + self.chunks_a_block, dtype=np.int64)
        return shuffled(positions % count, count, positions // count, self._seed)

    def _block(self, block: int) -> tuple[Row, ...]:
        rng = generator(block, self._seed, "pivots")
        places = self._places(block)
        pivots, reads, writes = self._chunks.pivots(places, rng.random(len(places)))
        free_reads = np.full(ROWS, self._encoder_tokens)
        free_writes = np.full(ROWS, self._decoder_tokens)
        size = np.maximum(reads / self._encoder_tokens, writes / self._decoder_tokens)
        rows: list[list[tuple[int, int]]] = [[] for _ in range(ROWS)]
        for order, chunk in enumerate(np.argsort(-size, kind="stable").tolist()):
            row = order
            if order >= ROWS:
                fits = (free_reads >= reads[chunk]) & (free_writes >= writes[chunk])
                row = int(fits.argmax())
                if not fits[row]:
                    continue
            free_reads[row] -= reads[chunk]
            free_writes[row] -= writes[chunk]
            rows[row].append((int(places[chunk]), int(pivots[chunk])))
        return tuple(tuple(rows[row]) for row in rng.permutation(ROWS).tolist())
