"""The client's side of a sandbox: starts a slot, hands it inputs, reads outcomes.

What goes over the socket is described in `slot/slot.h`. Inputs enter as sealed memory files, outputs come back in memory files
that are ours from the start; expected outputs never enter.
"""

from __future__ import annotations

import array
import itertools
import os
import select
import shutil
import socket
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.execution import memory_files
from pipelines.execution.slot_build import ROOT_NAME, SLOT_NAME, ZYGOTE_NAME, SlotUnavailable, slot_folder
from pipelines.execution.slot_start import start_slot, visible_paths
from pipelines.execution.wire import (
    ARTIFACT_BYTES,
    MOST_FILES,
    TIER_NUMBER,
    Answer,
    answer_of,
    artifact_of,
    outcome_of,
    request_of,
)
from schemas.execution import Run, RunLimits, Tier

FIRST_USER_ID = 0x40000000
START_TIMEOUT_S = 60.0
LEAVE_TIMEOUT_S = 5.0
LONGEST_WAIT_S = 86400.0
STDERR_TAIL_BYTES = 2000
MESSAGE_HEAD_BYTES = 8000
PROGRAM_WORD = "{program}"
"""Stands, in a command, for the folder in which the sandbox shows the program."""
_COUNTER = itertools.count()
_TAKEN: set[int] = set()
"""The numbers of this process's sandboxes: two that live at the same time must not share a user id."""
MOST_SANDBOXES = 256


class SandboxUnavailable(RuntimeError):
    """This machine cannot isolate programs. The message says which step was refused and what would allow it."""


class SandboxBroken(RuntimeError):
    """A slot stopped answering: the judge's own failure, not the program's."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that a program left in its folder."""

    name: str
    content: bytes
    executable: bool


@dataclass(frozen=True, slots=True)
class FolderRun:
    """A run in a writable folder: its outcome, the first of what it said, and the files that came back."""

    run: Run
    messages: str
    artifacts: tuple[Artifact, ...]


class _Pending(NamedTuple):
    """A request that is under way: its limits and the files that its outputs go to."""

    limits: RunLimits
    output: int
    messages: int


def _free_number() -> int:
    if len(_TAKEN) >= MOST_SANDBOXES:
        raise SandboxBroken(f"{MOST_SANDBOXES} sandboxes are open in this process: close one")
    number = next(one % MOST_SANDBOXES for one in _COUNTER if one % MOST_SANDBOXES not in _TAKEN)
    _TAKEN.add(number)
    return number


