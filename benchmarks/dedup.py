"""`make bench-dedup`: near-duplicate search against datasketch and rensa, side by side, by CPU time.

Every contestant gets the same texts and cuts them into 5-grams of words; datasketch hashes them in bulk by xxh32, the fastest
hash to be had for it. rensa runs in a Python of its own that CODEQUORUM_RENSA names (`python -m venv V`, `V/bin/pip install
rensa`); without one its rows are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import xxhash
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

from benchmarks.dedup_beam import in_beam
from benchmarks.figures import Figure, publish
from benchmarks.rounds import Contestant, interleave
from pipelines.near_copies import Likeness, kin_of, likeness_of
from pipelines.neardup import NearSettings, clusters
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.clustering import Counts, connect, sketch_all
from pipelines.neardup.components import components
from pipelines.neardup.signatures import as_datasketch, sketch
from pipelines.neardup.similarity import TextSets, similarities
from pipelines.neardup.texts import Hashes

RENSA_VARIABLE = "CODEQUORUM_RENSA"
NEAR = NearSettings()
WORDS_PER_TEXT = 310
"""About 2 kB."""
COPIES, MORE_COPIES = 0.1, (0.2, 0.35)
MOST_EDITS = 8
ROUNDS, ROUND_S = 5, 0.5
MEMORY_TEXTS = 50_000
STATEMENTS = (13_610, 200_000)
"""The reference has so many problems; more than anybody has collected."""
RENSA = Path(__file__).with_name("dedup_rensa.py")


def corpus(count: int, seed: int = 0, copies: float = COPIES) -> tuple[list[str], list[list[int]]]:
    """Texts, so large a share copies of others with up to eight words changed, and the places of each family of copies."""
    rng = np.random.default_rng(seed)
    letters = rng.integers(97, 123, (20_000, 9), dtype=np.uint8)
    vocabulary = [bytes(row[:length]).decode() for row, length in zip(letters, rng.integers(2, 10, 20_000), strict=True)]
    texts: list[str] = []
    families: dict[int, list[int]] = {}
    origins: list[int] = []
    copied = rng.random(count) < copies
    for place in range(count):
        if place and copied[place]:
            source = int(rng.integers(place))
            words = texts[source].split()
            for _ in range(int(rng.integers(MOST_EDITS + 1))):
                words[rng.integers(len(words))] = vocabulary[rng.integers(len(vocabulary))]
            origins.append(origins[source])
            families.setdefault(origins[source], [origins[source]]).append(place)
        else:
            words = [vocabulary[word] for word in rng.integers(0, len(vocabulary), WORDS_PER_TEXT).tolist()]
            origins.append(place)
        texts.append(" ".join(words))
    return texts, list(families.values())


def _timed(one: Callable[[], object]) -> Contestant:
    def runs(times: int) -> float:
        started = time.process_time()
        for _ in range(times):
            one()
        return time.process_time() - started

    return runs


class Rensa:
    """The other process. It says how many CPU seconds each thing took."""

    def __init__(self, python: str, texts: Sequence[str], folder: Path) -> None:
        path = folder / "texts.json"
        path.write_text(json.dumps(texts))
        command = [python, str(RENSA), str(path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._ask("ready", 0)

    def _ask(self, what: str, times: int) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what} {times}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def contestant(self, what: str) -> Contestant:
        """Times `sketch` or `search`."""
        return lambda times: self._ask(what, times)

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _shingles(text: str) -> list[bytes]:
    words = text.lower().encode().split()
    return [b" ".join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def _datasketch_search(hashes: Sequence[MinHash]) -> list[list[int]]:
    index = MinHashLSH(num_perm=NEAR.permutations, params=(NEAR.bands, NEAR.rows))
    for place, one in enumerate(hashes):
        index.insert(place, one)
    return [index.query(one) for one in hashes]


def speed(count: int) -> list[Figure]:
    """Ratios of CPU time: text -> signature, and signature -> clusters."""
    texts, _ = corpus(count)
    sketched = sketch_all(texts, NEAR)
    sets = TextSets(texts, sketched.counts, NEAR)
    hashes = [as_datasketch(signature, NEAR) for signature in sketch(texts, NEAR).signatures]
    contestants = {
        "ours sketch": _timed(lambda: sketch_all(texts, NEAR)),
        "datasketch sketch": _timed(lambda: MinHash.bulk(map(_shingles, texts), num_perm=128, hashfunc=xxhash.xxh32_intdigest)),
        "ours search": _timed(lambda: connect(sketched, sets, NEAR, Counts())),
        "datasketch search": _timed(lambda: _datasketch_search(hashes)),
    }
    python = os.environ.get(RENSA_VARIABLE)
    rensa = None
    with tempfile.TemporaryDirectory() as name:
        if python:
            rensa = Rensa(python, texts, Path(name))
            contestants |= {f"rensa {what}": rensa.contestant(what) for what in ("sketch", "search")}
        else:
            print(f"rensa: left out, {RENSA_VARIABLE} names no Python that has it")
        times = interleave(contestants, ROUNDS, ROUND_S)
        if rensa:
            rensa.close()
    us = {name: 1e6 * one.least_s / count for name, one in times.items()}
    how = f"CPU us a text of 2 kB, {{}}; {count} texts, {ROUNDS} interleaved rounds, least"
    found = []
    for what, peer, goal, bound in (
        ("sketch", "datasketch", 6.0, "at_least"),
        ("sketch", "rensa", 3.5, "at_least"),
        ("search", "datasketch", 10.0, "at_least"),
        ("search", "rensa", 2.0, "at_most"),
    ):
        if f"{peer} {what}" not in us:
            continue
        theirs, ours = us[f"{peer} {what}"], us[f"ours {what}"]
        if bound == "at_least":
            figure, value, numbers = f"{what}, {peer} / ours", theirs / ours, f"{theirs:.2f} / {ours:.2f}"
        else:
            figure, value, numbers = f"{what}, ours / {peer}", ours / theirs, f"{ours:.2f} / {theirs:.2f}"
        found.append(Figure(figure, value, how.format(numbers), goal, bound))
    return found


def crowded(count: int) -> list[Figure]:
    """Signature -> clusters where more of the texts are copies, so that more pairs are compared. rensa compares none."""
    python = os.environ.get(RENSA_VARIABLE)
    if not python:
        return []
    found = []
    for copies in MORE_COPIES:
        texts, _ = corpus(count, copies=copies)
        sketched = sketch_all(texts, NEAR)
        sets = TextSets(texts, sketched.counts, NEAR)
        counts = Counts()
        connect(sketched, sets, NEAR, counts)
        with tempfile.TemporaryDirectory() as name:
            rensa = Rensa(python, texts, Path(name))
            ours = _timed(lambda sketched=sketched, sets=sets: connect(sketched, sets, NEAR, Counts()))  # type: ignore[misc]
            times = interleave({"ours": ours, "rensa": rensa.contestant("search")}, ROUNDS, ROUND_S)
            rensa.close()
        us = {name: 1e6 * one.least_s / count for name, one in times.items()}
        how = f"CPU us a text of 2 kB, {us['ours']:.2f} / {us['rensa']:.2f}; {count} texts, {counts.compared} pairs compared"
        found.append(Figure(f"search, ours / rensa, {copies:.0%} copies", us["ours"] / us["rensa"], how, 2.0, "at_most"))
    return found


def quality(count: int) -> list[Figure]:
    """Recall and precision of pairs among planted copies, by their exact similarity."""
    texts, families = corpus(count, seed=1)
    pairs = [pair for family in families for pair in combinations(family, 2)]
    left, right = np.array(pairs, np.int64).T
    sets = TextSets(texts, sketch_all(texts, NEAR).counts, NEAR)
    near = similarities(Pairs(left, right), sets) >= NEAR.threshold
    truly = set(zip(left[near].tolist(), right[near].tolist(), strict=True))
    groups = [[int(id) for id in group] for group in clusters(_documents(texts), NEAR).groups()]
    together = {pair for group in groups for pair in combinations(group, 2)}
    connected = components(Pairs(left[near], right[near])).of(np.arange(count))
    justified = sum(bool(connected[one] == connected[other]) for one, other in together)
    how = f"{count} texts, {len(truly)} pairs of planted copies at {NEAR.threshold} or more, {len(together)} in one cluster"
    return [
        Figure("recall of pairs", len(truly & together) / len(truly), how, 0.97, "at_least"),
        Figure("precision of pairs", justified / len(together), f"{how}; right if near pairs connect it", 0.99, "at_least"),
        Figure("share of pairs near by themselves", len(truly & together) / len(together), "the others are ends of chains"),
    ]


def _documents(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"{place:09d}", text) for place, text in enumerate(texts)]


def memory(count: int) -> list[Figure]:
    """What a search takes beside its input."""
    documents = _documents(corpus(count, seed=3)[0])
    tracemalloc.start()
    clusters(documents, NEAR)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    how = f"{count} texts; peak of all allocations by tracemalloc, some megabytes of it whatever their number"
    return [Figure("memory beside the texts, bytes a text", peak / count, how, 300.0)]


def statements(count: int) -> list[Figure]:
    """What the one worker of a build does that compares all statements: it has their sketches, and shingles where it asks."""
    documents = dict(_documents(corpus(count, seed=4)[0]))
    asked: Counter[str] = Counter()

    def shingles_of(name: str) -> Hashes:
        asked[name] += 1
        return likeness_of(name, documents[name], None, NEAR.threshold)[1]

    def arriving() -> Iterator[Likeness]:
        return (likeness_of(name, text, None, NEAR.threshold)[0] for name, text in documents.items())

    held = list(arriving())
    started = time.process_time()
    kin_of(held, NEAR.threshold, shingles_of)
    spent_s = time.process_time() - started
    del held
    tracemalloc.start()
    kin_of(arriving(), NEAR.threshold, shingles_of)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    how = f"statements of 2 kB, a tenth of them copies; {len(asked)} of them asked for, {asked.total() // 2} times in all"
    return [
        Figure(f"CPU us a statement where {count} are compared for a build", 1e6 * spent_s / count, how),
        Figure(f"memory where {count} statements are compared for a build, bytes each", peak / count, "tracemalloc's peak"),
    ]


def volume(count: int) -> list[Figure]:
    """The whole of a large search."""
    documents = _documents(corpus(count, seed=2)[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    groups = len(clusters(documents, NEAR).groups())
    spent_s = time.process_time() - started
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / count
    how = f"{count} texts of 2 kB in memory to {groups} clusters, one thread"
    return [
        Figure(f"CPU seconds, {count} texts", spent_s, how),
        Figure("resident memory grown, bytes a text", grown, "by ru_maxrss, the texts left out"),
    ]


def growth(count: int) -> list[Figure]:
    """The large search, and a tenth of it: what a text costs more in a large one."""
    small, large = volume(count // 10), volume(count)
    how = f"CPU a text, {count} texts over {count // 10}"
    return [*small, *large, Figure("a text in ten times as many", large[0].value / (10 * small[0].value), how, 1.2)]


def repeated(count: int) -> list[Figure]:
    """One text very many times."""
    documents = [(f"{place:09d}", "print the sum of all the numbers that are given") for place in range(count)]
    started = time.process_time()
    found = clusters(documents, NEAR)
    assert [len(group) for group in found.groups()] == [count]
    return [Figure(f"CPU seconds, one text {count} times", time.process_time() - started, "51 bytes, one cluster")]


def figures(documents: int, large: int) -> list[Figure]:
    """All rows: ratios and quality by so many texts, volume by so many."""
    return [
        *speed(documents),
        *crowded(documents),
        *quality(documents),
        *memory(MEMORY_TEXTS),
        *(figure for each in STATEMENTS for figure in statements(each)),
        *in_beam(corpus(large, seed=2)[0]),
        *growth(large),
        *repeated(large),
    ]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, help="texts of the comparison with others (20000)")
    parser.add_argument("--large", type=int, default=1_000_000, help="texts of the large search (1000000)")
    arguments = parser.parse_args()
    publish("dedup", figures(arguments.documents, arguments.large))


if __name__ == "__main__":
    main()
