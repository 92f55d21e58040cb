"""Tasks under which their process dies: what is counted and what is not, and that they end no run for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cloud.places import CloudPath
from pipelines.running import attempts as attempts_module
from pipelines.running import run as run_module
from pipelines.running.attempts import MOST_ATTEMPTS, Attempts, Lost, told
from pipelines.running.failures import WorkerDied, worker_died
from pipelines.running.run import Interrupted, pipeline_options, run_pipeline, run_with_attempts
from pipelines.running.workspace import Workspace, close_workspaces, open_workspaces
from pipelines.stages_io import Staged, emit, guarded, par_do, staged
from schemas.rejection import GIVEN_UP, Rejection
from tests.pipelines.building import ROOT

DEAD = "a worker process was killed"


def notes(folder: Path) -> list[str]:
    """The names of the notes that lie there."""
    return sorted(path.name for path in (folder / "in hand").glob("*"))


def die_holding(folder: Path, *tasks: str, argv: str = "") -> int:
    """A process that dies with these tasks in hand, one within another; its id."""
    lines = ["import os", "from pathlib import Path", "from pipelines.running.attempts import Attempts"]
    lines += [f"{' ' * depth}with Attempts(Path({str(folder)!r})).holding({task!r}):" for depth, task in enumerate(tasks)]
    lines.append(f"{' ' * len(tasks)}os.kill(os.getpid(), 9)")
    with subprocess.Popen([sys.executable, "-c", "\n".join(lines), *argv.split()], cwd=ROOT) as process:
        process.wait()
    return process.pid


def test_what_ends_in_good_order_leaves_no_note(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    with attempts.holding("outer"), attempts.holding("inner"):
        assert len(notes(tmp_path)) == 2
    with pytest.raises(KeyError), attempts.holding("failing"):
        raise KeyError("failing")
    assert notes(tmp_path) == []
    assert attempts.recall() == []
    assert attempts.lost() == {}


def test_the_innermost_task_of_a_process_that_died_alone_is_counted(tmp_path: Path) -> None:
    for attempt in range(1, MOST_ATTEMPTS + 1):
        die_holding(tmp_path, "read: a file", "clean: a problem")
        assert Attempts(tmp_path).recall() == [Lost("clean: a problem", attempt, "the process ended in the midst of it")]
        assert notes(tmp_path) == []
    (lost,) = Attempts(tmp_path).lost().values()
    assert lost.is_given_up
    assert f"given up after {MOST_ATTEMPTS} attempts" in told(lost)


def test_a_worker_that_went_with_its_driver_says_nothing_of_its_task(tmp_path: Path) -> None:
    die_holding(tmp_path, "verify: p", argv="-m pipelines.running.worker")
    assert len(notes(tmp_path)) == 1
    assert Attempts(tmp_path).recall() == []
    assert notes(tmp_path) == []


def test_a_machine_that_was_started_anew_says_nothing_of_a_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    die_holding(tmp_path, "verify: p")
    attempts_module._boot.cache_clear()
    monkeypatch.setattr(attempts_module, "_BOOT", tmp_path / "nothing")
    assert Attempts(tmp_path).recall() == []
    attempts_module._boot.cache_clear()


def test_a_driver_counts_what_the_dead_worker_had_and_not_what_others_have(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    dead = die_holding(tmp_path, "verify: poison")
    with attempts.holding("verify: innocent"):
        assert len(notes(tmp_path)) == 2
        (counted,) = attempts.count({os.getpid()}, DEAD)
    assert counted == Lost("verify: poison", 1, DEAD)
    assert dead != os.getpid()
    assert list(attempts.lost()) == ["verify: poison"]


def test_a_note_that_a_kill_cut_short_is_none(tmp_path: Path) -> None:
    (tmp_path / "in hand").mkdir()
    (tmp_path / "in hand" / "1-1-0").write_text('{"task": "ver')
    assert Attempts(tmp_path).recall() == []
    assert notes(tmp_path) == []


def test_noting_never_fails_a_build(tmp_path: Path) -> None:
    (tmp_path / "in hand").write_text("a file in its place")
    for folder in (tmp_path, CloudPath("gs://bucket/out/.build")):
        with Attempts(folder).holding("verify: p"):
            pass
    assert Attempts(CloudPath("gs://bucket/out/.build")).recall() == []
    assert Attempts(CloudPath("gs://bucket/out/.build")).lost() == {}


def test_an_interrupted_process_notes_nothing_more(tmp_path: Path) -> None:
    close_workspaces()
    try:
        with Attempts(tmp_path).holding("verify: p"):
            assert notes(tmp_path) == []
    finally:
        open_workspaces()


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12))
def test_counts_add_up_by_task(tmp_path_factory: pytest.TempPathFactory, deaths: list[str]) -> None:
    attempts = Attempts(tmp_path_factory.mktemp("work"))
    for task in deaths:
        with attempts.holding(task):
            attempts.count((), DEAD)
    assert {task: lost.attempts for task, lost in attempts.lost().items()} == {one: deaths.count(one) for one in {*deaths}}


def test_deaths_that_no_task_explains_are_told_after_a_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = []

    def run() -> None:
        calls.append(1)
        raise worker_died("-9")

    with pytest.raises(WorkerDied, match="the same command continues"):
        run_with_attempts(run, Attempts(tmp_path))
    assert len(calls) == MOST_ATTEMPTS
    assert capsys.readouterr().err.count("it is started again") == MOST_ATTEMPTS - 1


def test_a_machine_on_which_every_worker_dies_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "MOST_DEATHS", 4)
    calls: list[int] = []
    (tmp_path / "in hand").mkdir()

    def run() -> None:
        calls.append(1)
        (tmp_path / "in hand" / "1-1-0").write_text(f'{{"task": "verify: program {len(calls)}"}}')
        raise worker_died("-9")

    with pytest.raises(WorkerDied):
        run_with_attempts(run, Attempts(tmp_path))
    assert len(calls) == 4


@pytest.mark.parametrize("error", [Interrupted("Ctrl-C"), OSError("a full disk"), KeyError("a defect")])
def test_no_other_end_counts(error: Exception, tmp_path: Path) -> None:
    (tmp_path / "in hand").mkdir()

    def run() -> None:
        (tmp_path / "in hand" / f"{os.getpid()}-1-0").write_text('{"task": "verify: p", "alone": true}')
        raise error

    with pytest.raises(type(error)):
        run_with_attempts(run, Attempts(tmp_path))
    assert notes(tmp_path) == []
    assert Attempts(tmp_path).lost() == {}


class _Deadly(beam.DoFn):
    """Kills the process that works on "poison"."""

    def __init__(self, workspace: Workspace, signal_number: int) -> None:
        self._workspace = workspace
        self._signal = signal_number

    def process(self, element: str) -> Iterator[Any]:
        if element == "poison":
            os.kill(os.getpid(), self._signal)
        self._workspace.put("done", element, "done")
        yield element

    def task(self, element: str) -> str:
        return element

    def given_up(self, element: str, why: str) -> Iterator[Any]:
        yield from emit([Rejection(element, "stage", GIVEN_UP, detail=why)])


class _Note(beam.DoFn):
    """Keeps what comes as a file, for it comes in another process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def process(self, rejection: Rejection) -> None:
        (self._folder / "rejected").write_text(f"{rejection.problem} {rejection.reason} {rejection.detail}")


