"""Which counts over the numbers read so far give which lengths, and at what price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mutators.formats.nodes import Count

FIRST = 0.8
"""What is off where the first number of a block counts something for the first time: that is what it is there for."""
OFFSET, FACTOR, HALF, PRODUCT = 1.8, 2.0, 2.2, 1.0
AGAIN = 0.6
"""What a variable costs that counts something else already."""
FAR, LATE = 0.15, 0.02
"""What it costs to look one block further out, or past one variable more: where nothing else tells, the nearest counts."""
PER_LENGTH = 2
"""Counts of the same values that are kept, of different variables: only what comes later can tell them apart."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An integer read before: its value in each example, and how many blocks further in than the outermost it stands."""

    name: str
    values: tuple[int, ...]
    depth: int
    first: bool
    """Whether it is the first token of its block."""


@dataclass(frozen=True, slots=True)
class CountGuess:
    """A count with its price, its value in each example, and what it costs more once its variable counts something else."""

    cost: float
    count: Count
    values: tuple[int, ...]
    again: float


class Counts:
    """The counts over the variables in scope, cheapest first, that make sense in the examples that take part."""

    def __init__(self, scope: Sequence[Variable], used: frozenset[str], depth: int, examples: Sequence[int]) -> None:
        self._examples = examples
        self._by_lengths: dict[tuple[int, ...], list[CountGuess]] = {}
        for guess in sorted(_guesses(scope, used, depth), key=lambda guess: guess.cost):
            lengths = tuple([guess.values[number] for number in examples])
            if lengths and min(lengths) >= 0:
                alike = self._by_lengths.setdefault(lengths, [])
                if len(alike) < PER_LENGTH and all(one.count.variables != guess.count.variables for one in alike):
                    alike.append(guess)

    def __iter__(self) -> Iterator[CountGuess]:
        for alike in self._by_lengths.values():
            yield from alike

    def explain(self, lengths: Mapping[int, int], used: frozenset[str] = frozenset()) -> Iterator[tuple[float, Count]]:
        """Counts that are so long in each of these examples, with their price where `used` count something by now."""
        if len(lengths) == len(self._examples):
            found = self._by_lengths.get(tuple([lengths[number] for number in self._examples]), [])
        else:
            found = [one for one in self if all(one.values[number] == length for number, length in lengths.items())]
        for one in found:
            yield one.cost + (one.again if one.count.variables[0] in used else 0.0), one.count


def _guesses(scope: Sequence[Variable], used: frozenset[str], depth: int) -> Iterator[CountGuess]:
    """Every count, whatever it gives."""
    for rank, one in enumerate(scope):
        base = LATE * rank + FAR * (depth - one.depth)
        again = 0.0
        if one.name in used:
            base += AGAIN
        else:
            again = AGAIN
        discount = FIRST if one.first and one.name not in used else 0.0
        yield CountGuess(base - discount, Count((one.name,)), one.values, again + discount)
        for factor, offset, price in _LINEAR:
            values = tuple([factor * value + offset for value in one.values])
            yield CountGuess(base + price, Count((one.name,), factor, offset), values, again)
        halves = tuple([-1 if value % 2 else value // 2 for value in one.values])
        yield CountGuess(base + HALF, Count((one.name,), divisor=2), halves, again)
        for other in scope[rank + 1 :]:
            product = tuple([mine * its for mine, its in zip(one.values, other.values, strict=True)])
            yield CountGuess(base + PRODUCT, Count((one.name, other.name)), product, again)


_LINEAR = (
    (1, -1, OFFSET),
    (1, 1, OFFSET),
    (2, 0, FACTOR),
    (3, 0, FACTOR + 0.5),
    (2, -1, FACTOR + 1.0),
    (2, 1, FACTOR + 1.0),
)
"""Factor, offset, price."""
