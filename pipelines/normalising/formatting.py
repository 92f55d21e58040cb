"""The layout of a program by clang-format, where it is installed."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

STYLE = "{BasedOnStyle: Google, ColumnLimit: 100, SortIncludes: Never, IncludeBlocks: Preserve}"
PATIENCE_S = 20.0


@functools.cache
def clang_format() -> str:
    """Where clang-format is, "" where it is not: that of our own environment first, whose version is pinned."""
    own = os.path.dirname(sys.executable)
    return shutil.which("clang-format", path=own) or shutil.which("clang-format") or ""


@functools.cache
def clang_format_version() -> str:
    """What clang-format says of its version, for the manifest, since layouts depend on it; "none" where it is missing."""
    tool = clang_format()
    if not tool:
        return "none"
    try:
        said = subprocess.run([tool, "--version"], capture_output=True, text=True, timeout=PATIENCE_S, check=True).stdout
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return "none"
    return next(iter(said.strip().splitlines()), "none")


def formatted(source: str) -> str | None:
    """The program in our style; None where clang-format is missing, fails or takes too long. It reads no file but the text."""
    tool = clang_format()
    if not tool:
        return None
    command = [tool, f"-style={STYLE}", "-assume-filename=program.cpp"]
    try:
        done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=PATIENCE_S, cwd="/", check=True)
        return done.stdout.decode() or None
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
