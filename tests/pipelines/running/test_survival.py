"""A build and the world: kills at any moment, full disks, read-only folders, clocks that jump, poison."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

import beam_runner
from pipelines.command_line import grammar
from schemas.parquet import Dataset
from tests.pipelines.building import build_here, start, steady_files
from tests.pipelines.small_corpus import TINY, problems, program, tiny_problem, write_jsonl


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_jsonl(tmp_path_factory.mktemp("source") / "tiny.jsonl", tiny_problem())


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("whole") / "dataset"
    assert build_here(source, output, **TINY)
    return steady_files(output)


def words(source: Path, output: Path) -> list[str]:
    """The command that builds the tiny dataset."""
    settings = ["--max_tests", str(TINY["max_tests"]), "--without", ",".join(TINY["without"]), "--allow_fewer"]
    return ["build", "--source", "jsonl", "--input", str(source), "--output", str(output), *settings]


def test_a_full_disk_is_one_line_and_the_build_continues(
    source: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "out"))

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.stages.export.os.replace", full)
        assert beam_runner.main(words(source, tmp_path / "out")) == grammar.EXIT_FAILED
    said = capsys.readouterr().err
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert "No space left on device" in last
    assert "the same command continues" in last
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert beam_runner.main(words(source, tmp_path / "out")) == grammar.EXIT_DONE
    assert steady_files(tmp_path / "out") == whole


def test_an_output_that_cannot_be_written_is_one_line(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(words(source, Path("/sys/codequorum"))) == grammar.EXIT_FAILED
    assert "/sys/codequorum" in capsys.readouterr().err.strip().splitlines()[-1]


def test_a_clock_that_jumps_changes_no_byte(
    source: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(10**6))
    original = time.time
    monkeypatch.setattr("pipelines.build.time.time", lambda: original() - 86_400 * (next(calls) % 3))
    assert build_here(source, tmp_path / "out", **TINY)
    assert steady_files(tmp_path / "out") == whole


def _ours(root: int) -> list[int]:
    """The driver and its workers."""
    found = [root]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == root and b"pipelines.running.worker" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_kills_at_random_moments_end_in_the_same_dataset(seed: int, tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "small.jsonl", problems())
    assert build_here(corpus, tmp_path / "whole", max_tests=3)
    output, rng = tmp_path / "out", Random(seed)
    arguments = ["build", "--source", "jsonl", "--input", str(corpus), "--output", str(output), "--max_tests", "3"]
    kills = 0
    for _ in range(40):
        with start(*arguments, "--allow_fewer", "--workers", "2", cache=tmp_path / "cache") as running:
            try:
                said = running.communicate(timeout=rng.uniform(4.0, 30.0))[1]
                break
            except subprocess.TimeoutExpired:
                victim = rng.choice(_ours(running.pid))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                    kills += 1
                said = running.communicate(timeout=60)[1]  # a worker's death ends the driver, too
                assert running.returncode in (0, -signal.SIGKILL, grammar.EXIT_FAILED), said
    else:
        pytest.fail("forty runs did not finish it")
    assert running.returncode == 0, said
    assert kills
    assert steady_files(output) == steady_files(tmp_path / "whole")


def test_a_statement_without_end_costs_its_problem_alone(whole: dict[str, bytes], tmp_path: Path) -> None:
    (row,) = tiny_problem()
    endless = {**row, "name": "endless", "statement": "Print the sum. " * 80_000}
    assert build_here(write_jsonl(tmp_path / "poison.jsonl", [row, endless]), tmp_path / "out", **TINY)
    assert [problem.name for _, problem in Dataset(tmp_path / "out").problems()] == ["sum"]
    (rejection,) = Dataset(tmp_path / "out").table("rejections")
    assert (rejection["problem"], rejection["reason"]) == ("endless", "statement_too_long")
    assert "1200000 characters" in rejection["detail"]
    data = [name for name in whole if name.startswith("data/")]
    assert {name: steady_files(tmp_path / "out")[name] for name in data} == {name: whole[name] for name in data}


@pytest.mark.slow
def test_a_solution_that_kills_its_slot_each_time_spoils_nothing(whole: dict[str, bytes], tmp_path: Path) -> None:
    rows = tiny_problem()
    killer = "import os, signal\nos.kill(os.getppid() or os.getpid(), signal.SIGKILL)\nos.kill(-1, signal.SIGKILL)\nprint(0)"
    rows[0]["accepted"].append(program(killer, 0, file="killer"))
    assert build_here(write_jsonl(tmp_path / "poison.jsonl", rows), tmp_path / "out", **TINY)
    ((_, problem),) = Dataset(tmp_path / "out").problems()
    assert len(problem.generated_tests) == TINY["max_tests"]
    voters = {row["file"] for row in Dataset(tmp_path / "out").table("solutions") if row["voter"]}
    assert "killer" not in voters
    assert len(voters) == 3
