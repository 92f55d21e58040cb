"""Turns at the machine: runs share it as a rule, and a run whose time is to be measured again has it alone.

Two locked files per user: whoever runs programs holds the floor together with others; whoever wants it alone closes the gate,
so that nobody new comes in, and waits until the floor is empty. The kernel takes the locks from a process that dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path


class Turns:
    """The turns of this process. A process that holds the floor already gets it again at once: it waits for nobody but others.

    `folder` holds the two files and must be the same for all processes that are to mind each other.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir()) / f"codequorum-turns-{os.getuid()}"
        self._lock = threading.Lock()
        self._pid = 0
        self._holders = 0
        self._gate = self._floor = -1

    def _open(self) -> None:
        """Locks belong to open files, which a fork would share with us: each process opens its own."""
        if self._pid == os.getpid():
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        self._gate, self._floor = (os.open(self._folder / name, flags, 0o600) for name in ("gate", "floor"))
        self._pid, self._holders = os.getpid(), 0

    def take(self) -> None:
        """Hold the floor together with others, from now until `leave`. Waits while somebody wants it, or has it, alone."""
        with self._lock:
            self._open()
            if self._holders == 0:
                fcntl.flock(self._gate, fcntl.LOCK_SH)
                fcntl.flock(self._floor, fcntl.LOCK_SH)
                fcntl.flock(self._gate, fcntl.LOCK_UN)
            self._holders += 1

    def leave(self) -> None:
        """Give back what `take` got."""
        with self._lock:
            self._holders -= 1
            if self._holders == 0:
                fcntl.flock(self._floor, fcntl.LOCK_UN)

    @property
    def wanted(self) -> bool:
        """Whether another process waits to have the floor alone: time for whoever holds it long to leave and take it anew."""
        with self._lock:
            self._open()
            try:
                fcntl.flock(self._gate, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            fcntl.flock(self._gate, fcntl.LOCK_UN)
            return False

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """`take` and `leave` around a block."""
        self.take()
        try:
            yield
        finally:
            self.leave()

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """The floor for this process alone, where it does not hold it yet for something else; yields whether it has it."""
        with self._lock:
            self._open()
            if self._holders:
                free = False
            else:
                fcntl.flock(self._gate, fcntl.LOCK_EX)
                fcntl.flock(self._floor, fcntl.LOCK_EX)
                free = True
            self._holders += 1
        try:
            yield free
        finally:
            self.leave()
            if free:
                fcntl.flock(self._gate, fcntl.LOCK_UN)


TURNS = Turns()
"""The turns of this machine's user."""
