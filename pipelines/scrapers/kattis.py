"""Kattis: its list of problems, its pages of them, and the archives with the samples byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from pipelines.scrapers.pages.answers import unix_lines
from pipelines.scrapers.pages.limits import limits_of
from pipelines.scrapers.pages.markup import Element, find, find_all, href, line, one, page_tree, spaced_line, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, is_pdf, refused, rejected, shows_pdf
from pipelines.scrapers.pages.requests import context_of, in_time, page_of, path_of, request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import HiddenTests, Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.problem import Difficulty, Test
from schemas.rejection import Subject
from schemas.text import excerpt

NAME = "kattis"
HOME = "https://open.kattis.com"
MAX_MEMBERS, MAX_MEMBER_BYTES, MAX_ARCHIVE_BYTES = 1000, 16 << 20, 64 << 20
"""Samples are small; an archive that unpacks to more is none of samples."""
_PROBLEM = re.compile(r"(?:/(?:contests|sessions)/\w+)?/problems/([a-z0-9]+)$")
_TITLES = ("div.headline-wrapper h1", "h1.book-page-heading", "h1")
_BODIES = ("div.problembody", "div.problem-body", "div#instructions-container")
_LONGEST_FACTS = 1000
"""A page's data is short; what is longer is the page."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What `zipfile` lets out where an archive is damaged, encrypted or packed in a way it does not know."""


def key_of(problem: str) -> str:
    """A problem's key."""
    return f"{NAME}/{problem}"


def problem_of(url: str) -> str:
    """The problem that an address leads to, "" where it leads to none."""
    match = _PROBLEM.search(path_of(url))
    return match[1] if match else ""


def start(scope: Scope) -> tuple[Request, ...]:
    """The contests that are named, or the list of all problems."""
    if scope.contests:
        named = [name for name in scope.contests if name.isalnum() and not name.isdecimal()]
        return tuple(request(NAME, "problems", f"{HOME}/contests/{name}/problems") for name in named)
    return (request(NAME, "problems", f"{HOME}/problems?page=0", page="0"),)


