"""Which functions of a program are never called: a change in them changes nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A function and the characters from `start` to `end` that define it, its name among them."""

    name: str
    start: int
    end: int


def dead_spans(source: str, functions: Sequence[Span], roots: frozenset[str]) -> tuple[Span, ...]:
    """The functions whose name stands nowhere outside of them but in other dead ones; those called as in `roots` live.

    Careful: a name in a string or a comment counts as a call. Time is that of one search through the source.
    """
    names = {one.name for one in functions} - roots
    if not names:
        return ()
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    spans = sorted(functions, key=lambda one: (one.start, -one.end))
    owner = _innermost(spans)
    callers: dict[str, set[int]] = {name: set() for name in names}
    for match in word.finditer(source):
        callers[match[0]].add(owner(match.start()))
    calls: dict[int, set[str]] = {}
    for name, places in callers.items():
        for place in places:
            calls.setdefault(place, set()).add(name)
    live = set(roots)
    reached: set[int] = set()
    waiting = [-1, *(place for place, one in enumerate(spans) if one.name in roots)]
    by_name: dict[str, list[int]] = {}
    for place, one in enumerate(spans):
        by_name.setdefault(one.name, []).append(place)
    while waiting:
        place = waiting.pop()
        if place in reached:
            continue
        reached.add(place)
        for name in calls.get(place, ()):
            outside = place < 0 or spans[place].name != name
            if outside and name not in live:
                live.add(name)
                waiting += by_name[name]
    return tuple(one for one in spans if one.name not in live)


class _innermost:  # noqa: N801  # called like the function that it stands for
    """The place, in spans sorted by their starts, of the innermost one around a character; -1 outside of all."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [one.start for one in spans]
        self._around: list[int] = []
        open_: list[int] = []
        for place, one in enumerate(spans):
            while open_ and spans[open_[-1]].end <= one.start:
                open_.pop()
            self._around.append(open_[-1] if open_ else -1)
            open_.append(place)

    def __call__(self, character: int) -> int:
        place = bisect_right(self._starts, character) - 1
        while place >= 0 and self._spans[place].end <= character:
            place = self._around[place]
        return place
