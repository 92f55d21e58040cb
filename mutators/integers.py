"""Increments and decrements of integers (paper, section 3.2.1)."""

from __future__ import annotations

import re
from random import Random

from mutators.tokens import pick, replace

_INTEGER = re.compile(r"(?<![\w.])-?\d{1,40}(?![\w.])", re.ASCII)


def step_integer(text: str, rng: Random) -> str | None:
    """Add to one integer a step that is small as a rule and at times as large as the number itself; None without any.

    The step's size is uniform in its number of digits, so that counts move by ones and values by orders of magnitude.
    """
    match = pick(_INTEGER, text, rng)
    if match is None:
        return None
    value = int(match[0])
    digits = rng.randint(1, max(1, len(str(abs(value)))))
    step = rng.randint(1, 10**digits - 1) if rng.random() < 0.5 else rng.randint(1, 3)
    return replace(text, match, str(value + rng.choice((-1, 1)) * step))
