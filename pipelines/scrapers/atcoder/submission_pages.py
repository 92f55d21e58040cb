"""AtCoder's lists of submissions and its pages of one. They show names and verdicts of the tests, not the tests."""

from __future__ import annotations

from pipelines.scrapers.atcoder.lists import HOME, NAME, key_of, submissions_request, task_of
from pipelines.scrapers.pages.judged import Unusable, label_of, language_named
from pipelines.scrapers.pages.markup import Element, find, find_all, href, line, page_tree, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, refused
from pipelines.scrapers.pages.requests import context_of, page_of, path_of, request
from pipelines.scrapers.records import Page, Parsed, Request, Scope, Submission
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Solution
from schemas.rejection import Subject

_SOURCE = "pre#submission-code"
_ROWS = {
    **dict.fromkeys(("task", "問題"), "task"),
    **dict.fromkeys(("user", "ユーザ", "ユーザー"), "author"),
    **dict.fromkeys(("language", "言語"), "language"),
    **dict.fromkeys(("status", "結果"), "verdict"),
}


def read_submissions(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A page of a contest's submissions, and the next one. Raises MarkupChanged for a row that it cannot read."""
    contest, number = context_of(request_, "contest"), int(context_of(request_, "page") or 1)
    root = page_tree(page)
    rows = [row for row in find_all(root, "table tbody tr") if find(row, "td.submission-score") is not None]
    if not rows:
        if asks_for_login(request_, page, root):
            return refused(f"{NAME}/{contest}", "login_needed", page.url, Subject.SOLUTION)
        if find(root, "div.panel-submission, #main-container") is None:
            raise MarkupChanged("table tbody tr td.submission-score", "neither submissions nor a page of AtCoder")
        return Parsed()
    unusable, follow = Unusable(), []
    for row in rows:
        fields = _row(row)
        if not unusable.reason(fields["key"], fields["language"], fields["verdict"]):
            follow.append(request(NAME, "submission", fields.pop("url"), **fields))
    # The pager has been `ul.pagination` and `ul.pager`; its links are what stays the same.
    if any(page_of(href(link)) == number + 1 and path_of(href(link)).endswith("/submissions") for link in find_all(root, "a")):
        follow.append(submissions_request(contest, number + 1))
    return Parsed(follow=tuple(follow), rejections=unusable.rejections())


def _row(row: Element) -> dict[str, str]:
    """What a row says of a submission, in the words of a request's context."""
    links = [path_of(href(link)) for link in find_all(row, "a")]
    task = next((task_of(url) for url in links if task_of(url)), "")
    author = next((url.rpartition("/")[2] for url in links if url.startswith("/users/")), "")
    place = next((url for url in links if "/submissions/" in url and url.rpartition("/")[2].isdecimal()), "")
    cells = find_all(row, "td")
    verdict = find(row, "td span.label")
    if not task or not place or verdict is None or len(cells) < 7:
        raise MarkupChanged("table tbody tr", f"{line(row)[:60]!r}, not a submission with task, verdict and link")
    return {
        "author": author,
        "key": key_of(task),
        "language": line(cells[3]),
        "url": f"{HOME}{place}",
        "verdict": line(verdict),
    }


def read_submission(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A submission. Raises MarkupChanged."""
    number = path_of(request_.url).rpartition("/")[2]
    root = page_tree(page)
    source = find(root, _SOURCE)
    if source is None:
        if asks_for_login(request_, page, root):
            return refused(context_of(request_, "key") or path_of(request_.url), "login_needed", page.url, Subject.SOLUTION)
        raise MarkupChanged(_SOURCE, f"no source in {path_of(page.url)}")
    facts = {name: context_of(request_, name) for name in ("author", "key", "language", "verdict")}
    facts |= {name: text for name, text in _table(root).items() if not facts.get(name)}
    key = facts["key"]
    lacking = [name for name in ("key", "language", "verdict") if not facts[name]]
    if lacking:
        raise MarkupChanged("table tr th", f"no {' and no '.join(lacking)} of submission {number}")
    language, label = language_named(facts["language"]), label_of(facts["verdict"])
    if language is None:
        return refused(key, "language_unknown", facts["language"], Subject.SOLUTION)
    if label is None:
        return refused(key, "verdict_without_label", facts["verdict"], Subject.SOLUTION)
    program = verbatim(source)
    if not program.strip():
        raise MarkupChanged(_SOURCE, f"an empty source in submission {number}")
    return Parsed(
        (Submission(key=key, identifier=number, solution=Solution(language, program, label, author=facts["author"])),)
    )


def _table(root: Element) -> dict[str, str]:
    """What the table under the source says, in both languages of the site."""
    found: dict[str, str] = {}
    for row in find_all(root, "table tr"):
        heading, cell = find(row, "th"), find(row, "td")
        name = _ROWS.get(line(heading).lower(), "") if heading is not None else ""
        if cell is None or not name or name in found:
            continue
        links = [href(link) for link in find_all(cell, "a")]
        if name == "task":
            found["key"] = next((key_of(task_of(url)) for url in links if task_of(url)), "")
        elif name == "author":
            found[name] = next((path_of(url).rpartition("/")[2] for url in links if "/users/" in url), line(cell))
        else:
            found[name] = line(cell)
    return found
