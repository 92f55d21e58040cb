"""Builds the slot, the small C program that every sandbox starts as, with the machine's own compiler; once per machine.

`python -m pipelines.execution.slot_build FOLDER` builds it in advance (for a container image without a compiler, which then
names the folder by CODEQUORUM_SLOT).
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from schemas.digest import digest

SOURCES = Path(__file__).with_name("slot")
ZYGOTE = Path(__file__).with_name("zygote.py")
FLAGS = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Wno-clobbered")
SLOT_VARIABLE = "CODEQUORUM_SLOT"
"""Environment variable that names a folder with a slot that was built in advance."""
COMPILERS = ("cc", "gcc", "clang")
ROOT_NAME = "root"
"""An empty folder beside them: where every sandbox mounts its own root, unseen by all others."""
SLOT_NAME, ZYGOTE_NAME, LIBRARY_NAME = "slot", "zygote.py", "zygote_slot.so"
_SHARED = ("confine.c", "filter.c", "run.c", "wire.c")


class SlotUnavailable(RuntimeError):
    """The slot cannot be built here. The message says what to do."""


def compile_slot(target: Path, *flags: str) -> None:
    """Compile the slot to `target`. Raises SlotUnavailable with the compiler's first complaint."""
    _compile(target, ("slot.c", *_SHARED), flags)


def compile_library(target: Path, *flags: str) -> None:
    """Compile the interpreter's part of the slot. Raises SlotUnavailable."""
    _compile(target, ("zygote.c", *_SHARED), ("-shared", "-fPIC", "-fvisibility=hidden", *flags))


def _compile(target: Path, files: Sequence[str], flags: Sequence[str]) -> None:
    compiler = next((path for name in COMPILERS if (path := shutil.which(name))), None)
    if compiler is None:
        raise SlotUnavailable(
            "no C compiler to build the sandbox's launcher with (apt-get install gcc libc6-dev), "
            f"and {SLOT_VARIABLE} names no folder with one that is built"
        )
    command = [compiler, *FLAGS, *flags, "-o", str(target), *(str(SOURCES / name) for name in files), "-lm"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": os.environ.get("PATH", "")})
    if ended.returncode:
        said = next((line for line in ended.stderr.splitlines() if "error" in line), ended.stderr.strip()[:300])
        raise SlotUnavailable(f"cannot build the sandbox's launcher: {said}")


def build_into(folder: Path) -> None:
    """Put the slot and the interpreter's part into `folder`, for every user to read. Each appears whole, the slot last."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / ROOT_NAME).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as name:
        scratch = Path(name)
        try:
            compile_slot(scratch / SLOT_NAME, "-static")  # half the memory, and no search for libraries
        except SlotUnavailable:
            compile_slot(scratch / SLOT_NAME)
        compile_library(scratch / LIBRARY_NAME)
        shutil.copyfile(ZYGOTE, scratch / ZYGOTE_NAME)
        for name, mode in ((ZYGOTE_NAME, 0o644), (LIBRARY_NAME, 0o755), (SLOT_NAME, 0o755)):
            (scratch / name).chmod(mode)
            os.replace(scratch / name, folder / name)


def _identity() -> str:
    parts = [path.read_bytes() for path in [*sorted(SOURCES.glob("*.[ch]")), ZYGOTE]]
    return digest(os.uname().machine, *FLAGS, *parts)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "codequorum" / "slot"


@functools.cache
def slot_folder() -> Path:
    """The folder with the slot and `zygote.py`, made where it is not there yet.

    Raises SlotUnavailable where it cannot be built or where the cache cannot be written.
    """
    named = os.environ.get(SLOT_VARIABLE)
    if named:
        folder = Path(named)
        if not os.access(folder / SLOT_NAME, os.X_OK):
            raise SlotUnavailable(f"{SLOT_VARIABLE}={named}: no executable {SLOT_NAME} in it; build one there or unset it")
        return folder
    folder = _cache_folder() / _identity()
    if not os.access(folder / SLOT_NAME, os.X_OK):
        try:
            build_into(folder)
        except OSError as error:
            raise SlotUnavailable(f"cannot keep the sandbox's launcher in {folder}: {error}") from error
    return folder


if __name__ == "__main__":
    build_into(Path(sys.argv[1]))
