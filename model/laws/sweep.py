"""Small models trained for the laws' sake: several sizes at each of several computes."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.configuration import Config, ModelConfig, to_dict
from model.laws.runs import LawsError, Run, read_run

SIZES = (32, 48, 64, 96, 128)
"""Widths of the models (d_model)."""
FOLDER, SETTINGS = "runs", "sweep.json"
_CURVE_POINTS = 10
_WARM_UP_SHARE = 0.1
_FEWEST_STEPS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a sweep."""

    name: str
    config: Config
    flop: float


def sized(model: ModelConfig, d_model: int) -> ModelConfig:
    """The model made narrower or wider, its depth and heads in proportion; what it reads and writes stays."""
    share = d_model / model.d_model
    heads = max(1, round(model.heads * share))
    return dataclasses.replace(
        model,
        d_model=d_model,
        heads=heads,
        kv_heads=model.kv_heads if heads % model.kv_heads == 0 else 1,
        encoder_blocks=max(1, round(model.encoder_blocks * share)) if model.encoder_blocks else 0,
        decoder_blocks=max(1, round(model.decoder_blocks * share)),
    )


def plan(config: Config, sizes: Sequence[int], computes: Sequence[float]) -> list[Trial]:
    """Every size at every compute, for as many steps as it allows; the schedule ends with the run.

    Raises LawsError where a compute allows a size hardly any steps.
    """
    from model.training.flops import step_flops

    trials = []
    for flop in computes:
        for size in sizes:
            there = dataclasses.replace(config, model=sized(config.model, size))
            steps = round(flop / step_flops(there))
            if steps < _FEWEST_STEPS:
                least = _FEWEST_STEPS * step_flops(there)
                raise LawsError(
                    f"{flop:g} operations are {steps} steps of size {size}: give at least {least:.2g}, or leave it out"
                )
            every = max(1, steps // _CURVE_POINTS)
            train = dataclasses.replace(
                there.train,
                steps=steps,
                warm_up=min(there.train.warm_up, max(1, round(_WARM_UP_SHARE * steps))),
                validate_every=every,
                log_every=every,
                save_every=steps,
                sample_every=0,
            )
            trials.append(Trial(f"{size}-{flop:.3g}", dataclasses.replace(there, train=train), flop))
    return trials


def sweep(trials: Sequence[Trial], folder: Path, train: Callable[[Config, Path], object]) -> Iterator[Run]:
    """Train what is not there yet, and read it. `train` goes on with a run that was begun in the folder that it is given.

    Raises LawsError for a run in `folder` that was made with other settings.
    """
    for trial in trials:
        place = folder / FOLDER / trial.name
        _claim(place, trial)
        found = _finished(place, trial)
        if found is None:
            train(trial.config, place)
            found = read_run(place)
        yield found


def _claim(place: Path, trial: Trial) -> None:
    """Write down what a run is made with, or see that it is the same."""
    wanted = json.dumps(to_dict(trial.config), sort_keys=True)
    file = place / SETTINGS
    if file.is_file():
        if file.read_text(encoding="utf-8") != wanted:
            raise LawsError(f"{place} was made with other settings; give --output another folder, or delete this one")
        return
    place.mkdir(parents=True, exist_ok=True)
    file.write_text(wanted, encoding="utf-8")


def _finished(place: Path, trial: Trial) -> Run | None:
    try:
        found = read_run(place)
    except (LawsError, OSError):
        return None
    return found if found.last.flop >= trial.flop * (1 - 1 / trial.config.train.steps) else None
