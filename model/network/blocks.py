"""Blocks of the Transformer, and a stack of them. B rows, T and S places, D d_model, H heads, G x R = H, K head_dim, F hidden.

Parameters of one block have no axis L; `stack` cuts it off. The residual sum is float32; matrices are multiplied in
`compute_dtype`.
"""

# ruff: noqa: N803, N806
from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.attention import attend
from model.network.layout import Params
from model.network.products import product

MOST_UNROLLED = 16
"""Blocks up to which `scan_layers: auto` writes them out: faster to run, slower to compile."""
NORM_EPSILON = 1e-6
ACTIVATIONS: dict[str, Callable[[jax.Array], jax.Array]] = {
    "gelu": jax.nn.gelu,
    "relu": jax.nn.relu,
    "silu": jax.nn.silu,
}


def normalise(x: jax.Array, scale_D: jax.Array) -> jax.Array:
    """Root-mean-square norm over the last axis (Zhang and Sennrich 2019)."""
    return x * jax.lax.rsqrt(jnp.mean(x * x, axis=-1, keepdims=True) + NORM_EPSILON) * scale_D


def add(config: ModelConfig, x_BxTxD: jax.Array, scale_D: jax.Array, part: Callable[[jax.Array], jax.Array]) -> jax.Array:
    """A part's result added to the residual sum, with the norm before the part or after the sum."""
    if config.norm == "pre":
        return x_BxTxD + part(normalise(x_BxTxD, scale_D))
    return normalise(x_BxTxD + part(x_BxTxD), scale_D)


def queries(config: ModelConfig, attention: Params, x_BxTxD: jax.Array) -> jax.Array:
    """BxTxGxRxK: grouped by the head of the key that they share."""
    query_BxTxHxK = product("btd,dhk->bthk", x_BxTxD, attention["query"], config.compute_dtype)
    rows, length, heads, width = query_BxTxHxK.shape
    return query_BxTxHxK.reshape(rows, length, config.kv_heads, heads // config.kv_heads, width)


def keys_values(config: ModelConfig, attention: Params, x_BxSxD: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Two of BxSxGxK: what a decoder keeps of its past (and of what the encoder wrote, in cross-attention)."""
    key = product("bsd,dgk->bsgk", x_BxSxD, attention["key"], config.compute_dtype)
    value = product("bsd,dgk->bsgk", x_BxSxD, attention["value"], config.compute_dtype)
    return key, value


def project_out(config: ModelConfig, attention: Params, mean_BxTxGxRxK: jax.Array) -> jax.Array:
    """BxTxD from what each head found."""
    rows, length = mean_BxTxGxRxK.shape[:2]
    mean_BxTxHxK = mean_BxTxGxRxK.reshape(rows, length, config.heads, config.head_dim)
    return product("bthk,hkd->btd", mean_BxTxHxK, attention["output"], config.compute_dtype)


def feed_forward(config: ModelConfig, part: Params, x_BxTxD: jax.Array) -> jax.Array:
    """BxTxD through F and back."""
    hidden_BxTxF = product("btd,df->btf", x_BxTxD, part["up"], config.compute_dtype)
    return product("btf,fd->btd", ACTIVATIONS[config.activation](hidden_BxTxF), part["down"], config.compute_dtype)


def block(
    config: ModelConfig,
    params: Params,
    x_BxTxD: jax.Array,
    mask_BxTxT: jax.Array,
    encoded_BxSxD: jax.Array | None = None,
    cross_mask_BxTxS: jax.Array | None = None,
) -> jax.Array:
    """Self-attention, attention to what the encoder wrote where there is an encoder, feed-forward."""

    def attention(x: jax.Array) -> jax.Array:
        part = params["attention"]
        mean = attend(config, queries(config, part, x), *keys_values(config, part, x), mask_BxTxT)
        return project_out(config, part, mean)

    def cross(x: jax.Array) -> jax.Array:
        part = params["cross"]
        assert encoded_BxSxD is not None
        assert cross_mask_BxTxS is not None
        mean = attend(config, queries(config, part, x), *keys_values(config, part, encoded_BxSxD), cross_mask_BxTxS)
        return project_out(config, part, mean)

    x_BxTxD = add(config, x_BxTxD, params["attention"]["norm"], attention)
    if encoded_BxSxD is not None:
        x_BxTxD = add(config, x_BxTxD, params["cross"]["norm"], cross)
    return add(config, x_BxTxD, params["feed_forward"]["norm"], lambda x: feed_forward(config, params["feed_forward"], x))


def unstack(blocks: Params) -> list[Params]:
    """The parameters of each block by itself. A split, not slices: its derivative is one concatenation."""
    leaves, structure = jax.tree.flatten(blocks)
    columns = [[jnp.squeeze(piece, 0) for piece in jax.lax.split(leaf, [1] * len(leaf))] for leaf in leaves]
    return [jax.tree.unflatten(structure, row) for row in zip(*columns, strict=True)]


def scanned(config: ModelConfig) -> bool:
    """Whether blocks are computed in a loop."""
    if config.scan_layers != "auto":
        return config.scan_layers == "yes"
    return config.encoder_blocks + config.decoder_blocks > MOST_UNROLLED


def stack(config: ModelConfig, blocks: Params, x: jax.Array, one: Callable[[Params, jax.Array], jax.Array]) -> jax.Array:
    """`one(block's parameters, x)` for each block in turn, in a loop or written out, with rematerialisation as configured."""
    remat = config.remat if config.remat != "auto" else ("full" if scanned(config) else "no")
    if remat == "dots":
        one = jax.checkpoint(one, policy=jax.checkpoint_policies.dots_with_no_batch_dims_saveable)
    elif remat == "full":
        one = jax.checkpoint(one)
    if scanned(config):
        return jax.lax.scan(lambda carried, params: (one(params, carried), None), x, blocks)[0]
    for params in unstack(blocks):
        x = one(params, x)
    return x
