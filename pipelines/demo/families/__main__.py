"""`python -m pipelines.demo.families --output FILE`: members as JSON lines, which `codequorum build --source jsonl` reads."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.demo.families.members import problems
from pipelines.sources.jsonl import line_of
from schemas.problem import Split


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="file of JSON lines")
    for split, count in (("train", 120), ("valid", 8), ("test", 12)):
        parser.add_argument(f"--{split}", type=int, default=count, metavar="N", help=f"problems of the split ({count})")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which combinations (0)")
    arguments = parser.parse_args()
    counts = {split: getattr(arguments, split.value) for split in Split}
    lines = [line_of(one) for one in problems(counts, arguments.seed)]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(b"".join(lines))
    print(f"{arguments.output}: {len(lines)} problems")


if __name__ == "__main__":
    main()
