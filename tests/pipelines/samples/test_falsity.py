"""Four sets of tests side by side, from end to end: what a set accepts is judged by tests that it does not have."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import beam_runner
from pipelines.evaluation.truths import Witness
from pipelines.running.run import pipeline_options
from pipelines.samples.falsity import compare_test_sets, figures_of, report_text
from schemas.falsity import Truth
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Test
from tests.pipelines.building import build_here
from tests.pipelines.evaluation.making import entry, sample, write
from tests.pipelines.small_corpus import SUM_RIGHT, SUM_WRONG, WORD_RIGHT, WORD_WRONG, problems, write_jsonl

SLOW = (
    "import time\nn = int(input())\nwhile n > 3 and time.process_time() < 1.5:\n    pass\nprint(sum(map(int, input().split())))"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    source = write_jsonl(folder / "small.jsonl", problems())
    assert build_here(source, folder / "ours", max_tests=6, given_tests="samples")
    samples = [
        *(sample("sum", SUM_WRONG[0], number) for number in range(30)),
        *(sample("sum", source, 40 + number) for number, source in enumerate(SUM_RIGHT)),
        sample("word", WORD_RIGHT[0], 0),
        *(sample("word", WORD_WRONG[1], number) for number in range(1, 60)),
        sample("word", WORD_WRONG[0], 99),
    ]
    write(folder / "samples", samples)
    return folder


def compare(folder: Path, output: Path, **more: Any) -> dict[str, Any]:
    return compare_test_sets(folder / "ours", folder / "samples", output, pipeline_options([], 1), **more)


def test_weaker_sets_accept_what_stronger_ones_do_not(built: Path, tmp_path: Path) -> None:
    figures = compare(built, tmp_path / "out")
    sets = figures["sets"]
    assert set(sets) == {"public", "raw", "ours"}, "nothing was built by the paper's recipe"
    assert sets["public"]["accepted"] == 2
    assert sets["public"]["mean_false_share"]["value"] > sets["ours"]["mean_false_share"]["value"]
    assert sets["public"]["tests_per_problem"] == sets["raw"]["tests_per_problem"] == 1.0
    assert sets["ours"]["tests_per_problem"] > 1
    accepted = {
        (row["problem"], row["test_set"]): row for row in pq.read_table(tmp_path / "out" / "accepted.parquet").to_pylist()
    }
    assert set(accepted) == {(name, one) for name in ("sum", "word") for one in sets}
    assert accepted["word", "ours"]["source"] == WORD_RIGHT[0]
    assert accepted["word", "ours"]["truth"] == "right"
    assert not list((tmp_path / "out").glob(".evaluate-*"))
    text = report_text(figures)
    assert "ours" in text
    assert "paper" not in text
    assert compare(built, tmp_path / "out") == figures


def test_the_paper_and_an_oracle_are_other_datasets(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, samples = str(built / "ours"), str(built / "samples")
    arguments = ["false-positives", ours, samples, "--output", str(tmp_path / "out"), "--paper", ours, "--oracle", ours]
    assert beam_runner.main([*arguments, "--max_judged", "3"]) == 0
    figures = json.loads((tmp_path / "out" / "falsity.json").read_text())
    assert set(figures["sets"]) == {"public", "raw", "paper", "ours"}
    assert {**figures["sets"]["paper"]} == {**figures["sets"]["ours"]}, "the same tests"
    assert figures["sets"]["ours"]["false_positive_rate_alphacode"]["value"] == 0.0, "it judges itself"
    assert "judged by: given dataset" in capsys.readouterr().out
    assert beam_runner.main([*arguments, "--max_judged", "0"]) == 2
    assert "--max_judged 0" in capsys.readouterr().err


def test_without_anything_stronger_it_is_refused(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(Dataset(built / "ours").problems())
    monkeypatch.setattr(
        Dataset, "problems", lambda _: iter([(split, dataclasses.replace(one, official_tests=())) for split, one in whole])
    )
    with pytest.raises(DatasetError, match="--given_tests samples"):
        compare(built, tmp_path / "out")


@pytest.mark.slow
def test_right_answers_that_come_late_are_slow_positives(built: Path, tmp_path: Path) -> None:
    """Four numbers are in an official test alone: there the program takes a second and a half where one is allowed."""
    write(tmp_path / "samples", [sample("sum", SLOW, 0)])
    whole = {one.name: one for _, one in Dataset(built / "ours").problems()}
    assert Test("4\n10 20 30 3\n", "63\n") in whole["sum"].official_tests
    figures = compare_test_sets(built / "ours", tmp_path / "samples", tmp_path / "out", pipeline_options([], 1))
    assert figures["sets"]["public"]["slow_positive_rate"]["value"] == 1.0
    assert figures["sets"]["public"]["false_positive_rate_alphacode"]["value"] == 0.0
    assert figures["sets"]["public"]["false_positive_or_slow"]["value"] == 1.0


def test_figures_by_hand() -> None:
    good = {"private": "AC", "generated": "AC", "paper": "AC"}
    witnesses = {
        "p": [Witness(entry("a"), {**good, "generated": "WA"}, Truth.WRONG), Witness(entry("b"), good, Truth.SLOW)],
        "q": [Witness(entry("c"), {**good, "private": "WA", "generated": "", "paper": ""}, Truth.WRONG)],
    }
    sizes = {name: {"public": 1, "raw": 2, "paper": 10, "ours": 20} for name in witnesses}
    found = figures_of(witnesses, sizes, with_paper=True)
    rates = {name: (one["accepted"], one["false_positive_rate_alphacode"]["value"]) for name, one in found.items()}
    assert rates == {"public": (2, 1.0), "raw": (1, 1.0), "paper": (1, 1.0), "ours": (1, 0.0)}
    assert found["ours"]["slow_positive_rate"]["value"] == 1.0
    assert found["ours"]["tests_per_problem"] == 20
    assert found["public"]["mean_false_share"]["value"] == 0.75
    assert figures_of({}, {}, with_paper=False).keys() == {"public", "raw", "ours"}
