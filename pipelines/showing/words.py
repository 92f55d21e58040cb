"""Numbers and sizes as a person reads them."""

from __future__ import annotations

import math

from schemas.problem import CheckerKind

_STEPS = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))
THIN = "\u202f"
CHECKER_WORDS = {
    CheckerKind.ALPHACODE: "white space and case ignored, numbers within 1e-5",
    CheckerKind.EXACT: "the same text",
    CheckerKind.TOKENS: "the same words",
    CheckerKind.FLOAT_ABS_REL: "the same words, numbers within a tolerance",
    CheckerKind.KATTIS: "the default output validator of the package format",
    CheckerKind.UNORDERED_LINES: "the same lines in any order",
    CheckerKind.UNORDERED_TOKENS: "the same words in any order",
    CheckerKind.FIRST_TOKEN: "the same first word; the witness behind it may be any",
    CheckerKind.CUSTOM: "a program of the problem's own decides",
}


def number(value: float | None) -> str:
    """A number for a person: whole ones in groups of three digits, others with three significant digits, None as a dash."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) or abs(value) >= 1000:
        return f"{round(value):,}".replace(",", THIN).replace("-", "−")
    text = f"{value:.3g}"
    return (text if "e" in text else text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def size(count_bytes: float) -> str:
    """A number of bytes for a person."""
    for step, unit in _STEPS:
        if count_bytes >= step:
            return f"{count_bytes / step:.3g} {unit}"
    return f"{number(count_bytes)} B"


def seconds(value: float | None) -> str:
    """A time for a person."""
    if value is None:
        return "–"
    if value < 1:
        return f"{1000 * value:.3g} ms"
    return f"{value:.3g} s" if value < 600 else f"{value / 60:.3g} min"


def share(part: float, whole: float) -> float | None:
    """`part` of `whole` in percent, None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def checker_words(kind: str) -> str:
    """What a kind of checker means, "" where it is not one of ours."""
    try:
        return CHECKER_WORDS[CheckerKind(kind)]
    except ValueError:
        return ""


def plural(count: int, one: str, many: str = "") -> str:
    """`3 problems`, `1 problem`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
