"""The kinds of inputs that are made from nothing, each a way to draw a style."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from mutators.generation.graphs import GRAPHS
from mutators.generation.knowledge import Knowledge
from mutators.generation.shapes import SHAPES
from mutators.generation.styles import HUGE_CHARACTERS, MOST_CHARACTERS, Style
from mutators.generation.weighted import MAKERS

SOFT = 0.7
"""Share of the inputs that keep to what was true of too few examples to be sure of."""
HUGE_SHARE = 0.15
"""Share of the large inputs that may have HUGE_CHARACTERS: only there do some problems reach their stated sizes."""
WEIGHTED_SHARE = 0.5
"""Share of the large inputs with weighted edges in which weights and edges are made for each other."""
SHARES = ("even", "random", "one")


def small(knowledge: Knowledge, rng: Random) -> tuple[Style, tuple[str, ...]]:
    """A few elements, values that coincide; where there are cases, often many of them."""
    most = rng.choice((1, 2, 3, 4, 4, 5, 6, 6))
    width = 0 if knowledge.doubts else rng.choice((1, 1, 2, 3, 4, 6, 10, 30, 0))
    many = knowledge.cases is not None and rng.random() < 0.7
    style = Style("small", most, 6000 if many else 400, width=width, cases="most" if many else "few", soft=rng.random() < SOFT)
    return style, ("many_cases",) if many else ()


def random(knowledge: Knowledge, rng: Random) -> tuple[Style, tuple[str, ...]]:
    """Any size up to a few hundred, log-uniform; any shape."""
    width = 0 if knowledge.doubts else rng.choice((0, 0, 0, 2, 10, 100, 1000))
    cases = rng.choice(("few", "any", "most"))
    style = Style(
        "log",
        rng.choice((10, 30, 100, 300, 800)),
        16_000,
        width=width,
        share=rng.choice(SHARES),
        cases=cases,
        soft=rng.random() < 0.5,
    )
    return style, (f"cases_{cases}",) if knowledge.cases is not None else ()


def boundary(knowledge: Knowledge, rng: Random) -> tuple[Style, tuple[str, ...]]:
    """One to three fields at the ends of their ranges, or next to them; sizes small unless one is such a field."""
    names = [
        domain.name for domain in knowledge.domains.values() if not domain.words and not (domain.text and domain.token.length)
    ]
    if not names:
        return small(knowledge, rng)
    pinned: dict[str, int] = {}
    for name in rng.sample(names, min(len(names), rng.choice((1, 1, 2, 3)))):
        domain = knowledge.domains[name]
        ends = [domain.low, domain.low, domain.low + 1, domain.high - 1, domain.high, domain.high, 0, 1, -1]
        if domain.counting or domain.text:
            ends = [min(end, max(domain.low, 2000)) for end in ends]
        pinned[name] = rng.choice([end for end in ends if domain.low <= end <= domain.high] or [domain.low])
    values = rng.choice((("ends",), ("greatest", "least"), ("equal",), ("alternating",), tuple(SHAPES)))
    style = Style("small", rng.choice((2, 4, 8)), 40_000, values=values, pinned=pinned, cases="few", soft=rng.random() < SOFT)
    return style, tuple(f"{name}={value}" if abs(value) < 10**20 else name for name, value in sorted(pinned.items()))


def large(knowledge: Knowledge, rng: Random) -> tuple[Style, tuple[str, ...]]:
    """The largest sizes that the constraints and MOST_CHARACTERS allow, now and then more; narrow values allow more of them."""
    shape = rng.choice(list(SHAPES))
    graph = rng.choice(list(MAKERS if knowledge.weighted and rng.random() < WEIGHTED_SHARE else GRAPHS))
    cases = rng.choice(("few", "few", "most", "any"))
    narrow = shape not in ("one_bucket", "powers") and not knowledge.doubts
    width = rng.choice((0, 0, 0, 1, 8)) if narrow else 0
    style = Style(
        "largest",
        1000,
        HUGE_CHARACTERS if rng.random() < HUGE_SHARE else MOST_CHARACTERS,
        (shape,) if rng.random() < 0.7 else tuple(SHAPES),
        (graph,),
        width,
        rng.choice(("even", "one")) if cases != "most" else "even",
        cases,
    )
    named = (f"cases_{cases}",) if knowledge.cases is not None else ()
    return style, (shape, *((graph,) if knowledge.blocks else ()), *named)


DRAWN: Mapping[str, Callable[[Knowledge, Random], tuple[Style, tuple[str, ...]]]] = {
    "boundary": boundary,
    "small": small,
    "random": random,
    "large": large,
}
