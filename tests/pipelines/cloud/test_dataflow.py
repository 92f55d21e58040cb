"""Jobs for Dataflow, without Google: what is submitted, that it runs, and what is said where it does not."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from apache_beam.portability.api import beam_runner_api_pb2

import beam_runner
from pipelines.cloud.places import CloudPath
from pipelines.command_line import grammar
from tests.pipelines.building import build_here
from tests.pipelines.cloud.fake_dataflow import NUMBER, Service, fail, serve_dataflow, wait
from tests.pipelines.cloud.fake_storage import Storage
from tests.pipelines.cloud.running import storage_here
from tests.pipelines.small_corpus import TINY, tiny_problem, write_jsonl

dataflow_runner = pytest.importorskip("apache_beam.runners.dataflow.dataflow_runner", reason="needs codequorum[gcp]")
if dataflow_runner.dataflow_api is None:
    pytest.skip("needs codequorum[gcp]", allow_module_level=True)

BATCH = 1
"""A number of the service's enumeration of kinds of jobs."""
OUTPUT = "gs://bucket/sets/tiny"
IMAGE = "europe-docker.pkg.dev/project/codequorum/worker:0.1.0"


class Hurried(SimpleNamespace):
    """A clock on which nobody waits long."""

    def __init__(self) -> None:
        import time

        super().__init__(time=time.time, sleep=lambda seconds: time.sleep(min(seconds, 0.02)))


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    with storage_here() as storage:
        monkeypatch.setattr(dataflow_runner, "time", Hurried())
        CloudPath("gs://bucket/in/tiny.jsonl").write_text("".join(json.dumps(row) + "\n" for row in tiny_problem()))
        yield storage


@pytest.fixture
def service(storage: Storage) -> Iterator[Service]:
    with serve_dataflow() as service:
        yield service


def arguments(service: Service, *more: str) -> list[str]:
    """A build as a person would say it, but for the addresses."""
    build = ["build", "--source", "jsonl", "--input", "gs://bucket/in/tiny.jsonl", "--output", OUTPUT, "--allow_fewer"]
    build += ["--max_tests", str(TINY["max_tests"]), "--without", *TINY["without"]]
    there = ["--runner", "DataflowRunner", "--project", "project", "--region", "europe-west1"]
    there += ["--temp_location", "gs://bucket/tmp", "--dataflow_endpoint", service.url, "--no_auth"]
    return [*build, *there, *more]


def hints(graph: beam_runner_api_pb2.Pipeline, label: str) -> set[str]:
    """The resource hints of the steps that do something below a label."""
    found: set[str] = set()
    for one in graph.components.transforms.values():
        if one.unique_name.startswith(f"{label}/") and one.environment_id:
            found |= set(graph.components.environments[one.environment_id].resource_hints)
    return found


def test_a_job_says_what_was_asked_and_its_graph_makes_the_dataset(service: Service, storage: Storage, tmp_path: Path) -> None:
    more = ["--sdk_container_image", IMAGE, "--machine_type", "n2-standard-8", "--max_num_workers", "20"]
    more += ["--experiments", "shuffle_mode=service", "--job_name", "tiny", "--disk_size_gb", "50"]
    assert beam_runner.main(arguments(service, *more)) == grammar.EXIT_DONE
    assert service.where == [("project", "europe-west1")]
    (job,) = service.jobs
    environment = job["environment"]
    (pool,) = environment["workerPools"]
    assert (job["name"], job["type"]) == ("tiny", BATCH)
    assert (pool["machineType"], pool["diskSizeGb"], pool["numThreadsPerWorker"]) == ("n2-standard-8", 50, 1)
    assert pool["autoscalingSettings"]["maxNumWorkers"] == 20
    assert {one["containerImage"] for one in pool["sdkHarnessContainerImages"]} == {IMAGE}
    assert {"shuffle_mode=service", "use_multiple_sdk_containers"} <= set(environment["experiments"])
    packages = {one["name"]: one["location"] for one in pool["packages"]}
    (wheel,) = [name for name in packages if name.startswith("codequorum-") and name.endswith(".whl")]
    staged = packages[wheel].removeprefix("storage.googleapis.com/bucket/")
    names = zipfile.ZipFile(io.BytesIO(storage.objects["bucket", staged])).namelist()
    assert {"beam_runner.py", "pipelines/build.py", "pipelines/execution/slot/slot.h", "schemas/problem.py"} <= set(names)
    assert not [name for name in names if name.startswith("model/")]
    graph = service.graph()
    assert hints(graph, "Verify") == hints(graph, "Generate") == {"beam:resources:min_ram_bytes:v1"}
    assert hints(graph, "Clean") == hints(graph, "Export") == set()
    local = tmp_path / "local"
    assert build_here(write_jsonl(tmp_path / "tiny.jsonl", tiny_problem()), local, **TINY)
    for path in (local / "data").iterdir():
        assert storage.objects["bucket", f"sets/tiny/data/{path.name}"] == path.read_bytes()
    assert not storage.names("bucket", "sets/tiny/.build")


def refused(service: Service, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The one line that a build ends with which does not come to its end."""
    assert beam_runner.main(arguments(service, *more)) == grammar.EXIT_FAILED
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "you may not"),
        pytest.param(400, "the machine type n9 is unknown", marks=pytest.mark.slow),
        pytest.param(404, "no such project", marks=pytest.mark.slow),
    ],
)
def test_a_refused_job_is_one_line(status: int, message: str, service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    service.refusal = (status, message)
    line = refused(service, capsys)
    assert str(status) in line
    assert message in line
    assert service.refused == 1, "what is refused for good is not asked again"


def test_a_failed_job_is_one_line_with_the_services_words(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    service.act = fail
    line = refused(service, capsys)
    assert "Verify/Run: " in line
    assert "the machines have gone" in line


@pytest.mark.slow
def test_a_cancelled_job_is_one_line(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    def cancelled(service: Service) -> None:
        service.state = "JOB_STATE_CANCELLED"
        threading.Event().wait(60)

    service.act = cancelled
    assert "was cancelled" in refused(service, capsys)


@pytest.mark.slow
def test_a_bucket_that_refuses_what_is_staged_is_one_line(
    service: Service, storage: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.refuse("tmp/", 403)
    line = refused(service, capsys)
    assert "403" in line or "Forbidden" in line
    assert service.jobs == []


@pytest.mark.slow
def test_a_service_that_is_out_of_order_is_asked_again_and_then_one_line(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    service.refusal = (503, "try again later")
    line = refused(service, capsys)
    assert "503" in line
    assert service.refused > 1


def test_what_dataflow_needs_and_was_not_said_is_named(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = arguments(service)
    cut = words.index("--temp_location")
    del words[cut : cut + 2]
    assert beam_runner.main(words) == grammar.EXIT_USAGE
    assert "temp_location" in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_leaves_the_job_and_says_how_to_end_it(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    service.act = wait
    joins: list[Any] = []
    original = threading.Thread.join

    def join(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "pipeline" and service.jobs and len(joins) > 3:
            raise KeyboardInterrupt
        joins.append(1) if service.jobs else None
        original(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", join)
    assert beam_runner.main(arguments(service)) == grammar.EXIT_INTERRUPTED
    said = capsys.readouterr().err
    assert f"gcloud dataflow jobs cancel {NUMBER} --region europe-west1" in said
    service.state = "JOB_STATE_DONE"
