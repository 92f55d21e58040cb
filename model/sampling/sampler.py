"""The loop around the steps: prompts to groups, samples to slots, a new one wherever one has ended.

All shapes are fixed, so that everything is compiled once; the host looks at what was written every few steps. With the same
wanted prompts in the same order the same samples come out.
"""

# ruff: noqa: N803
from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np

from model.configuration import ModelConfig
from model.network.layout import Params
from model.sampling.decoding import Read, Slots, begin, empty_slots, install, read_prompts, steps_of
from model.sampling.draws import Cut
from model.sampling.wanted import Draw, Wanted
from model.sampling.weights import prepare
from model.tokenizer import BOS, EOS

STEPS = 16
"""Steps between two looks: a sample that has ended waits for so many at most."""
PROMPTS_AT_ONCE = 8
"""Prompts that are read together, ahead of their turn; where fewer are wanted, the next power of two, for an empty row costs
as much as a prompt."""
PROMPT_UNIT = 128
"""Prompts are padded to a multiple of it: fewer shapes to compile."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for one draw. `ended` says whether by EOS, rather than by lack of room."""

    wanted: Wanted
    draw: Draw
    tokens: tuple[int, ...]
    log_probability: float
    ended: bool


@dataclass(slots=True)
class _Group:
    """A group's prompt, the draws that wait for a slot of it, and how many slots write."""

    wanted: Wanted | None = None
    waiting: deque[Draw] | None = None
    writing: int = 0


class Sampler:
    """A model ready to sample. `slots` write side by side, at least a group's; `longest` tokens a sample at most."""

    def __init__(
        self, config: ModelConfig, params: Params, cut: Cut, *, slots: int = 64, group: int = 8, longest: int = 0
    ) -> None:
        self._config, self._params = config, params
        self._group = max(1, group)
        self._groups = max(1, slots // self._group)
        self.longest = min(longest or config.decoder_tokens, config.decoder_tokens)
        self._weights = prepare(config, params)
        self._steps = steps_of(config, cut, min(STEPS, self.longest))
        self.steps = 0
        """Taken so far, of all slots together."""

    def sample(self, wanted: Iterable[Wanted]) -> Iterator[Written]:
        """Everything that is wanted, in the order in which it ends."""
        queue = list(wanted)
        if not queue:
            return
        places = -(-max(1, *(len(one.tokens) for one in queue), 1) // PROMPT_UNIT) * PROMPT_UNIT
        places = min(places, self._config.encoder_tokens)
        slots = empty_slots(self._config, self._groups, self._groups * self._group, places, self.longest)
        yield from _Shift(self, slots, places, queue).run()


class _Shift:
    """One call of `sample`: the slots, what each writes, and the prompts that were read ahead."""

    def __init__(self, sampler: Sampler, slots: Slots, places: int, queue: Sequence[Wanted]) -> None:
        self._sampler, self._slots, self._places, self._queue = sampler, slots, places, iter(queue)
        self._at_once = min(PROMPTS_AT_ONCE, 1 << (len(queue) - 1).bit_length())
        self._ahead: deque[tuple[Wanted, Read, int]] = deque()
        size = sampler._group
        self._groups = [_Group() for _ in range(sampler._groups)]
        self._draws: list[Draw | None] = [None] * (len(self._groups) * size)
        self._tokens: list[list[int]] = [[] for _ in self._draws]
        self._logs = np.zeros(len(self._draws), np.float64)

    def run(self) -> Iterator[Written]:
        """Until nothing is wanted any more."""
        self._fill()
        while any(group.writing for group in self._groups):
            self._slots, tokens, logs = self._sampler._steps(self._sampler._weights, self._slots)
            self._sampler.steps += len(tokens)
            yield from self._taken(np.asarray(tokens), np.asarray(logs))
            self._fill()

    def _taken(self, tokens_CxN: np.ndarray, logs_CxN: np.ndarray) -> Iterator[Written]:
        """Samples that ended among these steps."""
        longest, size = self._sampler.longest, self._sampler._group
        for slot, draw in enumerate(self._draws):
            if draw is None:
                continue
            held = self._tokens[slot]
            fresh = tokens_CxN[: longest - len(held), slot]
            ends = np.flatnonzero(fresh == EOS)
            count = int(ends[0]) if len(ends) else len(fresh)
            held.extend(map(int, fresh[:count]))
            self._logs[slot] += logs_CxN[: count + bool(len(ends)), slot].sum(dtype=np.float64)
            if len(ends) or len(held) >= longest:
                group = self._groups[slot // size]
                assert group.wanted is not None
                yield Written(group.wanted, draw, tuple(held), float(self._logs[slot]), bool(len(ends)))
                self._draws[slot] = None
                group.writing -= 1

    def _fill(self) -> None:
        """Prompts for groups that have none left to write for, draws for slots that write nothing."""
        size = self._sampler._group
        fresh = np.zeros(len(self._draws), bool)
        for number, group in enumerate(self._groups):
            if not group.writing and not group.waiting:
                self._next_prompt(number, group)
            for slot in range(number * size, (number + 1) * size):
                if self._draws[slot] is None and group.waiting:
                    self._draws[slot], self._tokens[slot], self._logs[slot] = group.waiting.popleft(), [], 0.0
                    group.writing += 1
                    fresh[slot] = True
        if fresh.any():
            seeds = np.array([0 if draw is None else draw.seed for draw in self._draws], np.uint32)
            temperatures = np.array([1.0 if draw is None else draw.temperature for draw in self._draws], np.float32)
            self._slots = begin(self._slots, fresh, jnp.int32(BOS), seeds, temperatures)

    def _next_prompt(self, number: int, group: _Group) -> None:
        if not self._ahead:
            self._read_ahead()
        if self._ahead:
            wanted, read, place = self._ahead.popleft()
            self._slots = install(self._slots, read, jnp.int32(place), jnp.int32(number))
            group.wanted, group.waiting = wanted, deque(wanted.draws)

    def _read_ahead(self) -> None:
        """Read some prompts more."""
        some = list(itertools.islice(self._queue, self._at_once))
        if not some:
            return
        tokens = np.zeros((self._at_once, self._places), np.int32)
        segments = np.zeros_like(tokens)
        for row, one in enumerate(some):
            tokens[row, : len(one.tokens)] = one.tokens
            segments[row, : len(one.tokens)] = 1
        read = read_prompts(self._sampler._config, self._sampler._params, tokens, segments)
        self._ahead.extend((one, read, row) for row, one in enumerate(some))
