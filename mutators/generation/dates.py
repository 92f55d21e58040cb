"""Dates of the calendar: texts that are dates in every example may be others of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mutators.constraints.notation import plain
from mutators.constraints.records import Section
from mutators.constraints.sections import sections
from mutators.formats.columns import Columns
from mutators.formats.nodes import Kind
from mutators.generation.domains import Domain

MOST_DATES = 1500
"""So many different dates are enough for any input; a longer one has them several times."""
_DATE = re.compile(r"(?<![\w.])(?P<a>\d{4}|\d\d)(?P<sign>[-./])(?P<b>\d\d)(?P=sign)(?P<c>\d{4}|\d\d)(?![\w])")
_YEARS = re.compile(r"\byears?\b[^.;]{0,60}?\b(?P<first>\d{4})\b[^.;\d]{1,20}\b(?P<last>\d{4})\b", re.IGNORECASE)
_NO_LEAP = re.compile(
    r"\b(?:no|not|never|ignor\w+|without|n't)\b[^.;]{0,40}\bleap\b|\bleap years? (?:are|is) ignored", re.IGNORECASE
)
_ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class DateForm:
    """How dates are written: the order of year, month and day, and what stands between them."""

    order: str
    sign: str

    def read(self, word: str) -> date | None:
        """The date; None where the word is none."""
        parts = dict(zip(self.order, word.split(self.sign), strict=False))
        if len(parts) != 3 or not all(map(str.isdecimal, parts.values())) or [len(parts[one]) for one in "ymd"] != [4, 2, 2]:
            return None
        try:
            return date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        except ValueError:
            return None

    def write(self, day: date) -> str:
        parts = {"y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}"}
        return self.sign.join(parts[one] for one in self.order)


def forms_of(words: Iterable[str]) -> list[DateForm]:
    """The forms of which all the words are dates."""
    different = set(words)
    match = _DATE.fullmatch(next(iter(different), ""))
    forms = [DateForm(order, match["sign"]) for order in _ORDERS] if match else []
    return [form for form in forms if all(form.read(word) is not None for word in different)]


def with_dates(known: Mapping[str, Domain], seen: Columns, text: str) -> dict[str, Domain]:
    """The domains, those of dates with the dates that the statement and the examples leave."""
    words = {
        name: {str(value) for one in seen.get(name, ()) for value in one.values}
        for name, domain in known.items()
        if domain.token.kind is Kind.WORD
    }
    dated = {name: one for name, one in words.items() if forms_of(one)}
    forms = forms_of(set().union(*dated.values()))
    if not forms:
        return dict(known)
    found = _dates(forms, set().union(*dated.values()), text)
    return {name: replace(one, words=found) if name in dated else one for name, one in known.items()}


def _dates(forms: Sequence[DateForm], given: set[str], text: str) -> tuple[str, ...]:
    """The given dates and others in their range; of several forms those that are dates in each."""
    form = forms[0]
    first, last = _range(forms, given, text)
    leap = not _NO_LEAP.search(text)
    chosen = dict.fromkeys(sorted(given))
    for day in _some(first, last):
        word = form.write(day)
        if all(one.read(word) is not None for one in forms) and (leap or (day.month, day.day) != (2, 29)):
            chosen[word] = None
    return tuple(chosen)


def _range(forms: Sequence[DateForm], given: set[str], text: str) -> tuple[date, date]:
    """The first and last date that the statement names where it speaks of the input; else those of the examples."""
    shown = plain(text).text
    parts = [shown[start:end] for section, start, end in sections(shown) if section in (Section.INPUT, Section.CONSTRAINTS)]
    days = [day for form in forms for word in given if (day := form.read(word)) is not None]
    for part in parts:
        days += [day for form in forms for match in _DATE.finditer(part) if (day := form.read(match[0])) is not None]
        years = _YEARS.search(part)
        if years is not None and 0 < int(years["first"]) < int(years["last"]):
            days += [date(int(years["first"]), 1, 1), date(int(years["last"]), 12, 31)]
    return min(days), max(days)


def _some(first: date, last: date) -> Iterator[date]:
    """All days of the range, or those at its ends, the ends of some months, and others spread over it."""
    total = (last - first).days + 1
    if total <= MOST_DATES:
        yield from (first + timedelta(days=day) for day in range(total))
        return
    rng = Random(total)  # a choice that depends on the range alone
    for near in range(20):
        yield first + timedelta(days=near)
        yield last - timedelta(days=near)
    for _ in range(MOST_DATES // 4):
        day = first + timedelta(days=rng.randrange(total))
        for month, end in ((2, 28), (2, 29), (3, 1), (12, 31), (1, 1), (day.month, 1)):
            if (month, end) != (2, 29) or (day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0)):
                other = date(day.year, month, end)
                if rng.random() < 0.5 and first <= other <= last:
                    yield other
        yield day
