"""`make bench-endurance`: 24 hours in miniature. Very many runs in one worker, and nothing of it may stay behind.

C++ and Python in turn, in sessions that are opened and closed and in two that live through all of it. Some runs crash, flood
their output, spin until they are ended or leave a process behind; some sessions are given up in mid-batch, some lose their
slot, some do not compile, some work in a folder. Everything is counted after a tenth of the runs and at the end.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.figures import Figure, publish
from benchmarks.footprint import children, proportional_bytes, resident_bytes, wait_for_none
from pipelines.execution.engine import Engine, Files, Session
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language

RUNS = 200_000
BATCH = 100
SPIN_EVERY, GIVE_UP_EVERY, LOSE_EVERY, REFUSE_EVERY, FOLDER_EVERY = 5, 9, 51, 41, 21  # odd: both languages meet all
MEGABYTE = 1e6
LIMITS = RunLimits(cpu_s=10.0, output_bytes=1 << 16)
SHORT = RunLimits(cpu_s=0.02, output_bytes=1 << 16)

CPP = Program(
    Language.CPP,
    """#include <cstdio>
#include <cstdlib>
#include <unistd.h>
int main() {
    char mode; int n;
    if (scanf(" %c %d", &mode, &n) != 2) return 1;
    if (mode == 'c') abort();
    if (mode == 'f') for (;;) puts("flood");
    if (mode == 's') for (volatile unsigned i = 0;; i = i + 1) {}
    if (mode == 'l' && fork() == 0) for (;;) pause();
    printf("%d\\n", n + 1);
}
""",
)
PYTHON = Program(
    Language.PYTHON3,
    """import os, time
mode, n = input().split()
if mode == "c":
    raise ValueError(n)
if mode == "f":
    while True:
        print("flood")
while mode == "s":
    pass
if mode == "l" and os.fork() == 0:
    time.sleep(1000)
print(int(n) + 1)
""",
)
BROKEN = Program(Language.PYTHON3, "print(\n")
COPYING = Program(Language.PYTHON3, "open('out.txt', 'w').write(open('in.txt').read())\n")
EXPECTED = {"p": Verdict.OK, "c": Verdict.RTE, "f": Verdict.OLE, "l": Verdict.OK, "s": Verdict.TLE}
MODES = {10: "c", 30: "f", 50: "l", 70: "c", 90: "f"}
"""What is not plain in each batch, by its place."""
MEMORIES = {
    "resident_bytes": ("memory of the worker", "VmRSS"),
    "slots_bytes": ("memory of the two old slots", "anonymous"),
}
PLAIN = [b"p %d\n" % place for place in range(10)]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What this worker has at one moment. Mounts are those of its own namespace."""

    resident_bytes: int
    slots_bytes: int
    descriptors: int
    processes: int
    folders: int
    mounts: int

    @classmethod
    def now(cls, folder: Path, processes: int) -> Holdings:
        """Counted when those that were ended are gone; `processes` is how many there should be."""
        gc.collect()
        wait_for_none(processes)
        alive = children(os.getpid())
        try:
            slots = proportional_bytes(alive, "Pss_Anon")
        except PermissionError:  # takes root; then it is not looked at
            slots = 0
        mounts = Path("/proc/self/mountinfo").read_text().count("\n")
        descriptors = len(os.listdir("/proc/self/fd"))
        return cls(resident_bytes(), slots, descriptors, len(alive), len(list(folder.iterdir())), mounts)


