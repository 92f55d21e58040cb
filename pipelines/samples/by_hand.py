"""Samples judged by a person, one after the other, and what comes of it. What tests say of a sample is not shown.

Verdicts go to a file of JSON lines as they are given: whoever stops goes on later where they stopped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.digest import rng
from schemas.falsity import Falsity, Truth, falsity
from schemas.parquet import Dataset, DatasetError

KEYS = {"r": Truth.RIGHT, "s": Truth.SLOW, "w": Truth.WRONG, "u": Truth.UNKNOWN}
QUESTION = "[r]ight, right but [s]low, [w]rong, [u]nknown, [l]ater, [q]uit? "
LATER, QUIT = "l", "q"
_COLUMNS = ("problem", "program", "language", "source")


@dataclass(frozen=True, slots=True)
class Shown:
    """A program to be judged. `groups` are what its verdict counts for: sets of tests that accept it, or "accepted"."""

    problem: str
    program: str
    language: str
    source: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandVerdict:
    """What a person says of a program."""

    problem: str
    program: str
    truth: Truth
    note: str = ""


def read_shown(path: Path, seed: int = 0) -> list[Shown]:
    """The programs of a table, each once, in random order: all of `accepted.parquet`, of `chosen.parquet` the first of each
    problem that passes all tests. Raises DatasetError where it is no such table."""
    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DatasetError(f"{path}: not a readable parquet file ({str(error).partition(chr(10))[0]})") from error
    missing = [name for name in _COLUMNS if name not in table.column_names]
    if missing:
        raise DatasetError(f"{path}: no column {missing[0]!r}; give accepted.parquet or chosen.parquet of an evaluation")
    rows = table.to_pylist()
    if "rank" in table.column_names:
        rows = _first_accepted(rows)
    found: dict[tuple[str, str], Shown] = {}
    for row in rows:
        key = row["problem"], row["program"]
        groups = (*(found[key].groups if key in found else ()), row.get("test_set", "accepted"))
        found[key] = Shown(row["problem"], row["program"], row["language"], row["source"], groups)
    shown = [found[key] for key in sorted(found)]
    rng("by hand", seed).shuffle(shown)
    return shown


def _first_accepted(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    best: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["rank"]):
        if row["verdict"] == "AC":
            best.setdefault(row["problem"], row)
    return list(best.values())


def read_verdicts(path: Path) -> dict[tuple[str, str], HandVerdict]:
    """The verdicts of a file, of several on one program the last; none where there is no file. A line that was cut off by a
    crash is the last and counts as not given. Raises DatasetError for any other that is no verdict."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            verdict = HandVerdict(row["problem"], row["program"], Truth(row["truth"]), row.get("note", ""))
        except (KeyError, TypeError, ValueError) as error:
            if number == len(lines):
                break
            raise DatasetError(f"{path}, line {number}: not a verdict: {line[:80]!r}") from error
        found[verdict.problem, verdict.program] = verdict
    return found


def append_verdict(path: Path, verdict: HandVerdict) -> None:
    """Write a verdict at the end of the file, and to the disk; a line there that a crash cut off makes way for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**asdict(verdict), "truth": verdict.truth.value}, ensure_ascii=False)
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def judge_by_hand(
    shown: Sequence[Shown],
    verdicts: Path,
    statements: Mapping[str, str],
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> dict[str, Falsity]:
    """Ask about every program that has no verdict yet; the rates of each group, of all verdicts so far.

    `ask` raises EOFError where nobody answers any more. What follows the letter of an answer is kept as a note.
    """
    known = read_verdicts(verdicts)
    left = [one for one in shown if (one.problem, one.program) not in known]
    for number, one in enumerate(left, 1):
        say(f"\n=== {number}/{len(left)}: {one.problem} ({one.language}) ===")
        say(statements.get(one.problem, "(the dataset has no statement of it)"))
        say(f"--- program {one.program[:12]} ---\n{one.source}\n---")
        answer = _answer(ask)
        if answer[0] == QUIT:
            break
        if answer[0] == LATER:
            continue
        verdict = HandVerdict(one.problem, one.program, KEYS[answer[0]], answer[1:].strip())
        append_verdict(verdicts, verdict)
        known[one.problem, one.program] = verdict
    return rates(shown, known)


def _answer(ask: Callable[[str], str]) -> str:
    """An answer that makes sense; to quit where nobody answers."""
    while True:
        try:
            answer = ask(QUESTION).strip()
        except EOFError:
            return QUIT
        if answer[:1].lower() in (*KEYS, LATER, QUIT) and not answer[1:2].strip():
            return answer[0].lower() + answer[1:]


def rates(shown: Iterable[Shown], known: Mapping[tuple[str, str], HandVerdict]) -> dict[str, Falsity]:
    """The rates of each group, over the programs that have a verdict."""
    groups: dict[str, list[Truth]] = {}
    for one in shown:
        for group in one.groups:
            truths = groups.setdefault(group, [])
            if (one.problem, one.program) in known:
                truths.append(known[one.problem, one.program].truth)
    return {group: falsity(truths) for group, truths in sorted(groups.items())}


def statements_of(dataset: Path | None) -> dict[str, str]:
    """Statement of each problem of a dataset, by name; none without one."""
    return (
        {} if dataset is None else {problem.name: problem.description for _, problem in Dataset(dataset.absolute()).problems()}
    )


def report_text(groups: Mapping[str, Falsity]) -> str:
    """The rates as a table for a terminal."""
    lines = [f"{'tests':<10}{'judged':>8}{'false positive':>24}{'slow positive':>24}{'either':>24}{'unknown':>9}"]
    for name, one in groups.items():
        cells = "".join(
            f"{'-' if rate is None else f'{100 * rate.value:.1f} [{100 * rate.low:.1f}, {100 * rate.high:.1f}]':>24}"
            for rate in (one.false_positive_rate_alphacode, one.slow_positive_rate, one.false_positive_or_slow)
        )
        lines.append(f"{name:<10}{one.accepted:>8}{cells}{one.unknown:>9}")
    return "\n".join(lines)
