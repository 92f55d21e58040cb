"""What each token of a format was in the examples: its values as sequences, each with the variables that were known there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mutators.formats.nodes import Atom, Line, List, Node, Repeat, Token, Values, fields

Scope = Mapping[str, Atom]


@dataclass(frozen=True, slots=True)
class Sequence:
    """The values of one List, of one token over all rows of a Repeat of single lines, or of one token alone.

    `scope` has the single tokens of the block and of those around it; also later ones: who looks at them knows the order.
    """

    values: tuple[Atom, ...]
    scope: Scope
    alone: bool


Columns = dict[str, list[Sequence]]


def columns(body: tuple[Node, ...], examples: Iterable[Values]) -> Columns:
    """Name of the token -> its sequences in all examples."""
    found: Columns = {}
    for values in examples:
        _block(body, values, {}, found)
    return found


def _block(body: tuple[Node, ...], values: Values, scope: dict[str, Atom], found: Columns) -> None:
    for field, value in zip(fields(body), values, strict=True):
        if isinstance(field, Token):
            assert not isinstance(value, tuple)
            scope[field.name] = value
            found.setdefault(field.name, []).append(Sequence((value,), scope, True))
        elif isinstance(field, List):
            assert isinstance(value, tuple)
            found.setdefault(field.name, []).append(Sequence(value, scope, False))  # type: ignore[arg-type]
        else:
            assert isinstance(value, tuple)
            _rows(field, value, scope, found)  # type: ignore[arg-type]


def _rows(node: Repeat, rows: tuple[Values, ...], scope: dict[str, Atom], found: Columns) -> None:
    if len(node.body) > 1 or not isinstance(node.body[0], Line):
        for row in rows:
            _block(node.body, row, dict(scope), found)
        return
    single = [item for item in node.body[0].items if isinstance(item, Token)]
    for place, item in enumerate(single):
        found.setdefault(item.name, []).append(Sequence(tuple([row[place] for row in rows]), scope, False))  # type: ignore[misc]
    if len(single) < len(node.body[0].items):
        name = node.fields[-1].name
        for row in rows:
            inner = {**scope, **{item.name: value for item, value in zip(single, row, strict=False)}} if single else scope
            found.setdefault(name, []).append(Sequence(row[-1], inner, False))  # type: ignore[arg-type]


def order(body: tuple[Node, ...]) -> dict[str, tuple[str, ...]]:
    """Name of each token -> the single tokens that are read before it and are known there, outermost first."""
    found: dict[str, tuple[str, ...]] = {}
    _order(body, (), found)
    return found


def _order(body: tuple[Node, ...], known: tuple[str, ...], found: dict[str, tuple[str, ...]]) -> None:
    for field in fields(body):
        if isinstance(field, Repeat):
            _order(field.body, known, found)
            continue
        found[field.name] = known
        if isinstance(field, Token):
            known = (*known, field.name)
