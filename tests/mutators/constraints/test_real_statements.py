"""Real statements, where they are at hand: no official test breaks what was read from the statement and bound by the samples.

The data is not part of this repository (see `../shared/data/README.md` of the workplace); without it nothing is tested.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mutators.constraints import bind, extract, violations
from mutators.formats.infer import infer
from mutators.formats.parsing import FormatMismatch, parse

DATA = Path(__file__).parents[4] / "shared" / "data" / "keppnir.jsonl.gz"


def problems() -> list[dict[str, Any]]:
    if not DATA.exists():
        return []
    with gzip.open(DATA, "rt") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the shared development data is not here")
def test_no_official_test_breaks_what_samples_and_statement_say() -> None:
    bounds = 0
    for problem in problems():
        samples = [test["input"] for test in problem["samples"]]
        format = infer(samples)
        assert format is not None
        found = bind(extract(problem["statement"]), format, samples)
        assert (found.doubtful, found.unbound) == ((), ()), problem["name"]
        bounds += len(found.constraints)
        for text in [*samples, *(test["input"] for test in problem["secret"])]:
            try:
                parsed = parse(format, text)
            except FormatMismatch:
                continue
            assert violations(found, parsed) == [], problem["name"]
    assert bounds >= 108  # of the 115 that a reader finds: the others speak of geometry, of days and of sums of angles
