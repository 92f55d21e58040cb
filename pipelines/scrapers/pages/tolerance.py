"""How near an answer must come, as statements say it: sites show no checker, but most say in a sentence what theirs allows.

    "... is correct if its absolute or relative error does not exceed 10^-6"     either of the two
    "... an absolute error of at most 10^-4"                                     that one alone
    "... absolute error below 10^-3 or relative error below 10^-6"               each its own

Read are English, Russian and Japanese. A sentence with an error but no number, or with more numbers than errors, says nothing;
neither do sentences that contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.problem import Checker, CheckerKind

_ABSOLUTE = r"\babsolute\b(?!\s+values?\b)|\bабсолютн\w*(?!\s+(?:величин|значени))|絶対"
_RELATIVE = r"\brelative\b|\bотносительн\w*|相対"
_ERROR = re.compile(
    r"\berrors?\b|\bdiffer(?:s|ence|ences)?\b|\bprecision\b|\btolerance\b|погрешност|ошибк|точност|誤差", re.IGNORECASE
)
_NUMBER = (
    r"(?:(?P<factor>\d)\s*(?:[·×*]|\\cdot|\\times)\s*)?10\s*\^\s*[({]?\s*[-−–]\s*(?P<power>\d{1,2})"
    r"|(?P<short>\d(?:\.\d+)?[eE][-−]\d{1,2})|(?P<plain>0\.0{0,11}[1-9]\d?)"
)
_WORDS = re.compile(
    rf"(?P<absolute>{_ABSOLUTE})|(?P<relative>{_RELATIVE})|(?<![A-Za-z0-9_.^])(?:{_NUMBER})(?![A-Za-z0-9_^]|\.\d)",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])\s+(?=[^\sa-zа-я])|。|\n\s*\n")
_LEAST, _MOST = 1e-15, 0.5
"""What lies outside is no tolerance: doubles tell no smaller ones apart, and within larger ones most answers are right."""


def stated_checker(statement: str) -> Checker | None:
    """The comparison of numbers within the error that a statement allows; None where it names none, or several."""
    found = {allowed for sentence in _END.split(statement) if (allowed := _allowed(sentence)) is not None}
    if len(found) != 1:
        return None
    absolute, relative = found.pop()
    return Checker(CheckerKind.FLOAT_ABS_REL, absolute, relative)


def _allowed(sentence: str) -> tuple[float | None, float | None] | None:
    """(absolute, relative) error that a sentence allows: its only number, or for each kind the first number behind it."""
    if _ERROR.search(sentence) is None:
        return None
    words = list(_words(sentence))
    numbers = {number for _, number in words if number}
    kinds = {kind for kind, _ in words if kind}
    allowed = dict.fromkeys(kinds, *numbers) if len(numbers) == 1 else _paired(words)
    if not allowed or kinds - allowed.keys() or not all(_LEAST <= one <= _MOST for one in allowed.values()):
        return None
    return allowed.get("absolute"), allowed.get("relative")


def _paired(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The kinds with the first number behind each; none where one kind has two."""
    waiting: set[str] = set()
    allowed: dict[str, float] = {}
    for kind, number in words:
        if kind:
            waiting.add(kind)
        elif waiting & allowed.keys():
            return {}
        else:
            allowed |= dict.fromkeys(waiting, number)
            waiting = set()
    return allowed


def _words(sentence: str) -> Iterator[tuple[str, float]]:
    """The kinds of error and the numbers in their order: one of ("absolute" or "relative", 0) and ("", number)."""
    for match in _WORDS.finditer(sentence):
        if match["absolute"] or match["relative"]:
            yield "absolute" if match["absolute"] else "relative", 0.0
        else:
            yield "", _number(match)


def _number(match: re.Match[str]) -> float:
    if match["power"]:
        return float(f"{match['factor'] or 1}e-{match['power']}")
    return float((match["short"] or match["plain"]).replace("−", "-"))
