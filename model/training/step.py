"""One step of training: gradient (in parts, if so configured), clipped, applied; and the same losses without it.

A step whose loss or gradient is no number changes nothing: the state stays as it was, and `finite` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import optax  # type: ignore[import-untyped]
from jax.sharding import Mesh

from model import losses, network
from model.batch import Batch
from model.configuration import Config
from model.network import Params
from model.training.mesh import batch_sharding, parameter_shardings, replicated
from model.training.optimiser import optimiser

Metrics: TypeAlias = dict[str, jax.Array]


class State(NamedTuple):
    """All that training carries from step to step; a pytree."""

    step: jax.Array
    """int32 scalar: steps done."""
    params: Params
    optimiser: Any


def begin(config: Config, key: jax.Array) -> State:
    """The state before the first step."""
    params = network.init(config.model, key)
    return State(jnp.zeros((), jnp.int32), params, optimiser(config.train).init(params))


def state_shapes(config: Config) -> State:
    """`begin` without arrays."""
    shapes: State = jax.eval_shape(lambda: begin(config, jax.random.key(0)))
    return shapes


def state_shardings(config: Config, mesh: Mesh) -> State:
    """Where each array of a state lies; Adam's averages with their parameter."""
    of_params = parameter_shardings(config.model, mesh)
    whole: Any = replicated(mesh)
    of_optimiser = optax.tree_utils.tree_map_params(
        optimiser(config.train),
        lambda _, sharding: sharding,
        state_shapes(config).optimiser,
        of_params,
        transform_non_params=lambda _: whole,
    )
    return State(whole, of_params, of_optimiser)


def sharded_begin(config: Config, mesh: Mesh) -> State:
    """`begin`, each array made where it lies. The same numbers on any mesh."""
    state: State = _beginning(config, mesh)(jax.random.key(config.train.seed))
    return state


@lru_cache(maxsize=8)
def _beginning(config: Config, mesh: Mesh) -> Callable[[jax.Array], State]:
    return _within(mesh, jax.jit(lambda key: begin(config, key), out_shardings=state_shardings(config, mesh)))


def gradient(config: Config, params: Params, batch: Batch, step: jax.Array) -> tuple[losses.Sums, losses.Totals, Params]:
    """The sums of a batch's losses, what they are over, and the gradient of the loss, computed in `accumulate` parts."""
    over = losses.totals(batch)

    def one(params: Params, part: Batch) -> tuple[jax.Array, losses.Sums]:
        of = losses.sums(config, params, part, step)
        return losses.loss(config, of, over), of

    slope = jax.grad(one, has_aux=True)
    count = config.train.accumulate
    if count == 1:
        gradients, of = slope(params, batch)
        return of, over, gradients
    # Interleaved, so that each part lies on all devices that the batch is divided over.
    cut = jax.tree.map(lambda array: jnp.moveaxis(array.reshape(-1, count, *array.shape[1:]), 1, 0), batch)

    def add(so_far: tuple[Params, losses.Sums], part: Batch) -> tuple[tuple[Params, losses.Sums], None]:
        return jax.tree.map(jnp.add, so_far, slope(params, part)), None

    nothing = jax.tree.map(jnp.zeros_like, params), losses.Sums(*[jnp.zeros(())] * len(losses.Sums._fields))
    (gradients, of), _ = jax.lax.scan(add, nothing, cut)
    return of, over, gradients


def update(config: Config, state: State, batch: Batch) -> tuple[State, Metrics]:
    """One step. The metrics are scalars: `loss`, its parts, `gradient_norm` before clipping, `finite`."""
    of, over, gradients = gradient(config, state.params, batch, state.step)
    norm = optax.tree_utils.tree_norm(gradients)
    total = losses.loss(config, of, over)
    finite = jnp.isfinite(total) & jnp.isfinite(norm)
    updates, after = optimiser(config.train).update(gradients, state.optimiser, state.params)
    fresh = State(state.step + 1, optax.apply_updates(state.params, updates), after)
    kept: State = jax.tree.map(lambda new, old: jnp.where(finite, new, old), fresh, state)
    return kept, {"loss": total, "gradient_norm": norm, "finite": finite, **losses.parts(of, over)}


@lru_cache(maxsize=8)
def train_step(config: Config, mesh: Mesh) -> Callable[[State, Batch], tuple[State, Metrics]]:
    """`update`, compiled for the mesh. The state that is passed in is used up."""
    where = state_shardings(config, mesh)
    compiled = jax.jit(
        lambda state, batch: update(config, state, batch),
        in_shardings=(where, batch_sharding(mesh)),
        out_shardings=(where, replicated(mesh)),
        donate_argnums=0,
    )
    return _within(mesh, compiled)


@lru_cache(maxsize=8)
def evaluation(config: Config, mesh: Mesh) -> Callable[[Params, Batch, jax.Array], tuple[losses.Sums, losses.Totals]]:
    """The sums of a batch's losses, without GOLD, and what they are over, compiled for the mesh."""
    config = replace(config, train=replace(config.train, gold=False))

    def sums(params: Params, batch: Batch, step: jax.Array) -> tuple[losses.Sums, losses.Totals]:
        return losses.sums(config, params, batch, step), losses.totals(batch)

    where = parameter_shardings(config.model, mesh), batch_sharding(mesh), replicated(mesh)
    return _within(mesh, jax.jit(sums, in_shardings=where, out_shardings=replicated(mesh)))


# The functions above are kept, so that what is compiled is compiled once for a configuration.
def _within(mesh: Mesh, compiled: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        with jax.set_mesh(mesh):
            return compiled(*arguments)

    return run
