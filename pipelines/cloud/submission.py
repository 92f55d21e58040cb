"""What a runner on other machines is told beyond the options that a person gave, and what its failures mean.

Runners have Beam's own names, and every option of Beam is passed on. Three things are filled in where they are not said: our
own package for the workers, one thread per worker process (programs are timed), and memory for the steps that run programs.
"""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import (
    DebugOptions,
    GoogleCloudOptions,
    PipelineOptions,
    SetupOptions,
    StandardOptions,
)
from apache_beam.pipeline import AppliedPTransform, PipelineVisitor
from apache_beam.transforms.resources import merge_resource_hints, parse_resource_hints

from pipelines.cloud.package import NAME, build_wheel
from pipelines.cloud.places import CloudPath, place_of

HERE = frozenset({"directrunner", "fnapirunner", "switchingdirectrunner"})
"""Names for the runner on this machine. Beam's own meaning of them depends on what it can download."""
EXECUTING = frozenset({"Verify", "Survey", "Generate", "TryRight", "TryWrong"})
"""Labels of the steps that run programs."""
EXECUTING_RAM = "4GB"
"""For each: two programs at the default limit of 1 GiB, a compiler, and the worker itself."""
_REFUSED = {"dask": "it has given wrong results; use FnApiRunner with --workers here, or PortableRunner on a cluster"}
_SERVICE_LOG = "apache_beam.runners.dataflow"


class RunnerRefused(ValueError):
    """A runner or an option of one that is not offered. The message says what to take instead."""


def name_of(options: PipelineOptions) -> str:
    """The runner's name as the person gave it; empty for none."""
    return str(options.view_as(StandardOptions).runner or "")


def runs_here(options: PipelineOptions) -> bool:
    """Whether the pipeline's steps run on this machine, by the runner that we choose."""
    name = name_of(options).lower()
    return not name or name in HERE or f"{name}runner" in HERE


def is_dataflow(options: PipelineOptions) -> bool:
    """Whether it is Google's service that runs the pipeline."""
    return "dataflow" in name_of(options).lower()


def check(options: PipelineOptions) -> None:
    """Raises RunnerRefused for what is not offered."""
    name = name_of(options)
    for part, why in _REFUSED.items():
        if part in name.lower():
            raise RunnerRefused(f"--runner {name} is not offered: {why}")
    if options.view_as(GoogleCloudOptions).template_location:
        raise RunnerRefused("--template_location is not offered: a Flex Template takes the same options (docs/dataflow.md)")


def complete(options: PipelineOptions, scratch: Path) -> None:
    """Fill in what far-away workers need and the person has not said; `scratch` must live until the job is submitted.

    Raises NotInstalled where our package would have to be sent and cannot be made.
    """
    setup, debug = options.view_as(SetupOptions), options.view_as(DebugOptions)
    given = [Path(one).name for one in setup.extra_packages or []]
    if setup.setup_file is None and not any(one.startswith(NAME) for one in given):
        setup.extra_packages = [*(setup.extra_packages or []), str(build_wheel(scratch))]
    if debug.number_of_worker_harness_threads is None:
        debug.number_of_worker_harness_threads = 1


def check_staging(options: PipelineOptions) -> None:
    """Find out at once whether the job's files can go where they are to go: Beam would try for minutes. Raises PlaceError."""
    cloud = options.view_as(GoogleCloudOptions)
    for place in {cloud.staging_location or cloud.temp_location, cloud.temp_location} - {None}:
        if isinstance(place_of(place), CloudPath):
            probe = CloudPath(place) / f"codequorum-{uuid.uuid4().hex}"
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)


class _Hint(PipelineVisitor):
    """Hints the memory that executing steps need, where they or the person ask for none."""

    def __init__(self) -> None:
        self._hints = parse_resource_hints({"min_ram": EXECUTING_RAM})

    def _visit(self, node: AppliedPTransform) -> None:
        if EXECUTING & set((node.full_label or "").split("/")):
            node.resource_hints = merge_resource_hints(outer_hints=node.resource_hints, inner_hints=self._hints)

    def enter_composite_transform(self, transform_node: AppliedPTransform) -> None:
        self._visit(transform_node)

    def visit_transform(self, transform_node: AppliedPTransform) -> None:
        self._visit(transform_node)


def hint(pipeline: beam.Pipeline) -> None:
    """Hint what executing steps need. Not for the runner here: it starts workers anew for each hint."""
    pipeline.visit(_Hint())


def speak_up() -> None:
    """Let the states of a Dataflow job be seen, and keep down what is told again as the error at the end."""
    logging.getLogger(f"{_SERVICE_LOG}.dataflow_runner").setLevel(logging.INFO)
    logging.getLogger(f"{_SERVICE_LOG}.internal.apiclient").setLevel(logging.CRITICAL + 1)


def left_running(result: Any, options: PipelineOptions) -> str:
    """What a person is told who has pressed Ctrl-C while a job runs elsewhere; a job of a cluster is asked to end."""
    if result is None:
        return "interrupted before the job was submitted"
    if is_dataflow(options):
        region = options.view_as(GoogleCloudOptions).region
        number = result.job_id()
        return f"interrupted; job {number} goes on: `gcloud dataflow jobs cancel {number} --region {region}` ends it"
    try:
        result.cancel()
    except Exception as error:  # it may be the cluster that is gone
        return f"interrupted; the job could not be cancelled ({type(error).__name__}): look at the cluster"
    return "interrupted; the job has been asked to end"
