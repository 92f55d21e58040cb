"""A small contest site in JSON: its pages, its parsers, and a server on loopback that misbehaves as told."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from pipelines.scrapers.records import (
    HiddenTests,
    Page,
    Parsed,
    Piece,
    ProblemFacts,
    ProblemText,
    Request,
    Scope,
    ShownTest,
    Submission,
)
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.digest import digest
from schemas.language import Language
from schemas.problem import Label, Solution, Source, Test
from schemas.rejection import Rejection

API, MAIN = "api.small.test", "small.test"
PER_PAGE = 3


def pages(problems: int = 5, submissions: int = 2) -> dict[str, bytes]:
    """The site's pages by their addresses."""
    found: dict[str, Any] = {}
    numbers = range(1, problems + 1)
    for place, start in enumerate(range(0, problems, PER_PAGE), 1):
        listed = [{"key": f"s{number}", "rating": 800 + 100 * number} for number in numbers[start : start + PER_PAGE]]
        more = place + 1 if start + PER_PAGE < problems else None
        found[f"https://{API}/list?page={place}"] = {"problems": listed, "next": more}
    for number in numbers:
        names = [f"{number}{place:02d}" for place in range(submissions)]
        found[f"https://{MAIN}/problem/s{number}"] = {
            "title": f"Sum {number}",
            "text": f"Add {number} to the number.",
            "samples": [[f"{number}\n", f"{2 * number}\n"]],
        }
        found[f"https://{MAIN}/status/s{number}"] = {"submissions": names}
        found[f"https://{API}/tests/s{number}"] = {"tests": [["0\n", f"{number}\n"]]}
        for place, name in enumerate(names):
            found[f"https://{MAIN}/submission/{name}"] = {
                "problem": f"s{number}",
                "accepted": place % 2 == 0,
                "source": f"print(int(input()) + {number})  # {place}",
                "shown": [[f"{place + 1}\n", f"{place + 1 + number}\n"], ["123...", "124..."]],
            }
    return {url: json.dumps(content).encode() for url, content in found.items()}


def start(scope: Scope) -> tuple[Request, ...]:
    """The first page of the list."""
    return (_request("list", f"https://{API}/list?page=1"),)


def _request(kind: str, url: str, **context: str) -> Request:
    return Request("small", kind, url, tuple(sorted(context.items())))


def _fields(page: Page, *names: str) -> list[Any]:
    try:
        content = json.loads(page.body)
    except ValueError:
        raise MarkupChanged("json", page.body[:20].decode("utf-8", "replace")) from None
    for name in names:
        if name not in content:
            raise MarkupChanged(name)
    return [content[name] for name in names]


def _list(request: Request, page: Page, scope: Scope) -> Parsed:
    problems, following = _fields(page, "problems", "next")
    pieces: list[Piece] = []
    follow = []
    for one in problems:
        key = one["key"]
        pieces.append(ProblemFacts(key=key, source=Source.CODEFORCES, cf_rating=one["rating"], tags=("sums",)))
        follow.append(_request("problem", f"https://{MAIN}/problem/{key}", key=key))
        follow.append(_request("status", f"https://{MAIN}/status/{key}", key=key))
        follow.append(_request("tests", f"https://{API}/tests/{key}", key=key))
    if following:
        follow.append(_request("list", f"https://{API}/list?page={following}"))
    return Parsed(tuple(pieces), tuple(follow))


def _problem(request: Request, page: Page, scope: Scope) -> Parsed:
    if b"please log in" in page.body:
        return Parsed(rejections=(Rejection(request.url, "scrape", "login_needed", "file", "problem"),))
    title, text, samples = _fields(page, "title", "text", "samples")
    key = dict(request.context)["key"]
    return Parsed((ProblemText(key=key, title=title, description=text, samples=tuple(Test(*one) for one in samples)),))


def _status(request: Request, page: Page, scope: Scope) -> Parsed:
    (submissions,) = _fields(page, "submissions")
    return Parsed(follow=tuple(_request("submission", f"https://{MAIN}/submission/{one}") for one in submissions))


