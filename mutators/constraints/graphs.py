"""Traits of graphs that are given as a list of edges."""

from __future__ import annotations

from collections.abc import Sequence

from mutators.constraints.records import Trait

Edge = tuple[int, int]


def graph_has(trait: Trait, edges: Sequence[Edge], vertices: int | None) -> bool | None:
    """Whether the graph has the trait; None where that takes the number of vertices, which is not known.

    Edges are taken as directed where the trait is ACYCLIC or NO_REPEATED, otherwise as undirected.
    """
    if trait is Trait.NO_LOOPS:
        return all(u != v for u, v in edges)
    if trait is Trait.NO_PARALLEL:
        return len({(min(edge), max(edge)) for edge in edges}) == len(edges)
    if trait is Trait.NO_REPEATED:
        return len(set(edges)) == len(edges)
    if trait is Trait.ACYCLIC:
        return acyclic(edges)
    if vertices is None:
        return None
    if trait is Trait.TREE and len(edges) != vertices - 1:
        return False
    return connected(edges, vertices)


def connected(edges: Sequence[Edge], vertices: int) -> bool:
    """Whether the edges join all of so many vertices, whatever their names."""
    return vertices - sum(joins(edges)) <= 1


def joins(edges: Sequence[Edge]) -> list[bool]:
    """Of each edge whether it joins what those before it leave apart: the edges of a spanning forest."""
    parent: dict[int, int] = {}

    def root(vertex: int) -> int:
        while (above := parent.setdefault(vertex, vertex)) != vertex:
            parent[vertex] = parent[above]
            vertex = parent[vertex]
        return vertex

    found = []
    for u, v in edges:
        first, second = root(u), root(v)
        found.append(first != second)
        parent[first] = second
    return found


def acyclic(edges: Sequence[Edge]) -> bool:
    """Whether the directed edges close no circle."""
    following: dict[int, list[int]] = {}
    waiting: dict[int, int] = {}
    for u, v in edges:
        following.setdefault(u, []).append(v)
        waiting[v] = waiting.get(v, 0) + 1
        waiting.setdefault(u, 0)
    ready = [vertex for vertex, before in waiting.items() if not before]
    done = 0
    while ready:
        done += 1
        for vertex in following.get(ready.pop(), ()):
            waiting[vertex] -= 1
            if not waiting[vertex]:
                ready.append(vertex)
    return done == len(waiting)
