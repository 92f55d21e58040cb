"""What `codequorum dedup` takes beyond the bare loop: the same texts from parquet to clusters, each by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.figures import Figure

FILES = 8
MOST_RATIO = 3.0
_BARE = """
import sys
from pathlib import Path
import pyarrow.parquet as pq
from pipelines.neardup import NearSettings, clusters
documents = []
for path in sorted(Path(sys.argv[1]).glob("*.parquet")):
    table = pq.read_table(path)
    documents += zip(table["id"].to_pylist(), table["text"].to_pylist())
clusters(documents, NearSettings()).groups()
"""


def in_beam(texts: Sequence[str]) -> list[Figure]:
    """CPU of the command with one worker over that of the loop, and the largest resident memory of the command."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in"
        source.mkdir()
        for part in range(FILES):
            places = range(part * len(texts) // FILES, (part + 1) * len(texts) // FILES)
            columns = {"id": [f"{place:09d}" for place in places], "text": [texts[place] for place in places]}
            pq.write_table(pa.table(columns), source / f"{part}.parquet", row_group_size=5000)
        loop_s, _ = _spent([sys.executable, "-c", _BARE, str(source)])
        command = [sys.executable, "beam_runner.py", "dedup", str(source), str(Path(name) / "out")]
        command_s, peak = _spent(command)
    how = f"{len(texts)} texts from {FILES} files, imports included: {command_s:.1f} / {loop_s:.1f} CPU s, one worker"
    return [
        Figure("codequorum dedup / bare loop", command_s / loop_s, how, MOST_RATIO),
        Figure("its peak memory, MB", peak / 1e6, "largest resident, by the kernel's mark"),
    ]


def _spent(words: Sequence[str]) -> tuple[float, int]:
    """CPU seconds and peak memory in bytes of a command. Raises SystemExit where it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{words[1]} failed: {said.read().decode(errors='replace')[-2000:]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
