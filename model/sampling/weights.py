"""The decoder's weights as decoding wants them: cast once, each block by itself, matrices that read the same thing as one."""

# ruff: noqa: N815
from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.blocks import unstack
from model.network.layout import Params


class Block(NamedTuple):
    """One block of the decoder. C is H*K, the width of all heads; the cross parts are None for a decoder-only model."""

    norm_D: jax.Array
    read_DxE: jax.Array
    """Query, key and value side by side: E is C + 2*G*K."""
    output_CxD: jax.Array
    cross_norm_D: jax.Array | None
    cross_query_DxC: jax.Array | None
    cross_output_CxD: jax.Array | None
    forward_norm_D: jax.Array
    up_DxF: jax.Array
    down_FxD: jax.Array


class Weights(NamedTuple):
    """All that a step reads. Embeddings are scaled as the network scales them."""

    tokens_VxD: jax.Array
    positions_TxD: jax.Array
    blocks: tuple[Block, ...]
    norm_D: jax.Array
    output_DxV: jax.Array


@partial(jax.jit, static_argnums=0)
def prepare(config: ModelConfig, params: Params) -> Weights:
    """The parameters of the decoder for decoding. Embeddings and norms stay float32, matrices become `compute_dtype`."""
    dtype = jnp.dtype(config.compute_dtype)
    decoder, scale = params["decoder"], config.d_model**0.5
    return Weights(
        scale * params["tokens"],
        scale * decoder["positions"],
        tuple(_block(config, one) for one in unstack(decoder["blocks"])),
        decoder["norm"],
        params["output"].T.astype(dtype),
    )


def _block(config: ModelConfig, one: Params) -> Block:
    dtype, d = jnp.dtype(config.compute_dtype), config.d_model
    attention, forward, cross = one["attention"], one["feed_forward"], one.get("cross")
    read = [attention[name].reshape(d, -1) for name in ("query", "key", "value")]
    return Block(
        attention["norm"],
        jnp.concatenate(read, axis=1).astype(dtype),
        attention["output"].reshape(-1, d).astype(dtype),
        None if cross is None else cross["norm"],
        None if cross is None else cross["query"].reshape(d, -1).astype(dtype),
        None if cross is None else cross["output"].reshape(-1, d).astype(dtype),
        forward["norm"],
        forward["up"].astype(dtype),
        forward["down"].astype(dtype),
    )
