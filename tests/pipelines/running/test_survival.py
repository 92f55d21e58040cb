"""A build and the world: kills at any moment, full disks, read-only folders, clocks that jump, poison."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

import beam_runner
from pipelines.build import build
from pipelines.command_line import grammar
from pipelines.running.attempts import MOST_ATTEMPTS
from pipelines.running.failures import StepFailed
from pipelines.running.run import pipeline_options
from pipelines.settings import BuildSettings
from schemas.parquet import Dataset
from schemas.rejection import GIVEN_UP
from tests.pipelines.building import build_here, start, steady_files
from tests.pipelines.poisoned import MARK, run
from tests.pipelines.small_corpus import TINY, problems, program, tiny_problem, write_jsonl


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_jsonl(tmp_path_factory.mktemp("source") / "tiny.jsonl", tiny_problem())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A corpus whose build takes a while, and the dataset that it gives."""
    folder = tmp_path_factory.mktemp("small")
    corpus = write_jsonl(folder / "small.jsonl", problems())
    assert build_here(corpus, folder / "whole", max_tests=3)
    return corpus, steady_files(folder / "whole")


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("whole") / "dataset"
    assert build_here(source, output, **TINY)
    return steady_files(output)


def words(source: Path, output: Path) -> list[str]:
    """The command that builds the tiny dataset."""
    settings = ["--max_tests", str(TINY["max_tests"]), "--without", *TINY["without"], "--allow_fewer"]
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


