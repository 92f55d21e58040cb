"""The same against the emulator of Google Cloud Storage that others maintain, where it is installed: ours may err as we do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import beam_runner
from pipelines.cloud.places import CloudPath, remove_tree
from pipelines.command_line import grammar
from tests.pipelines.building import build_here
from tests.pipelines.cluster import free_port
from tests.pipelines.small_corpus import TINY, tiny_problem, write_jsonl

emulator = pytest.importorskip("gcp_storage_emulator.server", reason="needs the package gcp-storage-emulator")
auth = pytest.importorskip("apache_beam.internal.gcp.auth", reason="needs codequorum[gcp]")


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    port = free_port()
    server = emulator.create_server("localhost", port, in_memory=True, default_bucket="bucket")
    server.start()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://localhost:{port}")
    monkeypatch.setattr(auth, "get_service_credentials", lambda *_: None)
    try:
        yield
    finally:
        server.stop()


def test_places_answer_as_in_our_own_bucket() -> None:
    root = CloudPath("gs://bucket/data")
    (root / "a").write_text("one")
    (root / "deep" / "b").write_bytes(bytes(3 << 20))
    assert (root / "a").read_text() == "one"
    assert len((root / "deep" / "b").read_bytes()) == 3 << 20
    assert list(root.rglob("*")) == [root / "a", root / "deep" / "b"]
    first = (root / "a").stamp()
    (root / "a").write_text("two")
    assert (root / "a").stamp() != first
    with pytest.raises(FileNotFoundError):
        (root / "none").read_bytes()
    remove_tree(root)
    assert not root.exists()


@pytest.mark.slow
def test_a_build_from_and_into_the_bucket(tmp_path: Path) -> None:
    CloudPath("gs://bucket/in/tiny.jsonl").write_text("".join(json.dumps(row) + "\n" for row in tiny_problem()))
    words = ["build", "--source", "jsonl", "--input", "gs://bucket/in", "--output", "gs://bucket/out", "--allow_fewer"]
    words += ["--max_tests", str(TINY["max_tests"]), "--without", *TINY["without"]]
    assert beam_runner.main(words) == grammar.EXIT_DONE
    assert build_here(write_jsonl(tmp_path / "tiny.jsonl", tiny_problem()), tmp_path / "local", **TINY)
    for path in (tmp_path / "local" / "data").iterdir():
        assert CloudPath(f"gs://bucket/out/data/{path.name}").read_bytes() == path.read_bytes()
    assert not CloudPath("gs://bucket/out/.build").exists()
