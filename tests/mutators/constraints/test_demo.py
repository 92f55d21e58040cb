"""The guard against the demo corpus: its official tests pass, and edits that its validators reject for their values do not.

The validators are the oracle; extraction and binding see only the statement and the sample inputs.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path
from random import Random
from unittest import mock

import pytest

import pipelines.demo
from mutators.constraints import Bound, bind, extract, violations
from mutators.formats.infer import infer
from mutators.formats.parsing import FormatMismatch, parse
from pipelines.sources.statement import CONVERTERS

ROOT = Path(pipelines.demo.__file__).parent / "problems"
PROBLEMS = sorted(path.name for path in ROOT.iterdir() if path.is_dir())
EDITS = 60
MISSED_AT_MOST = 0


def inputs(name: str, group: str) -> list[str]:
    return [path.read_text() for path in sorted((ROOT / name / "data" / group).glob("*.in"))]


def statement(name: str) -> Path:
    return next(path for folder in ("statement", "problem_statement") for path in (ROOT / name / folder).glob("problem.en.*"))


def valid(name: str, text: str) -> bool:
    """What the package's validator says, run in this process: it is our own code."""
    source = next((ROOT / name / "input_validators").glob("*.py")).read_text()
    given = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    with mock.patch.object(sys, "stdin", given), contextlib.redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as end:
        exec(compile(source, name, "exec"), {"__name__": "__main__"})
    assert end.value.code in (42, 43)
    return end.value.code == 42


def joined(name: str, text: str) -> Bound:
    samples = inputs(name, "sample")
    format = infer(samples)
    assert format is not None
    return bind(extract(text), format, samples)


def edited(text: str, rng: Random) -> str:
    """One token changed: a number moved a little, made negative, zero, doubled or huge; a letter of a word changed."""
    tokens = list(re.finditer(r"\S+", text))
    token = rng.choice(tokens[:3] if rng.random() < 0.3 else tokens)
    if re.fullmatch(r"-?\d+", token[0]):
        value = int(token[0])
        new = str(rng.choice([value + 1, value - 1, -value, 0, 2 * value, 10 * value, value + 10**9, -(10**9) - 1, 10**10]))
    else:
        place = rng.randrange(len(token[0]))
        new = token[0][:place] + rng.choice("azAZ09-." + token[0]) + token[0][place + 1 :]
    return text[: token.start()] + new + text[token.end() :]


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("raw", [True, False], ids=["raw", "converted"])
def test_no_official_input_breaks_what_was_read_from_statement_and_samples(name: str, raw: bool) -> None:
    path = statement(name)
    text = path.read_text() if raw else CONVERTERS[path.suffix](path.read_text())
    found = joined(name, text)
    assert found.constraints
    assert not found.doubtful
    for given in [*inputs(name, "sample"), *inputs(name, "secret")]:
        assert violations(found, parse(found.format, given)) == []


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_guard_agrees_with_the_validator_on_edited_inputs(name: str) -> None:
    found = joined(name, statement(name).read_text())
    rng = Random(name)
    missed = []
    for parent in [one for one in inputs(name, "sample") + inputs(name, "secret") if len(one) < 4000]:
        for _ in range(EDITS):
            text = edited(parent, rng)
            try:
                values = parse(found.format, text)
            except FormatMismatch:
                continue
            wrong = violations(found, values)
            if valid(name, text):
                assert not wrong, text
            elif not wrong:
                missed.append(text)
    assert len(missed) <= MISSED_AT_MOST, missed[:3]
