"""What the transport adds: validators, 304, gzip, robots.txt, the log."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.demo.site.desk import BY_HOST, LOOKS, Desk, Settings
from pipelines.demo.site.faults import Fault, Faults, Reply
from tests.pipelines.demo.site.asking import CORPUS, get

HOST, PAGE = "codeforces.com", "/contest/1409/problem/A"


def desk(faults: Faults | None = None, **robots: str) -> Desk:
    return Desk(Settings(CORPUS, faults or Faults(), 100, {host.replace("_", "."): text for host, text in robots.items()}))


def header(reply: Reply, name: str) -> str | None:
    return dict(reply.headers).get(name)


def test_hosts_belong_to_one_look_each() -> None:
    hosts = [host for look in LOOKS for host in look.hosts]
    assert len(set(hosts)) == len(hosts) == len(BY_HOST)


def test_a_page_is_the_look_s_own_and_comes_with_validators() -> None:
    reply = desk().reply(HOST, "GET", PAGE, {})
    assert (reply.status, reply.body) == (200, get(HOST, PAGE).body)
    assert header(reply, "Content-Type") == "text/html; charset=utf-8"
    assert header(reply, "Content-Encoding") is None
    when = parsedate_to_datetime(header(reply, "Last-Modified") or "")
    assert when.date() == CORPUS.contests[1].start.date()
    other = desk().reply(HOST, "GET", "/contest/1409/problem/B", {})
    assert header(other, "ETag") != header(reply, "ETag") == header(desk().reply(HOST, "GET", PAGE, {}), "ETag")


def test_gzip_only_for_those_who_accept_it() -> None:
    reply = desk().reply(HOST, "GET", PAGE, {"accept-encoding": "br, gzip"})
    assert header(reply, "Content-Encoding") == "gzip"
    assert gzip.decompress(reply.body) == get(HOST, PAGE).body
    assert header(desk().reply(HOST, "GET", PAGE, {"accept-encoding": "br"}), "Content-Encoding") is None


def test_304_for_who_has_the_page_and_for_nobody_else() -> None:
    first = desk().reply(HOST, "GET", PAGE, {})
    tag, when = header(first, "ETag") or "", header(first, "Last-Modified") or ""
    same = [{"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-none-match": "*"}, {"if-modified-since": when}]
    for headers in same:
        reply = desk().reply(HOST, "GET", PAGE, headers)
        assert (reply.status, reply.body, header(reply, "ETag")) == (304, b"", tag)
    for headers in (
        {"if-none-match": '"x"'},
        {"if-none-match": '"x"', "if-modified-since": when},  # the tag goes before the date
        {"if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT"},
        {"if-modified-since": "yesterday"},
    ):
        assert desk().reply(HOST, "GET", PAGE, headers).status == 200
    assert desk().reply(HOST, "GET", "/no/such/page", {"if-none-match": "*"}).status == 404


def test_a_fault_is_seen_even_by_who_has_the_page() -> None:
    tag = header(desk().reply(HOST, "GET", PAGE, {}), "ETag") or ""
    plan = Faults(at={f"{HOST}{PAGE}": (Fault.GARBAGE, Fault.CUT)})
    misbehaving = desk(plan)
    headers = {"if-none-match": tag, "accept-encoding": "gzip"}
    garbage, cut, well = (misbehaving.reply(HOST, "GET", PAGE, headers) for _ in range(3))
    assert (garbage.status, header(garbage, "Content-Encoding"), header(garbage, "ETag")) == (200, None, None)
    assert (cut.status, header(cut, "Content-Encoding")) == (200, "gzip")
    assert well.status == 304


def test_cut_tests_change_the_page_and_its_tag() -> None:
    cut = desk(Faults(always={"*": Fault.CUT_TESTS})).reply(HOST, "GET", PAGE, {})
    well = desk().reply(HOST, "GET", PAGE, {})
    assert cut.status == 200
    assert b"..." in cut.body
    assert header(cut, "ETag") != header(well, "ETag")


@pytest.mark.parametrize("host", BY_HOST)
def test_robots_are_the_look_s_or_what_is_given(host: str) -> None:
    own = desk().reply(host, "GET", "/robots.txt", {})
    assert (own.status, own.body.decode()) == (200, BY_HOST[host].robots)
    assert own.body.startswith(b"User-agent: *\n")
    closed = Desk(Settings(CORPUS, Faults(), 100, {host: "User-agent: *\nDisallow: /\n"}))
    assert closed.reply(host, "GET", "/robots.txt", {}).body == b"User-agent: *\nDisallow: /\n"


def test_the_log_tells_every_request_in_order_with_its_attempt_and_fault() -> None:
    counter = desk(Faults(at={f"{HOST}/api/*": (Fault.TOO_MANY,)}))
    for target in ("/api/contest.list", "/api/contest.list", "/nothing", "/robots.txt"):
        counter.reply(HOST, "GET", target, {"user-agent": "somebody/1.0 (mail@example.org)"})
    counter.reply("atcoder.jp", "HEAD", "/robots.txt", {})
    assert [(one.host, one.method, one.target, one.status, one.attempt, one.fault) for one in counter.log] == [
        (HOST, "GET", "/api/contest.list", 429, 1, Fault.TOO_MANY),
        (HOST, "GET", "/api/contest.list", 200, 2, None),
        (HOST, "GET", "/nothing", 404, 1, None),
        (HOST, "GET", "/robots.txt", 200, 1, None),
        ("atcoder.jp", "HEAD", "/robots.txt", 200, 1, None),
    ]
    assert [one.user_agent for one in counter.log] == ["somebody/1.0 (mail@example.org)"] * 4 + [""]
    times = [one.at for one in counter.log]
    assert times == sorted(times)


@settings(deadline=None)
@given(st.sampled_from(sorted(BY_HOST)), st.from_regex(r"/[!-~]{0,40}", fullmatch=True))
def test_whatever_is_asked_for_there_is_a_reply(host: str, target: str) -> None:
    assert desk().reply(host, "GET", target, {}).status in (200, 301, 302, 400, 404)
