"""What is to be sampled: for each problem prompts with drawn or given facts, for each prompt samples with their own seeds.

Everything is a function of the settings, the problem and the checkpoint's number, so that a part of it can be made again alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from model.configuration import Config
from model.data.reading import Statement
from model.prompts import INPUT, NAMES, RATINGS, Facts, comment_of, facts_text, statement_text, with_examples
from model.sampling.draws import Cut
from model.tokenizer import Tokenizer
from schemas.digest import rng

Said = Literal["random", "true", "none", "given"]
SINGLE_TAGS = 0.5
"""Share of the drawn tags that are one tag, rather than one of the popular combinations."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How programs are sampled.

    `samples` a problem, over all checkpoints; `temperature` on the raw logits, drawn between two numbers for each sample where
    they differ: the paper has 0.25 after GOLD and 0.12 without. `ratings`, `tags`: `random` as in the paper, `true`, `none`,
    or `given` ones. `prompt_samples` of one prompt share what the model read of it: 1 draws facts for each sample. Raises
    ValueError for what makes no sense.
    """

    samples: int = 64
    seed: int = 0
    temperature: tuple[float, float] = (0.25, 0.25)
    cut: Cut = field(default_factory=Cut)
    languages: tuple[str, ...] = ("python3", "cpp")
    ratings: Said = "random"
    rating: int = 0
    tags: Said = "random"
    given_tags: tuple[str, ...] = ()
    prompt_samples: int = 16
    tokens: int = 0
    """Longest sample in tokens; 0: what the decoder has."""

    def __post_init__(self) -> None:
        for name in ("samples", "prompt_samples"):
            if getattr(self, name) < 1:
                raise ValueError(f"--{name} {getattr(self, name)}: at least 1 is needed")
        low, high = self.temperature
        if not 0 <= low <= high < math.inf:
            raise ValueError(f"--temperature {low}..{high}: numbers from 0 on, the lesser one first")
        if self.tokens < 0:
            raise ValueError(f"--tokens {self.tokens}: 0 for what the decoder has, or the longest sample")
        if self.ratings == "given" and self.rating < 1:
            raise ValueError(f"--rating {self.rating}: at least 1, or `none`")
        unknown = [one for one in self.languages if one not in NAMES.values()]
        if unknown or not self.languages or len(set(self.languages)) < len(self.languages):
            known = ", ".join(sorted(set(NAMES.values())))
            raise ValueError(f"--languages {','.join(unknown or self.languages)!r}: expected some of {known}, each once")


@dataclass(frozen=True, slots=True)
class Draw:
    """One sample to be made. `seed` is that of its random numbers, 32 bits."""

    sample_id: str
    seed: int
    temperature: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A prompt and the samples that are wanted for it.

    `language` is what is to be written, said or not; `unsaid` the prompt without the verdict, by which samples are scored;
    `cut`: tokens of the statement for which the encoder has no room.
    """

    problem: str
    language: str
    facts: Facts
    tokens: tuple[int, ...]
    draws: tuple[Draw, ...]
    unsaid: tuple[int, ...] = ()
    cut: int = 0


class Prompts:
    """Prompts of problems, put together as in training. `popular`: combinations of tags to draw from."""

    def __init__(self, settings: Settings, tokenizer: Tokenizer, config: Config, popular: Sequence[tuple[str, ...]]) -> None:
        self._settings, self._tokenizer, self._config, self._popular = settings, tokenizer, config, popular
        self._single = sorted({tag for tags in popular for tag in tags})

    def of(self, statement: Statement, checkpoint: int, checkpoints: int) -> Iterator[Wanted]:
        """The prompts of a problem that one of several checkpoints gets: they take turns sample by sample.

        With more samples wanted, those of fewer are made again among them.
        """
        settings = self._settings
        mine = settings.samples // checkpoints + (checkpoint < settings.samples % checkpoints)
        encoded: dict[str, list[int]] = {}
        for number, language, places in self._turns(mine, checkpoint):
            random = rng(statement.name, "prompt", settings.seed, checkpoint, language, number)
            facts = self._facts(statement, random, language)
            comment = comment_of(facts.language)
            if comment not in encoded:
                encoded[comment] = self._statement(statement, comment)
            tokens, unsaid = (
                [*self._tokenizer.encode(facts_text(one, comment)), *encoded[comment]]
                for one in (facts, replace(facts, correct=None))
            )
            draws = tuple(self._draw(random, f"{checkpoint}-{place}") for place in places)
            room = self._config.model.encoder_tokens
            over = max(0, len(tokens) - room)
            yield Wanted(statement.name, language, facts, tuple(tokens[:room]), draws, tuple(unsaid[:room]), over)

    def _turns(self, count: int, checkpoint: int) -> Iterator[tuple[int, str, range]]:
        """For each prompt its number in its language, the language, and the samples' places.

        Languages take turns sample by sample, so that each has its share exactly, and the checkpoints begin at different ones.
        """
        languages = (INPUT,) if self._config.data.kind == "inputs" else self._settings.languages
        width = self._settings.prompt_samples * len(languages)
        for number, start in enumerate(range(0, count, width)):
            for turn in range(len(languages)):
                places = range(start + turn, min(start + width, count), len(languages))
                if places:
                    yield number, languages[(turn + checkpoint) % len(languages)], places

    def _statement(self, statement: Statement, comment: str) -> list[int]:
        text = statement.description
        if self._config.data.examples:
            text = with_examples(text, statement.examples)
        return self._tokenizer.encode(statement_text(text, comment))

    def _facts(self, statement: Statement, random: Random, language: str) -> Facts:
        """The facts of a prompt, as far as the model was trained on them."""
        settings = self._settings
        ratings = {"random": random.choice(RATINGS), "true": statement.rating, "none": 0, "given": settings.rating}
        tags = {"random": self._drawn_tags(random), "true": statement.tags, "none": (), "given": settings.given_tags}
        data = self._config.data
        writes_programs = data.kind != "inputs"
        return Facts(
            language if data.condition_on_language or not writes_programs else "",
            ratings[settings.ratings] if data.condition_on_rating else 0,
            tags[settings.tags] if data.condition_on_tags else (),
            True if data.condition_on_correctness and writes_programs else None,
        )

    def _drawn_tags(self, random: Random) -> tuple[str, ...]:
        if not self._popular:
            return ()
        if random.random() < SINGLE_TAGS:
            return (random.choice(self._single),)
        return random.choice(self._popular)

    def _draw(self, random: Random, name: str) -> Draw:
        low, high = self._settings.temperature
        seed = random.getrandbits(32)
        return Draw(name, seed, low if low == high else random.uniform(low, high))
