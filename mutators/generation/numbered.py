"""Things that the statement numbers from 1: the least number there is, where examples alone leave 0 open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from mutators.formats.nodes import Kind
from mutators.generation.domains import Domain

_NUMBERED = r"\b(?:numbered|labell?ed|indexed|identified|counted)\b[^.;]{0,30}?"
_ON = r"(?:\s*(?:to|through|up to|and|until|,|-|–|\.\.|…)|\s+on\b)"
_FROM_1 = re.compile(rf"{_NUMBERED}\s1{_ON}", re.IGNORECASE)
_FROM_0 = re.compile(rf"{_NUMBERED}\s0{_ON}", re.IGNORECASE)


def numbered(known: Mapping[str, Domain], text: str) -> dict[str, Domain]:
    """The domains; of numbers of things of which no example has 0, from 1 on where the (plain) statement numbers all from 1.

    The greatest stays what the examples showed: where no example has the last, there may be a reason.
    """
    if not _FROM_1.search(text) or _FROM_0.search(text):
        return dict(known)
    return {
        name: replace(one, low=1)
        if one.low == 0
        and one.high > 0
        and one.token.kind is Kind.INTEGER
        and one.token.within is not None
        and one.token.index_base == 0
        and (one.token.seen.low or 0) > 0
        else one
        for name, one in known.items()
    }
