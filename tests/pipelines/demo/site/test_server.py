"""Over the wire: hosts, redirects, each fault as a client meets it, many clients at once, an end that waits for nobody."""

from __future__ import annotations

import http.client
import threading
import time
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from pipelines.demo.site.desk import BY_HOST
from pipelines.demo.site.faults import MEBIBYTE, Fault, Faults
from pipelines.demo.site.server import Sites, serve
from tests.pipelines.demo.site.asking import get

HOST, PAGE = "codeforces.com", "/contest/1409/problem/A"
PRACTICE = "/practice/algorithms/demo/medium/practice-problems/algorithm/ferry-capacity"


def fetch(sites: Sites, target: str, host: str = HOST, **headers: str) -> requests.Response:
    wanted = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(sites.url(host, target), headers=wanted, allow_redirects=False, timeout=10)


def broken(target: str, fault: Fault) -> Faults:
    return Faults(at={HOST + target: (fault,)}, retry_after_s=0, pause_s=0.001, bomb_bytes=8 * MEBIBYTE)


def test_every_host_has_a_port_of_its_own_on_loopback() -> None:
    with serve() as sites:
        assert set(sites.origins) == set(BY_HOST)
        assert len(set(sites.origins.values())) == len(BY_HOST)
        assert {urlsplit(origin).hostname for origin in sites.origins.values()} == {"127.0.0.1"}
        for host in BY_HOST:
            assert fetch(sites, "/robots.txt", host).text == BY_HOST[host].robots
        assert [one.host for one in sites.log] == list(BY_HOST)


def test_a_real_host_named_in_the_request_is_answered_on_every_port() -> None:
    with serve() as sites:
        answer = fetch(sites, "/contests/archive", HOST, Host="atcoder.jp")
        assert answer.content == get("atcoder.jp", "/contests/archive").body
        assert fetch(sites, "/contests/archive", HOST, Host="ATCODER.JP:443").status_code == 200
        assert fetch(sites, "/contests/archive", HOST, Host="example.org").status_code == 404
        assert [one.host for one in sites.log] == ["atcoder.jp", "atcoder.jp", HOST]


def test_pages_come_packed_and_are_not_sent_twice() -> None:
    with serve() as sites:
        first = fetch(sites, PAGE)
        assert (first.status_code, first.headers["Content-Encoding"]) == (200, "gzip")
        assert first.content == get(HOST, PAGE).body
        again = fetch(sites, PAGE, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        dated = fetch(sites, PAGE, If_Modified_Since=first.headers["Last-Modified"])
        assert dated.status_code == 304
        assert [one.status for one in sites.log] == [200, 304, 304]
        assert sites.log[0].user_agent.startswith("python-requests/")


def test_redirects_stay_on_the_port_or_within_the_real_host() -> None:
    with serve() as sites:
        short = fetch(sites, PRACTICE, "www.hackerearth.com")
        assert (short.status_code, short.headers["Location"]) == (301, PRACTICE + "/")
        real = fetch(sites, PRACTICE, HOST, Host="www.hackerearth.com")
        assert real.headers["Location"] == f"https://www.hackerearth.com{PRACTICE}/"
        followed = requests.get(sites.url("www.hackerearth.com", PRACTICE), timeout=10)
        assert followed.status_code == 200


def test_head_has_the_headers_and_no_body_and_the_connection_goes_on() -> None:
    with serve() as sites:
        line = http.client.HTTPConnection(urlsplit(sites.origins[HOST]).netloc, timeout=10)
        line.request("HEAD", PAGE)
        head = line.getresponse()
        assert (head.status, head.read()) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(get(HOST, PAGE).body)
        line.request("GET", PAGE)
        assert line.getresponse().read() == get(HOST, PAGE).body
        line.close()


def test_a_form_is_answered_as_a_query() -> None:
    with serve() as sites:
        number = str(sites.catalogue.entries[0].submissions[0].number)
        posted = requests.post(sites.url(HOST, "/data/submitSource"), data={"submissionId": number}, timeout=10)
        assert posted.json() == fetch(sites, f"/data/submitSource?submissionId={number}").json()


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.TOO_MANY, 429), (Fault.FORBIDDEN, 403), (Fault.SERVER_ERROR, 500), (Fault.LOGIN_WALL, 302)]
)
def test_a_refusal_is_a_status_and_the_next_attempt_is_well(fault: Fault, status: int) -> None:
    with serve(faults=broken(PAGE, fault)) as sites:
        refused = fetch(sites, PAGE)
        assert refused.status_code == status
        assert refused.headers.get("Retry-After") == ("0" if fault is Fault.TOO_MANY else None)
        assert refused.headers.get("Location") == ("/enter" if fault is Fault.LOGIN_WALL else None)
        assert fetch(sites, PAGE).content == get(HOST, PAGE).body
        assert [(one.attempt, one.fault) for one in sites.log] == [(1, fault), (2, None)]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.LONG_LENGTH])
