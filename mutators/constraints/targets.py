"""Whom a phrase of the statement is about: the variables that its words read, or the one that is named nearest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mutators.constraints.expressions import Variable
from mutators.constraints.lexing import tokens, variable
from mutators.constraints.records import Section
from mutators.constraints.sections import Sentence

ONLY_WORD = Variable("#word")
"""The only token of the format that is a word: what a sentence calls a name or a string without naming it."""
ONLY_LINE = Variable("#line")
"""The only text of the format that takes a line: what a sentence calls a line."""
_LINES = re.compile(r"\b(?:each|every|a|no|the|all) (?:of (?:the|these) )?lines?\b", re.IGNORECASE)
_TEXTS = re.compile(r"\b(?:strings?|words?|names?|texts?)\b", re.IGNORECASE)
_ALL_TEXTS = re.compile(
    r"\b(?:all|every|each) (?:of the |the )?(?:strings?|words?|names?)\b"
    r"|\A\W*an? (?:string|word|name) (?:consists|is made|contains|has)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\b(?:all|the|these|given|those) (?:\w+ )?(?:integers|numbers|values|elements)\b", re.IGNORECASE)
_PAIR = re.compile(r"\([^\s()]{1,12}\s*,\s*[^\s()]{1,12}\)|\b(?:pairs?|points?|tuples?|triples?)\b", re.IGNORECASE)
_NEAR = 120


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the input before its traits are read: who is read, where the text speaks of them, the graph's kind."""

    types: Mapping[str, str]
    """Base of a variable -> integer, decimal, word or any."""
    sequences: frozenset[str]
    """Bases of those that have several values in one case."""
    spans: Sequence[tuple[int, int, tuple[Variable, ...]]]
    directed: bool


def targets(
    sentence: Sentence, match: re.Match[str], known: Known, types: Sequence[str], alone: bool = False
) -> tuple[Variable, ...]:
    """Whom the words at `match` are about, those of `types` only; empty where that is not certain.

    First the items that the phrase around them reads; else the variable named nearest before them, or right after. With
    `alone` it must be the only sequence named there: `all points (x_i, y_i) are distinct` says nothing of either.
    """
    place = sentence.start + match.start()
    for start, end, found in known.spans:
        if start <= place < end:
            return tuple(one for one in found if known.types.get(one.base, "any") in types)
    before = sentence.text[max(0, match.start() - _NEAR) : match.start()]
    after = sentence.text[match.end() : match.end() + 40]
    if alone:
        found = tuple(one for one in _names(before, known, types) if one.base in known.sequences)
        if not found:
            found = tuple(one for one in _names(after, known, types)[:1] if one.base in known.sequences)
        if _PAIR.search(sentence.text) or len(found) > 1:
            return ()
        return found or noun(sentence, known, types)
    named = _names(before, known, types)[-1:] or _names(after, known, types)[:1]
    return named or noun(sentence, known, types) or _all_texts(sentence, known, types)


def _all_texts(sentence: Sentence, known: Known, types: Sequence[str]) -> tuple[Variable, ...]:
    """All texts that are read, where the sentence says `all names`."""
    if sentence.section is Section.LEGEND or "word" not in types or not _ALL_TEXTS.search(sentence.text):
        return ()
    return tuple(_element(base, known) for base, kind in known.types.items() if kind == "word")


def noun(sentence: Sentence, known: Known, types: Sequence[str]) -> tuple[Variable, ...]:
    """The only variable of the sort that the sentence calls by a noun (`all strings are distinct`)."""
    if sentence.section is Section.LEGEND:
        return ()
    if "word" in types and _TEXTS.search(sentence.text):
        words = [base for base, kind in known.types.items() if kind == "word"]
        if len(words) > 1:
            return ()
        return (_element(words[0], known),) if words else (ONLY_WORD,)
    if "word" in types and "word" not in known.types.values() and _LINES.search(sentence.text):
        return (ONLY_LINE,)
    if "integer" in types and _NUMBERS.search(sentence.text):
        listed = [base for base, kind in known.types.items() if kind == "integer" and base in known.sequences]
        return (_element(listed[0], known),) if len(listed) == 1 else ()
    return ()


def _element(base: str, known: Known) -> Variable:
    return Variable(base, "*" if base in known.sequences else "")


def _names(text: str, known: Known, types: Sequence[str]) -> tuple[Variable, ...]:
    """The variables that are named in `text`, by the place of their last mention."""
    found: dict[str, Variable] = {}
    listed = tokens(text)
    for place, token in enumerate(listed):
        if token.kind != "name":
            continue
        name = variable(token.text)
        article = (
            name.base in "aA" and not name.subscript and listed[place + 1 : place + 2] and listed[place + 1].kind == "name"
        )
        if not article and known.types.get(name.base) in types:
            found.pop(name.base, None)
            found[name.base] = _element(name.base, known) if name.base in known.sequences else name
    return tuple(found.values())
