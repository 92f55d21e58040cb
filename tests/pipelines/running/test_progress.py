"""Progress lines: what is planned and done, summed over workers, and never a reason for a build to fail."""

from __future__ import annotations

import io
import re
import threading
import time
from pathlib import Path

import pytest

from pipelines.cloud.places import CloudPath
from pipelines.running import progress
from pipelines.running.progress import Monitor, report


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the monitor sees."""
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def line_after(seconds: float, monitor: Monitor, clock: Clock) -> str:
    """The line so many seconds after the start."""
    clock.now = 1000.0 + seconds
    monitor.read()
    return monitor.line(clock.now)


def test_lines_of_a_run(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    assert line_after(3, monitor, clock) == "[00:03] starting"
    report(tmp_path, "read: parts", planned=2)
    assert line_after(5, monitor, clock) == "[00:05] read: parts 0/2, 0.0/s"
    report(tmp_path, "read: parts", done=1)
    assert line_after(15, monitor, clock) == "[00:15] read: parts 1/2, 0.1/s, 10 s left"
    report(tmp_path, "read: parts", done=1)
    assert line_after(25, monitor, clock) == "[00:25] read: parts 2/2, 0.1/s"
    assert line_after(75, monitor, clock) == "[01:15] read: parts 2/2, 0.1/s"
    report(tmp_path, "verify: programs", planned=40)
    report(tmp_path, "verify: programs", done=10)
    clock.now = 1080.0
    monitor.read()
    assert line_after(85, monitor, clock) == "[01:25] verify: programs 10/40, 2.0/s, 15 s left"
    assert line_after(7285, monitor, clock).startswith("[121:25] verify: programs 10/40")


def test_the_first_unfinished_stage_is_shown(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    report(tmp_path, "read", planned=3)
    report(tmp_path, "verify", planned=3)
    report(tmp_path, "verify", done=3)
    assert " read 0/3" in line_after(9, monitor, clock)
    report(tmp_path, "read", done=3)
    assert " read 3/3" in line_after(10, monitor, clock)


def test_more_may_be_done_than_was_planned(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    report(tmp_path, "read", done=5)
    assert line_after(10, monitor, clock) == "[00:10] read 5/5, 10.0/s"


def test_reports_of_all_workers_add_up_once(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    report(tmp_path, "verify", planned=400)

    def work() -> None:
        for _ in range(50):
            report(tmp_path, "verify", done=1)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
        monitor.read()
    for worker in workers:
        worker.join()
    assert " verify 200/400" in line_after(9, monitor, clock)
    assert " verify 200/400" in line_after(10, monitor, clock)


def test_half_a_line_waits_for_its_end(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    path = tmp_path / "progress-1-1"
    path.write_text("verify\t10\t0\nverify\t0\t1\nverify\t0")
    assert " verify 1/10" in line_after(9, monitor, clock)
    with path.open("a") as file:
        file.write("\t5\n")
    assert " verify 6/10" in line_after(10, monitor, clock)


def test_a_report_never_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report(tmp_path / "no such folder", "read", planned=1)
    report(CloudPath("gs://bucket/out/.build"), "read", planned=1)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_in_a_bucket_has_no_lines_and_no_table() -> None:
    out = io.StringIO()
    with Monitor(CloudPath("gs://bucket/out/.build"), out):
        pass
    assert re.fullmatch(r"\[00:0\d\] starting\n", out.getvalue())


def test_the_table_has_every_stage_with_its_rate(tmp_path: Path, clock: Clock) -> None:
    monitor = Monitor(tmp_path, io.StringIO())
    report(tmp_path, "read: parts", planned=2, done=1)
    line_after(10, monitor, clock)
    report(tmp_path, "read: parts", done=1)
    report(tmp_path, "verify: programs", planned=9)
    line_after(14, monitor, clock)
    lines = [line.split() for line in monitor.table()]
    assert lines[1] == ["read:", "parts", "2", "4.0", "0.5"]
    assert lines[2] == ["verify:", "programs", "0", "0.0"]


def test_what_a_run_took_is_counted_from_its_start(tmp_path: Path) -> None:
    with Monitor(tmp_path, io.StringIO()) as monitor:
        spent = sum(range(2_000_000))
    cost = monitor.cost()
    assert spent
    assert 0 < cost.cpu_s < 60
    assert 0 < cost.wall_s < 60
    assert cost.driver_bytes > 10 << 20
    assert cost.worker_bytes == 0


def test_a_log_gets_plain_lines_and_the_last_state(tmp_path: Path) -> None:
    (tmp_path / "progress-1-1").write_text("old build\t9\t1\n")
    out = io.StringIO()
    with Monitor(tmp_path, out):
        report(tmp_path, "read: parts", planned=2, done=2)
    line, head, stage, memory = out.getvalue().splitlines()
    assert re.fullmatch(r"\[00:0\d\] read: parts 2/2, \d+\.\d/s", line)
    assert head.split() == ["stage", "done", "seconds", "a", "second"]
    assert re.fullmatch(r"read: parts +2 +0\.\d", stage)
    assert re.fullmatch(r"peak memory of the driver \d+ MB", memory)


def test_a_log_gets_no_line_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LOG_EVERY_S", 0.0)
    monkeypatch.setattr(progress, "REDRAW_EVERY_S", 0.01)
    out = io.StringIO()
    with Monitor(tmp_path, out):
        report(tmp_path, "read: parts", planned=2, done=2)
        time.sleep(0.3)
    lines = out.getvalue().splitlines()
    assert lines
    assert len(lines) == len(set(lines))


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_line_that_is_drawn_anew(tmp_path: Path) -> None:
    out = Terminal()
    with Monitor(tmp_path, out):
        report(tmp_path, "read: parts", planned=2, done=2)
    drawn = out.getvalue().split("\n")[0].split("\r\x1b[K")
    assert "\r" not in out.getvalue().partition("\n")[2]
    assert drawn[0] == ""
    assert drawn[-1].startswith("[00:0")
    assert " read: parts 2/2" in drawn[-1]


def test_the_monitor_ends_when_its_block_fails(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(RuntimeError, match="the build failed"), Monitor(tmp_path, io.StringIO()):
        raise RuntimeError("the build failed")
    assert threading.active_count() == before
