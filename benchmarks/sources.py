"""`python -m benchmarks.sources`: how problems come in, all figures of it in `build/bench/sources.json`.

Runs every benchmark of the sources that this checkout has, one after the other, each in a process of its own.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

from benchmarks.figures import FOLDER

PARTS = ("sources_pages", "sources_crawl", "sources_corpus", "sources_memory")


def main() -> None:
    """Run all, and join their rows."""
    rows = []
    for name in PARTS:
        if importlib.util.find_spec(f"benchmarks.{name}") is not None:
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
            rows += json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    path = FOLDER / "sources.json"
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(f"written to {path}")


if __name__ == "__main__":
    main()
