"""The product against a bucket and a Dataflow service on loopback, with nobody's credentials."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from pipelines.running.workspace import open_workspaces
from tests.pipelines.cloud.fake_storage import Storage, serve_storage


@contextlib.contextmanager
def storage_here() -> Iterator[Storage]:
    """A bucket that Beam takes for Google's while the block lasts."""
    auth = pytest.importorskip("apache_beam.internal.gcp.auth", reason="needs codequorum[gcp]")
    with serve_storage() as storage, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", storage.url)
        patch.setattr(auth, "get_service_credentials", lambda *_: None)  # it would ask the network for some
        yield storage
    open_workspaces()  # a test may have pressed Ctrl-C
