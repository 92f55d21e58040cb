"""Files in rows: they fit, none is torn, each is met once an epoch, and any row is found at once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.configuration import DataConfig
from model.data.files import Chunks
from model.data.packing import ROWS, Packing
from model.data.reading import DataError, SourceFile
from model.data.remembered import Remembered
from model.tokenizer import Tokenizer
from tests.model.data.datasets import tokenizer

TOKENIZER: Tokenizer = tokenizer()
ENCODER, DECODER = 64, 32


def chunks(texts: list[str], *, language: str = "python", encoder: int = ENCODER, decoder: int = DECODER) -> Chunks:
    files = (SourceFile(f"{place}", language, text) for place, text in enumerate(texts))
    return Chunks(Remembered(TOKENIZER, "", ""), DataConfig(kind="pretrain"), encoder, decoder).take(files)


TEXTS = st.lists(st.text("abcn+(\n ", min_size=1, max_size=300), max_size=30).map(lambda texts: ["print(1)\n" * 9, *texts])


@given(TEXTS, st.integers(0, 5), st.booleans())
@settings(max_examples=15, deadline=None)
def test_every_row_fits_and_no_row_is_empty(texts: list[str], block: int, packed: bool) -> None:
    some = chunks(texts)
    packing = Packing(some, ENCODER, DECODER, "seed", packed=packed)
    rows = packing.block(block)
    assert len(rows) == ROWS
    for row in rows:
        pairs = [some.pair(*document) for document in row]
        assert pairs
        assert sum(len(pair.source) for pair in pairs) <= ENCODER
        assert sum(pair.written for pair in pairs) <= DECODER
        assert all(len(pair.source) and len(pair.target) for pair in pairs)
        assert packed or len(pairs) == 1


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_chunks_together_are_the_files(texts: list[str]) -> None:
    some = chunks(texts, language="")
    found = [some.pair(place, 1) for place in range(len(some))]
    tokens = np.concatenate([tokens for pair in found for tokens in (pair.source, pair.target)])
    lost = some.losses.dropped
    if not lost:
        assert TOKENIZER.decode(tokens.tolist()) == "".join(texts)
    assert sum(pair.ended for pair in found) + lost["too_short"] + lost["no_text"] >= len(texts)


@given(TEXTS, st.floats(0, 1, exclude_max=True))
@settings(max_examples=25, deadline=None)
def test_any_pivot_that_is_drawn_fits_both_sides(texts: list[str], uniform: float) -> None:
    some = chunks(texts)
    places = np.arange(len(some), dtype=np.int64)
    pivots, reads, writes = some.pivots(places, np.full(len(some), uniform))
    assert (reads <= ENCODER).all()
    assert (writes <= DECODER).all()
    for place, pivot, read, write in zip(places, pivots, reads, writes, strict=True):
        pair = some.pair(int(place), int(pivot))
        assert (len(pair.source), pair.written) == (read, write)


def test_pivots_of_a_short_file_are_uniform() -> None:
    some = chunks(["a b c a b c a b c "])
    length = len(TOKENIZER.encode("a b c a b c a b c "))
    uniforms = (np.arange(1000) + 0.5) / 1000
    pivots, _, _ = some.pivots(np.zeros(1000, np.int64), uniforms)
    counts = np.bincount(pivots)[1:]
    assert len(counts) == length - 1
    assert counts.max() - counts.min() <= 1


def test_an_epoch_meets_every_file_at_most_once_and_nearly_all() -> None:
    some = chunks([f"print({place})\n" * (1 + place % 7) for place in range(2000)])
    packing = Packing(some, ENCODER, DECODER, "seed")
    blocks = len(some) // packing.chunks_a_block
    met = Counter(chunk for block in range(blocks) for row in packing.block(block) for chunk, _ in row)
    assert max(met.values()) == 1
    assert len(met) > 0.95 * blocks * packing.chunks_a_block


def test_packed_rows_are_full() -> None:
    some = chunks([f"print({place})\n" * (1 + place % 20) for place in range(2000)], encoder=512, decoder=256)
    packing = Packing(some, 512, 256, "seed")
    written = [sum(some.pair(*document).written for document in row) for row in packing.block(3)]
    assert np.mean(written) > 0.95 * 256


def test_a_row_is_found_without_those_before_it() -> None:
    some = chunks([f"print({place})\n" for place in range(50)])
    there = Packing(some, ENCODER, DECODER, "seed").row(10**12)
    walked = Packing(some, ENCODER, DECODER, "seed")
    for number in range(5):
        walked.row(number)
    assert walked.row(10**12) == there
    assert Packing(some, ENCODER, DECODER, "other").block(0) != walked.block(0)


def test_the_language_stands_before_every_chunk() -> None:
    some = chunks(["x = 1\n" * 200])
    assert len(some) > 1
    assert all(TOKENIZER.decode(some.pair(place, 3).source).startswith("# LANGUAGE IS python3\n") for place in range(len(some)))


def test_what_cannot_be_divided_is_counted() -> None:
    some = chunks(["a", " \n", "print(1)\n"])
    assert some.losses.dropped == {"too_short": 1, "no_text": 1}
    assert [rejection.reason for rejection in some.losses.rejections()] == ["no_text", "too_short"]


def test_too_little_room_is_refused() -> None:
    with pytest.raises(DataError, match="encoder_tokens = 4"):
        Chunks(Remembered(TOKENIZER, "", ""), DataConfig(kind="pretrain"), 4, DECODER).take(
            [SourceFile("f", "python", "print(1)")]
        )
