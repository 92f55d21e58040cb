"""Rows, tables, and solve rates by bucket."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.studies import difficulty
from pipelines.studies.difficulty import UNRATED, bucket_of
from pipelines.studies.tables import clustering_row, markdown, read_study, row_of, write_study
from schemas.parquet import DatasetError
from tests.pipelines.studies import written

SUMMARY = {
    "samples": 20,
    "problems": 2,
    "samples_passing_examples": {"micro": 0.5, "macro": {"value": 0.25}},
    "samples_solving": 0.125,
    "problems_solved": {"value": 0.5},
    "curves": {
        "pass@k": [{"k": 1, "rate": {"value": 0.1}}, {"k": 10, "rate": {"value": 0.4}}],
        "10@k, not filtered": [{"k": 10, "rate": {"value": 0.3}}],
        "10@k, filtered": [{"k": 10, "rate": {"value": 0.5}}],
        "10@k, clustered": [{"k": 10, "rate": {"value": 0.6}}],
    },
}


def test_a_row_holds_every_point_under_its_own_name() -> None:
    row = row_of("hot", SUMMARY, changed=3)
    assert row == {
        "variant": "hot", "changed": 3, "samples": 20, "problems": 2, "passing examples": 0.25, "solving": 0.125,
        "solved by 10": 0.5, "pass@1": 0.1, "pass@10": 0.4, "10@10, filtered": 0.5, "10@10, clustered": 0.6,
    }  # fmt: skip


def test_clustering_is_compared_with_what_was_filtered_alone() -> None:
    assert clustering_row(row_of("last", SUMMARY)) == {"variant": "clustering", "10@10, filtered": 0.6}


def test_what_is_not_known_is_none() -> None:
    bare = {
        **SUMMARY,
        "samples_passing_examples": {"macro": None},
        "problems_solved": None,
        "samples_solving": None,
        "curves": {},
    }
    row = row_of("x", bare)
    assert row["passing examples"] is row["solved by 10"] is row["solving"] is None
    assert "| - |" in markdown([row])


def test_a_table_has_all_columns_of_all_rows() -> None:
    table = markdown([{"variant": "a", "rate": 0.5}, {"variant": "b|c", "count": 3}])
    assert table.splitlines() == ["| variant | rate | count |", "|---|---|---|", "| a | 50.0 % | - |", "| b\\|c | - | 3 |"]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = [row_of("hot", SUMMARY)]
    table = write_study(tmp_path / "out", "temperature", {"question": "Why?"}, rows, {"more": [1]})
    found = read_study(tmp_path / "out")
    assert (found["study"], found["rows"], found["more"]) == ("temperature", rows, [1])
    assert table in (tmp_path / "out" / "study.md").read_text()
    with pytest.raises(DatasetError, match="no study in it"):
        read_study(tmp_path)


def test_buckets() -> None:
    assert [bucket_of(rating) for rating in (-1, 0, 1, 399, 400, 800, 3500)] == [
        UNRATED, UNRATED, "0-399", "0-399", "400-799", "800-1199", "3200-3599",
    ]  # fmt: skip


def test_every_problem_counts_once_by_rating_and_once_for_each_tag(tmp_path: Path) -> None:
    test = [
        written.problem("easy", rating=900, tags=("math", "dp")),
        written.problem("hard", rating=2500, tags=("dp",)),
        written.problem("plain"),
    ]
    folder = written.dataset(tmp_path / "dataset", test=test)
    results = [
        {"problem": name, "samples": 10, "passing": passing, "solving": solving, "solved": solving > 0}
        for name, passing, solving in (("easy", 5, 4), ("hard", 1, 0), ("plain", 0, 0))
    ]
    rows = {row["variant"]: row for row in difficulty.study(folder, written.evaluation(tmp_path / "e", problems=results))}
    assert list(rows) == ["rating unrated", "rating 800-1199", "rating 2400-2799", "tag dp", "tag math"]
    assert sum(row["problems"] for name, row in rows.items() if name.startswith("rating")) == 3
    assert (rows["tag dp"]["problems"], rows["tag dp"]["solved by 10"], rows["tag dp"]["solving"]) == (2, 0.5, 0.2)
    assert rows["rating 800-1199"]["low"] < 1 == rows["rating 800-1199"]["solved by 10"]
