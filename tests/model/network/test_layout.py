"""The table of parameters, without allocating any of it, and how they begin."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from typing import Any

import jax
import numpy as np
import pytest

from model import network
from model.configuration import ModelConfig, load, preset_names
from model.network.layout import Leaf, map_layout
from tests.model.small_model import MODEL

PAPER = {"300M": 283.8e6, "1B": 1140e6, "3B": 2847e6, "9B": 8688e6, "41B": 41183e6}


@pytest.mark.parametrize(("preset", "count"), PAPER.items())
def test_presets_have_the_papers_parameters(preset: str, count: float) -> None:
    model = load(preset).model
    shapes = jax.eval_shape(lambda: network.init(model, jax.random.key(0)))
    body = {name: part for name, part in shapes.items() if name != "value"}
    counted = sum(int(np.prod(leaf.shape, dtype=np.int64)) for leaf in jax.tree.leaves(body))
    assert counted == network.parameter_count(model)
    assert abs(counted - count) / count < 5e-4


@pytest.mark.parametrize("preset", preset_names())
def test_shapes_are_those_of_init(preset: str) -> None:
    model = load(preset).model
    made = jax.eval_shape(lambda: network.init(model, jax.random.key(0)))
    told = network.shapes(model)
    assert list(jax.tree_util.tree_leaves_with_path(made)) == list(jax.tree_util.tree_leaves_with_path(told))


def test_the_decoder_only_preset_is_of_smalls_size() -> None:
    small, baseline = (network.parameter_count(load(name).model) for name in ("small", "decoder_only"))
    assert load("decoder_only").model.decoder_only
    assert abs(small - baseline) < 0.1 * small


def begun(model: ModelConfig, seed: int) -> network.Params:
    params: network.Params = jax.jit(partial(network.init, model))(jax.random.key(seed))
    return params


def test_each_array_begins_as_its_leaf_says_and_unlike_the_others() -> None:
    model = replace(MODEL, d_model=64, vocabulary_size=4000)
    table: dict[str, Leaf] = {}
    map_layout(lambda path, leaf: table.__setitem__(path, leaf), network.layout(model))
    arrays = dict(zip(table, jax.tree.leaves(jax.tree.map(np.asarray, _in_order(begun(model, 3), table))), strict=True))
    for path, leaf in table.items():
        values = arrays[path].ravel()
        assert arrays[path].shape == leaf.shape
        assert abs(values.mean() - leaf.fill) <= 0.2 * leaf.std, path
        assert abs(values.std() - leaf.std) <= 0.2 * leaf.std, path
    drawn = [arrays[path].ravel()[:64] for path, leaf in table.items() if leaf.std]
    assert np.abs(np.corrcoef(drawn) - np.eye(len(drawn))).max() < 0.6
    values = 8 * arrays["tokens"].ravel()
    assert abs((values**4).mean() - 3) < 0.1
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.02


def _in_order(params: network.Params, table: dict[str, Leaf]) -> list[Any]:
    return [reduce(lambda part, key: part[key], path.split("/"), params) for path in table]


def test_another_key_is_another_start_and_the_same_key_the_same() -> None:
    one, same, other = (begun(MODEL, seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one["tokens"], same["tokens"])
    assert not np.allclose(one["tokens"], other["tokens"])
