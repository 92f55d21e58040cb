"""Runs a Beam pipeline for a person: the runner by its name, Ctrl-C that ends cleanly, Beam's chatter kept down."""

from __future__ import annotations

import argparse
import contextlib
import copy
import logging
import os
import shlex
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions
from apache_beam.portability.api import beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.portability.fn_api_runner.fn_runner import ExtendedProvisionInfo
from apache_beam.transforms.environments import SubprocessSDKEnvironment
from google.protobuf import struct_pb2

from pipelines.cloud import submission
from pipelines.running.attempts import MOST_ATTEMPTS, Attempts, told
from pipelines.running.failures import WorkerDied, job_ended, job_failed, meant, worker_died
from pipelines.running.workspace import close_workspaces, open_workspaces

WORKER_OPTIONS = {"beam:option:default_sdk_harness_log_level:v1": "ERROR"}
"""What worker processes are told: the runner hands them no options of its own accord."""


MOST_DEATHS = 5 * MOST_ATTEMPTS
"""So many workers may die in one run of a command."""


_REPEATING = (
    *("apache_beam.runners.common", "apache_beam.runners.worker.sdk_worker"),
    "apache_beam.runners.worker.data_plane",  # where a worker is gone, which is told as such
    "apache_beam.runners.portability.fn_api_runner.worker_handlers",
)
"""Loggers that tell at length what is raised as well."""


_RUNNER = "apache_beam.runners.portability.fn_api_runner.fn_runner"
"""Warns that several workers take another running mode: it looks at that option alone, and not at the environment it has got,
which starts a process for each."""


_CHANNEL = "Channel closed prematurely"
"""What Beam says now and then where a worker is gone, in place of waiting."""
_WORKER_GONE_S = 5.0


_READING = ("beam_control_read", "read_grpc_client_inputs", "read_log_control_messages", "read_state")
"""Threads that end with an error where a worker is gone, which is told as such."""


class Interrupted(RuntimeError):
    """The person pressed Ctrl-C (or the process was asked to end)."""


class OptionError(ValueError):
    """A command-line option that neither we nor Beam know."""


def pipeline_options(arguments: Sequence[str], workers: int, command: str = "build") -> PipelineOptions:
    """Beam's options: `arguments` verbatim, and worker processes where `workers` > 1. `command` is whose help to look at.

    Raises OptionError for an argument that Beam does not know either (Beam itself would only log it), unless a cluster's job
    service is asked, which has options of its own, and RunnerRefused for a runner that is not offered.
    """
    options = PipelineOptions(list(arguments))
    submission.check(options)
    unknown = unknown_arguments(arguments)
    if unknown and (submission.runs_here(options) or submission.is_dataflow(options)):
        raise OptionError(f"unknown option {unknown[0]}: see `codequorum {command} --help`, or Beam's own options")
    direct = options.view_as(DirectOptions)
    if submission.runs_here(options) and workers > 1:
        direct.direct_num_workers = workers
    return options


