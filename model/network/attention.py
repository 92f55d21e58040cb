"""Attention with any number of key/value heads: which places see which, and three ways to compute it.

Shapes stand in names: B rows, T places of queries, S places of keys, G heads of keys and values, R queries' heads for each of
them, K head_dim. Queries are grouped by their key's head (BxTxGxRxK), so that shared keys are never copied.
"""

# ruff: noqa: N803, N806
from __future__ import annotations

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.products import product

MASKED = -1e30
DENSE_WEIGHTS_BYTES = 1 << 29
"""Attention weights of one layer above which `auto` computes them in chunks."""


def documents_mask(segments_BxT: jax.Array, segments_BxS: jax.Array, causal: bool = False) -> jax.Array:
    """BxTxS: whether a place sees another: one of its own document that is no padding, and with `causal` none after it."""
    same = segments_BxT[:, :, None] == segments_BxS[:, None, :]
    mask = same & (segments_BxS > 0)[:, None, :]
    if causal:
        mask &= jnp.tril(jnp.ones(mask.shape[1:], bool))
    return mask


def places(segments_BxT: jax.Array) -> jax.Array:
    """Each token's place within its document, from 0: packed documents are numbered as if each stood alone."""
    index = jnp.arange(segments_BxT.shape[1])
    first = jnp.pad(segments_BxT[:, 1:] != segments_BxT[:, :-1], ((0, 0), (1, 0)))
    return index - jax.lax.cummax(jnp.where(first, index, 0), axis=1)


def attend(
    config: ModelConfig,
    query_BxTxGxRxK: jax.Array,
    key_BxSxGxK: jax.Array,
    value_BxSxGxK: jax.Array,
    mask_BxTxS: jax.Array,
) -> jax.Array:
    """BxTxGxRxK in float32: each query's mean of the values that it sees; 0 where it sees none."""
    way = _way(config, query_BxTxGxRxK.shape, key_BxSxGxK.shape[1])
    mean = {"dense": _dense, "chunked": _chunked, "fused": _fused}[way]
    sees_BxT = mask_BxTxS.any(-1)
    out_BxTxGxRxK = mean(config, query_BxTxGxRxK, key_BxSxGxK, value_BxSxGxK, mask_BxTxS)
    return out_BxTxGxRxK * sees_BxT[:, :, None, None, None]


def _way(config: ModelConfig, query_shape: tuple[int, ...], keys: int) -> str:
    if config.attention != "auto":
        return config.attention
    if jax.default_backend() == "gpu" and config.compute_dtype == "bfloat16":
        return "fused"
    rows, queries, groups, repeats, _ = query_shape
    weights_bytes = 4 * rows * queries * groups * repeats * keys
    return "chunked" if weights_bytes > DENSE_WEIGHTS_BYTES else "dense"


def _dense(
    config: ModelConfig,
    query: jax.Array,
    key: jax.Array,
    value: jax.Array,
    mask_BxTxS: jax.Array,
) -> jax.Array:
    """All weights at once."""
    query = query * config.head_dim**-0.5
    logits_BxGxRxTxS = product("btgrk,bsgk->bgrts", query, key, config.compute_dtype)
    logits_BxGxRxTxS = jnp.where(mask_BxTxS[:, None, None], logits_BxGxRxTxS, MASKED)
    weights_BxGxRxTxS = jax.nn.softmax(logits_BxGxRxTxS, axis=-1)
    return product("bgrts,bsgk->btgrk", weights_BxGxRxTxS, value, config.compute_dtype)


def _chunked(
    config: ModelConfig,
    query: jax.Array,
    key: jax.Array,
    value: jax.Array,
    mask_BxTxS: jax.Array,
) -> jax.Array:
    """The weights of `attention_chunk` queries at a time, in the backward pass computed again."""
    length, chunk = query.shape[1], min(config.attention_chunk, query.shape[1])
    count = -(-length // chunk)

    def cut(array: jax.Array) -> jax.Array:
        padded = jnp.pad(array, [(0, 0), (0, count * chunk - length)] + [(0, 0)] * (array.ndim - 2))
        return jnp.moveaxis(padded.reshape(array.shape[0], count, chunk, *array.shape[2:]), 1, 0)

    @jax.checkpoint
    def one(piece: tuple[jax.Array, jax.Array]) -> jax.Array:
        return _dense(config, piece[0], key, value, piece[1])

    out = jnp.moveaxis(jax.lax.map(one, (cut(query), cut(mask_BxTxS))), 0, 1)
    return out.reshape(query.shape[0], count * chunk, *query.shape[2:])[:, :length]


def _fused(
    config: ModelConfig,
    query: jax.Array,
    key: jax.Array,
    value: jax.Array,
    mask_BxTxS: jax.Array,
) -> jax.Array:
    """JAX's own, which is cuDNN's on a GPU where it takes the arrays."""
    rows, queries, groups, repeats, width = query.shape
    dtype = jnp.dtype(config.compute_dtype)
    on_gpu = jax.default_backend() == "gpu" and dtype == jnp.bfloat16
    out = jax.nn.dot_product_attention(
        query.reshape(rows, queries, groups * repeats, width).astype(dtype),
        key.astype(dtype),
        value.astype(dtype),
        mask=mask_BxTxS[:, None],
        implementation="cudnn" if on_gpu else "xla",
    )
    return out.reshape(query.shape).astype(jnp.float32)
