"""robots.txt as RFC 9309 has it: groups, the longest match, wildcards, percent-encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.robots import LONGEST_DELAY_S, MOST_BYTES, matches, normal, parse

SITE = "https://a.test"


def allowed(text: str, path: str, product: str = "codequorum") -> bool:
    """Whether a file lets us ask for a path."""
    return parse(text.encode(), product).allows(SITE + path)


@pytest.mark.parametrize(
    "rules, path, fine",
    [
        ("Disallow: /", "/a", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/b/c", True),  # the longest, not the first
        ("Disallow: /a/b\nAllow: /a", "/a/b", False),
        ("Allow: /page\nDisallow: /page", "/page", True),  # of equals the allowance
        ("Disallow: /page\nAllow: /page", "/page", True),
        ("Disallow: /*.pdf$", "/x/a.pdf", False),
        ("Disallow: /*.pdf$", "/x/a.pdf?b", True),
        ("Disallow: /*?order=", "/list?page=2&order=x", True),
        ("Disallow: /*?order=", "/list?order=x", False),
        ("Disallow: /*order=", "/list?page=2&order=x", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*b*c", "/a1b2c3", False),
        ("Disallow: /a*b*c", "/a1c2b3", True),
        ("Disallow: /A", "/a", True),
        ("Disallow: /%7Eada/", "/~ada/x", False),
        ("Disallow: /~ada/", "/%7eada/x", False),
        ("Disallow: /ä", "/%C3%A4/x", False),
        ("Disallow: /%c3%a4", "/ä", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: / # all of it", "/a", False),
        ("Disallow: /", "/robots.txt", True),
        ("disALLOW : /a", "/a", False),
        ("no colon\nDisallow: /a\nSitemap: https://a.test/x", "/a", False),
    ],
)
def test_rules(rules: str, path: str, fine: bool) -> None:
    assert allowed(f"User-agent: *\n{rules}\n", path) is fine


def test_a_group_that_names_us_goes_before_the_one_for_everybody() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: CodeQuorum\nDisallow: /private\n"
    assert allowed(text, "/a")
    assert not allowed(text, "/private/a")
    assert not allowed(text, "/a", "other")


def test_groups_of_one_name_count_together() -> None:
    text = "User-agent: codequorum\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: codequorum/2.0\nDisallow: /b\n"
    assert [allowed(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_names_one_after_another_share_the_rules_whatever_stands_between() -> None:
    text = "User-agent: x\n\nCrawl-delay: 3\nUser-agent: codequorum\n\n# a comment\nDisallow: /\n"
    assert not allowed(text, "/a")
    assert not allowed(text, "/a", "x")
    assert allowed(text, "/a", "y")


def test_rules_before_any_name_are_nobodys() -> None:
    assert allowed("Disallow: /\nUser-agent: x\nDisallow: /\n", "/a")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_and_a_byte_order_mark(end: str) -> None:
    text = "\ufeff" + end.join(["User-agent: *", "Disallow: /a", ""])
    assert not allowed(text, "/a")


@pytest.mark.parametrize(
    "value, delay", [("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("nan", 0.0), ("inf", 0.0), ("x", 0.0), ("1e9", LONGEST_DELAY_S)]
)
def test_crawl_delay(value: str, delay: float) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {value}".encode(), "codequorum").crawl_delay_s == delay
    assert parse(f"User-agent: x\nCrawl-delay: {value}".encode(), "codequorum").crawl_delay_s == 0.0


def test_of_an_endless_file_the_beginning_counts() -> None:
    begin = b"User-agent: *\nDisallow: /a\n"
    content = begin + b"#" * (MOST_BYTES - len(begin) - 1) + b"\nDisallow: /b\n"
    assert not parse(content, "codequorum").allows(f"{SITE}/a")
    assert parse(content, "codequorum").allows(f"{SITE}/b")


@given(st.binary(max_size=300))
def test_no_file_breaks_it(content: bytes) -> None:
    assert parse(b"User-agent: *\n" + content, "codequorum").allows(f"{SITE}/robots.txt")


paths = st.text(st.sampled_from("ab/*$?%"), max_size=12).map("/".__add__)


@given(paths, paths)
def test_matching_is_that_of_the_regular_expression(pattern: str, target: str) -> None:
    import re

    body = pattern.removesuffix("$")
    expression = ".*".join(re.escape(piece) for piece in body.split("*"))
    expected = (re.fullmatch if pattern.endswith("$") else re.match)(expression, target, re.DOTALL)
    assert matches(pattern, target) is (expected is not None)


@given(st.text(max_size=20).filter(lambda text: text.isprintable()))
def test_writing_in_one_way_is_idempotent(path: str) -> None:
    assert normal(normal(path)) == normal(path)


def test_matching_takes_no_time_that_a_file_can_blow_up() -> None:
    assert not matches("/" + "a*" * 2000 + "c$", "/" + "a" * 20000 + "b")
