"""Programs judged because a person asked: pasted ones and the dataset's own, in the sandbox, in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")

from pipelines.execution.engine import probe
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.explorer.desk import Desk
from pipelines.explorer.judging import MOST_WAITING, Bench, Busy, Job, pasted_program
from pipelines.showing import Tables
from schemas.execution import Program
from schemas.language import Language
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import ATTACK, ENDLESS, HELD, RIGHT, WRONG, sums, write

try:
    probe()
    WHY = ""
except SandboxUnavailable as error:
    WHY = str(error)
pytestmark = pytest.mark.skipif(bool(WHY), reason=f"programs cannot be isolated on this machine: {WHY}")
ROOT = "/token/"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Tables(write(tmp_path / "small")), ROOT)
    yield made
    made.close()


def over(desk: Desk, location: str) -> Checked:
    """The page of a job when it is over."""
    for _ in range(600):
        reply = desk.reply("GET", location.removeprefix(ROOT), {}, {})
        assert reply.status == 200
        if 'http-equiv="refresh"' not in reply.body:
            return Checked(reply.body)
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def judged(desk: Desk, source: str, **kinds: str) -> tuple[Checked, str]:
    kinds = kinds or {"public": "1", "private": "1", "generated": "1"}
    reply = desk.reply("POST", "problem/0/judge", {}, {"language": "PYTHON3", "source": source, **kinds})
    assert reply.status == 303
    return over(desk, reply.location), reply.location


def test_a_right_program_passes(desk: Desk) -> None:
    page, _ = judged(desk, RIGHT.source.replace("\n", "\r\n"))
    assert "the pasted program: 5 of 5 right" in page.words


def test_a_wrong_program_is_shown_where_it_fails(desk: Desk) -> None:
    page, location = judged(desk, WRONG.source)
    assert "4 of 5 right" in page.words
    (link,) = [link for link in page.links if "/generated/0" in link and link.startswith(location)]
    reply = desk.reply("GET", link.removeprefix(ROOT), {}, {})
    shown = Checked(reply.body).words
    assert "wrong answer" in shown
    assert "<del>-6</del>" in reply.body.replace("-6 ", "-6") and "<ins>0</ins>" in reply.body.replace("0 <", "0<")


def test_what_a_program_prints_is_shown_and_does_nothing(desk: Desk) -> None:
    page, _ = judged(desk, f"print({ATTACK!r} + '\\x00')\nraise ValueError({ATTACK!r})", public="1")
    assert "crashed" in page.words
    page, _ = judged(desk, f"print({ATTACK!r})", public="1")
    assert "<img" in page.words


def test_a_program_that_does_not_compile_is_told_why(desk: Desk) -> None:
    page, _ = judged(desk, "int main() { return nothing; }")
    assert "0 of 5 right" in page.words


def test_solutions_of_the_dataset_fill_the_matrix(desk: Desk) -> None:
    form = {"kind": "generated", "places": "0 1", "programs": " ".join(one.digest for one in (RIGHT, WRONG, ENDLESS, HELD))}
    reply = desk.reply("POST", "problem/0/run", {}, form)
    page = over(desk, reply.location)
    for said in ("right.py: 2 of 2 right", "wrong.py: 1 of 2 right", "held.py: 2 of 2 right"):
        assert said in page.words
    body = desk.reply("GET", "problem/0/matrix/generated", {}, {}).body
    assert body.count(" here") >= 8
    assert "right, run here" in body and "crashed, run here" in body


def test_one_solution_on_one_test_shows_expected_and_got(desk: Desk) -> None:
    reply = desk.reply("POST", "problem/0/run", {}, {"kind": "generated", "places": "0", "programs": WRONG.digest})
    page = over(desk, reply.location)
    assert "wrong.py on generated test 0" in page.words
    assert "expected" in page.words and "got" in page.words
    assert "wrong.py: wrong answer" in Checked(desk.reply("GET", "problem/0/tests/generated/0", {}, {}).body).words


def test_a_problem_that_cannot_be_judged_says_why(desk: Desk) -> None:
    reply = desk.reply("POST", "problem/1/judge", {}, {"language": "PYTHON3", "source": "print(1)", "public": "1"})
    assert "checker" in over(desk, reply.location).words


def test_a_job_can_be_stopped_and_no_more_are_taken_than_anyone_waits_for() -> None:
    bench = Bench()
    try:
        endless = Program(Language.PYTHON3, "while True: pass")
        problem = sums().problem
        tests = [(("public", at), test) for at, test in enumerate(problem.given_tests)]
        jobs = [bench.ask(0, problem, [("d", "endless", endless)], tests, pasted=True) for _ in range(MOST_WAITING)]
        with pytest.raises(Busy, match="wait"):
            bench.ask(0, problem, [("d", "endless", endless)], tests, pasted=True)
        for job in reversed(jobs):
            job.stop.set()
        assert wait_for(jobs)
        assert {job.state for job in jobs} <= {"stopped", "done"}
    finally:
        bench.close()
    assert not any(thread.name == "explorer bench" for thread in threading.enumerate())


def wait_for(jobs: list[Job]) -> bool:
    for _ in range(1200):
        if all(job.is_over for job in jobs):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("language", ["", "COBOL", "UNKNOWN_LANGUAGE", "__class__"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="language"):
        pasted_program(language, "x")
