"""Decoding with caches: what prompts are read to, and steps that write one token in every slot.

Slots stand in groups: all slots of a group write for one prompt and share what was read of it. N slots, P groups of R (so N is
P*R), S places of a prompt, T of a sample, G heads of keys and values, Q query heads for each of them, K head_dim, C = H*K.

A slot may begin a new sample at any step. All slots write their keys at the same place of the caches, which goes round; a slot
sees the places of its own last steps alone, so nothing has to be cleared or moved when a sample ends.
"""

# ruff: noqa: N803, N806, N815
from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.attention import MASKED, documents_mask
from model.network.blocks import ACTIVATIONS, block, keys_values, normalise, unstack
from model.network.layout import Params
from model.network.transformer import encode
from model.sampling.draws import Cut, draw, uniforms
from model.sampling.weights import Block, Weights

WIDE, WIDE_PARTS = 1024, 2
"""Sums over so many products are taken in parts: of a few rows in bfloat16 that is faster on a CPU."""
Cache = tuple[jax.Array, jax.Array]
"""Keys and values of one block, `compute_dtype`."""


class Read(NamedTuple):
    """What prompts were read to: for each block keys and values PxGxSxK, and which places are no padding."""

    caches: tuple[Cache, ...]
    seen_PxS: jax.Array


class Slots(NamedTuple):
    """The state between steps. `tokens`: what each slot reads next, at `places` of its sample."""

    read: Read
    caches: tuple[Cache, ...]
    """For each block keys and values NxGxTxK."""
    time: jax.Array
    """int32: steps so far; keys are written at its remainder by T."""
    tokens_N: jax.Array
    places_N: jax.Array
    seeds_N: jax.Array
    temperatures_N: jax.Array


@partial(jax.jit, static_argnums=0)
def read_prompts(config: ModelConfig, params: Params, tokens_PxS: jax.Array, segments_PxS: jax.Array) -> Read:
    """Read prompts once for all of their samples: by the encoder, or, decoder-only, by the decoder itself."""
    encoded_PxSxD = encode(config, params, tokens_PxS, segments_PxS)
    caches = []
    x, mask = encoded_PxSxD, documents_mask(segments_PxS, segments_PxS, causal=True)
    for one in unstack(params["decoder"]["blocks"]):
        if config.decoder_only:
            part = one["attention"]
            inside = normalise(x, part["norm"]) if config.norm == "pre" else x
            caches.append(_laid(config, *keys_values(config, part, inside)))
            x = block(config, one, x, mask)
        else:
            caches.append(_laid(config, *keys_values(config, one["cross"], encoded_PxSxD)))
    return Read(tuple(caches), segments_PxS > 0)


def _laid(config: ModelConfig, key_PxSxGxK: jax.Array, value_PxSxGxK: jax.Array) -> Cache:
    dtype = jnp.dtype(config.compute_dtype)
    return key_PxSxGxK.swapaxes(1, 2).astype(dtype), value_PxSxGxK.swapaxes(1, 2).astype(dtype)


def empty_slots(config: ModelConfig, groups: int, slots: int, prompt_tokens: int, sample_tokens: int) -> Slots:
    """Slots that write nothing that is wanted yet."""
    dtype = jnp.dtype(config.compute_dtype)

    def caches(rows: int, places: int) -> tuple[Cache, ...]:
        # each array by itself: they are given away and written in place
        shape = (rows, config.kv_heads, places, config.head_dim)
        return tuple((jnp.zeros(shape, dtype), jnp.zeros(shape, dtype)) for _ in range(config.decoder_blocks))

    return Slots(
        Read(caches(groups, prompt_tokens), jnp.zeros((groups, prompt_tokens), bool)),
        caches(slots, sample_tokens),
        jnp.zeros((), jnp.int32),
        jnp.zeros(slots, jnp.int32),
        jnp.zeros(slots, jnp.int32),
        jnp.zeros(slots, jnp.uint32),
        jnp.ones(slots, jnp.float32),
    )


@partial(jax.jit, donate_argnums=0)
def install(slots: Slots, read: Read, source: jax.Array, group: jax.Array) -> Slots:
    """The slots with prompt number `source` of `read` given to a group."""

    def put(old: jax.Array, new: jax.Array) -> jax.Array:
        one = jax.lax.dynamic_slice_in_dim(new, source, 1, axis=0)
        return jax.lax.dynamic_update_slice_in_dim(old, one, group, axis=0)

    return slots._replace(read=jax.tree.map(put, slots.read, read))


