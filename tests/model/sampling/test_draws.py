"""Tokens are drawn by the distribution that was asked for: none that may not be or was cut, each as often as it should."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.sampling.draws import Cut, draw, uniforms
from model.tokenizer import EOS, SPECIALS

SIZE = 300
COMPILED = jax.jit(draw, static_argnums=3)
FREE = [EOS, *range(len(SPECIALS), SIZE)]


def tokens_of(logits: np.ndarray, uniform: np.ndarray, temperature: float = 1.0, cut: Cut | None = None) -> np.ndarray:
    rows = np.broadcast_to(logits, (len(uniform), len(logits)))
    found, _ = COMPILED(jnp.asarray(rows), jnp.full(len(uniform), temperature), jnp.asarray(uniform, jnp.float32), cut or Cut())
    return np.asarray(found)


def some_logits(seed: int, scale: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, scale, SIZE).astype(np.float32)


@given(st.integers(0, 99), st.floats(0.1, 30), st.floats(0.05, 3))
@settings(max_examples=30, deadline=None)
def test_every_token_as_often_as_its_probability(seed: int, scale: float, temperature: float) -> None:
    """With uniform numbers spread evenly the counts are the probabilities, but for one at each border."""
    logits = some_logits(seed, scale)
    count = 4000
    found = tokens_of(logits, (np.arange(count) + 0.5) / count, temperature)
    weights = np.zeros(SIZE)
    weights[FREE] = np.exp((logits[FREE] - logits[FREE].max()).astype(np.float64) / temperature)
    wanted = count * weights / weights.sum()
    assert np.abs(np.bincount(found, minlength=SIZE) - wanted).max() <= 2.5


@given(st.integers(0, 99), st.sampled_from([0.0, 2.0**-24, 0.5, 1 - 2.0**-24]))
@settings(max_examples=30, deadline=None)
def test_special_tokens_are_never_drawn(seed: int, uniform: float) -> None:
    logits = some_logits(seed, 1.0)
    logits[:EOS] += 50
    logits[EOS + 1 : len(SPECIALS)] += 50
    assert set(tokens_of(logits, np.full(7, uniform))) <= set(FREE)


@given(st.integers(0, 99), st.sampled_from([1, 2, 17]))
@settings(max_examples=20, deadline=None)
def test_top_k(seed: int, top_k: int) -> None:
    logits = some_logits(seed, 2.0)
    found = tokens_of(logits, (np.arange(4000) + 0.5) / 4000, cut=Cut(top_k=top_k))
    assert set(found) <= set(sorted(FREE, key=lambda token: -logits[token])[:top_k])


@given(st.integers(0, 99), st.sampled_from([0.05, 0.6, 0.95]))
@settings(max_examples=20, deadline=None)
def test_nucleus_is_the_fewest_that_hold_as_much(seed: int, top_p: float) -> None:
    logits = some_logits(seed, 3.0)
    found = set(tokens_of(logits, (np.arange(4000) + 0.5) / 4000, cut=Cut(top_p=top_p)))
    ranked = sorted(FREE, key=lambda token: -logits[token])
    weights = np.exp(logits[ranked].astype(np.float64))
    before = np.cumsum(weights) / weights.sum() - weights / weights.sum()
    near = 1e-5
    assert found <= {token for token, mass in zip(ranked, before, strict=True) if mass < top_p + near}
    assert ranked[0] in found


def test_at_temperature_0_the_likeliest() -> None:
    logits = some_logits(5, 1.0)
    assert set(tokens_of(logits, np.linspace(0, 0.99, 7), 0.0)) == {max(FREE, key=lambda token: logits[token])}


def test_log_probabilities_are_those_of_the_model_itself() -> None:
    logits = some_logits(6, 1.0)
    rows = jnp.asarray(np.broadcast_to(logits, (50, SIZE)))
    found, log = draw(rows, jnp.full(50, 0.3), jnp.linspace(0, 0.99, 50), Cut(top_k=5))
    wanted = logits[np.asarray(found)] - np.log(np.exp(logits.astype(np.float64)).sum())
    assert np.abs(np.asarray(log) - wanted).max() < 1e-5


def test_uniform_numbers_are_uniform_and_differ_by_seed_and_place() -> None:
    seeds, places = np.meshgrid(np.arange(300, dtype=np.uint32), np.arange(300))
    found = np.asarray(uniforms(jnp.asarray(seeds.ravel()), jnp.asarray(places.ravel())))
    assert 0 <= found.min() < found.max() < 1
    counts = np.bincount((found * 100).astype(int), minlength=100)
    assert ((counts - 900) ** 2 / 900).sum() < 170  # chi-squared with 99 degrees of freedom, 1 in 10^5
    table = found.reshape(300, 300)
    for left, right in ((table[1:], table[:-1]), (table[:, 1:], table[:, :-1])):
        assert abs(np.corrcoef(left.ravel(), right.ravel())[0, 1]) < 0.02


@pytest.mark.parametrize("wrong", [{"top_k": -1}, {"top_p": 0.0}, {"top_p": 1.5}])
def test_a_cut_that_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="--top_"):
        Cut(**wrong)  # type: ignore[arg-type]
