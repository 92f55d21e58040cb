"""Speaks to a slot as its client does, byte by byte, and as no client would: see `pipelines/execution/slot/slot.h`."""

from __future__ import annotations

import array
import contextlib
import os
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipelines.execution import memory_files
from pipelines.execution.sandbox import FIRST_USER_ID
from pipelines.execution.slot_build import SLOT_NAME, slot_folder
from pipelines.execution.slot_start import visible_paths
from tests.pipelines.execution.process_table import descendants, running

REQUEST, ANSWER, ARTIFACT = struct.Struct("=ddQQ"), struct.Struct("=iiiiddQ"), struct.Struct("=I256s")
PATIENCE_S = 60.0
GENEROUS = REQUEST.pack(5.0, 60.0, 256 << 20, 1 << 20)


class Answer(NamedTuple):
    status: int
    killed: int
    failure: int
    artifacts: int
    cpu_s: float
    wall_s: float
    memory_bytes: int


class Wire:
    """The client's end of the socket."""

    def __init__(self, end: socket.socket) -> None:
        self.socket = end
        self.socket.settimeout(PATIENCE_S)

    def receive(self, size: int = 1 << 12) -> bytes:
        """The next message; b"" where the slot has ended."""
        try:
            return self.socket.recv(size)
        except ConnectionError:
            return b""

    def send(self, message: bytes, descriptors: Sequence[int] = ()) -> None:
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        with contextlib.suppress(ConnectionError):
            self.socket.sendmsg([message], rights)

    def ask(self, content: bytes = b"", request: bytes = GENEROUS, placed: Sequence[bytes] = ()) -> int:
        """Ask for a run; the file that its output goes to."""
        output = memory_files.output_file()
        inputs = [memory_files.sealed_file(one) for one in (content, *placed)]
        self.send(request, [inputs[0], output, output, *inputs[1:]])
        for descriptor in inputs:
            os.close(descriptor)
        return output

    def answer(self) -> Answer:
        return Answer(*ANSWER.unpack(self.receive()))

    def run(self, content: bytes = b"", request: bytes = GENEROUS) -> tuple[Answer, bytes]:
        """One run: its answer and its output."""
        output = self.ask(content, request)
        try:
            answer = self.answer()
            return answer, memory_files.head(output, 1 << 20)[0]
        finally:
            os.close(output)

    def artifact(self) -> tuple[str, bool, bytes]:
        """The next file that is handed back: its name, whether it may be executed, what is in it."""
        message, descriptors, _, _ = socket.recv_fds(self.socket, ARTIFACT.size, 1)
        executable, name = ARTIFACT.unpack(message)
        with open(descriptors[0], "rb") as file:
            return os.fsdecode(name.rstrip(b"\0")), bool(executable), file.read()


class Slot(Wire):
    """A slot that was started by hand. Leaving the context asserts that it ended and that nothing of it is left."""

    def __init__(
        self,
        folder: Path,
        *command: str,
        tier: str = "1",
        slot: Path | None = None,
        reports: BinaryIO | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> None:
        self.work = folder / "work"
        self.work.mkdir(exist_ok=True)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(ours)
        uid = FIRST_USER_ID + (1 << 29) + os.getpid() % (1 << 20)  # apart from those of sandboxes
        if tier == "2":
            folder.chmod(0o755)
            os.chown(self.work, uid, uid)
        known: dict[str, object] = {
            "tier": tier, "client": os.getpid(), "uid": uid, "processes": 9, "bound_address_space": 1, "root": folder,
            **(settings or {}),
        }  # fmt: skip
        if known.get("work_bytes") and tier != "1":
            known["work"] = self.work
        folders, links = visible_paths()
        words = [f"{key}={value}" for key, value in known.items()]
        words += [f"show={folder}" for folder in folders]
        words += [part for path, target in links for part in (f"link={path}", f"target={target}")]
        self._before = descendants(os.getpid())
        self.process = subprocess.Popen(
            [str(slot or slot_folder() / SLOT_NAME), f"control={theirs.fileno()}", *words, "--", *command],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stderr=reports,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": "."},
            cwd="/",
        )
        theirs.close()

    def __enter__(self) -> Slot:
        return self

    def __exit__(self, *_: object) -> None:
        parts = self.parts()
        self.socket.close()
        try:
            self.process.wait(PATIENCE_S)
            wait_until_gone(parts)
        finally:
            self.process.kill()
            self.process.wait()

    def parts(self) -> set[tuple[int, str]]:
        """The processes of this slot: the guardian, the first process inside and whatever runs there."""
        return descendants(os.getpid()) - self._before


def wait_until_gone(parts: set[tuple[int, str]]) -> None:
    """Processes that are about to end, end."""
    deadline = time.monotonic() + PATIENCE_S
    while parts and time.monotonic() < deadline:
        parts &= {(number, start) for number, _, start in running()}
        time.sleep(0.002)
    for number, _ in parts:
        os.kill(number, signal.SIGKILL)
    assert not parts, f"left over: {parts}"
