"""Contests simulated: what was handed in against what people did, as penalty, rank, percentile and rating.

A contest is a JSON file: `name`, `minutes`, `rules` ("icpc": problems solved, then penalty minutes; "codeforces": points that
fall with time), `problems` (objects with the `name` that the dataset has and, for codeforces, `points`) and `participants`
(objects with `points`, `penalty` and, where known, `rating`). When a program would have been handed in is not known, so three
cases are told, as the reference does (paper, section 5.1): all at the start (best), evenly over the contest (estimated), at its
end (worst).
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.samples.output import CHOSEN_TABLE, read_summary
from schemas.execution import Verdict
from schemas.parquet import DatasetError
from schemas.standings import Score, performance, standing

ICPC_WRONG_MINUTES = 20.0
CODEFORCES_WRONG_POINTS = 50.0
CODEFORCES_FALL = 1 / 250
"""Share of its points that a problem loses each minute, in a contest of two hours; slower in longer ones."""
CODEFORCES_LEAST = 0.3
CODEFORCES_MINUTES = 120.0
CASES = ("best", "estimated", "worst")


@dataclass(frozen=True, slots=True)
class Participant:
    """What a person did. `rating` None: not rated."""

    score: Score
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest. `problems` are (name, points) in order; points are 1 under the rules of ICPC."""

    name: str
    minutes: float
    rules: str
    problems: tuple[tuple[str, float], ...]
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem that was solved: its points, when in minutes from the start, and how many wrong programs came before."""

    points: float
    minute: float
    wrong: int


def icpc(solved: Sequence[Solved], _: float) -> Score:
    """Problems solved; penalty: the minutes until each, and twenty more for each wrong program before."""
    return Score(len(solved), sum(one.minute + ICPC_WRONG_MINUTES * one.wrong for one in solved))


def codeforces(solved: Sequence[Solved], minutes: float) -> Score:
    """Points x (1 - t / 250) - 50 per wrong program (t as if the contest had two hours), at least 30 % of each."""
    scale = CODEFORCES_MINUTES / minutes
    return Score(
        sum(
            max(
                CODEFORCES_LEAST * one.points,
                one.points * (1 - CODEFORCES_FALL * one.minute * scale) - CODEFORCES_WRONG_POINTS * one.wrong,
            )
            for one in solved
        )
    )


RULES: dict[str, Callable[[Sequence[Solved], float], Score]] = {"icpc": icpc, "codeforces": codeforces}


def read_contest(path: Path) -> Contest:
    """A contest file. Raises ValueError that names the file and what is wrong in it, OSError where it cannot be read."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        if row["rules"] not in RULES:
            raise ValueError(f"rules {row['rules']!r} are none of {', '.join(RULES)}")
        has_points = row["rules"] != "icpc"
        contest = Contest(
            name=str(row.get("name", path.stem)),
            minutes=float(row["minutes"]),
            rules=row["rules"],
            problems=tuple((str(one["name"]), float(one["points"]) if has_points else 1.0) for one in row["problems"]),
            participants=tuple(
                Participant(Score(float(one["points"]), float(one.get("penalty", 0))), _rating(one))
                for one in row["participants"]
            ),
        )
    except KeyError as error:
        raise ValueError(f"{path}: no {error} in it; see `codequorum contest --help`") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{path}: not a contest: {error}") from error
    if not contest.minutes > 0 or not contest.problems or not contest.participants:
        raise ValueError(f"{path}: a contest needs minutes > 0, problems and participants")
    return contest


def _rating(row: Mapping[str, Any]) -> float | None:
    return None if row.get("rating") is None else float(row["rating"])


def score(contest: Contest, submissions: Mapping[str, Sequence[str]], case: str) -> Score:
    """The score of what is handed in: verdicts by problem in the order of their ranks.

    Estimated: first the first program of each problem in order, then the second of those not solved yet, and so on, evenly.
    """
    turns = [
        (rank, name)
        for rank in range(max(map(len, submissions.values()), default=0))
        for name, _ in contest.problems
        if rank < len(submissions.get(name, ())) and Verdict.AC.value not in submissions[name][:rank]
    ]
    minutes = {"best": 0.0, "worst": contest.minutes}
    points = dict(contest.problems)
    solved = [
        Solved(points[name], minutes.get(case, contest.minutes * turn / len(turns)), rank)
        for turn, (rank, name) in enumerate(turns, 1)
        if submissions[name][rank] == Verdict.AC.value
    ]
    return RULES[contest.rules](solved, contest.minutes)