def _ages(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file below with what tells whether it has been written anew."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_nothing_that_was_finished_is_done_again(
    source: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what programs said nor a file of the dataset, where a build has failed at its very end."""

    def fail(*_: Any) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    output = tmp_path / "out"
    settings = BuildSettings(source="jsonl", input=str(source), allow_fewer=True, **TINY)
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.build.write_manifests", fail)
        with pytest.raises(StepFailed):
            build(settings, output, pipeline_options([], 1))
    finished = {kind: _ages(output / ".build" / kind) for kind in ("verified", "probed", "written")}
    files = {folder: _ages(output / folder) for folder in ("data", "measured")}
    assert all(finished.values())
    assert all(files.values())
    assert build(settings, output, pipeline_options([], 1), keep_workspace=True)
    assert {kind: _ages(output / ".build" / kind) for kind in finished} == finished
    assert _ages(output / "data") == files["data"]
    assert {name: _ages(output / "measured")[name] for name in files["measured"]} == files["measured"]
    assert {name: content for name, content in steady_files(output).items() if not name.startswith(".build")} == whole


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b""), pytest.param(lambda path: path.unlink(), marks=pytest.mark.slow)]
)
def test_a_file_that_is_not_there_as_it_was_is_written_again(
    damage: Callable[[Path], object], source: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    settings = BuildSettings(source="jsonl", input=str(source), allow_fewer=True, **TINY)
    assert build(settings, output, pipeline_options([], 1), keep_workspace=True)
    (output / "manifest.json").unlink()
    damage(next((output / "data").glob("*.parquet")))
    assert build(settings, output, pipeline_options([], 1))
    assert steady_files(output) == whole


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


def _kill_until_it_ends(running: subprocess.Popen[str], records: Path, rng: Random) -> tuple[int, str]:
    """Kill a worker whenever some more records lie there, or the driver, which is the end; the kills, and what was said.

    By records and not by the clock: on a busy machine nothing else would ever be finished.
    """

    def finished() -> int:
        return sum(len(files) for folder, _, files in os.walk(records) if Path(folder).parent.parent == records)

    kills, wanted = 0, finished() + rng.randint(1, 25)
    while True:
        try:
            return kills, running.communicate(timeout=0.05)[1]
        except subprocess.TimeoutExpired:
            if finished() < wanted:
                continue
            time.sleep(rng.uniform(0.0, 0.3))
            wanted = finished() + rng.randint(1, 25)
            with contextlib.suppress(ProcessLookupError):
                os.kill(rng.choice(_ours(running.pid)), signal.SIGKILL)
                kills += 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_kills_at_random_moments_end_in_the_same_dataset(
    seed: int, small: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Of driver and of workers, where the driver goes on; every other one of the seeds has one worker, which is the driver."""
    corpus, expected = small
    output, rng = tmp_path / "out", Random(seed)
    arguments = ["build", "--source", "jsonl", "--input", str(corpus), "--output", str(output), "--max_tests", "3"]
    total = 0
    for _ in range(60):
        with start(*arguments, "--allow_fewer", "--workers", str(1 + seed % 2), cache=tmp_path / "cache") as running:
            kills, said = _kill_until_it_ends(running, output / ".build", rng)
            total += kills
        assert running.returncode in (0, -signal.SIGKILL, grammar.EXIT_FAILED), said
        if running.returncode == 0:
            break
    else:
        pytest.fail("sixty runs did not finish it")
    assert total
    assert steady_files(output) == expected


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
def test_a_solution_that_kills_its_slot_each_time_is_given_up(whole: dict[str, bytes], tmp_path: Path) -> None:
    rows = tiny_problem()
    killer = "import os, signal\nos.kill(os.getppid() or os.getpid(), signal.SIGKILL)\nos.kill(-1, signal.SIGKILL)\nprint(0)"
    rows[0]["accepted"].append(program(killer, 0, file="killer"))
    assert build_here(write_jsonl(tmp_path / "poison.jsonl", rows), tmp_path / "out", **TINY)
    dataset = Dataset(tmp_path / "out")
    ((_, problem),) = dataset.problems()
    assert len(problem.generated_tests) == TINY["max_tests"]
    voters = {row["file"] for row in dataset.table("solutions") if row["voter"]}
    assert "killer" not in voters
    assert len(voters) == 3


def _poisoned_rows() -> list[dict[str, Any]]:
    """The tiny problem with one more solution, and another problem; both kill the processes that work on them."""
    (row,) = tiny_problem()
    deadly = program(f"# {MARK}\n{row['accepted'][0]['source']}", 9, file="deadly")
    sources = [program(f"{one['source']}\n# other", place) for place, one in enumerate(row["accepted"])]
    other = {**row, "name": "other", "statement": f"Print the sum of n integers once more. {MARK}", "accepted": sources}
    return [{**row, "accepted": [*row["accepted"], deadly]}, other]


def _given_up(output: Path) -> dict[tuple[str, str, str], str]:
    """What was given up, by problem, stage and subject, with the reason's detail."""
    rows = [row for row in Dataset(output).table("rejections") if row["reason"] == GIVEN_UP]
    return {(row["problem"], row["stage"], row["subject"]): row["detail"] for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_kills_its_process_each_time_is_given_up_and_the_rest_is_built(
    workers: int, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Workers are started again within one run; a driver that works by itself dies, and the same command goes on."""
    corpus, output = write_jsonl(tmp_path / "poison.jsonl", _poisoned_rows()), tmp_path / "out"
    runs = 1
    while (ended := run(tmp_path / "poison", *words(corpus, output), "--workers", str(workers))).returncode:
        assert (workers, ended.returncode) == (1, -signal.SIGKILL), ended.stderr
        runs += 1
        assert runs < 20
    found = _given_up(output)
    candidates = {("other", stage, "candidate") for stage in ("survey", "generate")}
    assert set(found) == {("sum", "verify", "solution"), *candidates}
    assert all(f"given up after {MOST_ATTEMPTS} attempts" in detail for detail in found.values())
    assert f"given up after {MOST_ATTEMPTS} attempts" in ended.stderr
    problems = {problem.name: problem for _, problem in Dataset(output).problems()}
    assert len(problems["sum"].generated_tests) == TINY["max_tests"]
    assert problems["other"].generated_tests == ()
    assert "deadly" not in {solution.file for solution in problems["sum"].solutions}
    assert not (output / ".build").exists()
