"""A wheel and an sdist hold all that the packages need, and work outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.pipelines.small_corpus import tiny_problem, write_jsonl

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("model", "mutators", "pipelines", "schemas")
LEFT_OUT = {"__pycache__", "build", ".git", ".venv", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache"}

pytestmark = pytest.mark.slow


def needed(tree: Path) -> set[str]:
    """Every file of the packages in `tree`, source or not, as a path from its root."""
    found = {"beam_runner.py"}
    for package in PACKAGES:
        for path in (tree / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                found.add(str(path.relative_to(tree)))
    return found


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both archives and the tree that they were made of: a copy, for making them leaves files behind."""
    folder = tmp_path_factory.mktemp("dist")
    tree = folder / "tree"
    skipped = shutil.ignore_patterns(*LEFT_OUT, "*.egg-info", "tests", "docs", "benchmarks")
    shutil.copytree(ROOT, tree, ignore=skipped, symlinks=True)
    made = {"tree": tree}
    for kind in ("wheel", "sdist"):
        code = f"from setuptools import build_meta; print(build_meta.build_{kind}({str(folder)!r}))"
        done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        made[kind] = folder / done.stdout.splitlines()[-1]
    return made


def held(archive: Path) -> set[str]:
    """The files in an archive, without the folder that an sdist has around them."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return set(wheel.namelist())
    with tarfile.open(archive) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_every_file_of_the_packages_is_inside(kind: str, archives: dict[str, Path]) -> None:
    assert sorted(needed(archives["tree"]) - held(archives[kind])) == []


def test_a_wheel_holds_nothing_else(archives: dict[str, Path]) -> None:
    assert {name.partition("/")[0] for name in held(archives["wheel"])} - {*PACKAGES, "beam_runner.py"} == {
        archives["wheel"].name.split("-py3")[0] + ".dist-info"
    }


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def installed(
    request: pytest.FixtureRequest, archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a program that finds the installed package before the repository."""
    folder = tmp_path_factory.mktemp(request.param)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run(
        [*pip, "--target", str(folder / "site"), str(archives[request.param])], capture_output=True, text=True, check=False
    )
    if "No module named pip" in done.stderr:
        pytest.skip("pip is not installed")
    assert done.returncode == 0, done.stderr[-2000:]
    return {**os.environ, "PYTHONPATH": str(folder / "site"), "XDG_CACHE_HOME": str(folder / "cache"), "HERE": str(folder)}


def run(installed: dict[str, str], *command: str) -> str:
    """What a command prints that is run far from the repository."""
    done = subprocess.run(
        [sys.executable, *command], cwd=installed["HERE"], env=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_it_is_the_installed_package_that_is_run(installed: dict[str, str]) -> None:
    code = (
        "import beam_runner, pipelines, model, schemas; print(*(m.__file__ for m in (beam_runner, pipelines, model, schemas)))"
    )
    assert all(path.startswith(installed["HERE"]) for path in run(installed, "-c", code).split())


def test_it_isolates_and_runs_a_program(installed: dict[str, str]) -> None:
    """The launcher in C is compiled from the installed sources: the cache is empty."""
    program = Path(installed["HERE"]) / "sum.py"
    program.write_text("print(sum(map(int, input().split())))")
    assert "OK" in run(installed, "-m", "beam_runner", "execute", str(program), "--text", "1 2")


def test_it_reads_its_own_demo_problems(installed: dict[str, str]) -> None:
    said = run(installed, "-m", "beam_runner", "explain", "demo", "--problem", "mountain-roads")
    assert "mountain-roads" in said


def test_it_builds_and_reports(installed: dict[str, str]) -> None:
    """Templates and styles of the report are installed, too."""
    here = Path(installed["HERE"])
    source = write_jsonl(here / "tiny.jsonl", tiny_problem())
    options = ["--allow_fewer", "--max_tests", "1", "--without", "large,mutants,selection"]
    build = ["build", "--source", "jsonl", "--input", str(source), "--output", str(here / "out"), *options]
    assert "1 train" in run(installed, "-m", "beam_runner", *build)
    run(installed, "-m", "beam_runner", "report", str(here / "out"), "--output", str(here / "report.html"))
    assert "<html" in (here / "report.html").read_text(encoding="utf-8")


def test_its_presets_are_there(installed: dict[str, str]) -> None:
    code = "from model.configuration import load, preset_names; print(len([load(name, []) for name in preset_names()]))"
    assert int(run(installed, "-c", code)) >= 3
