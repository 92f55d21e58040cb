"""Poison for whole builds: what kills the Python process that works on it, in that process and in workers alike."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.pipelines.building import ROOT, command

MARK = "poison that kills whoever works on it"
_PATCH = f"""
import os, signal, sys

def poison(module, name, text_of):
    before = getattr(module, name)

    def deadly(*arguments, **named):
        if {MARK!r} in text_of(*arguments):
            os.kill(os.getpid(), signal.SIGKILL)
        return before(*arguments, **named)

    setattr(module, name, deadly)

if {{"build", "pipelines.running.worker"}} & set(sys.orig_argv):
    import pipelines.execution.judging as judging
    import pipelines.generation.candidates as candidates
    poison(judging, "judge_tests", lambda engine, program, *_, **named: program.source)
    poison(candidates, "fresh_candidates", lambda problem, *_, **named: problem.description)
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end among poison, which dies of it as each worker of it does; `folder` is for itself."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_PATCH, encoding="utf-8")
    paths = f"{folder}{os.pathsep}{ROOT}"
    environment = {**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, cwd="/", timeout=300)
