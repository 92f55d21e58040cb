"""Digests and random generators that depend on nothing but their arguments.

Python's own `hash()` is salted per process; everything in a dataset that must come out the same on every machine
(identities, halves of a hold-out, random draws) is derived from these functions instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from random import Random

DIGEST_BYTES = 16
"""Length of a digest. 128 bits: two of 10^9 texts collide with a chance of about 10^-21."""


def digest(*parts: str | bytes | int) -> str:
    """Hex BLAKE2b of the parts; each part is length-prefixed, so ("ab", "c") and ("a", "bc") differ."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def digest_many(parts: Iterable[str | bytes | int]) -> str:
    """`digest` of an iterable, order kept."""
    return digest(*parts)


def rng(*parts: str | bytes | int) -> Random:
    """A generator seeded by the parts alone: `rng(problem_name, "mutate", seed)`."""
    return Random(digest(*parts))


def file_sha256(data: Iterable[bytes]) -> str:
    """SHA-256 of a file's blocks, as `sha256sum` prints it."""
    state = hashlib.sha256()
    for block in data:
        state.update(block)
    return state.hexdigest()
