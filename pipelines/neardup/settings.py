"""What counts as near: the threshold, what texts are cut into, and how signatures are laid out in bands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PERMUTATIONS = 128
WIDEST = 8
"""Tokens of a shingle at most; the kernels have a constant for each place."""
FOUND_AT_THRESHOLD = 0.94
"""How likely bands that are chosen for a threshold find a pair that is just as similar as that; 16 bands of 8 do at 0.8."""


class SettingsError(ValueError):
    """Settings that make no sense. The message quotes them."""


class Shingles(Enum):
    """What a text is cut into. WORDS: prose, case and punctuation ignored. TOKENS: programs, white space ignored."""

    WORDS = "words"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class NearSettings:
    """Two texts are near-duplicates where the sets of their shingles have a Jaccard similarity of at least `threshold`.

    A pair is looked at where all `rows` values of one of `bands` agree, so a pair of similarity s is found with a chance of
    1 - (1 - s^rows)^bands. Raises SettingsError.
    """

    threshold: float = 0.8
    shingles: Shingles = Shingles.WORDS
    width: int = 5
    permutations: int = PERMUTATIONS
    bands: int = 16
    rows: int = 8
    seed: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1:
            raise SettingsError(f"--threshold {self.threshold}: a similarity above 0 and up to 1 is needed")
        if not 1 <= self.width <= WIDEST:
            raise SettingsError(f"--width {self.width}: a shingle has 1 to {WIDEST} tokens")
        if self.bands < 1 or self.rows < 1 or self.bands * self.rows > self.permutations:
            raise SettingsError(
                f"--bands {self.bands} of --rows {self.rows}: both are 1 or more, their product at most {self.permutations}"
            )
        if not 0 <= self.seed < 1 << 32:
            raise SettingsError(f"--seed {self.seed}: a number from 0 to {(1 << 32) - 1} is needed")

    def found(self, similarity: float) -> float:
        """The chance that a pair of texts of this similarity is looked at."""
        return float(1 - (1 - similarity**self.rows) ** self.bands)


def settings_for(
    threshold: float,
    shingles: Shingles = Shingles.WORDS,
    *,
    width: int = 5,
    permutations: int = PERMUTATIONS,
    bands: int | None = None,
    rows: int | None = None,
    seed: int = 1,
    found: float = FOUND_AT_THRESHOLD,
) -> NearSettings:
    """Settings with bands that fit the threshold where none are given: as many rows as still find a pair at the threshold, with
    the chance `found`.

    More rows mean fewer pairs that are looked at in vain. Raises SettingsError.
    """
    if rows is None:
        rows = permutations // bands if bands else _rows_for(threshold, permutations, found)
    if bands is None:
        bands = permutations // max(rows, 1)
    return NearSettings(threshold, shingles, width, permutations, bands, rows, seed)


def _rows_for(threshold: float, permutations: int, found: float) -> int:
    fitting = (rows for rows in range(permutations, 1, -1) if 1 - (1 - threshold**rows) ** (permutations // rows) >= found)
    return next(fitting, 1)
