"""Decoding with caches is the network, token by token, whatever a slot held before and whoever writes beside it."""

# ruff: noqa: N806
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from model.configuration import ModelConfig
from model.network import forward, logits
from model.sampling.decoding import Slots, begin, empty_slots, install, read_prompts, steps_of
from model.sampling.draws import Cut
from model.sampling.weights import prepare
from model.tokenizer import BOS
from tests.model.sampling.small import SHAPES, config_of, params_of

STEPS = 12


def prompts(config: ModelConfig, lengths: Sequence[int]) -> tuple[Any, Any]:
    """Prompts of some lengths: tokens and segments."""
    rng = np.random.default_rng(1)
    segments = (np.arange(config.encoder_tokens)[None] < np.array(lengths)[:, None]).astype(np.int32)
    return rng.integers(5, config.vocabulary_size, segments.shape).astype(np.int32) * segments, segments


def started(config: ModelConfig, lengths: Sequence[int], group: int, *, time: int = 0) -> Slots:
    """Slots of which each group writes for one prompt, after `time` steps in which nothing happened."""
    tokens, segments = prompts(config, lengths)
    read = read_prompts(config, params_of(config), tokens, segments)
    slots = empty_slots(config, len(lengths), len(lengths) * group, config.encoder_tokens, config.decoder_tokens)
    for number in range(len(lengths)):
        slots = install(slots, read, jnp.int32(number), jnp.int32(number))
    count = len(lengths) * group
    slots = slots._replace(time=jnp.int32(time))
    begun: Slots = begin(
        slots, np.ones(count, bool), jnp.int32(BOS), np.arange(count, dtype=np.uint32), np.ones(count, np.float32)
    )
    return begun


def full(config: ModelConfig, tokens: Any, segments: Any, read: Any) -> Any:
    """Log-probabilities of every next token, from one forward pass."""

    @jax.jit
    def compute(tokens: Any, segments: Any, read: Any, ones: Any) -> Any:
        hidden = forward(config, params_of(config), tokens, segments, read, ones)
        return jax.nn.log_softmax(logits(config, params_of(config), hidden.decoded_BxTxD), axis=-1)

    return np.asarray(compute(tokens, segments, read, np.ones_like(read)))


@pytest.mark.parametrize("name", SHAPES)
def test_cached_decoding_equals_the_full_forward_pass(name: str) -> None:
    """Also where the caches have gone round."""
    config = config_of(name)
    lengths, group = [24, 9], 3
    slots = started(config, lengths, group, time=13)
    weights = prepare(config, params_of(config))
    _, drawn, log = steps_of(config, Cut(), STEPS)(weights, slots)
    tokens_NxC, log_NxC = np.asarray(drawn).T, np.asarray(log).T

    rows = np.repeat(np.arange(len(lengths)), group)
    tokens, segments = prompts(config, lengths)
    read = np.concatenate([np.full((len(rows), 1), BOS), tokens_NxC[:, :-1]], axis=1).astype(np.int32)
    every = full(config, tokens[rows], segments[rows], read)
    full_NxC = np.take_along_axis(every, tokens_NxC[:, :, None], axis=2)[:, :, 0]
    assert np.abs(full_NxC - log_NxC).max() < 1e-5


@pytest.mark.parametrize("name", ["multi-query", "decoder-only"])
def test_a_slot_forgets_what_it_wrote_before(name: str) -> None:
    config = config_of(name)
    weights = prepare(config, params_of(config))
    run = steps_of(config, Cut(), STEPS)
    _, fresh, fresh_log = run(weights, started(config, [11, 24], 2))

    used, _, _ = run(weights, started(config, [11, 24], 2))
    some = np.array([False, True, False, True])
    again = begin(used, some, jnp.int32(BOS), np.arange(4, dtype=np.uint32), np.ones(4, np.float32))
    _, second, second_log = run(weights, again)
    assert (np.asarray(second)[:, some] == np.asarray(fresh)[:, some]).all()
    assert np.abs(np.asarray(second_log)[:, some] - np.asarray(fresh_log)[:, some]).max() < 1e-5


def test_a_prompt_changes_its_own_group_alone() -> None:
    config = config_of()
    weights = prepare(config, params_of(config))
    run = steps_of(config, Cut(), STEPS)
    first = np.asarray(run(weights, started(config, [24, 9], 2))[2])
    second = np.asarray(run(weights, started(config, [24, 24], 2))[2])
    assert np.abs(first[:, :2] - second[:, :2]).max() < 1e-5
    assert np.abs(first[:, 2:] - second[:, 2:]).max() > 1e-3


def test_bfloat16_is_near() -> None:
    """The same numbers draw the same tokens but for a few at borders, and those are nearly as likely."""
    drawn, log = {}, {}
    for dtype in ("bfloat16", "float32"):
        config = config_of(compute_dtype=dtype)
        _, tokens, found = steps_of(config, Cut(), 1)(prepare(config, params_of(config)), started(config, [24, 9], 16))
        drawn[dtype], log[dtype] = np.asarray(tokens), np.asarray(found)
    same = drawn["bfloat16"] == drawn["float32"]
    assert same.mean() > 0.8
    assert np.abs(log["bfloat16"] - log["float32"])[same].max() < 0.1
