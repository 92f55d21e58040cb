"""Properties that the sequences and graphs of all examples have, with the odds that each is an accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence as Several
from dataclasses import replace
from itertools import pairwise
from math import exp, inf, lgamma, log, log2

from mutators.formats.columns import Columns, Sequence
from mutators.formats.nodes import Atom, Kind, Node, Observation, Repeat, Token
from mutators.formats.rebuilding import with_repeats, with_tokens

Values = tuple[Atom, ...]

LEAST_BITS = 3.0
"""What is likelier than this to be an accident is not worth a word."""


def with_observations(body: tuple[Node, ...], seen: Columns) -> tuple[Node, ...]:
    """Tokens and repetitions with the properties that held in all examples."""
    body = with_tokens(body, lambda token: replace(token, observations=_of_token(token, seen.get(token.name, []))))
    return with_repeats(body, lambda node: replace(node, observations=(*_of_pairs(node, seen), *_of_graph(node, seen))))


def _of_token(token: Token, sequences: Several[Sequence]) -> tuple[Observation, ...]:
    several = [sequence.values for sequence in sequences if not sequence.alone and len(sequence.values) > 1]
    if not several:
        return ()
    if token.seen.low is not None and token.seen.high is not None:
        width = float(min(token.seen.high - token.seen.low + 1, 10**300))
    else:
        width = float(max(1, len(token.seen.alphabet))) ** min(token.seen.longest, 64)
    if width == 1:
        return ()
    tests: dict[str, tuple[Callable[[Values], bool], Callable[[Values], float]]] = {
        "distinct": (lambda values: len(set(values)) == len(values), lambda values: _bits_distinct(len(values), width)),
        "all_equal": (lambda values: values.count(values[0]) == len(values), lambda values: (len(values) - 1) * log2(width)),
    }
    if token.seen.low is not None and all(isinstance(value, int) for values in several for value in values):
        tests["ascending"] = (lambda values: all(a <= b for a, b in pairwise(values)), _bits_sorted)  # type: ignore[operator]
        tests["descending"] = (lambda values: all(a >= b for a, b in pairwise(values)), _bits_sorted)  # type: ignore[operator]
        for name, base in (("permutation", 1), ("permutation_from_0", 0)):
            tests[name] = (_permutation(base), _bits_permutation)
    found = []
    for name, (holds, bits) in tests.items():
        if all(map(holds, several)) and (total := sum(map(bits, several))) >= LEAST_BITS:
            found.append(Observation(name, round(total, 1)))
    return tuple(found)


def _permutation(base: int) -> Callable[[Values], bool]:
    return lambda values: max(values) == len(values) - 1 + base and set(values) == set(range(base, base + len(values)))


def _log2_factorial(size: int) -> float:
    return lgamma(size + 1) / log(2)


def _bits_sorted(values: Values) -> float:
    """-log2 of the odds that a shuffle of these would be in order."""
    return _log2_factorial(len(values)) - sum(map(_log2_factorial, Counter(values).values()))


def _bits_permutation(values: Values) -> float:
    """-log2 of the odds that draws from 1..size are all different."""
    return len(values) * log2(len(values)) - _log2_factorial(len(values))


def _bits_distinct(size: int, width: float) -> float:
    """-log2 of the odds that `size` draws from `width` values all differ."""
    if size > width:
        return inf
    if width > 1e6:
        return min(size * (size - 1) / 2 / width / log(2), 1e6)
    return size * log2(width) - (lgamma(width + 1) - lgamma(width - size + 1)) / log(2)


def _of_pairs(node: Repeat, seen: Columns) -> tuple[Observation, ...]:
    """Whether the first number of each row is at most, or less than, the second: as with intervals."""
    row = node.fields
    if len(node.body) > 1 or len(row) < 2 or not all(isinstance(one, Token) and one.kind is Kind.INTEGER for one in row[:2]):
        return ()
    rows = 0
    strictly = True
    for starts, ends in zip(seen.get(row[0].name, ()), seen.get(row[1].name, ()), strict=True):
        for start, end in zip(starts.values, ends.values, strict=True):
            if not isinstance(start, int) or not isinstance(end, int) or start > end:
                return ()
            strictly = strictly and start < end
            rows += 1
    name = "ordered_strictly" if strictly else "ordered"
    return (Observation(name, float(rows)),) if rows >= LEAST_BITS else ()


def _of_graph(node: Repeat, seen: Columns) -> tuple[Observation, ...]:
    """Properties of the rows taken as edges of a graph."""
    row = node.fields
    if not node.edges or not isinstance(row[0], Token) or row[0].within is None:
        return ()
    size, base = row[0].within, row[0].index_base
    totals = {"tree": 0.0, "connected": 0.0, "no_loops": 0.0, "no_parallel": 0.0}
    for starts, ends in zip(seen.get(row[0].name, ()), seen.get(row[1].name, ()), strict=True):
        vertices = size.of(starts.scope)
        if vertices is None or not starts.values:
            continue
        edges = [(min(a, b), max(a, b)) for a, b in zip(starts.values, ends.values, strict=True)]
        for name, bits in _graph_bits(vertices, edges, base).items():
            totals[name] += bits
    return tuple(Observation(name, round(bits, 1)) for name, bits in totals.items() if bits >= LEAST_BITS)


def _graph_bits(vertices: int, edges: Several[tuple[Atom, Atom]], base: int) -> dict[str, float]:
    """Bits for each property that the graph has; -inf for those that it has not."""
    total = len(edges)
    loops = any(a == b for a, b in edges)
    parallel = len(set(edges)) < total
    connected = _connected(vertices, edges, base)
    pairs = max(1.0, vertices * (vertices - 1) / 2)
    return {
        "tree": 0.7 * vertices if connected and total == vertices - 1 else -inf,
        "connected": vertices * exp(-2 * total / vertices) / log(2) if connected else -inf,
        "no_loops": -inf if loops else -total * log2(1 - 1 / vertices) if vertices > 1 else 0.0,
        "no_parallel": -inf if parallel else _bits_distinct(total, pairs) if total <= pairs else 0.0,
    }


def _connected(vertices: int, edges: Several[tuple[Atom, Atom]], base: int) -> bool:
    if len(edges) < vertices - 1:
        return False
    parents = list(range(vertices + base))
    left = vertices - 1
    for one, other in edges:
        first, second = _root(parents, one), _root(parents, other)
        if first != second:
            parents[first] = second
            left -= 1
    return left == 0


def _root(parents: list[int], vertex: Atom) -> int:
    assert isinstance(vertex, int)
    while parents[vertex] != vertex:
        parents[vertex] = vertex = parents[parents[vertex]]
    return vertex
