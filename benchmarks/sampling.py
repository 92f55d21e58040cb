"""Sampling in tokens per CPU second: ours with multi-query and multi-head attention, without caches, and Hugging Face's.

The shape is that of the small model, 17M parameters in bfloat16; parameters are as initialised, so samples hardly ever end
early. All take turns, round by round, and the best round of each counts: what else the machine does costs each the same. A
round holds everything, reading the prompts too. The peer needs packages of its own: CODEQUORUM_PEER_PYTHON names a Python
with torch and transformers (in an environment outside this project); without it that row is left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.figures import Figure, publish
from model.configuration import ModelConfig
from model.network import Params, decode, encode, init, logits
from model.prompts import Facts
from model.sampling.draws import Cut, draw, uniforms
from model.sampling.sampler import Sampler
from model.sampling.wanted import Draw, Wanted
from model.tokenizer import BOS

PEER = "CODEQUORUM_PEER_PYTHON"
PROMPT_TOKENS, TOKENS, SAMPLES = 512, 64, 64
TEMPERATURE = 0.25
NAIVE_STEPS = 4
"""Without caches each step costs the same, so a few tell."""
Round = Callable[[], tuple[int, float]]
"""Does everything once: the tokens that were written, and the CPU seconds."""


@dataclass(frozen=True, slots=True)
class Case:
    """So many prompts with SAMPLES samples each."""

    name: str
    prompts: int


CASES = (Case("1 prompt", 1), Case("4 prompts", 4))


def config_of(kv_heads: int) -> ModelConfig:
    """The small model's shape; its prompts are as long as they are here."""
    return ModelConfig(kv_heads=kv_heads, encoder_tokens=PROMPT_TOKENS, decoder_tokens=TOKENS)


def prompts_of(case: Case) -> np.ndarray:
    """Prompts of drawn tokens."""
    return np.random.default_rng(0).integers(5, 8000, (case.prompts, PROMPT_TOKENS)).astype(np.int32)


def cached(case: Case, kv_heads: int) -> Round:
    """Our sampler, as `codequorum sample` uses it."""
    config = config_of(kv_heads)
    sampler = Sampler(config, init(config, jax.random.key(0)), Cut(), slots=case.prompts * SAMPLES, group=SAMPLES)
    wanted = [
        Wanted(str(place), "cpp", Facts(), tuple(map(int, tokens)), tuple(Draw(str(n), n, TEMPERATURE) for n in range(SAMPLES)))
        for place, tokens in enumerate(prompts_of(case))
    ]

    def once() -> tuple[int, float]:
        before = time.process_time()
        written = sum(len(one.tokens) + one.ended for one in sampler.sample(wanted))
        return written, time.process_time() - before

    return once


def naive(case: Case) -> Round:
    """The network as it was trained: for each token the decoder goes over all places; the prompts are read once."""
    config = config_of(1)
    params = init(config, jax.random.key(0))
    prompts = prompts_of(case)
    rows = case.prompts * SAMPLES
    temperatures = jnp.full(rows, TEMPERATURE)

    @jax.jit
    def read(params: Params, tokens: Any) -> jax.Array:
        return jnp.repeat(encode(config, params, tokens, jnp.ones_like(tokens)), SAMPLES, axis=0)

    @jax.jit
    def step(params: Params, encoded: jax.Array, tokens: jax.Array, place: jax.Array) -> jax.Array:
        ones = jnp.ones((rows, PROMPT_TOKENS), jnp.int32)
        hidden = decode(config, params, tokens, jnp.ones_like(tokens), encoded, ones).decoded_BxTxD
        last = jax.lax.dynamic_slice_in_dim(hidden, place, 1, axis=1)
        seeds = jnp.arange(rows, dtype=jnp.uint32)
        drawn, _ = draw(logits(config, params, last)[:, 0], temperatures, uniforms(seeds, jnp.full(rows, place)), Cut())
        return jax.lax.dynamic_update_slice_in_dim(tokens, drawn[:, None], place + 1, axis=1)

    def once() -> tuple[int, float]:
        before = time.process_time()
        encoded = read(params, prompts)
        tokens = jnp.zeros((rows, TOKENS), jnp.int32).at[:, 0].set(BOS)
        for place in range(NAIVE_STEPS):
            tokens = step(params, encoded, tokens, jnp.int32(place))
        tokens.block_until_ready()
        return rows * NAIVE_STEPS, time.process_time() - before

    return once


class Peer:
    """`benchmarks/sampling_peer.py` under another Python."""

    def __init__(self, python: str, case: Case) -> None:
        new = TOKENS // case.prompts  # of more samples fewer tokens: it takes minutes
        self._tokens = case.prompts * SAMPLES * new
        command = [python, str(Path(__file__).with_name("sampling_peer.py"))]
        command += map(str, (case.prompts, SAMPLES, PROMPT_TOKENS, new))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        if self._answer() != "ready":
            raise OSError(f"{PEER}={python}: it ended; are torch and transformers installed there?")

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __call__(self) -> tuple[int, float]:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        return self._tokens, float(self._answer())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def measured(contestants: dict[str, Round], rounds: int) -> dict[str, float]:
    """Tokens per CPU second of each one's best round; a first one, in which is compiled, does not count."""
    best: dict[str, float] = {}
    for number in range(rounds + 1):
        for name, once in contestants.items():
            tokens, spent = once()
            if number:
                best[name] = max(best.get(name, 0.0), tokens / spent)
    return best


def figures(case: Case, rounds: int, peer: str | None) -> list[Figure]:
    """The rows of a case."""
    contestants: dict[str, Round] = {"multi-query": cached(case, 1), "multi-head": cached(case, 2), "naive": naive(case)}
    there = Peer(peer, case) if peer else None
    if there:
        contestants["generate()"] = there
    found = measured(contestants, rounds)
    if there:
        there.close()
    ours = found["multi-query"]
    what = f"{SAMPLES} samples x {TOKENS} tokens a prompt of {PROMPT_TOKENS}; best of {rounds} interleaved rounds"
    rows = [Figure(f"{case.name}: tokens per CPU s, {name}", value, what) for name, value in found.items()]
    goals: Sequence[tuple[str, float]] = (("generate()", 10.0), ("naive", 17.0), ("multi-head", 1.6))
    for name, goal in goals:
        if name in found:
            how = f"{ours:.0f} / {found[name]:.0f} tokens per CPU s"
            rows.append(Figure(f"{case.name}: multi-query / {name}", ours / found[name], how, goal, "at_least"))
    return rows


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count (3)")
    arguments = parser.parse_args()
    peer = os.environ.get(PEER)
    if not peer:
        print(f"without Hugging Face: {PEER} names no Python with torch and transformers")
    publish("sampling", [row for case in CASES for row in figures(case, arguments.rounds, peer)])


if __name__ == "__main__":
    main()
