"""A fetcher asks what is allowed, as often as is allowed, and goes where the site is; else it says why not."""

from __future__ import annotations

from email.utils import formatdate
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.addresses import Origins
from pipelines.scrapers.fetching.cookies import Cookie, Cookies
from pipelines.scrapers.fetching.faults import Fault, RequestLimit
from pipelines.scrapers.fetching.fetcher import MOST_REDIRECTS, Fetcher, Known, Manners
from pipelines.scrapers.fetching.pace import Pace
from pipelines.scrapers.fetching.patience import Patience
from pipelines.scrapers.fetching.transfer import Answer
from pipelines.scrapers.records import Page
from tests.pipelines.scrapers.scripted import Network, Reply, moved, page
from tests.pipelines.scrapers.turned_clock import TurnedClock

SITE, OTHER = "https://a.test", "https://b.test"
RATE_S = 2.0
SECRET = "s3cr3t-s3cr3t"
LENT = Cookies((Cookie("session", SECRET, "a.test"),))


class Given:
    """A fetcher of the hosts a.test and b.test before a scripted network."""

    def __init__(self, replies: dict[str, Any], takes_s: float = 0.0, **manners: Any) -> None:
        self.clock = TurnedClock()
        self.network = Network(replies, self.clock, takes_s)
        paces = {host: Pace(RATE_S, self.clock) for host in ("a.test", "b.test")}
        self.fetcher = Fetcher(paces, Manners("codequorum/1 (me@university.edu)", **manners), self.network, self.clock)

    def page(self, url: str) -> Page:
        """The page at an address."""
        found = self.fetcher.fetch(url).page
        assert found is not None
        return found

    def fault(self, url: str) -> Fault:
        """Why there is none."""
        with pytest.raises(Fault) as raised:
            self.fetcher.fetch(url)
        return raised.value


def flaky(*faults: Reply) -> list[Reply]:
    """A page after some failures."""
    return [*faults, page("here")]


def test_a_page_as_it_came() -> None:
    given = Given({f"{SITE}/x": page(b"\xff body", content_type="text/html; charset=latin-1")})
    assert given.page(f"{SITE}/x") == Page(f"{SITE}/x", b"\xff body", "text/html; charset=latin-1", 200)
    assert {one.headers["User-Agent"] for one in given.network.log} == {"codequorum/1 (me@university.edu)"}


@pytest.mark.parametrize(
    "robots, reason",
    [
        (page("User-agent: *\nDisallow: /x"), "robots_forbidden"),
        (page("User-agent: codequorum\nDisallow: /"), "robots_forbidden"),
        (500, "robots_unavailable"),
        (503, "robots_unavailable"),
        (429, "robots_unavailable"),
        (Fault("connection_failed", "refused", passing=True), "robots_unavailable"),
        (moved("https://elsewhere.test/robots.txt"), "robots_unavailable"),
        (moved("/robots.txt"), "robots_unavailable"),
    ],
)
def test_robots_that_forbid(robots: Reply, reason: str) -> None:
    given = Given({f"{SITE}/robots.txt": robots, f"{SITE}/x": page("here")})
    fault = given.fault(f"{SITE}/x")
    assert (fault.reason, fault.settled, fault.passing) == (reason, False, False)
    assert given.network.pages == []
    asked = len(given.network.log)
    given.fault(f"{SITE}/x?again")
    assert len(given.network.log) == asked  # robots.txt is asked for once


@pytest.mark.parametrize(
    "robots",
    [
        404,
        410,
        400,
        401,
        403,
        page(""),
        page("\0\xff nonsense"),
        page("User-agent: other\nDisallow: /"),
        moved(f"{OTHER}/robots.txt"),
    ],
)
def test_robots_that_allow(robots: Reply) -> None:
    given = Given({f"{SITE}/robots.txt": robots, f"{OTHER}/robots.txt": 404, f"{SITE}/x": page("here")})
    assert given.page(f"{SITE}/x").body == b"here"


