"""Plans: linear in the problems, honest about what a sample cannot say."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.command_line import grammar
from pipelines.plan import PlanError, Prices, Sample, plan, plan_text, problems_of, read_sample
from schemas.parquet import DatasetError
from tests.pipelines.building import build_here
from tests.pipelines.small_corpus import TINY, tiny_problem, write_jsonl

SAMPLE = Sample(12, 420.0, 220.0, 2, 3_000_000, 50_000_000, 20_000, 0.6)


@given(st.integers(1, 10**6), st.integers(1, 1000))
def test_cost_is_linear_in_the_problems(problems: int, workers: int) -> None:
    one, two, three = (plan(SAMPLE, count, workers) for count in (problems, 2 * problems, 3 * problems))
    for field in ("cpu_s", "wall_s", "dollars"):
        first, second, third = (getattr(expected, field) for expected in (one, two, three))
        assert second - first == pytest.approx(third - second)
        assert first <= second
    assert two.runs == pytest.approx(2 * one.runs, abs=1)
    assert two.dataset_bytes == pytest.approx(2 * one.dataset_bytes, abs=1)


def test_the_sample_itself_is_predicted_as_it_was() -> None:
    expected = plan(SAMPLE, SAMPLE.problems, SAMPLE.workers)
    assert expected.cpu_s == pytest.approx(SAMPLE.cpu_s)
    assert expected.wall_s == pytest.approx(SAMPLE.wall_s)
    assert (expected.dataset_bytes, expected.runs) == (SAMPLE.dataset_bytes, SAMPLE.runs)


@given(st.integers(1, 500))
def test_more_workers_take_less_time_and_hardly_more_work(workers: int) -> None:
    one, more = plan(SAMPLE, 10_000, 1), plan(SAMPLE, 10_000, workers)
    assert more.wall_s <= one.wall_s / min(workers, 100) + 6.0
    assert one.cpu_s <= more.cpu_s <= one.cpu_s + 4.0 * workers
    assert more.dollars == one.dollars


def test_a_larger_sample_is_surer() -> None:
    larger = dataclasses.replace(SAMPLE, problems=120)
    assert plan(larger, 1000, 1).off < plan(SAMPLE, 1000, 1).off


def test_prices_count() -> None:
    assert plan(SAMPLE, 1000, 1, Prices(0.0, 0.0, 0.0)).dollars == 0.0


@pytest.mark.parametrize(("problems", "workers"), [(0, 1), (1, 0), (-3, 2)])
def test_numbers_without_sense_are_quoted(problems: int, workers: int) -> None:
    with pytest.raises(PlanError, match=f"{problems} problems on {workers} workers"):
        plan(SAMPLE, problems, workers)


def dataset(
    folder: Path, *, cost: Any = None, elapsed_s: float = 10.0, problems: int = 2, times: tuple[float, ...] = ()
) -> Path:
    """The manifests of a dataset."""
    (folder / "measured").mkdir(parents=True)
    files = [{"path": "data/train.parquet", "size_bytes": 1000}]
    counts = {"read": {"problems": problems}, "verify": {"runs": 5}, "generate": {"runs": 7}}
    (folder / "manifest.json").write_text(json.dumps({"counts": counts, "files": files}))
    measured = {"elapsed_s": elapsed_s, "files": [{"path": "measured/x", "size_bytes": 24}], "cost": cost}
    (folder / "measured/manifest.json").write_text(json.dumps(measured))
    rows = [{"problem": str(place), "generation_cpu_s": time} for place, time in enumerate(times)]
    if rows:
        pq.write_table(pa.Table.from_pylist(rows), folder / "measured/problem_times-train-00000-of-00001.parquet")
    return folder


COST = {"cpu_s": 30.0, "wall_s": 9.0, "driver_bytes": 1, "worker_bytes": 2, "workers": 2, "scratch_bytes": 500}


def test_a_sample_is_read_from_its_manifests(tmp_path: Path) -> None:
    sample = read_sample(dataset(tmp_path / "a", cost=COST, times=(1.0, 3.0)))
    assert sample.spread == pytest.approx(2**0.5 / 2)
    assert dataclasses.replace(sample, spread=0.0) == Sample(2, 30.0, 9.0, 2, 1024, 500, 12, 0.0)
    assert read_sample(dataset(tmp_path / "b", cost=COST)).spread == 1.0


@pytest.mark.parametrize(
    ("change", "word"), [({"cost": None}, "not recorded"), ({"elapsed_s": 60.0}, "continued"), ({"problems": 0}, "no problem")]
)
def test_a_sample_that_says_too_little_is_refused(change: dict[str, Any], word: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=word):
        read_sample(dataset(tmp_path / "a", **{"cost": COST, **change}))


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no manifest"):
        read_sample(tmp_path)
    (tmp_path / "manifest.json").write_text("[1]")
    with pytest.raises(PlanError, match="expected an object"):
        read_sample(tmp_path)


def test_a_crawl_says_how_many_problems_there_are(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"counts": {"assemble": {"problems": 77}}}))
    assert problems_of(tmp_path) == 77
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(PlanError, match="--problems"):
        problems_of(tmp_path)


def test_the_command_plans_from_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "tiny.jsonl", tiny_problem())
    assert build_here(source, tmp_path / "dataset", **TINY)
    capsys.readouterr()
    words = ["plan", str(tmp_path / "dataset"), "--workers", "64"]
    assert beam_runner.main([*words, "--problems", "100"]) == grammar.EXIT_DONE
    out = capsys.readouterr().out
    assert "expected for 100 problems on 64 workers" in out
    assert "--machine_type n2-standard-8 --max_num_workers 8" in out
    assert beam_runner.main(words) == grammar.EXIT_DONE
    assert "expected for 13610 problems" in capsys.readouterr().out
    assert beam_runner.main([*words, "--problems", "0"]) == grammar.EXIT_USAGE


def test_the_text_has_an_interval(tmp_path: Path) -> None:
    assert "CPU hours (" in plan_text(SAMPLE, plan(SAMPLE, 13_610, 64))
