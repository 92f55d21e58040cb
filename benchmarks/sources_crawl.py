"""`python -m benchmarks.sources_crawl`: a crawl of the embedded site that is killed again and again, and one that is not.

The site shows 5,000 pages in the look of Codeforces and lets 1 % of all requests fail in ways that another try may cure. One
crawl goes through undisturbed; the other is killed (SIGKILL to all of its processes) five times at random and taken up again
with the same command. Both must give the same files byte for byte, with every problem and every submission in them once.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, publish
from pipelines.demo.site.catalogue import Catalogue, catalogue
from pipelines.demo.site.desk import Served
from pipelines.demo.site.faults import Faults
from pipelines.demo.site.looks.codeforces import HOST
from pipelines.demo.site.server import Sites, serve
from schemas.digest import rng

FOLDER = Path("build/bench/crawl")
PAGES, FAULT_RATE, KILLS = 5000, 0.01, 5
_LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl took, and what it left: wall and CPU seconds, the requests that it made, the bytes of its problem files."""

    wall_s: float
    cpu_s: float
    served: tuple[Served, ...]
    problems: bytes


def pages_of(listed: Catalogue) -> int:
    """How many pages a crawl of Codeforces asks for: two lists, one of submissions for each contest, problems, submissions."""
    return 2 + len(listed.contests) + sum(1 + entry.handed_in for entry in listed.entries)


def problems_for(pages: int) -> int:
    """How many problems with one submission each it takes to have so many pages, or as few more as can be."""
    low, high = 1, pages
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if pages_of(catalogue(middle, 1)) >= pages else (middle + 1, high)
    return low


def crawl_once(origin: str, folder: Path) -> None:
    """The crawl itself, in this process: as `codequorum scrape codeforces`, but with short waits before another try."""
    from pipelines.running.run import pipeline_options
    from pipelines.scrape import scrape
    from pipelines.scrapers.fetching.patience import Patience
    from pipelines.scrapers.settings import ScrapeSettings
    from pipelines.scrapers.table import SITES

    settings = ScrapeSettings(
        sites=("codeforces",),
        cache=folder / "cache",
        contact="bench@example.org",
        origins=((HOST, origin),),
        seconds_per_request=0.0,
        patience=Patience(first_wait_s=0.02),
    )
    scrape(settings, folder / "output", pipeline_options([], 1), SITES)


