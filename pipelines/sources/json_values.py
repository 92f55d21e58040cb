"""Values of JSON records: what a key may hold, and messages that quote what it holds instead.

Each function raises ValueError, naming the key; a key that is absent and one that is null are the same.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import Any

from schemas.text import excerpt

Values = Mapping[str, Any]


def text(values: Values, key: str) -> str:
    """The text under a key that must be there."""
    value = values.get(key)
    if not isinstance(value, str):
        raise ValueError(f"key {key!r} is missing" if value is None else f"{key} must be text, got {quoted(value)}")
    return value


def optional_text(values: Values, key: str) -> str:
    """The text under a key, "" where there is none. Numbers, which some writers leave unquoted, are taken as they are read."""
    value = values.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return "" if value is None else text(values, key)


def texts(values: Values, key: str) -> list[str]:
    """The texts of a list, none where the key is absent."""
    value = values.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{key} must be a list, got {quoted(value)}")
    for item in value:
        if not isinstance(item, str):
            raise ValueError(f"{key} must hold texts, got {quoted(item)}")
    return value


def nested(values: Values, key: str) -> Any:
    """The value of a key that holds JSON, as itself or (so the released datasets have it) as a text; None for an empty one."""
    value = values.get(key)
    if not isinstance(value, str):
        return value
    return parsed(value, key) if value.strip() else None


def parsed(source: str, where: str) -> Any:
    """The value of a JSON text. Raises ValueError for anything else, also for numbers of more digits than Python takes."""
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where} is not JSON: {excerpt(str(error))}: {excerpt(source[:60])!r}") from error


def listed(value: Any, key: str) -> tuple[str, ...]:
    """Words that are a list or, as the released datasets have it, a text that is Python's or JSON's list of them."""
    if isinstance(value, str):
        value = _list_in(value.strip() or "[]")
    value = value or []
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{key} must be a list of words, got {quoted(value)}")
    return tuple(value)


def _list_in(source: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            return read(source)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return source


def quoted(value: Any) -> str:
    """A value, short enough for a line."""
    try:
        return excerpt(json.dumps(value, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError):
        return excerpt(type(value).__name__)
