"""Throughput of two workers on two processors against one worker on one: nothing may make them wait for each other."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from benchmarks.figures import Figure
from benchmarks.programs import CPP, PYTHON, WORKING, batched
from benchmarks.rounds import Contestant, interleave
from pipelines.execution.engine import Engine
from schemas.execution import Program

TRIALS = 3
_FORK = multiprocessing.get_context("fork")


def _serve(program: Program, processor: int | None, pipe: Connection) -> None:
    """A worker with an engine and a session of its own: told how many runs, it answers when it began and when it ended."""
    if processor is not None:
        os.sched_setaffinity(0, {processor})  # inherited by the slot
    with Engine().open(program) as session:
        runs = batched(session)
        runs(5)
        pipe.send(None)
        while (times := pipe.recv()) is not None:
            started = time.monotonic()
            runs(times)
            pipe.send((started, time.monotonic()))


class Workers:
    """Worker processes that run one program; with `pinned`, each on a processor of its own."""

    def __init__(self, program: Program, count: int, pinned: bool) -> None:
        processors = sorted(os.sched_getaffinity(0))
        self._pipes, self._processes = [], []
        for number in range(count):
            ours, theirs = _FORK.Pipe()
            chosen = processors[number % len(processors)] if pinned else None
            process = _FORK.Process(target=_serve, args=(program, chosen, theirs))
            process.start()
            ours.recv()
            self._pipes.append(ours)
            self._processes.append(process)

    def contestant(self) -> Contestant:
        """Seconds for so many runs, which the workers share evenly."""

        def runs(times: int) -> float:
            share = max(1, round(times / len(self._pipes)))
            for pipe in self._pipes:
                pipe.send(share)
            spans = [pipe.recv() for pipe in self._pipes]
            spent_s = max(end for _, end in spans) - min(start for start, _ in spans)
            return float(spent_s * times / (share * len(self._pipes)))

        return runs

    def close(self) -> None:
        """End them."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join()


def used_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _spend(program: Program, processor: int, times: int, together: Barrier, pipe: Connection) -> None:
    os.sched_setaffinity(0, {processor})
    with Engine().open(program) as session:
        batched(session)(5)
    together.wait()
    before = used_s()
    with Engine().open(program) as session:
        batched(session)(times)
    pipe.send((used_s() - before) / times)


def _spent_s(program: Program, workers: int, times: int) -> float:
    """CPU seconds per run, the mean of workers that run at the same time, each on its own processor."""
    together = _FORK.Barrier(workers)
    pipes, processes = [], []
    for processor in sorted(os.sched_getaffinity(0))[:workers]:
        ours, theirs = _FORK.Pipe()
        processes.append(_FORK.Process(target=_spend, args=(program, processor, times, together, theirs)))
        processes[-1].start()
        pipes.append(ours)
    spent_s = [float(pipe.recv()) for pipe in pipes]
    for process in processes:
        process.join()
    return sum(spent_s) / workers


def figures(rounds: int, round_s: float) -> list[Figure]:
    """One row a program; the working one has the goal."""
    if len(os.sched_getaffinity(0)) < 2:
        print("2 cores / 1 core: skipped, there is one processor")
        return []
    found = []
    rows = (("C++, 5 ms of work", WORKING, 150, 1.8), ("C++, no work", CPP, 1000, None), ("Python", PYTHON, 500, None))
    for name, program, runs, goal in rows:
        groups = {"one": Workers(program, 1, True), "two": Workers(program, 2, True), "one, free": Workers(program, 1, False)}
        times = interleave({kind: group.contestant() for kind, group in groups.items()}, rounds, round_s)
        for group in groups.values():
            group.close()
        one, two, free = (times[kind] for kind in ("one", "two", "one, free"))
        how = (
            f"runs a second {1 / two.least_s:.0f} of two workers / {1 / one.least_s:.0f} of one, batched, each on its own "
            f"processor; one that may use both {1 / free.least_s:.0f}; {rounds} rounds, least; median over it {two.noise:.2f}"
        )
        found.append(Figure(f"2 cores / 1 core, {name}", one.least_s / two.least_s, how, goal, "at_least"))
        trials = [(_spent_s(program, 1, runs), _spent_s(program, 2, runs)) for _ in range(TRIALS)]
        alone, beside = (min(column) for column in zip(*trials, strict=True))
        how = (
            f"2 x CPU ms per run {alone * 1e3:.3f} of one worker / {beside * 1e3:.3f} of two at once: what workers cost each "
            f"other, whatever else the machine does; {TRIALS} trials of {runs} runs, least"
        )
        found.append(Figure(f"2 cores / 1 core by CPU, {name}", 2 * alone / beside, how))
    return found
