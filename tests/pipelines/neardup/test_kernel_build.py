"""The kernel where it cannot be built: the reason is told, and numpy does the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.neardup import kernel as choosing
from pipelines.neardup import plain
from pipelines.neardup.kernel import Compiled
from pipelines.neardup.kernel_build import KERNEL_VARIABLE, LIBRARY_NAME, KernelUnavailable, build_into, kernel_file


@pytest.fixture(autouse=True)
def _chosen_anew() -> None:
    choosing._chosen.cache_clear()
    choosing.kernel.cache_clear()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A machine that has built nothing yet."""
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return monkeypatch


@pytest.fixture(autouse=True, scope="module")
def _chosen_as_before() -> object:
    yield None
    choosing._chosen.cache_clear()
    choosing.kernel.cache_clear()


def test_without_a_compiler_numpy_does_the_work(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine.setenv("PATH", str(tmp_path))
    assert choosing.kernel() is plain
    assert "apt-get install gcc" in choosing.why_not_compiled()


def test_a_compiler_that_fails_is_quoted(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "cc"
    fake.write_text("#!/bin/sh\necho 'kernel.c:1: error: no such thing' >&2\nexit 1\n")
    fake.chmod(0o755)
    machine.setenv("PATH", str(tmp_path))
    assert choosing.kernel() is plain
    assert "kernel.c:1: error: no such thing" in choosing.why_not_compiled()


def test_a_cache_that_cannot_be_written_is_named(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert choosing.kernel() is plain
    assert str(tmp_path / "cache") in choosing.why_not_compiled()


def test_numpy_can_be_asked_for(machine: pytest.MonkeyPatch) -> None:
    machine.setenv(KERNEL_VARIABLE, "numpy")
    assert choosing.kernel() is plain
    assert f"{KERNEL_VARIABLE}=numpy" in choosing.why_not_compiled()


def test_a_damaged_library_is_no_reason_to_stop(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / LIBRARY_NAME).write_bytes(b"\x7fELF and nothing more")
    machine.setenv(KERNEL_VARIABLE, str(tmp_path))
    assert choosing.kernel() is plain
    assert LIBRARY_NAME in choosing.why_not_compiled()
    with pytest.raises(KernelUnavailable):
        Compiled(str(tmp_path / "nowhere.so"))


def test_a_kernel_is_built_once_and_can_be_built_in_advance(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    try:
        build_into(tmp_path / "image")
    except KernelUnavailable as error:
        pytest.skip(str(error))
    first = kernel_file()
    assert first.is_relative_to(tmp_path / "cache")
    assert [one.name for one in first.parent.iterdir()] == [LIBRARY_NAME]
    machine.setenv("PATH", str(tmp_path))
    assert kernel_file() == first
    machine.setenv(KERNEL_VARIABLE, str(tmp_path / "image"))
    assert choosing.kernel().NAME == "compiled"
    assert choosing.why_not_compiled() == ""
