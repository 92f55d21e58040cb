"""Lists of names of other rows: words that, in every example, are all names that some row of the block begins with or has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from mutators.formats.columns import Columns, columns
from mutators.formats.nodes import Format, Kind, List, Repeat, Token, Value, Values

_ONE_WAY = re.compile(
    r"\b(?:acyclic|cycles?|cyclic\w*|circular\w*|circles?|in ?directly|prerequisites?|depend\w*|requires?|required"
    r"|(?:before|after|finished|done|first|order|sequence|schedule)\b[^.;]{0,80}\b(?:must|can|need|required|started|possible)"
    r"|(?:must|can|need|started|order|possible)\b[^.;]{0,80}\b(?:before|after|finished|done|first))\b",
    re.IGNORECASE,
)
"""What speaks of things that come one after the other, or of none that needs itself in the end."""
FEWEST = 3
"""So many words must be names in the examples."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The words of the list `listed` are values of the column `column` of the same block, whose places in a row these are.

    `own`: a row may have its own name in its list. `again`: a list may have a name twice. `count`: place of its length in the
    row, or -1.
    """

    block: str
    listed: str
    column: str
    place: int
    count: int
    own: bool = False
    again: bool = False
    acyclic: bool = False
    """Whether nothing leads back to its row, from name to name."""

    def broken(self, seen: Columns) -> str:
        """Why the rows are none of such, or ""."""
        names, lists = _values(self, seen)
        known = set(names)
        for name, words in zip(names, lists, strict=False):
            strange = next((word for word in words if word not in known), None)
            if strange is not None:
                return f"{strange[:40]!r} is the name of no row"
            if not self.own and name in words:
                return f"{name[:40]!r} has its own name in its row"
            if not self.again and len(set(words)) < len(words):
                return f"a name twice in the row of {name[:40]!r}"
        return "names that lead back to their own row" if self.acyclic and goes_round(names, lists) else ""

    def imposed(self, rows: Sequence[Values], rng: Random) -> list[Values] | None:
        """The rows with names of rows in their lists; N"""
        names = [row[self.place] for row in rows]
        found: list[Values] = []
        order = _order(len(rows), rng) if self.acyclic else None
        rank = {row: place for place, row in enumerate(order or ())}
        for place, row in enumerate(rows):
            last = row[-1]
            assert isinstance(last, tuple)
            most = len(names) - (not self.own) if order is None else rank[place]
            size = len(last) if self.again and most else min(len(last), most)
            if size < len(last) and self.count < 0:
                return None
            if order is None:
                words = [names[one] for one in self._chosen(size, place, len(names), rng)]
            else:
                words = [names[order[one]] for one in _earlier(size, rank[place], rng)]
            fresh: list[Value] = [*row[:-1], tuple(words)]
            if self.count >= 0:
                fresh[self.count] = size
            found.append(tuple(fresh))
        return found

    def _chosen(self, size: int, place: int, total: int, rng: Random) -> list[int]:
        """Places of other rows: any, or (half of the time) of rows before, so that nothing goes round in circles."""
        low, high = (0, place) if size <= place and rng.random() < 0.5 else (0, total)
        here = [place] if not self.own and high > place else []
        if self.again:
            others = [one for one in range(low, high) if one not in here] if high - low < 64 else []
            return (
                rng.choices(others, k=size) if others else [(place + 1 + rng.randrange(total - 1)) % total for _ in range(size)]
            )
        found = rng.sample(range(low, high - len(here)), size)
        return [one + 1 if here and one >= place else one for one in found]


def _order(total: int, rng: Random) -> list[int]:
    """The places of rows in an order in which each may name those before it: as they stand, from the end, or any."""
    order = list(range(total))
    way = rng.randrange(4)
    if way == 0:
        order.reverse()
    elif way > 1:
        rng.shuffle(order)
    return order


def _earlier(size: int, rank: int, rng: Random) -> list[int]:
    """So many different numbers below `rank`; half of the time the last ones, so that long chains come about."""
    return list(range(rank - size, rank))[::-1] if rng.random() < 0.5 else rng.sample(range(rank), size)


def goes_round(names: Sequence[str], lists: Sequence[Sequence[str]]) -> bool:
    """Whether some name leads back to itself over the lists of names."""
    left = {name: len(set(words)) for name, words in zip(names, lists, strict=False)}
    above: dict[str, list[str]] = {}
    for name, words in zip(names, lists, strict=False):
        for word in set(words):
            above.setdefault(word, []).append(name)
    free = [name for name, number in left.items() if not number]
    for name in free:  # grows as it goes
        for other in above.get(name, ()):
            left[other] -= 1
            if not left[other]:
                free.append(other)
    return len(free) < len(left)


def _values(one: Reference, seen: Columns) -> tuple[list[str], list[list[str]]]:
    """The names of the rows and their lists, of one input in which the block stands once."""
    names = [str(value) for found in seen.get(one.column, ()) for value in found.values]
    return names, [list(map(str, found.values)) for found in seen.get(one.listed, ())]


def references_of(format: Format, examples: Iterable[Values], text: str = "") -> Iterator[Reference]:
    """The references that all examples bear out, of blocks that stand once in an input.

    They lead nowhere in circles where none of the examples does and the statement `text` speaks of an order or of circles.
    """
    said = _ONE_WAY.search(text) is not None
    parts = [columns(format.body, [values]) for values in examples]
    for block in format.fields:
        last = block.fields[-1] if isinstance(block, Repeat) and len(block.body) == 1 else None
        if not isinstance(block, Repeat) or not isinstance(last, List) or last.token.kind is not Kind.WORD or last.sizes:
            continue
        single = [item.name for item in block.fields[:-1]]
        count = (
            single.index(last.count.variables[0])
            if last.count and last.count.plain and last.count.variables[0] in single
            else -1
        )
        for place, item in enumerate(block.fields[:-1]):
            if not isinstance(item, Token) or item.kind is not Kind.WORD:
                continue
            loose = Reference(block.name, last.name, item.name, place, count, True, True)
            pairs = [_values(loose, seen) for seen in parts]
            rows = [(name, words) for names, lists in pairs for name, words in zip(names, lists, strict=False)]
            if sum(len(words) for _, words in rows) < FEWEST or any(loose.broken(seen) for seen in parts):
                continue
            own = any(name in words for name, words in rows)
            again = any(len(set(words)) < len(words) for _, words in rows)
            one_way = count >= 0 and not own and said and not any(goes_round(*pair) for pair in pairs)
            yield Reference(block.name, last.name, item.name, place, count, own, again and not one_way, one_way)
            break


def with_references(of: Sequence[Reference], block: str, rows: Sequence[Values], rng: Random) -> list[Values] | None:
    """The rows of a block, all names in their lists as they must be; None where that cannot be."""
    found: list[Values] | None = list(rows)
    for one in of:
        if one.block == block and found is not None:
            found = one.imposed(found, rng)
    return found
