"""Whole crawls by the pipeline: their output can be built from, repeated, continued, and shown to anybody."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines.running.run import pipeline_options
from pipelines.scrape import requests_of, scrape
from pipelines.scrape_output import Line, plan_shards, prepare_output, problems_of, scrape_summary
from pipelines.scrapers.cache import Cache, CacheError
from pipelines.scrapers.fetching.cookies import CookieError
from pipelines.scrapers.fetching.patience import Patience
from pipelines.scrapers.settings import ScrapeError, groups
from pipelines.sources import SOURCES
from schemas.problem import Checker, CheckerKind, Problem, Solution, Source, Test
from schemas.rejection import Rejection
from tests.pipelines.building import ROOT, steady_files
from tests.pipelines.scrapers.small_site import API, KNOWN, MAIN, Server, chain, pages, serve
from tests.pipelines.scrapers.walking import CONTACT, settings_of

SECRET = "s3cr3t-s3cr3t"
CONTENT = {**pages(), **chain(4)}
HOSTS = (MAIN, API, "tiny.test")


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(CONTENT, hosts=HOSTS) as one:
        yield one


def crawl(server: Server, folder: Path, output: str = "out", *, workers: int = 1, **more: Any) -> Path:
    """A crawl of both sites into `folder/output`."""
    chosen: dict[str, Any] = {
        "sites": ("tiny", "small"),
        "origins": tuple(server.origins.items()),
        "seconds_per_request": 0.0,
        "patience": Patience(tries=3, first_wait_s=0.01),
        **more,
    }
    scrape(settings_of(folder / "cache", **chosen), folder / output, pipeline_options([], workers), KNOWN)
    return folder / output


def read(output: Path) -> list[Problem | Rejection]:
    """What a build would read from an output."""
    source = SOURCES["jsonl"]
    return [item for part in source.parts(str(output)) for item in source.read(part)]


def manifest(output: Path, name: str = "manifest.json") -> Any:
    """A manifest."""
    return json.loads((output / name).read_text())


def rejections(output: Path) -> list[dict[str, Any]]:
    """The rejections of an output."""
    return [json.loads(line) for line in (output / "rejections.ndjson").read_text().splitlines()]


def test_checkers_that_a_person_has_go_with_their_problems_and_are_counted(server: Server, tmp_path: Path) -> None:
    for key, content in (("s1", b"print(1)"), ("s2", b"\xff"), ("nobody", b"")):
        path = tmp_path / "own" / key / "output_validators" / "check.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    output = crawl(server, tmp_path, checkers=tmp_path / "own")
    own = Checker(CheckerKind.CUSTOM, files=(("output_validators/check.py", "print(1)"),))
    assert [one.checker for one in read(output)[:2] if isinstance(one, Problem)] == [own, Checker()]
    assert manifest(output)["counts"]["assemble"]["custom checkers"] == 1
    assert manifest(output)["rejections"]["file: checker_unreadable"] == 1


def test_a_crawl_from_sites_to_problems_that_can_be_built_from(server: Server, tmp_path: Path) -> None:
    bad = f"https://{MAIN}/problem/s5"
    server.content[bad] = b'{"heading": "x"}'
    server.faults = {f"https://{MAIN}/status/s1": [500, 0], "https://tiny.test/2": [429]}
    output = crawl(server, tmp_path)
    problems = read(output)
    assert [one.name for one in problems if isinstance(one, Problem)] == [
        *[f"s{number}. Sum {number}" for number in range(1, 5)],
        *[f"t{number}" for number in range(4)],
    ]
    first = problems[0]
    assert isinstance(first, Problem)
    assert (first.description, first.origin) == ("Add 1 to the number.", f"https://{MAIN}/problem/s1")
    assert (first.source, first.cf_rating, first.cf_tags) == (Source.CODEFORCES, 900, ("sums",))
    assert first.public_tests == (Test("1\n", "2\n"),)
    assert first.private_tests == (Test("0\n", "1\n"), Test("2\n", "3\n"))
    (right,), (wrong,) = first.solutions, first.incorrect_solutions
    assert isinstance(right, Solution)
    assert (right.file, wrong.file) == ("100", "101")
    told = {(one["problem"], one["reason"], one["item"]) for one in rejections(output)}
    assert (bad, "markup", "title") in told
    assert ("s5", "no_statement", "") in told
    assert {reason for _, reason, _ in told} == {"markup", "no_statement", "truncated_test"}
    counts = manifest(output)["counts"]
    assert counts["assemble"]["problems"] == problems_of(output) == 8
    assert counts["scrape"] == {
        "small ProblemFacts pieces": 5, "small ProblemText pieces": 4, "small HiddenTests pieces": 5,
        "small Submission pieces": 10, "tiny ProblemText pieces": 4, "tiny chain pages": 4, "small list pages": 2,
        "small problem pages": 5, "small status pages": 5, "small submission pages": 10, "small tests pages": 5,
    }  # fmt: skip
    assert manifest(output)["rejections"] == {"file: markup": 1, "problem: no_statement": 1, "test: truncated_test": 4}
    assert [one["terms"] for one in manifest(output)["sites"]] == [KNOWN["small"].terms, KNOWN["tiny"].terms]
    asked = manifest(output, "measured/manifest.json")["asked"]
    assert asked["small requests"] + asked["tiny requests"] == len(server.log)
    assert asked["tiny status 429"] == asked["tiny retries"] == 1
    said = scrape_summary(output)
    assert "8 problems" in said
    assert f"1 pages are not as the parsers know them:\n  {bad}: title: nothing" in said
    assert "goes on where" not in said
    assert not (output / ".scrape").exists()


def test_a_repeated_crawl_gives_the_same_files_and_asks_for_little(server: Server, tmp_path: Path) -> None:
    first = steady_files(crawl(server, tmp_path))
    times = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("problems-*")}
    asked = len(server.log)
    assert steady_files(crawl(server, tmp_path)) == first
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("problems-*")} == times  # a build goes on
    assert len(server.log) - asked == 2 + 7  # two robots.txt, all lists, and of the other site nothing at all
    assert {one.status for one in server.log[asked:]} == {404, 304}
    assert steady_files(crawl(server, tmp_path, "elsewhere", offline=True, contact="")) == first
    assert len(server.log) - asked == 2 + 7


def test_a_crawl_that_was_cut_short_goes_on(server: Server, tmp_path: Path) -> None:
    whole = steady_files(crawl(server, tmp_path / "whole"))
    server.log.clear()
    output = crawl(server, tmp_path, max_requests=6)
    assert "the same command goes on where this one stopped" in scrape_summary(output)
    assert {one["reason"] for one in rejections(output)} >= {"request_limit"}
    for _ in range(9):
        crawl(server, tmp_path, max_requests=6)
    assert steady_files(output) == whole
    assert set(server.found().values()) == {1}
    assert "goes on where" not in scrape_summary(output)


def test_two_workers_together_ask_no_host_faster_than_its_rate(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    rate_s = 0.05
    output = crawl(server, tmp_path, workers=2, seconds_per_request=rate_s)
    assert problems_of(output) == 9
    assert set(server.found().values()) == {1}
    for host in HOSTS:
        times = [one.at for one in server.log if f"//{host}/" in one.url]
        assert len(times) > 4
        assert min(later - earlier for earlier, later in pairwise(times)) >= rate_s - 1e-6
    assert steady_files(output) == steady_files(crawl(server, tmp_path, "elsewhere", offline=True))


@pytest.mark.parametrize("most", [None, 1, 6])
def test_progress_ends_where_everything_planned_is_done(
    most: int | None, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Counter[tuple[str, str]] = Counter()

    def note(folder: Path, stage: str, *, planned: int = 0, done: int = 0) -> None:
        told[stage, "planned"] += planned
        told[stage, "done"] += done
        assert told[stage, "planned"] >= told[stage, "done"]

    monkeypatch.setattr("pipelines.scrape.report", note)
    crawl(server, tmp_path, max_requests=most)
    for name in (API, "tiny.test"):
        assert 0 < told[f"scrape: pages of {name}", "planned"] == told[f"scrape: pages of {name}", "done"]


def test_all_requests_of_a_host_have_one_key() -> None:
    settings = settings_of(Path("cache"), sites=("small", "tiny"))
    found = requests_of(groups(list(KNOWN.values())), settings)
    assert [(name, request.site) for name, request in found] == [(API, "small"), ("tiny.test", "tiny")]


def test_neither_cookie_nor_contact_is_anywhere(server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cookie = tmp_path / "cookies.txt"
    cookie.write_text(f"session={SECRET}\n")
    cookie.chmod(0o644)
    echo = f"https://{MAIN}/problem/s1"
    server.content[echo] = json.dumps({"title": SECRET, "text": f"Hello {SECRET}", "samples": []}).encode()
    server.content[f"https://{MAIN}/problem/s2"] = f"broken, {SECRET}".encode()
    output = crawl(server, tmp_path, cookies=(("small", cookie),))
    for one in server.log:
        assert ("cookie" in one.headers) is ("tiny.test" not in one.url)
    said = "".join(capfd.readouterr())
    assert said.count("can be read by others (mode 644)") == 1
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != cookie:
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert SECRET.encode() not in content
            assert CONTACT.encode() not in content
    assert SECRET not in said
    shown = next(one for one in read(output) if isinstance(one, Problem) and one.name.startswith("s1"))
    assert shown.description == f"Hello {'*' * len(SECRET)}"


def test_what_cannot_be_begun_is_said_in_one_line_and_asks_nobody(server: Server, tmp_path: Path) -> None:
    def refused(kind: type[Exception], said: str, **more: Any) -> None:
        with pytest.raises(kind) as error:
            crawl(server, tmp_path, **more)
        assert said in str(error.value)
        assert "\n" not in str(error.value)

    refused(ScrapeError, "unknown site 'codefrces': known are small, tiny", sites=("codefrces",))
    refused(CookieError, "No such file", cookies=(("small", tmp_path / "nowhere"),))
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "a.tex").write_text("x")
    refused(ScrapeError, "thesis exists and is no output of a crawl", output="thesis")
    refused(ScrapeError, "a.tex is a file", output="thesis/a.tex")
    with Cache(tmp_path / "cache").turn("tiny.test"):
        refused(CacheError, "another crawl of tiny.test uses the same cache")
    (tmp_path / "cache" / "CACHEDIR.TAG").write_text("Signature: of another program")
    refused(CacheError, "is not a cache of pages")
    assert server.log == []
    assert not (tmp_path / "out").exists()


def test_a_crawl_of_a_site_that_is_away_says_so(server: Server, tmp_path: Path) -> None:
    server.content = {}
    server.faults = {}
    output = crawl(server, tmp_path, sites=("tiny",))
    assert problems_of(output) == 0
    assert "1 file: not_found" in scrape_summary(output)
    assert "why:\n  https://tiny.test/0: status 404" in scrape_summary(output)
    assert "build from it" not in scrape_summary(output)
    assert read(output) == []


def test_a_crawl_that_wants_nothing_of_what_there_is_says_so(tmp_path: Path) -> None:
    empty = dataclasses.replace(KNOWN["tiny"], start=lambda scope: ())
    settings = settings_of(tmp_path / "cache", sites=("tiny",), offline=True)
    scrape(settings, tmp_path / "out", pipeline_options([], 1), {"tiny": empty})
    assert "nothing that the sites list is wanted: see --contests and --since" in scrape_summary(tmp_path / "out")


def test_an_output_without_its_manifest_is_not_whole(tmp_path: Path) -> None:
    with pytest.raises(ScrapeError, match="is no output of a crawl"):
        scrape_summary(tmp_path)
    prepare_output(tmp_path / "new" / "deep", ".scrape")
    assert (tmp_path / "new" / "deep").is_dir()


@pytest.mark.parametrize("sizes", [[], [1], [5, 5, 5, 5], [100], [1, 100, 1, 1], [3] * 20])
def test_shards_hold_every_line_once_in_order(sizes: list[int]) -> None:
    lines = [Line(f"{place:02d}", size) for place, size in enumerate(sizes)]
    shards = plan_shards(lines, 10)
    assert [line for shard in shards for line in shard] == lines
    assert all(shards) or shards == [[]]
    assert all(sum(line.size_bytes for line in shard[:-1]) < 10 for shard in shards)
