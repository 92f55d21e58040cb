"""Search and filter over the problems of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pipelines.showing import Tables

PAGE = 50
MOST_FOUND = 1_000_000
MOST_WORDS = 8
MOST_TAGS = 300
MOST_RATING = 10_000
FLAGS: dict[str, tuple[str, str]] = {
    "several_answers": ("several right answers, no checker fits", "several_answers"),
    "own_checker": ("a checker program of its own", "checker_kind = 'custom'"),
    "not_texts": ("not compared as texts", "checker_kind NOT IN ('', 'alphacode', 'exact', 'tokens', 'kattis')"),
    "interactive": ("interactive", "interactive"),
    "no_generated": ("no generated tests", "coalesce(generated, 0) = 0"),
    "cut": ("generation cut by its budget", "cut_by_budget"),
    "few_voters": ("fewer than 5 effective voters", "effective_voters < 5"),
    "near_duplicate": ("in a cluster of near-duplicates", "cluster <> ''"),
    "translated": ("translated statement", "translated"),
    "no_facts": ("unknown to the sidecars", "NOT has_facts"),
}
"""Flag -> what it means, and its condition."""
ORDERS = {
    "place": ("as in the dataset", "id"),
    "name": ("by name", "name, id"),
    "rating": ("hardest first", "rating DESC, id"),
    "fewest_tests": ("fewest generated tests first", "generated NULLS FIRST, id"),
    "newest": ("newest first", "published DESC NULLS LAST, id"),
}
_SHOWN = (
    "id, name, split, source, rating, tags, public, private, generated, correct, incorrect, published, several_answers, "
    "checker_kind"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person asked for; "" and 0 ask for nothing. What makes no sense is left out by `of`, never an error."""

    text: str = ""
    source: str = ""
    split: str = ""
    tag: str = ""
    flag: str = ""
    low: int = 0
    high: int = 0
    order: str = "place"
    page: int = 1

    @staticmethod
    def of(query: Mapping[str, str]) -> Filter:
        """The filter that a query string asks for."""
        order = query.get("order", "")
        flag = query.get("flag", "")
        return Filter(
            text=query.get("q", "").strip()[:200],
            source=query.get("source", ""),
            split=query.get("split", ""),
            tag=query.get("tag", ""),
            flag=flag if flag in FLAGS else "",
            low=_whole(query.get("low", "")),
            high=_whole(query.get("high", "")),
            order=order if order in ORDERS else "place",
            page=max(1, _whole(query.get("page", ""), 1_000_000)),
        )

    def query(self, **changes: Any) -> str:
        """The query string of this filter with some changes."""
        names = {"text": "q"}
        values = {names.get(name, name): changes.get(name, getattr(self, name)) for name in self.__slots__}
        kept = {name: value for name, value in values.items() if value not in ("", 0, "place") and (name, value) != ("page", 1)}
        return urlencode(kept)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of problems, and how many there are in all."""

    rows: tuple[dict[str, Any], ...]
    total: int
    pages: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by: each value with the number of problems that have it."""

    sources: tuple[tuple[str, int], ...]
    splits: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    flags: tuple[tuple[str, str, int], ...]
    ratings: tuple[int, int] | None


def _whole(text: str, most: int = MOST_RATING) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def find(tables: Tables, wanted: Filter) -> Found:
    """The problems that match."""
    conditions, values = _conditions(wanted)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = ORDERS[wanted.order][1]
    # statements are searched once: this is what takes time
    hits = [row["id"] for row in tables.ask(f"SELECT id FROM entries {where} ORDER BY {order} LIMIT {MOST_FOUND}", values)]
    pages = max(1, -(-len(hits) // PAGE))
    first = (min(wanted.page, pages) - 1) * PAGE
    shown = hits[first : first + PAGE]
    rows = {row["id"]: row for row in tables.ask(f"SELECT {_SHOWN} FROM entries WHERE list_contains(?, id)", [shown])}
    return Found(tuple(rows[number] for number in shown), len(hits), pages)


def _conditions(wanted: Filter) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    for word in wanted.text.lower().split()[:MOST_WORDS]:
        conditions.append("contains(searched, ?)")
        values.append(word)
    for column in ("source", "split"):
        if getattr(wanted, column):
            conditions.append(f"{column} = ?")
            values.append(getattr(wanted, column))
    if wanted.tag:
        conditions.append("list_contains(tags, ?)")
        values.append(wanted.tag)
    if wanted.flag:
        conditions.append(FLAGS[wanted.flag][1])
    if wanted.low:
        conditions.append("rating >= ?")
        values.append(wanted.low)
    if wanted.high:
        conditions.append("rating BETWEEN 1 AND ?")
        values.append(wanted.high)
    return conditions, values


def choices(tables: Tables) -> Choices:
    """What there is to filter by."""

    def counted(column: str, of: str = "entries") -> tuple[tuple[str, int], ...]:
        rows = tables.ask(
            f"SELECT {column} AS value, count(*) AS n FROM {of} GROUP BY value ORDER BY n DESC, value LIMIT {MOST_TAGS}"
        )
        return tuple((row["value"], row["n"]) for row in rows)

    sums = ", ".join(f"count(*) FILTER ({condition}) AS {flag}" for flag, (_, condition) in FLAGS.items())
    flags = tables.ask(f"SELECT {sums} FROM entries")[0]
    rated = tables.ask("SELECT min(rating) AS low, max(rating) AS high FROM entries WHERE rating > 0")[0]
    return Choices(
        counted("source"),
        counted("split"),
        counted("tag", "(SELECT unnest(tags) AS tag FROM entries)"),
        tuple((flag, words, flags[flag]) for flag, (words, _) in FLAGS.items() if flags[flag]),
        None if rated["low"] is None else (rated["low"], rated["high"]),
    )
