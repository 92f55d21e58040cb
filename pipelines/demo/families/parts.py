"""The parts of a member: which numbers are taken, what becomes of each, what is told of the results.

Each part holds what a statement says of it and what it is in the languages; `{x}` is a number there, `{k}` the part's constant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """`words`: ways to say it. `code`: an expression that Python and C++ both understand; `wrong`: a near miss of it.

    `constants`: what `{k}` may be, empty for a part without one. `tag` stands among the problem's tags.
    """

    name: str
    words: tuple[str, ...]
    code: str
    wrong: str
    constants: tuple[int, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the results, 0 where there are none. `whole`: at once, in Python."""

    name: str
    words: tuple[str, ...]
    whole: str
    better: str
    """When `{x}` takes the place of the best so far, `{best}`; "" for a sum."""
    of: Callable[[list[int]], int]


TAKEN = (
    Part("all", ("all of the numbers", "every number"), "", ""),
    Part("even", ("the even numbers", "the numbers that are even"), "{x} % 2 == 0", "{x} % 2 != 0", tag="parity"),
    Part("odd", ("the odd numbers", "the numbers that are odd"), "{x} % 2 != 0", "{x} % 2 == 0", tag="parity"),
    Part(
        "greater",
        ("the numbers greater than {k}", "the numbers that are more than {k}"),
        "{x} > {k}",
        "{x} >= {k}",
        tuple(range(2, 10)),
        "comparison",
    ),
    Part(
        "less",
        ("the numbers less than {k}", "the numbers that are below {k}"),
        "{x} < {k}",
        "{x} <= {k}",
        tuple(range(2, 10)),
        "comparison",
    ),
    Part(
        "divisible",
        ("the numbers divisible by {k}", "the multiples of {k}"),
        "{x} % {k} == 0",
        "{x} % {k} != 0",
        tuple(range(3, 10)),
        "number theory",
    ),
)
CHANGED = (
    Part("same", ("Leave them as they are.", "Do not change them."), "{x}", "{x} + 1"),
    Part("square", ("Square each of them.", "Multiply each of them by itself."), "{x} * {x}", "{x} + {x}", tag="math"),
    Part("plus", ("Add {k} to each of them.", "Make each of them {k} more."), "{x} + {k}", "{x} - {k}", tuple(range(2, 10))),
    Part(
        "minus",
        ("Subtract {k} from each of them.", "Make each of them {k} less."),
        "{x} - {k}",
        "{x} + {k}",
        tuple(range(2, 10)),
    ),
    Part(
        "times",
        ("Multiply each of them by {k}.", "Make each of them {k} times as large."),
        "{x} * {k}",
        "{x} + {k}",
        tuple(range(2, 10)),
        "math",
    ),
)
TOLD = (
    Told("sum", ("the sum of the results", "the total of the results"), "sum({items})", "", sum),
    Told("largest", ("the largest result", "the greatest of the results"), "max({items}, default=0)", "{x} > {best}", max),
    Told("smallest", ("the smallest result", "the least of the results"), "min({items}, default=0)", "{x} < {best}", min),
)
