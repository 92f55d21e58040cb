"""Settings that make no sense are refused in one line, before anybody is asked; no host is in two groups."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.addresses import AddressError
from pipelines.scrapers.fetching.identity import ContactError
from pipelines.scrapers.settings import ScrapeError, chosen_sites, groups, pairs
from pipelines.scrapers.table import SITES
from tests.pipelines.scrapers.small_site import API, MAIN, SITE
from tests.pipelines.scrapers.walking import CONTACT, settings_of

OTHER = dataclasses.replace(SITE, name="other", hosts=("other.test",))
KNOWN = {"small": SITE, "other": OTHER}
HERE = ((MAIN, "http://127.0.0.1:81"), (API, "http://127.0.0.1:82/api"))


@pytest.mark.parametrize(
    "change, said",
    [
        ({"contact": ""}, "--contact is missing"),
        ({"contact": "me"}, "--contact 'me' is neither"),
        ({"sites": ()}, "no site is named"),
        ({"checkers": Path("nowhere")}, "--checkers nowhere: expected a folder"),
        ({"max_requests": 0}, "--max_requests 0"),
        ({"max_requests": -5}, "--max_requests -5"),
        ({"seconds_per_request": -1.0}, "--seconds_per_request -1.0"),
        ({"seconds_per_request": float("nan")}, "--seconds_per_request nan"),
        ({"origins": (("small.test", "127.0.0.1"),)}, "'127.0.0.1' is not the http"),
    ],
)
def test_senseless_settings(change: dict[str, Any], said: str) -> None:
    with pytest.raises((ScrapeError, ContactError, AddressError)) as error:
        settings_of(Path("cache"), **change)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_without_a_network_no_contact_is_needed() -> None:
    assert settings_of(Path("cache"), contact="", offline=True).offline


@pytest.mark.parametrize(
    "change, said",
    [
        ({"sites": ("smal",)}, "unknown site 'smal': known are other, small"),
        ({"sites": ("small", "")}, "unknown site ''"),
        ({"cookies": (("other", Path("c")),)}, "--cookies other: not among"),
        ({"origins": (("evil.test", "http://127.0.0.1:81"),)}, "--origin evil.test: none of the hosts api.small.test, "),
        ({"seconds_per_request": 0.5}, "--seconds_per_request 0.5 is faster than small may be asked (2 s)"),
        ({"seconds_per_request": 0.5, "origins": HERE[:1]}, "is faster than"),
        ({"seconds_per_request": 0.5, "origins": (HERE[0], (API, "http://mirror.test"))}, "is faster than"),
    ],
)
def test_what_does_not_fit_the_sites(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ScrapeError) as error:
        chosen_sites(settings_of(Path("cache"), **change), KNOWN)
    assert said in str(error.value)


def test_a_site_on_this_machine_may_be_asked_at_any_pace() -> None:
    settings = settings_of(Path("cache"), seconds_per_request=0.0, origins=HERE)
    assert chosen_sites(settings, KNOWN) == [SITE]
    assert settings.pace_s(SITE) == 0.0
    assert settings_of(Path("cache")).pace_s(SITE) == SITE.seconds_per_request


def test_pairs_of_an_option() -> None:
    assert pairs("--cookies", ["b=x=y", "a=/c d"]) == (("a", "/c d"), ("b", "x=y"))


@pytest.mark.parametrize("values", [["a"], ["=x"], ["a="], ["a=1", "a=2"]])
def test_pairs_that_are_none(values: list[str]) -> None:
    with pytest.raises(ScrapeError, match="--cookies"):
        pairs("--cookies", values)


def test_nothing_of_the_person_goes_into_manifests() -> None:
    settings = settings_of(Path("/home/ada/cache"), cookies=(("small", Path("/home/ada/cookies.txt")),))
    shown = repr(settings.as_json()) + repr(settings.how_as_json())
    assert CONTACT not in shown
    assert "/home/ada" not in shown
    assert settings.how_as_json()["cookies_for"] == ["small"]


host_sets = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3, unique=True).map(tuple), max_size=6)


@given(host_sets, st.randoms(use_true_random=False))
def test_no_host_is_in_two_groups_and_no_site_is_lost(hosts: list[tuple[str, ...]], random: Any) -> None:
    sites = [dataclasses.replace(SITE, name=str(number), hosts=one) for number, one in enumerate(hosts)]
    found = groups(sites)
    assert sorted(site.name for members in found.values() for site in members) == sorted(site.name for site in sites)
    taken = [{host for site in members for host in site.hosts} for members in found.values()]
    assert sum(map(len, taken)) == len(set().union(*taken))
    for name, members in found.items():
        assert name == min(host for site in members for host in site.hosts)
    random.shuffle(sites)
    assert groups(sites) == found


def test_sites_that_share_no_host_are_walked_apart() -> None:
    assert len(groups([SITE, OTHER])) == 2
    assert groups([SITE, OTHER, dataclasses.replace(SITE, name="both", hosts=(MAIN, "other.test"))]).keys() == {API}


@pytest.mark.parametrize(
    "site, name",
    [
        *(("codeforces", name) for name in ("abc", "acmsguru2", "")),
        *((site, "1550") for site in ("atcoder", "kattis", "codechef", "hackerearth")),
        ("cses", "problemset"),
        ("aizu", "a/b"),
    ],
)
def test_a_contest_that_no_site_can_have_is_no_empty_crawl(site: str, name: str) -> None:
    with pytest.raises(ScrapeError, match=f"--contests {name}: no contest of {site} is called so"):
        chosen_sites(settings_of(Path("cache"), sites=(site,), contests=(name,)), SITES)


def test_of_several_sites_one_that_can_have_a_contest_is_enough() -> None:
    both = settings_of(Path("cache"), sites=("codeforces", "kattis"), contests=("1550", "nwerc2021open"))
    assert [site.name for site in chosen_sites(both, SITES)] == ["codeforces", "kattis"]
