"""The join of the statement's reading order and the format's fields: which variable is which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from mutators.constraints.expressions import Variable
from mutators.constraints.items import NUMERALS
from mutators.constraints.records import Item, ReadLine, Statement
from mutators.constraints.targets import ONLY_LINE, ONLY_WORD
from mutators.formats.nodes import Field, Format, Kind, Line, List, Node, Path, Repeat, Token, walk

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Name of a statement's variable -> its field. `by_notation`: by nothing but the order of first mention in formulas."""

    places: dict[str, Path]
    by_notation: bool = False


Entry: TypeAlias = "ReadLine | tuple[ReadLine, ...]"
"""A line, or the lines of every test case."""


def align(statement: Statement, format: Format) -> Alignment:
    """Which field each variable is; what does not fit, or would fit in two ways, has no place."""
    found: dict[str, list[Path]] = {}
    for item, path in _matched(_entries(statement.lines), format.body, (), 0):
        found.setdefault(item.variable.name, []).append(path)
    places = {name: paths[0] for name, paths in found.items() if len(paths) == 1}
    by_notation = not places
    if by_notation:
        places = _by_mention(statement, format)
    words = [path for path, one in walk(format.body) if _is_word(one)]
    if len(words) == 1 and words[0] not in places.values():
        places[_called(statement, words[0], format)] = words[0]
    return Alignment(places, by_notation)


def _called(statement: Statement, path: Path, format: Format) -> str:
    """What the statement calls the only word: a line where it is one and something is said of lines."""
    one = dict(walk(format.body))[path]
    lines = isinstance(one, Token) and one.kind is Kind.TEXT
    said = any(ONLY_LINE in constraint.variables for constraint in statement.constraints)
    return ONLY_LINE.name if lines and said else ONLY_WORD.name


def agreements(statement: Statement, format: Format) -> list[bool]:
    """Of the counts of lists and of repeated lines that the statement names: whether the format counts by the same."""
    nodes = _placed(format.body)
    entries = _entries(statement.lines)
    names: dict[str, str] = {}
    found: list[bool] = []
    for place, entry in enumerate(entries):
        node = nodes[place][1] if len(nodes) == len(entries) and _alike(entry, nodes[place][1]) else None
        if node is None:
            continue
        if isinstance(entry, tuple):
            assert isinstance(node, Repeat)
            found += agreements(Statement(lines=tuple(_plain(entry))), Format(node.body))
            continue
        if isinstance(node, Line) and len(entry.items) == len(node.items):
            names.update((item.variable.name, one.name) for item, one in zip(entry.items, node.items, strict=True))
        found += _agreements(entry, node, names)
    return found


def place_of(name: str, places: Mapping[str, Path], used: Set[str] = frozenset()) -> Path | None:
    """The field of a name; of one that differs from it only in case where it is the only such and itself not `used`."""
    if name in places:
        return places[name]
    alike = [path for other, path in places.items() if other.lower() == name.lower() and other not in used]
    return alike[0] if len(alike) == 1 else None


def _is_word(one: Field) -> bool:
    token = one.token if isinstance(one, List) else one
    return isinstance(token, Token) and token.kind in (Kind.WORD, Kind.TEXT)


def _entries(lines: Sequence[ReadLine]) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        if not line.per_case:
            found.append(line)
        elif found and isinstance(found[-1], tuple):
            found[-1] = (*found[-1], line)
        else:
            found.append((line,))
    return found


def _matched(entries: Sequence[Entry], body: Sequence[Node], path: Path, depth: int) -> Iterator[tuple[Item, Path]]:
    """Items with their fields: lines are paired from the front until they differ in kind, then from the back."""
    nodes = _placed(body)
    front = 0
    while front < min(len(entries), len(nodes)) and _alike(entries[front], nodes[front][1]):
        front += 1
    back = 0
    while back < min(len(entries), len(nodes)) - front and _alike(entries[-1 - back], nodes[-1 - back][1]):
        back += 1
    pairs = [*zip(entries[:front], nodes[:front], strict=True)]
    if back:
        pairs += zip(entries[-back:], nodes[-back:], strict=True)
    if len(entries) != len(nodes) and not _counted(pairs, path):
        pairs = [pair for place, pair in enumerate(pairs[:front]) if _told_as(pair[0], place)]
    for entry, (place, node) in pairs:
        if isinstance(node, Line):
            assert isinstance(entry, ReadLine)
            yield from _items(entry.items, node, path, place)
        elif isinstance(entry, tuple):
            yield from _matched(list(_plain(entry)), node.body, (*path, place), depth + 1)
        else:
            inner = node.body[0]
            assert isinstance(inner, Line)
            yield from _items(entry.items, inner, (*path, place), 0)


