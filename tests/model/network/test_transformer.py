"""Laws of the network: who sees whom, and that ways to compute the same thing come out the same."""

# ruff: noqa: N806
from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import network
from model.configuration import Attention, ModelConfig
from tests.model.small_model import DECODER_ONLY, MODEL, make_batch, segments

BOTH = pytest.mark.parametrize("model", [MODEL, DECODER_ONLY], ids=["encoder_decoder", "decoder_only"])


def params_of(model: ModelConfig) -> network.Params:
    """How a model is computed makes no difference to its parameters; those of one shape are made once."""
    shape = replace(MODEL, encoder_blocks=model.encoder_blocks, kv_heads=model.kv_heads)
    return _made(shape)


@cache
def _made(shape: ModelConfig) -> network.Params:
    params: network.Params = jax.jit(partial(network.init, shape))(jax.random.key(1))
    return params


@partial(jax.jit, static_argnums=0)
def logits_of(
    model: ModelConfig, params: network.Params, reads: jax.Array, read_of: jax.Array, writes: jax.Array, written_of: jax.Array
) -> jax.Array:
    hidden = network.forward(model, params, reads, read_of, writes, written_of)
    return network.logits(model, params, hidden.decoded_BxTxD)


def close(one: object, other: object, within: float = 1e-5) -> None:
    np.testing.assert_allclose(np.asarray(one), np.asarray(other), atol=within, rtol=within)


@BOTH
def test_no_logit_depends_on_a_later_token(model: ModelConfig) -> None:
    """By gradients: the embedding of a decoder's token moves its own logits and later ones, never an earlier one."""
    params = params_of(model)
    places = model.decoder_tokens
    batch = make_batch(rows=1, model=model, encoder=(model.encoder_tokens,), decoder=(places,))
    writes = jnp.arange(4, 4 + places, dtype=jnp.int32)[None]  # all different: a row of the embedding is one place
    reads = jnp.full_like(batch.encoder_tokens, 3)

    def sums_by_place(table: jax.Array) -> jax.Array:
        out = logits_of(model, {**params, "tokens": table}, reads, batch.encoder_segments, writes, batch.decoder_segments)
        summed: jax.Array = (out[0] * jnp.cos(jnp.arange(model.vocabulary_size))).sum(-1)
        return summed

    slopes_TxVxD = jax.jit(jax.jacrev(sums_by_place))(params["tokens"])
    moves_TxT = np.abs(np.asarray(slopes_TxVxD)[:, 4 : 4 + places]).max(-1)
    assert not np.triu(moves_TxT, 1).any()
    assert (np.tril(moves_TxT) > 1e-8).sum() == places * (places + 1) // 2


@BOTH
@pytest.mark.parametrize("attention", ["dense", "chunked"])
def test_padding_of_the_encoder_changes_nothing(model: ModelConfig, attention: Attention) -> None:
    model = replace(model, attention=attention, attention_chunk=5)
    params = params_of(model)
    batch = make_batch(model=model, encoder=(5,), decoder=(6,))
    rest = batch.decoder_tokens, batch.decoder_segments
    wide = logits_of(model, params, batch.encoder_tokens, batch.encoder_segments, *rest)
    garbage = np.where(batch.encoder_segments == 0, 17, batch.encoder_tokens)
    narrow = logits_of(model, params, batch.encoder_tokens[:, :5], batch.encoder_segments[:, :5], *rest)
    real = batch.decoder_segments > 0
    close(wide[real], logits_of(model, params, garbage, batch.encoder_segments, *rest)[real], 0)
    close(wide[real], narrow[real])


@BOTH
@settings(max_examples=15, deadline=None)
@given(
    reads=st.lists(st.integers(0, 4), min_size=2, max_size=3),
    writes=st.lists(st.integers(1, 3), min_size=2, max_size=2),
    seed=st.integers(0, 99),
)
def test_packed_documents_come_out_as_if_each_stood_alone(
    model: ModelConfig, reads: list[int], writes: list[int], seed: int
) -> None:
    """One may have nothing to read at all: then it must see nothing, not everything."""
    reads = reads[: len(writes)]
    params = params_of(model)
    rng = np.random.default_rng(seed)
    read_of, written_of = segments(reads, model.encoder_tokens), segments(writes, model.decoder_tokens)
    read, written = rng.integers(4, 32, len(read_of)), rng.integers(4, 32, len(written_of))
    packed = logits_of(model, params, *(row[None] for row in (read, read_of, written, written_of)))[0]
    for number in range(1, len(writes) + 1):
        alone = []
        for tokens, of in ((read, read_of), (written, written_of)):
            own = tokens[of == number]
            alone += [np.pad(own, (0, len(of) - len(own)))[None], np.pad(np.ones_like(own), (0, len(of) - len(own)))[None]]
        by_itself = logits_of(model, params, *alone)[0]
        close(packed[written_of == number], by_itself[: writes[number - 1]])