def unknown_arguments(arguments: Sequence[str]) -> list[str]:
    """Those of the arguments that no option class of Beam takes."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, conflict_handler="resolve")
    for kind in _subclasses(PipelineOptions):
        kind._add_argparse_args(parser)
    return [one for one in parser.parse_known_args(list(arguments))[1] if one.startswith("-")]


def _subclasses(kind: type[PipelineOptions]) -> list[type[PipelineOptions]]:
    direct = kind.__subclasses__()
    return direct + [below for one in direct for below in _subclasses(one)]


def run_pipeline(construct: Callable[[beam.Pipeline], None], options: PipelineOptions) -> None:
    """Build and run a pipeline to its end, on this machine or, with `--runner`, wherever Beam can.

    On this machine it is the FnApi runner, named explicitly: Beam's default would look for another one to download. Raises
    Interrupted at Ctrl-C and SIGTERM, after every worker process is gone; WorkerDied where one ended before its work did;
    StepFailed and JobFailed for what the world did not allow; and whatever else the pipeline raised.
    """
    here = submission.runs_here(options)
    failure: list[BaseException] = []
    results: list[Any] = []

    def work() -> None:
        try:
            if here:
                _run_here(construct, options)
            else:
                _run_there(construct, options, results)
        except BaseException as error:
            failure.append(error)

    open_workspaces()
    logging.disable(logging.NOTSET)
    thread = threading.Thread(target=work, name="pipeline", daemon=True)
    before = set(_children())
    with _watching() as died, _terminable():
        thread.start()
        try:
            while thread.is_alive() and not died:
                thread.join(0.2)
        except KeyboardInterrupt:
            _end(before)
            told = "interrupted; the same command continues where this one stopped"
            if not here:
                told = submission.left_running(results[0] if results else None, options)
            raise Interrupted(told) from None
        if _is_of_a_worker(failure, died):
            alive = _children()
            _end(before)
            raise worker_died(died[0], alive)
    if failure:
        error = meant(failure[0]) if here else job_failed(failure[0], submission.name_of(options))
        raise error from (None if error is not failure[0] else failure[0].__cause__)


def _is_of_a_worker(failure: Sequence[BaseException], died: Sequence[str]) -> bool:
    """Whether a run has ended because a worker died. The channel may be found closed before the process has been waited for."""
    if failure and _CHANNEL not in str(failure[0]):
        return False
    deadline = time.monotonic() + _WORKER_GONE_S
    while failure and not died and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(died)


def run_with_attempts(run: Callable[[], None], attempts: Attempts) -> None:
    """Call `run`, which runs a pipeline, again where a worker process has died.

    What it had in hand is given up by its step after MOST_ATTEMPTS, and all else goes on. Raises what `run` does; WorkerDied
    where MOST_ATTEMPTS workers have died with nothing in hand that could be given up, and after MOST_DEATHS: then it is the
    machine.
    """
    for lost in attempts.recall():
        print(f"codequorum: {told(lost)}", file=sys.stderr)
    deaths = unexplained = 0
    while True:
        try:
            run()
        except WorkerDied as died:
            blamed = attempts.count(died.alive, died.how)
            deaths, unexplained = deaths + 1, unexplained + (not blamed)
            if deaths == MOST_DEATHS or unexplained == MOST_ATTEMPTS:
                raise
            for line in map(told, blamed) if blamed else [f"{died.how}; it is started again"]:
                print(f"codequorum: {line}", file=sys.stderr)
        except BaseException:
            attempts.forget()
            raise
        else:
            return


def _run_here(construct: Callable[[beam.Pipeline], None], options: PipelineOptions) -> None:
    for name in _REPEATING:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.getLogger(_RUNNER).setLevel(logging.ERROR)
    direct = options.view_as(DirectOptions)
    pipeline = beam.Pipeline(runner=local_runner(direct.direct_num_workers), options=options)
    construct(pipeline)
    pipeline.run().wait_until_finish()


def _run_there(construct: Callable[[beam.Pipeline], None], options: PipelineOptions, results: list[Any]) -> None:
    """Submit the pipeline and wait for it; what was submitted is put into `results`."""
    options = copy.deepcopy(options)  # a command can have several pipelines, and runners write into what they are told
    with tempfile.TemporaryDirectory(prefix="codequorum-") as scratch:
        submission.complete(options, Path(scratch))
        submission.check_staging(options)
        submission.speak_up()
        pipeline = beam.Pipeline(runner=submission.name_of(options), options=options)
        construct(pipeline)
        if submission.is_dataflow(options):
            submission.hint(pipeline)
        results.append(pipeline.run())
        state = results[0].wait_until_finish()
        if state not in (None, "DONE"):
            raise job_ended(str(state), submission.name_of(options))


@contextlib.contextmanager
def _watching() -> Iterator[list[str]]:
    """The codes with which worker processes ended before their time: Beam lets a thread say so, and waits on."""
    died: list[str] = []
    before = threading.excepthook
    earlier = set(threading.enumerate())  # those of a run whose workers we have ended, too

    def hook(found: threading.ExceptHookArgs) -> None:
        if found.thread is not None and found.thread.name == "run_worker":
            if found.thread not in earlier:
                died.append(str(found.exc_value).rpartition(" ")[2])
        elif found.thread is None or found.thread.name not in _READING:
            before(found)

    threading.excepthook = hook
    try:
        yield died
    finally:
        if not died:  # else the threads that Beam leaves behind go on to complain
            threading.excepthook = before


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C: it is how machines are asked to stop. Only the main thread can, and where nobody else has."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(before: set[int]) -> None:
    """End the worker processes of a run that cannot go on."""
    close_workspaces()  # before the sandboxes die: the thread must not take that for what programs do
    logging.disable(logging.CRITICAL)  # Beam would tell at length that the thread ends of it
    end_processes([pid for pid in _children() if pid not in before])


def local_runner(workers: int) -> FnApiRunner:
    """The runner on this machine; with several workers each is a process of `pipelines.running.worker`."""
    told = struct_pb2.Struct()
    told.update(WORKER_OPTIONS)
    environment = None
    if workers > 1:
        environment = SubprocessSDKEnvironment.from_command_string(
            f"exec {shlex.quote(sys.executable)} -m pipelines.running.worker"
        )
    return FnApiRunner(
        default_environment=environment,
        provision_info=ExtendedProvisionInfo(
            beam_provision_api_pb2.ProvisionInfo(retrieval_token="unused-retrieval-token", pipeline_options=told)
        ),
    )


def _children(parent: int | None = None) -> list[int]:
    """All processes below us, nearest first."""
    parent = os.getpid() if parent is None else parent
    found: list[int] = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(entry))
    return found + [below for child in found for below in _children(child)]


def end_processes(pids: Sequence[int]) -> None:
    """Kill processes; sandboxes end by themselves when the worker that owns them is gone."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
