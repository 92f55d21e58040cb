"""Progress for people: workers append to a file of their own, the driver adds the files up and prints.

Beam tells a driver its counters only when a pipeline has ended; these files tell it while it runs. They are hints, not data.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

LOG_EVERY_S = 15.0
REDRAW_EVERY_S = 0.5


def report(folder: Path, stage: str, *, planned: int = 0, done: int = 0) -> None:
    """Note that `planned` more tasks of `stage` are to be done, or `done` more are. Never fails a build."""
    try:
        with open(folder / f"progress-{os.getpid()}-{threading.get_ident()}", "a", encoding="utf-8") as file:
            file.write(f"{stage}\t{planned}\t{done}\n")
    except OSError:
        pass


class Monitor:
    """Prints progress while its `with` block runs: a line that is redrawn on a terminal, plain lines in a log."""

    def __init__(self, folder: Path, out: TextIO | None = None) -> None:
        self._folder = folder
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
        for old in self._folder.glob("progress-*"):
            old.unlink(missing_ok=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.read()
        self._print()
        if self._out.isatty():
            self._out.write("\n")

    def _loop(self) -> None:
        printed = self._started
        while not self._stop.wait(REDRAW_EVERY_S):
            self.read()
            now = time.monotonic()
            if self._out.isatty() or now - printed >= LOG_EVERY_S:
                printed = now
                self._print()

    def read(self) -> None:
        """Add up what is new in the workers' files."""
        for path in sorted(self._folder.glob("progress-*")):
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
