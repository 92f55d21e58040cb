"""How outputs are compared: checkers, and problems with more than one right answer."""

from __future__ import annotations

from pipelines.report.plots import bars
from pipelines.report.records import Figure, Section, Table
from pipelines.showing import Tables
from pipelines.showing.words import checker_words, plural
from schemas.text import excerpt

MOST = 60
_SEVERAL = f"""
SELECT name, checker_kind, checker_from, checker, generated, several_answers FROM entries
WHERE several_answers OR checker_from <> '' OR checker_kind IN ('custom', 'unordered_lines', 'unordered_tokens', 'first_token')
ORDER BY several_answers DESC, checker_kind, name LIMIT {MOST}
"""


def answers(tables: Tables) -> Section:
    """The section; from the facts of problems."""
    key, title = "answers", "Checkers and several answers"
    lead = (
        "How an output is compared with the expected one. Where a problem has more than one right answer, comparing texts "
        "rejects right programs: such a problem needs a checker, or gets no generated tests."
    )
    kinds = tables.ask(
        "SELECT checker_kind AS kind, count(*) AS problems, count(*) FILTER (several_answers) AS several, "
        "coalesce(sum(generated), 0)::BIGINT AS generated FROM entries WHERE has_facts GROUP BY kind "
        "ORDER BY problems DESC, kind"
    )
    if not kinds:
        return Section(key, title, lead, absent="The sidecar table of problems is not there, so no checker is known.")
    rows = tuple(
        (row["kind"] or "not known", checker_words(row["kind"]), row["problems"], row["several"], row["generated"])
        for row in kinds
    )
    columns = ("checker", "what it accepts", "problems", "with several answers", "generated tests")
    svg = bars(
        "Problems by checker", [str(row[0]).replace("_", " ") for row in rows], [row["problems"] for row in kinds], "problems"
    )
    several = sum(row["several"] for row in kinds)
    caption = f"{plural(several, 'problem')} with several right answers that no checker of the table explains."
    figures = [Figure("Problems by checker", caption, Table(columns, rows), svg)]
    listed = tables.ask(_SEVERAL)
    if listed:
        rows = tuple(
            (
                row["name"],
                "several answers, none fits" if row["several_answers"] else row["checker_kind"].replace("_", " "),
                row["checker_from"] or "the source",
                row["generated"],
                excerpt(row["checker"] or "", 120),
            )
            for row in listed
        )
        columns = ("problem", "compared by", "known from", "generated tests", "checker")
        words = "Problems whose outputs are not simply compared as texts."
        figures.append(Figure("Problems with a checker of their own", words, Table(columns, rows), folded=len(rows) > 12))
    return Section(key, title, lead, tuple(figures))
