"""Lists with pages hold each thing exactly once, whatever the size of a page, and end."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.demo.site.catalogue import Catalogue, catalogue
from pipelines.demo.site.looks import aizu, codechef, hackerearth, kattis
from pipelines.demo.site.looks.atcoder_words import screen_name
from tests.pipelines.demo.site.asking import CORPUS, ask, get, soup, value

Names = list[str]
Read = Callable[[Catalogue, int, int], Names]
"""The names on a page, counted from 1; none past the last."""


def on_codeforces(listed: Catalogue, page: int, size: int) -> Names:
    found = ask("codeforces.com", f"/problemset/page/{page}", listed, size)
    return [link.get_text() for link in soup(found).select("table.problems td.id a")] if found else []


def on_atcoder(listed: Catalogue, page: int, size: int) -> Names:
    links = soup(get("atcoder.jp", f"/contests/archive?page={page}", listed, size)).select("tbody td:nth-of-type(2) a")
    return [str(link["href"]).removeprefix("/contests/") for link in links]


def on_aizu(listed: Catalogue, page: int, size: int) -> Names:
    return [one["id"] for one in value(get("judgeapi.u-aizu.ac.jp", f"/problems?page={page - 1}&size={size}", listed))]


def on_codechef(listed: Catalogue, page: int, size: int) -> Names:
    path = f"/api/list/contests/past?sort_by=START&sorting_order=desc&offset={(page - 1) * size}&mode=all"
    return [one["contest_code"] for one in value(get("www.codechef.com", path, listed, size))["contests"]]


def on_hackerearth(topic: str) -> Read:
    def read(listed: Catalogue, page: int, size: int) -> Names:
        path = f"/practice/{topic}/practice-problems/?page={page}"
        links = soup(get("www.hackerearth.com", path, listed, size)).select(".problem-list a")
        return [str(link["href"]) for link in links]

    return read


def paths_of(topic: str, listed: Catalogue) -> Names:
    return [hackerearth.problem_path(entry) for entry in listed.entries if hackerearth.topic_of(entry) == topic]


def on_kattis(listed: Catalogue, page: int, size: int) -> Names:
    links = soup(get("open.kattis.com", f"/problems?page={page - 1}", listed, size)).select("table.table2 td a")
    return [str(link["href"]).removeprefix("/problems/") for link in links]


Wanted = Callable[[Catalogue], Names]
LISTS: dict[str, tuple[Read, Wanted]] = {
    "codeforces": (on_codeforces, lambda listed: [f"{entry.contest}{entry.index}" for entry in listed.entries]),
    "atcoder": (on_atcoder, lambda listed: [screen_name(contest.number) for contest in listed.contests]),
    "aizu": (on_aizu, lambda listed: [aizu.problem_id(entry) for entry in listed.entries]),
    "codechef": (on_codechef, lambda listed: [codechef.contest_code(contest) for contest in listed.contests]),
    "kattis": (on_kattis, lambda listed: [kattis.problem_name(entry) for entry in listed.entries]),
    **{topic: (on_hackerearth(topic), partial(paths_of, topic)) for topic in hackerearth.TOPICS},
}


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=8, deadline=None)
@given(st.integers(1, 40), st.integers(1, 45))
def test_pages_cover_everything_exactly_once(name: str, problems: int, size: int) -> None:
    read, wanted = LISTS[name]
    listed = catalogue(problems)
    found: Names = []
    page = 0
    while names := read(listed, page := page + 1, size):
        assert len(names) <= size
        found += names
    assert sorted(found) == sorted(wanted(listed))


def test_every_problem_of_hackerearth_is_in_one_topic() -> None:
    links = soup(get("www.hackerearth.com", "/practice/")).select(".topics a")
    assert [str(link["href"]) for link in links] == [f"/practice/{topic}/tutorial/" for topic in hackerearth.TOPICS]
    of_topics = [path for topic in hackerearth.TOPICS for path in paths_of(topic, CORPUS)]
    assert sorted(of_topics) == sorted(hackerearth.problem_path(entry) for entry in CORPUS.entries)
    assert all(paths_of(topic, CORPUS) for topic in hackerearth.TOPICS)


def test_links_lead_to_all_pages() -> None:
    page = soup(get("codeforces.com", "/problemset", page_size=5))
    assert [str(one["pageindex"]) for one in page.select(".pagination .page-index")] == ["1", "2", "3"]
    archive = soup(get("atcoder.jp", "/contests/archive", page_size=4)).select("ul.pagination a")
    assert [str(link["href"]) for link in archive] == [f"/contests/archive?page={number}" for number in (1, 2, 3)]


def numbers(text: str) -> Names:
    return re.findall(r'data-submission-id="(\d+)"', text) or re.findall(r'data-id="(\d+)"', text)


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 130))
def test_pages_of_submissions_cover_all_of_a_contest_exactly_once(size: int) -> None:
    contest = CORPUS.contests[1]
    wanted = sorted(str(one.number) for _, one in contest.submissions)
    by_status: Names = []
    page = 0
    while found := ask("codeforces.com", f"/contest/{contest.number}/status/page/{(page := page + 1)}", page_size=size):
        by_status += numbers(found.body.decode())
    assert sorted(by_status) == wanted
    by_following: Names = []
    path: str | None = f"/contests/{screen_name(contest.number)}/submissions"
    while path:
        listed = get("atcoder.jp", path, page_size=size)
        by_following += numbers(listed.body.decode())
        path = next((str(link["href"]) for link in soup(listed).select("ul.pager a") if "Next" in link.get_text()), None)
    assert sorted(by_following) == wanted
    by_api: Names = []
    while found_ids := [
        str(one["id"])
        for one in value(
            get("codeforces.com", f"/api/contest.status?contestId={contest.number}&from={len(by_api) + 1}&count={size}")
        )["result"]
    ]:
        by_api += found_ids
    assert sorted(by_api) == wanted


def test_there_is_no_page_before_the_first() -> None:
    assert ask("codeforces.com", "/problemset/page/0") is None
    assert ask("codeforces.com", "/problemset/page/2") is None
    assert ask("codeforces.com", "/problemset") is not None