class Worker:
    """Runs batches and keeps count of what came out of them."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.runs = 0
        self.wrong = 0
        self.seen: Counter[str] = Counter()
        self.sessions = 0

    def note(self, verdict: Verdict, expected: Verdict) -> None:
        """One run more."""
        self.runs += 1
        self.seen[verdict.value] += 1
        if verdict is not expected:
            self.wrong += 1
            print(f"run {self.runs}: {verdict.value}, expected {expected.value}")

    def plain(self, runs: Iterable[Run], first: Verdict = Verdict.OK) -> None:
        """Runs of the plain mode on 0, 1, 2, ..., the first of which may be expected to be lost."""
        for place, run in enumerate(runs):
            expected = Verdict.OK if place else first
            right = run.output == b"%d\n" % (place + 1) or expected is not Verdict.OK
            self.note(run.verdict if right else Verdict.WA, expected)

    def batch(self, session: Session) -> None:
        """`BATCH` runs, half of them asked for ahead."""
        modes = [MODES.get(place, "p") for place in range(BATCH)]
        contents = [f"{mode} {place}\n".encode() for place, mode in enumerate(modes)]
        half = BATCH // 2
        runs = itertools.chain(
            session.run_many(contents[:half], LIMITS), (session.run(content, LIMITS) for content in contents[half:])
        )
        for place, (mode, run) in enumerate(zip(modes, runs, strict=True)):
            same = EXPECTED[mode] is not Verdict.OK or run.output == b"%d\n" % (place + 1)
            self.note(run.verdict if same else Verdict.WA, EXPECTED[mode])

    def chapter(self, number: int, old: Session) -> None:
        """A batch in an old session and one in a new one, and now and then something worse."""
        self.batch(old)
        before = set(children(os.getpid()))
        with self.engine.open((CPP, PYTHON)[number % 2]) as session:
            self.sessions += 1
            self.batch(session)
            if number % SPIN_EVERY == 0:
                self.note(session.run(b"s 0\n", SHORT).verdict, Verdict.TLE)
            if number % GIVE_UP_EVERY == 0:
                ahead = session.run_many(PLAIN, LIMITS)
                self.plain([next(ahead)])
                del ahead  # a caller that stops early
                self.plain(session.run_many(PLAIN, LIMITS))
            if number % LOSE_EVERY == 0:
                self.lose(session, before)
        if number % REFUSE_EVERY == 0:
            with self.engine.open(BROKEN) as session:
                self.note(session.run(b"", LIMITS).verdict, Verdict.CE)
        if number % FOLDER_EVERY == 0:
            with self.engine.open(COPYING, files=Files("in.txt", "out.txt")) as session:
                for _ in range(2):
                    self.note(session.run(b"p 1\n", LIMITS).verdict, Verdict.OK)

    def lose(self, session: Session, before: set[int]) -> None:
        """Kill the slot of the newest session, as an operator or the kernel might: one run is lost, and no other."""
        _kill_child(before)
        self.note(session.run(b"p 1\n", LIMITS).verdict, Verdict.JE)
        self.plain(session.run_many(PLAIN, LIMITS))
        _kill_child(before)
        self.plain(session.run_many(PLAIN, LIMITS), first=Verdict.JE)


def _kill_child(before: set[int]) -> None:
    """End our child that was not there `before`, and let what it guarded end."""
    mine = [pid for pid in children(os.getpid()) if pid not in before]
    os.kill(mine[0], signal.SIGKILL)  # parents come before their children
    time.sleep(0.05)


def _chapters(worker: Worker, until: int, olds: list[Session], numbers: Iterator[int]) -> None:
    for number in numbers:
        worker.chapter(number, olds[number % 2])
        if worker.runs >= until:
            return


def endure(runs: int, folder: Path) -> list[Figure]:
    """All runs, and what has grown between the first tenth and the end."""
    worker, numbers, started = Worker(), itertools.count(), time.monotonic()
    with worker.engine.open(CPP) as old_cpp, worker.engine.open(PYTHON) as old_python:
        olds = [old_cpp, old_python]
        processes = len(children(os.getpid()))
        _chapters(worker, runs // 10, olds, numbers)
        early, early_runs = Holdings.now(folder, processes), worker.runs
        _chapters(worker, runs, olds, numbers)
        late = Holdings.now(folder, processes)
    spent_s = time.monotonic() - started
    verdicts = ", ".join(f"{count} {name}" for name, count in worker.seen.most_common())
    print(f"{worker.runs} runs in {spent_s:.0f} s, {worker.sessions} sessions opened beside two old ones; {verdicts}")
    figures = [Figure("runs with another verdict than expected", worker.wrong, f"of {worker.runs}: {verdicts}", 0)]
    for field in fields(Holdings):
        before, after = getattr(early, field.name), getattr(late, field.name)
        how = f"{before} after {early_runs} runs, {after} after {worker.runs}"
        if field.name.endswith("_bytes"):
            what, kind = MEMORIES[field.name]
            figures.append(Figure(f"growth, {what}, MB", (after - before) / MEGABYTE, f"{how}; bytes, {kind}", 1.0))
        else:
            figures.append(Figure(f"growth, number of {field.name}", after - before, how, 0))
    left = Holdings.now(folder, 0)
    figures.append(Figure("processes and folders at the end", left.processes + left.folders, "all sessions closed", 0))
    return figures


def main() -> None:
    """Run and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how many ({RUNS})")
    arguments = parser.parse_args()
    Engine().open(CPP).close()  # compiled, and the slot built
    Engine().open(PYTHON).close()
    with tempfile.TemporaryDirectory(prefix="codequorum-bench-") as name:
        Path(name).chmod(0o755)
        tempfile.tempdir = name  # what others leave in theirs is not ours to count
        figures = endure(arguments.runs, Path(name))
        tempfile.tempdir = None
    publish("endurance", figures)


if __name__ == "__main__":
    main()