def _told_as(entry: Entry, place: int) -> bool:
    """Whether the statement itself says that this is the first line, the second, ..."""
    if not isinstance(entry, ReadLine) or entry.repeat is not None or place >= len(_ORDINALS):
        return False
    together = re.search(rf"\bthe first (?:{'|'.join(NUMERALS)}|\d) lines\b", entry.source, re.IGNORECASE)
    told = re.search(rf"\b{_ORDINALS[place]}(?: \w+){{0,2}} line\b", entry.source, re.IGNORECASE)
    return told is not None or (together is not None and len(entry.items) == 1)


def _counted(pairs: Sequence[tuple[Entry, tuple[int, Node]]], path: Path) -> bool:
    """Whether the counts of lists and of repeated lines are the same variables on both sides, and some are.

    Only that makes it certain enough which lines are which where the statement tells of more or of fewer lines.
    """
    names: dict[str, str] = {}
    for entry, (_, node) in pairs:
        if isinstance(entry, ReadLine) and isinstance(node, Line) and len(entry.items) == len(node.items):
            names.update((item.variable.name, one.name) for item, one in zip(entry.items, node.items, strict=True))
    agreed = [one for pair in pairs for one in _agreements(pair[0], pair[1][1], names)]
    return bool(agreed) and all(agreed)


def _agreements(entry: Entry, node: Node, names: Mapping[str, str]) -> Iterator[bool]:
    if not isinstance(entry, ReadLine):
        return
    if isinstance(node, Repeat):
        if isinstance(entry.repeat, Variable) and not entry.repeat.base.startswith("#"):
            yield node.count is not None and node.count.plain and names.get(entry.repeat.name) == node.count.variables[0]
        return
    for item, one in zip(entry.items, node.items, strict=False):
        if isinstance(item.count, Variable) and isinstance(one, List):
            yield one.count is not None and one.count.plain and names.get(item.count.name) == one.count.variables[0]


def _plain(lines: Sequence[ReadLine]) -> Iterator[ReadLine]:
    for line in lines:
        yield ReadLine(line.items, line.source, line.repeat)


def _placed(body: Sequence[Node]) -> list[tuple[int, Node]]:
    """The nodes that hold something, each with the place of its first field."""
    found: list[tuple[int, Node]] = []
    place = 0
    for node in body:
        if isinstance(node, Repeat):
            found.append((place, node))
            place += 1
        elif node.items:
            found.append((place, node))
            place += len(node.items)
    return found


def _alike(entry: Entry, node: Node) -> bool:
    if isinstance(entry, tuple):
        return isinstance(node, Repeat)
    if entry.repeat is None:
        return isinstance(node, Line)
    return isinstance(node, Repeat) and len(node.body) == 1 and isinstance(node.body[0], Line)


def _items(items: Sequence[Item], line: Line, path: Path, place: int) -> Iterator[tuple[Item, Path]]:
    """The items of one line: in order where each fits its field, else those that are the only one of their type there."""
    if len(items) == len(line.items):
        if all(_fits(item, one) for item, one in zip(items, line.items, strict=True)):
            for offset, item in enumerate(items):
                yield item, (*path, place + offset)
        return
    for text in (False, True):
        stated = [item for item in items if (item.type == "word") == text and item.type != "any"]
        fields = [offset for offset, one in enumerate(line.items) if _is_word(one) == text]
        if len(stated) == len(fields) == 1 and _fits(stated[0], line.items[fields[0]]):
            yield stated[0], (*path, place + fields[0])


def _fits(item: Item, one: Token | List) -> bool:
    token = one.token if isinstance(one, List) else one
    if item.type in ("integer", "decimal") and token.kind not in _NUMBERS:
        return False
    if isinstance(one, List) != item.sequence:
        return item.sequence and item.type == "word" and token.kind is Kind.WORD
    return True


def _by_mention(statement: Statement, format: Format) -> dict[str, Path]:
    """Names in the order of first mention, where there are as many as fields and elements of sequences meet sequences."""
    fields = [(path, one) for path, one in walk(format.body) if not isinstance(one, Repeat)]
    names = statement.mentioned
    if not names or len(names) != len(fields):
        return {}
    for name, (path, one) in zip(names, fields, strict=True):
        if not name.scalar and len(path) == 1 and not isinstance(one, List):
            return {}
    return {name.name: path for name, (path, _) in zip(names, fields, strict=True)}
