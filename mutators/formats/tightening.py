"""Lists that the search left open, once all their lines are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mutators.formats.counting import Counts
from mutators.formats.lines import line_guesses
from mutators.formats.nodes import List, Node, Repeat
from mutators.formats.rebuilding import renamed

Words = tuple[str, ...]


def tightened(body: tuple[Node, ...], seen: Mapping[str, Sequence[Words]]) -> tuple[Node, ...]:
    """Lists without a count replaced by what all their lines turned out to be: a fixed number of tokens, a count and a list.

    `seen` has the tokens of each line by the name of the list.
    """
    found: list[Node] = []
    for node in body:
        if isinstance(node, Repeat):
            node = replace(node, body=tightened(node.body, seen))
        elif len(node.items) == 1 and isinstance(node.items[0], List) and node.items[0].count is None:
            name = node.items[0].name
            rows = [(0, words) for words in seen.get(name, ())]
            if len(rows) > 1:
                guesses = line_guesses(rows, Counts((), frozenset(), 0, ()), frozenset(), 0)
                line = min(guesses, key=lambda guess: guess.cost).line
                fresh = {item.name: f"{name}.{place}" for place, item in enumerate(line.items)}
                node = next(iter(renamed((line,), fresh)))
        found.append(node)
    return tuple(found)
