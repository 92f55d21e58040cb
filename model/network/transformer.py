"""The model: what is read becomes `encoded`, what is written becomes `decoded`, and that becomes logits.

All pure functions of (config, params, arrays). B rows, S places of the encoder, T of the decoder, D d_model, V vocabulary.
Segments number the documents of a row from 1, 0 is padding; nothing is ever attended to across documents, and each is numbered
by places from 0, so that packed documents come out as if each stood alone. With `decoder_only` the encoder only embeds, and the
decoder reads its tokens before its own.
"""

# ruff: noqa: N803, N806, N815
from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from model.configuration import ModelConfig
from model.network.attention import documents_mask, places
from model.network.blocks import block, normalise, stack
from model.network.layout import Params
from model.network.products import product


class Hidden(NamedTuple):
    """The last layer's representations, normed: what logits and the value head are read from."""

    encoded_BxSxD: jax.Array
    """Of the encoder's tokens."""
    decoded_BxTxD: jax.Array
    """Of the decoder's tokens."""


def embed(params: Params, tokens_BxT: jax.Array, positions_TxD: jax.Array, places_BxT: jax.Array) -> jax.Array:
    """BxTxD: token and place. The sum starts with a deviation of about one, as what blocks add to it."""
    scale = jnp.sqrt(positions_TxD.shape[-1]).astype(jnp.float32)
    embedded_BxTxD: jax.Array = scale * (params["tokens"][tokens_BxT] + positions_TxD[places_BxT])
    return embedded_BxTxD


def encode(config: ModelConfig, params: Params, tokens_BxS: jax.Array, segments_BxS: jax.Array) -> jax.Array:
    """BxSxD: what the decoder attends to. With `decoder_only` the embedded prefix, which it reads before its own tokens."""
    if config.decoder_only:
        return embed(params, tokens_BxS, params["decoder"]["prefix_positions"], places(segments_BxS))
    encoder = params["encoder"]
    mask_BxSxS = documents_mask(segments_BxS, segments_BxS)
    x_BxSxD = embed(params, tokens_BxS, encoder["positions"], places(segments_BxS))
    x_BxSxD = stack(config, encoder["blocks"], x_BxSxD, lambda one, x: block(config, one, x, mask_BxSxS))
    return normalise(x_BxSxD, encoder["norm"])


def decode(
    config: ModelConfig,
    params: Params,
    tokens_BxT: jax.Array,
    segments_BxT: jax.Array,
    encoded_BxSxD: jax.Array,
    segments_BxS: jax.Array,
) -> Hidden:
    """Of the decoder's tokens: each sees its own document's earlier ones, and all that the encoder has of it."""
    decoder = params["decoder"]
    x_BxTxD = embed(params, tokens_BxT, decoder["positions"], places(segments_BxT))
    if config.decoder_only:
        prefix = segments_BxS.shape[1]
        segments_BxU = jnp.concatenate([segments_BxS, segments_BxT], axis=1)
        x_BxUxD = jnp.concatenate([encoded_BxSxD, x_BxTxD], axis=1)
        mask_BxUxU = documents_mask(segments_BxU, segments_BxU, causal=True)
        x_BxUxD = stack(config, decoder["blocks"], x_BxUxD, lambda one, x: block(config, one, x, mask_BxUxU))
        x_BxUxD = normalise(x_BxUxD, decoder["norm"])
        return Hidden(x_BxUxD[:, :prefix], x_BxUxD[:, prefix:])
    mask_BxTxT = documents_mask(segments_BxT, segments_BxT, causal=True)
    mask_BxTxS = documents_mask(segments_BxT, segments_BxS)

    def one(params: Params, x: jax.Array) -> jax.Array:
        return block(config, params, x, mask_BxTxT, encoded_BxSxD, mask_BxTxS)

    x_BxTxD = stack(config, decoder["blocks"], x_BxTxD, one)
    return Hidden(encoded_BxSxD, normalise(x_BxTxD, decoder["norm"]))


def forward(
    config: ModelConfig,
    params: Params,
    encoder_tokens_BxS: jax.Array,
    encoder_segments_BxS: jax.Array,
    decoder_tokens_BxT: jax.Array,
    decoder_segments_BxT: jax.Array,
) -> Hidden:
    """`encode`, then `decode`."""
    encoded_BxSxD = encode(config, params, encoder_tokens_BxS, encoder_segments_BxS)
    return decode(config, params, decoder_tokens_BxT, decoder_segments_BxT, encoded_BxSxD, encoder_segments_BxS)


def logits(config: ModelConfig, params: Params, hidden_BxTxD: jax.Array) -> jax.Array:
    """BxTxV, raw, float32: of the next token where `hidden` is decoded, of the masked one where it is encoded."""
    return product("btd,vd->btv", hidden_BxTxD, params["output"], config.compute_dtype)


def value(config: ModelConfig, params: Params, decoded_BxTxD: jax.Array, segments_BxT: jax.Array) -> jax.Array:
    """B: the logit that a row's solution is correct, from all of its tokens at once (paper, section 4.3).

    Raises KeyError for parameters without a value head.
    """
    head = params["value"]
    mask_BxTxT = documents_mask(segments_BxT, segments_BxT)
    x_BxTxD = stack(config, head["blocks"], decoded_BxTxD, lambda one, x: block(config, one, x, mask_BxTxT))
    counted_BxT = (segments_BxT > 0).astype(jnp.float32)
    mean_BxD = jnp.einsum("btd,bt->bd", normalise(x_BxTxD, head["norm"]), counted_BxT)
    mean_BxD = mean_BxD / jnp.maximum(counted_BxT.sum(1, keepdims=True), 1.0)
    logits_B: jax.Array = mean_BxD @ head["weights"] + head["bias"]
    return logits_B
