"""Solve rates by how hard problems are said to be, and by their tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.samples.output import PROBLEM_TABLE, read_summary
from schemas.falsity import wilson
from schemas.parquet import Dataset

WIDTH = 400
"""Of a bucket of ratings."""
UNRATED = "unrated"


def bucket_of(rating: int) -> str:
    """The bucket of a rating, from a multiple of WIDTH on; 0 is no rating."""
    if rating <= 0:
        return UNRATED
    low = rating // WIDTH * WIDTH
    return f"{low}-{low + WIDTH - 1}"


def study(dataset: Path, evaluation: Path) -> list[dict[str, Any]]:
    """A row for each bucket and each tag. Raises DatasetError where either is not what it should be."""
    read_summary(evaluation)
    facts = {problem.name: (problem.cf_rating, problem.cf_tags) for _, problem in Dataset(dataset).problems()}
    results = pq.read_table(evaluation / PROBLEM_TABLE).to_pylist()
    by_rating: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    by_tag: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for result in results:
        rating, tags = facts.get(result["problem"], (0, ()))
        by_rating[bucket_of(rating)].append(result)
        for tag in tags:
            by_tag[tag].append(result)
    rows = [_row(f"rating {name}", by_rating[name]) for name in sorted(by_rating, key=_order)]
    return rows + [_row(f"tag {name}", by_tag[name]) for name in sorted(by_tag)]


def _order(bucket: str) -> int:
    return -1 if bucket == UNRATED else int(bucket.partition("-")[0])


def _row(name: str, results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    solved = sum(bool(one["solved"]) for one in results)
    samples = sum(one["samples"] for one in results)
    rate = wilson(solved, len(results))
    return {
        "variant": name,
        "problems": len(results),
        "samples": samples,
        "passing examples": sum(one["passing"] for one in results) / samples if samples else None,
        "solving": sum(one["solving"] for one in results) / samples if samples else None,
        "solved by 10": None if rate is None else rate.value,
        "low": None if rate is None else rate.low,
        "high": None if rate is None else rate.high,
    }
