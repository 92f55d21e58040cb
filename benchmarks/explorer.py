"""`make bench-explorer`: how long the explorer takes to answer, on a table as large as the reference's 13,610 problems.

The dataset is made here: statements of a few hundred words drawn from a vocabulary, ratings, tags, sources and flags drawn at
random, a few small tests each. A request goes through the socket as a browser's would, and the reply is read to its end. Each
kind of question is asked with a dozen different words; each of these several times, of which the quickest counts, for whatever
else the machine does only adds to it; of the dozen the slowest counts. What has a goal is processor time, of all threads of the
server and of the one that asks: a machine with nothing else to do answers no later than that. The clock stands beside it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks.figures import Figure, publish
from pipelines.explorer.server import Explorer
from schemas import sidecars
from schemas.dossier import Dossier
from schemas.language import Language
from schemas.parquet import write_problems, write_table
from schemas.problem import Problem, Solution, Source, Split, Test

PROBLEMS = 13_610
WORDS_PER_STATEMENT = 300
VOCABULARY = 4000
TAGS = ("dp", "greedy", "graphs", "math", "strings", "geometry", "trees", "sortings", "bitmasks", "flows", "games", "hashing")
GOAL_S = 0.1
ASKED, ROUNDS = 12, 5


def dossiers(count: int, split: Split, seed: int) -> Iterator[Dossier]:
    """Problems with statements that hold the same few thousand words."""
    rng = Random(seed)
    vocabulary = ["".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(3, 9))) for _ in range(VOCABULARY)]
    solution = Solution(Language.PYTHON3, "print(input())")
    for place in range(count):
        statement = " ".join(rng.choices(vocabulary, k=WORDS_PER_STATEMENT))
        problem = Problem(
            name=f"{split.value}/{place}_{rng.choice(vocabulary)}",
            description=statement,
            source=rng.choice(list(Source)),
            cf_rating=rng.choice((0, *range(800, 3600, 100))),
            cf_tags=tuple(rng.sample(TAGS, rng.randint(0, 4))),
            public_tests=(Test("1\n", "1\n"),),
            generated_tests=(Test("2\n", "2\n"),) * rng.randint(0, 3),
            solutions=(solution,),
            license="cc0",
        )
        yield Dossier(problem=problem, split=split, several_answers=rng.random() < 0.1, effective_voters=rng.uniform(0, 30))


def write_dataset(folder: Path, count: int) -> None:
    """A training split of all but 280 problems, and a small valid and test split."""
    for part in ("data", "sidecars"):
        (folder / part).mkdir(parents=True)
    for seed, (split, of) in enumerate(((Split.TRAIN, count - 280), (Split.VALID, 115), (Split.TEST, 165))):
        made = list(dossiers(of, split, seed))
        stem = f"{split.value}-00000-of-00001.parquet"
        with (folder / "data" / stem).open("wb") as file:
            write_problems(file, (one.problem for one in made))
        rows = [row for one in made for table, row in sidecars.rows(one) if table == "problems"]
        with (folder / f"sidecars/problems-{stem}").open("wb") as file:
            write_table(file, sidecars.PROBLEMS, rows)
    (folder / "manifest.json").write_text(json.dumps({"layout_version": 1}), encoding="utf-8")


def questions(rng: Random) -> dict[str, list[dict[str, str]]]:
    """Kinds of questions, each with other words."""
    letters = [rng.choice("abcdefghij") + rng.choice("abcdefghij") for _ in range(ASKED)]
    return {
        "no filter": [{"page": str(page)} for page in range(1, ASKED + 1)],
        "a word of the statement": [{"q": word} for word in letters],
        "three words": [{"q": f"{word} {word[::-1]} {word[0]}"} for word in letters],
        "a word that no statement has": [{"q": f"{word}7x"} for word in letters],
        "source, tag and rating": [
            {"source": rng.choice(list(Source)).name, "tag": rng.choice(TAGS), "low": "1200", "high": str(1300 + 100 * place)}
            for place in range(ASKED)
        ],
        "flag and split": [{"flag": rng.choice(("several_answers", "few_voters")), "split": "train"} for _ in range(ASKED)],
        "all at once, by rating": [
            {"q": word, "tag": rng.choice(TAGS), "low": "800", "split": "train", "flag": "few_voters", "order": "rating"}
            for word in letters
        ],
    }


def ask(explorer: Explorer, query: dict[str, str]) -> tuple[float, float]:
    """Seconds from the request to the end of its reply: of processor time, and by the clock."""
    connection = http.client.HTTPConnection(explorer.address, timeout=60)
    begun, busy = time.perf_counter(), time.process_time()
    connection.request("GET", f"/{explorer.token}/?{urlencode(query)}")
    reply = connection.getresponse()
    reply.read()
    elapsed = time.process_time() - busy, time.perf_counter() - begun
    connection.close()
    assert reply.status == 200
    return elapsed


def measure(folder: Path, count: int) -> list[Figure]:
    """How long it takes to open the dataset, and to answer each kind of question."""
    begun = time.process_time()
    with Explorer(folder) as explorer:
        figures = [Figure("CPU s to open", time.process_time() - begun, f"{count} problems; once, when it starts")]
        for what, asked in questions(Random(7)).items():
            every = [[ask(explorer, query) for query in asked] for _ in range(ROUNDS)]
            busy, clock = ([min(one[kind] for one in rounds) for rounds in zip(*every, strict=True)] for kind in (0, 1))
            median = 1000 * statistics.median(clock)
            said = f"by the clock {1000 * max(clock):.0f} ms, median {median:.0f} ms"
            how = f"slowest of {ASKED}, each the quickest of {ROUNDS}; {said}"
            figures.append(Figure(f"CPU s to answer: {what}", max(busy), how, GOAL_S))
    return figures


def main() -> None:
    """Print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=PROBLEMS, help=f"rows of the table ({PROBLEMS})")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-explorer-") as folder:
        write_dataset(Path(folder) / "large", arguments.problems)
        publish("explorer", measure(Path(folder) / "large", arguments.problems))


if __name__ == "__main__":
    main()
