"""Slots are refilled, and nothing of that shows: each sample is what it would be alone."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from model.prompts import Facts
from model.sampling import sampler as sampling
from model.sampling.decoding import Read, read_prompts
from model.sampling.draws import Cut
from model.sampling.sampler import Sampler, Written
from model.sampling.wanted import Draw, Wanted
from model.tokenizer import EOS
from tests.model.sampling.small import config_of, params_of

LONGEST = 18


def wanted(problems: int, draws: int, first: int = 0) -> list[Wanted]:
    rng = np.random.default_rng(2)
    found = []
    for problem in range(problems):
        tokens = tuple(int(one) for one in rng.integers(5, 600, 5 + 3 * problem))
        each = tuple(Draw(f"{number}", 1000 * problem + number + first, 1.0 + number % 3) for number in range(draws))
        found.append(Wanted(f"p{problem}", "cpp", Facts(), tokens, each))
    return found


@lru_cache(maxsize=8)
def sampler_of(name: str, slots: int, group: int) -> Sampler:
    config = config_of(name, decoder_blocks=1)
    params = {**params_of(config)}
    output = np.array(params["output"])
    output[EOS] += 0.6 * np.sign(output.sum(0))  # so that samples end, and at different places
    return Sampler(config, {**params, "output": output}, Cut(), slots=slots, group=group, longest=LONGEST)


def sampled(name: str, slots: int, group: int, asked: list[Wanted]) -> dict[tuple[str, str], Written]:
    found = list(sampler_of(name, slots, group).sample(asked))
    assert len({(one.wanted.problem, one.draw.sample_id) for one in found}) == len(found)
    return {(one.wanted.problem, one.draw.sample_id): one for one in found}


@pytest.mark.parametrize("name", ["multi-query", "decoder-only"])
def test_samples_are_the_same_in_any_slots(name: str) -> None:
    asked = wanted(5, 7)
    alone = sampled(name, 1, 1, asked)
    assert len(alone) == 35
    lengths = {len(one.tokens) for one in alone.values()}
    assert len(lengths) > 3, "the samples should end at different places"
    for slots, group in ((6, 2), (12, 4)):
        together = sampled(name, slots, group, asked)
        assert together.keys() == alone.keys()
        for key, one in together.items():
            assert one.tokens == alone[key].tokens
            assert one.ended == alone[key].ended
            assert abs(one.log_probability - alone[key].log_probability) < 1e-3


def test_every_sample_ends_or_is_as_long_as_may_be() -> None:
    found = sampled("multi-query", 6, 2, wanted(3, 9))
    assert any(one.ended for one in found.values())
    for one in found.values():
        assert EOS not in one.tokens
        assert len(one.tokens) == LONGEST if not one.ended else len(one.tokens) < LONGEST


def test_other_seeds_give_other_samples() -> None:
    first, second = sampled("multi-query", 6, 2, wanted(2, 6)), sampled("multi-query", 6, 2, wanted(2, 6, first=77))
    assert sum(first[key].tokens != second[key].tokens for key in first) > 6
    texts = [one.tokens for one in first.values()]
    assert sum(left != right for left, right in itertools.combinations(texts, 2)) > 50


def test_nothing_wanted_gives_nothing() -> None:
    assert sampled("multi-query", 6, 2, []) == {}
    assert sampled("multi-query", 6, 2, [Wanted("p", "cpp", Facts(), (7, 8), ())]) == {}


def test_an_empty_prompt_is_one() -> None:
    found = sampled("multi-query", 1, 1, [Wanted("p", "cpp", Facts(), (), (Draw("0", 1, 1.0),))])
    assert np.isfinite(found["p", "0"].log_probability)


def test_few_prompts_are_read_without_empty_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []

    def read(*of: Any) -> Read:
        rows.append(len(of[2]))
        made: Read = read_prompts(*of)
        return made

    monkeypatch.setattr(sampling, "read_prompts", read)
    for count, most, expected in ((1, 8, [1]), (3, 8, [4]), (5, 2, [2, 2, 2])):
        monkeypatch.setattr(sampling, "PROMPTS_AT_ONCE", most)
        rows.clear()
        assert len(sampled("multi-query", 6, 2, wanted(count, 1))) == count
        assert rows == expected
