"""Swaps and changes of characters (paper, section 3.2.1)."""

from __future__ import annotations

import re
import string
from random import Random

from mutators.tokens import pick, replace, window

_WORD = re.compile(r"\S{2,4096}")
_VISIBLE = re.compile(r"\S")
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


def swap_characters(text: str, rng: Random) -> str | None:
    """Swap two characters of one token that differ; None where no token has two."""
    match = pick(_WORD, text, rng)
    if match is None:
        return None
    characters = list(match[0])
    first = rng.randrange(len(characters))
    others = [place for place, character in enumerate(characters) if character != characters[first]]
    if not others:
        return None
    second = rng.choice(others)
    characters[first], characters[second] = characters[second], characters[first]
    return replace(text, match, "".join(characters))


def change_character(text: str, rng: Random) -> str | None:
    """Change one character to another of its kind: a letter to a letter, a digit to a digit, a sign to a sign of the text.

    Half of the letters and digits come from the text itself, so that an alphabet of few letters stays one of few.
    """
    match = pick(_VISIBLE, text, rng)
    if match is None:
        return None
    old = match[0]
    start, end = window(text, rng)
    seen = sorted(set(text[start:end]))
    kind = next((letters for letters in _CLASSES if old in letters), None)
    alike = [letter for letter in seen if letter != old and _same_kind(letter, kind)]
    if kind is not None and (not alike or rng.random() < 0.5):
        alike = [letter for letter in kind if letter != old]
    return replace(text, match, rng.choice(alike)) if alike else None


def _same_kind(letter: str, kind: str | None) -> bool:
    if kind is not None:
        return letter in kind
    return not letter.isspace() and not letter.isalnum()
