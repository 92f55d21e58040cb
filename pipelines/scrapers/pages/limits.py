"""Limits as pages write them: `2 seconds`, `1.5 sec`, `500 ms`, `256 megabytes`, `1024 MiB`, `1 секунда`."""

from __future__ import annotations

import re

from pipelines.scrapers.site import MarkupChanged
from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits
from schemas.text import excerpt

_NUMBER = r"(\d{1,12}(?:[.,]\d{1,9})?)\s*"
_TIME = re.compile(
    _NUMBER + r"(ms|msecs?|milli\w*|миллисек\w*|s|secs?|seconds?|секунд\w*|сек|с|秒|ミリ秒)(?![^\W\d_])", re.IGNORECASE
)
_MEMORY = re.compile(_NUMBER + r"(k|kb|kib|kbytes?|kilobytes?|килобайт\w*|m|mb|mib|mbytes?|megabytes?|мегабайт\w*|мб|"
                     r"g|gb|gib|gbytes?|gigabytes?|гигабайт\w*)(?![^\W\d_])", re.IGNORECASE)  # fmt: skip
_MEMORY_UNITS = {
    "k": MEBIBYTE >> 10,
    "к": MEBIBYTE >> 10,
    "m": MEBIBYTE,
    "м": MEBIBYTE,
    "g": MEBIBYTE << 10,
    "г": MEBIBYTE << 10,
}
"""By the first letter. Judges mean powers of two, whatever they call them."""


def time_limit_ns(text: str, selector: str) -> int:
    """The first time that a text states, in nanoseconds. Raises MarkupChanged where it states none."""
    match = _TIME.search(text)
    if match is None:
        raise MarkupChanged(selector, f"{excerpt(text)!r}, no time")
    milli = match[2].lower().startswith(("ms", "milli", "миллисек", "ミリ"))
    return _positive(match[1], NANOSECONDS // 1000 if milli else NANOSECONDS, selector)


def memory_limit_bytes(text: str, selector: str) -> int:
    """The first amount of memory that a text states. Raises MarkupChanged where it states none."""
    match = _MEMORY.search(text)
    if match is None:
        raise MarkupChanged(selector, f"{excerpt(text)!r}, no amount of memory")
    return _positive(match[1], _MEMORY_UNITS[match[2][0].lower()], selector)


def limits_of(time: str, memory: str, selector: str) -> Limits:
    """Both limits. Raises MarkupChanged."""
    return Limits(time_limit_ns(time, selector), memory_limit_bytes(memory, selector))


def limit_of_number(number: float, unit: int, selector: str) -> int:
    """A limit that an interface states as a number of `unit` (nanoseconds or bytes). Raises MarkupChanged where it is none."""
    return _positive(str(number), unit, selector)


def _positive(number: str, unit: int, selector: str) -> int:
    value = round(float(number.replace(",", ".")) * unit)
    if not 0 < value < 1 << 62:  # limits are kept in columns of 64 bits
        raise MarkupChanged(selector, f"{excerpt(number)} is not a sensible limit")
    return value
