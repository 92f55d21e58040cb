"""How much memory a corpus takes: the command itself on inputs of several sizes, and what 20 GB would take by them.

The inputs are parquet tables of source files that are put together from drawn lines, no two alike, in one process's hands
(`--workers 1`). The most memory that the process had at once is what the kernel says of it when it has ended.

    python -m benchmarks.sources_memory                 0.5, 1 and 2 GB, about two minutes, and a line through the three
    python -m benchmarks.sources_memory --gigabytes 20  the whole of it: ten minutes and 25 GB of disk
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.figures import Figure, publish

SIZES_GB = (0.5, 1.0, 2.0)
GOAL_GB, GOAL_MB = 20.0, 2000.0
LINES, LINES_EACH = 5000, 200
FILES_AT_ONCE = 2000
"""Files of a row group: about 16 MB."""


def files(size_bytes: int) -> Iterator[list[tuple[str, str, str]]]:
    """(repository, path, content) of files of about so many bytes together, in groups."""
    rng = random.Random(0)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(3000)]
    lines = [f"{'    ' * rng.randint(0, 3)}{rng.choice(words)} = {' + '.join(rng.choices(words, k=4))}\n" for _ in range(LINES)]
    group: list[tuple[str, str, str]] = []
    number = written = 0
    while written < size_bytes:
        content = f"# {number}\n{''.join(rng.choices(lines, k=LINES_EACH))}"
        group.append((f"someone/{number // 100}", f"src/{number}.py", content))
        number += 1
        written += len(content)
        if len(group) == FILES_AT_ONCE or written >= size_bytes:
            yield group
            group = []


def write_input(path: Path, size_bytes: int) -> int:
    """A table of such files; their number."""
    schema = pa.schema([(name, pa.string()) for name in ("repository", "path", "content")])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in files(size_bytes):
            count += len(group)
            writer.write_table(pa.table([list(column) for column in zip(*group, strict=True)], schema=schema))
    return count


def peak_mb(source: Path, output: Path) -> tuple[float, float]:
    """Make a corpus: the most megabytes at once, seconds of processor time. Raises RuntimeError where it does not end well."""
    command = [sys.executable, "-m", "beam_runner", "corpus", str(source), "--output", str(output), "--undated", "keep"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = process.stderr.read().decode() if process.stderr else ""
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return used.ru_maxrss * 1024 / 1e6, used.ru_utime + used.ru_stime


def measured(sizes_gb: Sequence[float]) -> list[Figure]:
    """The peak of each size, and of GOAL_GB by the line through them."""
    found, peaks = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes_gb:
            source = Path(scratch, f"{size:g}.parquet")
            count = write_input(source, round(size * 1e9))
            peak, seconds = peak_mb(source, Path(scratch, f"out-{size:g}"))
            peaks.append(peak)
            goal = GOAL_MB if size >= GOAL_GB else None
            found.append(
                Figure(f"corpus of {size:g} GB, peak MB", peak, f"{count} files, {seconds:.0f} s of one processor", goal)
            )
    if len(peaks) > 1:
        slope, base = np.polyfit(sizes_gb, peaks, 1)
        found.append(Figure("corpus, MB more for each GB", float(slope), "line through the peaks above"))
        how = f"{base:.0f} MB and {slope:.1f} for each GB, by that line"
        found.append(Figure(f"corpus of {GOAL_GB:g} GB, peak MB", float(base + slope * GOAL_GB), how, GOAL_MB))
    return found


def main(argv: Sequence[str] = ()) -> int:
    """Print and write all figures."""
    grammar = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    grammar.add_argument("--gigabytes", type=float, nargs="+", default=SIZES_GB, metavar="N")
    publish("sources_memory", measured(grammar.parse_args(argv).gigabytes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
