"""Checkpoints of a run: written beside the training, each whole or not at all, the last one and the best one kept.

A run's folder holds `checkpoints/STEP/` (orbax: `state`, `about` in JSON with the configuration and the tokenizer's digest).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any

import jax
import orbax.checkpoint as ocp  # type: ignore[import-untyped]
from orbax.checkpoint import checkpoint_managers as policies

from model.configuration import Config, ModelConfig, from_dict, to_dict
from model.network import Params
from model.network.layout import shapes
from model.training.step import State

FOLDER = "checkpoints"
LOSS = "validation_loss"
COMPUTED_FIELDS = ("compute_dtype", "attention", "attention_chunk", "scan_layers", "remat")
"""Fields that may differ between a checkpoint and the run that reads it."""


class CheckpointFailed(OSError):
    """A checkpoint that could not be written or read; the earlier ones are as they were."""


@dataclass(frozen=True, slots=True)
class About:
    """What a checkpoint says of itself."""

    config: Config
    tokenizer: str
    """The tokenizer's digest."""
    tokens: int
    """Tokens trained on so far, without padding."""
    validation_loss: float | None = None
    """None where nothing was validated at this step."""


class Checkpoints:
    """The checkpoints of one run. Not for several processes at a time."""

    def __init__(self, run: Path) -> None:
        self._folder = run.absolute() / FOLDER
        keep = policies.AnyPreservationPolicy(
            [
                policies.LatestN(1),
                policies.BestN(get_metric_fn=_loss, reverse=True, n=1, keep_checkpoints_without_metrics=False),
            ]
        )
        options = ocp.CheckpointManagerOptions(preservation_policy=keep, cleanup_tmp_directories=True)
        self._manager = ocp.CheckpointManager(self._folder, options=options)

    def __enter__(self) -> Checkpoints:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Whatever happened, what has begun to be written is written to its end. Raises CheckpointFailed."""
        try:
            self.wait()
        finally:
            self._manager.close()

    def save(self, step: int, state: State, about: About) -> None:
        """Begin to write; the arrays may be used up as soon as this returns. Raises CheckpointFailed, for the one before, too.

        A step that is there already is left as it is.
        """
        if step in self._manager.all_steps():
            return
        items = ocp.args.Composite(state=ocp.args.StandardSave(state), about=ocp.args.JsonSave(_to_json(about)))
        metrics = None if about.validation_loss is None else {LOSS: about.validation_loss}
        try:
            self._manager.save(step, args=items, metrics=metrics, force=True)
        except Exception as error:
            raise self._failed(error) from error

    def wait(self) -> None:
        """Until all is written. Raises CheckpointFailed."""
        try:
            self._manager.wait_until_finished()
        except Exception as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> CheckpointFailed:
        whole = whole_steps(self._folder.parent)
        kept = f"the last good one is {self._folder / str(whole[-1])}" if whole else "there is none before it"
        said = (str(error).splitlines() or [type(error).__name__])[0]
        return CheckpointFailed(f"{self._folder}: a checkpoint could not be written ({said}); {kept}")


def whole_steps(run: Path) -> list[int]:
    """Steps whose checkpoints are complete, ascending; a folder that is being written has a name of its own."""
    folder = run / FOLDER
    return sorted(int(one.name) for one in folder.iterdir() if one.name.isdigit()) if folder.is_dir() else []


def find(path: Path, which: str = "last") -> Path:
    """The checkpoint that a path means: itself (`RUN/checkpoints/STEP`), or the `last` or `best` of the run.

    Raises ValueError where there is none.
    """
    if path.name.isdigit() and (path / "about").is_dir():
        return path
    steps = whole_steps(path)
    if not steps:
        raise ValueError(f"{path}: no checkpoint here: expected a run with {FOLDER}/, or one of its checkpoints")
    if which == "best":
        losses = {step: read_about(path / FOLDER / str(step)).validation_loss for step in steps}
        known = {step: loss for step, loss in losses.items() if loss is not None}
        if known:
            return path / FOLDER / str(min(known, key=lambda step: known[step]))
    return path / FOLDER / str(steps[-1])


def read_about(checkpoint: Path) -> About:
    """What a checkpoint says of itself. Raises CheckpointFailed for one that is damaged."""
    try:
        with ocp.Checkpointer(ocp.JsonCheckpointHandler()) as reader:
            told = reader.restore(checkpoint.absolute() / "about")
        return About(from_dict(told["config"]), str(told["tokenizer"]), int(told["tokens"]), told[LOSS])
    except Exception as error:
        raise _unreadable(checkpoint, error) from error


def read_state(checkpoint: Path, config: Config, like: State, shardings: State) -> State:
    """A run's state, each array where `shardings` says. Raises ValueError where the model's shape is another."""
    check_shape(checkpoint, config.model, read_about(checkpoint).config.model)
    wanted: State = _placed(like, shardings)
    try:
        with ocp.StandardCheckpointer() as reader:
            state: State = reader.restore(checkpoint.absolute() / "state", wanted)
    except Exception as error:
        raise _unreadable(checkpoint, error) from error
    return state


def read_params(checkpoint: Path, model: ModelConfig | None = None, shardings: Params | None = None) -> tuple[Params, About]:
    """The parameters alone, and what they are of: to begin another run with, to sample from, to export.

    Raises ValueError where `model` is given and has another shape. Without `shardings` all lies on the first device.
    """
    about = read_about(checkpoint)
    if model is not None:
        check_shape(checkpoint, model, about.config.model)
    wanted = shapes(about.config.model)
    if shardings is None:
        here = jax.sharding.SingleDeviceSharding(jax.devices()[0])
        shardings = jax.tree.map(lambda _: here, wanted)
    item = {"params": _placed(wanted, shardings)}
    try:
        arguments = ocp.args.PyTreeRestore(
            item=item, restore_args=ocp.checkpoint_utils.construct_restore_args(item), partial_restore=True
        )
        with ocp.Checkpointer(ocp.PyTreeCheckpointHandler()) as reader:
            params: Params = reader.restore(checkpoint.absolute() / "state", args=arguments)["params"]
    except Exception as error:
        raise _unreadable(checkpoint, error) from error
    return params, about


def check_shape(checkpoint: Path, wanted: ModelConfig, found: ModelConfig) -> None:
    """Raises ValueError that names the first setting in which a checkpoint's model is another."""
    for name in (field.name for field in fields(ModelConfig) if field.name not in COMPUTED_FIELDS):
        theirs, ours = getattr(found, name), getattr(wanted, name)
        if theirs != ours:
            raise ValueError(
                f"{checkpoint}: its model has {name} = {theirs}, this run's has {ours}: "
                f"set model.{name}={theirs}, or begin anew"
            )


def check_tokenizer(checkpoint: Path, wanted: str, found: str) -> None:
    """Raises ValueError where a checkpoint was trained with another tokenizer."""
    if wanted != found:
        raise ValueError(
            f"{checkpoint}: it was trained with the tokenizer of digest {found!r}, not with that of {wanted!r}: "
            "set data.tokenizer to the one it knows"
        )


def _loss(metrics: Mapping[str, Any]) -> float:
    return float(metrics[LOSS])


def _to_json(about: About) -> dict[str, Any]:
    return {"config": to_dict(about.config), "tokenizer": about.tokenizer, "tokens": about.tokens, LOSS: about.validation_loss}


def _placed(like: Any, shardings: Any) -> Any:
    """Shapes that say where each array goes."""
    struct: Any = jax.ShapeDtypeStruct
    return jax.tree.map(lambda one, where: struct(one.shape, one.dtype, sharding=where), like, shardings)


def _unreadable(checkpoint: Path, error: Exception) -> CheckpointFailed:
    said = (str(error).splitlines() or [type(error).__name__])[0]
    return CheckpointFailed(f"{checkpoint}: this checkpoint cannot be read: {said}")
