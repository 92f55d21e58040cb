"""What was left out of the training data, or cut, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.rejection import Rejection, Subject
from schemas.text import excerpt


class Losses:
    """Counts by reason, with the first offender of each quoted. Reasons are snake_case words.

    What is cut is still trained on; what is dropped is not.
    """

    def __init__(self) -> None:
        self.cut: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self._first: dict[str, tuple[str, Subject, str]] = {}

    def note_cut(self, reason: str, problem: str, subject: Subject, detail: str = "") -> None:
        """One more thing that was cut."""
        self.cut[reason] += 1
        self._first.setdefault(reason, (problem, subject, detail))

    def note_dropped(self, reason: str, problem: str, subject: Subject, detail: str = "", count: int = 1) -> None:
        """`count` more things that were dropped, alike."""
        self.dropped[reason] += count
        self._first.setdefault(reason, (problem, subject, detail))

    def rejections(self) -> Iterator[Rejection]:
        """One for each reason for dropping, in order, with the first offender."""
        for reason, count in sorted(self.dropped.items()):
            problem, subject, detail = self._first[reason]
            yield Rejection(problem, "train", reason, subject.value, "", excerpt(detail), count)

    def first(self, reason: str) -> str:
        """The first offender: where it is from, and what is wrong with it."""
        problem, _, detail = self._first[reason]
        return f"{excerpt(problem)}: {excerpt(detail)}" if detail else excerpt(problem)
