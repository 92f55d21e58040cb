"""Weighted edge lists: whole, within their ranges and traits, and costly for the searches that they are made against."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mutators.constraints.graphs import graph_has
from mutators.constraints.records import Trait
from mutators.generation.weighted import MAKERS, Weight, weighted_edges

Around = list[list[tuple[int, int]]]
"""Vertex -> (neighbour, weight)."""
TRAITS = st.frozensets(st.sampled_from((Trait.NO_LOOPS, Trait.NO_PARALLEL, Trait.NO_REPEATED, Trait.CONNECTED, Trait.ACYCLIC)))


@given(
    st.integers(0, 2**32),
    st.sampled_from(sorted(MAKERS)),
    st.integers(1, 40),
    st.integers(0, 120),
    st.tuples(st.integers(-50, 50), st.integers(0, 10**9)),
    TRAITS,
    st.sampled_from(("", "≤", "<")),
)
def test_edges_are_as_asked(
    seed: int, shape: str, vertices: int, total: int, range_: tuple[int, int], traits: frozenset[Trait], order: str
) -> None:
    low, high = range_[0], range_[0] + range_[1]
    total = max(total, vertices - 1) if Trait.CONNECTED in traits else total
    found = weighted_edges(Random(seed), vertices, total, (low, high), traits, shape, order)
    assert len(found) <= total
    assert all(0 <= one < vertices and 0 <= other < vertices and low <= weight <= high for one, other, weight in found)
    edges = [(one, other) for one, other, _ in found]
    for trait in traits - {Trait.CONNECTED}:
        assert graph_has(trait, edges, vertices)
    if len(found) == total and traits <= {Trait.CONNECTED}:
        assert Trait.CONNECTED not in traits or graph_has(Trait.CONNECTED, edges, vertices)
    if order:
        assert all(one < other or (order == "≤" and one == other) for one, other in edges)


@given(st.integers(0, 2**32), st.sampled_from(sorted(MAKERS)), st.integers(4, 60))
def test_as_many_as_asked_where_nothing_forbids(seed: int, shape: str, vertices: int) -> None:
    assert len(weighted_edges(Random(seed), vertices, 3 * vertices, (1, 100), frozenset(), shape)) == 3 * vertices


def neighbours(edges: list[Weight], vertices: int) -> Around:
    found: Around = [[] for _ in range(vertices)]
    for one, other, weight in edges:
        found[one].append((other, weight))
        found[other].append((one, weight))
    return found


def queue_steps(around: Around) -> int:
    """Edges looked at by the search with a queue and no priorities."""
    best = [float("inf")] * len(around)
    best[0] = 0
    queue, inside, steps = deque([0]), {0}, 0
    while queue:
        here = queue.popleft()
        inside.discard(here)
        for there, weight in around[here]:
            steps += 1
            if best[here] + weight < best[there]:
                best[there] = best[here] + weight
                if there not in inside:
                    inside.add(there)
                    queue.append(there)
    return steps


def stale_steps(around: Around) -> int:
    """Edges looked at by the search with a heap that goes on from stale entries."""
    best = [float("inf")] * len(around)
    best[0] = 0
    heap: list[tuple[float, int]] = [(0, 0)]
    steps = 0
    while heap:
        _, here = heapq.heappop(heap)
        for there, weight in around[here]:
            steps += 1
            if best[here] + weight < best[there]:
                best[there] = best[here] + weight
                heapq.heappush(heap, (best[there], there))
    return steps


def deep_steps(around: Around, most: int) -> int:
    """Edges looked at by a search that goes on at once from every improvement; no more than `most`."""
    best = [float("inf")] * len(around)
    best[0] = 0
    stack, steps = [(0, 0)], 0
    while stack and steps < most:
        here, place = stack.pop()
        if place == len(around[here]):
            continue
        stack.append((here, place + 1))
        steps += 1
        there, weight = around[here][place]
        if best[here] + weight < best[there]:
            best[there] = best[here] + weight
            stack.append((there, 0))
    return steps


def most_looks(shape: str, count: int, looked: Callable[[Around], int]) -> float:
    """Times that an edge is looked at, for the best of some draws."""
    edges = [weighted_edges(Random(seed), count, 3 * count, (1, 10**9), frozenset(), shape) for seed in range(12)]
    return max(looked(neighbours(one, count)) / (6 * count) for one in edges)


def rounds(edges: list[Weight], vertices: int) -> int:
    """Rounds over all edges, both ways, until none improves anything."""
    best = [float("inf")] * vertices
    best[0] = 0
    count, changed = 0, True
    while changed:
        changed, count = False, count + 1
        for one, other, weight in edges:
            for here, there in ((one, other), (other, one)):
                if best[here] + weight < best[there]:
                    best[there] = best[here] + weight
                    changed = True
    return count


def test_a_queue_without_priorities_looks_at_edges_again_and_again() -> None:
    assert most_looks("fan", 600, queue_steps) > 50


def test_rounds_over_all_edges_settle_a_vertex_each() -> None:
    drawn = [weighted_edges(Random(seed), 300, 900, (1, 10**9), frozenset(), "backward_path") for seed in range(12)]
    assert max(rounds(one, 300) for one in drawn) > 250


def test_stale_entries_of_a_heap_cost_the_degree_each() -> None:
    assert most_looks("stale", 600, stale_steps) > 15


def test_a_search_in_depth_doubles_with_every_level() -> None:
    assert most_looks("improving", 64, lambda around: deep_steps(around, 10**6)) > 1000
