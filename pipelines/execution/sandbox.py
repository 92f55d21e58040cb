"""The client's side of a sandbox: starts a launcher, hands it inputs, reads outcomes.

Inputs enter as sealed memory files (a program that reopens its standard input for writing gets EPERM), outputs come back as
memory files; expected outputs never enter.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.execution.toolchains import python_interpreter
from schemas.execution import Run, RunLimits, Verdict

LAUNCHER = Path(__file__).with_name("launcher.py")
FIRST_USER_ID = 0x40000000
START_TIMEOUT_S = 60.0
LONGEST_WAIT_S = 86400.0  # poll() takes its time as a C int of milliseconds
STDERR_TAIL_BYTES = 2000
COMPILER_HEAD_BYTES = 8000
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "HOME": "/",
    "TMPDIR": "/work",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
_ETC = ("/etc/alternatives", "/etc/ld.so.cache", "/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk")
_COUNTER = itertools.count()
_OUT_OF_MEMORY = ("MemoryError", "std::bad_alloc", "java.lang.OutOfMemoryError", "cannot allocate memory")


class SandboxUnavailable(RuntimeError):
    """This machine cannot isolate programs. The message says which step was refused and what would allow it."""


class SandboxBroken(RuntimeError):
    """A launcher stopped answering: the judge's own failure, not the program's."""


@dataclass(frozen=True, slots=True)
class Artifacts:
    """What a compilation left: its outcome and a tar of the files, b"" where it failed."""

    run: Run
    messages: str
    tar: bytes


def visible_paths() -> tuple[list[str], list[tuple[str, str]]]:
    """What of the host is shown inside, read-only: the toolchain's folders, and links to be made anew."""
    folders, links = ["/usr"], []
    for path in ("/bin", "/lib", "/lib64", "/sbin"):
        if os.path.islink(path):
            links.append((path, os.readlink(path)))
        elif os.path.isdir(path):
            folders.append(path)
    folders += [path for path in _ETC if os.path.exists(path)]
    prefix = os.path.dirname(os.path.dirname(python_interpreter()))
    if not prefix.startswith("/usr"):
        folders.append(prefix)
    return folders, links


