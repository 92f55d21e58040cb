"""`python -m pipelines.demo.families --output FILE`: members as JSON lines, which `codequorum build --source jsonl` reads.

With `--oracle DIR` also a dataset that judges what sets of tests accept, for `codequorum false-positives --oracle`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.demo.families.members import problems
from pipelines.demo.families.oracle import write_oracle
from pipelines.sources.jsonl import line_of
from schemas.problem import Split


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="file of JSON lines")
    for split, count in (("train", 120), ("valid", 8), ("test", 12)):
        parser.add_argument(f"--{split}", type=int, default=count, metavar="N", help=f"problems of the split ({count})")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which combinations (0)")
    parser.add_argument(
        "--oracle", type=Path, metavar="DIR", help="folder of the same problems with the strongest tests (none)"
    )
    parser.add_argument("--oracle_tests", type=int, default=300, metavar="N", help="tests of each there (300)")
    arguments = parser.parse_args()
    counts = {split: getattr(arguments, split.value) for split in Split}
    made = list(problems(counts, arguments.seed))
    lines = [line_of(one) for one in made]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(b"".join(lines))
    print(f"{arguments.output}: {len(lines)} problems")
    if arguments.oracle:
        write_oracle(made, arguments.oracle, arguments.oracle_tests, arguments.seed)
        print(f"{arguments.oracle}: an oracle of {arguments.oracle_tests} tests a problem")


if __name__ == "__main__":
    main()
