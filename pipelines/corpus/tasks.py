"""Parts of the input put together to tasks, of which each is read, cleaned and staged at once.

A task costs a few milliseconds before its first file, as much as cleaning a quarter of a megabyte takes. So the parts of a
small input are put together until a task has some megabytes; a large one has tasks enough for many workers. Which it is is
found by a look at the sizes of the files, which ends where the input has turned out large. The same input always makes the same
tasks: what is written must not tell the workers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.corpus.inputs import ARCHIVE, CHECKOUT, FOLDER, Part
from pipelines.corpus.tables import GROUP_BYTES

ENOUGH_TASKS = 64
MOST_TOGETHER = 64
"""Parts in a task of a large input: a shelf of small checkouts has thousands."""
TASK_BYTES = 8 << 20
MOST_LOOKED_AT = 20_000
"""Files and folders beyond which an input is large, whatever they weigh."""
_UNPACKED = 4
"""So many times as large as an archive of source code is what it holds, and a table."""


def tasks_of(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """The parts in their order, some of them put together."""
    weights = _weights(parts)
    if weights is None:
        size = min(MOST_TOGETHER, 1 + len(parts) // ENOUGH_TASKS)
        return [tuple(parts[start : start + size]) for start in range(0, len(parts), size)]
    tasks: list[list[Part]] = []
    filled = TASK_BYTES
    for part, weight in zip(parts, weights, strict=True):
        if filled >= TASK_BYTES:
            tasks.append([])
            filled = 0
        tasks[-1].append(part)
        filled += weight
    return [tuple(task) for task in tasks]


def _weights(parts: Sequence[Part]) -> list[int] | None:
    """The bytes that each part has to read, None where they are many."""
    weights: list[int] = []
    looked_at = total = 0
    for part in parts:
        weight = 0
        for size in _sizes(part):
            weight += size
            looked_at += 1
            if looked_at > MOST_LOOKED_AT or total + weight > ENOUGH_TASKS * TASK_BYTES:
                return None
        weights.append(weight)
        total += weight
    return weights


def _sizes(part: Part) -> Iterator[int]:
    """The size of every file of a part and 0 for every folder; what cannot be looked at has none."""
    if part.kind in (FOLDER, CHECKOUT):
        yield from _sizes_below(os.path.join(part.path, part.below) if part.below else part.path, part.deep)
        return
    try:
        size = Path(part.path).stat().st_size
    except OSError:
        size = 0
    yield size * _UNPACKED if part.kind == ARCHIVE else min(size * _UNPACKED, GROUP_BYTES)


def _sizes_below(folder: str, deep: bool) -> Iterator[int]:
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as found:
                for one in found:
                    is_folder = one.is_dir(follow_symlinks=False)
                    yield 0 if is_folder else one.stat(follow_symlinks=False).st_size
                    if is_folder and deep and one.name != ".git":
                        pending.append(one.path)
        except OSError:
            continue
