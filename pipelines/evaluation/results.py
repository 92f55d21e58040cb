"""What became of the samples of one problem, put together from the verdicts, and the tables that this is written to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.evaluation.choosing import SUBMISSIONS, Choice, Contender, choose, clusters_of
from pipelines.evaluation.entries import Entry
from pipelines.evaluation.filtering import UNFILTERED, is_judged, survives
from pipelines.evaluation.verdicts import Ruled
from schemas.digest import rng
from schemas.execution import Verdict
from schemas.solve_rates import Counts

_TEXT, _COUNT, _FLAG = pa.string(), pa.int64(), pa.bool_()
PROGRAMS = pa.schema(
    [
        ("problem", _TEXT),
        ("program", _TEXT),
        ("language", _TEXT),
        ("sample_id", _TEXT),
        ("samples", _COUNT),
        ("on_examples", _TEXT),
        ("hard_coded", _FLAG),
        ("signature", _TEXT),
        ("verdict", _TEXT),
        ("failed_test", _COUNT),
    ]
)
"""One row a program. `on_examples`: the first verdict against it there; of those that go on the `signature` of their cluster,
`verdict` on all tests, and which hidden test they failed (-1: none)."""
CHOSEN = pa.schema(
    [
        ("problem", _TEXT),
        ("rank", _COUNT),
        ("program", _TEXT),
        ("cluster", _COUNT),
        ("verdict", _TEXT),
        ("sample_id", _TEXT),
        ("language", _TEXT),
        ("source", _TEXT),
    ]
)
"""What is handed in, in order (`rank` from 1), with what all tests say of it."""
PROBLEMS = pa.schema(
    [
        ("problem", _TEXT),
        ("split", _TEXT),
        ("filtered", _FLAG),
        ("samples", _COUNT),
        ("programs", _COUNT),
        ("undecided", _COUNT),
        ("passing", _COUNT),
        ("solving", _COUNT),
        ("hard_coded", _COUNT),
        ("hard_coded_passing", _COUNT),
        ("unclustered", _COUNT),
        ("clusters", pa.list_(_COUNT)),
        ("solved", _FLAG),
        ("on_examples", pa.map_(_TEXT, _COUNT)),
    ]
)
"""One row a problem; counts are of samples, but for `programs` and `unclustered`. `clusters`: sizes from the largest."""
TIMES = pa.schema([("problem", _TEXT), ("program", _TEXT), ("slowest_cpu_s", pa.float64())])
"""Under `measured/`."""


class Filtered(NamedTuple):
    """A program after the examples."""

    entry: Entry
    on_examples: str
    hard_coded: bool


class Judged(NamedTuple):
    """A program that passed the examples: how it behaves on the probes ("": not known) and what all tests say."""

    program: str
    signature: str
    ruled: Ruled


class Weighed(NamedTuple):
    """A contender and whether it solves the problem."""

    contender: Contender
    solves: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The samples of one problem. `counts` by checkpoint leave out what could not be decided; `weighed` are the programs that
    passed and were told apart, `chosen` those of them that are handed in."""

    problem: str
    split: str
    filtered: bool
    samples: int
    programs: int
    undecided: int
    hard_coded: int
    hard_coded_passing: int
    on_examples: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, Counts], ...]
    weighed: tuple[Weighed, ...]
    unclustered: int
    chosen: tuple[Choice, ...]

    @property
    def total(self) -> Counts:
        """The counts of all checkpoints together."""
        parts = [one for _, one in self.counts]
        return Counts(sum(p.samples for p in parts), sum(p.passing for p in parts), sum(p.solving for p in parts))

    @property
    def solved(self) -> bool:
        """Whether something that is handed in solves the problem."""
        solving = {one.contender.program for one in self.weighed if one.solves}
        return any(one.program in solving for one in self.chosen)


