"""Builds the kernel, a C file without dependencies, with the machine's own compiler; once per machine.

`python -m pipelines.neardup.kernel_build FOLDER` builds it in advance (for a container image without a compiler, which then
names the folder by CODEQUORUM_KERNEL).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from schemas.digest import digest

SOURCE = Path(__file__).with_name("kernel.c")
FLAGS = ("-std=gnu11", "-O3", "-Wall", "-Wextra", "-shared", "-fPIC", "-fvisibility=hidden")
KERNEL_VARIABLE = "CODEQUORUM_KERNEL"
"""Environment variable that names a folder with a kernel that was built in advance, or says `numpy`: do without."""
COMPILERS = ("cc", "gcc", "clang")
LIBRARY_NAME = "kernel.so"


class KernelUnavailable(RuntimeError):
    """The kernel cannot be built here. The message says why."""


def compile_kernel(target: Path, *flags: str) -> None:
    """Compile the kernel to `target`. Raises KernelUnavailable with the compiler's first complaint."""
    compiler = next((path for name in COMPILERS if (path := shutil.which(name))), None)
    if compiler is None:
        raise KernelUnavailable("no C compiler (apt-get install gcc libc6-dev)")
    command = [compiler, *FLAGS, *flags, "-o", str(target), str(SOURCE)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": os.environ.get("PATH", "")})
    if ended.returncode:
        said = next((line for line in ended.stderr.splitlines() if "error" in line), ended.stderr.strip()[:300])
        raise KernelUnavailable(f"cannot build the kernel: {said}")


def build_into(folder: Path) -> None:
    """Put the kernel into `folder`. It appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as name:
        scratch = Path(name) / LIBRARY_NAME
        compile_kernel(scratch)
        os.replace(scratch, folder / LIBRARY_NAME)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "codequorum" / "kernel"


def kernel_file() -> Path:
    """The kernel's library, made where it is not there yet. Raises KernelUnavailable."""
    named = os.environ.get(KERNEL_VARIABLE)
    if named == "numpy":
        raise KernelUnavailable(f"{KERNEL_VARIABLE}={named}")
    if named:
        return Path(named) / LIBRARY_NAME
    folder = _cache_folder() / digest(os.uname().machine, *FLAGS, SOURCE.read_bytes())
    if not (folder / LIBRARY_NAME).is_file():
        try:
            build_into(folder)
        except OSError as error:
            raise KernelUnavailable(f"cannot keep the kernel in {folder}: {error}") from error
    return folder / LIBRARY_NAME


if __name__ == "__main__":
    build_into(Path(sys.argv[1]))
