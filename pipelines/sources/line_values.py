"""Values of a line of JSON: what a key may hold; one that is null is as good as missing.

Each function raises TypeError or ValueError, quoting what the key holds instead.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from schemas.text import excerpt

LARGEST = 1 << 31
"""Numbers of contests and ratings are kept in columns of 32 bits."""


def given(row: dict[str, Any], key: str, absent: Any) -> Any:
    """The value of a key, `absent` where there is none."""
    value = row.get(key)
    return absent if value is None else value


def text(value: Any, key: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError(f"{key} must be text, got {quoted(value)}")
    return value


def items(value: Any, key: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise TypeError(f"{key} must be a list, got {quoted(value)}")
    return value


def objects(value: Any, key: str) -> list[dict[str, Any]]:
    """A list of objects."""
    for one in items(value, key):
        if not isinstance(one, dict):
            raise TypeError(f"{key} must hold objects, got {quoted(one)}")
    return list(value)


def yes(row: dict[str, Any], key: str) -> bool:
    """Whether the value of a key is true; it is not where there is none."""
    value = given(row, key, False)
    if not isinstance(value, bool):
        raise TypeError(f"{key} must be true or false, got {quoted(value)}")
    return value


def member(kind: Any, row: dict[str, Any], key: str, absent: Any) -> Any:
    """The member of an enumeration whose name a key holds."""
    value = text(given(row, key, absent.name), key)
    if value not in kind.__members__:
        raise ValueError(f"{key} {quoted(value)} is none of {', '.join(kind.__members__)}")
    return kind[value]


def number(row: dict[str, Any], key: str, *, whole: bool = False) -> float:
    """A number that is not negative, 0 where there is none."""
    value = given(row, key, 0)
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not 0 <= value < LARGEST:
        raise ValueError(f"{key} must be a {'whole ' if whole else ''}number from 0 to {LARGEST - 1}, got {quoted(value)}")
    return float(value)


def day(value: str) -> date | None:
    """A day in the ISO form; None for ""."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ValueError(f"date {quoted(value)} is not of the form 2021-07-14") from error


def quoted(value: Any) -> str:
    """A value, short enough for a line."""
    return excerpt(json.dumps(value, ensure_ascii=False))
