"""Laws of text that every stage shares: what may be stored, and when two texts are the same but for white space."""

from __future__ import annotations

import re
import unicodedata

_WHITE_SPACE = re.compile(r"\s+")


def unstorable(text: str) -> str | None:
    """Why `text` cannot be kept, or None. UTF-8 holds every code point but lone surrogates, which broken pages bring."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"lone surrogate U+{ord(text[error.start]):04X} at character {error.start}"
    return None


def without_white_space(text: str) -> str:
    """`text` with all white space removed: the key under which the reference unites duplicates (appendix B.2)."""
    return _WHITE_SPACE.sub("", text)


def excerpt(text: str, characters: int = 80) -> str:
    """`text` short enough and printable enough to be quoted in one line of a message."""
    line = "".join(
        character if character == " " or unicodedata.category(character)[0] not in "CZ" else repr(character)[1:-1]
        for character in text[: characters + 1]
    )
    return line if len(line) <= characters else line[:characters] + "…"
