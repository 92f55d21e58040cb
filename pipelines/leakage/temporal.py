"""Violations of the split by time: a valid or test problem must be newer than everything that is trained on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.leakage.entries import Cuts, Entry
from schemas.problem import Split

UNDATED, TOO_OLD, TOO_NEW, STRADDLES = "undated_evaluation", "older_than_its_split", "newer_than_its_split", "cluster_straddles"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A problem that stands where it must not. `kind` is one of a few words that can be counted."""

    kind: str
    problem: str
    split: str
    detail: str


def violations(entries: Sequence[Entry], cuts: Cuts) -> list[Violation]:
    """All of them, in order. Where no cut dates are known, valid begins the day after the newest training problem."""
    found = []
    first = cuts.last_train or max((one.earliest for one in entries if one.trains and one.earliest), default=None)
    for one in entries:
        if not one.dated:
            continue
        if one.earliest is None:
            if not one.trains:
                found.append(_violation(UNDATED, one, "a problem without a date, or with such a near-duplicate"))
            continue
        oldest, newest = _bounds(one.split, first, cuts.last_valid)
        if oldest is not None and one.earliest <= oldest:
            found.append(_violation(TOO_OLD, one, f"{one.earliest} is not after {oldest}"))
        if newest is not None and one.earliest > newest:
            found.append(_violation(TOO_NEW, one, f"{one.earliest} is after {newest}"))
    return sorted(found + straddling(entries))


def straddling(entries: Sequence[Entry]) -> list[Violation]:
    """Problems outside of train whose near-duplicates, as the build found them, are in another split."""
    splits: dict[str, set[Split]] = defaultdict(set)
    for one in entries:
        splits[one.cluster].add(one.split)
    return [
        _violation(STRADDLES, one, f"cluster {one.cluster} is in {', '.join(sorted(s.value for s in splits[one.cluster]))}")
        for one in entries
        if one.cluster and not one.trains and len(splits[one.cluster]) > 1
    ]


def _bounds(split: Split, last_train: date | None, last_valid: date | None) -> tuple[date | None, date | None]:
    """The day after which a split begins, and its last day."""
    if split is Split.TRAIN:
        return None, last_train
    return (last_train, last_valid) if split is Split.VALID else (last_valid or last_train, None)


def _violation(kind: str, entry: Entry, detail: str) -> Violation:
    return Violation(kind, entry.name, entry.split.value, detail)
