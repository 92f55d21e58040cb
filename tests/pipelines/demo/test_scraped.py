"""The demo as `make demo` has it: scraped from the embedded Codeforces, it is the corpus with all that a build needs."""

from __future__ import annotations

import pytest

from pipelines.demo.site.__main__ import write_checkers
from pipelines.demo.site.catalogue import Entry, catalogue
from pipelines.demo.site.server import serve
from pipelines.execution.comparison import outputs_match
from pipelines.running.run import pipeline_options
from pipelines.scrape import scrape
from pipelines.scrapers.settings import ScrapeSettings
from pipelines.scrapers.table import SITES
from pipelines.sources import SOURCES
from schemas.problem import CheckerKind, Problem

FEW = 2
"""Submissions to a problem: that the others come too is tested where no pipeline runs."""


@pytest.fixture(scope="module")
def scraped(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Entry, Problem]]:
    """The problems of a crawl, each beside the one that it should be."""
    folder = tmp_path_factory.mktemp("demo")
    write_checkers(folder / "own", catalogue().entries)
    with serve(submissions=FEW) as sites:
        settings = ScrapeSettings(
            sites=("codeforces",),
            cache=folder / "pages",
            checkers=folder / "own",
            contact="demo@example.org",
            origins=tuple(sites.origins.items()),
            seconds_per_request=0.0,
        )
        scrape(settings, folder / "scraped", pipeline_options([], 1), SITES)
    source = SOURCES["jsonl"]
    found = [one for part in source.parts(str(folder / "scraped")) for one in source.read(part)]
    problems = [one for one in found if isinstance(one, Problem)]
    assert len(problems) == len(found)
    return [(next(entry for entry in catalogue().entries if one.name.endswith(entry.title)), one) for one in problems]


def test_all_problems_are_there_with_their_examples_and_a_hidden_test(scraped: list[tuple[Entry, Problem]]) -> None:
    assert sorted(entry.name for entry, _ in scraped) == sorted(entry.name for entry in catalogue().entries)
    for entry, problem in scraped:
        assert problem.public_tests == entry.problem.public_tests
        assert len(problem.all_solutions) == FEW
        assert problem.published == entry.published


def test_outputs_are_compared_as_the_packages_say(scraped: list[tuple[Entry, Problem]]) -> None:
    pairs = [("10.0", "10.000001"), ("10.0", "10.1"), ("yes", "yes"), ("1 2\n", "1  2"), ("5.0", "5"), ("1", "2")]
    for entry, problem in scraped:
        wanted, found = entry.problem.checker, problem.checker
        if wanted.kind is CheckerKind.CUSTOM:
            assert found == wanted
        elif wanted.float_absolute is not None:
            assert [outputs_match(*pair, found) for pair in pairs] == [outputs_match(*pair, wanted) for pair in pairs]
        else:
            assert found.kind is CheckerKind.ALPHACODE
    assert sum(problem.checker.kind is CheckerKind.CUSTOM for _, problem in scraped) == 1
    assert sum(problem.checker.float_absolute is not None for _, problem in scraped) == 1
