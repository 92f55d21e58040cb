"""A whole program in its normal form."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.normalising.aliases import expand_aliases
from pipelines.normalising.formatting import formatted
from pipelines.normalising.headers import name_headers
from pipelines.normalising.macros import expand_macros
from pipelines.normalising.pieces import Unfit

MOST_CHARACTERS = 200_000
_BLANK_LINES = re.compile(r"(?:[ \t]*\n){3,}")


class Normal(NamedTuple):
    """A program in its normal form; `formatted` False: clang-format was missing or refused, its layout is its author's."""

    source: str
    formatted: bool


def normalise(source: str) -> Normal:
    """The program with macros and aliases expanded, the headers that it needs, and our layout.

    Whether it still compiles is for the caller to find out. Raises Unfit for a program that is better kept as it is.
    """
    if len(source) > MOST_CHARACTERS:
        raise Unfit(f"it has more than {MOST_CHARACTERS} characters")
    text = name_headers(expand_aliases(expand_macros(source.replace("\r\n", "\n"))))
    text = _BLANK_LINES.sub("\n\n", text.lstrip("\n"))
    laid_out = formatted(text)
    return Normal(text, False) if laid_out is None else Normal(laid_out, True)
