"""What finds near-duplicates in a corpus: files by the shingles of their tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.corpus.settings import CorpusError
from pipelines.neardup import Shingles, settings_for
from pipelines.neardup.streaming import groups_of


@dataclass(frozen=True, slots=True)
class NearCopies:
    """`pipelines.corpus.duplicates.NearDuplicates` by a Jaccard similarity of token 5-grams of at least `threshold`.

    A chain of near-copies is one group. Raises CorpusError for a threshold that makes no sense.
    """

    threshold: float = 0.8

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1:
            raise CorpusError(f"--near_threshold {self.threshold}: a similarity above 0 and up to 1 is needed")

    @property
    def name(self) -> str:
        """What a corpus's settings say of it."""
        return f"token 5-grams, {self.threshold}"

    def __call__(self, texts: Iterator[tuple[int, str]]) -> list[Sequence[int]]:
        """The groups of the numbers of texts that are nearly the same; the numbers ascend from 0."""
        return list(groups_of((text for _, text in texts), settings_for(self.threshold, Shingles.TOKENS)))