class Sandbox:
    """A running slot. Not thread-safe; use as a context manager.

    `program` is the folder that the program lies in; PROGRAM_WORD in `argv` stands for the place where it is seen. `python`:
    `argv` is an interpreter and a text, which it reads once and then forks for each run. `work_bytes` > 0 gives a writable
    folder of that size, the working one, into which a run's further files go under the names `places`; what is called
    `collect` ("*": all but those) comes back. Raises SandboxUnavailable where the machine refuses isolation, SandboxBroken
    where the slot fails.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        tier: Tier,
        program: Path | None = None,
        python: bool = False,
        processes: int = 8,
        bound_address_space: bool = True,
        stack_bytes: int = 0,
        work_bytes: int = 0,
        starts_others: bool = False,
        places: Sequence[str] = (),
        collect: str = "",
    ) -> None:
        try:
            slot = slot_folder()
        except SlotUnavailable as error:
            raise SandboxUnavailable(f"cannot isolate programs: {error}") from error
        inside = tier is Tier.NAMESPACES
        # each mount namespace has its own view of the one empty folder, so nothing is left of it after a kill
        self._root = slot / ROOT_NAME if inside else Path(tempfile.mkdtemp(prefix="codequorum-root-"))
        self._tier = tier
        self._pending: deque[_Pending] = deque()
        self._number = _free_number()
        uid = FIRST_USER_ID + (os.getpid() % (1 << 20) << 8) + self._number
        work = "/work" if inside else self._own_folder("work", uid) if work_bytes else ""
        shown = "" if program is None else "/program" if inside else self._copy(program)
        words = [word.replace(PROGRAM_WORD, shown) for word in argv]
        settings = {
            "tier": TIER_NUMBER[tier],
            "client": os.getpid(),
            "uid": uid,
            "processes": processes + 1,  # process 1 counts as one
            "bound_address_space": int(bound_address_space),
            "stack_bytes": stack_bytes,
            "work_bytes": work_bytes,
            "starts_others": int(starts_others),
            "root": self._root,
            "execute": int(python),
        }
        optional = {"collect": collect, "work": work, "program": str(program) if inside and program else shown}
        lines = [f"{key}={value}" for key, value in {**settings, **{k: v for k, v in optional.items() if v}}.items()]
        lines += [f"place={name}" for name in places]
        folders, links = visible_paths()
        lines += [f"show={folder}" for folder in folders]
        lines += [part for path, target in links for part in (f"link={path}", f"target={target}")]
        if python:
            lines.append(f"zygote={slot}")
            text = Path("/zygote" if inside else slot) / ZYGOTE_NAME
            words = [words[0], str(text), str(TIER_NUMBER[tier]), str(uid), str(processes + 1), str(stack_bytes), *words[1:]]
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = start_slot(slot / SLOT_NAME, [*lines, "--", *words], theirs, work or "/work", python)
        except BaseException:
            self._socket.close()
            self._forget()
            raise
        finally:
            theirs.close()
        self._timeout_s = 0.0
        self.load_error = ""
        self.wants_fresh_interpreter = False
        try:
            self._await_greeting()
        except BaseException:
            self.close()
            raise

    def _own_folder(self, name: str, uid: int) -> str:
        folder = self._root / name
        folder.mkdir(mode=0o700)
        self._root.chmod(0o755)
        if self._tier is Tier.USER_ID:
            os.chown(folder, uid, uid)
        return str(folder)

    def _copy(self, program: Path) -> str:
        """Where there are no mounts a program must lie where its user may go; a cache in a home does not."""
        self._root.chmod(0o755)
        return str(shutil.copytree(program, self._root / "program"))

    def _await_greeting(self) -> None:
        greeting = self._receive(START_TIMEOUT_S)
        letter, text = greeting[:1], greeting[1:].decode(errors="replace").replace(str(self._root), "")
        if not greeting:
            # the sandbox stands before the program is looked at, so a death here is the program's doing
            self.load_error = "the interpreter died while reading the program"
        elif letter == b"S":
            raise SandboxUnavailable(
                f"cannot isolate programs: {text}. Run as root or allow unprivileged user namespaces "
                "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)"
            )
        elif letter == b"E":
            self.load_error = text
        elif letter == b"F":
            self.wants_fresh_interpreter = True
        elif letter != b"R":
            raise SandboxBroken(f"cannot load the program: {text}")

    def _receive(self, timeout_s: float) -> bytes:
        """The slot's next message, or b"" where it ended or kept silent."""
        try:
            self._wait_at_most(timeout_s)
            return self._socket.recv(1 << 12)
        except (TimeoutError, ConnectionError):
            return b""

    def _wait_at_most(self, timeout_s: float) -> None:
        if self._timeout_s != timeout_s:  # each change is a system call
            self._socket.settimeout(min(timeout_s, LONGEST_WAIT_S))
            self._timeout_s = timeout_s

    def submit(self, content: bytes, limits: RunLimits, files: Sequence[bytes] = ()) -> None:
        """Ask for a run; `collect` gives the outcomes in the order of their requests.

        `files` are found by the program as /dev/fd/3, /dev/fd/4, ...: sealed like its standard input. Raises SandboxBroken.
        """
        if len(files) > MOST_FILES:
            raise ValueError(f"{len(files)} files beside the input, at most {MOST_FILES}")
        inputs: list[int] = []
        pending = _Pending(limits, memory_files.output_file(), memory_files.output_file())
        self._pending.append(pending)
        try:
            inputs += [memory_files.sealed_file(one) for one in (content, *files)]
            descriptors = array.array("i", [inputs[0], pending.output, pending.messages, *inputs[1:]])
            self._socket.sendmsg([request_of(limits)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
        except (ConnectionError, TimeoutError) as error:
            raise SandboxBroken(f"the slot ended: {error}") from error
        finally:
            for descriptor in inputs:
                os.close(descriptor)

    def collect(self) -> Run:
        """The outcome of the oldest request under way. Raises SandboxBroken where the slot does not answer."""
        return self._outcome(self._answer())

    def _answer(self) -> Answer:
        timeout_s = self._pending[0].limits.wall_limit_s + START_TIMEOUT_S
        message = self._receive(timeout_s)
        answer = answer_of(message)
        if answer is None:
            said = message[1:].decode(errors="replace")
            raise SandboxBroken(said or f"the slot ended, or kept silent for {timeout_s:.0f} s")
        return answer

    def _outcome(self, answer: Answer) -> Run:
        pending = self._pending.popleft()
        try:
            output, size = memory_files.head(pending.output, pending.limits.output_bytes)
            messages_size = os.fstat(pending.messages).st_size
            messages = memory_files.tail(pending.messages, STDERR_TAIL_BYTES) if answer.status and messages_size else ""
        finally:
            os.close(pending.output)
            os.close(pending.messages)
        return outcome_of(answer, pending.limits, output, max(size, messages_size) > pending.limits.output_bytes, messages)

    @property
    def under_way(self) -> int:
        """How many requests have not been collected yet."""
        return len(self._pending)

    def run(self, content: bytes, limits: RunLimits, files: Sequence[bytes] = ()) -> Run:
        """One run on one input. Raises SandboxBroken where the slot does not answer."""
        self.submit(content, limits, files)
        return self.collect()

    def run_in_folder(self, content: bytes, placed: Sequence[bytes], limits: RunLimits) -> FolderRun:
        """Put `placed` into the working folder, under the names of `places`, and run. Raises SandboxBroken."""
        self.submit(content, limits, placed)
        answer = self._answer()
        artifacts = tuple(self._artifact() for _ in range(answer.artifacts))
        # a compiler's first message counts, a program's last one
        heads = [memory_files.head(one, MESSAGE_HEAD_BYTES)[0] for one in (self._pending[0].messages, self._pending[0].output)]
        messages = "\n".join(text for one in heads if (text := one.decode(errors="replace").strip()))
        return FolderRun(self._outcome(answer), messages, artifacts)

    def _artifact(self) -> Artifact:
        self._wait_at_most(START_TIMEOUT_S)
        message, descriptors, _, _ = socket.recv_fds(self._socket, ARTIFACT_BYTES, 1)
        if len(message) != ARTIFACT_BYTES or len(descriptors) != 1:
            raise SandboxBroken("the slot ended while it handed back files")
        name, executable = artifact_of(message)
        with open(descriptors[0], "rb") as file:
            return Artifact(name, file.read(), executable)

    def close(self) -> None:
        """End the slot and with it everything that runs inside."""
        self._socket.close()
        for pending in self._pending:
            os.close(pending.output)
            os.close(pending.messages)
        self._pending.clear()
        if not _ended_within(self._process.pid, LEAVE_TIMEOUT_S):
            self._process.kill()
        self._process.wait()
        self._forget()

    def _forget(self) -> None:
        _TAKEN.discard(self._number)
        if self._tier is not Tier.NAMESPACES:
            shutil.rmtree(self._root, ignore_errors=True)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ended_within(pid: int, timeout_s: float) -> bool:
    """Whether a child ends in time; wakes up when it does, which `Popen.wait` with a timeout does not."""
    ending = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(ending, select.POLLIN)
        return bool(poll.poll(timeout_s * 1000))
    finally:
        os.close(ending)
