"""What the embedded sites know: the demo's problems in contests, with dates, ratings, tags and submissions.

All of it follows from the corpus and the number of problems:

- the problems of one month form a contest on the day of the last of them, so that each stays in the split of its own date;
- past the corpus come editions of it: the same problems under numbered titles, each edition a week older than the one before;
- a rating is 800 at the package's difficulty 1.0 and 300 more for each whole step, in hundreds, and 100 more for each of the
  first editions; the tags are the package's keywords;
- a submission was sent on the day of its contest, a minute after the one before it; one that was not accepted failed at a test
  that is drawn by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import yaml

from pipelines.demo.site import statements
from pipelines.demo.site.statements import Statement
from pipelines.sources.demo import corpus_folder
from pipelines.sources.packages import read
from pipelines.sources.reading import Part
from schemas.digest import rng
from schemas.problem import Label, Problem, Solution, Test

FIRST_CONTEST = 1401
FIRST_SUBMISSION = 100_000_000
SUBMISSIONS_EACH = 100
"""Numbers set aside for the submissions of one problem."""
_DAYS_PER_EDITION = 7
_USUAL_DIFFICULTY = 3.0
"""Of packages that state none."""
_START = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Original:
    """A problem of the corpus with what its package says beside."""

    problem: Problem
    title: str
    statement: Statement
    rating: int
    tags: tuple[str, ...]
    published: date


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission. `failed_at`: the place of the test where it failed, None where it was accepted."""

    number: int
    solution: Solution
    sent: datetime
    failed_at: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem as the sites list it. `index` is its letter in the contest, `place` its own number among all; so many of the
    corpus's solutions were `handed_in`, from the first on."""

    original: Original
    place: int
    edition: int
    contest: int
    index: str
    published: date
    handed_in: int

    @property
    def problem(self) -> Problem:
        """The corpus's problem, whose tests and solutions this one has."""
        return self.original.problem

    @property
    def name(self) -> str:
        """A short name without spaces, the package's own for the corpus itself."""
        return f"{self.problem.name}-{self.edition + 1}" if self.edition else self.problem.name

    @property
    def title(self) -> str:
        """The title as people read it."""
        return f"{self.original.title} {self.edition + 1}" if self.edition else self.original.title

    @property
    def statement(self) -> Statement:
        """The statement; editions say in front which one they are, so that no two are the same problem."""
        whole = self.original.statement
        if not self.edition:
            return whole
        return Statement(f"<p>This is edition {self.edition + 1}.</p>\n{whole.legend}", whole.input, whole.output)

    @property
    def rating(self) -> int:
        """In hundreds, from 800."""
        return self.original.rating + 100 * min(self.edition, 5)

    @property
    def tests(self) -> tuple[Test, ...]:
        """All that the judge runs, the samples first."""
        return self.problem.given_tests

    @property
    def start(self) -> datetime:
        """When the contest began."""
        return datetime.combine(self.published, datetime.min.time(), UTC) + _START

    @property
    def submissions(self) -> tuple[Handed, ...]:
        """What was handed in, the oldest first."""
        return tuple(self.submission(place) for place in range(self.handed_in))

    def submission(self, place: int) -> Handed:
        """The submission at a place below `handed_in` in the order of time."""
        solution = self.problem.all_solutions[place]
        samples = len(self.problem.public_tests)
        drawn = rng(self.problem.name, solution.file, "failed at").randrange(samples, len(self.tests))
        return Handed(
            number=FIRST_SUBMISSION + self.place * SUBMISSIONS_EACH + place,
            solution=solution,
            sent=self.start + timedelta(minutes=place + 1),
            failed_at=None if solution.label is Label.CORRECT else drawn,
        )


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest with its problems in the order of their letters."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The name as people read it."""
        return f"Demo Round {self.number}"

    @property
    def start(self) -> datetime:
        """When it began; it lasted two hours."""
        return self.entries[0].start

    @property
    def submissions(self) -> tuple[tuple[Entry, Handed], ...]:
        """All submissions of its problems, the newest first."""
        found = [(entry, one) for entry in self.entries for one in entry.submissions]
        return tuple(sorted(found, key=lambda pair: (pair[1].sent, pair[1].number), reverse=True))


