"""A candidate input of a kind: made, checked, and made again until it is valid."""

from __future__ import annotations

from random import Random

from mutators.formats import Parsed, render
from mutators.generation.aiming import aimed
from mutators.generation.drawing import draw
from mutators.generation.editing import edited
from mutators.generation.endings import without_blank_end
from mutators.generation.filling import Impossible
from mutators.generation.guard import is_valid
from mutators.generation.kinds import DRAWN
from mutators.generation.knowledge import Knowledge
from mutators.generation.styles import HUGE_CHARACTERS
from mutators.mutate import candidate_input

KINDS: dict[str, float] = {
    "mutate": 0.15,
    "structure": 0.3,
    "boundary": 0.1,
    "small": 0.25,
    "random": 0.15,
    "large": 0.05,
}
"""Kind of input -> its weight in a random draw."""

TRIES = 12
LARGE_TRIES = 4
AIMED = 0.4
"""Share of the drawn inputs in which a single number is set to what the lists can make."""
Candidate = tuple[str, int, tuple[str, ...]]


def propose(knowledge: Knowledge, rng: Random, kind: str | None = None, *, checked: bool = True) -> Candidate | None:
    """One input: (text, place of its parent among the given inputs or -1, names of what made it).

    `is_valid` has nothing against it (`checked` False: it was not asked). None where the kind does not apply to the format, or
    no valid one was found in TRIES. KeyError for a kind that is none of KINDS.
    """
    if kind is None:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    elif kind not in KINDS:
        raise KeyError(kind)
    for _ in range(TRIES if kind != "large" else LARGE_TRIES):
        found = _made(knowledge, rng, kind)
        if found is not None and knowledge.bare_end:
            found = without_blank_end(found[0]), *found[1:]
        if found is not None and len(found[0]) <= 2 * HUGE_CHARACTERS and not (checked and is_valid(knowledge, found[0])):
            return found
    return None


def _made(knowledge: Knowledge, rng: Random, kind: str) -> Candidate | None:
    if kind == "mutate":
        return candidate_input(knowledge.inputs, rng)
    if kind == "structure":
        return edited(knowledge, rng)
    if not knowledge.free:
        return None
    style, names = DRAWN[kind](knowledge, rng)
    try:
        values = draw(knowledge, rng, style)
    except Impossible:
        return None
    met = aimed(knowledge, values, rng) if rng.random() < AIMED else None
    if met is not None:
        values, names = met, (*names, "aimed")
    return render(knowledge.format, Parsed(values)), -1, (kind, *names)
