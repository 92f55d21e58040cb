"""The pages on which programs are judged: those that a person pastes, and the dataset's own on some of its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pipelines.explorer.differences import difference
from pipelines.explorer.judging import LANGUAGES, Bench, Job, Seen, Where, pasted_program
from pipelines.explorer.matrix import SOLUTIONS, TESTS, WORDS
from pipelines.explorer.problems import KINDS, Absent, Known, Opened, Problems
from pipelines.explorer.replies import Frame, Query, Refused, Reply, within
from schemas.execution import Program
from schemas.problem import Test


class JobPages:
    """Makes them. Absent is raised for what there is none of, Refused for what makes no sense, Busy where many wait."""

    def __init__(self, frame: Frame, problems: Problems, bench: Bench) -> None:
        self._frame = frame
        self._problems = problems
        self._bench = bench

    def judge(self, query: Query, number: str) -> Reply:
        """Where a program can be pasted."""
        opened = self._problems.open(int(number))
        jobs = [job for job in self._bench.jobs_of(int(number)) if job.is_pasted]
        return self._frame.of(opened, "judge.html", "Judge a program", languages=[one.name for one in LANGUAGES], jobs=jobs)

    def judge_pasted(self, form: Query, number: str) -> Reply:
        """Judge what was pasted."""
        opened = self._problems.open(int(number))
        try:
            program = pasted_program(form.get("language", ""), form.get("source", ""))
        except ValueError as error:
            raise Refused(str(error)) from error
        kinds = [kind for kind in KINDS if form.get(kind)]
        tests: list[tuple[Where, Test]] = [((kind, at), test) for kind in kinds for at, test in enumerate(opened.tests(kind))]
        if not tests:
            raise Refused("choose a kind of tests that the problem has")
        return self._lined_up(number, opened, [(program.digest, "the pasted program", program)], tests, pasted=True)

    def run(self, form: Query, number: str) -> Reply:
        """Run some of the dataset's programs: those named, or those of a page of the matrix, on tests of a kind."""
        opened = self._problems.open(int(number))
        kind = form.get("kind", "")
        tests = opened.tests(kind)
        places = [within(tests, place) for place in form.get("places", "").split()][:TESTS]
        chosen = [opened.known(digest) for digest in form.get("programs", "").split()][:SOLUTIONS]
        if not places or not chosen:
            raise Refused("there is nothing to run: choose programs and tests")
        programs = [(known.digest, known.name, _program(known)) for known in chosen]
        return self._lined_up(number, opened, programs, [((kind, at), tests[at]) for at in places], pasted=False)

    def _lined_up(
        self,
        number: str,
        opened: Opened,
        programs: Sequence[tuple[str, str, Program]],
        tests: Sequence[tuple[Where, Test]],
        *,
        pasted: bool,
    ) -> Reply:
        job = self._bench.ask(int(number), opened.problem, programs, tests, pasted=pasted)
        return Reply(HTTPStatus.SEE_OTHER, location=f"{self._frame.root}job/{job.number}")

    def job(self, query: Query, number: str) -> Reply:
        """How far a job is, and what it found."""
        job = self._bench.job(int(number))
        opened = self._problems.open(job.entry)
        lines = [_fared(job, digest, name) for digest, name, _ in job.programs]
        single = job.is_over and job.total == 1 and bool(job.seen)
        shown = _shown(job, job.programs[0][0], job.tests[0][0]) if single else None
        return self._frame.of(
            opened,
            "job.html",
            "Judged",
            job=job,
            lines=lines,
            words=WORDS,
            shown=shown,
            where=job.tests[0][0],
            refresh=not job.is_over,
        )

    def stop(self, form: Query, number: str) -> Reply:
        """Stop a job."""
        job = self._bench.job(int(number))
        job.stop.set()
        return Reply(HTTPStatus.SEE_OTHER, location=f"{self._frame.root}job/{job.number}")

    def seen(self, query: Query, number: str, digest: str, kind: str, place: str) -> Reply:
        """What a program of a job printed on a test, beside what was expected."""
        job = self._bench.job(int(number))
        where = (kind, int(place))
        shown = _shown(job, digest, where)
        opened = self._problems.open(job.entry)
        return self._frame.of(
            opened, "seen.html", f"{kind} test {place}", job=job, digest=digest, where=where, shown=shown, words=WORDS
        )


@dataclass(frozen=True, slots=True)
class _Fared:
    """A program of a job: how many tests it passed, and each failure."""

    digest: str
    name: str
    passed: int
    run: int
    failures: tuple[tuple[Where, Seen], ...]
    slowest_cpu_s: float
    compile_detail: str


def _fared(job: Job, digest: str, name: str) -> _Fared:
    seen = [(where, job.seen[digest, where]) for where, _ in job.tests if (digest, where) in job.seen]
    failures = tuple((where, one) for where, one in seen if one.verdict != "AC")
    slowest = max((one.cpu_s for _, one in seen), default=0.0)
    return _Fared(digest, name, len(seen) - len(failures), len(seen), failures, slowest, job.compiled.get(digest, ""))


def _program(known: Known) -> Program:
    return Program(known.solution.language, known.solution.source)


def _shown(job: Job, digest: str, where: Where) -> dict[str, Any]:
    """What a program printed beside what was expected. Raises Absent where it was not run on that."""
    seen = job.seen.get((digest, where))
    if seen is None:
        raise Absent(digest)
    test = dict(job.tests)[where]
    got = test.output if seen.verdict == "AC" else seen.output
    return {
        "seen": seen,
        "test": test,
        "difference": difference(test.output, got),
        "kept": seen.verdict == "AC" or bool(seen.output),
    }
