"""AdamW with the paper's schedule (appendix: warm-up from 1e-9, then a cosine) and a clipped gradient."""

from __future__ import annotations

import jax
import optax  # type: ignore[import-untyped]

from model.configuration import TrainConfig
from model.network import Params


def schedule(train: TrainConfig) -> optax.Schedule:
    """The learning rate by step: straight up over `warm_up` steps, a cosine down to the last one at `steps`."""
    warm_up = min(train.warm_up, max(train.steps - 1, 0))
    rise = optax.linear_schedule(train.first_learning_rate, train.learning_rate, max(warm_up, 1))
    lowest = train.last_learning_rate / train.learning_rate if train.learning_rate else 0.0
    fall = optax.cosine_decay_schedule(train.learning_rate, max(train.steps - warm_up, 1), alpha=lowest)
    return optax.join_schedules([rise, fall], [warm_up])


def decayed(params: Params) -> Params:
    """Which arrays weight decay is for: all but norms' scales and biases."""

    def wants(path: tuple[jax.tree_util.DictKey, ...], _: object) -> bool:
        return path[-1].key not in ("norm", "bias")

    wanted: Params = jax.tree_util.tree_map_with_path(wants, params)
    return wanted


def optimiser(train: TrainConfig) -> optax.GradientTransformation:
    """Clip, then AdamW."""
    adamw = optax.adamw(
        schedule(train), b1=train.beta1, b2=train.beta2, eps=train.epsilon, weight_decay=train.weight_decay, mask=decayed
    )
    return optax.chain(optax.clip_by_global_norm(train.clip), adamw) if train.clip else adamw