class Sandbox:
    """A running launcher. Not thread-safe; use as a context manager.

    `program` is the folder shown as /program, `argv` what is run in it. `work_bytes` > 0 gives a writable /work of that size
    (compilers need one; programs get none). Raises SandboxUnavailable where the machine refuses isolation.
    """

    def __init__(
        self,
        argv: list[str],
        *,
        program: Path | None = None,
        python: bool = False,
        processes: int = 8,
        bound_address_space: bool = True,
        work_bytes: int = 0,
    ) -> None:
        folders, links = visible_paths()
        self._root = tempfile.mkdtemp(prefix="codequorum-root-")
        config = {
            "argv": argv,
            "program": str(program) if program else "",
            "python": python,
            "processes": processes + 1,  # the launcher counts as one
            "bound_address_space": bound_address_space,
            "work_bytes": work_bytes,
            "root": self._root,
            "folders": folders,
            "links": links,
            "environment": ENVIRONMENT,
            "client": os.getpid(),
            "uid": FIRST_USER_ID + (os.getpid() % (1 << 20) << 8) + next(_COUNTER) % 256,
        }
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        try:
            self._process = _start_launcher(config, theirs)
        finally:
            theirs.close()
        self.load_error = ""
        try:
            self._await_ready()
        except BaseException:
            self.close()
            raise

    def _await_ready(self) -> None:
        answer, _ = self._receive(START_TIMEOUT_S)
        if answer is None:
            # the sandbox stands before the program is looked at, so a death here is the program's doing
            self.load_error = "the interpreter died while reading the program"
        elif "sandbox" in answer:
            raise SandboxUnavailable(
                f"cannot isolate programs: {answer['sandbox']}. Run as root or allow unprivileged user namespaces "
                "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)"
            )
        elif "broken" in answer:
            raise SandboxBroken(f"cannot load the program: {answer['broken']}")
        else:
            self.load_error = answer["detail"]

    def _receive(self, timeout_s: float) -> tuple[dict[str, Any] | None, list[int]]:
        """The launcher's next message, or None where it ended or kept silent."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        if not poll.poll(min(timeout_s, LONGEST_WAIT_S) * 1000):
            return None, []
        try:
            message, descriptors, _, _ = socket.recv_fds(self._socket, 1 << 16, 4)
        except ConnectionError:
            return None, []
        return (json.loads(message), descriptors) if message else (None, descriptors)

    def _request(self, request: dict[str, Any], content: bytes, timeout_s: float) -> tuple[dict[str, Any], list[int]]:
        descriptor = sealed_file(content)
        try:
            socket.send_fds(self._socket, [json.dumps(request).encode()], [descriptor])
        except ConnectionError as error:
            raise SandboxBroken(f"the launcher ended: {error}") from error
        finally:
            os.close(descriptor)
        answer, descriptors = self._receive(timeout_s)
        if answer is None:
            raise SandboxBroken(f"the launcher ended, or kept silent for {timeout_s:.0f} s")
        return answer, descriptors

    def run(self, content: bytes, limits: RunLimits) -> Run:
        """Run the program on one input. Raises SandboxBroken where the launcher does not answer."""
        answer, descriptors = self._request(_limits_message(limits), content, limits.wall_limit_s + START_TIMEOUT_S)
        output, truncated = _read_and_close(descriptors[0], limits.output_bytes)
        messages, flooded = _tail_and_close(descriptors[1], limits.output_bytes)
        return _outcome(answer, limits, output, truncated or flooded, messages)

    def compile(self, file: str, source: bytes, limits: RunLimits) -> Artifacts:
        """Run the compiler on `source`, put into /work as `file`."""
        request = {**_limits_message(limits), "file": file}
        answer, descriptors = self._request(request, source, limits.wall_limit_s + START_TIMEOUT_S)
        output, truncated = _read_and_close(descriptors[0], limits.output_bytes)
        # a compiler's first message counts, a program's last one
        messages = _read_and_close(descriptors[1], COMPILER_HEAD_BYTES)[0].decode(errors="replace").strip()
        tar, _ = _read_and_close(descriptors[2], 1 << 30)
        run = _outcome(answer, limits, b"", truncated, messages)
        said = "\n".join(part for part in (messages, output.decode(errors="replace")) if part)
        return Artifacts(run, said, tar)

    def close(self) -> None:
        """End the launcher and with it everything that runs inside."""
        self._socket.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            os.rmdir(self._root)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _start_launcher(config: dict[str, Any], theirs: socket.socket) -> subprocess.Popen[bytes]:
    """The launcher, with its end of the socket and an environment that holds nothing of ours."""
    arguments = json.dumps({**config, "control": theirs.fileno()})
    return subprocess.Popen(
        [python_interpreter(), "-s", str(LAUNCHER), arguments],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,  # a Ctrl-C at the terminal is for us, not for what we judge
    )


def _limits_message(limits: RunLimits) -> dict[str, Any]:
    return {
        "cpu_s": limits.cpu_s,
        "wall_s": limits.wall_limit_s,
        "memory_bytes": limits.memory_bytes,
        "output_bytes": limits.output_bytes,
    }


def sealed_file(content: bytes) -> int:
    """A memory file that nobody can change any more, positioned at its start. The caller closes it."""
    descriptor = os.memfd_create("stdin", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _read_and_close(descriptor: int, limit_bytes: int) -> tuple[bytes, bool]:
    """At most `limit_bytes` of a memory file, and whether there was more."""
    with open(descriptor, "rb", buffering=0) as file:
        size = os.fstat(descriptor).st_size
        file.seek(0)
        return (file.read(min(size, limit_bytes)) or b""), size > limit_bytes


def _tail_and_close(descriptor: int, limit_bytes: int) -> tuple[str, bool]:
    """The end of a memory file as text, and whether it holds more than `limit_bytes`."""
    with open(descriptor, "rb", buffering=0) as file:
        size = os.fstat(descriptor).st_size
        file.seek(max(0, size - STDERR_TAIL_BYTES))
        return (file.read(STDERR_TAIL_BYTES) or b"").decode(errors="replace").strip(), size > limit_bytes


def _outcome(answer: dict[str, Any], limits: RunLimits, output: bytes, truncated: bool, messages: str) -> Run:
    """The verdict of a run: what was exceeded first counts, a crash comes last."""
    code = os.waitstatus_to_exitcode(answer["status"])
    last_line = messages.splitlines()[-1] if messages else ""
    if answer["failure"]:
        verdict, detail = Verdict.JE, f"cannot start the program: {answer['failure']}"
    elif truncated:
        verdict, detail = Verdict.OLE, f"more than {limits.output_bytes} bytes of output"
    elif answer["memory_bytes"] > limits.memory_bytes or (code != 0 and any(w in messages for w in _OUT_OF_MEMORY)):
        verdict, detail = Verdict.MLE, f"more than {limits.memory_bytes} bytes of memory"
    elif answer["killed"] == "cpu" or code == -signal.SIGXCPU or answer["cpu_s"] > limits.cpu_s:
        verdict, detail = Verdict.TLE, f"more than {limits.cpu_s:g} s of CPU time"
    elif answer["killed"] == "wall":
        verdict, detail = Verdict.TLE, f"did not end within {limits.wall_limit_s:g} s of wall time"
    elif code != 0:
        what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        verdict, detail = Verdict.RTE, f"{what}: {last_line}" if last_line else what
    else:
        verdict, detail = Verdict.OK, ""
    return Run(verdict, output, answer["cpu_s"], answer["wall_s"], answer["memory_bytes"], code, detail)
