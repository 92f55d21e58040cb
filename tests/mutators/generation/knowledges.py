"""What is known of the demo problems and of real ones from their samples alone, and the judges of what is made of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache

import pytest

from mutators.generation import Knowledge, learn
from pipelines.sources.statement import CONVERTERS
from tests.mutators.constraints.test_demo import PROBLEMS, inputs, statement
from tests.mutators.formats.test_real_data import FOLDER

__all__ = ["PROBLEMS", "demo", "inputs", "known", "real"]


def known(inputs: list[str], description: str = "") -> Knowledge:
    found = learn(inputs, description)
    assert found is not None
    return found


@cache
def demo(name: str) -> Knowledge:
    """Of a demo problem, from its samples and its statement; the validators are not looked at."""
    path = statement(name)
    return known(inputs(name, "sample"), CONVERTERS[path.suffix](path.read_text()))


def real(archive: str) -> Iterator[tuple[str, Knowledge, Knowledge]]:
    """Name, what the samples alone say, and what all official tests say, of each problem."""
    path = FOLDER / f"{archive}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no real data: {path.name} is not in the folder CODEQUORUM_REAL_DATA")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for problem in map(json.loads, lines):
            samples, secret = ([test["input"] for test in problem[group]] for group in ("samples", "secret"))
            description = problem["statement"] or ""
            yield problem["name"], known(samples, description), known(samples + secret, description)
