"""Names as contests give them, by role and position: the same structure always gets the same names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

from mutators.formats.nodes import Kind, List, Node, Repeat, Token, counts, tokens, walk
from mutators.formats.rebuilding import renamed


def named(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """The tree with final names instead of `_0`, `_1`, ..."""
    # in two steps, so that a name may be given that another field still has
    plain = renamed(body, {name: f"?{place}" for place, name in enumerate(_all_names(body))})
    return renamed(plain, _Names(plain).given)


def _all_names(body: tuple[Node, ...]) -> Iterator[str]:
    return (field.name for _, field in walk(body))


class _Names:
    """The names given so far."""

    def __init__(self, body: tuple[Node, ...]) -> None:
        self.given: dict[str, str] = {}
        self.taken: set[str] = set()
        counting = counts(body)
        bounds = {name for token in tokens(body).values() if token.within for name in token.within.variables}
        cases = self._cases(body)
        for _, field in walk(body):
            if field.name in self.given:
                continue
            if isinstance(field, Repeat):
                self._repeat(field, cases)
            elif isinstance(field, List):
                self._give(field.name, "abcdefgh", "a")
            elif field.name == cases:
                self._give(field.name, "t", "t")
            elif field.name in counting or field.name in bounds:
                self._give(field.name, "nmkql", "n")
            elif field.kind is Kind.TEXT:
                self._give(field.name, (), "text")
            elif field.kind is Kind.WORD:
                self._give(field.name, "s", "s")
            else:
                self._give(field.name, (), "x", numbered=True)

    def _give(self, name: str, wanted: str | tuple[str, ...], stem: str, numbered: bool = False) -> None:
        start: tuple[str, ...] = () if numbered else (stem,)
        for one in chain(wanted, start, (f"{stem}{number}" for number in count(1 if numbered else 2))):
            if one not in self.taken:
                self.taken.add(one)
                self.given[name] = one
                return

    @staticmethod
    def _cases(body: tuple[Node, ...]) -> str | None:
        """The first number, if it says how many blocks of several lines follow."""
        first = next((field for _, field in walk(body)), None)
        for node in body:
            if isinstance(node, Repeat) and isinstance(first, Token) and node.count and node.count.plain:
                several = len(node.body) > 1 or any(isinstance(field, Repeat) for field in node.fields)
                if node.count.variables == (first.name,) and several:
                    return first.name
        return None

    def _repeat(self, node: Repeat, cases: str | None) -> None:
        if node.count and node.count.variables == (cases,):
            self._give(node.name, (), "cases")
        elif node.edges:
            self._give(node.name, (), "edges")
            for place, field in enumerate(node.fields[:3]):
                if isinstance(field, Token) and field.kind is Kind.INTEGER:
                    self._give(field.name, "uvw"[place], "uvw"[place])
        elif node.grid:
            self._give(node.name, (), "grid")
            self._give(node.fields[0].name, (), "row")
        elif node.queries:
            self._give(node.name, (), "queries")
            self._give(node.fields[0].name, (), "type")
        elif node.matrix:
            self._give(node.name, (), "matrix")
        else:
            self._give(node.name, (), "records")
            if (
                len(node.body) == len(node.fields) == 1
                and isinstance(node.fields[0], Token)
                and node.fields[0].kind is not Kind.TEXT
            ):
                self._give(node.fields[0].name, "abcdefgh", "a")  # a list that stands on lines
