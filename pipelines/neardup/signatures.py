"""MinHash signatures and the keys of their bands.

The permutations are datasketch 2's scheme `affine32` (Broder 1997; github.com/ekzhu/datasketch, issue 212): a 32-bit hash
goes through MurmurHash3's finalizer, then through a * h + b modulo 2^32 with an odd a, and the least value of all hashes is
kept. The parameters are drawn as datasketch draws them, so signatures equal those of its `MinHash` of the same hashes.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.neardup.kernel import kernel
from pipelines.neardup.plain import Sketches, fmix64
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.texts import Hashes, pack

_BAND = np.uint64(0x9E3779B97F4A7C15)


@functools.cache
def permutations(count: int, seed: int) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Multipliers, all odd, and addends."""
    random = np.random.RandomState(seed)
    multipliers = random.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return multipliers, random.randint(0, 1 << 32, count, dtype=np.uint32)


def sketch(texts: Sequence[str], settings: NearSettings) -> Sketches:
    """Signatures of texts, some megabytes at a time at most. That of a text without any token is all 2^32 - 1."""
    singles = settings.shingles is Shingles.TOKENS
    drawn = permutations(settings.permutations, settings.seed)
    return kernel().sketch_texts(pack(texts, settings.shingles), singles, settings.width, *drawn)


def shingle_hashes(text: str, settings: NearSettings) -> Hashes:
    """The 64-bit hashes of a text's shingles in their order; a signature is made of their low 32 bits."""
    singles = settings.shingles is Shingles.TOKENS
    return kernel().list_shingles(pack([text], settings.shingles), singles, settings.width).values


def band_keys(signatures: npt.NDArray[np.uint32], settings: NearSettings) -> Hashes:
    """A key of 64 bits for each band (texts x bands), the same where all rows of the band agree.

    Two bands that differ share one with a chance of about 2^-64; it would cost a comparison and change nothing.
    """
    used = signatures[:, : settings.bands * settings.rows].reshape(len(signatures), settings.bands, settings.rows)
    keys = np.zeros((len(signatures), settings.bands), np.uint64)
    for row in range(settings.rows):
        keys = fmix64(keys * _BAND + used[:, :, row])
    return keys


def as_datasketch(signature: npt.NDArray[np.uint32], settings: NearSettings) -> Any:
    """A signature as a MinHash of datasketch, for its indexes: `MinHashLSH(num_perm=128, params=(16, 8))` has our bands."""
    from datasketch import MinHash  # type: ignore[import-untyped]

    drawn = np.array(permutations(settings.permutations, settings.seed))
    return MinHash(seed=settings.seed, hashvalues=signature, permutations=drawn, scheme="affine32")
