"""Where a generated test comes from: enough to make it again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one input came about and who agreed on its output.

    `parent` is the place of the mutated test among the problem's given tests (public, then private), `operators` the
    mutators in the order of their application. The draw is repeated by `mutators.mutate` with the generator seeded by
    (problem name, "mutate", `seed`, `draw`). `agreeing` holds the digests of the solutions that printed the output.
    """

    parent: int
    operators: tuple[str, ...]
    seed: int
    draw: int
    agreeing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An input that may become a test."""

    input: str
    provenance: Provenance
