"""Processes and signals: whatever a program starts ends with it, and whatever it kills, the session goes on.

In T1 a program may start a few processes; in T2 none at all (EPERM), for no namespace would take them along.
"""

import os
import signal
import threading
import time

import pytest

from pipelines.execution.engine import Engine, Session
from schemas.execution import Program, Run, RunLimits, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, LIMITS, attack, tier_of

BRIEF_CPU = RunLimits(cpu_s=0.1, wall_s=30.0)
BRIEF_WALL = RunLimits(cpu_s=20.0, wall_s=0.4)

IGNORING = "import signal\nfor s in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}: signal.signal(s, signal.SIG_IGN)\n"
C_IGNORING = "for (int s = 1; s < 65; s++) signal(s, SIG_IGN); "


def was_refused(engine: Engine, outcome: Run) -> bool:
    """Whether this is T2, where the first fork is the last thing that a program does."""
    if tier_of(engine) is not Tier.USER_ID:
        return False
    assert (outcome.verdict, outcome.output) == (Verdict.RTE, b"")
    assert "PermissionError" in outcome.detail
    return True


@EVERY_ENGINE
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
    if not was_refused(engine, outcome):
        assert (outcome.verdict, outcome.output.replace(b"alive ", b"")) == (Verdict.OK, b"early")


@EVERY_ENGINE
def test_children_that_ignore_signals_do_not_survive(engine: Engine) -> None:
    body = IGNORING + "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        time.sleep(600)\nprint('left')"
    outcome = attack(engine, body)  # which asserts that the next run is alone
    if not was_refused(engine, outcome):
        assert (outcome.verdict, outcome.output) == (Verdict.OK, b"left\n")


@EVERY_ENGINE
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
    started = int(outcome.output)
    assert started == 0 if tier_of(engine) is Tier.USER_ID else 1 <= started < 64


@EVERY_TIER
@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"),
        (Language.C, "void attack(void) { for (;;) fork(); }"),
    ],
    ids=["python", "c"],
)
def test_a_fork_bomb_is_ended(engine: Engine, language: Language, body: str) -> None:
    assert attack(engine, body, BRIEF_CPU, language).verdict is Verdict.TLE


@EVERY_ENGINE
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


@EVERY_ENGINE
@pytest.mark.parametrize("target", ["1", "os.getppid()", "-1"], ids=["process 1", "its parent", "everybody"])
def test_killing_leaves_the_session_alive(engine: Engine, target: str) -> None:
    """Process 1 is the slot, or the interpreter that forks: what is sent to it does not wait for the next run either."""
    body = f"""
import os
for number in [*range(1, 65), 2, 15]:
    try:
        os.kill({target}, number)
    except OSError:
        pass
print("still here")
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"still here\n")


@EVERY_ENGINE
def test_the_worker_cannot_be_signalled(engine: Engine) -> None:
    """T1: there is no such process (ESRCH); T2: it belongs to another user (EPERM). No signal that would hurt is tried."""
    body = f"""
import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
for target in ({os.getpid()}, {os.getppid()}):
    for deed in (lambda: os.kill(target, 0), lambda: os.kill(target, 23), lambda: os.killpg(target, 0),
                 lambda: os.setpgid(target, 0), lambda: os.sched_setscheduler(target, 0, os.sched_param(0))):
        try: deed(); print("done")
        except OSError as error: print(errno.errorcode[error.errno])
    print(errno.errorcode[ctypes.get_errno()] if libc.syscall(424, libc.syscall(434, target, 0), 0, 0, 0) else "done")
"""
    errors = set(attack(engine, body).output.decode().split())
    assert errors <= ({"ESRCH", "EPERM", "EBADF"} if tier_of(engine) is Tier.NAMESPACES else {"EPERM", "ESRCH"})


@EVERY_ENGINE
def test_signals_cannot_be_arranged_to_reach_others(engine: Engine) -> None:
    """By the ends of pipes, timers or a group that somebody else leads."""
    body = """
import fcntl, os, signal
for deed in (lambda: os.setpgid(0, os.getppid()), lambda: os.setsid(), lambda: os.tcsetpgrp(0, os.getppid())):
    try: deed(); print("done")
    except OSError: pass
read, write = os.pipe()
for target in (1, os.getppid()):
    try:
        fcntl.fcntl(read, fcntl.F_SETOWN, target)
        fcntl.fcntl(read, 10, signal.SIGKILL)  # F_SETSIG
        fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)
        os.write(write, b"x")
    except OSError: pass
signal.alarm(1)
print("left")
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"left\n")


@EVERY_ENGINE
def test_killing_its_own_group_is_a_run_time_error(engine: Engine) -> None:
    outcome = attack(engine, "import os, signal\nos.kill(0, signal.SIGKILL)")
    assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, -signal.SIGKILL)


@EVERY_TIER
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


@EVERY_TIER
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


@EVERY_ENGINE
def test_a_stopped_child_does_not_hold_the_session(engine: Engine) -> None:
    body = "import os, signal\nif os.fork() == 0:\n    os.kill(os.getpid(), signal.SIGSTOP)\nprint('done')"
    outcome = attack(engine, body)
    if not was_refused(engine, outcome):
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
