"""Numbers with signs of which no two have one absolute value: signed permutations and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from mutators.formats.columns import Columns
from mutators.formats.nodes import Format, Kind, List, Repeat, walk

_SIZE = r"(?:\babsolute values?\b|\|[^|\n.;]{1,14}\|)"
_APART = r"\b(?:distinct|different|permutation|exactly once|at most once|unique)\b"
_UNSIGNED = re.compile(rf"{_SIZE}[^.;\n]{{0,90}}{_APART}|{_APART}[^.;\n]{{0,60}}{_SIZE}|\bsigned permutation\b", re.IGNORECASE)


def unsigned(format: Format, seen: Columns, text: str) -> Iterator[str]:
    """The sequences of integers of both signs that have no absolute value twice in any example, where the statement says so."""
    if not _UNSIGNED.search(text.replace("\n", " ")):
        return
    for _, one in walk(format.body):
        token = one.token if isinstance(one, List) else one
        if isinstance(token, Repeat) or token.kind is not Kind.INTEGER:
            continue
        columns = [numbers(found.values) for found in seen.get(token.name, ()) if not found.alone]
        if any(min(column, default=0) < 0 for column in columns) and all(map(apart, columns)):
            yield token.name


def numbers(values: Sequence[object]) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def apart(values: Sequence[int]) -> bool:
    """Whether no absolute value stands there twice."""
    return len(set(map(abs, values))) == len(values)


def told_apart_unsigned(values: Sequence[int], low: int, high: int, rng: Random) -> list[int] | None:
    """The values, those whose absolute value was there already, and 0, replaced; None if there are too few absolute values."""
    most = max(abs(low), abs(high))
    least = 1 if low <= 0 <= high else min(abs(low), abs(high))
    seen: set[int] = {0}
    repeated = [place for place, value in enumerate(values) if abs(value) in seen or seen.add(abs(value))]  # type: ignore[func-returns-value]
    if len(values) > most - least + 1:
        return None
    free = _free(seen, least, most, len(repeated), rng)
    found = list(values)
    for place, size in zip(repeated, free, strict=True):
        signs = [one for one in (size, -size) if low <= one <= high]
        found[place] = rng.choice(signs)
    return found


def _free(seen: set[int], least: int, most: int, count: int, rng: Random) -> list[int]:
    """So many absolute values that are not there yet."""
    if most - least < 4 * (len(seen) + count):
        return rng.sample([size for size in range(least, most + 1) if size not in seen], count)
    found: set[int] = set()
    while len(found) < count:
        size = rng.randint(least, most)
        if size not in seen:
            found.add(size)
    return rng.sample(sorted(found), count)
