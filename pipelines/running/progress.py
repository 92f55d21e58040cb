"""Progress for people: workers append to a file of their own, the driver adds the files up and prints.

Beam tells a driver its counters only when a pipeline has ended; these files tell it while it runs. They are hints, not data,
and there are none where the workspace lies in a bucket: a service on which such pipelines run shows progress of its own. At the
end stands a table of the stages, with the memory that driver and workers took at most.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple, TextIO

from pipelines.cloud.places import Place

LOG_EVERY_S = 15.0
REDRAW_EVERY_S = 0.5
LOOK_FOR_WORKERS_EVERY_S = 3.0
WORKER = b"pipelines.running.worker"
"""Stands in the command line of each worker process."""


class Cost(NamedTuple):
    """What a run took: wall seconds; CPU seconds of driver, workers and programs; resident bytes of a process at most."""

    wall_s: float
    cpu_s: float
    driver_bytes: int
    worker_bytes: int


class Stage(NamedTuple):
    """What one step of a run did: tasks, from the moment when it began to plan them until the last was done."""

    stage: str
    done: int
    seconds: float

    @property
    def a_second(self) -> float | None:
        """Tasks a second, None where it was too short to tell."""
        return self.done / self.seconds if self.seconds > REDRAW_EVERY_S else None


def report(folder: Place, stage: str, *, planned: int = 0, done: int = 0) -> None:
    """Note that `planned` more tasks of `stage` are to be done, or `done` more are. Never fails a build."""
    if not isinstance(folder, Path):
        return
    try:
        with open(folder / f"progress-{os.getpid()}-{threading.get_ident()}", "a", encoding="utf-8") as file:
            file.write(f"{stage}\t{planned}\t{done}\n")
    except OSError:
        pass


class Monitor:
    """Prints progress while its `with` block runs: a line that is redrawn on a terminal, plain lines in a log."""

    def __init__(self, folder: Place, out: TextIO | None = None) -> None:
        self._folder = folder
        self._workers: dict[int, int] = {}
        self._looked = 0.0
        self._cpu_before_s = _cpu_s()
        self._out = out or sys.stderr
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="progress", daemon=True)
        self._offsets: Counter[str] = Counter()
        self._planned: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._first: dict[str, float] = {}
        self._finished: dict[str, float] = {}
        self._last_line = ""
        self._started = time.monotonic()

    def __enter__(self) -> Monitor:
        for old in self._files():
            old.unlink(missing_ok=True)
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.read()
        self._print()
        if self._out.isatty():
            self._out.write("\n")
        if self._first and kind is None:  # after a failure its line is all that counts
            self._out.write("".join(f"{line}\n" for line in self.table()))
            self._out.flush()

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("progress-*")) if isinstance(self._folder, Path) else []

    def cost(self) -> Cost:
        """What the run has taken so far; CPU time of processes that still run is not in it."""
        driver = _peak_bytes(os.getpid())  # not by getrusage: a command inherits there what its parent took
        spent = _cpu_s() - self._cpu_before_s
        return Cost(time.monotonic() - self._started, spent, driver, max(self._workers.values(), default=0))

    def stages(self) -> list[Stage]:
        """What each stage has done so far, in the order in which they began."""
        first = self._first.items()
        return [Stage(name, self._done[name], max(0.0, self._finished.get(name, at) - at)) for name, at in first]

    def table(self) -> list[str]:
        """The stages with what was done, in how many seconds and at which rate, and the memory that it took."""
        lines = [f"{'stage':<34}{'done':>9}{'seconds':>10}{'a second':>10}"]
        for one in self.stages():
            rate = "" if one.a_second is None else f"{one.a_second:.1f}"
            lines.append(f"{one.stage:<34}{one.done:>9}{one.seconds:>10.1f}{rate:>10}".rstrip())
        cost = self.cost()
        worker = f", of the largest worker {cost.worker_bytes / 1e6:.0f} MB" if cost.worker_bytes else ""
        return [*lines, f"peak memory of the driver {cost.driver_bytes / 1e6:.0f} MB{worker}"]

    def _look_at_workers(self) -> None:
        now = time.monotonic()
        if now - self._looked >= LOOK_FOR_WORKERS_EVERY_S:
            self._looked = now
            for pid in _worker_pids():
                self._workers.setdefault(pid, 0)
        for pid, before in self._workers.items():
            self._workers[pid] = max(before, _peak_bytes(pid))

    def _loop(self) -> None:
        printed = self._started
        while not self._stop.wait(REDRAW_EVERY_S):
            self.read()
            self._look_at_workers()
            now = time.monotonic()
            if self._out.isatty() or now - printed >= LOG_EVERY_S:
                printed = now
                self._print()

    def read(self) -> None:
        """Add up what is new in the workers' files."""
        for path in self._files():
            with path.open("rb") as file:
                file.seek(self._offsets[path.name])
                text = file.read()
            whole = text[: text.rfind(b"\n") + 1]
            self._offsets[path.name] += len(whole)
            for line in whole.decode().splitlines():
                stage, planned, done = line.split("\t")
                self._planned[stage] += int(planned)
                self._done[stage] += int(done)
                self._first.setdefault(stage, time.monotonic())
                if int(done):
                    self._finished[stage] = time.monotonic()

    def line(self, now: float) -> str:
        """What is under way, e.g. `[01:12] verify 120/345 programs, 23.1/s, 10 s left`."""
        minutes, seconds = divmod(int(now - self._started), 60)
        stages = [stage for stage in self._first if self._done[stage] < self._planned[stage]]
        stage = stages[0] if stages else max(self._finished, key=lambda one: self._finished[one], default="")
        if not stage:
            return f"[{minutes:02d}:{seconds:02d}] starting"
        done, planned = self._done[stage], self._planned[stage]
        until = now if done < planned else self._finished[stage]
        rate = done / max(until - self._first[stage], REDRAW_EVERY_S)
        left = f", {(planned - done) / rate:.0f} s left" if 0 < done < planned else ""
        return f"[{minutes:02d}:{seconds:02d}] {stage} {done}/{max(planned, done)}, {rate:.1f}/s{left}"

    def _print(self) -> None:
        line = self.line(time.monotonic())
        if self._out.isatty():
            self._out.write(f"\r\x1b[K{line}")
        elif line != self._last_line:
            self._out.write(line + "\n")
        self._last_line = line
        self._out.flush()


def _cpu_s() -> float:
    """CPU seconds of this process and of all below it that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _worker_pids() -> list[int]:
    """Our worker processes."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                status = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
                ours = int(status.split()[1]) == os.getpid()
                if ours and WORKER in Path(f"/proc/{entry}/cmdline").read_bytes():
                    found.append(int(entry))
            except OSError:
                continue
    return found


def _peak_bytes(pid: int) -> int:
    """The resident memory that a process had at most, 0 once it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0].split()[1]) << 10 if found else 0
