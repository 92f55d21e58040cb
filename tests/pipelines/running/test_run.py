"""Ctrl-C and dying workers: what ends, and that nothing is remembered of what it broke."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apache_beam as beam
import pytest

from pipelines.running.attempts import Attempts
from pipelines.running.failures import WorkerDied
from pipelines.running.run import Interrupted, pipeline_options, run_pipeline, run_with_attempts
from pipelines.running.workspace import Workspace, open_workspaces


@pytest.fixture(autouse=True)
def opened() -> Iterator[None]:
    """Workspaces for the tests that come after an interruption."""
    yield
    open_workspaces()


class _Judge(beam.DoFn):
    """Has a sandbox, of which nothing comes but that it died; says so at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, key: str) -> Iterator[str]:
        self._workspace.put("verified", "before", "fine")
        with subprocess.Popen(["sleep", "60"]) as sandbox:
            os.kill(os.getpid(), signal.SIGINT)
            ended = sandbox.wait()
        self._workspace.put("verified", key, f"judge's failure {ended}")
        yield key


def test_what_dies_of_an_interruption_is_not_remembered(tmp_path: Path) -> None:
    workspace, earlier = Workspace(tmp_path), set(threading.enumerate())
    with pytest.raises(Interrupted):
        run_pipeline(
            lambda pipeline: pipeline | beam.Create(["after"]) | beam.ParDo(_Judge(workspace)) and None,
            pipeline_options([], workers=1),
        )
    for thread in threading.enumerate():
        if thread.name == "pipeline" and thread not in earlier:
            thread.join(30)
    assert workspace.find("verified", "before") == "fine"
    assert workspace.find("verified", "after") is None


def test_the_next_run_remembers_again(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    run_pipeline(
        lambda pipeline: (
            pipeline | beam.Create(["again"]) | beam.Map(lambda key: workspace.put("verified", key, "fine")) and None
        ),
        pipeline_options([], workers=1),
    )
    assert workspace.find("verified", "again") == "fine"


def _die(key: str) -> str:
    """Takes the worker with it, as a kernel does that has run out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    return key


def _workers() -> list[int]:
    """Worker processes below this one."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == os.getpid() and b"pipelines.running.worker" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


class _Who(beam.DoFn):
    """Leaves a file named by the process that it runs in, and takes long enough for the other worker to get the next one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def process(self, _: int) -> None:
        (self._folder / str(os.getpid())).touch()
        time.sleep(0.05)


def test_two_workers_are_two_processes_and_nothing_is_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def construct(pipeline: beam.Pipeline) -> None:
        _ = pipeline | beam.Create(range(40)) | beam.Reshuffle() | beam.ParDo(_Who(tmp_path))

    with caplog.at_level("WARNING"):
        run_pipeline(construct, pipeline_options([], workers=2))
    workers = {int(path.name) for path in tmp_path.iterdir()}
    assert len(workers) == 2
    assert os.getpid() not in workers
    assert [record for record in caplog.records if "direct_num_workers" in record.getMessage()] == []


def test_a_request_to_end_is_an_interruption(tmp_path: Path) -> None:
    """SIGTERM is what services send before they take a machine away: it must leave no task that looks deadly."""

    def ask(key: str) -> str:
        with Attempts(tmp_path).holding(key):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.5)
        return key

    with pytest.raises(Interrupted):
        run_with_attempts(
            lambda: run_pipeline(
                lambda pipeline: pipeline | beam.Create(["a"]) | beam.Map(ask) and None, pipeline_options([], workers=1)
            ),
            Attempts(tmp_path),
        )
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert Attempts(tmp_path).recall() == []


def test_a_worker_that_dies_ends_the_run_with_a_word() -> None:
    with pytest.raises(WorkerDied, match="the same command continues"):
        run_pipeline(
            lambda pipeline: pipeline | beam.Create(["a", "b"]) | beam.Map(_die) and None, pipeline_options([], workers=2)
        )
    for _ in range(100):
        if not _workers():
            break
        time.sleep(0.05)
    assert _workers() == []
