"""A crawl that is killed, at whatever moment, loses nothing, doubles nothing, and asks nothing twice but what was under way.

Once with an exception at every single step (each write, each rename, each request), once with SIGKILL to a process of its own
before a server that misbehaves.
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from pipelines.scrapers.assembly import assemble
from pipelines.scrapers.fetching.faults import Fault
from pipelines.scrapers.fetching.pace import Pace
from schemas.problem import Problem
from tests.pipelines.scrapers import small_site
from tests.pipelines.scrapers.scripted import Network, Reply
from tests.pipelines.scrapers.small_site import MAIN, pages, serve
from tests.pipelines.scrapers.turned_clock import TurnedClock
from tests.pipelines.scrapers.walking import CONTACT, Walked, begin, replies, settings_of, walk

ROOT = Path(__file__).resolve().parents[3]
PAGES = pages(problems=2, submissions=1)
GONE = f"https://{MAIN}/problem/s2"
FLAKY = f"https://{MAIN}/status/s1"


class Killed(BaseException):
    """The process ends here."""


class Fuse:
    """Kills at the n-th step, of those that a process can be killed between."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        self.steps = 0
        for owner, name in ((os, "replace"), (os, "utime"), (pathlib.Path, "write_bytes"), (Pace, "end")):
            monkeypatch.setattr(owner, name, self._fused(getattr(owner, name)))

    def step(self) -> None:
        """Something is about to be done."""
        self.steps += 1
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed

    def _fused(self, function: Callable[..., object]) -> Callable[..., object]:
        def stepping(*arguments: object, **options: object) -> object:
            self.step()
            return function(*arguments, **options)

        return stepping


@pytest.fixture
def fuse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fuse]:
    yield Fuse(monkeypatch)


def network_of(clock: TurnedClock, fuse: Fuse) -> Network:
    """A site with a page that is gone, and one that comes at the third try."""
    listed = replies(PAGES)
    flaky: list[Reply] = [500, Fault("body_cut", "", passing=True)]
    network = Network({**listed, GONE: 404, FLAKY: [*flaky, *_as_list(listed[FLAKY])]}, clock)
    network.before = lambda url: fuse.step()
    return network


def _as_list(reply: Reply | list[Reply]) -> list[Reply]:
    return reply if isinstance(reply, list) else [reply]


def killed_after(steps: int, folder: Path, fuse: Fuse, network: Network, clock: TurnedClock) -> bool:
    """Walk until the fuse blows; whether it did."""
    walked = begin(settings_of(folder), network, clock)
    fuse.left = steps
    try:
        walked.run(settings_of(folder))
    except Killed:
        return True
    finally:
        fuse.left = None
    return False


def same(walked: Walked, whole: Walked) -> None:
    """Both brought the same pages, each once, with the same content."""
    assert walked.visits == whole.visits
    assert walked.rejections == whole.rejections
    assert walked.finished


def test_killed_at_every_step(tmp_path: Path, fuse: Fuse) -> None:
    clock = TurnedClock()
    whole = walk(settings_of(tmp_path / "whole"), network_of(clock, fuse), clock)
    steps = fuse.steps
    assert steps > 100
    for step in range(steps):
        clock = TurnedClock()
        network = network_of(clock, fuse)
        folder = tmp_path / str(step)
        assert killed_after(step, folder, fuse, network, clock)
        same(walk(settings_of(folder), network, clock), whole)
        given = Counter(network.pages)
        under_way = sum(count - 1 for url, count in given.items() if url != FLAKY)
        assert under_way + max(0, given[FLAKY] - 3) <= 1, given
        assert given.keys() == PAGES.keys()


def test_killed_again_and_again(tmp_path: Path, fuse: Fuse) -> None:
    clock = TurnedClock()
    whole = walk(settings_of(tmp_path / "whole"), network_of(clock, fuse), clock)
    random = Random(5)
    for attempt in range(20):
        clock = TurnedClock()
        network = network_of(clock, fuse)
        folder = tmp_path / str(attempt)
        kills = 0
        while killed_after(random.randrange(1, 40), folder, fuse, network, clock):
            kills += 1
            assert kills < 500
        assert kills > 0
        given = Counter(network.pages)
        assert sum(given.values()) <= len(PAGES) + 2 + kills
        offline = walk(settings_of(folder, offline=True), network, clock)
        assert offline.visits == whole.visits
        assert offline.rejections == whole.rejections


