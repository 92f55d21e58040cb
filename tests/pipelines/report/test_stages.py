"""The stages of a build in its report: what the manifest has of them, and nothing where it has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")
pytest.importorskip("matplotlib", reason="matplotlib is not installed: the extra `report` brings it")

from pipelines.report.page import report_html
from pipelines.report.stages import rows_of
from tests.pipelines.building import build_here
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import write
from tests.pipelines.small_corpus import TINY, tiny_problem, write_jsonl

STAGE = {"stage": "verify: programs", "done": 120, "seconds": 60.0, "a_second": 2.0}


def test_the_report_shows_what_the_terminal_showed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage of a build stands in the table at its end, in its manifest and in its report, with one number of tasks."""
    output = tmp_path / "dataset"
    assert build_here(write_jsonl(tmp_path / "tiny.jsonl", tiny_problem()), output, **TINY)
    measured = json.loads((output / "measured/manifest.json").read_text())
    lines = capsys.readouterr().err.splitlines()
    table = lines[lines.index(next(line for line in lines if line.startswith("stage "))) + 1 : -1]
    shown = [(line[:34].strip(), *line[34:].split()) for line in table]
    rates = [[] if one["a_second"] is None else [f"{one['a_second']:.1f}"] for one in measured["stages"]]
    assert shown == [
        (one["stage"], str(one["done"]), f"{one['seconds']:.1f}", *rate)
        for one, rate in zip(measured["stages"], rates, strict=True)
    ]
    assert {one["stage"] for one in measured["stages"]} >= {"read: parts", "verify: programs", "export: files"}
    words = Checked(report_html(output)[0]).words
    assert all(one["stage"] in words for one in measured["stages"])
    assert "peak memory of the driver" in words


def test_what_is_no_record_of_a_stage_is_left_out() -> None:
    broken: list[Any] = [3, None, {}, {**STAGE, "done": "many"}, {**STAGE, "seconds": None}, {**STAGE, "a_second": "fast"}]
    assert rows_of({"stages": [*broken, STAGE]}) == (("verify: programs", 120, 60.0, 2.0),)
    unfit: tuple[Any, ...] = (None, {}, "all")
    assert [rows_of({"stages": one}) for one in unfit] == [()] * len(unfit)


def test_a_dataset_of_before_says_that_it_was_not_recorded(tmp_path: Path) -> None:
    page, gaps = report_html(write(tmp_path / "small"))
    assert gaps == ()
    assert "It was not recorded" in Checked(page).words