def read_problems(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A list of problems, all or a contest's, and the next page of it. Kattis shows no dates of publication."""
    root = page_tree(page)
    rows = [
        (row, next((href(link) for link in find_all(row, "a") if problem_of(href(link))), ""))
        for row in find_all(root, "table tr") or find_all(root, "li")
    ]
    found = {problem_of(url): row for row, url in rows if url}
    if not found:
        if asks_for_login(request_, page, root):
            return refused(NAME, "login_needed", page.url)
        raise MarkupChanged("table tr a", "no link to a problem")
    number = context_of(request_, "page")
    follow = []
    if number and any(page_of(href(link)) == int(number) + 1 for link in find_all(root, "a")):
        follow.append(request(NAME, "problems", f"{HOME}/problems?page={int(number) + 1}", page=str(int(number) + 1)))
    if in_time(scope, None) is None:
        refusal = rejected(NAME, "date_unknown", "Kattis shows no dates of publication", count=len(found))
        return Parsed(follow=tuple(follow), rejections=(refusal,))
    pieces = tuple(ProblemFacts(key=key_of(problem), difficulty=_difficulty(row)) for problem, row in found.items())
    follow[:0] = [request(NAME, "problem", f"{HOME}/problems/{problem}") for problem in found]
    return Parsed(pieces, tuple(follow))


def _difficulty(element: Element) -> Difficulty:
    """By the word beside the number: Kattis calls problems up to 2.7 easy, from 5.5 on hard."""
    shown = find(element, ".difficulty_number, .difficulty-number")
    holder = shown.getparent() if shown is not None else None
    word = re.search(r"\b(easy|medium|hard)\b", spaced_line(holder if holder is not None else element), re.IGNORECASE)
    found: Difficulty = Difficulty[word[1].upper() if word else "UNKNOWN_DIFFICULTY"]
    return found


def read_problem(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A problem. Raises MarkupChanged."""
    problem = problem_of(request_.url)
    if not problem:
        raise MarkupChanged("address", f"{request_.url}, not that of a problem")
    key = key_of(problem)
    if is_pdf(page):
        return refused(key, "statement_in_pdf", page.url)
    root = page_tree(page)
    body = next((found for selector in _BODIES if (found := find(root, selector)) is not None), None)
    if body is None:
        if shows_pdf(root):
            return refused(key, "statement_in_pdf", page.url)
        if asks_for_login(request_, page, root):
            return refused(key, "login_needed", page.url)
        body = one(root, ", ".join(_BODIES))
    interactive = any(line(heading).lower() == "interaction" for heading in find_all(body, "h1, h2, h3"))
    samples, description = _samples(body), statement_text(body, "$")
    if not description or (not samples and not interactive):
        raise MarkupChanged("table.sample pre", f"no {'samples' if description else 'text'} in {key}")
    time, memory = _fact(root, "cpu time limit"), _fact(root, "memory limit")
    text = ProblemText(
        key=key,
        title=_title(root),
        description=description,
        samples=samples,
        limits=limits_of(time, memory, "CPU Time limit, Memory limit"),
        interactive=interactive,
    )
    facts = ProblemFacts(key=key, difficulty=_difficulty(_cell(root, "difficulty")))
    archive = request(NAME, "samples", f"{HOME}/problems/{problem}/file/statement/samples.zip", key=key)
    return Parsed((text, facts), () if interactive else (archive,))


def _title(root: Element) -> str:
    """The heading; in a contest it has the problem's letter in a line above."""
    heading = next((found for selector in _TITLES if (found := find(root, selector)) is not None), None)
    heading = one(root, "h1") if heading is None else heading
    parts = (
        [" ".join(part.split()) for part in verbatim(heading).split("\n")]
        if find(heading, "br") is not None
        else [line(heading)]
    )
    title = " - ".join(part for part in parts if part)
    if not title:
        raise MarkupChanged("h1", "an empty heading")
    return title


def _cell(root: Element, label: str) -> Element:
    """What holds a label of the page's data and its value; the page itself where there is none."""
    for element in find_all(root, "span, strong, b, div, p, dt, th, td, h2, h3"):
        own = " ".join((element.text or "").split()).lower().rstrip(": ")
        parent = element.getparent()
        if own == label and parent is not None:
            return parent
    return root


def _fact(root: Element, label: str) -> str:
    cell = _cell(root, label)
    text = spaced_line(cell).lower()
    if cell is root or len(text) > _LONGEST_FACTS:
        raise MarkupChanged(f"span: {label}", "not on the page")
    return text.partition(label)[2]


def _samples(body: Element) -> tuple[Test, ...]:
    """The samples in their tables, a `pre` in each of two cells and none where the output is empty, or else under their labels.

    Talks with an interactive judge are no samples.
    """
    tables = find_all(body, "table.sample")
    if not tables and find(body, ".sampleinteractionread, .sampleinteractionwrite") is None:
        return labelled_samples(body)
    found = []
    for row in (row for table in tables for row in find_all(table, "tr")):
        cells = [find_all(cell, "pre") for cell in find_all(row, "td")]
        if not any(cells):
            continue
        if [len(blocks) for blocks in cells] not in ([1, 1], [1, 0]):
            raise MarkupChanged("table.sample td pre", f"{sum(map(len, cells))} of them in {len(cells)} cells")
        found.append(Test(*("".join(map(verbatim, blocks)) for blocks in cells)))
    return tuple(found)


def read_samples(request_: Request, page: Page, scope: Scope) -> Parsed:
    """The archive of the samples: `*.in` and `*.ans`, nothing else, nothing that would unpack to more than it should."""
    key = context_of(request_, "key")
    try:
        with zipfile.ZipFile(io.BytesIO(page.body)) as archive:
            members = _members(archive)
            texts = {name: _unpacked(archive, member) for name, member in members.items()}
    except _DAMAGE as error:
        if isinstance(error, MarkupChanged):
            raise
        raise MarkupChanged("zip", f"no readable archive ({excerpt(str(error))})") from error
    tests, rejections = [], []
    for name in sorted(name for name in texts if name.endswith(".in")):
        stem = name.removesuffix(".in")
        answer = next((texts[other] for other in (f"{stem}.ans", f"{stem}.out") if other in texts), None)
        if answer is None:
            rejections.append(rejected(key, "test_without_answer", name, Subject.TEST))
            continue
        try:
            tests.append(Test(*(unix_lines(data.decode("utf-8")) for data in (texts[name], answer))))
        except UnicodeDecodeError:
            rejections.append(rejected(key, "not_utf8", name, Subject.TEST))
    if not tests and not rejections:
        raise MarkupChanged("*.in", "no input in the archive")
    return Parsed((HiddenTests(key=key, tests=tuple(tests)),) if tests else (), rejections=tuple(rejections))


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The inputs and outputs. An archive with a name that leads out of it is not read at all. Raises MarkupChanged."""
    found: dict[str, zipfile.ZipInfo] = {}
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise MarkupChanged("zip", f"{len(infos)} members, at most {MAX_MEMBERS} are read")
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", info.filename):
            raise MarkupChanged("zip", f"member {excerpt(info.filename)!r} leads out of the archive")
        if not info.is_dir() and path.suffix in (".in", ".ans", ".out"):
            found[path.as_posix()] = info
    if sum(info.file_size for info in found.values()) > MAX_ARCHIVE_BYTES:
        raise MarkupChanged("zip", f"more than {MAX_ARCHIVE_BYTES} bytes unpacked")
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member; its header may lie about its size. Raises MarkupChanged."""
    with archive.open(info) as member:
        data = member.read(MAX_MEMBER_BYTES + 1)
    if len(data) > MAX_MEMBER_BYTES:
        raise MarkupChanged("zip", f"member {excerpt(info.filename)!r} has more than {MAX_MEMBER_BYTES} bytes")
    return data


KATTIS = Site(
    name=NAME,
    hosts=("open.kattis.com",),
    seconds_per_request=2.0,
    terms="The terms are linked from https://open.kattis.com, licences stand on the pages of problems: read before crawling.",
    start=start,
    parsers={"problems": read_problems, "problem": read_problem, "samples": read_samples},
    lists=frozenset(("problems",)),
)
