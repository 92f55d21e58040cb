"""The slot is built where it is missing, is found where it was built, and what hinders it is said with what to do."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.execution import slot_build
from pipelines.execution.sandbox import Sandbox, SandboxUnavailable
from pipelines.execution.slot_build import LIBRARY_NAME, ROOT_NAME, SLOT_NAME, SLOT_VARIABLE, ZYGOTE_NAME, SlotUnavailable
from schemas.execution import RunLimits, Tier

REPOSITORY = Path(__file__).parents[3]
RUN = """
from pipelines.execution.sandbox import Sandbox
from pipelines.execution.slot_build import slot_folder
from pipelines.execution.tiers import best_tier
from schemas.execution import RunLimits
with Sandbox(["/bin/cat"], tier=best_tier()) as sandbox:
    print(sandbox.run(b"served", RunLimits()).output.decode(), slot_folder())
"""


def find_anew() -> Path:
    """The slot's folder, as a process that has not asked yet finds it."""
    return slot_build.slot_folder.__wrapped__()


def run_elsewhere(**environment: str) -> "subprocess.Popen[str]":
    """A process of its own that runs something in a sandbox, with a cache of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_that_build_it_at_once_agree(tmp_path: Path) -> None:
    workers = [run_elsewhere(XDG_CACHE_HOME=str(tmp_path)) for _ in range(3)]
    said = {worker.communicate(timeout=120)[0] for worker in workers}
    assert len(said) == 1
    word, folder = said.pop().split()
    assert word == "served"
    assert {path.name for path in Path(folder).iterdir()} == {SLOT_NAME, LIBRARY_NAME, ZYGOTE_NAME, ROOT_NAME}
    assert all(not path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH) for path in [Path(folder), *Path(folder).iterdir()])


def test_without_a_compiler_a_machine_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(SLOT_VARIABLE, raising=False)
    with pytest.raises(SlotUnavailable, match="apt-get install gcc"):
        find_anew()
    monkeypatch.setattr("pipelines.execution.sandbox.slot_folder", find_anew)
    with pytest.raises(SandboxUnavailable, match="apt-get install gcc"):
        Sandbox(["/bin/true"], tier=Tier.NONE)


def test_a_compiler_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = tmp_path / "cc"
    compiler.write_text("#!/bin/sh\necho 'stddef.h: fatal error: no such file' >&2\nexit 1\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(SLOT_VARIABLE, raising=False)
    with pytest.raises(SlotUnavailable, match="fatal error: no such file"):
        find_anew()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codequorum").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(SLOT_VARIABLE, raising=False)
    with pytest.raises(SlotUnavailable, match=str(tmp_path)):
        find_anew()


def test_a_folder_built_in_advance_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SLOT_VARIABLE, str(tmp_path))
    with pytest.raises(SlotUnavailable, match=SLOT_VARIABLE):
        find_anew()
    slot_build.build_into(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    assert find_anew() == tmp_path
    monkeypatch.setattr("pipelines.execution.sandbox.slot_folder", find_anew)
    with Sandbox(["/bin/cat"], tier=Tier.NONE) as sandbox:
        assert sandbox.run(b"served", RunLimits()).output == b"served"
