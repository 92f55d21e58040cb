"""Processes and signals: whatever a program starts ends with it, and whatever it kills, the session goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine, Session
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import LIMITS, attack

REPOSITORY = Path(__file__).parents[3]
BRIEF_CPU = RunLimits(cpu_s=0.3, wall_s=30.0)
BRIEF_WALL = RunLimits(cpu_s=20.0, wall_s=0.7)

IGNORING = "import signal\nfor s in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}: signal.signal(s, signal.SIG_IGN)\n"
C_IGNORING = "for (int s = 1; s < 65; s++) signal(s, SIG_IGN); "


def test_a_late_writer_has_no_late_bytes(engine: Engine) -> None:
    body = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        sys.stdout.write("alive ")
        sys.stdout.flush()
        time.sleep(0.5)
        sys.stdout.write("late")
        sys.stdout.flush()
    os._exit(0)
os.wait()
time.sleep(0.2)
os.write(1, b"early")
os._exit(0)
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output.replace(b"alive ", b"")) == (Verdict.OK, b"early")


def test_children_that_ignore_signals_do_not_survive(engine: Engine) -> None:
    body = IGNORING + "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        time.sleep(600)\nprint('left')"
    outcome = attack(engine, body)  # which asserts that the next run is alone
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"left\n")


def test_forks_are_capped(engine: Engine) -> None:
    body = """
import os, time
started = 0
while started < 200:
    try:
        if os.fork() == 0:
            time.sleep(600)
    except OSError:
        break
    started += 1
print(started)
"""
    outcome = attack(engine, body)
    assert outcome.verdict is Verdict.OK
    assert 1 <= int(outcome.output) < 64


@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"),
        (Language.C, "void attack(void) { for (;;) fork(); }"),
    ],
    ids=["python", "c"],
)
def test_a_fork_bomb_is_ended(engine: Engine, language: Language, body: str) -> None:
    limits = RunLimits(cpu_s=0.3, wall_s=3.0)
    assert attack(engine, body, limits, language).verdict is Verdict.TLE


def test_threads_are_capped(engine: Engine) -> None:
    body = """
import threading, time
started = 0
try:
    while started < 1000:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
print(started)
"""
    outcome = attack(engine, body)
    assert outcome.verdict is Verdict.OK
    assert 1 <= int(outcome.output) < 100


@pytest.mark.parametrize("target", [1, -1], ids=["process 1", "everybody"])
def test_killing_leaves_the_session_alive(engine: Engine, target: int) -> None:
    body = f"""
import os
for number in range(1, 65):
    try:
        os.kill({target}, number)
    except OSError:
        pass
print("still here")
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"still here\n")


def test_killing_its_own_group_is_a_run_time_error(engine: Engine) -> None:
    outcome = attack(engine, "import os, signal\nos.kill(0, signal.SIGKILL)")
    assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, -signal.SIGKILL)


@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "while True: pass"),
        (Language.C, "void attack(void) { for (volatile int i = 0;; i++); }"),
        (Language.PYTHON3, IGNORING + "while True: pass"),
        (Language.C, "void attack(void) { " + C_IGNORING + "for (volatile int i = 0;; i++); }"),
        (Language.C, "void attack(void) { for (;;) (void)!write(-1, 0, 0); }"),
    ],
    ids=["python", "c", "python ignoring signals", "c ignoring signals", "system calls"],
)
def test_spinning_is_a_time_out_by_cpu_time(engine: Engine, language: Language, body: str) -> None:
    outcome = attack(engine, body, BRIEF_CPU, language)
    assert outcome.verdict is Verdict.TLE
    assert outcome.cpu_s >= BRIEF_CPU.cpu_s


