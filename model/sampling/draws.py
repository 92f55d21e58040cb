"""One token from each row of logits, by temperature; the most likely ones alone, if wanted."""

# ruff: noqa: N803, N806
from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from model.network.attention import MASKED
from model.network.bits import mixed
from model.tokenizer import EOS, SPECIALS

COLDEST = 1e-30
PART = 64
"""Tokens are drawn in two steps, a part of the vocabulary and a token of it: a cumulative sum over all of it is slow."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which tokens may be drawn: the `top_k` most likely (0: all), and of these the fewest that hold `top_p` (1: all)."""

    top_k: int = 0
    top_p: float = 1.0

    def __post_init__(self) -> None:
        if self.top_k < 0:
            raise ValueError(f"--top_k {self.top_k}: 0 for all tokens, or how many of the most likely ones")
        if not 0 < self.top_p <= 1:
            raise ValueError(f"--top_p {self.top_p}: more than 0 and at most 1 is needed")


def draw(logits_NxV: jax.Array, temperatures_N: jax.Array, uniforms_N: jax.Array, cut: Cut) -> tuple[jax.Array, jax.Array]:
    """The tokens, int32, and the logarithm of each one's probability at temperature 1, float32; both N.

    PAD, BOS and the other special tokens but EOS are never drawn. At temperature 0 the most likely token is taken; of several
    as likely, one by the uniform number.
    """
    log_total_N = jax.nn.logsumexp(logits_NxV, axis=-1)
    place_V = jnp.arange(logits_NxV.shape[1])
    allowed_V = (place_V >= len(SPECIALS)) | (place_V == EOS)
    allowed_NxV = jnp.where(allowed_V, logits_NxV, MASKED)
    # an argmax would take longer than all the rest: by a temperature of nearly 0 all but the most likely go to -inf instead
    over_NxV = allowed_NxV - allowed_NxV.max(axis=-1, keepdims=True)
    tempered_NxV = over_NxV / jnp.maximum(temperatures_N, COLDEST)[:, None]
    token_N = _inverse(_kept(tempered_NxV, cut), uniforms_N).astype(jnp.int32)
    chosen_N = jnp.take_along_axis(logits_NxV, token_N[:, None], axis=1)[:, 0]
    return token_N, chosen_N - log_total_N


def _kept(logits_NxV: jax.Array, cut: Cut) -> jax.Array:
    """The logits, those that the cut leaves out at MASKED. Tokens as likely as the last one that is kept are kept, too."""
    if 0 < cut.top_k < logits_NxV.shape[1]:
        least_N = jax.lax.top_k(logits_NxV, cut.top_k)[0][:, -1]
        logits_NxV = jnp.where(logits_NxV >= least_N[:, None], logits_NxV, MASKED)
    if cut.top_p < 1:
        sorted_NxV = jnp.sort(logits_NxV, axis=-1, descending=True)
        before_NxV = jnp.cumsum(jax.nn.softmax(sorted_NxV, axis=-1), axis=-1) - jax.nn.softmax(sorted_NxV, axis=-1)
        least_N = jnp.min(jnp.where(before_NxV < cut.top_p, sorted_NxV, jnp.inf), axis=-1)
        logits_NxV = jnp.where(logits_NxV >= least_N[:, None], logits_NxV, MASKED)
    return logits_NxV


def _inverse(logits_NxV: jax.Array, uniforms_N: jax.Array) -> jax.Array:
    """The token at which the cumulative probability passes the uniform number: one number a row, no noise over V.

    The greatest of each row's logits is 0.
    """
    rows, size = logits_NxV.shape
    parts = -(-size // PART)
    weights_NxQxW = jnp.pad(jnp.exp(logits_NxV), ((0, 0), (0, parts * PART - size))).reshape(rows, parts, PART)
    until_NxQ = jnp.cumsum(weights_NxQxW.sum(-1), axis=-1)
    wanted_N = uniforms_N * until_NxQ[:, -1]
    part_N = jnp.minimum((until_NxQ <= wanted_N[:, None]).sum(-1), parts - 1)
    before_N = jnp.where(part_N > 0, jnp.take_along_axis(until_NxQ, jnp.maximum(part_N - 1, 0)[:, None], axis=1)[:, 0], 0.0)
    within_NxW = jnp.take_along_axis(weights_NxQxW, part_N[:, None, None], axis=1)[:, 0]
    passed_NxW = jnp.cumsum(within_NxW, axis=-1) <= (wanted_N - before_N)[:, None]
    # rounding may leave the number behind the last token that has any weight: that one is meant then
    last_N = jnp.where(within_NxW > 0, jnp.arange(PART), 0).max(axis=-1)
    return part_N * PART + jnp.minimum(passed_NxW.sum(-1), last_N)


def uniforms(seeds_N: jax.Array, places_N: jax.Array) -> jax.Array:
    """A number of [0, 1) for each sample's seed (uint32) and place: the same whatever is drawn beside it."""
    bits = mixed(seeds_N ^ mixed(places_N.astype(jnp.uint32) * jnp.uint32(0x9E3779B1) + jnp.uint32(1)))
    return (mixed(bits + jnp.uint32(0x85EBCA77)) >> 8).astype(jnp.float32) * 2.0**-24
