"""Edge lists whose weights fit their shape: what defeats searches that look at a vertex again whenever it is improved.

Vertex 0 is where a search is expected to begin. On these graphs a queue without priorities (Bellman and Ford, "SPFA") improves
vertices far away again and again, a heap whose stale entries are not skipped scans a vertex of high degree once for every
improvement, and a depth-first search that goes on from every improvement takes time exponential in the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from random import Random

from mutators.constraints.graphs import joins
from mutators.constraints.records import Trait
from mutators.formats.nodes import Kind, Repeat, Token
from mutators.generation.domains import Traits
from mutators.generation.graphs import Edge, chosen, layered, random_pairs

Weight = tuple[int, int, int]
"""(from, to, weight)."""
Maker = Callable[[Random, int, int, int, int], Iterator[Weight]]
"""(rng, vertices, edges, least weight, greatest weight) -> edges in the order in which they work best, from low to high."""

IN_ORDER, REVERSED = 0.5, 0.75
"""Bounds of the draws by which vertices keep their names, or are named from the other end; else they are shuffled."""


def fan(rng: Random, vertices: int, total: int, low: int, high: int) -> Iterator[Weight]:
    """Vertex 0 leads to all others at prices that rise faster than the path along them: each pass improves all that follow."""
    size = max(0, min(vertices - 1, total // 2))
    step = low + 1 if low >= 0 else 1
    for one in range(size, 0, -1):
        yield 0, one, max(low, min(high, low + step * one))
    for one in range(size - 1, 0, -1):
        yield one, one + 1, max(low, min(high, low))


def backward_path(rng: Random, vertices: int, total: int, low: int, high: int) -> Iterator[Weight]:
    """A path that is listed from its end, and dear jumps along it: every round over the edges settles one vertex more."""
    for one in range(vertices - 2, -1, -1):
        yield one, one + 1, low
    while vertices > 2:
        one, other = sorted((int(rng.random() * vertices), int(rng.random() * vertices)))
        if one < other:
            yield one, other, max(low, min(high, low * (other - one) + 1 + int(rng.random() * 8)))


def strip(rng: Random, vertices: int, total: int, low: int, high: int) -> Iterator[Weight]:
    """A long and narrow grid: cheap steps across, random ones along."""
    width = max(2, min(rng.choice((3, 6, 10, 20)), int(vertices**0.5)))
    span = high - low + 1
    for one in range(vertices):
        if (one + 1) % width and one + 1 < vertices:
            yield one, one + 1, low + int(rng.random() * min(span, 4))
        if one + width < vertices:
            yield one, one + width, low + int(rng.random() * span)


def stale(rng: Random, vertices: int, total: int, low: int, high: int) -> Iterator[Weight]:
    """One vertex of high degree that is improved by many others, each a little, before it is looked at."""
    size = max(1, min((vertices - 2) // 2, total // 3))
    if vertices < 4:
        return
    center = size + 1
    step = max(1, (high - low) // (2 * size + 2))
    for one in range(1, size + 1):
        yield 0, one, min(high, low + step * one)
        yield one, center, max(low, high - 2 * step * one)
    for one in range(center + 1, vertices):
        yield center, one, min(high, low + int(rng.random() * (high - low + 1)))


def improving(rng: Random, vertices: int, total: int, low: int, high: int) -> Iterator[Weight]:
    """Triangles in a row whose long sides come first and cost most in front: each doubles how often what follows improves."""
    base = min(high, max(low, 0))
    depth = max(0, min((vertices - 1) // 2, total // 3, (high - base + 1).bit_length() - 2))
    for level in range(depth):
        start = 2 * level
        yield start, start + 2, min(high, 2 * base + (1 << (depth - level)))
        yield start, start + 1, base
        yield start + 1, start + 2, base
    for one in range(2 * depth, vertices - 1):
        yield one, one + 1, base


MAKERS: Mapping[str, Maker] = {
    "fan": fan,
    "backward_path": backward_path,
    "strip": strip,
    "stale": stale,
    "improving": improving,
}


def weight_of(one: Repeat) -> Token | None:
    """The field behind the two ends of an edge, where it is a whole number."""
    item = one.fields[2] if len(one.fields) > 2 else None
    return item if isinstance(item, Token) and item.kind is Kind.INTEGER else None


def weighted_edges(
    rng: Random, vertices: int, total: int, weights: tuple[int, int], traits: Traits, shape: str, order: str = ""
) -> list[Weight]:
    """`total` edges over 0 .. vertices - 1 with weights of a range, with the traits, in a shape; fewer where that cannot be.

    What the shape does not fill has random edges of the greatest weight. Edges keep their direction. `order` as in
    `graphs.edges`. KeyError for an unknown shape, or one whose edges are not weighted.
    """
    low, high = weights
    cost: dict[Edge, int] = {}

    def backbone() -> Iterator[Edge]:
        for one, other, weight in islice(MAKERS[shape](rng, vertices, total, low, high), total + 1):
            cost.setdefault((one, other), weight)
            yield one, other

    sources = [backbone()]
    if Trait.CONNECTED in traits:
        shaped = list(sources[0])
        path = [(one, one + 1) for one in range(vertices - 2, -1, -1)]
        needed = [edge for edge, joined in zip(path, joins([*shaped, *path])[len(shaped) :], strict=True) if joined]
        sources = [iter(shaped), iter(needed)] if len(shaped) + len(needed) <= total else [iter(path), iter(shaped)]
    sources += [islice(random_pairs(rng, vertices), 20 * total + 100), layered(rng, vertices)]
    found = [(*edge, cost.get(edge, high)) for edge in chosen(sources, total, traits, order)]
    way = rng.random()
    if way > IN_ORDER and not order and Trait.ACYCLIC not in traits:
        names = list(range(vertices))[::-1]
        if way > REVERSED:
            rng.shuffle(names)
        found = [(names[one], names[other], weight) for one, other, weight in found]
    if rng.random() < 0.3:
        found.reverse()
    return [(min(one, other), max(one, other), weight) for one, other, weight in found] if order else found