@partial(jax.jit, donate_argnums=0)
def begin(slots: Slots, fresh_N: jax.Array, first: jax.Array, seeds_N: jax.Array, temperatures_N: jax.Array) -> Slots:
    """The slots with new samples where `fresh`: they read the token `first` at place 0 next."""
    return slots._replace(
        tokens_N=jnp.where(fresh_N, first, slots.tokens_N),
        places_N=jnp.where(fresh_N, 0, slots.places_N),
        seeds_N=jnp.where(fresh_N, seeds_N, slots.seeds_N),
        temperatures_N=jnp.where(fresh_N, temperatures_N, slots.temperatures_N),
    )


Steps = Callable[[Weights, Slots], tuple[Slots, jax.Array, jax.Array]]


@lru_cache(maxsize=16)
def steps_of(config: ModelConfig, cut: Cut, count: int) -> Steps:
    """A compiled function that takes `count` steps: the slots after them, tokens (count x N) and their log-probabilities.

    Its slots are used up. What a slot writes after an EOS, or past the end of its caches, means nothing.
    """

    def one(
        weights: Weights, number: jax.Array, carried: tuple[Slots, jax.Array, jax.Array]
    ) -> tuple[Slots, jax.Array, jax.Array]:
        slots, tokens, log_probabilities = carried
        logits_NxV, caches = _logits(config, weights, slots)
        drawn_N, log_N = draw(logits_NxV, slots.temperatures_N, uniforms(slots.seeds_N, slots.places_N), cut)
        after = slots._replace(caches=caches, time=slots.time + 1, tokens_N=drawn_N, places_N=slots.places_N + 1)
        return after, tokens.at[number].set(drawn_N), log_probabilities.at[number].set(log_N)

    @partial(jax.jit, donate_argnums=1)
    def run(weights: Weights, slots: Slots) -> tuple[Slots, jax.Array, jax.Array]:
        shape = (count, len(slots.tokens_N))
        start = slots, jnp.zeros(shape, jnp.int32), jnp.zeros(shape, jnp.float32)
        found: tuple[Slots, jax.Array, jax.Array] = jax.lax.fori_loop(0, count, partial(one, weights), start)
        return found

    return run


def _logits(config: ModelConfig, weights: Weights, slots: Slots) -> tuple[jax.Array, tuple[Cache, ...]]:
    """NxV of the next token, and the caches with what this one left there."""
    places = slots.caches[0][0].shape[2]
    now = slots.time % places
    age_T = (now - jnp.arange(places)) % places
    seen_NxT = age_T[None] <= slots.places_N[:, None]
    place_N = jnp.minimum(slots.places_N, len(weights.positions_TxD) - 1)
    x_NxD = weights.tokens_VxD[slots.tokens_N] + weights.positions_TxD[place_N]
    caches = []
    for one, cache, read in zip(weights.blocks, slots.caches, slots.read.caches, strict=True):
        x_NxD, cache = _block(config, one, x_NxD, cache, now, seen_NxT, read, slots.read.seen_PxS)
        caches.append(cache)
    return _product(config, normalise(x_NxD, weights.norm_D), weights.output_DxV), tuple(caches)


def _block(
    config: ModelConfig,
    one: Block,
    x_NxD: jax.Array,
    cache: Cache,
    now: jax.Array,
    seen_NxT: jax.Array,
    read: Cache,
    seen_PxS: jax.Array,
) -> tuple[jax.Array, Cache]:
    """A block for one token of each slot; the cache with its key and value at `now`."""
    width, shared = config.heads * config.head_dim, config.kv_heads * config.head_dim
    pre = config.norm == "pre"
    read_NxE = _product(config, normalise(x_NxD, one.norm_D) if pre else x_NxD, one.read_DxE)
    key, value = (
        part.reshape(-1, config.kv_heads, 1, config.head_dim) for part in (read_NxE[:, width:-shared], read_NxE[:, -shared:])
    )
    cache = _written(cache[0], key, now), _written(cache[1], value, now)
    query_NxC = read_NxE[:, :width]
    if config.decoder_only:
        mean_NxC = _attend_both(config, query_NxC, cache, seen_NxT, read, seen_PxS)
    else:
        mean_NxC = _attend(config, query_NxC, cache, seen_NxT)
    x_NxD = _added(x_NxD, _product(config, mean_NxC, one.output_CxD), one.norm_D, pre)
    if one.cross_query_DxC is not None:
        assert one.cross_norm_D is not None
        assert one.cross_output_CxD is not None
        query_NxC = _product(config, normalise(x_NxD, one.cross_norm_D) if pre else x_NxD, one.cross_query_DxC)
        mean_NxC = _attend(config, query_NxC, read, seen_PxS)
        x_NxD = _added(x_NxD, _product(config, mean_NxC, one.cross_output_CxD), one.cross_norm_D, pre)
    hidden_NxF = _product(config, normalise(x_NxD, one.forward_norm_D) if pre else x_NxD, one.up_DxF)
    forward_NxD = _product(config, ACTIVATIONS[config.activation](hidden_NxF), one.down_FxD)
    return _added(x_NxD, forward_NxD, one.forward_norm_D, pre), cache


