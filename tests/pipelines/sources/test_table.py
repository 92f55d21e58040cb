"""Every source of the table, from its files to problems that the next stage keeps; tests that a site cut go there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines import corpus
from pipelines.sources import SOURCES
from pipelines.stages.clean import clean
from schemas.parquet import write_problems
from schemas.problem import Problem
from tests.pipelines.sources import (
    test_apps,
    test_codecontests,
    test_codejam,
    test_codenet,
    test_description2code,
    test_humaneval,
    test_mbpp,
    test_taco,
)
from tests.pipelines.sources.importing import read_all
from tests.pipelines.sources.package_files import LEGACY, write_folder

CUT = "1000\n" + "17 " * 80 + "..."
"""A test as sites show it: cut after about 250 characters."""


def _json_lines(path: Path, row: dict[str, Any]) -> Path:
    path.write_text(json.dumps(row) + "\n")
    return path


def _codecontests(folder: Path) -> Path:
    return test_codecontests.write(folder / "data" / "a.parquet", test_codecontests.PROBLEMS[:1])


INPUTS: dict[str, Callable[[Path], Path]] = {
    "packages": lambda folder: write_folder(folder / "sum", LEGACY),
    "codecontests": _codecontests,
    "codenet": lambda folder: test_codenet.write(folder, [test_codenet.row(1)]),
    "description2code": lambda folder: write_folder(folder, test_description2code.at("codeforces/1_A")),
    "apps": test_apps.write,
    "taco": lambda folder: _json_lines(folder / "a.jsonl", test_taco.COLUMNS),
    "humaneval": lambda folder: _json_lines(folder / "a.jsonl", test_humaneval.ROW),
    "mbpp": lambda folder: _json_lines(folder / "a.jsonl", test_mbpp.ROW),
    "codejam": lambda folder: write_folder(folder, test_codejam.at("codejam/2009/final/a")),
    "jsonl": lambda folder: _json_lines(folder / "a.jsonl", {"name": "a", "samples": [{"input": "1", "output": "2"}]}),
}


def test_every_source_has_an_input_here() -> None:
    assert set(INPUTS) | {"demo"} == set(SOURCES)
    assert [name for name, source in SOURCES.items() if not source.needs_input] == ["demo"]
    assert all(source.summary for source in SOURCES.values())


@pytest.mark.parametrize("source", INPUTS)
def test_from_files_to_a_problem_that_is_kept_and_stored(tmp_path: Path, source: str) -> None:
    (problem,), _ = read_all(source, INPUTS[source](tmp_path))
    cleaned, rejections = clean(problem)
    assert rejections == []
    assert cleaned == problem
    assert problem.public_tests
    with (tmp_path / "out.parquet").open("wb") as file:
        assert write_problems(file, [problem]) == 1


@pytest.mark.parametrize("source", INPUTS)
def test_the_same_files_give_the_same_problem(tmp_path: Path, source: str) -> None:
    path = INPUTS[source](tmp_path)
    assert read_all(source, path) == read_all(source, path)


def _cut_apps(folder: Path) -> Path:
    tests = {"inputs": ["1 2\n", CUT], "outputs": ["3\n", "3\n"]}
    return test_apps.write(folder, input_output__json=json.dumps(tests))


def _cut_taco(folder: Path) -> Path:
    tests = {"inputs": ["1 2\n", "5\n"], "outputs": ["3\n", CUT]}
    return _json_lines(folder / "a.jsonl", {**test_taco.COLUMNS, "input_output": json.dumps(tests)})


def _cut_description2code(folder: Path) -> Path:
    return write_folder(folder, test_description2code.at("codeforces/1_A", {"samples/2_input.txt": CUT}))


@pytest.mark.parametrize(
    "source, write", [("apps", _cut_apps), ("taco", _cut_taco), ("description2code", _cut_description2code)]
)
def test_tests_that_a_site_cut_go_with_a_reason(tmp_path: Path, source: str, write: Callable[[Path], Path]) -> None:
    (problem,), _ = read_all(source, write(tmp_path))
    cleaned, rejections = clean(problem)
    assert isinstance(cleaned, Problem)
    assert [rejection.reason for rejection in rejections] == ["truncated_test"]
    assert len(cleaned.given_tests) == len(problem.given_tests) - 1


def test_the_table_is_read_without_beam_and_so_is_the_corpus_but_for_its_build() -> None:
    modules = [f"pipelines.corpus.{path.stem}" for path in Path(corpus.__file__).parent.glob("*.py")]
    names = ["pipelines.sources.table", *sorted(set(modules) - {"pipelines.corpus.build", "pipelines.corpus.__init__"})]
    code = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\nprint('apache_beam' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.stdout, ended.stderr) == ("False\n", "")
