"""Graphs in which the last vertex, or every one, can be reached from the first: checked, and made so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """From the first vertex a way leads to the last one, or with `everywhere` to all; along the edges where `directed`."""

    directed: bool
    everywhere: bool

    def leads(self, edges: Sequence[Edge], vertices: int, base: int) -> bool:
        """Whether it does in a graph over base .. base + vertices - 1."""
        beside: dict[int, list[int]] = {}
        for one, other in edges:
            beside.setdefault(one, []).append(other)
            if not self.directed:
                beside.setdefault(other, []).append(one)
        seen, waiting = {base}, [base]
        while waiting:
            for other in beside.get(waiting.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return len(seen) == vertices if self.everywhere else base + vertices - 1 in seen

    def made(self, edges: Sequence[Edge], vertices: int, rng: Random, once: bool) -> list[Edge] | None:
        """As many edges over 0 .. vertices - 1, some replaced by those of a way; None where there are too few.

        `once`: no pair of vertices may be joined twice.
        """
        if vertices < 2 or self.leads(edges, vertices, 0):
            return list(edges)
        order = rng.sample(range(1, vertices), vertices - 1)
        if self.everywhere:
            reached = [0, *order]
            way = [(reached[rng.randrange(place)], reached[place]) for place in range(1, vertices)]
        else:
            inner = [one for one in order if one != vertices - 1][: rng.choice((0, 1, 2, vertices))]
            stops = [0, *inner[: max(0, len(edges) - 1)], vertices - 1]
            way = list(pairwise(stops))
        if len(way) > len(edges):
            return None
        taken = {frozenset(edge) for edge in way}
        rest = [edge for edge in edges if not once or frozenset(edge) not in taken]
        found = [*way, *rest[: len(edges) - len(way)]]
        if len(found) < len(edges):
            return None
        rng.shuffle(found)
        return found
