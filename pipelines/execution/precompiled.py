"""A precompiled `<bits/stdc++.h>`: most C++ programs of contests begin with it, and reading it is most of the work on them.

It is used only where nothing but comments stands before the `#include`: a `#pragma` or `#define` above it could change what the
header means, and a compiler that loads a precompiled one may not look at that. The binary is then the same byte for byte. A
program that does not compile with it is tried again without, so it never decides a verdict.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from schemas.digest import digest

HEADER = "stdc++.h"
INCLUDE_WORD = "-I{program}"
"""Put into a compiler's command, it finds the header in the folder that the sandbox shows as the program's."""
WORTH_IT = 3
"""So many programs of a process must ask for the header before it is made: making it costs what four programs save."""
_FIRST = re.compile(r"(?>(?:\s+|//[^\n\\]*\n|/\*(?s:.*?)\*/)*+)#[ \t]*include[ \t]*<bits/stdc\+\+\.h>")
_asked = 0


def begins_with_it(source: str) -> bool:
    """Whether the program's first word is `#include <bits/stdc++.h>`."""
    return _FIRST.match(source) is not None


def header_command(command: Sequence[str]) -> list[str]:
    """The command that makes the header from a file HEADER, for programs that are compiled by `command`."""
    flags = [word for word in command[1:] if word.startswith("-") and word not in ("-o", "-static")]
    return [command[0], *flags, "-x", "c++-header", "-o", f"{HEADER}.gch", HEADER]


def header_folder(cache: Path, version: str, command: Sequence[str], make: Callable[[list[str]], bytes]) -> Path | None:
    """The folder with the header for `command` of that compiler, made if need be; None where it is not there yet.

    `make` runs a command that reads HEADER and gives the file that it left, b"" where it failed; one process at a time does so,
    and the others go on without.
    """
    global _asked
    _asked += 1
    folder = cache / digest("bits/stdc++.h", version, *command)
    if folder.is_dir():
        return folder
    if _asked < WORTH_IT:
        return None
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        lock = os.open(cache / f".{folder.name}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder if folder.is_dir() else _made(folder, make(header_command(command)))
        finally:
            os.close(lock)
    return None


def _made(folder: Path, content: bytes) -> Path | None:
    """Put the header into its place, whole or not at all. An empty one stands for a compiler that cannot make it."""
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        (fresh / "bits").mkdir()
        if content:
            (fresh / "bits" / f"{HEADER}.gch").write_bytes(content)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder
