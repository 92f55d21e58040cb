"""Counts per stage: what went in, what came out, what was dropped. They add up in any order."""

from __future__ import annotations

from typing import NamedTuple


class Tally(NamedTuple):
    """`number` more of `what` at `stage`."""

    stage: str
    what: str
    number: int