def test_a_kill_leaves_the_rate_as_it_was(tmp_path: Path, fuse: Fuse) -> None:
    clock = TurnedClock()
    network = network_of(clock, fuse)
    random = Random(6)
    while killed_after(random.randrange(5, 60), tmp_path, fuse, network, clock):
        pass
    for host in small_site.SITE.hosts:
        times = [one.at for one in network.log if f"//{host}/" in one.url]
        assert all(later - earlier >= 2.0 - 1e-5 for earlier, later in pairwise(times))


CHILD = """
import json, sys
from pathlib import Path
from pipelines.scrapers.crawl import Visit
from pipelines.scrapers.fetching.patience import Patience
from pipelines.scrapers.settings import ScrapeSettings
from pipelines.scrapers.walk import Walk
from tests.pipelines.scrapers.small_site import SITE
told = json.loads(sys.argv[1])
settings = ScrapeSettings(
    sites=("small",), cache=Path(told["cache"]), contact=told["contact"], origins=tuple(map(tuple, told["origins"].items())),
    seconds_per_request=0.0, patience=Patience(first_wait_s=0.01), offline=told["offline"],
)
walk = Walk("small", [SITE], settings)
for item in walk.visits(SITE.start(settings.scope)):
    found = [item.request.url, repr(item.parsed)] if isinstance(item, Visit) else [item.problem, repr(item)]
    print(json.dumps(found), flush=True)
print(json.dumps(["finished", str(walk.finished)]))
"""


def child(cache: Path, server: small_site.Server, *, offline: bool = False) -> subprocess.Popen[str]:
    """A crawl in a process of its own."""
    told = {"cache": str(cache), "contact": CONTACT, "origins": server.origins, "offline": offline}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, json.dumps(told)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def said(process: subprocess.Popen[str]) -> list[list[str]]:
    """What a crawl that came to its end printed."""
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return [json.loads(line) for line in out.splitlines()]


def test_killed_by_a_signal_before_a_site_with_faults(tmp_path: Path) -> None:
    content = pages(problems=4)
    urls = sorted(content)
    faults = {urls[1]: [500], urls[5]: [0, 429], urls[9]: [503, 0]}
    random = Random(7)
    with serve(content, faults) as server:
        kills = 0
        while True:
            process = child(tmp_path, server)
            fatal = len(server.log) + random.randrange(4, 12)

            def kill(number: int, process: subprocess.Popen[str] = process, fatal: int = fatal) -> None:
                if number == fatal:
                    os.kill(process.pid, signal.SIGKILL)

            server.seen = kill
            out, _ = process.communicate(timeout=60)
            if process.returncode == 0:
                break
            assert process.returncode == -signal.SIGKILL
            kills += 1
        assert kills >= 2
        found = [json.loads(line) for line in out.splitlines()]
        assert found[-1] == ["finished", "True"]
        assert sorted(url for url, _ in found[:-1]) == urls
        given = server.found()
        assert given.keys() == content.keys()
        assert sum(given.values()) - len(urls) <= kills
        asked = len(server.log)
        assert sorted(said(child(tmp_path, server, offline=True))[:-1]) == sorted(found[:-1])
        assert len(server.log) == asked


def test_what_was_killed_gives_the_same_problems(tmp_path: Path, fuse: Fuse) -> None:
    def problems(walked: Walked) -> list[object]:
        pieces = [piece for visit in walked.visits.values() for piece in visit.parsed.pieces]
        return [assemble(key, [piece for piece in pieces if piece.key == key]) for key in ("s1", "s2")]

    clock = TurnedClock()
    whole = problems(walk(settings_of(tmp_path / "whole"), network_of(clock, fuse), clock))
    network = network_of(clock, fuse)
    assert killed_after(60, tmp_path / "killed", fuse, network, clock)
    assert problems(walk(settings_of(tmp_path / "killed"), network, clock)) == whole
    assert isinstance(whole[0], Problem)
