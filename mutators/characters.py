"""Swaps and changes of characters (paper, section 3.2.1)."""

from __future__ import annotations

import re
import string
from random import Random

from mutators.tokens import pick, replace, window

_WORD = re.compile(r"\S{2,4096}")
_VISIBLE = re.compile(r"\S")
_ALPHABETS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
_OTHER_LETTERS, _SIGNS = "letters and digits of other scripts", "signs"


def swap_characters(text: str, rng: Random) -> str | None:
    """Swap two characters of one token that differ; None where no token has two."""
    match = pick(_WORD, text, rng, lambda token: len(set(token)) > 1)
    if match is None:
        return None
    characters = list(match[0])
    first = rng.randrange(len(characters))
    second = rng.choice([place for place, character in enumerate(characters) if character != characters[first]])
    characters[first], characters[second] = characters[second], characters[first]
    return replace(text, match, "".join(characters))


def change_character(text: str, rng: Random) -> str | None:
    """Change one character to another of its kind: a letter to a letter, a digit to a digit, a sign to a sign of the text.

    Half of the letters and digits come from the text itself, so that an alphabet of few letters stays one of few; those of
    other scripts all do. None where the text has no other character of that kind.
    """
    match = pick(_VISIBLE, text, rng)
    if match is None:
        return None
    old = match[0]
    start, end = window(text, rng)
    seen = sorted(set(text[start:end]))
    kind = _kind(old)
    alike = [letter for letter in seen if letter != old and not letter.isspace() and _kind(letter) == kind]
    if kind in _ALPHABETS and (not alike or rng.random() < 0.5):
        alike = [letter for letter in kind if letter != old]
    return replace(text, match, rng.choice(alike)) if alike else None


def _kind(letter: str) -> str:
    """The alphabet that a character is of, or the name of what it is instead."""
    return next((letters for letters in _ALPHABETS if letter in letters), _OTHER_LETTERS if letter.isalnum() else _SIGNS)
