"""Bit flips of binary strings (paper, section 3.2.1)."""

from __future__ import annotations

import re
from random import Random

from mutators.tokens import pick, replace

_BINARY = re.compile(r"(?<!\S)[01]{2,}(?!\S)")


def flip_bits(text: str, rng: Random) -> str | None:
    """Flip one or more bits of a token that is a string of 0 and 1; None where there is none of two bits or more."""
    match = pick(_BINARY, text, rng)
    if match is None:
        return None
    bits = list(match[0])
    for place in rng.sample(range(len(bits)), rng.randint(1, max(1, len(bits) // 4))):
        bits[place] = "1" if bits[place] == "0" else "0"
    return replace(text, match, "".join(bits))
