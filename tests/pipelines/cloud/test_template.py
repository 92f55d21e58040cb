"""The container files and the Flex Template: parameters that the command has, and versions that agree."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
from types import ModuleType

import pytest

import beam_runner
from pipelines.cloud.submission import is_dataflow
from pipelines.running.run import pipeline_options
from tests.pipelines.building import ROOT

FOLDER = ROOT / "docker"
if not FOLDER.is_dir():
    pytest.skip("needs the checkout's docker/", allow_module_level=True)


@pytest.fixture(scope="module")
def launch() -> ModuleType:
    spec = importlib.util.spec_from_file_location("launch", FOLDER / "flex-template" / "launch.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_container_has_the_beam_that_submits() -> None:
    text = (FOLDER / "Dockerfile").read_text()
    assert f"ARG BEAM={importlib.metadata.version('apache-beam')}\n" in text
    assert "g++" in text and "jdk" in text
    copied = re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), f"{name} is copied and does not exist"


def test_every_parameter_is_one_of_the_command(launch: ModuleType) -> None:
    described = json.loads((FOLDER / "flex-template" / "metadata.json").read_text())
    given = {"source": "jsonl", "input": "gs://b/in", "output": "gs://b/out", "max_tests": "7", "min_agreeing": "3"}
    given |= {"allow_fewer": "true", "holdout": "0.5", "seed": "4"}
    assert {one["name"] for one in described["parameters"]} == set(given)
    for one in described["parameters"]:
        assert all(re.fullmatch(pattern, given[one["name"]]) for pattern in one["regexes"])
    words = launch.command_line([f"--{name}={value}" for name, value in given.items()])
    arguments, rest = beam_runner.parser().parse_known_args(words)
    assert (arguments.source, str(arguments.output), arguments.max_tests) == ("jsonl", "gs://b/out", 7)
    assert (arguments.allow_fewer, arguments.holdout, arguments.seed, arguments.min_agreeing) == (True, 0.5, 4, 3)
    assert is_dataflow(pipeline_options(rest, 1))


def test_what_is_left_empty_or_false_is_not_said(launch: ModuleType) -> None:
    words = launch.command_line(
        ["--source=demo", "--input=", "--allow_fewer=false", "--output=gs://b/o", "--runner=DirectRunner"]
    )
    assert words == ["build", "--source=demo", "--output=gs://b/o", "--runner=DirectRunner"]


def test_options_of_beam_are_passed_on(launch: ModuleType) -> None:
    words = launch.command_line(["--project=p", "--temp_location=gs://b/t", "--region=r"])
    assert pipeline_options(words[1:], 1).get_all_options()["temp_location"] == "gs://b/t"


def test_the_spec_names_both_images() -> None:
    spec = json.loads((FOLDER / "flex-template" / "spec.json").read_text())
    assert spec["sdkInfo"] == {"language": "PYTHON"}
    images = (spec["image"], spec["defaultEnvironment"]["sdkContainerImage"])
    assert all(image.endswith(f":{importlib.metadata.version('codequorum')}") for image in images)
