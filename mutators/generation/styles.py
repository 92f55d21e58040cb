"""In which way an input is drawn: how large, of which values, in which shapes, and what is pinned to a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mutators.generation.graphs import GRAPHS
from mutators.generation.shapes import SHAPES

MOST_CHARACTERS = 2_000_000
"""Length of the longest inputs that are made often."""
HUGE_CHARACTERS = 6_000_000
"""Length of those that are made now and then: 200,000 edges with their weights take 4 million."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one input is drawn.

    `sizes`: `small` (uniform up to `most`), `log` (log-uniform up to `most`) or `largest`. `width`: all values from a range
    that wide (0: from all that may be). `share`: how cases divide what they may have together: `even`, `random`, or `one`
    gets nearly everything. `cases`: how many: `few`, `any` or `most`. `pinned`: fields that are set, where that is possible.
    `soft`: what was true of too few examples to be sure of is kept to.
    """

    sizes: str = "log"
    most: int = 100
    room: int = MOST_CHARACTERS
    values: tuple[str, ...] = tuple(SHAPES)
    graphs: tuple[str, ...] = tuple(GRAPHS)
    width: int = 0
    share: str = "even"
    cases: str = "any"
    pinned: Mapping[str, int] = field(default_factory=dict)
    soft: bool = True
