"""The table of mutators and the drawing of a candidate: which parent, which operators, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from mutators.binary import flip_bits
from mutators.characters import change_character, swap_characters
from mutators.integers import step_integer

Mutator = Callable[[str, Random], str | None]

MUTATORS: dict[str, Mutator] = {
    "flip_bits": flip_bits,
    "step_integer": step_integer,
    "swap_characters": swap_characters,
    "change_character": change_character,
}
"""Name -> mutator. A mutator returns None where it does not apply, and never the text it was given."""

MAX_STEPS = 8
MAX_PARENT_CHARACTERS = 1 << 20
"""Longer inputs are not mutated: a copy of 64 MB with one digit changed tells no more than a small one."""


def mutate(text: str, rng: Random, mutators: Mapping[str, Mutator] = MUTATORS) -> tuple[str, tuple[str, ...]]:
    """Apply one or more random mutators: the mutant and the names of those that did something.

    The number of steps is geometric with mean 2, at most MAX_STEPS. Where none applies the text comes back unchanged.
    """
    steps = 1
    while steps < MAX_STEPS and rng.random() < 0.5:
        steps += 1
    names = list(mutators)
    applied = []
    for _ in range(steps):
        for name in rng.sample(names, len(names)):
            changed = mutators[name](text, rng)
            if changed is not None:
                text = changed
                applied.append(name)
                break
    return text, tuple(applied)


def mutable(inputs: Sequence[str]) -> list[int]:
    """The places of the inputs that are short enough to be mutated."""
    return [place for place, text in enumerate(inputs) if len(text) <= MAX_PARENT_CHARACTERS]


def candidate_input(inputs: Sequence[str], rng: Random) -> tuple[str, int, tuple[str, ...]] | None:
    """A mutant of a random input: (text, place of the parent, operators); None where nothing can be mutated."""
    parents = mutable(inputs)
    if not parents:
        return None
    parent = rng.choice(parents)
    text, operators = mutate(inputs[parent], rng)
    return (text, parent, operators) if operators else None
