"""AtCoder, with the public lists of AtCoder Problems."""

from pipelines.scrapers.atcoder.lists import NAME, read_contests, read_models, read_problems, read_tasks, start
from pipelines.scrapers.atcoder.submission_pages import read_submission, read_submissions
from pipelines.scrapers.atcoder.task_page import read_task
from pipelines.scrapers.site import Site

ATCODER = Site(
    name=NAME,
    hosts=("atcoder.jp", "kenkoooo.com"),
    seconds_per_request=2.0,
    terms=(
        "Terms of AtCoder: https://atcoder.jp/tos, read before crawling. AtCoder Problems asks its users to wait more than a "
        "second between requests (https://github.com/kenkoooo/AtCoderProblems/blob/master/doc/api.md)."
    ),
    start=start,
    parsers={
        "contests": read_contests,
        "problems": read_problems,
        "models": read_models,
        "tasks": read_tasks,
        "task": read_task,
        "submissions": read_submissions,
        "submission": read_submission,
    },
    lists=frozenset(("contests", "problems", "models", "tasks", "submissions")),
)