def _product(config: ModelConfig, left_NxD: jax.Array, right_DxE: jax.Array) -> jax.Array:
    left_NxD, width = left_NxD.astype(jnp.dtype(config.compute_dtype)), right_DxE.shape[0]
    parts = WIDE_PARTS if width >= WIDE and width % WIDE_PARTS == 0 else 1
    products = (
        jnp.einsum("nd,de->ne", left, right, preferred_element_type=jnp.float32)
        for left, right in zip(jnp.split(left_NxD, parts, axis=1), jnp.split(right_DxE, parts, axis=0), strict=True)
    )
    return functools.reduce(operator.add, products)


def _added(x_NxD: jax.Array, part_NxD: jax.Array, scale_D: jax.Array, pre: bool) -> jax.Array:
    return x_NxD + part_NxD if pre else normalise(x_NxD + part_NxD, scale_D)


def _written(cache: jax.Array, new_NxGx1xK: jax.Array, now: jax.Array) -> jax.Array:
    return jax.lax.dynamic_update_slice_in_dim(cache, new_NxGx1xK.astype(cache.dtype), now, axis=2)


def _scores(config: ModelConfig, query_NxC: jax.Array, key: jax.Array, seen: jax.Array) -> jax.Array:
    """PxGxUxS: how much each query of a group's R slots (U = R*Q) looks at each place, masked."""
    query_PxGxUxK = _grouped(config, query_NxC * config.head_dim**-0.5, len(key)).astype(key.dtype)
    scores_PxGxUxS = jnp.einsum("pguk,pgsk->pgus", query_PxGxUxK, key, preferred_element_type=jnp.float32)
    return jnp.where(seen[:, None, None], scores_PxGxUxS, MASKED)


def _grouped(config: ModelConfig, query_NxC: jax.Array, groups: int) -> jax.Array:
    """PxGxUxK: the queries of a group's slots side by side under the key head that they share."""
    heads = config.heads // config.kv_heads
    split = query_NxC.reshape(groups, -1, config.kv_heads, heads, config.head_dim).swapaxes(1, 2)
    return split.reshape(groups, config.kv_heads, -1, config.head_dim)


def _ungrouped(config: ModelConfig, mean_PxGxUxK: jax.Array) -> jax.Array:
    """NxC: the inverse of `_grouped`."""
    heads = config.heads // config.kv_heads
    split = mean_PxGxUxK.reshape(len(mean_PxGxUxK), config.kv_heads, -1, heads, config.head_dim).swapaxes(1, 2)
    return split.reshape(-1, config.heads * config.head_dim)


def _mean(weights_PxGxUxS: jax.Array, value: jax.Array) -> jax.Array:
    weights = weights_PxGxUxS.astype(value.dtype)
    return jnp.einsum("pgus,pgsk->pguk", weights, value, preferred_element_type=jnp.float32)


def _attend(config: ModelConfig, query_NxC: jax.Array, cache: Cache, seen: jax.Array) -> jax.Array:
    """NxC: the mean of a cache's values; of N rows for each slot by itself, of P rows for the slots of each group.

    0 where nothing is seen, as of an empty prompt.
    """
    weights_PxGxUxS = jax.nn.softmax(_scores(config, query_NxC, cache[0], seen), axis=-1)
    weights_PxGxUxS = weights_PxGxUxS * seen.any(-1)[:, None, None, None]
    return _ungrouped(config, _mean(weights_PxGxUxS, cache[1]))


def _attend_both(
    config: ModelConfig, query_NxC: jax.Array, own: Cache, seen_NxT: jax.Array, read: Cache, seen_PxS: jax.Array
) -> jax.Array:
    """NxC: one mean over the prompt, which a group shares, and a slot's own past."""
    past_NxGxQxT = _scores(config, query_NxC, own[0], seen_NxT)
    prompt_PxGxUxS = _scores(config, query_NxC, read[0], seen_PxS)
    slots, groups, heads, places = past_NxGxQxT.shape
    prompts, shared = len(prompt_PxGxUxS), slots // len(prompt_PxGxUxS)
    prompt_NxGxQxS = prompt_PxGxUxS.reshape(prompts, groups, shared, heads, -1).swapaxes(1, 2).reshape(slots, groups, heads, -1)
    weights = jax.nn.softmax(jnp.concatenate([past_NxGxQxT, prompt_NxGxQxS], axis=-1), axis=-1)
    own_NxC = _ungrouped(config, _mean(weights[..., :places], own[1]))
    shared_PxGxUxS = weights[..., places:].reshape(prompts, shared, groups, heads, -1).swapaxes(1, 2)
    return own_NxC + _ungrouped(config, _mean(shared_PxGxUxS.reshape(prompts, groups, shared * heads, -1), read[1]))