def simulate(contests: Sequence[Contest], submissions: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The figures of all contests, by case: score, rank, percentile and rating of each, their means and the joint rating."""
    figures: dict[str, Any] = {"contests": {}, "all": {}}
    for contest in contests:
        figures["contests"][contest.name] = {
            "problems": len(contest.problems),
            "not_attempted": [name for name, _ in contest.problems if name not in submissions],
            **{case: _placed(contest, submissions, case) for case in CASES},
        }
    for case in CASES:
        placed = [one[case] for one in figures["contests"].values()]
        ranked = [one["rated_rank"] for one in placed]
        ratings = [[one.rating for one in contest.participants if one.rating is not None] for contest in contests]
        known = [(rank, others) for rank, others in zip(ranked, ratings, strict=True) if rank is not None]
        figures["all"][case] = {
            "top_percent": sum(one["top_percent"] for one in placed) / len(placed) if placed else None,
            "rating": performance(known) if known else None,
        }
    return figures


def _placed(contest: Contest, submissions: Mapping[str, Sequence[str]], case: str) -> dict[str, Any]:
    mine = score(contest, submissions, case)
    place = standing(mine, [one.score for one in contest.participants])
    rated = [one for one in contest.participants if one.rating is not None]
    rank = standing(mine, [one.score for one in rated]).middle if rated else None
    return {
        **dataclasses.asdict(mine),
        "rank": place.rank,
        "participants": place.participants,
        "top_percent": place.top_percent,
        "rated_rank": rank,
        "rating": None if rank is None else performance([(rank, [one.rating for one in rated if one.rating is not None])]),
    }


def submissions_of(evaluation: Path) -> dict[str, list[str]]:
    """Verdicts of what an evaluation hands in, by problem in order; problems of which no sample passed have none.

    Raises DatasetError where there is no finished evaluation.
    """
    read_summary(evaluation)
    try:
        problems = pq.read_table(evaluation / "problems.parquet", columns=["problem"]).column("problem").to_pylist()
        rows = pq.read_table(evaluation / CHOSEN_TABLE, columns=["problem", "rank", "verdict"]).to_pylist()
    except (OSError, ValueError) as error:
        raise DatasetError(f"{evaluation}: its tables cannot be read ({error}); evaluate again") from error
    found: dict[str, list[str]] = defaultdict(list, {name: [] for name in problems})
    for row in sorted(rows, key=lambda row: (row["problem"], row["rank"])):
        found[row["problem"]].append(row["verdict"])
    return dict(found)


def report_text(figures: Mapping[str, Any]) -> str:
    """The figures as a table for a terminal."""
    lines = [f"{'contest':<24}{'case':<11}{'points':>9}{'penalty':>9}{'rank':>12}{'top %':>8}{'rating':>8}"]
    for name, contest in figures["contests"].items():
        for case in CASES:
            one = contest[case]
            rank = f"{one['rank']}/{one['participants'] + 1}"
            lines.append(
                f"{name:<24}{case:<11}{one['points']:>9.6g}{one['penalty']:>9.0f}{rank:>12}{one['top_percent']:>8.1f}"
                f"{_number(one['rating']):>8}"
            )
        if contest["not_attempted"]:
            lines.append(f"{'':<24}not attempted: {', '.join(contest['not_attempted'])}")
    for case, one in figures["all"].items():
        lines.append(f"{'all':<24}{case:<11}{'':>30}{_number(one['top_percent'], 1):>8}{_number(one['rating']):>8}")
    return "\n".join(lines)


def _number(value: float | None, places: int = 0) -> str:
    return "-" if value is None else f"{value:.{places}f}"
