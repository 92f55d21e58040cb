"""Kinds of generated tests, by how they came about."""

from __future__ import annotations

from collections.abc import Sequence

from mutators.mutate import MUTATORS
from pipelines.showing.tables import literal

MADE = ("boundary", "small", "random", "large")
KINDS = ("mutate", "structure", *MADE)
WORDS = {
    "mutate": "a given input with characters, digits or numbers changed",
    "structure": "a given input changed along its format",
    "boundary": "made, with values at the bounds of the constraints",
    "small": "made, as small as the constraints allow",
    "random": "made at random within the constraints",
    "large": "made, as large as the constraints allow",
}
_BEYOND = "up_to_"


def kind_of(parent: int, operators: Sequence[str]) -> str:
    """The kind of a test with this provenance."""
    said = [one for one in operators if not one.startswith(_BEYOND)]
    if parent < 0:
        return said[0] if said and said[0] in MADE else "random"
    return "mutate" if said and all(one in MUTATORS for one in said) else "structure"


_NAMES = ", ".join(map(literal, MUTATORS))
_SAID = f"list_filter(operators, lambda word: NOT starts_with(word, {literal(_BEYOND)}))"
KIND_SQL = f"""
CASE WHEN parent < 0 THEN CASE WHEN {_SAID}[1] IN ({", ".join(map(literal, MADE))}) THEN {_SAID}[1] ELSE 'random' END
     WHEN len({_SAID}) > 0 AND list_has_all([{_NAMES}], {_SAID}) THEN 'mutate' ELSE 'structure' END
"""
"""`kind_of` of a row of `generated_tests`, in SQL."""
