"""Edge lists in the shapes that slow programs and wrong ones: path, star, trees, cycle, dense, components, grid-like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from random import Random

from mutators.constraints.records import Trait
from mutators.generation.domains import Traits

Edge = tuple[int, int]
Backbone = Callable[[Random, int], Iterator[Edge]]
"""(rng, vertices) -> edges over 0 .. vertices - 1, first those that make it what it is. May be endless; may be short."""


def path(rng: Random, vertices: int) -> Iterator[Edge]:
    return ((one, one + 1) for one in range(vertices - 1))


def star(rng: Random, vertices: int) -> Iterator[Edge]:
    return ((0, one) for one in range(1, vertices))


def random_tree(rng: Random, vertices: int) -> Iterator[Edge]:
    return ((rng.randrange(one), one) for one in range(1, vertices))


def deep_tree(rng: Random, vertices: int) -> Iterator[Edge]:
    return ((max(0, one - rng.randint(1, 3)), one) for one in range(1, vertices))


def binary_tree(rng: Random, vertices: int) -> Iterator[Edge]:
    return (((one - 1) // 2, one) for one in range(1, vertices))


def caterpillar(rng: Random, vertices: int) -> Iterator[Edge]:
    """A path with a leaf at each of its vertices."""
    return ((one - 1 if one % 2 else max(0, one - 2), one) for one in range(1, vertices))


def broom(rng: Random, vertices: int) -> Iterator[Edge]:
    """A path with a star at its end."""
    return ((min(one - 1, vertices // 2), one) for one in range(1, vertices))


TREES: Mapping[str, Backbone] = {
    "path": path,
    "star": star,
    "random_tree": random_tree,
    "deep_tree": deep_tree,
    "binary_tree": binary_tree,
    "caterpillar": caterpillar,
    "broom": broom,
}


def cycle(rng: Random, vertices: int) -> Iterator[Edge]:
    return ((one, (one + 1) % vertices) for one in range(vertices))


def complete(rng: Random, vertices: int) -> Iterator[Edge]:
    """All pairs of the first vertices: as dense as the number of edges allows."""
    return ((one, other) for other in range(vertices) for one in range(other))


def bipartite(rng: Random, vertices: int) -> Iterator[Edge]:
    """All pairs of two halves, the first ones first."""
    half = vertices // 2
    return (
        (one, half + layer - one)
        for layer in range(vertices)
        for one in range(max(0, layer + half - vertices + 1), min(layer, half - 1) + 1)
    )


def ladder(rng: Random, vertices: int) -> Iterator[Edge]:
    """A grid, as square as the number of vertices allows."""
    width = max(1, int(vertices**0.5))
    for one in range(vertices):
        if (one + 1) % width and one + 1 < vertices:
            yield one, one + 1
        if one + width < vertices:
            yield one, one + width


def two_parts(rng: Random, vertices: int) -> Iterator[Edge]:
    """Two components, edges at random inside each."""
    half = max(1, vertices // 2)
    while vertices > 3:
        start, size = (0, half) if rng.random() < 0.5 else (half, vertices - half)
        yield start + rng.randrange(size), start + rng.randrange(size)


def random_pairs(rng: Random, vertices: int) -> Iterator[Edge]:
    while vertices > 0:
        yield int(rng.random() * vertices), int(rng.random() * vertices)


def hub(rng: Random, vertices: int) -> Iterator[Edge]:
    """Edges at random between a few vertices and all."""
    few = max(1, min(vertices, 3))
    while vertices > 0:
        yield rng.randrange(few), rng.randrange(vertices)


def layered(rng: Random, vertices: int) -> Iterator[Edge]:
    """Every vertex to the next few: many paths of equal length."""
    for step in range(1, vertices):
        yield from ((one, one + step) for one in range(vertices - step))


GRAPHS: Mapping[str, Backbone] = {
    **TREES,
    "cycle": cycle,
    "complete": complete,
    "bipartite": bipartite,
    "ladder": ladder,
    "two_parts": two_parts,
    "random_pairs": random_pairs,
    "hub": hub,
    "layered": layered,
}


def most_edges(vertices: int, traits: Traits) -> int | None:
    """How many edges there can be at most; None: any number."""
    if Trait.TREE in traits:
        return max(0, vertices - 1)
    pairs = vertices * (vertices - 1) // 2
    if Trait.NO_PARALLEL in traits or Trait.ACYCLIC in traits:
        return pairs if Trait.NO_LOOPS in traits or Trait.ACYCLIC in traits else pairs + vertices
    if Trait.NO_REPEATED in traits:
        return 2 * pairs + (0 if Trait.NO_LOOPS in traits else vertices)
    return 0 if vertices < 2 and Trait.NO_LOOPS in traits else None


def least_edges(vertices: int, traits: Traits) -> int:
    return max(0, vertices - 1) if traits & {Trait.TREE, Trait.CONNECTED} else 0


def edges(rng: Random, vertices: int, total: int, traits: Traits, shape: str, order: str = "") -> list[Edge]:
    """`total` edges over 0 .. vertices - 1 with the traits, in a shape; fewer where there cannot be so many.

    `order`: `≤` or `<` where the first of a pair must be the smaller.
    """
    if Trait.TREE in traits and shape not in TREES:
        shape = "random_tree"
    needs_tree = bool(traits & {Trait.TREE, Trait.CONNECTED})
    names = list(range(vertices))
    if rng.random() < 0.6:
        rng.shuffle(names)
    sources = [GRAPHS[shape](rng, vertices)]
    if needs_tree and shape not in TREES:
        sources.insert(0, random_tree(rng, vertices))
    sources.append(islice(random_pairs(rng, vertices), 20 * total + 100))
    sources.append(layered(rng, vertices))
    found = chosen(sources, total, traits, order)
    renamed = [(names[one], names[other]) for one, other in found]
    return _turned(rng, renamed, traits, order)


def chosen(sources: Sequence[Iterator[Edge]], total: int, traits: Traits, order: str) -> list[Edge]:
    """The first `total` edges of the sources, one source after the other, without those that the traits or the order forbid."""
    loops = not traits & {Trait.NO_LOOPS, Trait.TREE, Trait.ACYCLIC} and order != "<"
    once = bool(traits & {Trait.NO_PARALLEL, Trait.ACYCLIC, Trait.TREE})
    once_directed = Trait.NO_REPEATED in traits
    seen: set[Edge] = set()
    found: list[Edge] = []
    for source in sources:
        if len(found) >= total:
            break
        for edge in islice(source, 40 * total + 400):
            if len(found) >= total:
                break
            if Trait.ACYCLIC in traits or order:
                edge = (min(edge), max(edge))
            one, other = edge
            if one == other and not loops:
                continue
            if once or once_directed:
                key = (min(edge), max(edge)) if once else edge
                if key in seen:
                    continue
                seen.add(key)
            found.append(edge)
    return found


def _turned(rng: Random, found: list[Edge], traits: Traits, order: str) -> list[Edge]:
    """The edges in an order and a direction that say nothing, or as they are."""
    if rng.random() < 0.6:
        rng.shuffle(found)
    if order:
        return [(min(edge), max(edge)) for edge in found]
    if rng.random() < 0.6 and Trait.ACYCLIC not in traits and Trait.NO_REPEATED not in traits:
        return [edge if rng.random() < 0.5 else edge[::-1] for edge in found]
    return found


def intervals(rng: Random, size: int, low: int, high: int, strictly: bool) -> list[Edge]:
    """Pairs l <= r of low..high: points, everything, prefixes, suffixes, nested ones, short ones, or at random."""
    gap = 1 if strictly and high > low else 0
    way = rng.randrange(8)
    found: list[Edge] = []
    for place in range(size):
        kind = way if way < 7 else rng.randrange(7)
        one, other = sorted((int(low + rng.random() * (high - low + 1)), int(low + rng.random() * (high - low + 1))))
        if kind == 0:
            other = one
        elif kind == 1:
            one, other = low, high
        elif kind == 2:
            one = low
        elif kind == 3:
            other = high
        elif kind == 4:
            shift = place % max(1, (high - low) // 2)
            one, other = low + shift, high - shift
        elif kind == 5:
            other = min(high, one + rng.randint(0, 3))
        if other - one < gap:
            one, other = (one, one + gap) if one + gap <= high else (high - gap, high)
        found.append((one, other))
    return found