class Catalogue:
    """Contests, the newest first, and their problems in the order of their places."""

    def __init__(self, contests: Sequence[Contest]) -> None:
        self.contests = tuple(sorted(contests, key=lambda one: (one.start, one.number), reverse=True))
        self.entries = tuple(sorted((entry for one in contests for entry in one.entries), key=lambda entry: entry.place))
        self._by_number = {one.number: one for one in contests}
        self._by_name = {entry.name.replace("-", ""): entry for entry in self.entries}

    def contest(self, number: int | str) -> Contest | None:
        """The contest of that number, or None."""
        return self._by_number.get(int(number))

    def entry(self, contest: int | str, index: str) -> Entry | None:
        """The problem of that letter (in either case) in a contest, or None."""
        found = self.contest(contest)
        return next((entry for entry in found.entries if entry.index == index.upper()), None) if found else None

    def at(self, place: int | str) -> Entry | None:
        """The problem at a place, or None."""
        return self.entries[int(place)] if 0 <= int(place) < len(self.entries) else None

    def named(self, name: str) -> Entry | None:
        """The problem of that short name, with its dashes or without them, or None."""
        return self._by_name.get(name.replace("-", ""))

    def submission(self, number: int | str) -> tuple[Entry, Handed] | None:
        """The submission of that number with its problem, or None."""
        place, which = divmod(int(number) - FIRST_SUBMISSION, SUBMISSIONS_EACH)
        entry = self.at(place)
        return (entry, entry.submission(which)) if entry and which < entry.handed_in else None


@cache
def originals() -> tuple[Original, ...]:
    """The corpus in the order of publication. Raises ValueError, naming the package, for one that it cannot show."""
    found = [_original(package) for package in sorted(corpus_folder().iterdir()) if package.is_dir()]
    return tuple(sorted(found, key=lambda one: (one.published, one.problem.name)))


def _original(package: Path) -> Original:
    problem, *rest = read(Part(str(package)))
    if not isinstance(problem, Problem) or rest:
        raise ValueError(f"{package.name}: not read whole: {problem if rest == [] else rest[0]}")
    if problem.published is None or len(problem.all_solutions) > SUBMISSIONS_EACH:
        raise ValueError(f"{package.name}: expected a date and at most {SUBMISSIONS_EACH} submissions")
    meta: dict[str, Any] = yaml.safe_load((package / "problem.yaml").read_text(encoding="utf-8"))
    name = meta["name"]
    return Original(
        problem=problem,
        title=name["en"] if isinstance(name, dict) else name,
        statement=statements.read(package),
        rating=800 + round(3 * (float(meta.get("difficulty", _USUAL_DIFFICULTY)) - 1)) * 100,
        tags=tuple(tag.replace("-", " ") for tag in problem.cf_tags),
        published=problem.published,
    )


@cache
def catalogue(problems: int = 0, submissions: int = SUBMISSIONS_EACH) -> Catalogue:
    """The first so many problems: the corpus, then editions of it (0: the corpus), each with so many submissions at most."""
    base, contests = originals(), list[Contest]()
    months = [list(group) for _, group in groupby(base, key=lambda one: (one.published.year, one.published.month))]
    wanted = problems or len(base)
    place = edition = 0
    while place < wanted:
        for number, month in enumerate(months):
            day = month[-1].published - timedelta(days=_DAYS_PER_EDITION * edition)
            contest = FIRST_CONTEST + edition * len(months) + number
            members = tuple(
                Entry(one, place + at, edition, contest, letter, day, min(submissions, len(one.problem.all_solutions)))
                for at, (one, letter) in enumerate(zip(month[: wanted - place], ascii_uppercase, strict=False))
            )
            if members:
                contests.append(Contest(contest, members))
            place += len(members)
        edition += 1
    return Catalogue(contests)
