"""How many tests problems have, what kinds they are, what each kind rejects, and how many solutions agreed on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pipelines.report.plots import bars, histogram
from pipelines.report.records import Cell, Figure, Section, Table
from pipelines.showing import Tables
from pipelines.showing.kinds import KIND_SQL, KINDS, WORDS
from pipelines.showing.words import number, share

MOST_BINS = 12
_QUANTITIES = (
    ("public", "public tests"),
    ("private", "private tests"),
    ("generated", "generated tests"),
    ("correct", "correct solutions"),
    ("incorrect", "incorrect solutions"),
)
_PER_PROBLEM = """
SELECT count({0}) AS counted, avg({0}) AS mean, min({0}) AS least, median({0}) AS middle, max({0}) AS most,
    sum({0})::BIGINT AS total
FROM entries WHERE split = ?
"""
_KINDS = f"""
WITH made AS MATERIALIZED (SELECT problem, place, {KIND_SQL} AS kind FROM generated_tests),
     hits AS MATERIALIZED (
         SELECT DISTINCT kind, problem, program, mutant FROM test_rejections JOIN made USING (problem, place)),
     reach AS (SELECT problem, program, count(DISTINCT kind) AS kinds FROM hits GROUP BY problem, program),
     rejected AS (SELECT kind, count(*) FILTER (NOT mutant) AS solutions, count(*) FILTER (mutant) AS mutants,
                         count(*) FILTER (kinds = 1) AS alone
                  FROM hits JOIN reach USING (problem, program) GROUP BY kind),
     needed AS (SELECT kind, count(*) AS core FROM core_tests JOIN made USING (problem, place) GROUP BY kind)
SELECT kind, tests, coalesce(solutions, 0) AS solutions, coalesce(mutants, 0) AS mutants, coalesce(alone, 0) AS alone,
    coalesce(core, 0) AS core
