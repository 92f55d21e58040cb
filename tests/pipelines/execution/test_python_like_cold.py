"""A Python program behaves in a session as under a fresh `python3`: the same output and the same exit code.

Sessions fork their runs from an interpreter that has compiled the program and imported its modules, so everything that an
interpreter does at its start and at its end is done by other means there. Each program here leans on one of those things.
"""

import os
import subprocess
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.toolchains import python_interpreter
from schemas.execution import Verdict
from tests.pipelines.execution.programs import LIMITS, run_once

CONTENT = b"3\nalpha beta\n\xc3\xa9\xff\n\nlast without end"

PROGRAMS = dict(part.split("\n", 1) for part in Path(__file__).with_name("cold_programs.txt").read_text().split("#### ")[1:])


def cold(source: str, folder: Path) -> tuple[bytes, int]:
    """Output and exit code of the program under a fresh interpreter."""
    path = folder / "solution.py"
    path.write_text(source, encoding="utf-8", newline="")
    given = folder / "input"
    given.write_bytes(CONTENT)
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    with given.open("rb") as stdin, (folder / "output").open("w+b") as stdout:
        ended = subprocess.run(
            [python_interpreter(), str(path)],
            stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL, env=environment, cwd=folder, check=False, timeout=120,
        )  # fmt: skip
        stdout.seek(0, os.SEEK_SET)
        return stdout.read(), ended.returncode


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_session_behaves_like_a_fresh_interpreter(engine: Engine, tmp_path: Path, name: str) -> None:
    output, exit_code = cold(PROGRAMS[name], tmp_path)
    run = run_once(engine, PROGRAMS[name], CONTENT, LIMITS)
    assert (run.output, run.exit_code) == (output, exit_code), run.detail
    assert run.verdict in ((Verdict.OK,) if exit_code == 0 else (Verdict.RTE, Verdict.MLE)), run.detail
