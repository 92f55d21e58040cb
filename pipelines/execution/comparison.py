"""Whether an output is right: the comparers that a problem's `Checker` selects, a flat table. Pure functions of two texts.

All of them speak C's language, as the judges do whose verdicts the labels of solutions come from: white space is the six
characters of ASCII, case is ASCII's, a number is written in decimal. Each takes time linear in its texts, whatever these hold
(a matching of expressions never goes back, an integer is never converted), raises nothing and accepts what it expects.

`nan` and `inf` are words and no numbers, and so is a number that no double holds (1e400, an integer of 10^5 digits, where it is
compared as a double): they equal the same text alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

from schemas.problem import Checker, CheckerKind

ALPHACODE_TOLERANCE = 1e-5
_INTEGER = re.compile(rb"[+-]?\d+\Z")
_DECIMAL = re.compile(rb"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")  # one way to match: no quadratic search
_GAP = re.compile(rb"(\s+)")

Comparer = Callable[[bytes, bytes, Checker], bool]
"""(expected, got, parameters) -> whether `got` is accepted where `expected` is a right answer. Texts are UTF-8."""


def outputs_match(expected: str, got: str, checker: Checker) -> bool:
    """Whether `got` is accepted where `expected` is a right answer.

    CUSTOM knows no right or wrong here, for its program is not asked (`checking.Referee` does that): it compares as KATTIS.
    """
    return expected == got or COMPARERS[checker.kind](_utf8(expected), _utf8(got), checker)


def decode_output(output: bytes) -> str:
    """Standard output as text; bytes that are not UTF-8 become U+FFFD, which no expected output holds by accident."""
    return output.decode("utf-8", errors="replace")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _exact(expected: bytes, got: bytes, _: Checker) -> bool:
    """The same text; one newline at the very end may be missing, for editors add it and stored tests have lost it."""
    return expected.removesuffix(b"\n") == got.removesuffix(b"\n")


def _tokens(expected: bytes, got: bytes, _: Checker) -> bool:
    return expected.split() == got.split()


def _alphacode(expected: bytes, got: bytes, _: Checker) -> bool:
    """The paper's rule (appendix A.2). Integers are compared exactly and at any size, which the released runner did not do."""
    return _all_match(expected.lower().split(), got.lower().split(), _alphacode_token)


def _alphacode_token(expected: bytes, got: bytes) -> bool:
    return _same_number(expected, got, ALPHACODE_TOLERANCE, None)


def _float_abs_rel(expected: bytes, got: bytes, checker: Checker) -> bool:
    """Tokens, case counts; numbers within either tolerance, the relative one of the expected number. Two integers must be
    equal: a count, an index or a remainder has no error."""
    absolute, relative = checker.float_absolute, checker.float_relative
    return _all_match(expected.split(), got.split(), lambda left, right: _same_number(left, right, absolute, relative))


def _kattis(expected: bytes, got: bytes, checker: Checker) -> bool:
    """The default output validator of the problem package format, as Kattis/problemtools has it.

    Once a tolerance is given every expected token that is a number is compared as a double, two integers as well, and what
    stands in its place must be a number. Hexadecimal numbers, which scanf would read, are words here as they are in DOMjudge.
    """
    if not checker.case_sensitive:
        expected, got = expected.lower(), got.lower()

    def same(left: bytes, right: bytes) -> bool:
        return _within(left, right, checker.float_absolute, checker.float_relative)

    if not checker.space_change_sensitive:
        return _all_match(expected.split(), got.split(), same)
    wanted, found = _GAP.split(expected), _GAP.split(got)  # words at even places, the white space between them at odd ones
    return wanted[1::2] == found[1::2] and _all_match(wanted[::2], found[::2], same)


def _unordered_tokens(expected: bytes, got: bytes, checker: Checker) -> bool:
    """The same tokens, each as often, in any order. Numbers are compared as they are written."""
    if not checker.case_sensitive:
        expected, got = expected.lower(), got.lower()
    return Counter(expected.split()) == Counter(got.split())


def _unordered_lines(expected: bytes, got: bytes, checker: Checker) -> bool:
    """The same lines, each as often, in any order; within a line tokens in their order. Empty lines do not count."""
    if not checker.case_sensitive:
        expected, got = expected.lower(), got.lower()
    return _lines(expected) == _lines(got)


def _first_token(expected: bytes, got: bytes, checker: Checker) -> bool:
    """The same first token, and something behind it in both or in neither: whether a witness is right is not known here."""
    if not checker.case_sensitive:
        expected, got = expected.lower(), got.lower()
    wanted, found = expected.split(None, 1), got.split(None, 1)
    return wanted[:1] == found[:1] and len(wanted) == len(found)


def _lines(text: bytes) -> Counter[bytes]:
    """Counted, not sorted: hashing takes linear time for lines that differ late."""
    return Counter(line for row in text.split(b"\n") if (line := b" ".join(row.split())))


COMPARERS: dict[CheckerKind, Comparer] = {
    CheckerKind.ALPHACODE: _alphacode,
    CheckerKind.EXACT: _exact,
    CheckerKind.TOKENS: _tokens,
    CheckerKind.FLOAT_ABS_REL: _float_abs_rel,
    CheckerKind.KATTIS: _kattis,
    CheckerKind.UNORDERED_LINES: _unordered_lines,
    CheckerKind.UNORDERED_TOKENS: _unordered_tokens,
    CheckerKind.FIRST_TOKEN: _first_token,
    CheckerKind.CUSTOM: _kattis,
}
"""One row per kind."""


def _all_match(wanted: list[bytes], found: list[bytes], same: Callable[[bytes, bytes], bool]) -> bool:
    """Token by token; equal lists, which nearly all right outputs have, are compared without a call for each."""
    if wanted == found:
        return True
    if len(wanted) != len(found):
        return False
    return all(left == right or same(left, right) for left, right in zip(wanted, found, strict=True))


def _same_number(expected: bytes, got: bytes, absolute: float | None, relative: float | None) -> bool:
    """Two integers that are equal, or two decimal numbers, not both integers, within a tolerance."""
    if _INTEGER.match(expected) and _INTEGER.match(got):
        return _integer_key(expected) == _integer_key(got)
    return _within(expected, got, absolute, relative)


def _within(expected: bytes, got: bytes, absolute: float | None, relative: float | None) -> bool:
    """Both are decimal numbers that doubles hold, and differ by no more than one of the tolerances."""
    if (absolute is None and relative is None) or not (_DECIMAL.match(expected) and _DECIMAL.match(got)):
        return False
    left, right = float(expected), float(got)
    if not (math.isfinite(left) and math.isfinite(right)):
        return False
    difference = abs(left - right)
    return (absolute is not None and difference <= absolute) or (relative is not None and difference <= relative * abs(left))


def _integer_key(text: bytes) -> tuple[bool, bytes]:
    """An integer's canonical digits; no conversion, which would cost quadratic time on a flood of digits."""
    digits = text.lstrip(b"+-").lstrip(b"0")
    return (text.startswith(b"-") and digits != b"", digits)
