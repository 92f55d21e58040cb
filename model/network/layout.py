"""The parameters: what arrays there are, their shapes, what their axes mean, how they begin. One table for all of it.

Parameters are nested dictionaries of float32 arrays. The blocks of a stack are stacked along a first axis L, whether they are
computed in a loop or not, so that a checkpoint does not depend on it:

    tokens_VxD                      input embedding, of encoder and decoder
    output_VxD                      output embedding, of the language loss and the masked one
    encoder                         absent where decoder_only
      positions_SxD
      blocks
        attention     norm_LxD  query_LxDxHxK  key_LxDxGxK  value_LxDxGxK  output_LxHxKxD
        feed_forward  norm_LxD  up_LxDxF  down_LxFxD
      norm_D
    decoder
      positions_TxD
      prefix_positions_SxD          decoder_only: places of the encoder's tokens
      blocks
        attention, feed_forward     as above
        cross         as attention; absent where decoder_only
      norm_D
    value                           absent where value_blocks is 0
      blocks          as the encoder's
      norm_D
      weights_D  bias_1

(The keys are the words before the last underscore.) V vocabulary, D d_model, S / T encoder / decoder places, H heads,
G heads of keys and values, K head_dim, F feed-forward. Head h uses key h // (H / G).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.bits import mixed

Params: TypeAlias = dict[str, Any]
"""Nested dictionaries of arrays."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One array: its shape, the meaning of each axis, the deviation of its normal start (0 with `fill`: all the same)."""

    shape: tuple[int, ...]
    axes: tuple[str, ...]
    std: float = 0.0
    fill: float = 0.0


Layout: TypeAlias = Mapping[str, "Leaf | Layout"]


def layout(config: ModelConfig) -> dict[str, Any]:
    """The table: nested dictionaries like the parameters', of Leaf."""
    embedding = Leaf((config.vocabulary_size, config.d_model), ("vocabulary", "embed"), config.d_model**-0.5)
    output = Leaf(embedding.shape, embedding.axes, config.d_model**-0.5)
    prefix = _positions(config.encoder_tokens, config)
    table: dict[str, Any] = {"tokens": embedding, "output": output}
    decoder: dict[str, Any] = {"positions": _positions(config.decoder_tokens, config)}
    if config.decoder_only:
        decoder["prefix_positions"] = prefix
    else:
        table["encoder"] = {"positions": prefix, **_stack(config, config.encoder_blocks, cross=False)}
    table["decoder"] = {**decoder, **_stack(config, config.decoder_blocks, cross=not config.decoder_only)}
    if config.value_blocks:
        weights = {"weights": Leaf((config.d_model,), ("embed",), config.d_model**-0.5), "bias": Leaf((1,), ("",))}
        table["value"] = {**_stack(config, config.value_blocks, cross=False), **weights}
    return table


def _positions(count: int, config: ModelConfig) -> Leaf:
    return Leaf((count, config.d_model), ("place", "embed"), config.d_model**-0.5)


def _scale(*shape: int) -> Leaf:
    return Leaf(shape, ("layer", "embed")[-len(shape) :], fill=1.0)


def _stack(config: ModelConfig, blocks: int, cross: bool) -> dict[str, Any]:
    """A stack's blocks and its last norm. What leads back to the sum starts small, by the number of parts that add to it."""
    parts = {"attention": _attention(config, blocks, cross), "feed_forward": _feed_forward(config, blocks, cross)}
    if cross:
        parts["cross"] = _attention(config, blocks, cross)
    return {"blocks": parts, "norm": _scale(config.d_model)}


def _attention(config: ModelConfig, blocks: int, cross: bool) -> dict[str, Leaf]:
    d, h, g, k = config.d_model, config.heads, config.kv_heads, config.head_dim
    keys = Leaf((blocks, d, g, k), ("layer", "embed", "kv_head", "head_dim"), d**-0.5)
    return {
        "norm": _scale(blocks, d),
        "query": Leaf((blocks, d, h, k), ("layer", "embed", "head", "head_dim"), d**-0.5),
        "key": keys,
        "value": keys,
        "output": Leaf((blocks, h, k, d), ("layer", "head", "head_dim", "embed"), (h * k) ** -0.5 * _damping(blocks, cross)),
    }


def _feed_forward(config: ModelConfig, blocks: int, cross: bool) -> dict[str, Leaf]:
    d, f = config.d_model, config.d_model * config.fan_out
    return {
        "norm": _scale(blocks, d),
        "up": Leaf((blocks, d, f), ("layer", "embed", "hidden"), d**-0.5),
        "down": Leaf((blocks, f, d), ("layer", "hidden", "embed"), f**-0.5 * _damping(blocks, cross)),
    }


def _damping(blocks: int, cross: bool) -> float:
    return float((blocks * (3 if cross else 2)) ** -0.5)


def map_layout(change: Callable[[str, Leaf], Any], table: Layout, path: str = "") -> Any:
    """The table with `change(path, leaf)` in place of each leaf; a path is `decoder/blocks/cross/query`."""
    changed = {}
    for name, one in table.items():
        where = f"{path}/{name}" if path else name
        changed[name] = change(where, one) if isinstance(one, Leaf) else map_layout(change, one, where)
    return changed


def init(config: ModelConfig, key: jax.Array) -> Params:
    """Parameters to begin with. Each array depends on the key and its own path alone."""
    seed = jax.random.bits(key, dtype=jnp.uint32)

    def begin(path: str, leaf: Leaf) -> jax.Array:
        if not leaf.std:
            return jnp.full(leaf.shape, leaf.fill, jnp.float32)
        return leaf.std * _normal(mixed(seed ^ jnp.uint32(zlib.crc32(path.encode()))), leaf.shape)

    params: Params = map_layout(begin, layout(config))
    return params


def _normal(seed: jax.Array, shape: tuple[int, ...]) -> jax.Array:
    """Normal numbers, each a hash of the seed and its place.

    jax.random's generator takes a quarter of a second to compile for each array; this takes next to none, and comes out the
    same however arrays are divided.
    """
    bits = jnp.broadcast_to(seed, shape)
    for axis in range(len(shape)):
        bits = mixed(bits * jnp.uint32(0x9E3779B1) + jax.lax.broadcasted_iota(jnp.uint32, shape, axis))
    uniform = ((bits >> 9).astype(jnp.int32).astype(jnp.float32) + 0.5) * 2.0**-22 - 1.0
    return math.sqrt(2.0) * jax.lax.erf_inv(uniform)


def shapes(config: ModelConfig) -> Params:
    """`init` without arrays: `jax.ShapeDtypeStruct` in their place."""
    zeros = jax.eval_shape(lambda: map_layout(lambda _, leaf: jnp.zeros(leaf.shape, jnp.float32), layout(config)))
    params: Params = zeros
    return params


def parameter_count(config: ModelConfig, value_head: bool = False) -> int:
    """Parameters of the model; the paper's table counts no value head."""
    table = {name: part for name, part in shapes(config).items() if value_head or name != "value"}
    return sum(math.prod(one.shape) for one in jax.tree.leaves(table))
