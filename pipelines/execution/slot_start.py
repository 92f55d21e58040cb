"""How a slot is started: its environment, what it shows of the host, its process."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

from pipelines.execution.toolchains import interpreter_folders

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "HOME": "/",
    "TMPDIR": "/work",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # numpy's threads would outnumber the processors, and no process that has threads can be forked safely
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
PASSED_ON = ("OPENBLAS_CORETYPE",)
"""Variables of ours that speak of the processor, without which a library may compute wrongly."""
_ETC = ("/etc/alternatives", "/etc/ld.so.cache", "/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk")


def visible_paths() -> tuple[list[str], list[tuple[str, str]]]:
    """What of the host is shown inside, read-only: the toolchain's folders, and links to be made anew."""
    folders, links = ["/usr"], []
    for path in ("/bin", "/lib", "/lib64", "/sbin"):
        if os.path.islink(path):
            links.append((path, os.readlink(path)))
        elif os.path.isdir(path):
            folders.append(path)
    folders += [path for path in _ETC if os.path.exists(path)]
    folders += [path for path in interpreter_folders() if not path.startswith("/usr/")]
    return folders, links


def start_slot(slot: Path, arguments: list[str], theirs: socket.socket, work: str, python: bool) -> subprocess.Popen[bytes]:
    """The slot, with its end of the socket and an environment that holds nothing of ours."""
    own = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    own["TMPDIR"] = work
    if python:
        own["LD_BIND_NOW"] = "1"  # what is looked up before the forks is not looked up, in copied pages, after each
    return subprocess.Popen(
        [str(slot), f"control={theirs.fileno()}", *arguments],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**ENVIRONMENT, **own},
        cwd="/",
        start_new_session=True,  # a Ctrl-C at the terminal is for us, not for what we judge
    )
