"""A search in order of price: states that wait to be continued, and the searches for inner blocks that wait among them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as counter
from math import inf, log2
from typing import Protocol

from mutators.formats.counting import Variable
from mutators.formats.nodes import Node, Repeat

MOST_VISITS, MOST_VISITS_INSIDE = 2, 4
"""States that agree in what may follow, of which so many are continued."""


@dataclass(frozen=True, slots=True)
class State:
    """The beginning of a block: its nodes, their price, and the line reached in each example (-1: it has no such block)."""

    cost: float
    places: tuple[int, ...]
    body: tuple[Node, ...]
    scope: tuple[Variable, ...]
    used: frozenset[str]
    depth: int
    fresh: int

    def key(self) -> tuple[object, ...]:
        """States that agree in this can be continued alike."""
        return self.places, tuple(one.values for one in self.scope)

    def then(self, cost: float, node: Node, places: Sequence[int], used: frozenset[str], names: int) -> State:
        """This beginning and one node more."""
        return replace(
            self,
            cost=self.cost + cost,
            body=(*self.body, node),
            places=tuple(places),
            used=self.used | used,
            fresh=self.fresh + names,
        )


class Continuing(Protocol):
    """What knows the examples."""

    def continuations(self, state: State) -> Iterator[State | Inside | Later]:
        """What may come next."""

    def after_all(
        self, start: State, block: State, repeat: Repeat, totals: Sequence[int]
    ) -> tuple[tuple[int, ...], list[int]] | None:
        """The line after all instances of a block in each example, and how many there were; None if one does not match."""


class Frontier:
    """The states of one block that are not yet continued, cheapest first; searches for blocks inside it wait among them.

    So a block inside is searched only as long as nothing else is cheaper, and the whole stays a search in order of price.
    """

    def __init__(self, search: Continuing, start: State) -> None:
        self._search = search
        self._order = counter()
        self._heap: list[tuple[float, int, State | Inside | Later]] = []
        self._visits: dict[tuple[object, ...], int] = {}
        self._push(start.cost, start)

    @property
    def bound(self) -> float:
        """The price of whatever comes next."""
        return self._heap[0][0] if self._heap else inf

    def step(self) -> State | None:
        """Continue the cheapest: the state, if it is one. The third of its sort is not continued."""
        item = heapq.heappop(self._heap)[2]
        if isinstance(item, Inside):
            after = item.step()
            if after is not None:
                self._push(after.cost, after)
            if item.bound < inf:
                self._push(item.bound, item)
            return None
        if isinstance(item, Later):
            for after in item.states():
                self._push(after.cost, after)
            return None
        visits = self._visits[item.key()] = self._visits.get(item.key(), 0) + 1
        if visits > (MOST_VISITS_INSIDE if item.depth else MOST_VISITS):
            return item  # a whole block all the same: of its first instance the cheaper ones may be true by accident
        for following in self._search.continuations(item):
            self._push(following.cost if isinstance(following, State) else following.bound, following)
        return item

    def _push(self, cost: float, item: State | Inside | Later) -> None:
        heapq.heappush(self._heap, (cost, next(self._order), item))


@dataclass(frozen=True, slots=True)
class Later:
    """Continuations that cost at least `bound`, made when their turn comes: most never are."""

    bound: float
    states: Callable[[], Iterator[State]]


class Inside:
    """The search for a repeated block of two nodes or more, as continuation of a state; at most three are found."""

    def __init__(self, search: Continuing, state: State, cost: float, repeat: Repeat, totals: Sequence[int]) -> None:
        places = tuple(place if total > 0 else -1 for place, total in zip(state.places, totals, strict=True))
        used = state.used | frozenset(repeat.count.variables if repeat.count else ())
        self._start = State(0.0, places, (), state.scope, used, state.depth + 1, state.fresh + 1)
        self._search, self._state, self._cost, self._repeat, self._totals = search, state, cost, repeat, totals
        self._frontier = Frontier(search, self._start)
        self._left = 3

    @property
    def bound(self) -> float:
        return self._state.cost + self._cost + self._frontier.bound if self._left else inf

    def step(self) -> State | None:
        """One step on; the state after all blocks if one was found that matches them all."""
        block = self._frontier.step()
        if block is None or len(block.body) < 2:
            return None
        reached = self._search.after_all(self._start, block, self._repeat, self._totals)
        if reached is None:
            return None
        ends, instances = reached
        unknown = unexplained(instances, self._state) if self._repeat.count is None else 0.0
        self._left -= 1
        places = [end if end >= 0 else place for end, place in zip(ends, self._state.places, strict=True)]
        node = replace(self._repeat, body=block.body)
        return self._state.then(self._cost + block.cost + unknown, node, places, block.used, block.fresh - self._state.fresh)


def unexplained(totals: Sequence[int], state: State) -> float:
    """The price of numbers that nothing says: some of their bits, so that blocks which are counted beat lines which are not.

    Nodes before count as well, or it would pay to take the first of the lines out.
    """
    bits = sum(log2(1 + total + len(state.body)) for total in totals) / len(totals)
    return 0.8 * bits * min(3, len(totals))
