"""CodeChef."""

from pipelines.scrapers.codechef.interface import NAME, read_contest, read_contests, start
from pipelines.scrapers.codechef.problem_page import read_page
from pipelines.scrapers.site import Site

CODECHEF = Site(
    name=NAME,
    hosts=("www.codechef.com",),
    seconds_per_request=2.0,
    terms="Terms of service: https://www.codechef.com/terms. Its interface is that of its own pages: read before crawling.",
    start=start,
    parsers={"contests": read_contests, "contest": read_contest, "problem": read_page},
    lists=frozenset(("contests", "contest")),
)
