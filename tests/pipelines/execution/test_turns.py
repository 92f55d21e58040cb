"""Turns at the machine: runs share it, a measurement has it alone, and the dead hold nothing."""

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.execution.turns import Turns

PATIENCE_S = 60.0
SPAWN = multiprocessing.get_context("spawn")


def _holder(folder: Path, pipe: Connection, alone: bool) -> None:
    turns = Turns(folder)
    with turns.alone() if alone else turns.shared():
        pipe.send("holds")
        pipe.recv()
    pipe.send("left")


class Other:
    """Another process that holds the floor until it is told to leave."""

    def __init__(self, folder: Path, alone: bool) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=_holder, args=(folder, theirs, alone))
        self.process.start()

    def holds(self, timeout_s: float = PATIENCE_S) -> bool:
        return self.pipe.poll(timeout_s) and self.pipe.recv() == "holds"

    def leave(self) -> None:
        self.pipe.send("leave")
        assert self.pipe.poll(PATIENCE_S)
        assert self.pipe.recv() == "left"
        self.process.join()


def test_runs_share_the_floor(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.shared():
        other = Other(tmp_path, alone=False)
        assert other.holds()
        other.leave()


def test_whoever_measures_has_it_alone(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    turns.take()
    other = Other(tmp_path, alone=True)
    deadline = time.monotonic() + PATIENCE_S
    while not turns.wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    assert turns.wanted
    assert not other.holds(0.1)
    turns.leave()
    assert other.holds()
    taken = threading.Event()

    def take() -> None:
        turns.take()
        taken.set()

    taker = threading.Thread(target=take)
    taker.start()
    assert not taken.wait(0.1)  # the gate is closed for newcomers
    other.leave()
    assert taken.wait(PATIENCE_S)
    taker.join()
    turns.leave()
    assert not turns.wanted


def test_a_process_never_waits_for_itself(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.shared(), turns.shared(), turns.alone() as free:
        assert not free
    with turns.alone() as free, turns.shared():
        assert free
    other = Other(tmp_path, alone=True)
    assert other.holds()  # all has been given back
    other.leave()


def test_a_process_that_holds_it_is_not_kept_out_by_one_that_waits(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.shared():
        other = Other(tmp_path, alone=True)
        deadline = time.monotonic() + PATIENCE_S
        while not turns.wanted and time.monotonic() < deadline:
            time.sleep(0.01)
        with turns.shared():  # a checker's run while the program's runs are under way
            assert not other.holds(0.05)
    assert other.holds()
    other.leave()


def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    other = Other(tmp_path, alone=True)
    assert other.holds()
    assert other.process.pid
    os.kill(other.process.pid, signal.SIGKILL)
    with Turns(tmp_path).shared():
        other.process.join()


def test_a_fork_has_locks_of_its_own(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    turns.take()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            turns.take()
            turns.leave()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    other = Other(tmp_path, alone=True)
    assert not other.holds(0.2)  # ours has outlived the child's
    turns.leave()
    assert other.holds()
    other.leave()
