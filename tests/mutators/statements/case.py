"""One invented problem: a statement, samples, and a validator that knows the truth and that generation never sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")


class Reader:
    """Reads an input strictly: single blanks, integers as they are written, nothing left over. AssertionError otherwise."""

    def __init__(self, text: str) -> None:
        assert text.endswith("\n")
        self.lines = text.split("\n")[:-1]
        self.place = 0

    def line(self) -> str:
        assert self.place < len(self.lines)
        self.place += 1
        return self.lines[self.place - 1]

    def words(self, count: int | None = None) -> list[str]:
        line = self.line()
        found = line.split(" ") if line else []
        assert all(found) and (count is None or len(found) == count)
        return found

    def row(self, *ranges: tuple[int, int]) -> list[int]:
        """One line of as many integers as there are ranges, each within its own."""
        words = self.words(len(ranges))
        return [number(word, low, high) for word, (low, high) in zip(words, ranges, strict=True)]

    def one(self, low: int, high: int) -> int:
        return self.row((low, high))[0]

    def many(self, count: int, low: int, high: int) -> list[int]:
        return [number(word, low, high) for word in self.words(count)]

    def end(self) -> None:
        assert self.place == len(self.lines)


def number(word: str, low: int, high: int) -> int:
    assert _INTEGER.fullmatch(word)
    assert low <= int(word) <= high
    return int(word)


def decimal(word: str, low: float, high: float, digits: int) -> float:
    assert re.fullmatch(rf"-?[0-9]+(\.[0-9]{{1,{digits}}})?", word)
    assert low <= float(word) <= high
    return float(word)


def distinct(values: Sequence[object]) -> None:
    assert len(set(values)) == len(values)


def parts(vertices: int, edges: Sequence[tuple[int, int]]) -> int:
    """How many components the graph over 1..vertices has."""
    above = list(range(vertices + 1))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for one, other in edges:
        above[root(one)] = root(other)
    return sum(root(one) == one for one in range(1, vertices + 1))


@dataclass(frozen=True, slots=True)
class Case:
    """`check` raises AssertionError or ValueError for an input that is not valid. `size` of some input must come near `top`.

    `share`: of what is proposed, at least so much is valid; 1.0 where everything stated can be understood.
    """

    name: str
    statement: str
    samples: tuple[str, ...]
    check: Callable[[Reader], None]
    top: int = 0
    size: Callable[[str], int] = lambda text: int(text.split()[0])
    share: float = 1.0

    def valid(self, text: str) -> bool:
        try:
            reader = Reader(text)
            self.check(reader)
            reader.end()
        except (AssertionError, ValueError, IndexError):
            return False
        return True


def tex(story: str, *items: str, after: str = "") -> str:
    """A statement in LaTeX, with an item for each line of the input."""
    lines = "\n".join(f"  \\item {item}" for item in items)
    return (
        f"\\problemname{{A Problem}}\n{story}\n\\section*{{Input}}\nThe input consists of:\n\\begin{{itemize}}\n{lines}\n"
        f"\\end{{itemize}}\n{after}\n\\section*{{Output}}\nOutput one integer, the answer.\n"
    )