def _submission(request: Request, page: Page, scope: Scope) -> Parsed:
    problem, accepted, source, shown = _fields(page, "problem", "accepted", "source", "shown")
    solution = Solution(Language.PYTHON3, source, Label.CORRECT if accepted else Label.WRONG_ANSWER)
    tests = tuple(ShownTest(text, output, "..." in text) for text, output in shown)
    name = request.url.rpartition("/")[2]
    return Parsed((Submission(key=problem, identifier=name, solution=solution, shown=tests),))


def _tests(request: Request, page: Page, scope: Scope) -> Parsed:
    (tests,) = _fields(page, "tests")
    key = dict(request.context)["key"]
    return Parsed((HiddenTests(key=key, tests=tuple(Test(*one) for one in tests)),))


SITE = Site(
    name="small",
    hosts=(MAIN, API),
    seconds_per_request=2.0,
    terms="Crawl as you like: https://small.test/terms",
    start=start,
    parsers={"list": _list, "problem": _problem, "status": _status, "submission": _submission, "tests": _tests},
    lists=frozenset(("list", "status")),
)


def _chain(request: Request, page: Page, scope: Scope) -> Parsed:
    (number, last) = _fields(page, "number", "last")
    text = ProblemText(key=f"t{number}", title="", description=f"Print {number}.", samples=(Test("", f"{number}\n"),))
    following = Request("tiny", "chain", f"https://tiny.test/{number + 1}")
    return Parsed((text,), () if number == last else (following,))


def chain(length: int) -> dict[str, bytes]:
    """The pages of another site, each of which leads to the next."""
    numbers = range(length)
    return {f"https://tiny.test/{one}": json.dumps({"number": one, "last": length - 1}).encode() for one in numbers}


TINY = Site(
    name="tiny",
    hosts=("tiny.test",),
    seconds_per_request=1.0,
    terms="None.",
    start=lambda scope: (Request("tiny", "chain", "https://tiny.test/0"),),
    parsers={"chain": _chain},
    lists=frozenset(),
)
KNOWN = {"small": SITE, "tiny": TINY}


class Served(NamedTuple):
    """A request as the server saw it."""

    at: float
    url: str
    status: int
    headers: Mapping[str, str]


class Server:
    """Serves pages from loopback, a port for each host; each page has its digest as ETag.

    `faults`: by address, the statuses of the first answers (0: the body is cut in the middle). `seen` is called before each
    answer with the number of the request.
    """

    def __init__(self, content: Mapping[str, bytes], faults: Mapping[str, list[int]] | None = None) -> None:
        self.content = dict(content)
        self.faults = {url: list(statuses) for url, statuses in (faults or {}).items()}
        self.log: list[Served] = []
        self.seen: Callable[[int], None] = lambda number: None
        self.origins: dict[str, str] = {}
        self.lock = threading.Lock()

    def found(self) -> Counter[str]:
        """How often each page was given away."""
        return Counter(one.url for one in self.log if one.status == 200)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        server: Server = self.server.owner  # type: ignore[attr-defined]
        url = f"https://{self.server.host}{self.path}"  # type: ignore[attr-defined]
        headers = {name.lower(): value for name, value in self.headers.items()}
        with server.lock:
            status, body = self._answer(server, url, headers)
            server.log.append(Served(time.monotonic(), url, status, headers))
            server.seen(len(server.log))
        self.send_response(status or 200)
        self.send_header("ETag", f'"{digest(body)}"')
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body if status else body[: len(body) // 2])
        self.close_connection = self.close_connection or not status

    def _answer(self, server: Server, url: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        body = server.content.get(url)
        if body is None:
            return 404, b"no such page"
        waiting = server.faults.get(url)
        if waiting:
            status = waiting.pop(0)
            return status, b"sorry" if status else body
        if headers.get("if-none-match") == f'"{digest(body)}"':
            return 304, body
        return 200, body

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(
    content: Mapping[str, bytes], faults: Mapping[str, list[int]] | None = None, hosts: tuple[str, ...] = SITE.hosts
) -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server(content, faults)
    listeners = []
    for host in hosts:
        listener = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        listener.daemon_threads = True
        listener.owner, listener.host = server, host  # type: ignore[attr-defined]
        listener.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients are killed on purpose
        threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
        server.origins[host] = f"http://127.0.0.1:{listener.server_address[1]}"
        listeners.append(listener)
    try:
        yield server
    finally:
        for listener in listeners:
            listener.shutdown()
            listener.server_close()
