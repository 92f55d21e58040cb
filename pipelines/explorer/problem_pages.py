"""The pages of a problem: its statement, tests and where they come from, solutions, and the one against the other."""

from __future__ import annotations

from markupsafe import Markup

from pipelines.explorer.differences import difference
from pipelines.explorer.judging import Bench
from pipelines.explorer.matrix import SIGNS, SOLUTIONS, TESTS, WORDS, matrix
from pipelines.explorer.problems import KINDS, Problems
from pipelines.explorer.replies import Frame, Query, Reply, paged, within
from pipelines.explorer.statement import statement_html
from pipelines.showing.kinds import WORDS as KIND_WORDS
from pipelines.showing.words import checker_words
from schemas.sidecars import checker_to_json

PAGE_OF_TESTS, PAGE_OF_SOLUTIONS = 40, 200
CHOICES = 500
"""So many solutions can be chosen to be run on a test."""
SHOWN_CHARACTERS = 1 << 16


class ProblemPages:
    """Makes them. Numbers are those of `entries`; Absent is raised for what there is none of."""

    def __init__(self, frame: Frame, problems: Problems, bench: Bench) -> None:
        self._frame = frame
        self._problems = problems
        self._bench = bench

    def problem(self, query: Query, number: str) -> Reply:
        """Its statement and what is known of it."""
        opened = self._problems.open(int(number))
        checker = opened.problem.checker
        return self._frame.of(
            opened,
            "problem.html",
            "",
            statement=Markup(statement_html(opened.problem.description)),  # escaped there
            checker=checker_to_json(checker)[:2000],
            checker_words=checker_words(checker.kind.value),
            counts={kind: len(opened.tests(kind)) for kind in KINDS},
        )

    def tests(self, query: Query, number: str, kind: str) -> Reply:
        """Its tests of a kind."""
        opened = self._problems.open(int(number))
        tests = opened.tests(kind)
        page, pages, places = paged(query, len(tests), PAGE_OF_TESTS)
        return self._frame.of(
            opened, "tests.html", f"{kind} tests", kind=kind, tests=tests, places=places, page=page, pages=pages
        )

    def test(self, query: Query, number: str, kind: str, place: str) -> Reply:
        """One test: input, output, where it comes from, what it rejects."""
        opened = self._problems.open(int(number))
        tests = opened.tests(kind)
        at = within(tests, place)
        origin = opened.origins.get(at) if kind == "generated" else None
        parent = None
        if origin is not None and 0 <= origin.parent < len(opened.problem.given_tests):
            publics = len(opened.problem.public_tests)
            parent = ("public", origin.parent) if origin.parent < publics else ("private", origin.parent - publics)
        change = None
        if parent is not None:
            change = difference(opened.problem.given_tests[origin.parent if origin else 0].input, tests[at].input)
        seen = {digest: one for (digest, where), one in self._bench.seen_of(int(number)).items() if where == (kind, at)}
        return self._frame.of(
            opened,
            "test.html",
            f"{kind} test {at}",
            kind=kind,
            place=at,
            last=len(tests) - 1,
            test=tests[at],
            shown=SHOWN_CHARACTERS,
            origin=origin,
            parent=parent,
            change=change,
            kind_words=KIND_WORDS,
            names={known.digest: known for known in opened.solutions},
            seen=seen,
            words=WORDS,
            choices=CHOICES,
        )

    def solutions(self, query: Query, number: str) -> Reply:
        """Its solutions with their results."""
        opened = self._problems.open(int(number))
        page, pages, places = paged(query, len(opened.solutions), PAGE_OF_SOLUTIONS)
        return self._frame.of(opened, "solutions.html", "Solutions", page=page, pages=pages, places=places)

    def solution(self, query: Query, number: str, digest: str) -> Reply:
        """One solution."""
        opened = self._problems.open(int(number))
        known = opened.known(digest)
        rejected = sorted(
            (place, how)
            for place, some in opened.rejections.items()
            for program, mutant, how in some
            if program == digest and not mutant
        )
        agreed = sum(digest in origin.agreeing for origin in opened.origins.values())
        return self._frame.of(
            opened, "solution.html", known.name, known=known, rejected=rejected, agreed=agreed, shown=SHOWN_CHARACTERS
        )

    def matrix(self, query: Query, number: str, kind: str) -> Reply:
        """Solutions against tests."""
        opened = self._problems.open(int(number))
        tests = opened.tests(kind)
        group = query.get("group", "")
        solutions = [known for known in opened.solutions if group in ("", known.group)]
        page, pages, places = paged(query, len(tests), TESTS)
        row_page, row_pages, rows = paged(query, len(solutions), SOLUTIONS, "rows")
        return self._frame.of(
            opened,
            "matrix.html",
            "Solutions and tests",
            kind=kind,
            group=group,
            groups=sorted({known.group for known in opened.solutions}),
            places=places,
            page=page,
            pages=pages,
            row_page=row_page,
            row_pages=row_pages,
            table=matrix(opened, kind, places, [solutions[at] for at in rows], self._bench.seen_of(int(number))),
            signs=SIGNS,
            words=WORDS,
        )
