"""Outputs that no right answer looks like: agreement on them is agreement on an error. Knows no Beam and no processes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.problem import Problem

_WORD = re.compile(r"[^\W\d_]{2,}")
_FAILURES = frozenset({"nan", "inf", "infinity", "error", "exception", "traceback", "invalid", "null", "none", "undefined"})
"""What programs print for an input that they were not made for."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that outputs of a problem are made of: those of its statement and its given outputs, in lower case.

    `open`: given outputs have words that are neither the statement's nor their inputs', so that any may come.
    """

    words: frozenset[str]
    open: bool

    @staticmethod
    def of(problem: Problem) -> Vocabulary:
        """What statement and given tests show. Without a statement any word may come, but for signs of failure."""
        statement = _words(problem.description)
        outputs = [(_words(test.output), _words(test.input)) for test in problem.given_tests]
        strange = any(output - statement - given for output, given in outputs)
        known = statement.union(*(output for output, _ in outputs))
        return Vocabulary(known, strange or not statement)

    def objection(self, content: str, output: str) -> str:
        """`output_of_another_form` where an output has a word that none of this problem's has, else ""."""
        foreign = _words(output) - self.words
        if not foreign or not foreign - _words(content):
            return ""
        return "output_of_another_form" if not self.open or foreign & _FAILURES else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))
