"""The difficulties of the schema by what sites say: a rating, or a word."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.problem import Difficulty

UNKNOWN = Difficulty["UNKNOWN_DIFFICULTY"]
_STEPS = ("EASY", "MEDIUM", "HARD", "HARDER", "HARDEST")
_WORDS = {
    **dict.fromkeys(("easy", "school", "beginner", "very easy", "very-easy", "basic"), "EASY"),
    **dict.fromkeys(("medium", "easy-medium", "easy medium"), "MEDIUM"),
    **dict.fromkeys(("hard", "medium-hard"), "HARD"),
    **dict.fromkeys(("challenge", "very hard", "very-hard"), "HARDEST"),
    **dict.fromkeys(("external", "extcontest"), "EXTERNAL"),
}


def by_rating(rating: float, steps: Sequence[float]) -> Difficulty:
    """EASY below the first of four steps, HARDEST from the last on."""
    assert len(steps) == len(_STEPS) - 1
    found: Difficulty = Difficulty[_STEPS[sum(rating >= step for step in steps)]]
    return found


def by_word(word: str) -> Difficulty:
    """The difficulty that a site names; UNKNOWN for a word that is none."""
    found: Difficulty = Difficulty[_WORDS.get(word.strip().lower(), "UNKNOWN_DIFFICULTY")]
    return found
