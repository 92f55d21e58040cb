"""Which texts are lines of words of one sort: how many words, of which letters and how long, from statement and examples."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase, ascii_uppercase

from mutators.formats.columns import Columns
from mutators.formats.nodes import Kind
from mutators.generation.domains import Domain
from mutators.generation.phrases import Phrase

FEWEST_LINES = 3
"""So many lines must be seen."""
_SORTS = {"[A-Z][a-z]*": (ascii_uppercase, ascii_lowercase), "[a-z]+": (ascii_lowercase,) * 2, "[A-Z]+": (ascii_uppercase,) * 2}
"""What a word may look like, and what it begins and goes on with."""
_RANGE = (
    r"(?:between (?P<low>\d+) and (?P<high>\d+)|from (?P<low2>\d+) to (?P<high2>\d+)"
    r"|(?:at most|up to|no more than|not more than) (?P<most>\d+)|(?P<low3>\d+) ?(?:to|-|–) ?(?P<high3>\d+))"
)
_PART = r"(?:parts?|words?|names?|tokens?|components?|pieces?|terms?|first names?|last names?|surnames?)"
_LETTERS = re.compile(
    rf"\b(?:each|every|all|an?|any|the|of) (?:single |of the |of these |such )?{_PART}\b[^.;]{{0,60}}?"
    rf"\b{_RANGE} (?:\w+[- ]){{0,3}}(?:letters|characters)\b",
    re.IGNORECASE,
)
"""`Every part has between 1 and 20 letters`."""
_NUMBER = re.compile(rf"\b{_RANGE} (?:\w+ )?(?:parts|words|names)\b", re.IGNORECASE)


def with_phrases(known: Mapping[str, Domain], seen: Columns, text: str) -> dict[str, Domain]:
    """The domains; of lines that are nothing but words of one sort in every example with how they are made, where the (plain)
    statement says how long such a word is.
    """
    found = dict(known)
    texts = [one for one in known.values() if one.token.kind is Kind.TEXT and not one.high_stated and len(one.path) > 1]
    letters = _range(_LETTERS.search(text)) if len(texts) == 1 else None
    for one in texts if letters is not None else ():
        assert letters is not None
        lines = [str(value) for sequence in seen.get(one.name, ()) for value in sequence.values]
        phrase = _phrase(lines, letters, _range(_NUMBER.search(text)))
        if phrase is not None:
            low = phrase.fewest * (phrase.shortest + 1) - 1
            high = phrase.most * (phrase.longest + 1) - 1
            alphabet = "".join(sorted({" ", *phrase.first, *phrase.rest}))
            made = replace(one, low=low, high=high, alphabet=alphabet, words=(), high_stated=True, first="")
            found[one.name] = replace(made, phrase=phrase)
    return found


def _range(match: re.Match[str] | None) -> tuple[int, int] | None:
    if match is None:
        return None
    ends = [match[one] for one in ("low", "low2", "low3", "high", "high2", "high3", "most")]
    numbers = [int(one) for one in ends if one is not None]
    return (numbers[0], numbers[-1]) if len(numbers) > 1 else (1, numbers[0])


def _phrase(lines: Sequence[str], letters: tuple[int, int], number: tuple[int, int] | None) -> Phrase | None:
    """How the lines are made; None where they are not all of words of one sort that are as long as is stated."""
    if len(lines) < FEWEST_LINES or any(line != " ".join(line.split()) for line in lines):
        return None
    rows = [line.split() for line in lines]
    words = [word for row in rows for word in row]
    sizes = [len(row) for row in rows]
    if not words or min(sizes) < 1 or not all(letters[0] <= len(word) <= letters[1] for word in words):
        return None
    if number is None or not number[0] <= min(sizes) <= max(sizes) <= number[1]:
        number = min(sizes), max(sizes)
    for pattern, (first, rest) in _SORTS.items():
        if all(re.fullmatch(pattern, word) for word in words):
            return Phrase(max(1, number[0]), number[1], max(1, letters[0]), letters[1], first, rest)
    return None
