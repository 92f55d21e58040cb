"""Small sets of tests that do what all of them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def smallest_equivalent(rejected: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """A small set of tests that rejects every program that all of them reject; `rejected`: program -> the tests that do.

    Greedy by what is still to be rejected, then thinned: no test of the result can be left out.
    """
    open_programs = {program: set(places) for program, places in rejected.items() if places}
    picked: list[int] = []
    left = set(open_programs)
    while left:
        counts = Counter(place for program in left for place in open_programs[program])
        best = min(counts, key=lambda place: (-counts[place], place))
        picked.append(best)
        left = {program for program in left if best not in open_programs[program]}
    for place in reversed(picked[:]):
        others = {one for one in picked if one != place}
        if all(places & others for places in open_programs.values()):
            picked.remove(place)
    return tuple(sorted(picked))
