"""Dates and times as texts: which stand before which, and columns of them that never go back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mutators.formats.columns import Columns
from mutators.formats.nodes import Format, Kind, Token, lines

IN_TIME = re.compile(
    r"\bchronological\w*\b[^.;,]{0,20}|\b(?:sorted|ordered|given|listed|in the order of|by) (?:\w+ ){0,3}(?:dates?|times?)\b",
    re.IGNORECASE,
)
"""What says that rows stand in the order of their dates."""
MANY_STEPS = 5
"""So many steps that never go back are hardly an accident."""


def moment(word: str) -> tuple[int, ...] | None:
    """What orders dates and times as time does; None where the word is neither, or may be read in two ways."""
    parts = re.split(r"[^0-9]", word)
    if not 2 <= len(parts) <= 3 or not all(map(str.isdecimal, parts)):
        return None
    numbers = tuple(map(int, parts))
    if len(parts) == 3 and len(parts[2]) == 4:
        return numbers[::-1] if "/" not in word else None
    return numbers


def alike(columns: Sequence[Sequence[str]]) -> bool:
    """Whether all texts are digits with the same signs between them, as dates and times are."""
    forms = {re.sub("[0-9]", "9", text) for column in columns for text in column}
    return len(forms) == 1 and re.fullmatch(r"9+[^9\w]9+(?:[^9\w]9+)?", forms.pop()) is not None


def later(format: Format, seen: Columns, strictly: bool) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours, both dates or times in one form, of which the second is the later in every example; where not
    `strictly`, those of which it never is the earlier, and once the same.
    """
    for node in lines(format.body):
        for one, other in pairwise(node.items):
            texts = [[str(value) for found in seen.get(item.name, ()) for value in found.values] for item in (one, other)]
            words = all(isinstance(item, Token) and item.kind is Kind.WORD for item in (one, other))
            if not words or not texts[0] or not alike(texts):
                continue
            moments = [(moment(a) or (), moment(b) or ()) for a, b in zip(*texts, strict=True)]
            if all(a and a <= b for a, b in moments) and strictly == all(a < b for a, b in moments):
                yield one.name, other.name


def rising(format: Format, seen: Columns, text: str) -> Iterator[str]:
    """The columns of dates or times that never go back in any example, where there are many or the statement says so."""
    columns = {item.name for node in lines(format.body) for item in node.items if isinstance(item, Token)}
    for name, sequences in seen.items():
        several = [list(map(str, one.values)) for one in sequences if not one.alone]
        steps = [(moment(a) or (), moment(b) or ()) for texts in several for a, b in pairwise(texts)]
        if name not in columns or len(set(steps)) < (1 if IN_TIME.search(text) else MANY_STEPS) or not alike(several):
            continue
        if all(a and a <= b for a, b in steps):
            yield name
