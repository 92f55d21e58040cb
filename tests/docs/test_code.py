"""All code on the pages: Python is run, commands are parsed, and the tour is walked from its beginning to its end."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

import beam_runner
from pipelines.describing.card import card
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.export import Shard, write_rejections, write_shard
from schemas.dossier import Dossier, GeneratedTest
from schemas.problem import Problem, Split, Test
from schemas.provenance import Provenance
from schemas.rejection import Rejection
from tests.docs.pages import PAGES, ROOT, blocks, command_lines, name_of

LANGUAGES = {"sh", "python", "json", "toml", "yaml", "", "{toctree}"}
BEAM = ("build", "corpus", "dedup", "evaluate", "false-positives", "measure", "scrape", "study")
EVERY = pytest.mark.parametrize("page", PAGES, ids=name_of)
WITH_PYTHON = [page for page in PAGES if any(block.language == "python" for block in blocks(page))]
OFFLINE = {"HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}


def small_dataset(folder: Path) -> None:
    """A dataset of one problem with one generated test, as far as the pages' code reads it."""
    workspace = Workspace(folder / ".build")
    made = Test("2\n1 1\n", "2\n")
    problem = Problem(name="sum", description="Sum.", public_tests=(Test("1\n1\n", "1\n"),), published=date(2021, 1, 1))
    dossier = Dossier(
        problem=replace(problem, generated_tests=(made,)),
        generated=(GeneratedTest(made, Provenance(0, ("step_integer",), 0, 7, ("a", "b"))),),
    )
    workspace.put("kept", "sum", dossier)
    written = write_shard(workspace, folder, Shard("train", 0, 1, ("sum",)))
    written.append(write_rejections(folder, [Rejection("other", "clean", "no_samples")]))
    text = card(BuildSettings(source="demo", input=""), {"keep": {"problems_train": 1}}, [Split.TRAIN], written)
    (folder / "README.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_python_runs(page: Path, tmp_path: Path) -> None:
    """The blocks of a page are one program; `build/demo` and `build/mine` are a small dataset."""
    code = "\n".join(block.text for block in blocks(page) if block.language == "python")
    if "datasets" in code:
        pytest.importorskip("datasets", reason="datasets is not installed")
    for name in ("demo", "mine") if "build/" in code else ():
        small_dataset(tmp_path / "build" / name)
    environment = {**os.environ, **OFFLINE, "HF_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@EVERY
def test_blocks_have_a_language_that_is_known_and_can_be_read(page: Path) -> None:
    for block in blocks(page):
        assert block.language in LANGUAGES
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "toml":
            tomllib.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)
        elif block.language == "sh":
            text = block.text.replace("[", "").replace("]", "")
            done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")


def told(line: str) -> list[str] | None:
    """The words of a command line of ours, up to what the shell does with it; None for another program's."""
    words = shlex.split(line.replace("[", "").replace("]", ""), comments=True)
    for end in ("||", "&&", "|", ">", "&"):
        words = words[: words.index(end)] if end in words else words
    for place, word in enumerate(words):
        if Path(word).name == "codequorum" and not any(one in words[:place] for one in ("docker", "gcloud", "pip", "mkdir")):
            return words[place + 1 :]
    return None


@EVERY
def test_commands_are_parsed(page: Path) -> None:
    for block in blocks(page):
        for line in command_lines(block) if block.language == "sh" else ():
            words = told(line)
            if words is None:
                continue
            words = [word for word in words if word not in ("{origins}", "...")]
            arguments, rest = beam_runner.parser().parse_known_args(words)
            if arguments.command not in BEAM:
                assert [word for word in rest if word.startswith("-")] == [], line


@pytest.mark.slow
def test_the_tour_can_be_walked(tmp_path: Path) -> None:
    """Its commands in order, with a build of the demo in place of `make demo`, and without what waits for a person."""
    (tmp_path / "bin").mkdir()
    ours = tmp_path / "bin" / "codequorum"
    ours.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "beam_runner.py"} "$@"\n')
    ours.chmod(0o755)
    script = ["set -e", "mkdir -p build"]
    for block in blocks(ROOT / "docs" / "tour.md"):
        for line in command_lines(block) if block.language == "sh" else ():
            if line == "make demo":
                script.append("codequorum build --source demo --output build/demo --allow_fewer --workers 2 --max_tests 20")
            elif not line.startswith("codequorum explore"):
                script.append(line)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **OFFLINE, "PATH": path}
    command = ["bash", "-c", "\n".join(script)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "exit code 1" in done.stdout  # the program that is wrong for negative numbers
    assert (tmp_path / "build" / "report.html").is_file()
    assert (tmp_path / "build" / "half" / "measured" / "measure.json").is_file()
