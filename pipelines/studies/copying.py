"""How much of what a model writes is copied: the longest piece of each sample that stands in a training program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.samples.output import PROGRAM_TABLE, read_summary
from pipelines.studies.substrings import Suffixes
from schemas.digest import digest, rng
from schemas.execution import Verdict
from schemas.parquet import Dataset
from schemas.problem import Split
from schemas.samples import Sample, SampleFolder
from schemas.text import without_white_space

MOST = 16_000_000
"""Characters of training programs that are looked through; of more, programs drawn evenly."""
QUANTILES = (0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Copied:
    """One program: its length in characters, the longest piece of it that a training program has, and whether it is one.

    `solves` None: not known. `piece` and `origin`, the problem whose program has it, are for the eye.
    """

    problem: str
    program: str
    length: int
    longest: int
    whole: bool
    solves: bool | None
    piece: str
    origin: str

    @property
    def share(self) -> float:
        """The longest piece's part of the program."""
        return self.longest / self.length if self.length else 0.0


def training_programs(dataset: Path, most: int = MOST, seed: int = 0) -> tuple[list[tuple[str, str]], int]:
    """(problem, text) of the training split's programs, each text once, right and wrong ones; and how many were left out."""
    found: dict[str, str] = {}
    for split, problem in Dataset(dataset).problems():
        if split is Split.TRAIN:
            for one in problem.all_solutions:
                found.setdefault(one.source, problem.name)
    texts = sorted(found, key=lambda text: digest(text, seed))
    kept: list[tuple[str, str]] = []
    held = 0
    for text in texts:
        held += len(text)
        if held > most:
            break
        kept.append((found[text], text))
    return kept, len(texts) - len(kept)


def copied(
    samples: Iterable[Sample], training: Sequence[tuple[str, str]], solving: Mapping[tuple[str, str], bool]
) -> list[Copied]:
    """What each different program of the samples has of the training programs; empty ones are left out."""
    suffixes = Suffixes(text for _, text in training)
    whole = {without_white_space(text) for _, text in training}
    found: dict[tuple[str, str], Copied] = {}
    for one in samples:
        key = one.problem, one.program
        if key in found or not one.source.strip():
            continue
        length, start, place = suffixes.longest_match(one.source)
        found[key] = Copied(
            one.problem,
            one.program,
            len(one.source),
            length,
            without_white_space(one.source) in whole,
            solving.get(key),
            one.source[start : start + length],
            training[suffixes.text_at(place)][0] if place >= 0 else "",
        )
    return list(found.values())


def drawn(samples: Iterable[Sample], most: int, seed: int, solving: Mapping[tuple[str, str], bool]) -> list[Sample]:
    """All different programs that solve their problem, and so many of the others, drawn evenly."""
    others: list[Sample] = []
    kept: list[Sample] = []
    seen: set[tuple[str, str]] = set()
    for one in samples:
        key = one.problem, one.program
        if key not in seen:
            seen.add(key)
            (kept if solving.get(key) else others).append(one)
    return kept + rng("copying", seed).sample(others, min(most, len(others)))


def solving_programs(evaluation: Path | None) -> dict[tuple[str, str], bool]:
    """(problem, program) -> whether it solves, of an evaluation; empty without one."""
    if evaluation is None:
        return {}
    read_summary(evaluation)
    rows = pq.read_table(evaluation / PROGRAM_TABLE, columns=["problem", "program", "verdict"]).to_pylist()
    return {(row["problem"], row["program"]): row["verdict"] == Verdict.AC.value for row in rows}


def study(dataset: Path, samples: Path, evaluation: Path | None = None, most: int = 2000, seed: int = 0) -> dict[str, Any]:
    """The figures, ready for JSON: of all programs, and of those that solve."""
    solving = solving_programs(evaluation)
    training, left_out = training_programs(dataset, seed=seed)
    found = copied(drawn(SampleFolder(samples).samples(), most, seed, solving), training, solving)
    groups: dict[str, list[Copied]] = defaultdict(list)
    for one in found:
        groups["all programs"].append(one)
        if one.solves:
            groups["programs that solve"].append(one)
    solved = {one.problem for one in found if one.solves}
    by_own = {one.problem for one in found if one.solves and not one.whole}
    return {
        "training_programs": len(training),
        "training_programs_left_out": left_out,
        "groups": {name: _figures(some) for name, some in groups.items()},
        "problems_solved": len(solved) if evaluation else None,
        "problems_solved_by_no_copy": len(by_own) if evaluation else None,
        "longest": [_shown(one) for one in sorted(found, key=lambda one: (-one.longest, one.problem, one.program))[:5]],
    }


def _figures(some: Sequence[Copied]) -> dict[str, Any]:
    shares = sorted(one.share for one in some)
    lengths = sorted(one.longest for one in some)
    return {
        "programs": len(some),
        "whole_copies": sum(one.whole for one in some),
        "longest_characters": {str(q): lengths[int(q * (len(some) - 1))] for q in QUANTILES},
        "share_of_program": {str(q): shares[int(q * (len(some) - 1))] for q in QUANTILES},
    }


def _shown(one: Copied) -> dict[str, Any]:
    return {"problem": one.problem, "origin": one.origin, "length": one.length, "longest": one.longest, "piece": one.piece}
