"""Programs run in the sandbox because a person asked: in the background, one job after the other, results kept in memory."""

from __future__ import annotations

import itertools
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.execution.checking import Referee
from pipelines.execution.comparison import decode_output
from pipelines.execution.engine import Engine
from pipelines.execution.judging import GIVE_UP_AFTER_TIMEOUTS, files_of, given_test_limits, why_not_judged
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.execution.toolchains import TOOLCHAINS
from pipelines.explorer.problems import Absent
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Problem, Test

MOST_SOURCE_CHARACTERS = 1 << 20
MOST_WAITING = 4
CLOSING_S = 20.0
"""So long is waited for a run to end; what is left of it ends with this process."""
MOST_KEPT = 32
MOST_OUTPUTS = 64
"""So many outputs of a job are kept to be shown: those of its first failures."""
SHOWN_CHARACTERS = 1 << 17
"""So much of an output is kept to be shown."""
LANGUAGES = tuple(language for language in TOOLCHAINS)

Where = tuple[str, int]
"""A test by kind and place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a program fared on a test. `output` is cut to what can be shown."""

    verdict: str
    cpu_s: float = 0.0
    detail: str = ""
    output: str = ""


@dataclass(slots=True)
class Job:
    """Programs to be run on tests of a problem. What is written by the worker is read by others: each field at once.

    `programs`: (digest, name, program). `seen`: by program and test. `state`: waiting, running, done, or why it failed.
    """

    number: int
    entry: int
    problem: Problem
    programs: tuple[tuple[str, str, Program], ...]
    tests: tuple[tuple[Where, Test], ...]
    is_pasted: bool = False
    state: str = "waiting"
    done: int = 0
    seen: dict[tuple[str, Where], Seen] = field(default_factory=dict)
    compiled: dict[str, str] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def total(self) -> int:
        """How many runs there are to be."""
        return len(self.programs) * len(self.tests)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state not in ("waiting", "running")


class Busy(ValueError):
    """More jobs are waiting than anyone would wait for."""


class Bench:
    """Runs jobs, one at a time, until it is closed. The engine is made when it is first needed."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._running = threading.Lock()
        self._engine: Engine | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="explorer bench", daemon=True)
        self._thread.start()

    def ask(
        self,
        entry: int,
        problem: Problem,
        programs: Sequence[tuple[str, str, Program]],
        tests: Sequence[tuple[Where, Test]],
        *,
        pasted: bool,
    ) -> Job:
        """Line a job up. Raises Busy."""
        with self._lock:
            if sum(not job.is_over for job in self._jobs.values()) >= MOST_WAITING:
                raise Busy("other programs are being judged; wait until they are done")
            job = Job(next(self._numbers), entry, problem, tuple(programs), tuple(tests), pasted)
            self._jobs[job.number] = job
            while len(self._jobs) > MOST_KEPT:
                oldest = next(iter(self._jobs.values()))
                if not oldest.is_over:
                    break
                del self._jobs[oldest.number]
        self._waiting.put(job)
        return job

    def job(self, number: int) -> Job:
        """The job. Raises Absent where it is not known any more."""
        with self._lock:
            if number not in self._jobs:
                raise Absent(number)
            return self._jobs[number]

    def jobs_of(self, entry: int) -> list[Job]:
        """The jobs of a problem, oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if job.entry == entry]

    def seen_of(self, entry: int) -> dict[tuple[str, Where], Seen]:
        """All results for the dataset's own programs of a problem; the latest of each counts."""
        found: dict[tuple[str, Where], Seen] = {}
        for job in self.jobs_of(entry):
            if not job.is_pasted:
                found.update(dict(job.seen))
        return found

    def close(self) -> None:
        """Stop the job that runs and wait for it."""
        self._closing = True
        with self._lock:
            for job in self._jobs.values():
                job.stop.set()
        self._waiting.put(None)
        self._thread.join(timeout=CLOSING_S)

    def _work(self) -> None:
        while not self._closing:
            job = self._waiting.get()
            if job is None:
                return
            job.state = "running"
            try:
                why = self._run(job)
                job.state = why or ("stopped" if job.stop.is_set() else "done")
            except (SandboxUnavailable, OSError) as error:
                job.state = f"programs cannot be run here: {error}"
            except Exception as error:  # the thread must live on; the page says what happened
                job.state = f"it failed: {error!r}"

    def _run(self, job: Job) -> str:
        """Run it as far as nobody stops it; why its problem cannot be judged, or ""."""
        if job.stop.is_set():
            return ""
        self._engine = self._engine or Engine()
        why = why_not_judged(job.problem, self._engine)
        if why:
            return why
        limits = given_test_limits(job.problem.limits)
        kept = 0
        with Referee(self._engine, job.problem.checker) as referee:
            for digest, _, program in job.programs:
                for where, seen in runs(self._engine, referee, job, program, limits):
                    if where is None:
                        job.compiled[digest] = seen.detail or seen.verdict
                        continue
                    kept += bool(seen.output)
                    job.seen[digest, where] = seen if kept <= MOST_OUTPUTS else replace(seen, output="")
                    job.done += 1
                    if job.stop.is_set():
                        return ""
        return ""


def runs(
    engine: Engine, referee: Referee, job: Job, program: Program, limits: RunLimits
) -> Iterator[tuple[Where | None, Seen]]:
    """How a program fares on each test of a job; without a place first, where it does not compile: then on each of them so."""
    timeouts = 0
    with engine.open(program, files=files_of(job.problem)) as session:
        if session.verdict is not Verdict.OK:
            failed = Seen(session.verdict.value, detail=session.detail)
            yield None, failed
            for where, _ in job.tests:
                yield where, Seen(session.verdict.value)
            return
        for where, test in job.tests:
            if timeouts >= GIVE_UP_AFTER_TIMEOUTS:
                yield where, Seen(Verdict.TLE.value, detail=f"not run after {timeouts} time-outs")
                continue
            run = session.run(test.input.encode("utf-8", "replace"), limits)
            verdict, detail = run.verdict, run.detail
            if verdict is Verdict.OK:
                ruling = referee.rule(test.input, test.output, run.output)
                verdict, detail = ruling.verdict, ruling.detail
            timeouts += verdict is Verdict.TLE
            output = decode_output(run.output[: 4 * SHOWN_CHARACTERS])[:SHOWN_CHARACTERS]
            yield where, Seen(verdict.value, run.cpu_s, detail, "" if verdict is Verdict.AC else output)


def pasted_program(language: str, source: str) -> Program:
    """The program that a person typed. Raises ValueError for a language that nobody knows, or a source that is none."""
    try:
        known = Language[language]
    except KeyError:
        known = Language.UNKNOWN_LANGUAGE
    if known not in LANGUAGES:
        raise ValueError("choose the language of the program")
    text = source.replace("\r\n", "\n")
    if not text.strip():
        raise ValueError("paste the text of a program first")
    if len(text) > MOST_SOURCE_CHARACTERS:
        raise ValueError(f"a program of {len(text)} characters is too long; {MOST_SOURCE_CHARACTERS} are taken at most")
    return Program(known, text)
