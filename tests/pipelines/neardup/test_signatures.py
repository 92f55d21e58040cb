"""Signatures are datasketch's, bit for bit, and serve in its indexes."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup import plain
from pipelines.neardup.candidates import buckets_of
from pipelines.neardup.kernel import Kernel, kernel
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.signatures import as_datasketch, band_keys, permutations, shingle_hashes, sketch
from pipelines.neardup.texts import pack
from tests.pipelines.neardup.corpora import batches, kinds, moderate, planted

KERNELS = [cast(Kernel, plain), kernel()]


@pytest.mark.parametrize("best", KERNELS, ids=["numpy", "best"])
@moderate
@given(texts=batches, kind=kinds, seed=st.integers(0, 2**32 - 1), count=st.sampled_from([1, 16, 31, 33, 128, 200]))
def test_signatures_equal_datasketch_bit_for_bit(best: Kernel, texts: list[str], kind: Shingles, seed: int, count: int) -> None:
    singles, packed = kind is Shingles.TOKENS, pack(texts, kind)
    ours = best.sketch_texts(packed, singles, 5, *permutations(count, seed)).signatures
    listed = best.list_shingles(packed, singles, 5)
    for place, signature in enumerate(ours):
        low = (listed.values[listed.bounds[place] : listed.bounds[place + 1]] & np.uint64(0xFFFFFFFF)).tolist()
        reference = MinHash(num_perm=count, seed=seed, hashfunc=int, scheme="affine32")
        reference.update_batch(low)
        assert signature.dtype == reference.hashvalues.dtype
        np.testing.assert_array_equal(signature, reference.hashvalues)
        one_by_one = MinHash(num_perm=count, seed=seed, hashfunc=int, scheme="affine32")
        for value in low[:20]:
            one_by_one.update(value)
        if len(low) <= 20:
            np.testing.assert_array_equal(signature, one_by_one.hashvalues)


def test_datasketch_permutes_by_affine32_unless_told_otherwise() -> None:
    assert MinHash().scheme == "affine32"
    np.testing.assert_array_equal(MinHash(num_perm=128, seed=1).permutations, np.array(permutations(128, 1)))


def test_its_index_finds_exactly_the_pairs_that_share_a_bucket() -> None:
    near = NearSettings()
    texts = planted(150, seed=5)
    signatures = sketch(texts, near).signatures
    index = MinHashLSH(num_perm=near.permutations, params=(near.bands, near.rows))
    hashes = [as_datasketch(signature, near) for signature in signatures]
    for place, one in enumerate(hashes):
        index.insert(place, one)
    theirs = {(place, other) for place, one in enumerate(hashes) for other in index.query(one) if place < other}
    ours = set()
    keys = band_keys(signatures, near)
    for band in range(near.bands):
        buckets = buckets_of(keys[:, band], np.arange(len(texts)))
        for begun, end in zip(buckets.bounds[:-1], buckets.bounds[1:], strict=True):
            members = sorted(buckets.members[begun:end].tolist())
            ours |= {(left, right) for left in members for right in members if left < right}
    assert ours == theirs
    assert len(ours) > 30


def test_a_loaded_signature_goes_on_in_datasketch() -> None:
    near = NearSettings()
    left, right = "one two three four five six seven", "eight nine ten eleven twelve thirteen"
    signatures = sketch([left, right], near).signatures
    united = MinHash.union(as_datasketch(signatures[0], near), as_datasketch(signatures[1], near))
    reference = MinHash(hashfunc=int)
    for text in (left, right):
        reference.update_batch((shingle_hashes(text, near) & np.uint64(0xFFFFFFFF)).tolist())
    assert united == reference


@moderate
@given(st.integers(1, 8), st.integers(1, 8))
def test_a_band_has_a_key_of_its_rows_alone(bands: int, rows: int) -> None:
    near = NearSettings(permutations=64, bands=bands, rows=rows)
    signatures = np.random.default_rng(0).integers(0, 1 << 32, (2, 64), dtype=np.uint32)
    signatures[1, : bands * rows : rows] ^= np.uint32(1)  # the first row of each band
    changed = band_keys(signatures, near)
    assert (changed[0] != changed[1]).all()
    signatures[1] = signatures[0]
    signatures[1, bands * rows :] += np.uint32(1)
    signatures[1, 0] += np.uint32(1)
    same = band_keys(signatures, near)
    assert (same[0] == same[1]).tolist() == [False] + [True] * (bands - 1)
