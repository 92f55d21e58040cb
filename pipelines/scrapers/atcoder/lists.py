"""AtCoder's contests, problems and difficulties by the public lists of AtCoder Problems, and a contest's own list of tasks.

The lists (https://github.com/kenkoooo/AtCoderProblems/blob/master/doc/api.md) are files; AtCoder's own lists of contests would
be asked for page by page.
"""

from __future__ import annotations

import math
import re
from datetime import date

from pipelines.scrapers.pages.answers import answer, as_list, as_object, day_at, number_or, text_at, text_or
from pipelines.scrapers.pages.difficulty import by_rating
from pipelines.scrapers.pages.markup import find, find_all, href, line, page_tree
from pipelines.scrapers.pages.refusals import asks_for_login, refused, rejected
from pipelines.scrapers.pages.requests import context_of, in_time, path_of, request
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Source

NAME = "atcoder"
HOME = "https://atcoder.jp"
LISTS = "https://kenkoooo.com/atcoder/resources"
_TASK = re.compile(r"/contests/([\w-]+)/tasks/([\w-]+)$")
_STEPS = (400, 1200, 2000, 2800)
"""Where difficulties begin that take a member of a brown, cyan, yellow, red rank to solve."""
_SQUEEZED_BELOW = 400


def key_of(task: str) -> str:
    """A task's key; tasks that two contests share are one."""
    return f"{NAME}/{task}"


def task_of(url: str) -> str:
    """The task that an address leads to, "" where it leads to none."""
    match = _TASK.search(path_of(url))
    return match[2] if match else ""


def start(scope: Scope) -> tuple[Request, ...]:
    """The list of contests."""
    if scope.contests and all(name.isdecimal() for name in scope.contests):  # no contest of AtCoder is called so
        return ()
    return (request(NAME, "contests", f"{LISTS}/contests.json"),)


def read_contests(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`contests.json`: tasks and submissions of the contests that are wanted, and their dates for the list of problems."""
    dates: dict[str, date | None] = {}
    rejections = []
    missing = {name for name in scope.contests if not name.isdecimal()}
    for value in as_list(answer(page), "contests"):
        row = as_object(value, "contests[]")
        contest, published = text_at(row, "id"), day_at(row, "start_epoch_second")
        missing.discard(contest)
        if scope.contests and contest not in scope.contests:
            continue
        # Contests that have no end begin in 1970 for these lists.
        published = published if published and published.year > 1970 else None
        wanted = in_time(scope, published)
        if wanted is None:
            rejections.append(rejected(f"{NAME}/{contest}", "date_unknown", text_or(row, "title")))
        elif wanted:
            dates[contest] = published
    rejections += [rejected(f"{NAME}/{contest}", "contest_not_listed", request_.url) for contest in sorted(missing)]
    if not dates:
        return Parsed(rejections=tuple(rejections))
    known = " ".join(f"{contest}={day or ''}" for contest, day in sorted(dates.items()))
    follow = [request(NAME, "problems", f"{LISTS}/problems.json", published=known)]
    follow += [request(NAME, "tasks", f"{HOME}/contests/{contest}/tasks?lang=en", contest=contest) for contest in dates]
    follow += [submissions_request(contest) for contest in dates]
    return Parsed(follow=tuple(follow), rejections=tuple(rejections))


def submissions_request(contest: str, number: int = 1) -> Request:
    """A page of a contest's submissions."""
    url = f"{HOME}/contests/{contest}/submissions?page={number}"
    return request(NAME, "submissions", url, contest=contest, page=str(number))


def read_problems(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`problems.json`: facts of the tasks whose contests are wanted."""
    pairs = (part.partition("=") for part in context_of(request_, "published").split())
    dates = {contest: date.fromisoformat(day) if day else None for contest, _, day in pairs}
    pieces = []
    for value in as_list(answer(page), "problems"):
        row = as_object(value, "problems[]")
        contest = text_at(row, "contest_id")
        if contest in dates:
            index, name = text_or(row, "problem_index"), text_or(row, "name") or text_at(row, "title")
            title = f"{index} - {name}" if index else name
            pieces.append(
                ProblemFacts(key=key_of(text_at(row, "id")), title=title, source=Source.ATCODER, published=dates[contest])
            )
    if not pieces:
        return Parsed()
    narrow = bool(scope.contests or scope.since)
    tasks = " ".join(sorted(piece.key.partition("/")[2] for piece in pieces)) if narrow else ""
    return Parsed(tuple(pieces), (request(NAME, "models", f"{LISTS}/problem-models.json", tasks=tasks),))


def read_models(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`problem-models.json`: difficulties, of the tasks that the request names or of all."""
    tasks = set(context_of(request_, "tasks").split())
    pieces = []
    for task, value in as_object(answer(page), "models").items():
        difficulty = number_or(as_object(value, task), "difficulty")
        if difficulty is not None and (not tasks or task in tasks):
            pieces.append(
                ProblemFacts(key=key_of(task), source=Source.ATCODER, difficulty=by_rating(squeezed(difficulty), _STEPS))
            )
    return Parsed(tuple(pieces))


def squeezed(difficulty: float) -> float:
    """A difficulty as AtCoder Problems shows it: what lies below 400 is squeezed into what lies above 0."""
    if difficulty >= _SQUEEZED_BELOW:
        return difficulty
    return _SQUEEZED_BELOW / math.exp(min(1.0 - difficulty / _SQUEEZED_BELOW, 700.0))


def read_tasks(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A contest's list of tasks. Raises MarkupChanged where there is none on the page."""
    root = page_tree(page)
    found: dict[str, str] = {}
    for row in find_all(root, "table tbody tr"):
        links = [link for link in find_all(row, "td > a") if task_of(href(link))]
        if len(links) >= 2:  # the letter and the name lead to the task
            found.setdefault(href(links[0]), f"{line(links[0])} - {line(links[1])}")
    if not found:
        if find(root, "table tbody tr") is None and asks_for_login(request_, page, root):
            return refused(f"{NAME}/{context_of(request_, 'contest')}", "login_needed", page.url)
        raise MarkupChanged("table tbody tr td > a", "no link to a task")
    pieces = [ProblemFacts(key=key_of(task_of(url)), title=title, source=Source.ATCODER) for url, title in found.items()]
    follow = [request(NAME, "task", f"{HOME}{path_of(url)}?lang=en") for url in found]
    return Parsed(tuple(pieces), tuple(follow))