def test_robots_are_each_hosts_own() -> None:
    given = Given({f"{SITE}/robots.txt": page("User-agent: *\nDisallow: /"), f"{OTHER}/x": page("here")})
    assert given.page(f"{OTHER}/x").body == b"here"
    assert given.fault(f"{SITE}/x").reason == "robots_forbidden"


def test_robots_are_asked_for_anew_the_next_day() -> None:
    given = Given({f"{SITE}/robots.txt": [404, page("User-agent: *\nDisallow: /")], f"{SITE}/x": page("here")})
    given.page(f"{SITE}/x")
    given.clock.pass_s(23 * 3600)
    given.page(f"{SITE}/x")
    given.clock.pass_s(2 * 3600)
    assert given.fault(f"{SITE}/x").reason == "robots_forbidden"


@given(
    st.lists(st.sampled_from([200, 404, 429, 500, "cut", "moved"]), min_size=1, max_size=6),
    st.floats(0, 5),
    st.sampled_from([0.0, 1.0, 7.5]),
)
def test_no_host_is_ever_asked_faster_than_its_rate(kinds: list[Any], takes_s: float, delay_s: float) -> None:
    scripted: dict[str, Any] = {f"{SITE}/robots.txt": page(f"User-agent: *\nCrawl-delay: {delay_s}")}
    special = {200: page("x"), "cut": Fault("body_cut", "", passing=True), "moved": moved("/target")}
    for place, kind in enumerate(kinds):
        scripted[f"{SITE}/{place}"] = [special.get(kind, kind), page("here")]
    scripted[f"{SITE}/target"] = page("target")
    given = Given(scripted, takes_s)
    for place in range(len(kinds)):
        try:
            given.fetcher.fetch(f"{SITE}/{place}")
        except Fault:
            assert kinds[place] == 404
    times = [one.at for one in given.network.log]
    gaps = [later - earlier - takes_s for earlier, later in pairwise(times)]
    assert len(gaps) >= len(kinds)
    assert all(gap >= max(RATE_S, delay_s) - 1e-5 for gap in gaps)


@pytest.mark.parametrize(
    "failure, reason",
    [
        (429, "rate_limited"),
        (403, "forbidden"),
        (500, "server_error"),
        (503, "server_error"),
        (408, "server_error"),
        (Fault("connection_failed", "refused", passing=True), "connection_failed"),
        (Fault("body_cut", "5 bytes of 9", passing=True), "body_cut"),
        (Fault("too_slow", "", passing=True), "too_slow"),
    ],
)
def test_what_may_pass_is_tried_again_and_in_the_end_told(failure: Reply, reason: str) -> None:
    given = Given({f"{SITE}/once": flaky(failure), f"{SITE}/four": flaky(*[failure] * 4), f"{SITE}/ever": failure})
    assert given.page(f"{SITE}/once").body == b"here"
    assert given.page(f"{SITE}/four").body == b"here"
    fault = given.fault(f"{SITE}/ever")
    assert (fault.reason, fault.passing) == (reason, True)
    assert "(tried 5 times)" in fault.detail
    assert given.network.pages == [f"{SITE}/once"] * 2 + [f"{SITE}/four"] * 5 + [f"{SITE}/ever"] * 5


@pytest.mark.parametrize(
    "failure, reason, settled",
    [
        (404, "not_found", True),
        (410, "not_found", True),
        (400, "refused", True),
        (451, "refused", True),
        (401, "login_needed", False),
        (304, "unexpected_status", False),
        (206, "unexpected_status", False),
        (202, "unexpected_status", False),
        (Fault("too_large", "", settled=True), "too_large", True),
        (Fault("tls_failed", "", settled=False), "tls_failed", False),
    ],
)
def test_what_will_not_pass_is_not_tried_again(failure: Reply, reason: str, settled: bool) -> None:
    given = Given({f"{SITE}/x": flaky(failure)})
    fault = given.fault(f"{SITE}/x")
    assert (fault.reason, fault.settled, fault.passing) == (reason, settled, False)
    assert len(given.network.pages) == 1


