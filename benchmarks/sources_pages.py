"""How many pages the parsers of each site read in a second of one processor: our own, and saved ones where there are any.

Seconds are processor time: what else the machine does falls out of them. No page profits from the formulas of the one before.
`python -m benchmarks.sources_pages` prints the table.
`CODEQUORUM_REAL_DATA` names the folder that holds `pages`; without it `shared/data` next to the checkout is looked at.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, publish
from benchmarks.rounds import Contestant, interleave
from pipelines.scrapers.pages.statement import formula
from pipelines.scrapers.records import Page, ProblemText, Request, Scope
from pipelines.scrapers.table import SITES
from schemas.problem import Test
from tests.pipelines.scrapers.codechef_markup import codechef_body, codechef_components
from tests.pipelines.scrapers.codeforces_markup import codeforces_page, codeforces_statement, codeforces_submission
from tests.pipelines.scrapers.sheets import MATH, PROGRAM, Sheet, lined_pre
from tests.pipelines.scrapers.site_markup import aizu_description, atcoder_page, cses_page, hackerearth_page, kattis_page

GOAL_PER_S = 200.0
ROUNDS, ROUND_S = 5, 0.2
PARAGRAPHS, NUMBERS = 12, 40
"""A statement of common length, with samples of a few lines."""


class Case(NamedTuple):
    """A page with the request that it answers."""

    site: str
    kind: str
    url: str
    body: bytes


def own_cases() -> dict[str, Case]:
    """A page of each site, by its name in the table."""
    row = " ".join(map(str, range(NUMBERS)))
    samples = tuple(Test(f"{number}\n{row}\n{row}\n", f"{number}\n") for number in range(1, 4))
    body = "".join(f"<p>{MATH.replace('n', name)} Then <b>add</b> them.</p>" for name in "abcdefghijkl"[:PARAGRAPHS])
    sheet = Sheet(title="A - Sum", samples=samples, time="2 sec", memory="256 MB", body=body)
    web = Sheet(title="A - Sum", samples=samples, time="2 sec", memory="256 MB", body=body.replace("$$$", "$"))
    codeforces = "https://codeforces.com/contest/7"
    texts = {
        "codeforces problem": ("problem", f"{codeforces}/problem/A", codeforces_page(codeforces_statement(sheet, lined_pre))),
        "codeforces submission": (
            "submission",
            f"{codeforces}/submission/9",
            codeforces_submission(PROGRAM * 20, samples * 10),
        ),
        "atcoder task": ("task", "https://atcoder.jp/contests/abc001/tasks/abc001_a", atcoder_page(sheet)),
        "aizu description": ("description", "https://judgeapi.u-aizu.ac.jp/resources/x", aizu_description(web)),
        "codechef problem in parts": ("problem", "https://www.codechef.com/problems/X", codechef_components(web)),
        "codechef problem in one piece": ("problem", "https://www.codechef.com/problems/X", codechef_body(web, "markdown")),
        "hackerearth problem": ("problem", "https://www.hackerearth.com/problem/algorithm/x/", hackerearth_page(web)),
        "kattis problem": ("problem", "https://open.kattis.com/problems/x", kattis_page(web)),
        "cses task": ("task", "https://cses.fi/problemset/task/1", cses_page(web)),
    }
    return {name: Case(name.split()[0], kind, url, text.encode()) for name, (kind, url, text) in texts.items()}


SAVED = {
    "codeforces problem, saved (348 kB)": (
        "problem",
        "https://codeforces.com/contest/1550/problem/A",
        "codeforces/1550_A.html",
    ),
    "codeforces problem, saved (172 kB)": (
        "problem",
        "https://codeforces.com/contest/1550/problem/B",
        "codeforces/1550_B.html",
    ),
    "atcoder task, saved": ("task", "https://atcoder.jp/contests/abc100/tasks/abc100_d", "atcoder/task_abc100_d.html"),
    "codechef problem, saved (186 kB)": ("problem", "https://www.codechef.com/problems/P1209", "codechef/P1209.html"),
    "codechef problem, saved answer": ("problem", "https://www.codechef.com/problems/P1209", "codechef/START209D_P1209.json"),
    "cses task, saved": ("task", "https://cses.fi/problemset/task/1068", "cses/task_1068.html"),
}


def saved_cases(folder: Path) -> dict[str, Case]:
    """The saved pages under a folder, as far as they are there."""
    there = {name: (kind, url, folder / file) for name, (kind, url, file) in SAVED.items() if (folder / file).is_file()}
    return {name: Case(name.split()[0], kind, url, path.read_bytes()) for name, (kind, url, path) in there.items()}


def reader(case: Case) -> Contestant:
    """Reads a page so many times. Raises MarkupChanged where it cannot be read."""
    parse = SITES[case.site].parsers[case.kind]
    request, page, scope = Request(case.site, case.kind, case.url), Page(case.url, case.body), Scope()

    def read(times: int) -> float:
        before = time.process_time()
        for _ in range(times):
            formula.cache_clear()
            parse(request, page, scope)
        return time.process_time() - before

    assert any(isinstance(piece, ProblemText) for piece in parse(request, page, scope).pieces) or case.kind == "submission"
    return read


def figures(cases: Mapping[str, Case], rounds: int = ROUNDS, round_s: float = ROUND_S) -> list[Figure]:
    """Pages in a processor second, a row for each page."""
    times = interleave({name: reader(case) for name, case in cases.items()}, rounds, round_s)
    return [
        Figure(
            f"pages/s, {name}",
            1 / one.least_s,
            f"{len(cases[name].body) / 1000:.0f} kB, best of {rounds}",
            GOAL_PER_S,
            "at_least",
        )
        for name, one in times.items()
    ]


def main(argv: Sequence[str] = ()) -> int:
    """Print and write all figures."""
    data = os.environ.get("CODEQUORUM_REAL_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
    publish("sources_pages", figures({**own_cases(), **saved_cases(Path(data) / "pages")}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
