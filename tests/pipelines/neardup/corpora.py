"""Texts to look for near-duplicates in: drawn from few words, and corpora with planted copies of known similarity."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.signatures import shingle_hashes

moderate = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(
    ["a", "b", "Ab", "x_1", "sum", "ünï", "漢字", "l" * 70, "+", "(", ".", "\n", "\t", "0", "\x00", "€", "\u00a0"]
)
texts = st.lists(words, max_size=40).flatmap(lambda some: st.sampled_from(["", " "]).map(lambda between: between.join(some)))
any_texts = st.text(max_size=200) | texts
batches = st.lists(any_texts, max_size=6)
kinds = st.sampled_from(list(Shingles))
VOCABULARY = [f"w{number}" for number in range(400)]


def near_copy(text: str, edits: int, rng: Random) -> str:
    """The text with so many of its words replaced."""
    changed = text.split()
    for _ in range(edits):
        changed[rng.randrange(len(changed))] = rng.choice(VOCABULARY)
    return " ".join(changed)


def planted(count: int, seed: int, length: int = 120, most_edits: int = 6) -> list[str]:
    """Texts of which a third are copies of earlier ones, with up to so many edits."""
    rng = Random(seed)
    made: list[str] = []
    while len(made) < count:
        if made and rng.random() < 0.35:
            made.append(near_copy(rng.choice(made), rng.randint(0, most_edits), rng))
        else:
            made.append(" ".join(rng.choices(VOCABULARY, k=length)))
    return made


def named(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The texts with ids, in whose order they are."""
    return [(f"t{place:06d}", text) for place, text in enumerate(texts)]


def set_of(text: str, near: NearSettings) -> frozenset[int]:
    """The shingles of a text as a Python set."""
    return frozenset(shingle_hashes(text, near).tolist())


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """By Python's sets."""
    return len(left & right) / len(left | right) if left or right else 0.0


def partition(edges: Sequence[tuple[int, int]], count: int) -> list[int]:
    """The smallest member of each one's component, the plain way."""
    roots = list(range(count))
    changed = True
    while changed:
        changed = False
        for left, right in edges:
            least = min(roots[left], roots[right])
            changed |= roots[left] != least or roots[right] != least
            roots[left] = roots[right] = least
    return roots