def test_waits_grow_and_are_the_same_for_the_same_seed() -> None:
    def waits(seed: int) -> list[float]:
        given = Given({f"{SITE}/x": 500}, seed=seed, patience=Patience(tries=7, first_wait_s=10.0))
        given.fault(f"{SITE}/x")
        return [wait for wait in given.clock.slept if wait > RATE_S]

    assert waits(1) == waits(1) != waits(2)
    found = waits(1)
    assert len(found) == 6
    for step, wait in enumerate(found):
        assert 5 * 2**step <= wait <= 15 * 2**step


@pytest.mark.parametrize("how", ["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503, 403])
def test_who_says_when_to_come_again_is_obeyed(status: int, how: str) -> None:
    given = Given({})
    when = "300" if how == "seconds" else formatdate(given.clock.time() + 400, usegmt=True)
    given.network.replies[f"{SITE}/x"] = flaky(Answer(status, {"retry-after": when}))
    given.page(f"{SITE}/x")
    first, second = [one.at for one in given.network.log if one.url == f"{SITE}/x"]
    assert second - first >= (300 if how == "seconds" else 390)


def test_who_says_to_come_again_in_a_year_is_left() -> None:
    given = Given({f"{SITE}/x": flaky(Answer(429, {"retry-after": "31536000"}))})
    fault = given.fault(f"{SITE}/x")
    assert "asked to wait 31536000 s" in fault.detail
    assert len(given.network.pages) == 1
    assert sum(given.clock.slept) < 10


def test_redirects_within_the_site_are_followed_to_the_page() -> None:
    given = Given({f"{SITE}/x": moved("/y?z=1", 301), f"{SITE}/y?z=1": moved(f"{OTHER}/z", 308), f"{OTHER}/z": page("here")})
    assert given.page(f"{SITE}/x").url == f"{OTHER}/z"
    assert f"{OTHER}/robots.txt" in [one.url for one in given.network.log]


@pytest.mark.parametrize(
    "location, reason",
    [
        ("https://evil.test/?token=s3cr3t", "redirect_away"),
        ("//evil.test/x", "redirect_away"),
        ("https://a.test:8443/x", "redirect_away"),
        ("https://a.test@evil.test/", "redirect_away"),
        ("ftp://a.test/x", "redirect_away"),
        ("file:///etc/passwd", "redirect_away"),
        ("http://[", "redirect_away"),
        ("https://sub.a.test/", "redirect_away"),
        ("/x", "redirect_loop"),
        ("", "redirect_loop"),
        ("/login?back=s3cr3t", "login_needed"),
        ("/enter", "login_needed"),
        ("/users/sign_in", "login_needed"),
        ("https://sso.elsewhere.test/auth/", "login_needed"),
        ("/forbidden/x", "robots_forbidden"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, reason: str) -> None:
    given = Given({f"{SITE}/x": moved(location), f"{SITE}/robots.txt": page("User-agent: *\nDisallow: /forbidden")})
    fault = given.fault(f"{SITE}/x")
    assert fault.reason == reason
    assert "s3cr3t" not in fault.detail
    assert len(given.network.pages) <= MOST_REDIRECTS + 1
    assert {one.url.partition("/")[2][:7] for one in given.network.log} == {"/a.test"}


def test_a_login_page_that_was_asked_for_is_a_page() -> None:
    given = Given({f"{SITE}/enter": moved("/enter/"), f"{SITE}/enter/": page("here"), f"{SITE}/center": page("there")})
    assert given.page(f"{SITE}/enter").body == b"here"
    assert given.page(f"{SITE}/center").body == b"there"


def test_a_page_asked_for_in_secret_is_not_asked_for_in_the_clear() -> None:
    given = Given({f"{SITE}/x": moved("http://a.test/y"), f"{SITE}/y": page("here")}, cookies=LENT)
    assert given.page(f"{SITE}/x").url == f"{SITE}/y"
    assert all(one.url.startswith("https:") for one in given.network.log)


def test_a_page_that_is_known_is_asked_for_under_its_conditions() -> None:
    given = Given(
        {f"{SITE}/x": page("old", etag='"1"', last_modified="Wed, 21 Oct 2015 07:28:00 GMT"), f"{SITE}/y": moved("/x")}
    )
    first = given.fetcher.fetch(f"{SITE}/y")
    assert first.page is not None
    known = Known(first.page.url, first.etag, first.last_modified)
    assert given.fetcher.fetch(f"{SITE}/y", known).page is None
    asked = given.network.log[-2:]
    assert "If-None-Match" not in asked[0].headers  # that is the page that redirects
    assert asked[1].headers["If-None-Match"] == '"1"'
    assert asked[1].headers["If-Modified-Since"] == "Wed, 21 Oct 2015 07:28:00 GMT"
    given.network.replies[f"{SITE}/x"] = [page("new", etag='"2"')]
    second = given.fetcher.fetch(f"{SITE}/y", known)
    assert (second.page and second.page.body, second.etag, second.last_modified) == (b"new", '"2"', "")


@pytest.mark.parametrize("most", range(1, 7))
def test_no_request_beyond_the_limit(most: int) -> None:
    replies = {f"{SITE}/x": [500, 500, moved("/y")], f"{SITE}/y": page("there")}
    given = Given(replies, most_requests=most)
    if most < 5:  # robots.txt, three times /x, /y
        with pytest.raises(RequestLimit, match=f"{most} requests"):
            given.fetcher.fetch(f"{SITE}/x")
        with pytest.raises(RequestLimit):
            given.fetcher.fetch(f"{SITE}/y")
    else:
        assert given.page(f"{SITE}/x").body == b"there"
    assert len(given.network.log) == min(most, 5)


def test_a_cookie_goes_to_its_host_alone_and_shows_nowhere() -> None:
    given = Given(
        {
            f"{SITE}/x": page(f"you are {SECRET}", etag=f'"{SECRET}"', content_type=f"text/html; x={SECRET}"),
            f"{SITE}/moved": moved(f"/y;id={SECRET}"),
            f"{SITE}/y;id={SECRET}": page("here"),
            f"{SITE}/lost": moved(f"https://evil.test/{SECRET}"),
            f"{OTHER}/x": page("other"),
        },
        cookies=LENT,
    )
    shown = [given.fetcher.fetch(f"{SITE}/x"), given.fetcher.fetch(f"{SITE}/moved"), given.fault(f"{SITE}/lost").detail]
    given.page(f"{OTHER}/x")
    assert SECRET not in repr(shown)
    assert SECRET not in repr(given.fetcher.counts)
    for one in given.network.log:
        assert ("Cookie" in one.headers) is one.url.startswith(SITE)


@pytest.mark.parametrize(
    "origin, lent", [("http://127.0.0.1:81", True), ("http://[::1]:81/p", True), ("https://mirror.test", False)]
)
def test_a_stand_in_gets_cookies_only_on_this_machine(origin: str, lent: bool) -> None:
    given = Given({f"{origin}/x": page("here")}, cookies=LENT, origins=Origins.of({"a.test": origin}))
    assert given.page(f"{SITE}/x").url == f"{SITE}/x"
    assert {one.url for one in given.network.log} == {f"{origin}/x", f"{origin}/robots.txt"}
    assert ("Cookie" in given.network.log[-1].headers) is lent


def test_a_stand_ins_redirects_are_the_real_sites() -> None:
    origins = Origins.of({"a.test": "http://127.0.0.1:81", "b.test": "http://127.0.0.1:82"})
    replies = {
        "http://127.0.0.1:81/x": moved("/y"),
        "http://127.0.0.1:81/y": moved("http://127.0.0.1:82/z"),
        "http://127.0.0.1:82/z": moved("https://a.test/w"),
        "http://127.0.0.1:81/w": page("here"),
    }
    given = Given(replies, origins=origins)
    assert given.page(f"{SITE}/x").url == f"{SITE}/w"


def test_everything_is_counted() -> None:
    given = Given({f"{SITE}/x": flaky(500, 429), f"{SITE}/y": 404})
    given.page(f"{SITE}/x")
    given.fault(f"{SITE}/y")
    assert given.fetcher.counts == {
        "requests": 5, "retries": 2, "bytes": 4, "status 404": 2, "status 500": 1, "status 429": 1, "status 200": 1
    }  # fmt: skip