@pytest.mark.parametrize(
    ("number", "before"),
    [
        (signal.SIGKILL, MOST_ATTEMPTS - 1),
        *(pytest.param(number, 0, marks=pytest.mark.slow) for number in (signal.SIGKILL, signal.SIGSEGV)),
    ],
)
def test_what_kills_its_worker_each_time_is_given_up_and_the_rest_goes_on(
    number: int, before: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, attempts = Workspace(tmp_path), Attempts(tmp_path)
    for _ in range(before):
        with attempts.holding("stage: poison"):
            attempts.count((), DEAD)

    def construct(pipeline: beam.Pipeline) -> None:
        elements = pipeline | beam.Create(["a", "poison", "b"])
        outputs: Staged = staged(elements | par_do(guarded(_Deadly(workspace, number), "stage", workspace)))
        _ = outputs.rejections | "Note" >> beam.ParDo(_Note(tmp_path))

    run_with_attempts(lambda: run_pipeline(construct, pipeline_options([], workers=2)), attempts)
    assert [workspace.has("done", element) for element in ("a", "b", "poison")] == [True, True, False]
    said = (tmp_path / "rejected").read_text()
    assert said.startswith(f"poison {GIVEN_UP} given up after {MOST_ATTEMPTS} attempts: a worker process ")
    told_lines = [line for line in capsys.readouterr().err.splitlines() if "stage: poison" in line]
    assert len(told_lines) == MOST_ATTEMPTS - before
    assert f"given up after {MOST_ATTEMPTS} attempts" in told_lines[-1]
    assert notes(tmp_path) == []
