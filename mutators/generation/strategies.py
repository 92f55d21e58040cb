"""Hypothesis strategies of valid inputs. Hypothesis is needed only here, and only when a strategy is asked for."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from mutators.generation.knowledge import Knowledge
from mutators.generation.proposing import KINDS, propose

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


QUICK = ("mutate", "structure", "boundary", "small", "random")
"""All of KINDS but the large ones."""


def strategy(knowledge: Knowledge, kinds: tuple[str, ...] = QUICK) -> SearchStrategy[str]:
    """Inputs of these kinds that `is_valid` has nothing against; as they shrink the seed gets smaller, not the input.

    KeyError for a kind that is none of KINDS.
    """
    from hypothesis import strategies as st

    def made(kind: str, seed: int) -> tuple[str, ...]:
        found = propose(knowledge, Random(seed), kind)
        return () if found is None else (found[0],)

    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise KeyError(unknown[0])
    return st.builds(made, st.sampled_from(kinds), st.integers(0, 2**32)).filter(bool).map(lambda found: found[0])
