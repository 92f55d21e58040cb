"""Changing values and staying within the format: counts that follow lengths, and lengths that follow counts.

values = (*parsed.values[:1], (*parsed.values[1], 7))         one number more in the list `a`
recount(format, values)                                       ... and in `n`
resize(format, parsed.values, "n", 10)                        n = 10 and everything that n counts
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from math import prod

from mutators.formats.nodes import (
    Atom,
    Count,
    Field,
    Format,
    Kind,
    List,
    Node,
    Repeat,
    Token,
    Value,
    Values,
    counts,
    fields,
)


@dataclass(slots=True)
class _Counter:
    """One instance of a variable, and what is counted by it: count, true length, the variables that are known there."""

    value: Atom
    uses: list[tuple[Count, int, dict[str, _Counter]]] = field(default_factory=list)


def recount(format: Format, values: Values) -> Values:
    """The values with every counting variable set to the true lengths.

    Where lists of one variable have different lengths, those that it did not say before were changed, and win if they agree;
    else, as where a length is impossible (an odd one of `2*n`), the variable stays and `mismatches` tells.
    """
    return _recounted(format.body, values, {})


def _recounted(body: tuple[Node, ...], values: Values, around: dict[str, _Counter]) -> Values:
    block = fields(body)
    known = dict(around)
    found: list[Value] = []
    for one, value in zip(block, values, strict=True):
        if isinstance(one, Token) and not isinstance(value, tuple):
            known[one.name] = _Counter(value)
            _note(known, one.length, len(str(value)))
        elif isinstance(one, List) and isinstance(value, tuple):
            _note(known, one.count, len(value))
            for atom in value if one.token.length else ():
                _note(known, one.token.length, len(str(atom)))
        elif isinstance(one, Repeat) and isinstance(value, tuple):
            _note(known, one.count, len(value))
            if counts(one.body):
                value = tuple([_recounted(one.body, row, known) for row in value if isinstance(row, tuple)])
        found.append(value)
    for place, one in enumerate(block):
        if isinstance(one, Token) and known[one.name].uses:
            found[place] = _solved(one.name, known)
    return tuple(found)


def _note(known: dict[str, _Counter], count: Count | None, length: int) -> None:
    for name in count.variables if count else ():
        assert count is not None
        known[name].uses.append((count, length, known))


def _solved(name: str, known: dict[str, _Counter]) -> Atom:
    """The value under which the lengths are right; the old one if there is none, or none that is better than others."""
    old = known[name].value
    wanted: set[Atom] = set()
    for count, length, there in known[name].uses:
        others = [there[other].value for other in count.variables if other != name]
        if any(not isinstance(other, int) for other in others):
            continue
        factor = count.factor * prod(other for other in others if isinstance(other, int))
        power = count.variables.count(name)
        total = (length - count.offset) * count.divisor
        if factor and total % factor == 0:
            product = total // factor
            root = round(max(product, 0) ** (1 / power)) if power > 1 else product
            wanted.update({root} if root**power == product else ())
    changed = wanted - {old}
    if len(changed) == 1:
        known[name].value = changed.pop()
    return known[name].value


def fit(format: Format, values: Values) -> Values:
    """The values with every list, repetition and string cut, or continued by its own elements from the start, to its count.

    Empty ones are continued by the least value seen. Those whose count makes no sense stay.
    """
    return _fitted(format.body, values, {})


def _fitted(body: tuple[Node, ...], values: Values, around: dict[str, Atom]) -> Values:
    known = dict(around)
    found: list[Value] = []
    for one, value in zip(fields(body), values, strict=True):
        if isinstance(one, Token) and not isinstance(value, tuple):
            known[one.name] = value = _string(one, value, known)
        elif isinstance(one, List) and isinstance(value, tuple):
            value = _sized(one, value, one.count.of(known) if one.count else None)
            if one.token.length:
                value = tuple([_string(one.token, atom, known) for atom in value if not isinstance(atom, tuple)])
        elif isinstance(one, Repeat) and isinstance(value, tuple):
            value = _sized(one, value, one.count.of(known) if one.count else None)
            if any(_counted(inner) for inner in one.fields):
                value = tuple([_fitted(one.body, row, known) for row in value if isinstance(row, tuple)])
        found.append(value)
    return tuple(found)


def _counted(one: Field) -> bool:
    """Whether a length in it depends on anything."""
    if isinstance(one, Token):
        return one.length is not None
    return one.count is not None or isinstance(one, Repeat) or one.token.length is not None


def _string(token: Token, value: Atom, known: dict[str, Atom]) -> Atom:
    total = token.length.of(known) if token.length else None
    if total is None or len(str(value)) == total:
        return value
    return "".join(islice(cycle(str(value) or token.seen.alphabet[:1] or "a"), total))


def _sized(one: List | Repeat, values: Values, total: int | None) -> Values:
    if total is None or len(values) == total:
        return values
    start: Sequence[Value] = values or (plain(one.token) if isinstance(one, List) else tuple(map(plain, one.fields)),)
    return tuple(islice(chain(values, cycle(start)), total))


def plain(one: Field) -> Value:
    """The least that the examples showed of a field: the smallest number, the first letter as often as in the shortest."""
    if not isinstance(one, Token):
        return ()
    if one.kind is Kind.INTEGER:
        return one.seen.low or 0
    if one.kind is Kind.DECIMAL:
        return str(one.seen.low or 0)
    return one.seen.words[0] if one.seen.words else (one.seen.alphabet.strip()[:1] or "a") * max(1, one.seen.shortest)


def resize(format: Format, values: Values, name: str, size: int, at: Sequence[int] = ()) -> Values:
    """The values with the variable set to `size` and everything that it counts cut or continued (see `fit`).

    `at` says which instance, where the variable stands in repetitions: the number of the repetition, from outside inwards.
    KeyError where there is no such variable.
    """
    return fit(format, _replaced(format.body, values, name, size, tuple(at)))


def _replaced(body: tuple[Node, ...], values: Values, name: str, new: Value, at: tuple[int, ...]) -> Values:
    for place, (one, value) in enumerate(zip(fields(body), values, strict=True)):
        if one.name == name and not isinstance(one, Repeat):
            return (*values[:place], new, *values[place + 1 :])
        if isinstance(one, Repeat) and at and isinstance(value, tuple) and name in _names(one.body):
            row = value[at[0]]
            assert isinstance(row, tuple)
            changed = _replaced(one.body, row, name, new, at[1:])
            return (*values[:place], (*value[: at[0]], changed, *value[at[0] + 1 :]), *values[place + 1 :])
    raise KeyError(f"no {name!r} at {list(at)}")


def _names(body: tuple[Node, ...]) -> set[str]:
    found: set[str] = set()
    for one in fields(body):
        found |= {one.name} if not isinstance(one, Repeat) else {one.name, *_names(one.body)}
    return found