def test_a_body_that_ends_too_early_breaks_the_connection(fault: Fault) -> None:
    with serve(faults=broken(PAGE, fault)) as sites:
        with pytest.raises(requests.RequestException):
            fetch(sites, PAGE)
        assert fetch(sites, PAGE).content == get(HOST, PAGE).body


def test_a_length_too_short_loses_the_end_and_nothing_says_so() -> None:
    with serve(faults=broken(PAGE, Fault.SHORT_LENGTH)) as sites:
        whole = get(HOST, PAGE).body
        lost = fetch(sites, PAGE, Accept_Encoding="identity")
        assert lost.status_code == 200
        assert lost.content == whole[: len(whole) * 3 // 4]
        assert fetch(sites, PAGE).content == whole


def test_a_slow_page_is_whole_in_the_end() -> None:
    with serve(faults=broken(PAGE, Fault.SLOW)) as sites:
        assert fetch(sites, PAGE).content == get(HOST, PAGE).body


def test_a_redirect_loop_has_no_end_until_the_attempts_are_over() -> None:
    with serve(faults=Faults(always={f"{HOST}{PAGE}": Fault.REDIRECT_LOOP})) as sites:
        with pytest.raises(requests.TooManyRedirects):
            requests.get(sites.url(HOST, PAGE), timeout=10)
        assert {one.status for one in sites.log} == {302}


def test_a_bomb_is_small_on_the_wire() -> None:
    with serve(faults=broken(PAGE, Fault.BOMB)) as sites:
        line = http.client.HTTPConnection(urlsplit(sites.origins[HOST]).netloc, timeout=10)
        line.request("GET", PAGE)
        answer = line.getresponse()
        packed = answer.read()
        line.close()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(packed) < 20_000
        assert len(zlib.decompress(packed, zlib.MAX_WBITS | 16)) == 8 * MEBIBYTE


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.CHANGED_MARKUP, Fault.CUT_TESTS])
def test_a_wrong_page_is_a_200(fault: Fault) -> None:
    with serve(faults=broken(PAGE, fault)) as sites:
        wrong = fetch(sites, PAGE)
        assert wrong.status_code == 200
        assert wrong.content != get(HOST, PAGE).body
        assert fetch(sites, PAGE).content == get(HOST, PAGE).body


def test_many_clients_at_once_each_get_their_own_page_and_all_are_logged() -> None:
    with serve(problems=60) as sites:
        targets = [f"/contest/{entry.contest}/problem/{entry.index}" for entry in sites.catalogue.entries] * 3
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda target: fetch(sites, target), targets))
        for target, answer in zip(targets, answers, strict=True):
            assert answer.content == get(HOST, target, sites.catalogue).body
        assert Counter(one.target for one in sites.log) == Counter(targets)
        assert sorted(one.attempt for one in sites.log) == sorted([1, 2, 3] * 60)


def test_two_servers_know_nothing_of_one_another() -> None:
    with serve(faults=broken(PAGE, Fault.SERVER_ERROR)) as bad, serve() as good:
        assert fetch(good, PAGE).status_code == 200
        assert fetch(bad, PAGE).status_code == 500
        assert (len(good.log), len(bad.log)) == (1, 1)


def test_the_end_does_not_wait_for_a_slow_reply_or_an_idle_connection() -> None:
    others = set(threading.enumerate())
    with serve(faults=Faults(always={"*": Fault.SLOW}, pause_s=60.0)) as sites:
        slow = http.client.HTTPConnection(urlsplit(sites.origins[HOST]).netloc, timeout=10)
        slow.request("GET", PAGE)
        idle = http.client.HTTPConnection(urlsplit(sites.origins[HOST]).netloc, timeout=10)
        idle.connect()
        answer = slow.getresponse()
        assert answer.read(10)
        before = time.monotonic()
    assert time.monotonic() - before < 5
    with pytest.raises((http.client.HTTPException, OSError)):
        fetch(sites, PAGE)
    slow.close()
    idle.close()
    until = time.monotonic() + 5
    while not set(threading.enumerate()) <= others and time.monotonic() < until:
        time.sleep(0.01)
    assert set(threading.enumerate()) <= others


def test_a_port_that_is_taken_is_said() -> None:
    with serve() as sites, pytest.raises(OSError, match="in use"), serve(port=urlsplit(sites.origins[HOST]).port or 0):
        pass
