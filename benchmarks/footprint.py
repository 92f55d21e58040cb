"""Memory of slots and of the client, read from the kernel."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.programs import CPP, INPUT, LIMITS, PRINTING, PYTHON
from pipelines.execution.engine import Engine
from pipelines.execution.toolchains import python_interpreter
from schemas.execution import MEBIBYTE, Program, Verdict

SLOTS = 4
BIG_MIB = 64
MEGABYTE = 1e6
_FORK = multiprocessing.get_context("fork")


def children(pid: int) -> list[int]:
    """All descendants of a process."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                found += [int(child), *children(int(child))]
    return found


def proportional_bytes(pids: Sequence[int], kind: str = "Pss") -> int:
    """The processes' share of memory: what is theirs alone, and of shared pages the part that falls to each. `kind` "Pss_Anon":
    without files, which whoever else maps them changes the share of."""
    total = 0
    for pid in pids:
        match = re.search(rf"^{kind}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        total += int(match[1]) * 1024 if match else 0
    return total


def resident_bytes(name: str = "VmRSS") -> int:
    """Our own resident size, or its high-water mark (`VmHWM`)."""
    match = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


@contextlib.contextmanager
def _idle_slots(program: Program) -> Iterator[list[int]]:
    """The processes of `SLOTS` slots that have served a few runs each."""
    before = set(children(os.getpid()))
    engine = Engine()
    with contextlib.ExitStack() as stack:
        for _ in range(SLOTS):
            session = stack.enter_context(engine.open(program))
            for _ in range(10):
                session.run(INPUT, LIMITS)
        yield [pid for pid in children(os.getpid()) if pid not in before]


@contextlib.contextmanager
def _idle_interpreters() -> Iterator[list[int]]:
    """As many bare interpreters that have imported nothing."""
    command = [python_interpreter(), "-I", "-S", "-c", "import os; os.write(1, b'.'); os.read(0, 1)"]
    idle = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(SLOTS)]
    try:
        for one in idle:
            assert one.stdout is not None
            one.stdout.read(1)
        yield [one.pid for one in idle]
    finally:
        for one in idle:
            one.communicate(b".")


def _in_child(measure: Callable[[], float]) -> float:
    """`measure` in a process of its own, whose high-water mark nobody has raised yet."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_send, args=(measure, theirs))
    process.start()
    value = float(ours.recv())
    process.join()
    return value


def _send(measure: Callable[[], float], pipe: Connection) -> None:
    pipe.send(measure())


def _growth(mebibytes_in: int, mebibytes_out: int) -> float:
    """By how much a run with a big input or output raises our peak, over the size of what is big."""
    with Engine().open(PRINTING) as session:
        session.run(b"1\n", LIMITS)
        content = b"%d\n" % mebibytes_out
        if mebibytes_in:
            content += b" " * (mebibytes_in * MEBIBYTE)
        Path("/proc/self/clear_refs").write_text("5")
        before = resident_bytes("VmHWM")
        run = session.run(content, replace(LIMITS, output_bytes=(mebibytes_out + 1) * MEBIBYTE))
        if run.verdict is not Verdict.OK or len(run.output) != mebibytes_out * MEBIBYTE:
            raise RuntimeError(f"{run.verdict.value} {run.detail}, {len(run.output)} bytes")
        return (resident_bytes("VmHWM") - before) / (max(mebibytes_in, mebibytes_out) * MEBIBYTE)


def memory_figures() -> list[Figure]:
    """An idle slot, and big outputs."""
    try:
        with _idle_slots(CPP) as slots:
            cpp = proportional_bytes(slots) / SLOTS / MEGABYTE
        with _idle_interpreters() as bare, _idle_slots(PYTHON) as slots:  # all at once, so that they share alike
            python, interpreter = (proportional_bytes(pids) / SLOTS / MEGABYTE for pids in (slots, bare))
            anonymous = proportional_bytes(slots, "Pss_Anon") / SLOTS / MEGABYTE
    except PermissionError as error:
        print(f"memory of slots: skipped, it takes root to read {error.filename}")
        return []
    how = f"proportional set size of all processes of a slot, one of {SLOTS} idle ones that served 10 runs each"
    beyond = (
        f"{python:.2f} MB, of which {anonymous:.2f} anonymous, - {interpreter:.2f} MB of one of {SLOTS} `python3 -I -S`; {how}"
    )
    grown = f"growth of the client's peak (VmHWM) by one run, over {BIG_MIB} MiB"
    return [
        Figure("idle slot, C++, MB", cpp, how, 3.0),
        Figure("idle slot, Python, MB beyond the interpreter", python - interpreter, beyond, 3.0),
        Figure("64 MiB output, in the client", _in_child(lambda: _growth(0, BIG_MIB)), grown, 1.1),
        Figure("64 MiB input, in the client", _in_child(lambda: _growth(BIG_MIB, 1)), f"{grown}; its own copy not counted"),
    ]


def wait_for_none(before: int, timeout_s: float = 5.0) -> None:
    """Let processes that have been ended disappear, until there are as many as before."""
    ends = time.monotonic() + timeout_s
    while len(children(os.getpid())) > before and time.monotonic() < ends:
        time.sleep(0.01)
