"""Runs are read as the trainer tells them; what no law can be read from is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from model.laws.runs import LawsError, Point, read_run


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (folder / "metrics.jsonl").write_text(text)
    return folder


FACTS = {"parameters": 1000, "parameters_no_embedding": 600, "flop_per_step": 50.0}


def test_a_run_is_read(tmp_path: Path) -> None:
    run = read_run(
        written(
            tmp_path,
            FACTS,
            {"step": 1, "loss": 5.0, "tokens": 10, "flop": 50.0},
            {"step": 1, "validation_loss": 4.5, "tokens": 10, "flop": 50.0},
            {"step": 2, "validation_loss": 4.0, "tokens": 20, "flop": 100.0},
        )
    )
    assert run.points == (Point(1000, 10, 50, 4.5, 600), Point(1000, 20, 100, 4.0, 600))
    assert run.last.loss == 4.0
    assert read_run(tmp_path / "metrics.jsonl").points == run.points


def test_the_loss_is_chosen_by_its_key(tmp_path: Path) -> None:
    path = written(tmp_path, FACTS, {"step": 3, "loss": 5.0, "tokens": 10})
    assert read_run(path, "loss").points == (Point(1000, 10, 150, 5.0, 600),)
    with pytest.raises(LawsError, match="no line has a finite 'validation_loss'"):
        read_run(path)


def test_what_was_done_again_after_a_restart_counts_as_it_came_out_last(tmp_path: Path) -> None:
    told = [
        {"validation_loss": loss, "tokens": tokens, "flop": 1.0} for tokens, loss in [(1, 9.0), (2, 8.0), (3, 7.0), (2, 8.5)]
    ]
    assert [(one.tokens, one.loss) for one in read_run(written(tmp_path, FACTS, *told)).points] == [(1, 9.0), (2, 8.5)]


def test_losses_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    told = [{"validation_loss": loss, "tokens": 1 + place, "flop": 1.0} for place, loss in enumerate([3.0, None, float("nan")])]
    run = read_run(written(tmp_path, FACTS, *told))
    assert (len(run.points), run.skipped) == (1, 2)


def test_half_a_last_line_is_left_out_and_any_other_is_refused(tmp_path: Path) -> None:
    good = {"validation_loss": 3.0, "tokens": 1, "flop": 1.0}
    assert len(read_run(written(tmp_path, FACTS, good, '{"validation_lo')).points) == 1
    with pytest.raises(LawsError, match="line 2 is no JSON object: 'oops'"):
        read_run(written(tmp_path, FACTS, "oops", good))


@pytest.mark.parametrize("missing", ["parameters", "tokens", "flop"])
def test_a_fact_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    line = {"parameters": 10, "tokens": 10, "flop": 1.0, "validation_loss": 2.0}
    del line[missing]
    with pytest.raises(LawsError, match=f"line 1: {missing} is not known"):
        read_run(written(tmp_path, line))


def test_a_run_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"metrics\.jsonl"):
        read_run(tmp_path)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_a_point_is_positive_and_finite(value: float) -> None:
    with pytest.raises(LawsError, match="positive and finite"):
        Point(1, 1, 1, value)