@contextlib.contextmanager
def _crawler(origin: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that crawls; it and all that it started is gone when the block ends."""
    command = [sys.executable, "-m", "benchmarks.sources_crawl", "--crawl", origin, str(folder)]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def crawl(sites: Sites, folder: Path, kill_at: Sequence[int]) -> Crawled:
    """Crawl to the end, killed whenever so many requests were served. Raises RuntimeError where the crawl fails or hangs."""
    shutil.rmtree(folder, ignore_errors=True)
    before, cpu_before = time.monotonic(), _cpu_of_children_s()
    for served in sorted(kill_at):
        with _crawler(sites.origins[HOST], folder) as process:
            _wait(sites, process, served)
    with _crawler(sites.origins[HOST], folder) as process:
        _wait(sites, process, None)
        if process.returncode:
            raise RuntimeError(f"the crawl ended with exit code {process.returncode}")
    files = sorted((folder / "output").glob("problems-*.jsonl"))
    wall_s, cpu_s = time.monotonic() - before, _cpu_of_children_s() - cpu_before
    return Crawled(wall_s, cpu_s, sites.log, b"".join(file.read_bytes() for file in files))


def _wait(sites: Sites, process: subprocess.Popen[bytes], served: int | None) -> None:
    until = time.monotonic() + _LONGEST_S
    while process.poll() is None and (served is None or len(sites.log) < served):
        if time.monotonic() > until:
            raise RuntimeError(f"the crawl hangs after {len(sites.log)} requests")
        time.sleep(0.002)


def _cpu_of_children_s() -> float:
    """Of those that were waited for; a killed one's own children are not."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def defects(crawled: Crawled, listed: Catalogue) -> list[str]:
    """What is lost, doubled or wrong in the record set, in a line each."""
    rows = [json.loads(line) for line in crawled.problems.splitlines()]
    names = Counter(row["name"].partition(". ")[0] for row in rows)
    wanted = {f"codeforces/{entry.contest}/{entry.index}": entry for entry in listed.entries}
    found = [f"{name} is lost" for name in wanted.keys() - names.keys()]
    found += [f"{name} is there {count} times" for name, count in names.items() if count > 1 or name not in wanted]
    for row in rows:
        entry = wanted.get(row["name"].partition(". ")[0])
        if entry is None:
            continue
        samples = [(test["input"], test["output"]) for test in row["samples"]]
        if samples != [(test.input, test.output) for test in entry.problem.public_tests]:
            found.append(f"{row['name']}: other samples")
        handed = Counter(one["source"] for one in row["accepted"])
        if handed != Counter(one.solution.source for one in entry.submissions):
            found.append(f"{row['name']}: {sum(handed.values())} submissions, not {entry.handed_in} or not these")
    return found


def asked_again(crawled: Crawled) -> int:
    """Requests for pages that had been served well before: at most one for each kill. robots.txt is read by each process."""
    well = Counter(one.target for one in crawled.served if one.status == 200 and one.fault is None)
    del well["/robots.txt"]
    return sum(count - 1 for count in well.values())


def compare(pages: int = PAGES, kills: int = KILLS, seed: int = 0) -> list[Figure]:
    """Run both crawls. Raises RuntimeError where something is lost, doubled, or other than in the undisturbed crawl."""
    problems = problems_for(pages)
    faults = Faults(rate=FAULT_RATE, seed=seed, retry_after_s=0)
    kill_at = rng("crawl", seed).sample(range(pages // 50, pages * 49 // 50), kills)
    with serve(problems, submissions=1) as sites:
        plain = crawl(sites, FOLDER / "plain", ())
    with serve(problems, faults, submissions=1) as sites:
        killed = crawl(sites, FOLDER / "killed", kill_at)
        listed = sites.catalogue
    failures = [f"{name}: {defect}" for name, one in (("plain", plain), ("killed", killed)) for defect in defects(one, listed)]
    if plain.problems != killed.problems:
        failures.append("the killed crawl left other files than the undisturbed one")
    if failures:
        raise RuntimeError(f"{len(failures)} defects, the first: {failures[0]}")
    count = pages_of(listed)
    with_faults = sum(one.fault is not None for one in killed.served)
    how = f"{count} pages, {problems} problems with a submission each"
    return [
        Figure("pages per second, undisturbed", count / plain.wall_s, f"{how}; wall {plain.wall_s:.1f} s, no pause between"),
        Figure("CPU milliseconds per page", 1000 * plain.cpu_s / count, "of the crawler: fetching, parsing, joining, writing"),
        Figure("requests beyond one a page, undisturbed", asked_again(plain), how, 0),
        Figure("requests that went wrong", with_faults, f"{FAULT_RATE:.0%} of {len(killed.served)}: {_kinds(killed)}"),
        Figure("kills", kills, f"SIGKILL after {', '.join(map(str, sorted(kill_at)))} requests; wall {killed.wall_s:.1f} s"),
        Figure("well-served pages asked for again", asked_again(killed), "one a kill can be under way", float(kills)),
        Figure("problems lost, doubled or different", 0, "against the catalogue and the undisturbed crawl, byte for byte", 0),
    ]


def _kinds(crawled: Crawled) -> str:
    kinds = Counter(one.fault.value for one in crawled.served if one.fault is not None)
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"pages of the site ({PAGES})")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how often the second crawl is killed ({KILLS})")
    parser.add_argument("--seed", type=int, default=0, help="seed of the faults and the kills (0)")
    parser.add_argument("--crawl", nargs=2, metavar=("ORIGIN", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.crawl:
        origin, folder = arguments.crawl
        crawl_once(origin, Path(folder))
        return
    publish("sources_crawl", compare(arguments.pages, arguments.kills, arguments.seed))


if __name__ == "__main__":
    main()
