"""Requests to pages. Knows no sockets: the server has checked where a request comes from before it gets here."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from pipelines.explorer.finding import FLAGS, ORDERS, Filter, choices, find
from pipelines.explorer.job_pages import JobPages
from pipelines.explorer.judging import Bench, Busy
from pipelines.explorer.problem_pages import ProblemPages
from pipelines.explorer.problems import Absent, Problems
from pipelines.explorer.replies import Frame, Query, Refused, Reply
from pipelines.showing import Gap, Tables
from pipelines.showing.entries import make_entries
from schemas.parquet import DatasetError

COUNTED_BYTES = 256 << 20
_PROBLEM, _KIND, _DIGEST, _NUMBER = r"problem/(\d{1,9})", r"(\w{1,16})", r"([0-9a-f]{32})", r"(\d{1,9})"


class Desk:
    """The pages of a dataset, all below `root` (a path with a slash at its end)."""

    def __init__(self, tables: Tables, root: str) -> None:
        self._tables = tables
        self._lacking = make_entries(tables, counted_bytes=COUNTED_BYTES, searched=True)
        self._choices = choices(tables)
        self._bench = Bench()
        self._frame = Frame(root, tables.folder.name, lambda: len(self.gaps))
        problems = Problems(tables)
        about, judged = ProblemPages(self._frame, problems, self._bench), JobPages(self._frame, problems, self._bench)
        routes: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
            ("GET", "", self._list),
            ("GET", "missing", self._missing),
            ("GET", _PROBLEM, about.problem),
            ("GET", f"{_PROBLEM}/tests/{_KIND}", about.tests),
            ("GET", f"{_PROBLEM}/tests/{_KIND}/{_NUMBER}", about.test),
            ("GET", f"{_PROBLEM}/solutions", about.solutions),
            ("GET", f"{_PROBLEM}/solutions/{_DIGEST}", about.solution),
            ("GET", f"{_PROBLEM}/matrix/{_KIND}", about.matrix),
            ("GET", f"{_PROBLEM}/judge", judged.judge),
            ("POST", f"{_PROBLEM}/judge", judged.judge_pasted),
            ("POST", f"{_PROBLEM}/run", judged.run),
            ("GET", f"job/{_NUMBER}", judged.job),
            ("POST", f"job/{_NUMBER}/stop", judged.stop),
            ("GET", f"job/{_NUMBER}/{_DIGEST}/{_KIND}/{_NUMBER}", judged.seen),
        )
        self._routes = [(method, re.compile(pattern, re.ASCII), answer) for method, pattern, answer in routes]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing from the dataset, as far as is known by now."""
        return (*self._tables.gaps, *self._lacking)

    def close(self) -> None:
        """Stop what runs and let go of the files."""
        self._bench.close()
        self._tables.close()

    def reply(self, method: str, path: str, query: Query, form: Query) -> Reply:
        """The reply to a request for `path` (below the root)."""
        for wanted, pattern, answer in self._routes:
            found = pattern.fullmatch(path)
            if found and wanted == method:
                try:
                    return answer(form if method == "POST" else query, *found.groups())
                except Absent:
                    return self._error(HTTPStatus.NOT_FOUND, "There is no such thing in this dataset.")
                except (DatasetError, Refused, Busy) as error:
                    return self._error(HTTPStatus.BAD_REQUEST, str(error))
        return self._error(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _error(self, status: int, why: str) -> Reply:
        return self._frame.page("error.html", "Not shown", status, why=why)

    def _list(self, query: Query) -> Reply:
        wanted = Filter.of(query)
        found = find(self._tables, wanted)
        return self._frame.page(
            "list.html",
            "Problems",
            wanted=wanted,
            found=found,
            choices=self._choices,
            flags=FLAGS,
            orders=ORDERS,
            page=min(wanted.page, found.pages),
        )

    def _missing(self, query: Query) -> Reply:
        return self._frame.page("missing.html", "What is missing", gaps=self.gaps)
