"""`make bench-model`: a step of training against a T5 of the same shape in PyTorch, by CPU time; compilation; memory.

The peer runs in a Python of its own that CODEQUORUM_TORCH names (`python -m venv V`, `V/bin/pip install torch transformers`);
without one its rows are left out. CPU time is that of all threads.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.figures import Figure, publish
from benchmarks.rounds import Contestant, interleave
from model.batch import Batch
from model.configuration import Config, load
from model.training.flops import step_flops
from model.training.memory import keep_freed_memory
from model.training.mesh import make_mesh
from model.training.step import sharded_begin, train_step

TORCH_VARIABLE = "CODEQUORUM_TORCH"
PEER = Path(__file__).with_name("model_t5.py")
SHAPE = ("batch=8", "value_weight=0")
"""`small` without a value head, which T5 has not: 17M parameters, 512 + 256 tokens. The masked loss stays on."""
ROUNDS = 3
MEMORY_STEPS, MEMORY_FROM = 500, 50
SIDES = (4096, 1536, 256)


def batch_of(config: Config) -> Batch:
    """Full rows of tokens drawn."""
    rng, model, rows = np.random.default_rng(0), config.model, config.train.batch
    reads, writes = (rows, model.encoder_tokens), (rows, model.decoder_tokens)

    def tokens(shape: tuple[int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
        return rng.integers(4, model.vocabulary_size, shape).astype(np.int32)

    masked = (rng.random(reads) < 0.15).astype(np.float32)
    return Batch(
        encoder_tokens=tokens(reads),
        encoder_segments=np.ones(reads, np.int32),
        decoder_tokens=tokens(writes),
        decoder_targets=tokens(writes),
        decoder_segments=np.ones(writes, np.int32),
        decoder_weights=np.ones(writes, np.float32),
        masked_targets=tokens(reads),
        masked_weights=masked,
        correct=np.ones(rows, np.float32),
        correct_weights=np.zeros(rows, np.float32),
    )


def stepper(config: Config) -> Callable[[], float]:
    """A step of training, compiled at the first call; its loss."""
    mesh = make_mesh(config.train)
    state, step, batch = sharded_begin(config, mesh), train_step(config, mesh), batch_of(config)

    def one() -> float:
        nonlocal state
        state, metrics = step(state, batch)
        return float(metrics["loss"])

    return one


def _timed(one: Callable[[], object]) -> Contestant:
    def runs(times: int) -> float:
        started = time.process_time()
        for _ in range(times):
            one()
        return time.process_time() - started

    return runs


class Peer:
    """The other process. It says how many CPU seconds its steps took."""

    def __init__(self, python: str, config: Config, dtype: str) -> None:
        model = config.model
        names = "vocabulary_size d_model head_dim heads fan_out encoder_blocks decoder_blocks encoder_tokens decoder_tokens"
        shape = {name: getattr(model, name) for name in names.split()} | {"batch": config.train.batch}
        command = [python, str(PEER), json.dumps(shape), dtype]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, times: int) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def speed(python: str | None) -> list[Figure]:
    """A step of ours and of theirs, and how much of what products of matrices reach ours does."""
    config = load("small", SHAPE)
    rows, inner, columns = SIDES
    rng = np.random.default_rng(0)
    left, right = (jnp.asarray(rng.normal(size=shape), jnp.bfloat16) for shape in ((rows, inner), (inner, columns)))
    multiply = jax.jit(lambda one, other: jnp.matmul(one, other, preferred_element_type=jnp.float32))
    contestants: dict[str, Contestant] = {
        "ours": _timed(stepper(config)),
        "product": _timed(lambda: multiply(left, right).block_until_ready()),
    }
    peers = {dtype: Peer(python, config, dtype) for dtype in ("bfloat16", "float32")} if python else {}
    if not peers:
        print(f"T5: left out, {TORCH_VARIABLE} names no Python that has torch and transformers")
    times = interleave({**contestants, **peers}, ROUNDS, round_s=1.0)
    for peer in peers.values():
        peer.close()
    ours_s = times["ours"].least_s
    rate, peak = step_flops(config) / ours_s, 2 * rows * inner * columns / times["product"].least_s
    found = [
        Figure("CPU seconds a step, 17M", ours_s, f"batch 8 x (512 + 256), masked loss included; {ROUNDS} rounds, least"),
        Figure(
            "share of the products' rate", rate / peak, f"{rate / 1e9:.0f} of {peak / 1e9:.0f} GFLOP per CPU second, bfloat16"
        ),
    ]
    for dtype in peers:
        theirs_s = times[dtype].least_s
        how = f"CPU s {theirs_s:.2f} / {ours_s:.2f} a step, T5 of transformers {dtype}, no masked loss; interleaved, least"
        goal = 1.6 if dtype == "bfloat16" else None
        found.append(Figure(f"step, T5 {dtype} / ours", theirs_s / ours_s, how, goal, "at_least"))
    return found


def compilation() -> list[Figure]:
    """Of `tiny`: the first step less a later one. Wall time says more on a quiet machine, CPU time on a busy one."""
    one = stepper(load("tiny"))
    wall, cpu = time.perf_counter(), time.process_time()
    one()
    wall_s, cpu_s = time.perf_counter() - wall, time.process_time() - cpu
    later = _timed(one)(3) / 3
    return [
        Figure(
            "compilation of tiny, CPU seconds", cpu_s - later, f"trace and compile a step; {wall_s:.1f} s by the clock", 20.0
        )
    ]


def memory(steps: int) -> list[Figure]:
    """Resident memory that steps of `tiny` add after the first ones, with the allocator as the trainer sets it."""
    tiny = load("tiny")
    one = stepper(replace(tiny, train=replace(tiny.train, batch=2)))
    resident: list[float] = []
    for _ in range(steps):
        one()
        resident.append(_resident_mib())
    grown = resident[-1] - resident[MEMORY_FROM]
    how = f"MiB at step {steps} less step {MEMORY_FROM}, {resident[-1]:.0f} in all; batch 2"
    return [Figure("memory grown, tiny", grown, how, 8.0)]


def _resident_mib() -> float:
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=os.environ.get(TORCH_VARIABLE), help=f"Python of the peer ({TORCH_VARIABLE})")
    parser.add_argument("--steps", type=int, default=MEMORY_STEPS, help="steps to watch memory over (500)")
    arguments = parser.parse_args()
    keep_freed_memory()
    print(f"jax {jax.__version__} on {jax.devices()[0].device_kind}, Python {sys.version.split()[0]}")
    grown = memory(arguments.steps)  # first: what others leave behind in the heap would hide it
    publish("model", [*compilation(), *speed(arguments.python), *grown])


if __name__ == "__main__":
    main()
