"""Which of the candidates are worth a vote: those that together reject the most wrong programs, then the most different ones.

Knows no Beam and no processes. The wrong programs are the known incorrect ones and mutants of correct ones; what each does on
each candidate is a `Rating`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.generation.agreement import Survivor
from pipelines.generation.candidates import is_large
from schemas.digest import digest

LARGE_SHARE = 0.05
"""Share of the tests for which the largest inputs are kept, whatever they reject: slow programs are known to few builds."""
LONG_CHARACTERS, MOST_LONG = 2_500_000, 2
"""Of inputs longer than this so many are kept at most: each costs every solution half a second, and the dataset megabytes."""
COVER = 4
"""How many tests are wanted against each wrong program: the vote, or another machine, may take some."""
MUTANT_WEIGHT = 0.5
SLOW, STUCK = "slow", "stuck"
"""Over the time limit on a large input; over a small one's, which is far below what the problem allows."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one wrong program did: `rejected` maps places of survivors to `wrong`, `crash`, SLOW or STUCK.

    `program` is its digest; `mutant`: made by us. On survivors that are not in `rejected` it passed or was not run.
    """

    program: str
    mutant: bool = False
    rejected: Mapping[int, str] = field(default_factory=dict)
    runs: int = 0
    cpu_s: float = 0.0
    about: str = ""


@dataclass(slots=True)
class _Chosen:
    """The places chosen so far, in order."""

    places: list[int] = field(default_factory=list)
    covered: Counter[int] = field(default_factory=Counter)
    traits: Counter[tuple[str, str]] = field(default_factory=Counter)


def choose(survivors: Sequence[Survivor], ratings: Sequence[Rating], wanted: int) -> list[int]:
    """At most `wanted` places of the survivors, the most valuable first.

    First come inputs of the largest size up to LARGE_SHARE, those that reject more programs before the others; of the longest
    at most MOST_LONG are taken at all. Then, one by one, the candidate that rejects most of what fewest chosen ones reject,
    until every program is rejected COVER times or as often as can be. The rest is chosen for being different in kind, size and
    output; further large ones come last, as they cost most.
    """
    killers: dict[int, list[int]] = {}
    for number, rating in enumerate(ratings):
        for place in rating.rejected:
            killers.setdefault(place, []).append(number)
    weights = [MUTANT_WEIGHT if rating.mutant else 1.0 for rating in ratings]
    traits = [_traits(survivor) for survivor in survivors]
    chosen = _Chosen()

    def take(place: int) -> None:
        chosen.places.append(place)
        if place in long and sum(one in long for one in chosen.places) >= MOST_LONG:
            for other in long:
                left.pop(other, None)
        chosen.covered.update(killers.get(place, ()))
        chosen.traits.update(traits[place])

    def gain(place: int) -> float:
        return math.fsum(
            weights[one] * 0.5 ** chosen.covered[one] for one in killers.get(place, ()) if chosen.covered[one] < COVER
        )

    def novelty(place: int) -> float:
        return math.fsum(1 / (1 + chosen.traits[trait]) for trait in traits[place])

    left = dict.fromkeys(range(len(survivors)))
    long = {place for place in left if len(survivors[place].candidate.input) > LONG_CHARACTERS}
    large = [place for place in left if is_large(survivors[place].candidate)]
    quota = min(len(large), wanted, max(1, math.ceil(LARGE_SHARE * wanted)))

    def fill(pool: Sequence[int], score: Callable[[int], float], most: int) -> None:
        """Take from the pool, the best first, until so many are chosen or nothing is left that counts."""
        while len(chosen.places) < most:
            best = max((place for place in pool if place in left), key=score, default=None)
            if best is None or score(best) <= 0:
                break
            del left[best]
            take(best)

    everything = range(len(survivors))
    fill(large, lambda place: 1000 * gain(place) + novelty(place), quota)
    fill(everything, gain, wanted)
    fill([place for place in everything if place not in large], novelty, wanted)
    fill(large, novelty, wanted)
    return chosen.places


def _traits(survivor: Survivor) -> tuple[tuple[str, str], ...]:
    """What makes a candidate like others: what it was made by, its size, what is printed."""
    operators = survivor.candidate.provenance.operators
    size = str(len(survivor.candidate.input).bit_length())
    return (
        ("kind", operators[0] if operators else ""),
        ("operators", " ".join(operators)),
        ("size", size),
        ("output", digest(*survivor.output.lower().split())),
        ("output size", str(len(survivor.output).bit_length())),
    )
