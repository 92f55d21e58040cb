"""From the values of the examples to typed tokens: kinds, lengths that an earlier number says, values that index, ranges."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Several
from dataclasses import replace
from itertools import combinations
from math import ceil, floor, inf, log2

from mutators.formats.columns import Columns, Sequence, order
from mutators.formats.nodes import Atom, Count, Kind, Node, Repeat, Seen, Token, constant, counts, tokens, walk
from mutators.formats.parsing import DECIMAL, INTEGER, MAX_DIGITS
from mutators.formats.rebuilding import with_tokens

MAX_WORDS = 16
"""Different words that may still be keywords."""


def with_counters(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """The tokens that count are integers, whatever else is known."""
    counting = counts(body)
    return with_tokens(body, lambda token: replace(token, kind=Kind.INTEGER) if token.name in counting else token)


def with_kinds(body: tuple[Node, ...], seen: Columns) -> tuple[Node, ...]:
    """Kinds by the values: integers, decimals, words. Digits with a zero in front are a string of digits, not an integer."""
    counting = counts(body)

    def change(token: Token) -> Token:
        if token.kind is Kind.TEXT or token.name in counting or token.length is not None:
            return token
        words = {str(value) for sequence in seen.get(token.name, ()) for value in sequence.values}
        return replace(token, kind=_kind(words)) if words else token

    return with_tokens(body, change)


def _kind(words: Iterable[str]) -> Kind:
    if all(map(INTEGER.fullmatch, words)):
        padded = any(len(word) > 1 and word[0] == "0" for word in words)
        return Kind.WORD if padded and not any(word[0] in "+-" for word in words) else Kind.INTEGER
    return Kind.DECIMAL if all(map(DECIMAL.fullmatch, words)) else Kind.WORD


def with_lengths(body: tuple[Node, ...], seen: Columns) -> tuple[Node, ...]:
    """Strings whose length an earlier number says; integers too, where it says so too often to be chance: they are digits."""
    known = order(body)
    counting = counts(body)
    lone = {field.name for _, field in walk(body) if not isinstance(field, Repeat)} - _sharing(body)

    def change(token: Token) -> Token:
        if token.kind not in (Kind.WORD, Kind.INTEGER) or token.name in counting or token.length is not None:
            return token
        length = _length(token, seen.get(token.name, []), known[token.name], frozenset(counting), token.name in lone)
        return token if length is None else replace(token, kind=Kind.WORD, length=length)

    return with_tokens(body, change)


def _sharing(body: tuple[Node, ...]) -> set[str]:
    """Names of what shares its line with something else."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, Repeat):
            found |= _sharing(node.body)
        elif len(node.items) > 1:
            found |= {item.name for item in node.items}
    return found


def _length(
    token: Token, sequences: Several[Sequence], known: Several[str], counting: frozenset[str], lone: bool
) -> Count | None:
    """The count that gives the length of all the values, if one does and it is no accident."""
    lengths: list[tuple[int, Sequence]] = []
    for sequence in sequences:
        found = {len(str(value)) for value in sequence.values}
        if len(found) > 1 or (token.kind is Kind.INTEGER and any(str(value)[0] in "+-" for value in sequence.values)):
            return None
        lengths.extend((length, sequence) for length in found)
    if not lengths:
        return None
    different = {length for length, _ in lengths}
    # of two that fit, one that counts nothing yet is likelier, and of those the one that was read last
    idle, busy = [[name for name in known if (name in counting) == counted] for counted in (False, True)]
    names = [*reversed(idle), *reversed(busy)]
    for count in _length_counts(names):
        if all(count.of(sequence.scope) == length for length, sequence in lengths):
            explains = lone and count.plain and count.variables[0] in idle
            if _telling(different, token.kind, lone, explains, len(count.variables)):
                return count
    rows = max(len(sequence.values) for sequence in sequences)
    if token.kind is Kind.WORD and len(different) == 1 and rows >= 3 and max(different) >= 2:
        return Count(offset=max(different))
    return None


def _length_counts(names: Several[str]) -> Iterable[Count]:
    yield from (Count((name,)) for name in names)
    yield from (Count((name,), offset=offset) for name in names for offset in (-1, 1))
    yield from (Count((name,), factor=2) for name in names)
    yield from (Count(pair) for pair in combinations(names, 2))


def _telling(lengths: set[int], kind: Kind, lone: bool, explains: bool, variables: int) -> bool:
    """Whether so many different lengths, or so long ones, are no accident.

    `lone`: the string has a line of its own. `explains`: the variable would count nothing else.
    """
    if not lone:
        return len(lengths) >= 3
    if kind is Kind.INTEGER:
        return len(lengths) >= 2 or max(lengths) >= 6
    if explains:
        return len(lengths) >= 2 or max(lengths) >= 2
    return len(lengths) >= 1 + variables or max(lengths) >= 3


