"""How long solutions run: the slowest ones, and how near they come to their limits."""

from __future__ import annotations

from pipelines.report.plots import bars, marks
from pipelines.report.records import Figure, Section, Table
from pipelines.showing import Tables
from pipelines.showing.words import share
from schemas.text import excerpt

MOST = 20
MAGNITUDES = 20.0
_SLOWEST = f"""
SELECT times.problem, solutions.file, times.digest, solutions.label, solutions.language, max(slowest_cpu_s) AS seconds,
    any_value(time_limit_s) AS limit_s
FROM solution_times AS times LEFT JOIN solutions ON times.problem = solutions.problem AND times.digest = solutions.digest
LEFT JOIN entries ON times.problem = entries.name
WHERE slowest_cpu_s IS NOT NULL GROUP BY ALL ORDER BY seconds DESC, times.problem, times.digest LIMIT {MOST}
"""
_BY_LANGUAGE = """
SELECT coalesce(language, '') AS language, count(*) AS programs, median(slowest_cpu_s) AS middle,
    quantile_cont(slowest_cpu_s, 0.95) AS high, max(slowest_cpu_s) AS most
FROM solution_times AS times LEFT JOIN (SELECT DISTINCT problem, digest, language FROM solutions) AS solutions
    ON times.problem = solutions.problem AND times.digest = solutions.digest
GROUP BY language ORDER BY programs DESC, language
"""


def slowest_solutions(tables: Tables) -> Section:
    """The section; from the measured times, in CPU seconds on the machine that built the dataset."""
    key, title = "times", "Slowest solutions"
    lead = (
        "The slowest run of each solution on the given tests, in seconds of processor time on the machine that built the "
        "dataset. Programs may run for twice the stated limit here, for they were accepted on another machine."
    )
    found = tables.ask(_SLOWEST)
    if not found:
        return Section(key, title, lead, absent="No times were measured, or they are not in this folder.")
    labels = [f"{row['problem'].rpartition('/')[2]}: {row['file'] or row['digest'][:8]}" for row in found]
    rows = tuple(
        (
            row["problem"],
            row["file"] or excerpt(row["digest"], 12),
            (row["label"] or "").replace("_", " "),
            row["language"] or "",
            row["seconds"],
            row["limit_s"],
            share(row["seconds"], row["limit_s"] or 0),
        )
        for row in found
    )
    columns = ("problem", "program", "known to be", "language", "slowest run, s", "stated limit, s", "% of the limit")
    caption = "Right programs near their limit make tests that other machines may fail; wrong ones are meant to be slow."
    taken = [row["seconds"] for row in found]
    draw = marks if max(taken) > MAGNITUDES * min(taken) else bars
    svg = draw(title, labels, taken, "seconds of processor time")
    figures = [Figure("The slowest runs", caption, Table(columns, rows), svg)]
    spread = tables.ask(_BY_LANGUAGE)
    if spread:
        headings = ("language", "programs", "median, s", "95th percentile, s", "slowest, s")
        languages = tuple(
            (row["language"] or "not known", row["programs"], row["middle"], row["high"], row["most"]) for row in spread
        )
        figures.append(Figure("By language", "Of each solution its slowest run.", Table(headings, languages)))
    return Section(key, title, lead, tuple(figures))
