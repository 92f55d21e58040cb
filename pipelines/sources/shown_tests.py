"""Which of a problem's tests are its examples, where a dataset does not keep them apart."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.problem import Test


def public_and_private(statement: str, tests: Sequence[Test]) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    """The tests that the statement shows, and the others, each in their order.

    A test is shown where its input and, further down, its output stand in the statement as whole lines, white space at their
    ends and empty lines aside. Where none is, the one with the shortest input has to do: every problem needs an example.
    """
    page = _lines(statement)
    shown = [test for test in tests if _is_shown(test, page)]
    if not shown:
        shown = sorted(tests, key=lambda test: len(test.input))[:1]
    public = set(shown)
    return tuple(dict.fromkeys(shown)), tuple(test for test in tests if test not in public)


def _is_shown(test: Test, page: str) -> bool:
    if len(test.input) > 2 * len(page) + 100:
        return False
    given, wanted = _lines(test.input), _lines(test.output)
    place = page.find(given)
    return len(given) > 1 and len(wanted) > 1 and place >= 0 and page.find(wanted, place + len(given) - 1) >= 0


def _lines(text: str) -> str:
    """The lines without white space around them, each between two newlines."""
    return "\n" + "".join(f"{line}\n" for row in text.splitlines() if (line := row.strip()))