def outcome_of(
    problem: str, split: str, filtered: Iterable[Filtered], judged: Mapping[str, Judged], rule: str, seed: int
) -> Outcome:
    """Put the verdicts on the programs of a problem together. `judged` has every program that survives, by its digest."""
    programs = sorted(filtered, key=lambda one: one.entry.program)
    verdicts: Counter[str] = Counter()
    hard_coded = hard_coded_passing = undecided = 0
    numbers: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    weighed: list[Weighed] = []
    unclustered = 0
    for one in programs:
        entry, passed = one.entry, survives(one.on_examples)
        verdicts[one.on_examples] += entry.samples
        hard_coded += one.hard_coded * entry.samples
        hard_coded_passing += (one.hard_coded and passed) * entry.samples
        final = judged[entry.program].ruled.verdict if passed else one.on_examples
        if not is_judged(final):
            undecided += entry.samples
            continue
        solves = passed and final == Verdict.AC.value
        for checkpoint, count in entry.copies:
            for place, counts in enumerate((True, passed, solves)):
                numbers[checkpoint][place] += counts * count
        if passed and judged[entry.program].signature:
            contender = Contender(entry.program, judged[entry.program].signature, entry.samples, entry.score)
            weighed.append(Weighed(contender, solves))
        unclustered += passed and not judged[entry.program].signature
    return Outcome(
        problem=problem,
        split=split,
        filtered=UNFILTERED not in verdicts,
        samples=sum(one.entry.samples for one in programs),
        programs=len(programs),
        undecided=undecided,
        hard_coded=hard_coded,
        hard_coded_passing=hard_coded_passing,
        on_examples=tuple(sorted(verdicts.items())),
        counts=tuple((name, Counts(*three)) for name, three in sorted(numbers.items())),
        weighed=tuple(weighed),
        unclustered=unclustered,
        chosen=tuple(choose((one.contender for one in weighed), rule, rng(problem, "choose", seed), SUBMISSIONS)),
    )


def problem_row(outcome: Outcome) -> dict[str, Any]:
    """The row of PROBLEMS."""
    total = outcome.total
    return {
        **{name: getattr(outcome, name) for name in PROBLEMS.names if hasattr(outcome, name)},
        "passing": total.passing,
        "solving": total.solving,
        "clusters": [sum(one.samples for one in cluster) for cluster in clusters_of(one.contender for one in outcome.weighed)],
        "on_examples": list(outcome.on_examples),
    }


def program_rows(problem: str, filtered: Iterable[Filtered], judged: Mapping[str, Judged]) -> Iterator[dict[str, Any]]:
    """The rows of PROGRAMS, in order of the programs' digests."""
    for one in sorted(filtered, key=lambda one: one.entry.program):
        found = judged.get(one.entry.program)
        yield {
            "problem": problem,
            "program": one.entry.program,
            "language": one.entry.language,
            "sample_id": one.entry.sample_id,
            "samples": one.entry.samples,
            "on_examples": one.on_examples,
            "hard_coded": one.hard_coded,
            "signature": found.signature if found else "",
            "verdict": found.ruled.verdict if found else one.on_examples,
            "failed_test": found.ruled.failed if found else -1,
        }


def chosen_rows(
    outcome: Outcome, filtered: Iterable[Filtered], judged: Mapping[str, Judged], sources: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The rows of CHOSEN; `sources` has the text of each chosen program."""
    entries = {one.entry.program: one.entry for one in filtered}
    for rank, choice in enumerate(outcome.chosen, 1):
        entry = entries[choice.program]
        yield {
            "problem": outcome.problem,
            "rank": rank,
            "program": choice.program,
            "cluster": choice.cluster,
            "verdict": judged[choice.program].ruled.verdict,
            "sample_id": entry.sample_id,
            "language": entry.language,
            "source": sources[choice.program],
        }


def most_samples(outcomes: Sequence[Outcome]) -> int:
    """The largest number of samples that could be weighed of any problem."""
    return max((one.total.samples for one in outcomes), default=0)
