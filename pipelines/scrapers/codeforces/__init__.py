"""Codeforces, with its gym, groups and the archive of acm.sgu.ru."""

from pipelines.scrapers.codeforces.addresses import NAME
from pipelines.scrapers.codeforces.archive_page import read_archive
from pipelines.scrapers.codeforces.interface import read_contests, read_problems, read_status, start
from pipelines.scrapers.codeforces.problem_page import read_problem, read_problem_set
from pipelines.scrapers.codeforces.submission_page import read_submission
from pipelines.scrapers.site import Site

CODEFORCES = Site(
    name=NAME,
    hosts=("codeforces.com",),
    seconds_per_request=2.0,
    terms=(
        "Its interface is public and may be asked once in two seconds (https://codeforces.com/apiHelp). The terms "
        "(https://codeforces.com/terms) and robots.txt decide on everything else: read before crawling."
    ),
    start=start,
    parsers={
        "contests": read_contests,
        "problems": read_problems,
        "standings": read_problems,
        "status": read_status,
        "archive": read_archive,
        "problem": read_problem,
        "problemset": read_problem_set,
        "submission": read_submission,
    },
    lists=frozenset(("contests", "problems", "standings", "status", "archive")),
)
