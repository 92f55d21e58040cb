"""`make bench-statements`: how much of what generation proposes is valid, and how large it gets, on invented contest problems.

`benchmarks/problems/invented.jsonl` holds 73 problems in the manner of contests, in five parts by authors who did not know this
code: a statement, samples, right, wrong and slow programs, and a validator that generation never sees. Generation was mended
after looking at parts a to d; nothing was mended for part f, which says what an unseen statement meets. Candidates are drawn
from the statement and the samples alone, no program runs, and the validator judges them. The same file is a source of a build:
`codequorum build --source jsonl --input benchmarks/problems/invented.jsonl --holdout 0.5 --allow_fewer`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.figures import Figure, publish
from mutators.generation.knowledge import learn
from mutators.generation.proposing import KINDS, propose

PROBLEMS = Path(__file__).parent / "problems/invented.jsonl"
DRAWS, LARGE_DRAWS = 25, 8
"""Candidates asked for of each kind."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the draws of one problem. `longest`: characters of the longest valid one."""

    name: str
    valid: int
    invalid: int
    longest: int
    cpu_s: float


def validator(source: str) -> Callable[[str], None]:
    """The function `validate` of a problem's validator; it raises for what is no input."""
    names: dict[str, Any] = {}
    exec(source, names)
    return names["validate"]  # type: ignore[no-any-return]


def judged(row: dict[str, Any]) -> Judged:
    """Draw of every kind, and ask the validator."""
    validate = validator(row["input_validator"])
    started = time.process_time()
    knowledge = learn([one["input"] for one in row["samples"]], row["statement"])
    valid = invalid = longest = 0
    for kind in KINDS:
        for seed in range(LARGE_DRAWS if kind == "large" else DRAWS):
            found = propose(knowledge, Random(f"{kind}{seed}"), kind) if knowledge is not None else None
            if found is None:
                continue
            try:
                validate(found[0])
            except Exception:  # a validator says no by raising whatever its author found natural
                invalid += 1
            else:
                valid += 1
                longest = max(longest, len(found[0]))
    return Judged(row["name"], valid, invalid, longest, time.process_time() - started)


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="abcdf", help="letters of the parts (abcdf)")
    parser.add_argument("--problem", action="append", help="name of a problem; may be given several times")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in PROBLEMS.read_text(encoding="utf-8").splitlines()]
    results = []
    for row in rows:
        if row["part"] in arguments.part and (not arguments.problem or row["name"] in arguments.problem):
            one = judged(row)
            results.append(one)
            print(f"{one.name}: {one.valid} valid, {one.invalid} not, longest {one.longest}, {one.cpu_s:.1f} CPU s", flush=True)
    drawn = sum(one.valid + one.invalid for one in results)
    whole = sum(not one.invalid and one.valid > 0 for one in results)
    how = f"{len(results)} problems, {drawn} candidates, judged by their validators"
    publish(
        "statements",
        [
            Figure("valid candidates, %", 100 * sum(one.valid for one in results) / max(1, drawn), how, 99.0, "at_least"),
            Figure("problems with valid candidates only, %", 100 * whole / max(1, len(results)), how, 95.0, "at_least"),
            Figure("CPU seconds a problem", sum(one.cpu_s for one in results) / max(1, len(results)), how, 6.0),
        ],
    )


if __name__ == "__main__":
    main()
