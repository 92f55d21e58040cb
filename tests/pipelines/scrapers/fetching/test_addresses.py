"""Addresses are compared in one way of writing; origins stand in for hosts and are never seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.addresses import AddressError, Origins, host_of, is_loopback, plain, without_query


@pytest.mark.parametrize(
    "url, same",
    [
        ("HTTPS://A.Test/x", "https://a.test/x"),
        ("https://a.test:443", "https://a.test/"),
        ("http://a.test:80/?q#part", "http://a.test/?q"),
        ("https://a.test:8443/X?Y=Z", "https://a.test:8443/X?Y=Z"),
        ("https://a.test./x", "https://a.test/x"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_one_way_of_writing(url: str, same: str) -> None:
    assert plain(url) == same
    assert plain(same) == same


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.test/x",
        "ftp://a.test/",
        "file:///etc/passwd",
        "https:///x",
        "https://ada@a.test/",
        "https://a.test@evil.test/",
        "https://a.test:99999/",
        "https://a.test:x/",
        "https://a.test/\r\nX: y",
        "https://a.test/a b",
        "https://a.test\\@evil.test/",
        "https://[::1/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_page_is_refused_and_quoted(url: str) -> None:
    with pytest.raises(AddressError, match="is not the http") as error:
        plain(url)
    assert "\n" not in str(error.value)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        url = plain(f"https://{text}")
    except AddressError:
        return
    assert plain(url) == url
    assert host_of(url) in url


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9:80", "localhost:8000", "[::1]:5"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["a.test", "10.0.0.1", "128.0.0.1:80", "localhost.evil.test", "127.0.0.1.evil.test", ""])
def test_elsewhere(host: str) -> None:
    assert not is_loopback(host)


ORIGINS = Origins.of(
    {"a.test": "http://127.0.0.1:81", "b.test": "http://127.0.0.1:82/mirror/b", "c.test": "http://127.0.0.1:81"}
)


@pytest.mark.parametrize(
    "url", ["https://a.test/x/y?z=1", "https://b.test/", "http://b.test/x", "https://c.test/?q", "https://d.test/x"]
)
def test_what_is_sent_comes_back_as_it_was(url: str) -> None:
    sent = ORIGINS.sent(url)
    assert ("127.0.0.1" in sent) is ("d.test" not in url)
    assert ORIGINS.target(url, sent) == url


@pytest.mark.parametrize(
    "location, target",
    [
        ("/y", "https://b.test/y"),
        ("y?z", "https://b.test/x/y?z"),
        ("http://127.0.0.1:82/mirror/b/y", "https://b.test/y"),
        ("http://127.0.0.1:82/mirror/b", "https://b.test/"),
        ("http://127.0.0.1:81/y", "https://a.test/y"),
        ("https://a.test/y", "https://a.test/y"),
        ("//evil.test/y", "http://evil.test/y"),
        ("http://127.0.0.1:82/mirror/bad", "http://127.0.0.1:82/mirror/bad"),
    ],
)
def test_redirects_are_mapped_back(location: str, target: str) -> None:
    relative = location == "/y"  # to a mirror that lies below a path, its own paths begin there
    assert ORIGINS.target("https://b.test/x/1", "/mirror/b/y" if relative else location) == target


@pytest.mark.parametrize(
    "host, origin", [("a.test", "127.0.0.1:80"), ("a.test", "http://h/?q"), ("a.test/x", "http://h"), ("A.test", "http://h")]
)
def test_bad_origins(host: str, origin: str) -> None:
    with pytest.raises(AddressError):
        Origins.of({host: origin})


def test_messages_show_no_query_and_nobodys_password() -> None:
    assert without_query("https://ada:secret@a.test/x?token=secret#secret") == "https://a.test/x"
