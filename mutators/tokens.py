"""Finding the part of an input that a mutator changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

WINDOW_CHARACTERS = 1 << 16
"""Tokens are looked for in a random window of this size, so that one step on a huge input stays cheap."""

_SPACE = re.compile(r"\s")


def window(text: str, rng: Random) -> tuple[int, int]:
    """Bounds of the part to look at: all of a short text, else a random window, cut at white space where there is any."""
    if len(text) <= WINDOW_CHARACTERS:
        return 0, len(text)
    start = rng.randrange(len(text) - WINDOW_CHARACTERS + 1)
    end = start + WINDOW_CHARACTERS
    gap = _SPACE.search(text, start, end)
    return (gap.start() if start and gap else start), end


def pick(
    pattern: re.Pattern[str], text: str, rng: Random, fits: Callable[[str], bool] = lambda _: True
) -> re.Match[str] | None:
    """A random match of `pattern` that `fits`, every one as likely as any other; None where there is none."""
    start, end = window(text, rng)
    matches = list(pattern.finditer(text, start, end))
    if matches and matches[-1].end() == end < len(text):
        whole = pattern.match(text, matches[-1].start())  # the window's end cut it off: "12" of "12.5" is no integer
        matches[-1:] = [whole] if whole else []
    if not matches:
        return None
    match = rng.choice(matches)
    if fits(match[0]):
        return match  # the rule: so the others are not even looked at
    fitting = [one for one in matches if fits(one[0])]
    return rng.choice(fitting) if fitting else None


def replace(text: str, match: re.Match[str], new: str) -> str:
    """`text` with `match` replaced by `new`."""
    return text[: match.start()] + new + text[match.end() :]
