"""Divided over eight devices, however: the same losses as on one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from model.configuration import load
from model.network import parameter_count
from model.training.mesh import bytes_per_device

PROGRAM = """
import json, sys
import jax
from dataclasses import replace
from model.training.mesh import make_mesh
from model.training.step import sharded_begin, train_step
from tests.model.small_model import SMALL, make_batch

found = {}
for name, devices, fsdp, tensor in json.loads(sys.argv[1]):
    model = replace(SMALL.model, kv_heads=2)
    config = replace(SMALL, model=model, train=replace(SMALL.train, batch=8, fsdp=fsdp, tensor=tensor))
    mesh = make_mesh(config.train, jax.devices()[:devices])
    state, step = sharded_begin(config, mesh), train_step(config, mesh)
    losses = []
    for place in range(3):
        state, metrics = step(state, make_batch(place, 8))
        losses.append(float(metrics["loss"]))
    up = state.params["decoder"]["blocks"]["feed_forward"]["up"]
    found[name] = losses, list(up.addressable_shards[0].data.shape), list(up.shape)
print(json.dumps(found))
"""
ONE, ALL = ("one", 1, 1, 1), ("all", 8, 2, 2)
PURE = [("data", 8, 1, 1), ("fsdp", 8, 8, 1), ("tensor", 2, 1, 2)]
WHOLES = {"one": [1, 1, 1], "all": [1, 2, 2], "data": [1, 1, 1], "fsdp": [1, 8, 1], "tensor": [1, 1, 2]}


@pytest.mark.slow
def test_eight_devices_have_the_losses_of_one() -> None:
    """Three steps, so that gradients and the optimiser's averages are divided, too."""
    same_losses(ONE, ALL)


@pytest.mark.slow
def test_devices_divided_in_one_way_only_have_the_losses_of_one() -> None:
    same_losses(ONE, *PURE)


def same_losses(*meshes: tuple[str, int, int, int]) -> None:
    """And each device holds only its share of a matrix."""
    flags = "--xla_force_host_platform_device_count=8 --xla_backend_optimization_level=0"
    environment = {**os.environ, "XLA_FLAGS": flags, "JAX_PLATFORMS": "cpu", "JAX_DISABLE_MOST_OPTIMIZATIONS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(meshes)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    for name, *_ in meshes[1:]:
        np.testing.assert_allclose(found[name][0], found["one"][0], rtol=1e-5)
    wholes = {name: [whole // part for part, whole in zip(*found[name][1:], strict=True)] for name in found}
    assert wholes == {name: WHOLES[name] for name in found}


@pytest.mark.parametrize("preset", ["1B", "41B"])
def test_a_device_of_many_holds_its_share(preset: str) -> None:
    config = load(preset)
    sizes = [bytes_per_device(config, (1, fsdp, 1)) for fsdp in (1, 4, 16)]
    for more, less in pairwise(sizes):
        assert more / less == pytest.approx(4, rel=0.01)
    assert sizes[0] == 12 * parameter_count(config.model, value_head=True)
