"""Answers in JSON: what is taken out of them is of the type that is expected, or the answer is not what the parser knows."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from pipelines.scrapers.pages.markup import decoded, one, tree_of, verbatim
from pipelines.scrapers.records import Page
from pipelines.scrapers.site import MarkupChanged
from schemas.text import excerpt

Object = Mapping[str, Any]
_LARGEST = 1 << 62
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def answer(page: Page) -> Any:
    """The value of an answer, also of one that a browser saved as a page around it.

    Raises MarkupChanged where it is no JSON, or has text in it that cannot be stored.
    """
    text = decoded(page)
    if text.lstrip()[:1] == "<":
        text = verbatim(one(tree_of(text), "body > pre"))
    try:
        value = json.loads(text, parse_constant=_no_constant)
        if "\\ud" in text.lower() and _LONE_SURROGATE.search(json.dumps(value, ensure_ascii=False)):
            raise MarkupChanged("json", "a lone surrogate in a string")
    except RecursionError as error:
        raise MarkupChanged("json", "nested too deep") from error
    except MarkupChanged:
        raise
    except ValueError as error:
        raise MarkupChanged("json", f"{excerpt(text, 60)!r} ({excerpt(str(error))})") from error
    return value


def as_object(value: Any, where: str) -> Object:
    """`value`, which must be an object. Raises MarkupChanged."""
    if not isinstance(value, dict):
        raise MarkupChanged(where, f"{_shown(value)}, no object")
    return value


def as_list(value: Any, where: str) -> list[Any]:
    """`value`, which must be a list. Raises MarkupChanged."""
    if not isinstance(value, list):
        raise MarkupChanged(where, f"{_shown(value)}, no list")
    return value


def text_at(record: Object, name: str) -> str:
    """A string. Raises MarkupChanged."""
    value = record.get(name)
    if not isinstance(value, str):
        raise MarkupChanged(name, f"{_shown(value)}, no text")
    return value


def text_or(record: Object, name: str, default: str = "") -> str:
    """A string, or `default` where there is none."""
    value = record.get(name)
    return value if isinstance(value, str) else default


def whole_at(record: Object, name: str) -> int:
    """A whole number, also one written as text. Raises MarkupChanged."""
    value = record.get(name)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _LARGEST:
        raise MarkupChanged(name, f"{_shown(value)}, no whole number")
    return value


def number_or(record: Object, name: str) -> float | None:
    """A number, also one written as text; None where there is none."""
    value = record.get(name)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) >= _LARGEST:
        return None
    return float(value)


def texts_at(record: Object, name: str) -> tuple[str, ...]:
    """A list of strings; () where there is none. Raises MarkupChanged for a list of anything else."""
    values = record.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise MarkupChanged(name, f"{_shown(values)}, no list of texts")
    return tuple(values)


def day_at(record: Object, name: str) -> date | None:
    """The day (UTC) of a time in seconds since 1970; None where there is none. Raises MarkupChanged for one out of range."""
    seconds = number_or(record, name)
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, ValueError, OSError) as error:
        raise MarkupChanged(name, f"{seconds:g}, no time") from error


def unix_lines(text: str) -> str:
    """`text` with the line ends of Unix: interfaces hand out those of the judge's own system."""
    return text.replace("\r\n", "\n")


def _shown(value: Any) -> str:
    return "nothing" if value is None else excerpt(repr(value)[:200], 60)
