"""A Dataflow service on loopback: it takes a job, keeps what was submitted, and runs the submitted graph in this process.

It knows of a job what the service is sent, nothing else: the graph is read from where the job says that it was staged.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.portability import python_urns
from apache_beam.portability.api import beam_runner_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipelines.cloud.places import CloudPath

_JOB = re.compile(r"/v1b3/projects/(?P<project>[^/]+)/locations/(?P<region>[^/]+)/jobs(?:/(?P<job>[^/?]+))?(?P<rest>/\w+)?")
NUMBER = "2024-01-01_00_00_00-1"
_TIME = "2024-01-01T00:00:00Z"


class Service:
    """What was asked of the service, and what it answers: `refusal` is a status for new jobs, `act` what a new job does."""

    def __init__(self) -> None:
        self.jobs: list[dict[str, Any]] = []
        self.where: list[tuple[str, str]] = []
        self.state = "JOB_STATE_PENDING"
        self.refusal: tuple[int, str] | None = None
        self.refused = 0
        self.said: list[str] = []
        self.act: Callable[[Service], None] = execute
        self.url = ""

    def graph(self) -> beam_runner_api_pb2.Pipeline:
        """The graph of the last job, from where it was staged."""
        options = self.jobs[-1]["environment"]["sdkPipelineOptions"]["options"]
        content = CloudPath(options["pipelineUrl"]).read_bytes()
        return beam_runner_api_pb2.Pipeline.FromString(content)


def execute(service: Service) -> None:
    """Run the submitted graph to its end, here, where the containers are not."""
    graph = service.graph()
    for environment in graph.components.environments.values():
        environment.urn, environment.payload = python_urns.EMBEDDED_PYTHON, b""
        del environment.dependencies[:]
    FnApiRunner().run_via_runner_api(graph, PipelineOptions([])).wait_until_finish()


def fail(service: Service) -> None:
    """A job that fails, with what the service says of it."""
    where = 'Traceback (most recent call last):\n  File "x.py", line 1\n'
    service.said.append(f"{where}RuntimeError: the machines have gone [while running 'Verify/Run-ptransform-31']")
    raise RuntimeError("failed")


def wait(service: Service) -> None:
    """A job that runs until somebody ends it."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test has no log."""

    def _say(self, value: Any, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _job(self) -> dict[str, Any]:
        job = self.service.jobs[-1]
        state = self.service.state
        return {"id": NUMBER, "name": job["name"], "clientRequestId": job["clientRequestId"], "currentState": state}

    def do_POST(self) -> None:
        found = _JOB.match(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert found is not None
        if self.service.refusal is not None:
            status, message = self.service.refusal
            self.service.refused += 1
            self._say({"error": {"code": status, "message": message, "status": "REFUSED"}}, status)
            return
        self.service.jobs.append(body)
        self.service.where.append((found["project"], found["region"]))
        self._say(self._job())
        threading.Thread(target=self._run, name="job", daemon=True).start()

    def _run(self) -> None:
        service = self.service
        service.state = "JOB_STATE_RUNNING"
        try:
            service.act(service)
        except Exception as error:
            service.said.append(str(error)) if not service.said else None
            service.state = "JOB_STATE_FAILED"
        else:
            service.state = "JOB_STATE_RUNNING" if service.act is wait else "JOB_STATE_DONE"

    def do_GET(self) -> None:
        found = _JOB.match(self.path)
        assert found is not None
        if found["rest"] == "/messages":
            kind = "JOB_MESSAGE_ERROR"
            said = [
                {"id": str(place), "time": _TIME, "messageText": text, "messageImportance": kind}
                for place, text in enumerate(self.service.said)
            ]
            self._say({"jobMessages": said})
        elif found["rest"] == "/metrics":
            self._say({"metrics": []})
        else:
            self._say(self._job())

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body.get("requestedState") == "JOB_STATE_CANCELLED":
            self.service.state = "JOB_STATE_CANCELLED"
        self._say(self._job())


@contextmanager
def serve_dataflow() -> Iterator[Service]:
    """The service, until the block ends."""
    service = Service()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service}))
    server.daemon_threads = True
    service.url = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="dataflow", daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
