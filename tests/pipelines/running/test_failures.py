"""Failures of the world are one line; defects of ours stay what they are."""

from __future__ import annotations

import pytest

from pipelines.running.failures import JobFailed, StepFailed, job_ended, job_failed, meant, worker_died

TRACE = 'Traceback (most recent call last):\n  File "apache_beam/runners/common.py", line 1, in process\n'


@pytest.mark.parametrize(
    "last",
    [
        "OSError: [Errno 28] No space left on device: '/out/.a.part' [while running 'Export/WriteShards-ptransform-56']",
        "RuntimeError: OSError: [Errno 28] No space left on device [while running 'Export/WriteShards']",
        "PermissionError: [Errno 13] Permission denied: '/out' [while running 'Export/WriteShards']",
        "pipelines.cloud.places.PlaceError: gs://bucket/out: 403 Forbidden [while running 'Export/WriteShards-ptransform-1']",
    ],
)
def test_what_the_world_did_names_the_step(last: str) -> None:
    error = meant(RuntimeError(TRACE + last))
    assert isinstance(error, StepFailed)
    assert str(error).startswith("Export/WriteShards: ")
    assert last.rpartition("Error: ")[2].partition(" [while")[0] in str(error)
    assert "\n" not in str(error)


def test_an_error_that_comes_as_itself_names_the_step_too() -> None:
    error = meant(OSError("no space left [while running 'Clean']"))
    assert isinstance(error, StepFailed)
    assert str(error).startswith("Clean: no space left; ")


@pytest.mark.parametrize("last", ["KeyError: 'x' [while running 'Verify/Run']", "AssertionError: ", "nothing that is known"])
def test_a_defect_of_ours_stays_what_it_is(last: str) -> None:
    error = RuntimeError(TRACE + last)
    assert meant(error) is error


def test_errors_for_people_stay_what_they_are() -> None:
    for error in (ValueError("--seed x makes no sense"), OSError("gone")):
        assert meant(error) is error
        assert job_failed(error, "PortableRunner") is error


@pytest.mark.parametrize(("code", "word"), [("-9", "memory"), ("1", "code 1"), ("137", "memory"), ("-15", "code -15")])
def test_how_a_worker_died(code: str, word: str) -> None:
    assert word in str(worker_died(code))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dataflow pipeline failed. State: CANCELLED, Error:\nNone", ["was cancelled"]),
        ("Dataflow pipeline failed. State: FAILED, Error:\nNone", ["does not say why"]),
        (
            f"Dataflow pipeline failed. State: FAILED, Error:\n{TRACE}ValueError: bad [while running 'Read/x']",
            ["Read/x: ", "bad"],
        ),
        ("Dataflow pipeline failed. State: FAILED, Error:\nQuota exceeded for CPUS", ["Quota exceeded for CPUS"]),
        (f"Pipeline job-1 failed in state FAILED: {TRACE}OSError: gone [while running 'Clean']", ["Clean: ", "gone"]),
        ("Pipeline job-1 failed in state CANCELLED: unknown error", ["was cancelled"]),
        ("", ["does not answer"]),
    ],
)
def test_what_a_failed_job_says(text: str, words: list[str]) -> None:
    error = job_failed(RuntimeError(text), "DataflowRunner")
    assert isinstance(error, JobFailed)
    assert str(error).startswith("DataflowRunner: ")
    assert "\n" not in str(error)
    assert all(word in str(error) for word in words)


@pytest.mark.parametrize(("state", "word"), [("CANCELLED", "cancelled"), ("DRAINED", "DRAINED"), ("FAILED", "why")])
def test_how_a_job_ended(state: str, word: str) -> None:
    assert word in str(job_ended(state, "FlinkRunner"))
