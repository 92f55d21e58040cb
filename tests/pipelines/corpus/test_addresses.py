"""E-mail addresses and passwords of URLs: people's are masked, what only looks like one stays."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus.addresses import mask_addresses

_locals = st.from_regex(r"[a-z0-9][a-z0-9._%+-]{0,20}", fullmatch=True).filter(lambda one: one not in ("git", "hg", "svn"))
_domains = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z0-9]{1,8}){0,2}\.(com|org|de|ac\.uk)", fullmatch=True).filter(
    lambda one: (
        not any(word in one for word in ("example", "test", "local", "domain", "company", "email", "foo", "bar", "invalid"))
    )
)


def masked(text: str) -> tuple[str, Counter[str]]:
    """A text with its addresses masked, and how many."""
    counts: Counter[str] = Counter()
    return mask_addresses(text.encode(), counts).decode(), counts


@given(_locals, _domains, st.sampled_from([("", ""), ("<", ">"), ("# by ", "\n"), ("'", "'"), ("mailto:", "?x"), ("é ", ".")]))
def test_an_address_is_masked_and_nothing_around_it(local: str, domain: str, around: tuple[str, str]) -> None:
    before, after = around
    assert masked(f"{before}{local}@{domain}{after}") == (f"{before}<EMAIL>{after}", {"EMAIL": 1})


@given(st.text("ab.@:/-<> 1comde", max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    once, _ = masked(text)
    assert masked(once) == (once, Counter())


@given(st.lists(st.tuples(_locals, _domains), min_size=1, max_size=5))
def test_all_of_them_are(found: list[tuple[str, str]]) -> None:
    text, counts = masked(", ".join(f"{local}@{domain}" for local, domain in found))
    assert text == ", ".join(["<EMAIL>"] * len(found))
    assert counts == {"EMAIL": len(found)}


@pytest.mark.parametrize(
    "text",
    [
        "@app.route",
        "@",
        "user@example.com",
        "me@mail.example.org",
        "a@localhost",
        "git@github.com:owner/name.git",
        "y = a@b.reshape(2)",
        "y = a@b.at[0]",
        "icon@2x.png",
        "lodash@4.17.21",
        "x @y.com",
        "hmac-sha2-256-etm@openssh.com",
        "A@b.T",
        "@scope/package.js",
        "`@param.name`",
        "name@domain.zzzz",
    ],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    assert masked(text) == (text, Counter())


@pytest.mark.parametrize(
    "url", ["postgres://ada:{}@db:5432/x", "https://ada:{}@git.acme.com/a", "amqp://ada:{}@[::1]/", "redis://:{}@h"]
)
def test_a_password_in_a_url_is_masked_alone(url: str) -> None:
    assert masked(url.format("hunter2!")) == (url.format("<URL_PASSWORD>"), {"URL_PASSWORD": 1})


@pytest.mark.parametrize("password", ["password", "{password}", "$PASS", "%s", "<pw>", "ada", "***", "xx"])
def test_what_stands_for_a_password_stays(password: str) -> None:
    url = f"postgres://ada:{password}@db.acme.com/x"
    text, counts = masked(url)
    assert counts["URL_PASSWORD"] == 0
    assert f":{password}@" in text or counts["EMAIL"]


def test_a_very_long_local_part_does_not_take_long() -> None:
    text, _ = masked("a" * 300_000 + "@acme.com " + "@" * 200_000)
    assert text.endswith("@" * 200_000)
