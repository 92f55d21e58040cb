"""How fast a pretraining corpus is cleaned: megabytes of source text in a second of one processor, from files to parquet.

Everything that the command does but Beam is timed: walking, reading, cleaning, the search for evaluation problems, masking,
staging, duplicates, writing. Real trees of this machine are read; nothing of them is kept. Seconds are processor time.
`python -m benchmarks.sources_corpus [FOLDER ...]` prints the table.
"""

from __future__ import annotations

import os
import random
import resource
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, publish
from benchmarks.rounds import Contestant, interleave
from pipelines.corpus.duplicates import kept_keys, ranges_of, same_texts
from pipelines.corpus.exclusion import Exclusion, Problem, write_exclusion
from pipelines.corpus.inputs import parts_of
from pipelines.corpus.intake import Intake
from pipelines.corpus.records import Losses
from pipelines.corpus.settings import CorpusSettings
from pipelines.corpus.shards import plan_shards, save_kept, write_shard
from pipelines.corpus.staging import stage
from pipelines.corpus.tasks import tasks_of
from pipelines.corpus.texts import MAX_FILE_BYTES

GOAL_MB_PER_S = 60.0
GOAL_FROM_BYTES = 5_000_000
"""A smaller tree is soon done: what each task costs before its first file weighs more than its texts."""
ROUNDS = 3
PROBLEMS, SOLUTIONS, WORDS = 282, 50, 300
"""As many problems as the reference has for evaluation, of common length."""


class Tree(NamedTuple):
    """A folder with the source files in it that are small enough, and how many bytes these have."""

    root: Path
    files: tuple[str, ...]
    size_bytes: int


def trees(extra: Iterable[str] = ()) -> dict[str, Tree]:
    """The trees of this machine, by what they are."""
    places = {
        "Python standard library": Path(sysconfig.get_path("stdlib")),
        "site-packages": Path(sysconfig.get_path("purelib")),
        "/usr/include": Path("/usr/include"),
        "npm": Path("/usr/lib/node_modules"),
        **{one: Path(one) for one in extra},
    }
    found = {name: _tree(root) for name, root in places.items() if root.is_dir()}
    return {name: tree for name, tree in found.items() if tree.files}


def _tree(root: Path) -> Tree:
    intake = Intake(CorpusSettings(inputs=(str(root),)), Losses())
    files, size_bytes = [], 0
    for folder, _, names in os.walk(root):
        for path in (os.path.join(folder, name) for name in names if intake.wants(name)):
            status = os.lstat(path)
            if not os.path.islink(path) and status.st_size <= MAX_FILE_BYTES:
                files.append(path)
                size_bytes += status.st_size
    return Tree(root, tuple(files), size_bytes)


def problems() -> Iterator[Problem]:
    """Problems of drawn words: nothing is like them, so all files are searched through and kept."""
    rng = random.Random(0)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(1, 10))) for _ in range(20_000)]
    for number in range(PROBLEMS):
        texts = [" ".join(rng.choices(words, k=WORDS)) for _ in range(1 + SOLUTIONS)]
        yield Problem(f"p{number}", (texts[0],), tuple(texts[1:]))


def whole(tree: Tree, exclusion: Exclusion | None) -> Contestant:
    """Makes a corpus of a tree so many times, in this process."""
    settings = CorpusSettings(inputs=(str(tree.root),))

    def run(times: int) -> float:
        before = time.process_time()
        for _ in range(times):
            with tempfile.TemporaryDirectory() as scratch:
                _make(settings, exclusion, Path(scratch))
        return time.process_time() - before

    return run


def _make(settings: CorpusSettings, exclusion: Exclusion | None, folder: Path) -> None:
    tasks = tasks_of(parts_of(settings.inputs))
    staged = [stage(parts, number, settings, exclusion, folder) for number, parts in enumerate(tasks)]
    numbers = [one.number for one in staged]
    ((first, last),) = ranges_of(sum(one.wanted for one in staged))
    duplicates = same_texts(folder, numbers, first, last)
    kept = [save_kept(folder, number, kept_keys(folder, number, duplicates)) for number in numbers]
    for shard in plan_shards(folder, kept):
        with (folder / f"shard-{shard.number}").open("wb") as file:
            write_shard(folder, shard, file)


def counting(tree: Tree, scratch: Path) -> Contestant:
    """Runs `cat FILES | wc` so many times."""
    names = scratch / f"{tree.root.name}.names"
    names.write_bytes(b"".join(os.fsencode(file) + b"\0" for file in tree.files))
    command = f"xargs -0 cat < {shlex.quote(str(names))} | wc"

    def run(times: int) -> float:
        before = _children_s()
        for _ in range(times):
            subprocess.run(["sh", "-c", command], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
        return _children_s() - before

    return run


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures(inputs: Mapping[str, Tree], rounds: int = ROUNDS) -> list[Figure]:
    """Megabytes in a processor second for each tree, and how many times as long as `cat FILES | wc` that takes."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        write_exclusion(Path(scratch, "exclusion"), problems())
        exclusion = Exclusion(Path(scratch, "exclusion"))
        for name, tree in inputs.items():
            contestants = {
                "whole": whole(tree, exclusion),
                "without": whole(tree, None),
                "wc": counting(tree, Path(scratch)),
            }
            least = {what: one.least_s for what, one in interleave(contestants, rounds, 0.0).items()}
            megabytes = tree.size_bytes / 1e6
            goal = GOAL_MB_PER_S if tree.size_bytes >= GOAL_FROM_BYTES else None
            how = f"{megabytes:.1f} MB in {len(tree.files)} files, processor time, best of {rounds}"
            found += [
                Figure(f"corpus MB/s, {name}", megabytes / least["whole"], how, goal, "at_least"),
                Figure(f"corpus MB/s, {name}, no --exclude", megabytes / least["without"], how),
                Figure(
                    f"corpus, {name} / cat FILES | wc", least["whole"] / least["wc"], f"wc: {megabytes / least['wc']:.0f} MB/s"
                ),
            ]
    return found


def main(argv: Sequence[str] = ()) -> int:
    """Print and write all figures."""
    publish("sources_corpus", figures(trees(argv)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
