"""Our own wheel: what is in it, that it is the same each time, and that a fresh Python can be run from it."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from pipelines.cloud.package import NotInstalled, build_wheel
from tests.pipelines.building import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_same_files_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_record_tells_the_truth(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (record,) = [name for name in archive.namelist() if name.endswith("/RECORD")]
        rows = [line.split(",") for line in archive.read(record).decode().splitlines()]
        assert {row[0] for row in rows} == set(archive.namelist())
        for name, hashed, size in rows:
            if name != record:
                content = archive.read(name)
                digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                assert (hashed, size) == (f"sha256={digest}", str(len(content)))


def test_the_metadata_is_ours(wheel: Path) -> None:
    version = importlib.metadata.version("codequorum")
    assert wheel.name == f"codequorum-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        about = message_from_string(archive.read(f"codequorum-{version}.dist-info/METADATA").decode())
        assert "codequorum = beam_runner:main" in archive.read(f"codequorum-{version}.dist-info/entry_points.txt").decode()
    assert (about["Name"], about["Version"]) == ("codequorum", version)


def test_all_files_that_workers_need_are_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for package in ("mutators", "pipelines", "schemas"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".so":
                assert path.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith(("model/", "tests/")) or name.endswith(".pyc")]


def test_a_python_runs_from_it(wheel: Path, tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import beam_runner, schemas.problem; print(beam_runner.__file__)"
    ran = subprocess.run([sys.executable, "-c", code, str(wheel)], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith(str(wheel))


def test_without_an_installation_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    with pytest.raises(NotInstalled, match="--extra_package"):
        build_wheel(tmp_path)