def test_shared_keys_equal_ordinary_attention_with_the_same_keys_copied() -> None:
    """MQA is MHA whose heads all have one key's and value's matrices."""
    shared, each = replace(MODEL, kv_heads=1), replace(MODEL, kv_heads=4)
    params = params_of(shared)
    copied = jax.tree_util.tree_map_with_path(
        lambda path, leaf: jnp.repeat(leaf, 4, axis=2) if path[-1].key in ("key", "value") and leaf.ndim == 4 else leaf, params
    )
    batch = make_batch()
    arrays = batch.encoder_tokens, batch.encoder_segments, batch.decoder_tokens, batch.decoder_segments
    close(logits_of(shared, params, *arrays), logits_of(each, copied, *arrays))


def test_as_many_key_heads_as_heads_is_ordinary_attention() -> None:
    """Against the formula written out, head by head."""
    from model.network.attention import attend

    model = replace(MODEL, kv_heads=4)
    rng = np.random.default_rng(0)
    query, key, value = (rng.normal(size=(1, 5, 4, 4)).astype(np.float32) for _ in range(3))
    mask = np.tril(np.ones((1, 5, 5), bool))
    found = attend(model, jnp.asarray(query)[:, :, :, None], jnp.asarray(key), jnp.asarray(value), jnp.asarray(mask))
    for head in range(4):
        weights = np.where(mask[0], np.exp(query[0, :, head] @ key[0, :, head].T / 2), 0)
        close(found[0, :, head, 0], weights / weights.sum(1, keepdims=True) @ value[0, :, head])


@cache
def _slope(model: ModelConfig) -> tuple[jax.Array, network.Params]:
    """A loss and its gradient; one document of the batch has nothing to read."""
    batch = make_batch(encoder=(0, 5), decoder=(2, 4))
    arrays = batch.encoder_tokens, batch.encoder_segments, batch.decoder_tokens, batch.decoder_segments

    def loss(params: network.Params) -> jax.Array:
        mean: jax.Array = (logits_of(model, params, *arrays) ** 2 * batch.decoder_weights[..., None]).mean()
        return mean

    found: tuple[jax.Array, network.Params] = jax.jit(jax.value_and_grad(loss))(params_of(model))
    return found


@pytest.mark.parametrize(
    "changes",
    [
        {"scan_layers": "yes"},
        pytest.param({"scan_layers": "yes", "remat": "dots"}, marks=pytest.mark.slow),
        {"attention": "chunked", "attention_chunk": 3},
        {"attention": "fused"},
    ],
    ids=str,
)
def test_ways_to_compute_change_no_logit_and_no_gradient(changes: dict[str, str]) -> None:
    jax.tree.map(close, _slope(MODEL), _slope(replace(MODEL, **changes)))  # type: ignore[arg-type]


def test_bfloat16_is_near_float32() -> None:
    params = params_of(MODEL)
    batch = make_batch()
    arrays = batch.encoder_tokens, batch.encoder_segments, batch.decoder_tokens, batch.decoder_segments
    exact = logits_of(MODEL, params, *arrays)
    rough = logits_of(replace(MODEL, compute_dtype="bfloat16"), params, *arrays)
    assert rough.dtype == jnp.float32
    assert 0 < float(jnp.abs(exact - rough).max()) < 0.1


def test_the_value_head_sees_its_row_alone_and_no_padding() -> None:
    params = params_of(MODEL)
    batch = make_batch(decoder=(5,))
    hidden = jax.random.normal(jax.random.key(0), (*batch.decoder_tokens.shape, MODEL.d_model))
    value = jax.jit(partial(network.value, MODEL))
    told = value(params, hidden, batch.decoder_segments)
    changed = hidden.at[:, 5:].set(7.0).at[1].set(3.0)
    again = value(params, changed, batch.decoder_segments)
    assert told.shape == (4,)
    close(told[jnp.array([0, 2, 3])], again[jnp.array([0, 2, 3])])
    assert abs(float(told[1] - again[1])) > 1e-4
