"""How many lines an input has that no number counts: `at least one and not more than 1000 lines`."""

from __future__ import annotations

import re

from mutators.constraints.expressions import Number
from mutators.constraints.notation import Plain
from mutators.constraints.nouns import starts
from mutators.constraints.records import Section
from mutators.constraints.sections import sentences
from mutators.constraints.texts import bounds_at

_ONE = re.compile(r"\b(?:at least|no less than|not less than) one\b", re.IGNORECASE)
_LINES = re.compile(r"\s*(?:non-?empty |input |such )?(?:lines|rows|entries|records)\b", re.IGNORECASE)
_OF_A_CASE = re.compile(r"\b(?:each|every|per) (?:\w+ )?(?:case|data ?set|block|group)\b", re.IGNORECASE)
_FOLLOW = re.compile(r"\bfollow", re.IGNORECASE)


def line_counts(text: Plain | None) -> tuple[int, int] | None:
    """The fewest and most lines that the statement bounds in words; None where it does not."""
    for sentence in sentences(text.text) if text is not None else ():
        if sentence.section not in (Section.INPUT, Section.CONSTRAINTS) or sentence.subtask:
            continue
        words = _ONE.sub("at least 1", sentence.certain.replace("\n", " ")[:1000])
        if _OF_A_CASE.search(words) or _FOLLOW.search(words):
            continue
        low, high = 1, None
        for match in starts(words):
            for relation, bound, end in bounds_at(words, match.start()):
                value = int(bound.value) if isinstance(bound, Number) else None
                if value is not None and relation in ("≥", ">"):
                    low = value + (relation == ">")
                if value is not None and relation in ("≤", "<") and _LINES.match(words, end):
                    high = value - (relation == "<")
        if high is not None and low <= high:
            return low, high
    return None
