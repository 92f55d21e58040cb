"""The smallest cluster: Beam's own job service and a pool of workers, each a process of its own on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pipelines.building import ROOT

START_TIMEOUT_S = 60.0


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _start(log: Path, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module in a session of its own; the pool finds `python` by PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", f"apache_beam.runners.{module}", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@contextmanager
def cluster(folder: Path) -> Iterator[list[str]]:
    """The options that run a pipeline on it, while the block lasts. `folder` takes what it says and stages."""
    job_port, pool_port = free_port(), free_port()
    service = ["--port", str(job_port), "--staging_dir", str(folder / "staged")]
    processes = [
        _start(folder / "service.log", "portability.local_job_service_main", *service),
        _start(folder / "pool.log", "worker.worker_pool_main", "--service_port", str(pool_port)),
    ]
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not (_listens(job_port) and _listens(pool_port)):
            assert time.monotonic() < deadline, (folder / "service.log").read_text() + (folder / "pool.log").read_text()
            time.sleep(0.05)
        options = ["--runner", "PortableRunner", "--job_endpoint", f"localhost:{job_port}"]
        yield [*options, "--environment_type", "EXTERNAL", "--environment_config", f"localhost:{pool_port}"]
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
