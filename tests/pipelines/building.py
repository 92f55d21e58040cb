"""Runs whole builds for tests, in this process or as a command of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipelines.build import build
from pipelines.running.run import pipeline_options
from pipelines.settings import BuildSettings

ROOT = Path(__file__).resolve().parents[2]


def build_here(source: Path, output: Path, *, workers: int = 1, **settings: Any) -> bool:
    """Build JSON lines with small settings, in this process."""
    chosen: dict[str, Any] = {"max_tests": 6, "allow_fewer": True, **settings}
    return build(BuildSettings(source="jsonl", input=str(source), **chosen), output, pipeline_options([], workers))


def command(*arguments: str) -> list[str]:
    """The command line of codequorum with these arguments."""
    return [sys.executable, str(ROOT / "beam_runner.py"), *arguments]


def start(*arguments: str, cache: Path) -> subprocess.Popen[str]:
    """Start a command with its output piped, from another working folder than the repository, with a cache of its own."""
    return subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)},
    )


def steady_files(output: Path) -> dict[str, bytes]:
    """Every file that must be the same from run to run."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.relative_to(output).parts[0] != "measured"
    }
