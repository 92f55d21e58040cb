"""TACO (Li et al. 2023, arXiv:2312.14852; Hugging Face BAAI/TACO): 26,443 problems with Python solutions.

Read are JSON lines, arrow files as `datasets.save_to_disk` leaves them ({train,test}/data-*.arrow) and parquet
(ALL/train-*.parquet), with one problem a row. All columns are texts:

    question                  the statement
    input_output, solutions   JSON: see `input_output`; "" or null: none
    starter_code              may be empty
    difficulty                EASY, MEDIUM, MEDIUM_HARD, HARD, VERY_HARD: here EASY, MEDIUM, HARD, HARDER, HARDEST
    name, url, source         may be null; the source is the site's name in lower case
    tags, raw_tags            lists of words, written as Python writes them; the raw ones count where there are no others
    time_limit                "2.0 seconds"; of "0.5 - 1 seconds" the longer counts
    memory_limit              "256.0 megabytes", and a megabyte is 10^6 bytes: 128 MiB are "134.217728 megabytes" there
    date                      "2014-05-08", with or without a time behind it
    skill_types, picture_num, Expected Auxiliary Space, Expected Time Complexity   not read

Licence: the authors' part Apache-2.0, what they took from others MIT or CC BY 4.0 or not known (HackerRank). A value that is
not as described costs itself and not the problem. Problems without a name are called by their address or a digest of the
statement. Solutions are taken for correct, as the authors do.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from pipelines.sources import json_values, rows
from pipelines.sources.input_output import core
from pipelines.sources.json_values import Values
from pipelines.sources.reading import LeftOut, Part, Source
from pipelines.sources.rows import Row
from pipelines.sources.site_urls import codeforces_place, site_of
from schemas.digest import digest
from schemas.problem import NANOSECONDS, Difficulty, Limits, Problem
from schemas.problem import Source as Site
from schemas.rejection import Rejection, Subject

LICENSE = "Apache-2.0, parts MIT or CC-BY-4.0"
DIFFICULTIES = {
    "EASY": Difficulty["EASY"],
    "MEDIUM": Difficulty["MEDIUM"],
    "MEDIUM_HARD": Difficulty["HARD"],
    "HARD": Difficulty["HARDER"],
    "VERY_HARD": Difficulty["HARDEST"],
    "UNKNOWN_DIFFICULTY": Difficulty["UNKNOWN_DIFFICULTY"],
    "": Difficulty["UNKNOWN_DIFFICULTY"],
}
_SECONDS = {
    "s": 1.0,
    "sec": 1.0,
    "secs": 1.0,
    "second": 1.0,
    "seconds": 1.0,
    "ms": 1e-3,
    "millisecond": 1e-3,
    "milliseconds": 1e-3,
}
_BYTES = {
    **dict.fromkeys(("b", "byte", "bytes"), 1),
    **dict.fromkeys(("kb", "kilobyte", "kilobytes"), 10**3),
    **dict.fromkeys(("mb", "megabyte", "megabytes"), 10**6),
    **dict.fromkeys(("gb", "gigabyte", "gigabytes"), 10**9),
    "kib": 1 << 10,
    "mib": 1 << 20,
    "gib": 1 << 30,
}
_AMOUNT = re.compile(r"(?:(\d{1,12}(?:\.\d{1,12})?)\s*-\s*)?(\d{1,12}(?:\.\d{1,12})?)\s*([A-Za-z]+)", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.ASCII)
_NOTHING = ("", "none", "null", "nan")
_T = TypeVar("_T")


def parts(path: str) -> list[Part]:
    """The parts of a table or of a folder of them."""
    return rows.parts(path, ("question", "input_output", "solutions"))


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a part, and what was left out."""
    return rows.read(part, of_row)


def of_row(row: Row) -> list[Problem | Rejection]:
    """The problem of a row. Raises ValueError where there is none in it."""
    values = row.values
    problem, left_out = core(values, _name(values))
    url = json_values.optional_text(values, "url")
    contest, index = codeforces_place(url)
    limits = Limits(
        _or_left_out(lambda: amount(values, "time_limit", _SECONDS, NANOSECONDS), None, "time_limit", left_out),
        _or_left_out(lambda: amount(values, "memory_limit", _BYTES, 1), None, "memory_limit", left_out),
    )
    full = dataclasses.replace(
        problem,
        source=_site(values, url),
        difficulty=_or_left_out(lambda: _difficulty(values), DIFFICULTIES[""], "difficulty", left_out),
        cf_contest_id=contest,
        cf_index=index,
        cf_tags=_or_left_out(lambda: _tags(values), (), "tags", left_out),
        limits=limits,
        published=_or_left_out(lambda: _day(values), None, "date", left_out),
        license=LICENSE,
        origin=url or json_values.optional_text(values, "source") or "TACO",
    )
    return [full, *left_out.rejections()]


def _name(values: Values) -> str:
    named = json_values.optional_text(values, "name").strip()
    if named and named.lower() not in _NOTHING:
        return named
    url = json_values.optional_text(values, "url").strip()
    return url or f"taco/{digest(json_values.text(values, 'question'))[:12]}"


def _or_left_out(value: Callable[[], _T], otherwise: _T, key: str, left_out: LeftOut) -> _T:
    try:
        return value()
    except ValueError as error:
        left_out.add("unreadable_value", Subject.FILE, key, str(error))
        return otherwise


def amount(values: Values, key: str, units: dict[str, float] | dict[str, int], whole: int) -> int | None:
    """An amount with its unit, or the larger of two, as a number of the smallest unit, of which a unit has `whole`.

    None where there is none. Raises ValueError for anything else, also for 0.
    """
    stated = json_values.optional_text(values, key).strip()
    if stated.lower() in _NOTHING:
        return None
    match = _AMOUNT.fullmatch(stated)
    unit = units.get(match[3].lower()) if match else None
    if match is None or unit is None:
        raise ValueError(f"{key} {json_values.quoted(stated)} is no number with one of {', '.join(units)}")
    found = round(max(float(match[1] or 0), float(match[2])) * unit * whole)
    if not 0 < found < 1 << 62:
        raise ValueError(f"{key} {json_values.quoted(stated)} is not above 0 and of a sensible size")
    return found


def _site(values: Values, url: str) -> Site:
    word = json_values.optional_text(values, "source").strip().upper()
    return Site[word] if word in Site.__members__ else site_of(url)


def _difficulty(values: Values) -> Difficulty:
    word = json_values.optional_text(values, "difficulty").strip()
    if word not in DIFFICULTIES:
        raise ValueError(f"difficulty {json_values.quoted(word)} is none of {', '.join(name for name in DIFFICULTIES if name)}")
    return DIFFICULTIES[word]


def _tags(values: Values) -> tuple[str, ...]:
    return json_values.listed(values.get("tags"), "tags") or json_values.listed(values.get("raw_tags"), "raw_tags")


def _day(values: Values) -> date | None:
    stated = json_values.optional_text(values, "date").strip()
    if stated.lower() in _NOTHING:
        return None
    match = _DAY.fullmatch(stated)
    try:
        return date.fromisoformat(match[1] if match else stated)
    except ValueError as error:
        raise ValueError(f"date {json_values.quoted(stated)} is not of the form 2021-07-14") from error


TACO = Source("TACO: JSON lines, arrow or parquet of Hugging Face", parts, read)