@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "import time\ntime.sleep(600)"),
        (Language.PYTHON3, "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
        (Language.C, "void attack(void) { " + C_IGNORING + "for (;;) pause(); }"),
        (Language.C, "void attack(void) { raise(SIGSTOP); }"),
        (Language.PYTHON3, "import os\nr, w = os.pipe()\nos.read(r, 1)"),
        (Language.PYTHON3, "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"),
    ],
    ids=["sleep", "stop", "c sleep", "c stop", "empty pipe", "deadlock"],
)
def test_waiting_is_ended_by_the_wall_guard(engine: Engine, language: Language, body: str) -> None:
    outcome = attack(engine, body, BRIEF_WALL, language)
    assert outcome.verdict is Verdict.TLE
    assert outcome.wall_s >= BRIEF_WALL.wall_limit_s
    assert outcome.cpu_s < BRIEF_WALL.cpu_s


def test_a_stopped_child_does_not_hold_the_session(engine: Engine) -> None:
    body = "import os, signal\nif os.fork() == 0:\n    os.kill(os.getpid(), signal.SIGSTOP)\nprint('done')"
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"done\n")


def test_a_session_outlives_the_thread_that_opened_it(engine: Engine) -> None:
    opened: list[Session] = []
    opener = threading.Thread(target=lambda: opened.append(engine.open(Program(Language.PYTHON3, "print(input())"))))
    opener.start()
    opener.join()
    with opened[0] as session:
        for word in (b"one", b"two"):
            time.sleep(0.1)
            assert session.run(word, LIMITS).output == word + b"\n"


OWNER = """
import os, sys, time
from pathlib import Path
from pipelines.execution.engine import Engine
from schemas.execution import Program, RunLimits
from schemas.language import Language
source = \"\"\"
import os, signal, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(number, signal.SIG_IGN)
for _ in range(2):
    if os.fork() == 0:
        os.setsid()
        break
while True: time.sleep(1)
\"\"\"
session = Engine(Path(sys.argv[1])).open(Program(Language.PYTHON3, source))
if sys.argv[2] == "forked" and os.fork() == 0:  # inherits everything that the owner has open, and outlives it
    print(os.getpid(), flush=True)
    time.sleep(1000)
session.run(b"", RunLimits(cpu_s=100, wall_s=1000))
"""


def descendants(pid: int) -> set[tuple[int, str]]:
    """Every process below `pid`, with its start time: a number may be given anew, the pair is not."""
    children: dict[int, list[tuple[int, str]]] = {}
    for number, parent, start in running():
        children.setdefault(parent, []).append((number, start))
    found: set[tuple[int, str]] = set()
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += [number for number, _ in below]
    return found


def running() -> Iterator[tuple[int, int, str]]:
    """(process, its parent, its start time) of every process that is more than a zombie."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] not in "ZX":
                yield int(folder.name), int(fields[1]), fields[19]


@pytest.mark.parametrize("heir", ["alone", "forked"])
def test_nothing_survives_the_killing_of_the_owner(tmp_path: Path, heir: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path), heir],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    heirs: set[int] = set()
    try:
        if heir == "forked":
            heirs.add(int(owner.stdout.readline()))
        seen: set[tuple[int, str]] = set()
        deadline = time.monotonic() + 60
        while len(seen) < 4 and time.monotonic() < deadline:  # the sandbox's first process, the program and its two children
            time.sleep(0.1)
            seen = {process for process in descendants(owner.pid) if process[0] not in heirs}
        assert len(seen) >= 4, f"the program did not start: {seen}"
        owner.kill()
        owner.wait()
        deadline = time.monotonic() + 60
        while seen and time.monotonic() < deadline:
            time.sleep(0.05)
            seen &= {(number, start) for number, _, start in running()}
        assert not seen
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
        for pid in heirs:
            os.kill(pid, signal.SIGKILL)


def test_nothing_survives_the_closing_of_a_session(engine: Engine) -> None:
    before = descendants(os.getpid())
    session = engine.open(Program(Language.PYTHON3, "print(1)"))
    assert session.run(b"", LIMITS).verdict is Verdict.OK
    started = descendants(os.getpid()) - before
    assert started
    session.close()
    deadline = time.monotonic() + 60
    while started & descendants(os.getpid()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not started & {(number, start) for number, _, start in running()}
