"""Which device holds what: a mesh of data x fsdp x tensor, and rules from what an axis means to an axis of the mesh.

The batch is divided over data and fsdp, parameters along d_model over fsdp (each block's are gathered when it is their turn),
heads, feed-forward and vocabulary over tensor. An axis that its part of the mesh does not divide stays whole. The compiler puts
the communication in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import numpy as np
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

from model.configuration import Config, ModelConfig, TrainConfig
from model.network.layout import Leaf, layout, map_layout

RULES = {"embed": "fsdp", "head": "tensor", "kv_head": "tensor", "hidden": "tensor", "vocabulary": "tensor"}
BATCH_AXES = ("data", "fsdp")
_spec: Any = PartitionSpec  # comes without types


def make_mesh(train: TrainConfig, devices: Sequence[jax.Device] | None = None) -> Mesh:
    """All devices. Raises ValueError where they cannot be divided so, or the batch cannot be divided over them."""
    devices = jax.devices() if devices is None else devices
    data, rest = divmod(len(devices), train.fsdp * train.tensor)
    if rest or not data:
        raise ValueError(f"fsdp = {train.fsdp} x tensor = {train.tensor} does not divide the {len(devices)} devices there are")
    part = train.batch // train.accumulate
    if part % (data * train.fsdp):
        raise ValueError(
            f"batch = {train.batch} in {train.accumulate} parts cannot be divided over {data} x {train.fsdp} devices: "
            f"make it a multiple of {train.accumulate * data * train.fsdp}"
        )
    shaped = np.asarray(devices, dtype=object).reshape(data, train.fsdp, train.tensor)
    return Mesh(shaped, ("data", "fsdp", "tensor"), axis_types=(AxisType.Auto,) * 3)


def parameter_shardings(model: ModelConfig, mesh: Mesh) -> dict[str, Any]:
    """A tree like the parameters', of where each array lies."""

    def place(_: str, leaf: Leaf) -> NamedSharding:
        names = [RULES.get(axis) for axis in leaf.axes]
        kept = [name if name and size % mesh.shape[name] == 0 else None for name, size in zip(names, leaf.shape, strict=True)]
        return NamedSharding(mesh, _spec(*kept))

    shardings: dict[str, Any] = map_layout(place, layout(model))
    return shardings


def batch_sharding(mesh: Mesh) -> NamedSharding:
    """Of every array of a batch, by its first axis."""
    return NamedSharding(mesh, _spec(BATCH_AXES))


def replicated(mesh: Mesh) -> NamedSharding:
    """The same on each device."""
    return NamedSharding(mesh, _spec())


def bytes_per_device(config: Config, mesh_shape: tuple[int, int, int]) -> int:
    """Parameters and both of Adam's averages on one device of data x fsdp x tensor, float32; gradients are another third."""
    sizes = dict(zip(("data", "fsdp", "tensor"), mesh_shape, strict=True))
    counts: list[int] = []

    def count(_: str, leaf: Leaf) -> None:
        whole = 1
        for axis, size in zip(leaf.axes, leaf.shape, strict=True):
            over = sizes.get(RULES.get(axis, ""), 1)
            whole *= size // over if size % over == 0 else size
        counts.append(whole)

    map_layout(count, layout(config.model))
    return 3 * 4 * sum(counts)
