"""Dates of the calendar: in several forms, as the ends of spans, in the order of time."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

from tests.mutators.statements.case import Case, Reader, distinct, tex


def _day(word: str, form: str) -> date:
    found = datetime.strptime(word, form).date()
    assert found.strftime(form) == word
    return found


def _leases(read: Reader) -> None:
    for _ in range(read.one(1, 500)):
        first, last = (_day(word, "%Y-%m-%d") for word in read.words(2))
        assert date(1950, 1, 1) <= first <= last <= date(2049, 12, 31)


LEASES = Case(
    "leases",
    tex(
        "A landlord counts the nights of leap days.",
        r"One line with an integer $k$ ($1 \leq k \leq 500$), the number of leases.",
        r"$k$ lines, each with two dates $s$ and $e$, the day on which a lease begins and the day on which it ends. Dates are "
        r"written as \texttt{YYYY-MM-DD}, they are valid and not before \texttt{1950-01-01} or after \texttt{2049-12-31}, and "
        r"$e$ is never earlier than $s$.",
    ),
    ("3\n1960-02-28 1960-03-01\n1999-12-31 1999-12-31\n2000-01-01 2048-02-29\n",),
    _leases,
    500,
)


def _diary(read: Reader) -> None:
    days = [_day(read.words(1)[0], "%d.%m.%Y") for _ in range(read.one(1, 100))]
    distinct(days)
    assert all(one < other for one, other in pairwise(days))
    assert date(1990, 1, 1) <= days[0] and days[-1] <= date(2019, 12, 31)


DIARY = Case(
    "diary",
    """Someone kept a diary.

## Input

The first line has one integer N (1 <= N <= 100). Each of the next N lines has the date of an entry as DD.MM.YYYY. All years are
between 1990 and 2019. No date occurs twice, and the entries are sorted by date.

## Output

The longest gap.
""",
    ("4\n03.01.1990\n28.02.1996\n29.02.1996\n17.11.2004\n", "2\n31.12.2018\n01.06.2019\n"),
    _diary,
)


def _birthdays(read: Reader) -> None:
    for _ in range(read.one(1, 1000)):
        name, born, height = read.words(3)
        assert 1 <= len(name) <= 12 and name.isascii() and name.isalpha() and name.islower()
        assert date(1900, 1, 1) <= _day(born, "%Y/%m/%d") <= date(2024, 12, 31)
        assert str(int(height)) == height and 40 <= int(height) <= 250


BIRTHDAYS = Case(
    "birthdays",
    tex(
        "A club lists its members.",
        r"One line with an integer $n$ ($1 \leq n \leq 1000$), the number of members.",
        r"$n$ lines, each with the name of a member, a string $s$ of between $1$ and $12$ lowercase letters, the birthday of "
        r"the member in the form \texttt{YYYY/MM/DD}, and an integer $h$ ($40 \leq h \leq 250$), the height in centimetres. "
        r"The birthdays are valid dates of the years between 1900 and 2024.",
    ),
    ("3\nanna 1987/04/30 167\nbo 1900/01/01 181\nzoe 2020/02/29 99\n",),
    _birthdays,
)

CASES = (LEASES, DIARY, BIRTHDAYS)
