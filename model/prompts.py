"""What the encoder reads: facts a line each, then the statement, all as comments of the language that is wanted.

The prompts of Li et al. 2022:

    // RATING: 1200
    // TAGS: dp,implementation
    // LANGUAGE IS cpp
    // CORRECT SOLUTION
    // n towns are arranged in a circle...

The facts and the statement each end with a newline, so they are encoded apart, and to the same tokens as together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from schemas.language import Language

WIDTH = 80
RATINGS = tuple(range(800, 3501, 100))
"""Ratings that are drawn when sampling."""
POPULAR_TAGS = 50
NAMES: dict[Language, str] = {
    Language.PYTHON: "python2",
    Language.CPP: "cpp",
    Language.PYTHON3: "python3",
    Language.PYPY3: "python3",
    Language.JAVA: "java",
    Language.C: "c",
}
"""What a prompt calls a language. One whose language is not known has no name, and no prompt."""
_HASH = frozenset(("python", "python2", "python3", "ruby", INPUT := "input"))
"""Names whose comments begin with #. `input`: the second model writes a test input."""
_CORPUS_NAMES = {"python": "python3"}
"""A corpus says python, and is nearly all Python 3."""
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a prompt says before the statement. Rating 0, no tags, language "" and correctness None: not said."""

    language: str = ""
    rating: int = 0
    tags: tuple[str, ...] = ()
    correct: bool | None = None


def comment_of(language: str) -> str:
    """How a line of comment begins; `//` where the language is not said."""
    return "#" if language in _HASH else "//"


def facts_text(facts: Facts, comment: str | None = None) -> str:
    """The lines of the facts; "" where there are none. `comment` None: that of the language."""
    lines = []
    if facts.rating > 0:
        lines.append(f"RATING: {facts.rating}")
    if facts.tags:
        lines.append(f"TAGS: {','.join(_one_line(tag) for tag in facts.tags)}")
    if facts.language:
        lines.append(f"LANGUAGE IS {facts.language}")
    if facts.correct is not None:
        lines.append("CORRECT SOLUTION" if facts.correct else "INCORRECT SOLUTION")
    start = comment_of(facts.language) if comment is None else comment
    return "".join(f"{start} {line}\n" for line in lines)


def statement_text(description: str, comment: str) -> str:
    """A statement as comments, its lines broken at spaces after about 80 columns; lines that fit stay as they are."""
    lines = []
    for line in description.splitlines() or [""]:
        lines += _wrapped(line.rstrip(), WIDTH - len(comment) - 1)
    return "".join(f"{comment} {line}".rstrip() + "\n" for line in lines)


def prompt(description: str, facts: Facts) -> str:
    """All that the encoder reads for one statement."""
    return facts_text(facts) + statement_text(description, comment_of(facts.language))


def with_examples(description: str, examples: Sequence[tuple[str, str]]) -> str:
    """The statement with its examples, (input, output) each; as it is where it shows the first one's input already."""
    if not examples or (examples[0][0].strip() and examples[0][0].strip() in description):
        return description
    word = "Example" if len(examples) == 1 else "Examples"
    shown = (f"\n\nInput\n\n{given.rstrip()}\n\nOutput\n\n{wanted.rstrip()}" for given, wanted in examples)
    return f"{description.rstrip()}\n\n{word}{''.join(shown)}\n"


def language_line(language: str) -> str:
    """The prefix of a file in pretraining. `language`: a corpus' name for it; "" gives ""."""
    name = _CORPUS_NAMES.get(language, language)
    return facts_text(Facts(language=name))


def popular_tags(tags: Iterable[tuple[str, ...]], most: int = POPULAR_TAGS) -> tuple[tuple[str, ...], ...]:
    """The most frequent combinations of tags, the most frequent first; ties in the order of the alphabet."""
    counts = Counter(one for one in tags if one)
    return tuple(one for one, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def drawn_facts(rng: Random, popular: Sequence[tuple[str, ...]], languages: Sequence[str] = ("python3", "cpp")) -> Facts:
    """Facts for one sample: rating, tags and language drawn evenly, always CORRECT, as the paper samples."""
    return Facts(rng.choice(languages), rng.choice(RATINGS), rng.choice(popular) if popular else (), True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(line: str, width: int) -> list[str]:
    """Pieces of a line of at most `width` characters where words allow it; only the spaces at the breaks are lost."""
    if len(line) <= width:
        return [line]
    pieces, held = [], ""
    for word in _WORDS.findall(line):
        if held and len(held) + len(word.rstrip()) > width:
            pieces.append(held.rstrip())
            held = ""
        held += word
    return [*pieces, held]
