"""`make fresh`: the script says plainly where it cannot run, and on a machine where it can the README's first command works."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("fresh.sh")
CANNOT = 77


def run(folder: Path, *targets: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script with a folder of its own."""
    told = {**os.environ, "FRESH": str(folder), **environment}
    return subprocess.run(["bash", str(SCRIPT), *targets], env=told, capture_output=True, text=True, check=False)


def test_the_script_can_be_read() -> None:
    done = subprocess.run(["bash", "-n", str(SCRIPT)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_who_is_not_root_is_told_so(tmp_path: Path) -> None:
    """By an `id` that says so, for tests run as root as well as not."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = run(tmp_path / "fresh", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (CANNOT, "")
    assert re.fullmatch(r"fresh: skipped: only root can make a new system: try sudo\n", done.stderr)
    assert not (tmp_path / "fresh").exists()


def test_what_fails_is_told_with_its_step(tmp_path: Path) -> None:
    (tmp_path / "debootstrap").write_text("#!/bin/sh\necho no such mirror >&2\nexit 1\n")
    (tmp_path / "debootstrap").chmod(0o755)
    done = run(tmp_path / "fresh", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    if done.returncode == CANNOT:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 1
    assert "no such mirror" in done.stderr
    assert re.search(r"fresh: make a clean Debian 12: FAILED after \d+ s", done.stderr)


@pytest.mark.slow
def test_a_fresh_machine_is_set_up(tmp_path: Path) -> None:
    """The whole (`make demo`, `make test`) takes a quarter of an hour and is `make fresh`; here it is the set-up alone."""
    done = run(tmp_path / "fresh", "machine")
    if done.returncode == CANNOT or "make a clean Debian 12: FAILED" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[-1])  # no network, mostly
    assert done.returncode == 0, done.stderr
    steps = re.findall(r"^fresh: (.*): \d+ s$", done.stdout, re.MULTILINE)
    assert steps[-1] == "make machine"
    assert not (tmp_path / "fresh" / "root").exists()