def with_indices(body: tuple[Node, ...], seen: Columns) -> tuple[Node, ...]:
    """Integers whose values lie in 1..n (or 0..n-1) for an earlier n, with signs that they index something."""
    known = order(body)
    counting = counts(body)
    pairs = _pairs(body)
    every = tokens(body)

    def change(token: Token) -> Token:
        if token.kind is not Kind.INTEGER or token.name in counting:
            return replace(token, within=None)
        names = pairs.get(token.name, (token.name,))
        sequences = [sequence for name in names for sequence in seen.get(name, ()) if sequence.values]
        bounds = [name for name in known[names[0]] if every[name].kind is Kind.INTEGER]
        enough = 6.0 if all(sequence.alone for sequence in sequences) else 2.0
        found = [(*_index(sequences, name, base), -base, name) for name in bounds for base in (1, 0)]
        fitting = [(room, base, name) for bits, room, base, name in found if bits >= enough]
        if not fitting:
            return replace(token, within=None)
        _, base, name = min(fitting)  # the tightest bound
        return replace(token, within=Count((name,)), index_base=-base)

    return with_tokens(body, change)


def _pairs(body: tuple[Node, ...]) -> dict[str, tuple[str, str]]:
    """The first two columns of repeated lines index the same if they index anything: they are judged together."""
    found: dict[str, tuple[str, str]] = {}
    for node in body:
        if isinstance(node, Repeat):
            row = node.fields
            if (
                len(node.body) == 1
                and len(row) >= 2
                and all(isinstance(one, Token) and one.kind is Kind.INTEGER for one in row[:2])
            ):
                pair = (row[0].name, row[1].name)
                found.update(dict.fromkeys(pair, pair))
            found.update(_pairs(node.body))
    return found


def _index(sequences: Several[Sequence], name: str, base: int) -> tuple[float, float]:
    """How much speaks for values in `base` .. n - 1 + base, and how much room they have there, both in bits.

    (-inf, inf) where a value lies outside.
    """
    extremes: list[tuple[int, int, int]] = []
    for sequence in sequences:
        size = sequence.scope.get(name)
        numbers = [value for value in sequence.values if isinstance(value, int)]
        if not isinstance(size, int) or len(numbers) < len(sequence.values):
            return -inf, inf
        high = max(numbers) + 1 - base
        if min(numbers) < base or high > size:
            return -inf, inf
        extremes.append((len(numbers), high, size))
    widest = max((high for _, high, _ in extremes), default=1)
    bits = room = 0.0
    for total, high, size in extremes:
        room += total * log2(size)
        # all below a bound that is lower here than elsewhere; or far below it, as what it does not bound
        bits += max(-4.0, min(10.0, total * log2(widest / size)))
        if size > 1:  # the greatest of so many draws is about as large as it may be
            near = total * log2(high / size) >= log2(0.05)
            bits += min(1.0, total / 2) if near else -1.0
    return bits, room


def with_seen(body: tuple[Node, ...], seen: Columns) -> tuple[Node, ...]:
    """Ranges, lengths, alphabets and keywords."""
    return with_tokens(body, lambda token: replace(token, seen=_seen(token.kind, seen.get(token.name, []))))


def _seen(kind: Kind, sequences: Several[Sequence]) -> Seen:
    total = sum(len(sequence.values) for sequence in sequences)
    values: set[Atom] = set().union(*(sequence.values for sequence in sequences))
    if not values:
        return Seen()
    if kind is Kind.INTEGER:
        numbers = set(map(_number, values))
        low, high = min(numbers), max(numbers)
        shortest, longest = sorted(len(str(value)) for value in (low, high))
        return Seen(low, high, shortest, longest, occurrences=total)
    words = sorted(map(str, values))
    shortest, longest = min(map(len, words)), max(map(len, words))
    if kind is Kind.DECIMAL:
        numbers_seen = [float(word) for word in words]
        finite = [number for number in numbers_seen if abs(number) < inf]
        decimals = max(len(word.partition(".")[2]) if "e" not in word.lower() else 0 for word in words)
        floor_seen, ceiling_seen = (floor(min(finite)), ceil(max(finite))) if finite else (None, None)
        return Seen(floor_seen, ceiling_seen, shortest, longest, decimals, occurrences=total)
    keywords = tuple(words) if len(words) <= MAX_WORDS and total >= 2 * len(words) and kind is Kind.WORD else ()
    alphabet = "".join(sorted(set().union(*words)))
    return Seen(None, None, shortest, longest, 0, alphabet, keywords, total)


def _number(value: Atom) -> int:
    """The integer; of those too long to be converted, a bound."""
    if isinstance(value, int):
        return value
    digits = value.lstrip("+-").lstrip("0")
    size = int(digits or 0) if len(digits) <= MAX_DIGITS else 10**MAX_DIGITS
    return -size if value[0] == "-" else size


def unlikeliness(body: tuple[Node, ...], seen: Columns) -> float:
    """What the tokens add to the price of a structure: a place that holds now a number and now a word is rarely one place."""
    total = 0.0
    for name, token in tokens(body).items():
        if token.kind is Kind.WORD and token.length is None:
            words = {str(value) for sequence in seen.get(name, ()) for value in sequence.values}
            numbers = sum(map(bool, map(DECIMAL.fullmatch, words)))
            total += 0.3 + (2.0 if 0 < numbers < len(words) else 0.0)
        elif token.length is not None and constant(token.length) is None:
            total -= 0.5
    return total - sum(1.0 for _, field in walk(with_indices(body, seen)) if isinstance(field, Repeat) and _tree(field))


def _tree(node: Repeat) -> bool:
    """Whether it is n - 1 edges between n things, which no accident is likely to look like."""
    within = node.fields[0].within if node.edges and isinstance(node.fields[0], Token) else None
    return within is not None and node.count == replace(within, offset=-1)
