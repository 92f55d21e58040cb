"""rensa in its own Python, for `benchmarks.dedup`: reads `sketch N` or `search N`, answers with the CPU seconds of N runs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rensa  # type: ignore[import-not-found]


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def _sketch(text: str) -> Any:
    one = rensa.RMinHash(num_perm=128, seed=42)
    one.update(_shingles(text))
    return one


def _search(hashes: list[Any]) -> list[list[int]]:
    index = rensa.RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
    for place, one in enumerate(hashes):
        index.insert(place, one)
    return [index.query(one) for one in hashes]


def main() -> None:
    """Serve until the input ends."""
    texts = json.loads(Path(sys.argv[1]).read_text())
    hashes = [_sketch(text) for text in texts]
    runs: dict[str, Callable[[], Any]] = {
        "sketch": lambda: [_sketch(text) for text in texts],
        "search": lambda: _search(hashes),
        "ready": lambda: None,
    }
    for line in sys.stdin:
        what, times = line.split()
        started = time.process_time()
        for _ in range(int(times)):
            runs[what]()
        print(time.process_time() - started, flush=True)


if __name__ == "__main__":
    main()
