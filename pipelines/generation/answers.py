"""More than one right answer: which way of comparing makes correct solutions agree. Knows no Beam and no processes.

Solutions that are right print other texts than the stored one where a problem has several answers. What they print tells what
may differ: the last digits of numbers, the order of lines or words, the witness behind a yes or no. The first way of comparing,
from strict to loose, under which they agree is the problem's; where none is, nothing can be said of outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.execution.comparison import outputs_match
from schemas.problem import Checker, CheckerKind

TOLERANCES = (1e-9, 1e-6, 1e-4, 1e-3)
"""What problems allow, if they do not say; the least that makes solutions agree is taken."""
AGREEING_SHARE = 0.95
"""Share of the outputs that must match: of many solutions called correct, some are not."""
LEAST_DIFFERENT = 2
"""From fewer pairs of texts that differ nothing is inferred."""
FIRST_TOKENS = (2, 3)
"""Answers before a witness are yes and no, seldom a third: more different words are no such answers, one alone says nothing."""
_POWER = re.compile(r"(?<![\w.])(?:10\s*\^\s*\{?\s*[-−–]\s*(\d{1,2})|1[eE][-−](\d{1,2})|0\.(0{1,11})1)(?!\d)")
_DECIMAL = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?\Z")


@dataclass(frozen=True, slots=True)
class Answers:
    """Outputs of correct solutions on one input; `expected` is the stored one, or that of the first solution."""

    expected: str
    others: tuple[str, ...]


def stated_tolerances(description: str) -> tuple[float, ...]:
    """The tolerances that a statement names, least first."""
    found = {10.0 ** -int(one or two or len(zeros) + 1) for one, two, zeros in _POWER.findall(description)}
    return tuple(sorted(found))


def library(description: str, answers: Sequence[Answers]) -> list[Checker]:
    """The ways of comparing that these outputs may be meant to be compared in, from strict to loose."""
    texts = [text for one in answers for text in (one.expected, *one.others)]
    found = []
    if any(_DECIMAL.match(token) for text in texts for token in text.split()):
        found += [Checker.within(tolerance) for tolerance in stated_tolerances(description) or TOLERANCES]
    if any(len(text.split()) > 1 for text in texts):
        found += [Checker(CheckerKind.UNORDERED_LINES), Checker(CheckerKind.UNORDERED_TOKENS)]
        first = {text.split()[0].lower() for text in texts if text.strip()}
        if FIRST_TOKENS[0] <= len(first) <= FIRST_TOKENS[1] and all(word.isalpha() for word in first):
            found.append(Checker(CheckerKind.FIRST_TOKEN))
    return found


def agree(answers: Iterable[Answers], checker: Checker) -> bool:
    """Whether nearly all outputs match what is expected."""
    pairs = [(one.expected, other) for one in answers for other in one.others]
    matching = sum(outputs_match(expected, other, checker) for expected, other in pairs)
    return matching >= AGREEING_SHARE * len(pairs)


def fitting(description: str, answers: Sequence[Answers], present: Checker) -> Checker | None:
    """`present` where correct solutions agree by it, else the first of the library by which they do; None: by none of them.

    A looser way is taken only if it explains LEAST_DIFFERENT outputs at least.
    """
    if agree(answers, present):
        return present
    differing = [
        Answers(one.expected, odd)
        for one in answers
        if (odd := tuple(other for other in one.others if not outputs_match(one.expected, other, present)))
    ]
    if sum(len(one.others) for one in differing) < LEAST_DIFFERENT:
        return None
    return next((one for one in library(description, answers) if agree(differing, one) and agree(answers, one)), None)
