"""Real problems: what is inferred from few inputs explains all the others.

`CODEQUORUM_REAL_DATA` names the folder; without it `shared/data` next to the checkout is looked at.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mutators.formats import Format, FormatMismatch, describe, infer, parse, recount, render
from mutators.formats.nodes import Repeat, walk
from tests.mutators.formats.contests import outline

FOLDER = Path(os.environ.get("CODEQUORUM_REAL_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
ARCHIVES = ("keppnir", "codeflaws", "cpack_ipas", "refactory")


@cache
def format_of_all(name: str) -> dict[str, Format]:
    """Of each problem, from its samples and its secret tests."""
    return {problem: inferred(samples + secret) for problem, samples, secret in problems_of(name)}


def problems_of(name: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, inputs of the samples, inputs of the secret tests. Those that the site cut are left out."""
    path = FOLDER / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no real data: {path.name} is not in the folder CODEQUORUM_REAL_DATA")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            problem = json.loads(line)
            yield problem["name"], _inputs(problem["samples"]), _inputs(problem["secret"])


def _inputs(tests: list[dict[str, Any]]) -> list[str]:
    return [test["input"] for test in tests if not test["input"].rstrip().endswith("...")]


def inferred(inputs: list[str]) -> Format:
    format = infer(inputs)
    assert format is not None
    return format


def explains(format: Format, inputs: list[str]) -> bool:
    try:
        return all(render(format, parse(format, text)) == text for text in inputs)
    except FormatMismatch:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("name", ARCHIVES)
def test_every_test_is_explained_by_the_format_of_all(name: str) -> None:
    for problem, samples, secret in problems_of(name):
        format = format_of_all(name)[problem]
        for text in samples + secret:
            parsed = parse(format, text)
            assert render(format, parsed) == text, problem
            assert recount(format, parsed.values) == parsed.values, problem
        assert describe(format)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "total", "generalise", "alike"), [("keppnir", 1, 1.0, 0.95), ("codeflaws", 4, 0.97, 0.9)])
def test_few_inputs_tell_the_format_of_all(name: str, total: int, generalise: float, alike: float) -> None:
    """The samples, with random tests up to `total` where they are fewer: the share of problems whose secret tests all parse."""
    fitting, same = [], []
    for problem, samples, secret in problems_of(name):
        pool = sorted(set(secret) - set(samples))
        few = samples + Random(problem).sample(pool, max(0, min(total - len(samples), len(pool))))
        if few and secret:
            format = inferred(few)
            fitting.append(explains(format, secret))
            same.append(outline(format.body) == outline(format_of_all(name)[problem].body))
    assert sum(fitting) / len(fitting) >= generalise
    assert sum(same) / len(same) >= alike


@pytest.mark.parametrize("name", ["keppnir", "codeflaws"])
def test_hardly_any_contest_format_is_left_without_counts(name: str) -> None:
    formats = list(format_of_all(name).values())
    uncounted = [
        format for format in formats if any(isinstance(one, Repeat) and one.count is None for _, one in walk(format.body))
    ]
    assert len(uncounted) <= 0.03 * len(formats)
