"""The flags of the package format's default output validator."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from schemas.problem import Checker, CheckerKind

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
"""A number as C reads it: float() would take 1_000 as well."""


class UnknownFlag(ValueError):
    """A flag that the default output validator does not know."""


def checker_of(flags: Sequence[str]) -> Checker:
    """The comparer that the flags ask for. Raises UnknownFlag, quoting the flag.

    A tolerance of 0 is one: tokens are compared as numbers then (Kattis/problemtools, default_validator.cc). The last of two
    flags for the same tolerance counts.
    """
    case = spaces = False
    absolute: float | None = None
    relative: float | None = None
    left = list(flags)
    while left:
        flag = left.pop(0)
        if flag == "case_sensitive":
            case = True
        elif flag == "space_change_sensitive":
            spaces = True
        elif flag in ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance"):
            number = left.pop(0) if left else ""
            if not _NUMBER.fullmatch(number):
                raise UnknownFlag(f"{flag} needs a number behind it, got {number!r}")
            tolerance = float(number)
            if not (math.isfinite(tolerance) and tolerance >= 0):
                raise UnknownFlag(f"{flag} needs a number that is not negative behind it, got {tolerance}")
            absolute = tolerance if flag != "float_relative_tolerance" else absolute
            relative = tolerance if flag != "float_absolute_tolerance" else relative
        else:
            raise UnknownFlag(f"{flag!r} is none of the default validator's")
    return Checker(CheckerKind.KATTIS, absolute, relative, case, spaces, " ".join(flags))
