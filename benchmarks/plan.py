"""`make bench-plan`: what `codequorum plan` says of the demo twenty times over, from the demo, and what that then takes.

Both are built by one worker, each by a command of its own with an empty cache of compiled programs. Copies have names of their
own, a line before the statement and a comment behind each program, so that no step takes two for one; near-duplicates, which
they are, are not looked for. CPU seconds are those of the builds' own records. Wall seconds are held against their goal where
both builds had a processor for themselves. With 20 copies it takes an hour of CPU time where the demo takes three minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import string
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, publish
from pipelines.plan import Sample, plan, plan_text, read_sample
from pipelines.sources.demo import corpus_folder

FOLDER = Path("build/bench/plan")
COPIES = 20
MAX_TESTS = 4
WITHIN = 0.25
ALONE = 0.8
"""CPU seconds for a second on the wall, of one worker that nobody keeps waiting."""
_COMMENTS = {".py": "#", ".c": "//", ".cpp": "//", ".java": "//"}
_STATEMENTS = {".md": "{}\n\n", ".tex": "{}\n\n", ".html": "<p>{}</p>\n"}


def edition(number: int) -> str:
    """A word for a copy without a digit in it, for numbers in statements mean something: aa, ab, ..."""
    first, second = divmod(number, len(string.ascii_lowercase))
    return string.ascii_lowercase[first] + string.ascii_lowercase[second]


def copy_demo(target: Path, copies: int) -> int:
    """The demo's packages, so many times; how many packages that are."""
    shutil.rmtree(target, ignore_errors=True)
    packages = sorted(path for path in corpus_folder().iterdir() if path.is_dir())
    for number in range(copies):
        word = edition(number)
        for package in packages:
            made = target / f"{package.name}-{word}"
            shutil.copytree(package, made)
            for path in made.rglob("*"):
                if path.is_file():
                    _change(path, word)
    return copies * len(packages)


def _change(path: Path, word: str) -> None:
    """Make a file of a copy another one than that of other copies, where steps would see that they are the same."""
    if path.suffix in _COMMENTS:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{_COMMENTS[path.suffix]} edition {word}\n")
    elif path.suffix in _STATEMENTS:
        path.write_text(
            _STATEMENTS[path.suffix].format(f"Edition {word}.") + path.read_text(encoding="utf-8"), encoding="utf-8"
        )


def build_of(copies: int, max_tests: int) -> Sample:
    """What a build of so many copies took by its own record."""
    folder = FOLDER / str(copies)
    shutil.rmtree(folder, ignore_errors=True)
    count = copy_demo(folder / "packages", copies)
    words = ["build", "--source", "packages", "--input", str(folder / "packages"), "--output", str(folder / "out")]
    words += ["--max_tests", str(max_tests), "--allow_fewer", "--near_duplicates", "off"]
    ended = subprocess.run(
        [sys.executable, "beam_runner.py", *words],
        env={**os.environ, "XDG_CACHE_HOME": str((folder / "cache").absolute())},
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        raise SystemExit(f"codequorum {' '.join(words)} failed: {ended.stderr}")
    sample = read_sample(folder / "out")
    if sample.problems != count:
        raise SystemExit(f"{folder}: {sample.problems} problems were read, {count} were expected")
    print(f"{count} problems: {sample.cpu_s:.0f} CPU s, {sample.wall_s:.0f} s, {sample.runs} runs", flush=True)
    return sample


def off(expected: float, measured: float) -> float:
    """How far off it was, as a share of what it took."""
    return abs(expected / measured - 1)


def figures(sample: Sample, measured: Sample, copies: int) -> Sequence[Figure]:
    """The prediction against what was measured."""
    expected = plan(sample, measured.problems, measured.workers)
    print(plan_text(sample, expected))
    alone = all(one.cpu_s >= ALONE * one.wall_s for one in (sample, measured))
    how = f"demo x {copies} from the demo, share of what it took"
    return [
        Figure("CPU time: off by", off(expected.cpu_s, measured.cpu_s), f"{how}: {measured.cpu_s:.0f} s", WITHIN),
        Figure(
            "wall time: off by",
            off(expected.wall_s, measured.wall_s),
            f"{how}: {measured.wall_s:.0f} s",
            WITHIN if alone else None,
        ),
        Figure("dataset: off by", off(expected.dataset_bytes, measured.dataset_bytes), f"{how}, bytes", WITHIN),
        Figure(
            "scratch: off by", off(expected.scratch_bytes, measured.scratch_bytes), f"{how}, bytes; a few large inputs decide"
        ),
        Figure("runs: off by", off(expected.runs, measured.runs), f"{how}: {measured.runs}", WITHIN),
        Figure("half of the interval that the plan gave", expected.off, "share of the CPU time"),
    ]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=COPIES, help=f"of the demo in the large build ({COPIES})")
    parser.add_argument("--max_tests", type=int, default=MAX_TESTS, help=f"generated tests per problem ({MAX_TESTS})")
    arguments = parser.parse_args()
    sample = build_of(1, arguments.max_tests)
    measured = build_of(arguments.copies, arguments.max_tests)
    publish("plan", figures(sample, measured, arguments.copies))


if __name__ == "__main__":
    main()
