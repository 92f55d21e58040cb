"""Runs a Beam pipeline for a person: the runner by its name, Ctrl-C that ends cleanly, Beam's chatter kept down."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions, StandardOptions
from apache_beam.portability.api import beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.portability.fn_api_runner.fn_runner import ExtendedProvisionInfo
from apache_beam.transforms.environments import SubprocessSDKEnvironment
from google.protobuf import struct_pb2

from pipelines.workspace import close_workspaces, open_workspaces

WORKER_OPTIONS = {"beam:option:default_sdk_harness_log_level:v1": "ERROR"}
"""What worker processes are told: the runner hands them no options of its own accord."""


class Interrupted(RuntimeError):
    """The person pressed Ctrl-C (or the process was asked to end)."""


class OptionError(ValueError):
    """A command-line option that neither we nor Beam know."""


def pipeline_options(arguments: Sequence[str], workers: int, command: str = "build") -> PipelineOptions:
    """Beam's options: `arguments` verbatim, and worker processes where `workers` > 1. `command` is whose help to look at.

    Raises OptionError for an argument that Beam does not know either: Beam itself would only log it.
    """
    unknown = unknown_arguments(arguments)
    if unknown:
        raise OptionError(f"unknown option {unknown[0]}: see `codequorum {command} --help`, or Beam's own options")
    options = PipelineOptions(list(arguments))
    if options.view_as(StandardOptions).runner is None:
        direct = options.view_as(DirectOptions)
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
    """Build and run a pipeline to its end.

    Without `--runner` it runs on this machine by the FnApi runner, named explicitly: Beam's default would look for another
    one to download. Raises Interrupted at Ctrl-C, after every worker process is gone, and whatever the pipeline raised.
    """
    direct = options.view_as(DirectOptions)
    runner = options.view_as(StandardOptions).runner or local_runner(direct.direct_num_workers)
    failure: list[BaseException] = []

    def work() -> None:
        try:
            pipeline = beam.Pipeline(runner=runner, options=options)
            construct(pipeline)
            pipeline.run().wait_until_finish()
        except BaseException as error:
            failure.append(error)

    open_workspaces()
    logging.disable(logging.NOTSET)
    thread = threading.Thread(target=work, name="pipeline", daemon=True)
    before = set(_children())
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.2)
    except KeyboardInterrupt:
        close_workspaces()  # before the sandboxes die: the thread must not take that for what programs do
        logging.disable(logging.CRITICAL)  # Beam would tell at length that the thread ends of it
        end_processes([pid for pid in _children() if pid not in before])
        raise Interrupted("interrupted; the same command continues where this one stopped") from None
    if failure:
        raise failure[0]


def local_runner(workers: int) -> FnApiRunner:
    """The runner on this machine; with several workers each is a process of `pipelines.worker`."""
    told = struct_pb2.Struct()
    told.update(WORKER_OPTIONS)
    environment = None
    if workers > 1:
        environment = SubprocessSDKEnvironment.from_command_string(f"exec {shlex.quote(sys.executable)} -m pipelines.worker")
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
