"""What is asked of a model: the languages in turn, facts as wanted, prompts by problem and seed alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

from model.configuration import Config
from model.data.reading import Statement
from model.prompts import RATINGS, Facts, prompt, with_examples
from model.sampling.wanted import Prompts, Settings, Wanted
from model.tokenizer import Tokenizer
from tests.model.data import datasets

POPULAR = (("math", "dp"), ("greedy",))
STATEMENT = Statement("a", "Print the statement of n.", 1500, ("graphs", "trees"), (("3\n", "4\n"),))


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return datasets.tokenizer()


def wanted(
    settings: Settings, statement: Statement = STATEMENT, *, of: tuple[int, int] = (0, 1), config: Config | None = None
) -> list[Wanted]:
    prompts = Prompts(settings, tokenizer(), config or datasets.config(), POPULAR)
    return list(prompts.of(statement, *of))


def languages_of(prompts: list[Wanted]) -> Counter[str]:
    return Counter(one.language for one in prompts for _ in one.draws)


@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 5), st.sampled_from([("cpp",), ("python3", "cpp", "java")]))
@examples(max_examples=40, deadline=None)
def test_each_checkpoint_and_language_has_its_share(
    samples: int, prompt_samples: int, checkpoints: int, languages: tuple[str, ...]
) -> None:
    settings = Settings(samples=samples, prompt_samples=prompt_samples, languages=languages)
    shares = [wanted(settings, of=(one, checkpoints)) for one in range(checkpoints)]
    counts = [sum(len(one.draws) for one in share) for share in shares]
    assert sum(counts) == samples
    assert max(counts) - min(counts) <= 1
    for share in shares:
        by_language = languages_of(share)
        assert max(by_language.values(), default=0) - min((by_language[one] for one in languages), default=0) <= 1
        assert all(1 <= len(one.draws) <= prompt_samples for one in share)
    names = [draw.sample_id for share in shares for one in share for draw in one.draws]
    assert len(set(names)) == samples


def test_checkpoints_that_write_one_sample_each_do_not_all_write_the_same_language() -> None:
    settings = Settings(samples=4)
    assert [wanted(settings, of=(one, 4))[0].language for one in range(4)] == ["python3", "cpp", "python3", "cpp"]


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 9))
@examples(max_examples=30, deadline=None)
def test_more_samples_hold_those_of_fewer(samples: int, more: int, prompt_samples: int) -> None:
    few, many = (
        {(draw, one.tokens) for one in wanted(Settings(samples=count, prompt_samples=prompt_samples)) for draw in one.draws}
        for count in (samples, samples + more)
    )
    assert few <= many


def test_prompts_are_a_function_of_problem_seed_and_checkpoint() -> None:
    settings = Settings(samples=12, prompt_samples=2, temperature=(0.1, 0.9))
    prompts = Prompts(settings, tokenizer(), datasets.config(), POPULAR)
    list(prompts.of(replace(STATEMENT, name="another"), 0, 1))
    first = list(prompts.of(STATEMENT, 0, 1))
    assert first == wanted(settings)
    for other in (
        wanted(replace(settings, seed=1)),
        wanted(settings, replace(STATEMENT, name="another")),
        wanted(settings, of=(1, 2)),
    ):
        seeds = {draw.seed for one in first for draw in one.draws}
        assert not seeds & {draw.seed for one in other for draw in one.draws}


def test_seeds_and_temperatures_differ_from_sample_to_sample() -> None:
    draws = [draw for one in wanted(Settings(samples=40, temperature=(0.1, 0.9))) for draw in one.draws]
    assert len({draw.seed for draw in draws}) == 40
    temperatures = [draw.temperature for draw in draws]
    assert 0.1 <= min(temperatures) < 0.3 < 0.7 < max(temperatures) <= 0.9
    assert {draw.temperature for one in wanted(Settings(samples=9)) for draw in one.draws} == {0.25}


def test_the_prompt_is_that_of_training() -> None:
    config = datasets.config()
    for one in wanted(Settings(samples=6, prompt_samples=1)):
        text = prompt(with_examples(STATEMENT.description, STATEMENT.examples), one.facts)
        assert list(one.tokens) == tokenizer().encode(text)[: config.model.encoder_tokens]
        assert one.facts.correct is True
        unsaid = prompt(with_examples(STATEMENT.description, STATEMENT.examples), replace(one.facts, correct=None))
        assert list(one.unsaid) == tokenizer().encode(unsaid)[: config.model.encoder_tokens]


def test_drawn_facts_are_of_the_paper() -> None:
    facts = [one.facts for one in wanted(Settings(samples=400, prompt_samples=1))]
    assert {one.rating for one in facts} == set(RATINGS)
    assert {one.tags for one in facts} == {("math", "dp"), ("greedy",), ("math",), ("dp",)}
    assert 120 < sum(len(one.tags) == 2 for one in facts) + sum(one.tags == ("greedy",) for one in facts) / 2 < 300


@pytest.mark.parametrize(
    ("settings", "facts"),
    [
        (Settings(ratings="true", tags="true"), Facts("python3", 1500, ("graphs", "trees"), True)),
        (Settings(ratings="none", tags="none"), Facts("python3", 0, (), True)),
        (Settings(ratings="given", rating=2100, tags="given", given_tags=("dp",)), Facts("python3", 2100, ("dp",), True)),
    ],
)
def test_facts_as_wanted(settings: Settings, facts: Facts) -> None:
    assert wanted(replace(settings, samples=1))[0].facts == facts


@pytest.mark.parametrize("name", ["rating", "tags", "language", "correctness"])
def test_a_model_is_not_told_what_it_was_not_trained_on(name: str) -> None:
    config = datasets.config(**{f"condition_on_{name}": False})
    one = wanted(Settings(samples=2), config=config)[1]
    missing = {"rating": one.facts.rating, "tags": one.facts.tags, "language": one.facts.language}
    assert not missing.get(name, one.facts.correct)
    assert one.language == "cpp"  # what is wanted all the same


def test_a_model_that_writes_inputs_is_asked_for_inputs() -> None:
    found = wanted(Settings(samples=5), config=datasets.config(kind="inputs", condition_on_language=False))
    assert languages_of(found) == {"input": 5}
    assert {(one.facts.language, one.facts.correct) for one in found} == {("input", None)}


def test_what_the_encoder_has_no_room_for_is_counted() -> None:
    long = replace(STATEMENT, description="word " * 400)
    one = wanted(Settings(samples=1), long)[0]
    assert len(one.tokens) == len(one.unsaid) == datasets.config().model.encoder_tokens
    assert one.cut == len(tokenizer().encode(prompt(with_examples(long.description, long.examples), one.facts))) - len(
        one.tokens
    )
    assert wanted(Settings(samples=1))[0].cut == 0


def test_no_tags_to_draw_from() -> None:
    prompts = Prompts(Settings(samples=3), tokenizer(), datasets.config(), ())
    assert {one.facts.tags for one in prompts.of(STATEMENT, 0, 1)} == {()}


@pytest.mark.parametrize(
    ("wrong", "quoted"),
    [
        ({"samples": 0}, "--samples 0"),
        ({"prompt_samples": -3}, "--prompt_samples -3"),
        ({"temperature": (0.5, 0.1)}, r"--temperature 0\.5\.\.0\.1"),
        ({"temperature": (-1.0, 1.0)}, r"--temperature -1"),
        ({"temperature": (float("nan"), float("nan"))}, "--temperature nan"),
        ({"temperature": (0.1, float("inf"))}, "--temperature 0.1..inf"),
        ({"languages": ("cobol",)}, "--languages 'cobol'"),
        ({"languages": ()}, "--languages"),
        ({"languages": ("cpp", "cpp")}, "--languages"),
        ({"tokens": -1}, "--tokens -1"),
        ({"ratings": "given", "rating": 0}, "--rating 0"),
    ],
)
def test_settings_that_make_no_sense(wrong: dict[str, object], quoted: str) -> None:
    with pytest.raises(ValueError, match=quoted):
        Settings(**wrong)  # type: ignore[arg-type]  # they are of different types
