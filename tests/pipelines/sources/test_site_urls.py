"""Addresses: the site by the host alone, and a place on Codeforces only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.site_urls import codeforces_place, site_of
from schemas.problem import Source


@pytest.mark.parametrize(
    "url, source",
    [
        ("https://codeforces.com/problemset/problem/1/A", Source.CODEFORCES),
        ("http://www.codeforces.com/", Source.CODEFORCES),
        ("https://www.codechef.com/problems/X", Source.CODECHEF),
        ("https://atcoder.jp/contests/abc001/tasks/abc001_1", Source.ATCODER),
        ("https://onlinejudge.u-aizu.ac.jp/problems/1", Source.AIZU),
        ("https://www.hackerearth.com/problem/x/", Source.HACKEREARTH),
        ("https://leetcode.com/problems/x", Source.UNKNOWN_SOURCE),
        ("https://evil.example/?codeforces.com", Source.UNKNOWN_SOURCE),
        ("https://notcodeforces.com/", Source.UNKNOWN_SOURCE),
        ("codeforces.com", Source.UNKNOWN_SOURCE),
        ("https://[codeforces.com", Source.UNKNOWN_SOURCE),
        ("", Source.UNKNOWN_SOURCE),
    ],
)
def test_sites(url: str, source: Source) -> None:
    assert site_of(url) is source


@given(st.integers(1, 10**9 - 1), st.sampled_from(["A", "B1", "F"]))
def test_places_on_codeforces(contest: int, index: str) -> None:
    for path in (
        f"problemset/problem/{contest}/{index}",
        f"contest/{contest}/problem/{index}/",
        f"gym/{contest}/problem/{index}",
    ):
        assert codeforces_place(f"https://codeforces.com/{path}") == (contest, index)
        assert codeforces_place(f"https://atcoder.jp/{path}") == (0, "")
    assert codeforces_place(f"https://codeforces.com/blog/{contest}") == (0, "")


@given(st.text())
def test_any_text_is_an_address_or_none(url: str) -> None:
    assert site_of(url) in Source
    assert codeforces_place(url)[0] >= 0
