"""The longest run of tokens that a solution of a valid or test problem shares with one of a training problem.

All programs stand one after the other with a sign of its own behind each; their suffixes are sorted by doubling (Manber and
Myers 1993, "Suffix arrays"), which whole arrays do at once, and each suffix is compared with its nearest training ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.leakage.entries import Entry
from pipelines.neardup.texts import Numbers
from schemas.problem import Solution
from schemas.text import excerpt

MOST_TOKENS = 2_000_000
"""So many tokens are compared, some 10 MB of programs and 150 MB of memory; programs beyond are left out, and counted."""
LEVELS = 13
"""Runs are told up to 2^13 - 1 tokens."""
_TOKEN = re.compile(r"[^\W\d]\w*|[\d.]+\w*|\S")
_QUOTED = 100


@dataclass(frozen=True, slots=True)
class SharedRun:
    """The longest run that a problem's programs share with training programs: its length in tokens, and as a share of the
    program that it is in; `text` is how it begins."""

    problem: str
    split: str
    training_problem: str
    tokens: int
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """The longest run of each valid or test problem, the longest first. `left_out`: programs for which there was no room."""

    runs: tuple[SharedRun, ...]
    programs: int
    left_out: int


class _Program(NamedTuple):
    entry: Entry
    source: str
    places: list[tuple[int, int]]


def longest_runs(entries: Sequence[Entry], most_tokens: int = MOST_TOKENS) -> SharedRuns:
    """Of each valid or test problem with a program, the longest run. A run never goes beyond the end of a program.

    Each problem's first programs are taken first, those of valid and test before those of train, so that what is left out are
    second opinions.
    """
    chosen, left_out = _chosen(entries, most_tokens)
    numbers: dict[str, int] = {}
    tokens: list[int] = []
    starts = []
    for place, program in enumerate(chosen):
        starts.append(len(tokens))
        tokens += [numbers.setdefault(program.source[begin:end], len(numbers)) for begin, end in program.places]
        tokens.append(-1 - place)
    if not any(one.entry.trains for one in chosen) or all(one.entry.trains for one in chosen):
        return SharedRuns((), len(chosen), left_out)
    owner = np.repeat(np.arange(len(chosen)), np.diff([*starts, len(tokens)]))
    trains = np.array([one.entry.trains for one in chosen])[owner]
    lengths, partners = nearest_runs(np.array(tokens, np.int64), trains)
    best: dict[str, SharedRun] = {}
    for place, program in enumerate(chosen):
        if program.entry.trains or not program.places:
            continue
        begin, end = starts[place], starts[place] + len(program.places)
        at = begin + int(lengths[begin:end].argmax())
        tokens_shared = int(lengths[at])
        held = best.get(program.entry.name)
        if held is None or tokens_shared > held.tokens:
            partner = chosen[int(owner[partners[at]])].entry.name if tokens_shared else ""
            text = excerpt(program.source[program.places[at - begin][0] :], _QUOTED) if tokens_shared else ""
            share = tokens_shared / len(program.places)
            split = program.entry.split.value
            best[program.entry.name] = SharedRun(program.entry.name, split, partner, tokens_shared, share, text)
    ordered = sorted(best.values(), key=lambda one: (-one.tokens, one.problem))
    return SharedRuns(tuple(ordered), len(chosen), left_out)


def _chosen(entries: Sequence[Entry], most_tokens: int) -> tuple[list[_Program], int]:
    """The programs that are compared, and how many there was no room for."""
    ranked: list[tuple[int, bool, str, Entry, Solution]] = []
    for entry in entries:
        ranked += [(place, entry.trains, one.digest, entry, one) for place, one in enumerate(entry.programs)]
    ranked.sort(key=lambda one: one[:3])
    chosen: list[_Program] = []
    room, left_out = most_tokens, 0
    for _, _, _, entry, solution in ranked:
        places = [match.span() for match in _TOKEN.finditer(solution.source)]
        if len(places) >= room:
            left_out += 1
            continue
        room -= len(places) + 1
        chosen.append(_Program(entry, solution.source, places))
    return chosen, left_out


def nearest_runs(tokens: Numbers, trains: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """For each place the length of the longest run from there on that begins at a training place too, and that place.

    Both are 0 for training places. Each sign that ends a program must be the only one of its kind.
    """
    ranks = ranks_by_doubling(tokens)
    order = np.argsort(ranks[-1][:-1], kind="stable")
    training = trains[order]
    steps = np.arange(len(order))
    before = np.maximum.accumulate(np.where(training, steps, -1))
    after = np.minimum.accumulate(np.where(training, steps, len(order))[::-1])[::-1]
    lengths, partners = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    for nearest, there in ((before, before >= 0), (after, after < len(order))):
        asked = np.flatnonzero(~training & there)
        mine, theirs = order[asked], order[nearest[asked]]
        shared = common_length(ranks, mine, theirs)
        longer = shared > lengths[mine]
        lengths[mine[longer]], partners[mine[longer]] = shared[longer], theirs[longer]
    return lengths, partners


def ranks_by_doubling(tokens: Numbers) -> list[npt.NDArray[np.int32]]:
    """ranks[k][i] orders the runs of 2^k tokens that begin at i; equal where they are the same. The last has 2^k > any length,
    or is all that `LEVELS` allow. One place more than there are tokens stands for what lies behind the end."""
    ranks = [np.append(np.unique(tokens, return_inverse=True)[1], len(tokens)).astype(np.int32)]
    while len(ranks) < LEVELS and int(ranks[-1][:-1].max(initial=0)) + 1 < len(tokens):
        last, width = ranks[-1].astype(np.int64), 1 << (len(ranks) - 1)
        behind = np.full(len(last), len(tokens), np.int64)
        behind[: max(0, len(last) - width)] = last[width:]
        keys = last[:-1] * (len(tokens) + 1) + behind[:-1]
        ranks.append(np.append(np.unique(keys, return_inverse=True)[1], len(tokens)).astype(np.int32))
    return ranks


def common_length(ranks: Sequence[npt.NDArray[np.int32]], lefts: Numbers, rights: Numbers) -> Numbers:
    """How many tokens the runs that begin at two places have in common, for each pair of places."""
    shared = np.zeros(len(lefts), np.int64)
    last = len(ranks[0]) - 1
    for level in range(len(ranks) - 1, -1, -1):
        left, right = np.minimum(lefts + shared, last), np.minimum(rights + shared, last)
        same = (ranks[level][left] == ranks[level][right]) & (left < last) & (right < last)
        shared[same] += 1 << level
    return shared
