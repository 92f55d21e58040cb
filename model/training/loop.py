"""A run: steps until all are done, a signal comes, or a loss is no number; told and saved along the way.

Batches are a pure function of the step, and the state is all else there is, so a run that goes on from a checkpoint ends where
it would have ended without a stop, bit for bit on the same machine.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import jax
import numpy as np

from model import losses
from model.batch import Batch
from model.configuration import Config
from model.network import Params, parameter_count
from model.training.checkpoints import (
    About,
    Checkpoints,
    check_tokenizer,
    find,
    read_about,
    read_params,
    read_state,
    whole_steps,
)
from model.training.flops import peak_flops, step_flops
from model.training.mesh import make_mesh, parameter_shardings
from model.training.metrics import Record
from model.training.optimiser import schedule
from model.training.step import State, evaluation, sharded_begin, state_shapes, state_shardings, train_step

Sampler = Callable[[Params, int], str]
"""What a model writes, by its parameters and the step, for a person to read."""


class Batches(Protocol):
    """Batches by step, the same whenever one is asked for; from any thread."""

    def batch(self, step: int) -> Batch:
        """The batch of a step, from 0."""


class Diverged(ArithmeticError):
    """A loss or gradient that is no number. The run has stopped; its checkpoints are those of before."""


@dataclass(frozen=True, slots=True)
class Run:
    """What to do. `resume`: go on from the run's last checkpoint where there is one. `init`: parameters to begin with."""

    config: Config
    output: Path
    tokenizer: str = ""
    """The tokenizer's digest."""
    resume: bool = False
    init: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went. `stopped`: by a signal, before all steps were done."""

    step: int
    stopped: bool
    loss: float
    validation_loss: float | None


class _Told:
    """What has been trained on, and how fast since the last word."""

    def __init__(self, config: Config, tokens: int) -> None:
        self._config, self.tokens = config, tokens
        self._peak = peak_flops(config, jax.devices()[0].device_kind) * jax.device_count()
        self._rate, self._flop = schedule(config.train), step_flops(config)
        self._since, self._tokens_then, self._steps = time.perf_counter(), tokens, 0

    def count(self, batch: Batch) -> None:
        """A batch that was trained on."""
        self.tokens += int(np.count_nonzero(batch.encoder_segments) + np.count_nonzero(batch.decoder_segments))
        self._steps += 1

    def numbers(self, step: int, found: dict[str, float]) -> dict[str, float]:
        """Of the step and the time since the last call."""
        now = time.perf_counter()
        spent_s = max(now - self._since, 1e-9)
        flop_per_s = self._steps * self._flop / spent_s
        rates = {"tokens_per_s": (self.tokens - self._tokens_then) / spent_s, "flop_per_s": flop_per_s}
        if self._peak:
            rates["mfu"] = flop_per_s / self._peak
        self._since, self._tokens_then, self._steps = now, self.tokens, 0
        rate = float(self._rate(step - 1))
        so_far = {"tokens": self.tokens, "flop": step * self._flop}
        return {"step": step, **found, "learning_rate": rate, **so_far, **rates}


def train(run: Run, training: Batches, validation: Batches | None = None, sampler: Sampler | None = None) -> Outcome:
    """Train. Raises ValueError for a checkpoint that does not fit or a run that is there; Diverged; CheckpointFailed."""
    config = run.config
    if not run.resume and whole_steps(run.output):
        raise ValueError(f"{run.output}: a run is there already: go on with --resume auto, or give another --output")
    mesh = make_mesh(config.train)
    state, tokens = _start(run, mesh)
    first = int(state.step)
    step_function, evaluate = train_step(config, mesh), evaluation(config, mesh)
    told = _Told(config, tokens)
    validation_loss: float | None = None
    metrics: dict[str, float] = {}

    with Record(run.output, first) as record, Checkpoints(run.output) as checkpoints, _stop_signal() as stop:
        if not first:
            record.say(_of_the_run(config))
        for step, batch in _ahead(training, first, config):
            state, found = step_function(state, batch)
            told.count(batch)
            done, last = step + 1, step + 1 == config.train.steps or stop.is_set()
            metrics = _fetched(found)
            _refuse_no_number(metrics, run, step, checkpoints)
            if done % config.train.log_every == 0 or last:
                numbers = told.numbers(done, metrics)
                record.say(numbers)
                left_s = (config.train.steps - done) * step_flops(config) / max(numbers["flop_per_s"], 1.0)
                record.progress(done, config.train.steps, numbers, left_s)
            fresh = None
            if validation is not None and _due(done, config.train.validate_every, last and not stop.is_set()):
                fresh = _validate(config, evaluate, state, validation, record, told.tokens)
                validation_loss = fresh
            if sampler is not None and _due(done, config.train.sample_every, False):
                record.text(done, sampler(state.params, done))
            if _due(done, config.train.save_every, last):
                checkpoints.save(done, state, About(config, run.tokenizer, told.tokens, fresh))
            if last:
                break
    done = int(state.step)
    return Outcome(done, done < config.train.steps, metrics.get("loss", float("nan")), validation_loss)


def _start(run: Run, mesh: jax.sharding.Mesh) -> tuple[State, int]:
    """The state to go on from, and the tokens that it has seen: of the last checkpoint, of `init`, or a new one."""
    config = run.config
    shardings = state_shardings(config, mesh)
    if run.resume and whole_steps(run.output):
        last = find(run.output)
        about = read_about(last)
        check_tokenizer(last, run.tokenizer, about.tokenizer)
        return read_state(last, config, state_shapes(config), shardings), about.tokens
    state = sharded_begin(config, mesh)
    if run.init is not None:
        params, about = read_params(found := find(run.init), config.model, parameter_shardings(config.model, mesh))
        check_tokenizer(found, run.tokenizer, about.tokenizer)
        state = state._replace(params=params)
    return state, 0


def _of_the_run(config: Config) -> dict[str, float]:
    model = config.model
    count = parameter_count(model)
    places = model.encoder_tokens + model.decoder_tokens
    bare = count - model.d_model * (2 * model.vocabulary_size + places)
    return {"parameters": count, "parameters_no_embedding": bare, "flop_per_step": step_flops(config)}


def _due(done: int, every: int, last: bool) -> bool:
    return bool(every) and (done % every == 0 or last)


def _fetched(found: dict[str, jax.Array]) -> dict[str, float]:
    return {name: float(value) for name, value in jax.device_get(found).items()}


def _refuse_no_number(metrics: dict[str, float], run: Run, step: int, checkpoints: Checkpoints) -> None:
    """Raises Diverged. The step has left the state as it was, and nothing of it is saved."""
    if not metrics.pop("finite"):
        checkpoints.wait()
        steps = whole_steps(run.output)
        kept = f"the last good checkpoint is {find(run.output)}" if steps else "no checkpoint was written before it"
        raise Diverged(
            f"step {step}: the loss is {metrics['loss']}, the gradient's norm {metrics['gradient_norm']}, on the batch of "
            f"step {step} with seed {run.config.train.seed}; {kept}: lower train.learning_rate, or look at that batch"
        )


def _validate(
    config: Config, evaluate: Callable[..., Any], state: State, validation: Batches, record: Record, tokens: int
) -> float:
    """The mean loss over the same batches each time, told; it is that of the next token without GOLD."""
    of: Any = None
    for place in range(config.train.validation_batches):
        found = jax.device_get(evaluate(state.params, validation.batch(place), np.int32(0)))
        of = found if of is None else jax.tree.map(np.add, of, found)
    told = {f"validation_{name}": float(value) for name, value in losses.parts(*of).items() if name != "gold_weight"}
    loss = told.pop("validation_language_loss")
    step = int(state.step)
    record.say({"step": step, "validation_loss": loss, **told, "tokens": tokens, "flop": step * step_flops(config)})
    return loss


def _ahead(batches: Batches, first: int, config: Config) -> Iterator[tuple[int, Batch]]:
    """(step, batch) from `first` on, made by threads while the device computes."""
    workers, steps = config.data.workers, config.train.steps
    if not workers:
        yield from ((step, batches.batch(step)) for step in range(first, steps))
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="batches") as pool:
        waiting: deque[tuple[int, Future[Batch]]] = deque()
        for step in range(first, steps):
            while len(waiting) <= workers and (following := step + len(waiting)) < steps:
                waiting.append((following, pool.submit(batches.batch, following)))
            place, made = waiting.popleft()
            yield place, made.result()


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; a second SIGINT interrupts at once. Outside the main thread it is never set."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
