"""Memory files: how inputs enter a sandbox and how outputs leave it."""

from __future__ import annotations

import fcntl
import os

_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


def sealed_file(content: bytes) -> int:
    """A memory file that nobody can change any more, positioned at its start. The caller closes it.

    A program that is given a plain file as its standard input can open it anew for writing; here it gets EPERM.
    """
    descriptor = os.memfd_create("input", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    done = os.pwrite(descriptor, content, 0)
    if done < len(content):  # one call takes 2 GiB at most
        view = memoryview(content)
        while done < len(content):
            done += os.pwrite(descriptor, view[done:], done)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
    return descriptor


def output_file() -> int:
    """An empty memory file for a program to write to. The caller closes it."""
    return os.memfd_create("output", os.MFD_CLOEXEC)


def head(descriptor: int, limit_bytes: int) -> tuple[bytes, int]:
    """The first `limit_bytes` of a file, read at once so that there is one copy, and the file's whole size."""
    size = os.fstat(descriptor).st_size
    wanted = min(size, limit_bytes)
    content = os.pread(descriptor, wanted, 0) if wanted else b""
    while len(content) < wanted:  # one call gives 2 GiB at most
        content += os.pread(descriptor, wanted - len(content), len(content))
    return content, size


def tail(descriptor: int, limit_bytes: int) -> str:
    """The last `limit_bytes` of a file as text."""
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, limit_bytes, max(0, size - limit_bytes)).decode(errors="replace").strip()
