"""A crawl asks for every page once, reads what it has, asks again only for what can have changed, and says what it left out."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pipelines.scrapers.cache import Cache
from pipelines.scrapers.crawl import Visit, stays
from pipelines.scrapers.fetching.patience import Patience
from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope
from schemas.digest import digest
from schemas.rejection import Rejection
from tests.pipelines.scrapers.scripted import Network, moved, page
from tests.pipelines.scrapers.small_site import API, MAIN, SITE, pages
from tests.pipelines.scrapers.turned_clock import TurnedClock
from tests.pipelines.scrapers.walking import Walked, replies, settings_of, walk, with_parsers

PAGES = pages()
LISTS = [url for url in PAGES if "/list" in url or "/status" in url]
LOGIN_PAGE = b"please log in"


class World:
    """A network, a clock and a cache, for one crawl after another."""

    def __init__(self, cache: Path, **more: Any) -> None:
        self.clock = TurnedClock()
        self.network = Network({**replies(PAGES), **more}, self.clock)
        self.settings = settings_of(cache)

    def walk(self, site: Any = None, **changes: Any) -> Walked:
        """A crawl to its end; the log begins anew with it."""
        self.network.log.clear()
        settings = dataclasses.replace(self.settings, **changes)
        return walk(settings, self.network, self.clock, *([site] if site else []))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_every_page_is_asked_for_once_and_read_once(world: World) -> None:
    walked = world.walk()
    assert sorted(world.network.pages) == sorted(PAGES)
    assert sorted(request.url for request in walked.visits) == sorted(PAGES)
    assert walked.rejections == []
    assert walked.finished


def test_the_same_site_is_walked_through_in_the_same_order(tmp_path: Path) -> None:
    first, second = World(tmp_path / "1"), World(tmp_path / "2")
    assert first.walk().items == second.walk().items
    assert first.network.log == second.network.log


def test_while_one_host_rests_the_other_is_asked(tmp_path: Path) -> None:
    world = World(tmp_path)
    begun = world.clock.time()
    world.walk()
    by_main = sum(f"//{MAIN}/" in one.url for one in world.network.log)
    by_api = len(world.network.log) - by_main
    waited = world.clock.time() - begun
    assert 2.0 * (max(by_main, by_api) - 1) <= waited < 2.0 * (by_main + by_api - 2)


def test_a_finished_crawl_asks_again_only_for_lists_and_only_for_changes(world: World) -> None:
    first = world.walk()
    second = world.walk()
    assert sorted(world.network.pages) == sorted(LISTS)
    for one in world.network.log:
        assert one.headers.get("If-None-Match", "none") == ("none" if "robots" in one.url else f'"{digest(PAGES[one.url])}"')
    assert second.visits == first.visits


def test_what_is_new_in_a_list_is_found(world: World) -> None:
    world.walk()
    more = pages(problems=7)
    world.network.replies = Network(replies(more), world.clock).replies
    second = world.walk()
    assert sorted(request.url for request in second.visits) == sorted(more)
    assert sorted(set(world.network.pages) - set(LISTS)) == sorted(set(more) - set(PAGES))


def test_pages_without_validators_are_asked_for_anew(tmp_path: Path) -> None:
    world = World(tmp_path, **{url: page(PAGES[url]) for url in LISTS})
    first = world.walk()
    assert world.walk().visits == first.visits
    assert sorted(world.network.pages) == sorted(LISTS)


def test_without_a_network_the_cache_says_the_same(world: World) -> None:
    online = world.walk()
    offline = world.walk(offline=True, contact="")
    assert world.network.log == []
    assert offline.items == sorted(offline.items, key=lambda item: offline.items.index(item))
    assert offline.visits == online.visits


def test_what_is_not_in_the_cache_is_said_where_there_is_no_network(world: World) -> None:
    world.walk(max_requests=10)
    walked = world.walk(offline=True)
    assert world.network.log == []
    left = [one for one in walked.rejections if one.reason == "not_in_cache"]
    assert {one.problem for one in left} == {MAIN, API}
    assert all("the first being https://" in one.detail for one in left)


@pytest.mark.parametrize("most", [1, 2, 5, 17, 22])
def test_a_limit_of_requests_ends_the_crawl_and_the_next_one_goes_on(tmp_path: Path, most: int) -> None:
    world = World(tmp_path)
    asked: list[str] = []
    for _ in range(60):
        walked = world.walk(max_requests=most)
        assert len(world.network.log) <= most
        asked += world.network.pages
        if walked.finished:
            break
        assert set(walked.reasons) == {"request_limit"}
    if most > 2:  # two of them go to the hosts' robots.txt
        assert walked.finished
        assert sorted(asked) == sorted(PAGES)
        assert sorted(request.url for request in walked.visits) == sorted(PAGES)


def test_what_a_limit_left_out_is_counted(world: World) -> None:
    walked = world.walk(max_requests=3)
    assert {one.problem: one.count for one in walked.rejections} == {MAIN: 6, API: 4}  # of the first page of the list
    assert all("--max_requests" in one.detail for one in walked.rejections)


def test_a_page_that_is_gone_is_told_once_a_crawl(tmp_path: Path) -> None:
    gone = f"https://{MAIN}/problem/s2"
    world = World(tmp_path, **{gone: 404})
    walked = world.walk(max_requests=len(PAGES))
    again = world.walk()
    assert gone not in world.network.pages
    for one in (walked, again):
        (rejection,) = [one for one in one.rejections if one.reason == "not_found"]
        assert (rejection.problem, rejection.item, rejection.stage) == (gone, "problem", "scrape")
    third = world.walk()
    assert gone in world.network.pages
    assert third.reasons == {"not_found": 1}
    assert world.walk(offline=True).reasons == {"not_found": 1}


def test_a_page_that_failed_is_asked_for_again_by_the_next_crawl(tmp_path: Path) -> None:
    bad = f"https://{MAIN}/problem/s2"
    world = World(tmp_path, **{bad: [500] * 5 + [page(PAGES[bad])]})
    assert world.walk().reasons == {"server_error": 1}
    second = world.walk()
    assert second.rejections == []
    assert sorted(world.network.pages) == sorted([*LISTS, bad])


def test_a_list_that_cannot_be_had_again_stands_as_it_was(world: World) -> None:
    first = world.walk()
    status = f"https://{MAIN}/status/s2"
    world.network.replies[status] = [500]
    second = world.walk()
    assert second.visits.keys() == first.visits.keys()
    (rejection,) = second.rejections
    assert (rejection.problem, rejection.reason) == (status, "server_error")


def test_a_host_that_is_down_is_left_alone_and_the_rest_goes_on(tmp_path: Path) -> None:
    world = World(tmp_path, **{url: 503 for url in PAGES if f"//{MAIN}/" in url})
    walked = world.walk()
    asked = [url for url in world.network.pages if f"//{MAIN}/" in url]
    assert len(set(asked)) == Patience().give_up_after
    assert not walked.finished
    assert {request.url for request in walked.visits} == {url for url in PAGES if API in url}
    (left,) = [one for one in walked.rejections if one.reason == "host_given_up"]
    assert (left.problem, left.count) == (MAIN, 10 - Patience().give_up_after)
    assert "server_error: status 503" in left.detail


def test_a_host_that_is_down_takes_nothing_from_what_is_known(world: World) -> None:
    first = world.walk()
    world.network.replies = {url: [503] for url in PAGES}
    second = world.walk()
    assert second.visits.keys() == first.visits.keys()
    assert {request: visit.parsed.pieces for request, visit in second.visits.items()} == {
        request: visit.parsed.pieces for request, visit in first.visits.items()
    }


def test_where_robots_cannot_be_had_the_host_is_left(tmp_path: Path) -> None:
    world = World(tmp_path, **{f"https://{MAIN}/robots.txt": 500})
    walked = world.walk()
    assert not [url for url in world.network.pages if f"//{MAIN}/" in url]
    assert walked.reasons == {"robots_unavailable": 1, "host_given_up": 1}


def test_what_robots_forbid_is_told_page_by_page(tmp_path: Path) -> None:
    world = World(tmp_path, **{f"https://{MAIN}/robots.txt": page("User-agent: *\nDisallow: /status")})
    walked = world.walk()
    assert walked.reasons == {"robots_forbidden": 5}
    assert walked.finished


def test_a_page_of_other_markup_says_what_was_looked_for(tmp_path: Path) -> None:
    bad = f"https://{MAIN}/problem/s2"
    world = World(tmp_path, **{bad: page(b'{"heading": "Sum", "text": "x"}')})
    (rejection,) = world.walk().rejections
    assert (rejection.problem, rejection.reason, rejection.item) == (bad, "markup", "title")
    assert rejection.detail == "title: nothing"
    world.network.replies[bad] = [page(PAGES[bad])]
    assert world.walk().rejections == []


def test_a_parser_that_breaks_costs_its_page(world: World) -> None:
    def broken(request: Request, read: Page, scope: Scope) -> Parsed:
        return Parsed((ProblemText(**{"key": dict[str, Any]()["missing\n"]}),))

    walked = world.walk(with_parsers(problem=broken))
    assert walked.reasons == {"parser_failed": 5}
    assert all("KeyError in test_crawl.py:" in one.detail and "\n" not in one.detail for one in walked.rejections)
    assert len(walked.visits) == len(PAGES)
    asked = world.walk(with_parsers(problem=broken))
    assert asked.reasons == {"parser_failed": 5}
    assert world.walk(offline=True).rejections == []  # the pages are there for the parser that is mended


def test_a_login_wall_is_asked_again_without_conditions(tmp_path: Path) -> None:
    wall, redirected = f"https://{MAIN}/problem/s2", f"https://{MAIN}/problem/s3"
    world = World(tmp_path, **{wall: page(LOGIN_PAGE, etag='"wall"'), redirected: moved("/login")})
    walked = world.walk()
    assert walked.reasons == {"login_needed": 2}
    assert {one.problem for one in walked.rejections} == {wall, redirected}
    world.network.replies[wall] = world.network.replies[redirected] = [page(PAGES[wall])]
    assert world.walk().rejections == []
    assert next(one for one in world.network.log if one.url == wall).headers.get("If-None-Match") is None


def _follow(*requests: Request) -> Any:
    return lambda request, read, scope: Parsed(follow=requests)


@pytest.mark.parametrize(
    "request_, reason",
    [
        (Request("small", "problem", "https://evil.test/x"), "outside_site"),
        (Request("small", "problem", f"https://{MAIN}:8443/x"), "outside_site"),
        (Request("small", "problem", f"https://sub.{MAIN}/x"), "outside_site"),
        (Request("small", "problem", f"https://{MAIN}@evil.test/x"), "bad_address"),
        (Request("small", "problem", "file:///etc/passwd"), "bad_address"),
        (Request("small", "problem", ""), "bad_address"),
        (Request("small", "no such kind", f"https://{MAIN}/x"), "unknown_kind"),
        (Request("another", "problem", f"https://{MAIN}/x"), "unknown_kind"),
    ],
)
def test_requests_that_lead_away_are_told_and_not_made(world: World, request_: Request, reason: str) -> None:
    walked = world.walk(with_parsers(list=_follow(request_, request_)))
    (rejection,) = walked.rejections
    assert (rejection.reason, rejection.problem) == (reason, request_.url)
    assert world.network.pages == [f"https://{API}/list?page=1"]


def test_pages_that_lead_in_circles_end(world: World) -> None:
    first = Request("small", "list", f"https://{API}/list?page=1")
    second = Request("small", "list", f"https://{API}/list?page=2")
    walked = world.walk(with_parsers(list=_follow(first, second)))
    assert len(walked.visits) == 2


def test_two_requests_for_one_address_ask_once_and_read_twice(world: World) -> None:
    url = f"https://{MAIN}/problem/s1"
    twice = _follow(
        *[Request("small", "problem", address, (("key", key),)) for address, key in ((url, "a"), (url + "#x", "b"))]
    )
    walked = world.walk(with_parsers(list=twice))
    assert world.network.pages == [f"https://{API}/list?page=1", url]
    assert {piece.key for visit in walked.visits.values() for piece in visit.parsed.pieces} == {"a", "b"}


def test_a_page_that_was_damaged_on_disk_is_fetched_again(world: World) -> None:
    world.walk(max_requests=30)
    url = f"https://{MAIN}/problem/s1"
    cache = Cache(world.settings.cache)
    entry = cache.find(url)
    assert entry is not None
    next((world.settings.cache / "bodies").rglob(f"{entry.sha256}.gz")).write_bytes(b"not what it was")
    first = world.walk()
    assert url in world.network.pages
    assert len(first.visits) == len(PAGES)


def test_another_scope_begins_a_crawl_of_its_own(world: World) -> None:
    world.walk(max_requests=12)
    walked = world.walk(contests=("1",))
    assert walked.finished
    assert sorted(request.url for request in walked.visits) == sorted(PAGES)


def test_the_rate_holds_from_one_crawl_to_the_next(world: World) -> None:
    world.walk(max_requests=5)
    last = {host: max(one.at for one in world.network.log if f"//{host}/" in one.url) for host in (MAIN, API)}
    world.walk()
    for host in (MAIN, API):
        first = min(one.at for one in world.network.log if f"//{host}/" in one.url)
        assert first - last[host] >= 2.0 - 1e-5


_NEXT = (Request("small", "list", f"https://{API}/list?page=2"),)


@pytest.mark.parametrize(
    "parsed, fixed",
    [
        (Parsed((ProblemText(key="a", title="", description="x"),)), True),
        (Parsed((), _NEXT), True),
        (Parsed(), False),
        (Parsed(rejections=(Rejection("a", "scrape", "markup"),)), False),
        (Parsed(rejections=(Rejection("a", "scrape", "truncated_test"),)), True),
        (Parsed(rejections=(Rejection("a", "scrape", "truncated_test"), Rejection("a", "scrape", "markup"))), False),
    ],
)
def test_what_can_have_changed(parsed: Parsed, fixed: bool) -> None:
    assert stays(SITE, "problem", parsed) is fixed
    assert not stays(SITE, "list", parsed)


def test_a_visit_is_a_request_and_what_came_of_it(world: World) -> None:
    visit = next(iter(world.walk().visits.values()))
    assert isinstance(visit, Visit)
    assert visit.request.kind == "list"
    assert len(visit.parsed.pieces) == 3