FROM (SELECT kind, count(*) AS tests FROM made GROUP BY kind) LEFT JOIN rejected USING (kind) LEFT JOIN needed USING (kind)
"""


def tests_per_problem(tables: Tables) -> Section:
    """The section; from the base table."""
    lead = "How many tests and solutions a problem has, by split."
    key, title = "per-problem", "Tests per problem"
    splits = [row["split"] for row in tables.ask("SELECT split FROM entries GROUP BY split ORDER BY min(file)")]
    if not splits:
        return Section(key, title, lead, absent="There is no problem in it.")
    rows: list[tuple[Cell, ...]] = []
    for split in splits:
        for column, words in _QUANTITIES:
            row = tables.ask(_PER_PROBLEM.format(column), [split])[0]
            if row["counted"]:
                rows.append((split, words, row["total"], *(_rounded(row[at]) for at in ("mean", "least", "middle", "most"))))
    columns = ("split", "what", "in all", "mean", "least", "median", "most")
    table = Table(columns, tuple(rows))
    caption = "The mean is what comparisons with other datasets quote; the median shows what a problem usually has."
    figures = [Figure("Per problem", caption, table)]
    numbers = tables.ask("SELECT generated AS n, count(*) AS of FROM entries WHERE generated IS NOT NULL GROUP BY n ORDER BY n")
    totals = [(row["n"], row["of"]) for row in numbers]
    if totals:
        figures.insert(0, _spread("Generated tests per problem", totals, "generated tests", "problems"))
    return Section(key, title, lead, tuple(figures))


def _rounded(value: Any) -> Cell:
    return None if value is None else round(float(value), 1)


def _spread(title: str, values: Sequence[tuple[int, int]], unit: str, of: str, caption: str = "") -> Figure:
    """How often values lie within ranges; `values`: (value, how often)."""
    edges = bin_edges([value for value, _ in values])
    bins = list(pairwise(edges))
    counts = [sum(often for value, often in values if low <= value < high) for low, high in bins]
    names = [f"{low}" if high == low + 1 else f"{low} to {high - 1}" for low, high in bins]
    table = Table((unit, of), tuple(zip(names, counts, strict=True)))
    svg = histogram(title, edges, counts, unit, of) if len(bins) > 1 else ""
    return Figure(title, caption or f"Each bar counts the {of} within a range.", table, svg)


def bin_edges(values: Sequence[int]) -> list[int]:
    """Even ranges of whole numbers that hold all values, a dozen at most; the last edge lies beyond the greatest."""
    low, high = min(values), max(values)
    width = max(1, math.ceil((high - low + 1) / MOST_BINS))
    if width > 1:
        steps = [scale * base for base in (10**power for power in range(18)) for scale in (1, 2, 5)]
        width = next(step for step in steps if step >= width)
        low -= low % width
    return list(range(low, high + width + 1, width)) if width > 1 else list(range(low, high + 2))


def kinds_of_tests(tables: Tables) -> Section:
    """The section; from the provenance of generated tests and the measured rejections."""
    key, title = "kinds", "Kinds of tests and what they reject"
    lead = (
        "Generated tests by how their inputs came about. Known wrong solutions, and mutants of right ones, were run on them: "
        "a kind of test earns its place by rejecting programs, best of all those that no other kind does."
    )
    found = {row["kind"]: row for row in tables.ask(_KINDS)}
    if not found:
        return Section(key, title, lead, absent="No generated test is known with where it comes from.")
    whole = tables.ask(
        "SELECT count(DISTINCT (problem, program)) FILTER (NOT mutant) AS solutions, "
        "count(DISTINCT (problem, program)) FILTER (mutant) AS mutants FROM test_rejections"
    )[0]
    kinds = [kind for kind in KINDS if kind in found]
    every, rejected = sum(found[kind]["tests"] for kind in kinds), whole["solutions"] + whole["mutants"]
    rows = tuple(
        (
            kind,
            WORDS[kind],
            one["tests"],
            share(one["tests"], every),
            one["solutions"],
            one["mutants"],
            share(one["solutions"] + one["mutants"], rejected),
            one["alone"],
            one["core"],
        )
        for kind in kinds
        for one in (found[kind],)
    )
    columns = ("kind", "how it is made", "tests", "% of tests", "wrong solutions rejected", "mutants rejected")
    table = Table((*columns, "% of all rejected", "rejected by this kind alone", "in the core"), rows)
    caption = (
        f"Dark: the kind's share of all {number(every)} generated tests. Hatched: its share of the {number(rejected)} wrong "
        "programs that generated tests reject; kinds overlap, so these do not add up to 100. The core is a smallest set of "
        "tests that rejects all that the whole set does."
    )
    svg = bars(title, kinds, [row[3] or 0.0 for row in rows], "percent", lighter=[row[6] or 0.0 for row in rows])
    figures = [Figure("Share of tests and of rejected programs", caption, table, svg)]
    ways = tables.ask(
        "SELECT reason, count(DISTINCT (problem, program)) FILTER (NOT mutant) AS solutions, "
        "count(DISTINCT (problem, program)) FILTER (mutant) AS mutants FROM test_rejections GROUP BY reason ORDER BY reason"
    )
    if ways:
        table = Table(
            ("how", "wrong solutions", "mutants"), tuple((row["reason"], row["solutions"], row["mutants"]) for row in ways)
        )
        words = "A program may fail in several ways on several tests."
        figures.append(Figure("How programs fail on generated tests", words, table))
    return Section(key, title, lead, tuple(figures))


def agreement(tables: Tables) -> Section:
    """The section: how many solutions printed the output of a generated test."""
    key, title = "agreement", "How many solutions agreed"
    lead = (
        "The output of a generated test is what correct solutions print on it, all the same. The more agree, and the less "
        "alike they are, the surer it is."
    )
    agreed = tables.ask("SELECT agreed AS solutions, count(*) AS tests FROM generated_tests GROUP BY agreed ORDER BY agreed")
    if not agreed or any(row["solutions"] is None for row in agreed):
        return Section(key, title, lead, absent="It is not known who agreed on the generated tests.")
    repeated = [(row["solutions"], row["tests"]) for row in agreed]
    words = "Tests on which fewer solutions agreed stand to the left: there a wrong output is likelier."
    figures = [_spread("Solutions that agreed on a test", repeated, "solutions that agreed", "generated tests", words)]
    few = tables.ask(
        "SELECT name, voters, effective_voters, generated FROM entries WHERE voters IS NOT NULL "
        "ORDER BY effective_voters, voters, name LIMIT 15"
    )
    if few:
        rows = tuple((row["name"], row["voters"], row["effective_voters"], row["generated"]) for row in few)
        columns = ("problem", "voters", "effective voters", "generated tests")
        words = "Effective voters count solutions that are much alike less than once each."
        figures.append(Figure("Problems with the fewest voters", words, Table(columns, rows), folded=True))
    return Section(key, title, lead, tuple(figures))
