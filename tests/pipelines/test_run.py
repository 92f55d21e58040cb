"""Ctrl-C: what ends, and that nothing is remembered of what it broke."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import apache_beam as beam
import pytest

from pipelines.run import Interrupted, pipeline_options, run_pipeline
from pipelines.workspace import Workspace


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
    workspace = Workspace(tmp_path)
    with pytest.raises(Interrupted):
        run_pipeline(
            lambda pipeline: pipeline | beam.Create(["after"]) | beam.ParDo(_Judge(workspace)) and None,
            pipeline_options([], workers=1),
        )
    for thread in threading.enumerate():
        if thread.name == "pipeline":
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
