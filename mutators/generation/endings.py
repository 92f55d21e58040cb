"""How inputs end whose last list may be empty: without its line where no example with an empty one has that line."""

from __future__ import annotations

from collections.abc import Sequence

from mutators.formats.nodes import Format, Parsed
from mutators.formats.rendering import plain_lines


def bare_end(format: Format, examples: Sequence[Parsed]) -> bool:
    """Whether a last line without tokens is left out: some example leaves it out, and none has it."""
    left_out = False
    for one in examples:
        lines = plain_lines(format, one.values)
        if len(lines) > 1 and not lines[-1].strip():
            if one.spacing.tail is None or one.spacing.tail.count("\n") > 1:
                return False
            left_out = True
    return left_out


def without_blank_end(text: str) -> str:
    """The text with one line end after its last line that is not blank."""
    if not text.endswith(("\n\n", "\n\r\n")):
        return text
    return text.rstrip("\r\n") + ("\r\n" if text.endswith("\r\n") else "\n")
