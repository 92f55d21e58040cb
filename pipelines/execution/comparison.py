"""Whether an output is right: the comparers that a problem's `Checker` selects. Pure functions of two texts.

ALPHACODE follows the paper (appendix A.2): white space and case are ignored and numbers may differ by 1e-5; integers are
compared exactly and at any size, which the released runner did not do. KATTIS is the default output validator of the
problem package format: tokens, with its flags.
"""

from __future__ import annotations

import math
import re

from schemas.problem import Checker, CheckerKind

ALPHACODE_TOLERANCE = 1e-5
_INTEGER = re.compile(r"[+-]?\d+\Z", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)  # one way to match: no quadratic search


def outputs_match(expected: str, got: str, checker: Checker) -> bool:
    """Whether `got` is accepted where `expected` is a right answer. CUSTOM falls back to its package's flags."""
    if expected == got:
        return True
    if checker.space_change_sensitive:
        return _same_with_spaces(expected, got, checker)
    wanted, found = expected.split(), got.split()
    if len(wanted) != len(found):
        return False
    if checker.kind is CheckerKind.ALPHACODE:
        return all(map(_alphacode_token, wanted, found))
    return all(_kattis_token(left, right, checker) for left, right in zip(wanted, found, strict=True))


def _alphacode_token(expected: str, got: str) -> bool:
    if expected == got or expected.lower() == got.lower():
        return True
    return _numbers_close(expected, got, ALPHACODE_TOLERANCE, None)


def _kattis_token(expected: str, got: str, checker: Checker) -> bool:
    if expected == got or (not checker.case_sensitive and expected.lower() == got.lower()):
        return True
    if checker.float_absolute is None and checker.float_relative is None:
        return False
    return _numbers_close(expected, got, checker.float_absolute, checker.float_relative)


def _numbers_close(expected: str, got: str, absolute: float | None, relative: float | None) -> bool:
    """Both are decimal numbers and differ by no more than one of the tolerances. Two integers must be equal."""
    if not _DECIMAL.match(expected) or not _DECIMAL.match(got):
        return False
    if _INTEGER.match(expected) and _INTEGER.match(got):
        return _integer_key(expected) == _integer_key(got)
    left, right = float(expected), float(got)
    if not (math.isfinite(left) and math.isfinite(right)):
        return False
    difference = abs(left - right)
    return (absolute is not None and difference <= absolute) or (relative is not None and difference <= relative * abs(left))


def _integer_key(text: str) -> tuple[bool, str]:
    """An integer's canonical digits; no conversion, which would cost quadratic time on a flood of digits."""
    digits = text.lstrip("+-").lstrip("0")
    return (text.startswith("-") and digits != "", digits)


def _same_with_spaces(expected: str, got: str, checker: Checker) -> bool:
    """Tokens compared as elsewhere, the white space between them exactly."""
    parts = [re.split(r"(\s+)", text) for text in (expected, got)]
    if len(parts[0]) != len(parts[1]):
        return False
    return all(
        left == right if place % 2 else _kattis_token(left, right, checker)
        for place, (left, right) in enumerate(zip(*parts, strict=True))
    )


def decode_output(output: bytes) -> str:
    """Standard output as text; bytes that are not UTF-8 become U+FFFD, which no expected output holds by accident."""
    return output.decode("utf-8", errors="replace")
