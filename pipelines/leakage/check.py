"""The whole check of a dataset, and its report as JSON and as a table for people."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.leakage.cross_runs import CrossRuns, Judging, cross_runs, targets_of
from pipelines.leakage.entries import Entry, cuts_of, entries_of
from pipelines.leakage.neighbours import THRESHOLDS, NearPair, Neighbour, Statements, near_pairs, neighbours
from pipelines.leakage.substrings import SharedRuns, longest_runs
from pipelines.leakage.temporal import Violation, violations
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Split
from schemas.text import excerpt

SHOWN = 10
RUNS = 2000
_NAME = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakageSettings:
    """What is looked for. `threshold`: from this Jaccard similarity on a pair of statements in different splits is a violation.

    `runs`: so many pairs of a program and a problem are run at most, 0 for none; `seed` draws them where there are more.
    `against`: the split whose problems they are run on. Raises ValueError.
    """

    threshold: float = 0.8
    runs: int = RUNS
    seed: int = 0
    against: Split = Split.VALID

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1:
            raise ValueError(f"--threshold {self.threshold}: a similarity above 0 and up to 1 is needed")
        if self.runs < 0:
            raise ValueError(f"--runs {self.runs}: 0 or more are needed")
        if self.against is Split.TRAIN:
            raise ValueError("--against train: the programs are those of train; give valid or test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage:
    """Everything that was found. `near` holds the pairs from the lowest of `THRESHOLDS` on; `undated`: problems that no table
    of the dataset knows a date of."""

    problems: dict[str, int]
    undated: int
    settings: LeakageSettings
    temporal: tuple[Violation, ...]
    near: tuple[NearPair, ...]
    neighbours: tuple[Neighbour, ...]
    shared: SharedRuns
    cross: CrossRuns | None

    @property
    def too_near(self) -> tuple[NearPair, ...]:
        """Pairs of different splits that are near-duplicates."""
        return tuple(one for one in self.near if one.jaccard >= self.settings.threshold)

    @property
    def violated(self) -> bool:
        """Whether something stands where it must not: then the dataset leaks. What programs share is for a person to judge."""
        return bool(self.temporal or self.too_near)


def leakage(folder: Path, settings: LeakageSettings) -> Leakage:
    """Look for leakage in a finished dataset.

    Raises DatasetError for a folder that is none or has no valid and no test problem, SandboxUnavailable where programs are to
    be run and this machine cannot isolate them.
    """
    dataset = Dataset(folder)
    entries = list(entries_of(dataset))
    counts = Counter(one.split.value for one in entries)
    if not counts[Split.VALID.value] + counts[Split.TEST.value]:
        raise DatasetError(f"{folder}: it has no valid and no test problem, so nothing can leak; build one with dates")
    statements = Statements(entries)
    return Leakage(
        problems={split.value: counts[split.value] for split in Split},
        undated=sum(not one.dated for one in entries),
        settings=settings,
        temporal=tuple(violations(entries, cuts_of(folder))),
        near=tuple(near_pairs(statements, min(settings.threshold, *THRESHOLDS))),
        neighbours=tuple(neighbours(statements)),
        shared=longest_runs(entries),
        cross=_cross(dataset, entries, settings) if settings.runs else None,
    )


def _cross(dataset: Dataset, entries: Sequence[Entry], settings: LeakageSettings) -> CrossRuns:
    targets = list(targets_of(dataset, settings.against))
    with contextlib.closing(Judging()) as judging:
        return cross_runs(entries, targets, settings.against, settings.runs, settings.seed, judging.judge, judging.why_not)


def as_value(found: Leakage) -> dict[str, Any]:
    """The report for another program to read: plain values, the same for the same dataset but for `cross`, in which programs
    that are slow may differ."""
    cross = found.cross
    return {
        "problems": found.problems,
        "undated": found.undated,
        "settings": {**dataclasses.asdict(found.settings), "against": found.settings.against.value},
        "violated": found.violated,
        "temporal_violations": [dataclasses.asdict(one) for one in found.temporal],
        "cross_split_near_duplicates": [
            {"threshold": threshold, "pairs": pairs, "problems": problems}
            for threshold, pairs, problems in counts_at(found.near, found.settings.threshold)
        ],
        "near_pairs": [{**dataclasses.asdict(one), "splits": list(one.splits)} for one in found.near],
        "nearest_training_neighbours": [dataclasses.asdict(one) for one in found.neighbours],
        "shared_runs": {
            "programs": found.shared.programs,
            "left_out": found.shared.left_out,
            "longest": [dataclasses.asdict(one) for one in found.shared.runs],
        },
        "cross_runs": cross
        and {
            **dataclasses.asdict(cross),
            "solved": [dataclasses.asdict(one) for one in cross.solved],
            "solved_problems": cross.solved_problems,
            "solved_share": cross.solved_share,
        },
    }


def counts_at(near: Sequence[NearPair], threshold: float) -> list[tuple[float, int, int]]:
    """(threshold, pairs that are as similar, problems of a later split in such pairs) for each threshold, ascending."""
    found = []
    for least in sorted({*THRESHOLDS, threshold}):
        pairs = [one for one in near if one.jaccard >= least]
        found.append((least, len(pairs), len({one.later for one in pairs})))
    return found


def write_report(found: Leakage, output: Path) -> None:
    """Write the report as JSON, whole or not at all. Raises OSError."""
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        fresh.write_text(json.dumps(as_value(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(fresh, output)
    finally:
        fresh.unlink(missing_ok=True)


def report_text(found: Leakage) -> str:
    """The report for a person."""
    lines = ["problems: " + ", ".join(f"{count} {split}" for split, count in found.problems.items())]
    if found.undated:
        lines.append(f"{found.undated} of them are in no table with dates: nothing can be said of their place in time")
    lines += ["", f"temporal violations: {len(found.temporal)}"]
    lines += [f"  {one.problem} ({one.split}): {one.kind}, {one.detail}" for one in found.temporal[:SHOWN]]
    lines += ["", "near-duplicates across splits", "  similarity   pairs   problems"]
    lines += [
        f"  {least:>10.2f} {pairs:>7} {problems:>10}"
        for least, pairs, problems in counts_at(found.near, found.settings.threshold)
    ]
    lines += [
        f"  VIOLATION {one.jaccard:.2f}: {one.later} ({one.splits[1]}) is near {one.earlier} ({one.splits[0]})"
        for one in found.too_near[:SHOWN]
    ]
    lines += ["", "nearest training neighbours, by shingles and by words", f"  {'problem':<{_NAME}} jaccard  cosine  neighbour"]
    for one in found.neighbours[:SHOWN]:
        names = " / ".join(dict.fromkeys(name for name in (one.by_shingles, one.by_words) if name)) or "none"
        lines.append(f"  {_short(one.problem):<{_NAME}} {one.jaccard:>7.3f} {one.cosine:>7.3f}  {excerpt(names, 60)}")
    lines += ["", f"longest runs of tokens in programs of both sides ({found.shared.programs} programs compared)"]
    if found.shared.left_out:
        lines.append(f"  {found.shared.left_out} programs were left out, there was no room for them")
    lines.append(f"  {'problem':<{_NAME}} tokens   share  with")
    for run in found.shared.runs[:SHOWN]:
        lines.append(
            f"  {_short(run.problem):<{_NAME}} {run.tokens:>6} {100 * run.share:>6.0f}%  {excerpt(run.training_problem, 60)}"
        )
    lines += ["", *_cross_lines(found.cross)]
    lines += ["", "it LEAKS: see the violations above" if found.violated else "no violation"]
    return "\n".join(lines)


def _cross_lines(cross: CrossRuns | None) -> list[str]:
    if cross is None:
        return ["programs of training problems were not run (--runs 0)"]
    what = f"one program of each of {cross.programs} training problems on {cross.problems} {cross.split} problems"
    share = f"({100 * cross.solved_share:.1f} %; {cross.tried} of {cross.pairs} pairs tried)"
    lines = [f"{what}: {cross.solved_problems} solved {share}"]
    for count, what in (
        (cross.unjudged, f"{cross.split} problems cannot be judged here, or have no tests"),
        (cross.not_compiled, "pairs have a program that does not compile here"),
        (cross.judge_errors, "pairs met an error of the judge and say nothing"),
    ):
        if count:
            lines.append(f"  {count} {what}")
    lines += [f"  {one.problem}: solved by a program of {one.training_problem}" for one in cross.solved[:SHOWN]]
    return lines


def _short(name: str) -> str:
    return excerpt(name, _NAME - 1)
