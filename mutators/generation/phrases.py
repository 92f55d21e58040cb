"""Lines of words of one sort, as full names are: drawn, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mutators.formats.nodes import Atom

TRIES = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of `fewest`..`most` words of `shortest`..`longest` letters: one of `first`, then those of `rest`."""

    fewest: int
    most: int
    shortest: int
    longest: int
    first: str
    rest: str


def strange_line(phrase: Phrase, values: Sequence[Atom]) -> str:
    """Which line is none of such, if one is not."""
    for value in values:
        words = str(value).split(" ")
        if not phrase.fewest <= len(words) <= phrase.most:
            return f"{len(words)} words in a line, not {phrase.fewest}..{phrase.most}"
        for word in words:
            if not phrase.shortest <= len(word) <= phrase.longest:
                return f"{word[:40]!r} has not {phrase.shortest}..{phrase.longest} letters"
            if word[0] not in phrase.first or not set(word[1:]) <= set(phrase.rest):
                return f"{word[:40]!r} is not written as the words of all examples"
    return ""


def drawn(phrase: Phrase, size: int, room: float, large: bool, unlike: bool, rng: Random) -> tuple[str, ...] | None:
    """So many lines of words drawn anew, or of few that begin alike. None where no two may be the same and they are too few."""
    longest = min(phrase.longest, max(phrase.shortest, int(room / max(1, size * phrase.most)) - 1))
    longest = longest if large or rng.random() < 0.5 else min(longest, phrase.shortest + rng.randint(0, 3))
    pool = _pool(phrase, longest, rng)
    fresh = rng.random() < 0.4
    full = large and rng.random() < 0.7
    found: dict[str, None] = {}
    lines: list[str] = []
    for _ in range(size):
        for tried in range(TRIES):
            number = phrase.most if full else rng.randint(phrase.fewest, phrase.most)
            words = rng.choices(pool, k=number)
            if fresh or tried:
                words[rng.randrange(number)] = _word(phrase, longest if full else rng.randint(phrase.shortest, longest), rng)
            if tried > TRIES // 2:
                words = [_word(phrase, rng.randint(phrase.shortest, phrase.longest), rng) for _ in words]
            line = " ".join(words)
            if not unlike or line not in found:
                break
        else:
            return None
        found[line] = None
        lines.append(line)
    return tuple(lines)


def _word(phrase: Phrase, size: int, rng: Random) -> str:
    return rng.choice(phrase.first) + "".join(rng.choices(phrase.rest, k=size - 1))


def _pool(phrase: Phrase, longest: int, rng: Random) -> list[str]:
    """Words of which some are the beginnings of others."""
    found: list[str] = []
    for _ in range(rng.choice((2, 5, 12))):
        word = _word(phrase, longest, rng)
        found.append(word)
        if rng.random() < 0.5:
            found.append(word[: rng.randint(phrase.shortest, longest)])
    return found
