"""Tasks under which their process dies: noted while they are in hand, counted, and given up after their attempts.

What a program does to its sandbox is a verdict. What a task does to the Python process that works on it (memory that runs out,
a fault in a library) would end every run at the same place for ever. So a process notes what it has in hand. Where a worker
dies the driver counts the worker's notes; a driver that works by itself leaves its own to the next run of the same command.
An end in good order, Ctrl-C included, leaves none. In a bucket nothing is noted: a service tries bundles again as it sees fit.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.cloud.places import Place, write_whole
from pipelines.running.workspace import is_closed
from schemas.digest import digest
from schemas.text import excerpt

MOST_ATTEMPTS = 3
WORKER = "pipelines.running.worker"
"""The module that worker processes of ours are started as."""
_SHOWN_CHARACTERS = 200
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_depths = threading.local()
"""How many tasks this thread has in hand: steps that Beam runs in one another."""


class Lost(NamedTuple):
    """A task, how often its process has died under it, and how it did the last time."""

    task: str
    attempts: int
    how: str

    @property
    def is_given_up(self) -> bool:
        """Whether it is not to be tried again."""
        return self.attempts >= MOST_ATTEMPTS


class Attempts:
    """The notes of one run and the counts of all runs of one command, below `folder`. Cheap to make and to pickle."""

    def __init__(self, folder: Place) -> None:
        self._folder = folder if isinstance(folder, Path) else None

    @contextlib.contextmanager
    def holding(self, task: str) -> Iterator[None]:
        """Note that this process works on `task` while the block runs. Never fails a build."""
        if self._folder is None or is_closed():
            yield
            return
        depth = getattr(_depths, "now", 0)
        note = self._folder / "in hand" / f"{os.getpid()}-{threading.get_ident()}-{depth}"
        _depths.now = depth + 1
        try:
            _write_note(note, json.dumps({"task": task, "alone": _is_alone(), "boot": _boot()}))
            yield
        finally:
            _depths.now = depth
            with contextlib.suppress(OSError):
                note.unlink(missing_ok=True)

    def lost(self) -> dict[str, Lost]:
        """What is known of tasks whose process has died, by task."""
        files = (self._folder / "attempts").glob("*") if self._folder else ()
        found = [value for path in sorted(files) if (value := _read(path))]
        return {str(one["task"]): Lost(str(one["task"]), int(one["attempts"]), str(one["how"])) for one in found}

    def count(self, alive: Collection[int], how: str) -> list[Lost]:
        """Count what workers that are not among the `alive` ones had in hand; their tasks. No note is left."""
        return self._count([note for pid, note in self._notes() if pid not in alive], how)

    def recall(self) -> list[Lost]:
        """Count what a driver that worked by itself had in hand when it died, as long as the machine has not been started
        anew since; the tasks. No note is left."""
        notes = [note for _, note in self._notes() if note.get("alone") and note.get("boot") == _boot()]
        return self._count(notes, "the process ended in the midst of it")

    def forget(self) -> None:
        """Remove the notes of a run that has ended in good order."""
        if self._folder is not None:
            for path in (self._folder / "in hand").glob("*"):
                path.unlink(missing_ok=True)

    def _notes(self) -> list[tuple[int, dict[str, Any]]]:
        """The process and the note of the innermost task that each thread has in hand."""
        innermost: dict[tuple[str, str], tuple[int, Path]] = {}
        for path in sorted((self._folder / "in hand").glob("*")) if self._folder else ():
            pid, thread, depth = path.name.split("-")
            innermost[pid, thread] = max(innermost.get((pid, thread), (-1, path)), (int(depth), path))
        return [(int(pid), note) for (pid, _), (_, path) in innermost.items() if (note := _read(path))]

    def _count(self, notes: list[dict[str, Any]], how: str) -> list[Lost]:
        before = self.lost()
        counted = []
        for task in sorted({str(note["task"]) for note in notes}):
            one = Lost(task, before[task].attempts + 1 if task in before else 1, how)
            assert self._folder is not None
            write_whole(self._folder / "attempts" / digest(task), [json.dumps(one._asdict()).encode()])
            counted.append(one)
        self.forget()
        return counted


def told(lost: Lost) -> str:
    """What a person is told of a task whose process has died."""
    task = excerpt(lost.task, _SHOWN_CHARACTERS)
    if lost.is_given_up:
        return f"{task}: {lost.how}; given up after {lost.attempts} attempts"
    return f"{task}: {lost.how}; attempt {lost.attempts + 1} of {MOST_ATTEMPTS} follows"


def _write_note(path: Path, text: str) -> None:
    with contextlib.suppress(OSError):
        try:
            path.write_text(text, encoding="utf-8")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _read(path: Path) -> dict[str, Any] | None:
    """A note, or None where a kill cut it short."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) and "task" in value else None


@cache
def _is_alone() -> bool:
    """Whether no driver of ours watches over this process."""
    return WORKER not in sys.orig_argv


@cache
def _boot() -> str:
    """Which start of the machine this is, "" where it does not say."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
