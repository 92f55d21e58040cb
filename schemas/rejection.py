"""What was dropped, where and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

GIVEN_UP = "kills_its_worker"
"""The reason of a rejection of what has been given up."""


class Subject(Enum):
    """What kind of thing a rejection is about."""

    PROBLEM = "problem"
    SOLUTION = "solution"
    TEST = "test"
    CANDIDATE = "candidate"
    FILE = "file"


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """One thing that did not make it into the dataset.

    `problem` names the problem (or the file, where no problem could be read), `stage` the step that dropped it, `reason`
    is one of a small set of snake_case words that can be counted, `subject` says what was dropped and `item` which one
    (a test's place, a solution's digest); `detail` quotes the offender. `count` > 1 sums up many alike.
    """

    problem: str
    stage: str
    reason: str
    subject: str = Subject.PROBLEM.value
    item: str = ""
    detail: str = ""
    count: int = 1
