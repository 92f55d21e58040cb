"""`python -m pipelines.demo.site`: serve the demo's sites to a person or a crawl, until it is interrupted.

With `--run COMMAND` as long as that command runs, whose word {origins} becomes the options by which a crawl reaches the sites.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.demo.site.faults import PASSING, Fault, Faults

if TYPE_CHECKING:
    from pipelines.demo.site.catalogue import Entry
    from pipelines.demo.site.desk import Served
    from pipelines.demo.site.server import Sites

RUN, ORIGINS = "--run", "{origins}"
_USAGE = 2


def parser() -> argparse.ArgumentParser:
    """The grammar."""
    from pipelines.demo.site.desk import BY_HOST

    found = argparse.ArgumentParser(
        prog="python -m pipelines.demo.site",
        description=__doc__,
        epilog=f"example: python -m pipelines.demo.site {RUN} codequorum scrape cses {ORIGINS} --seconds_per_request 0 \\\n"
        "           --contact you@university.edu --output build/cses --cache build/trial",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    found.add_argument("--port", type=int, default=0, metavar="N", help=f"first of {len(BY_HOST)} ports (any that are free)")
    found.add_argument("--problems", type=int, default=0, metavar="N", help="the corpus, then editions of it (the corpus)")
    found.add_argument("--submissions", type=int, default=100, metavar="N", help="submissions to a problem at most (100)")
    found.add_argument("--page_size", type=int, default=100, metavar="N", help="rows on a page of a list (100)")
    found.add_argument("--fault_rate", type=float, default=0.0, metavar="F", help="share of requests that go wrong (0)")
    found.add_argument(
        "--fault_kinds",
        nargs="+",
        choices=[fault.value for fault in Fault],
        default=[fault.value for fault in PASSING],
        metavar="KIND",
        help=f"how they go wrong: {', '.join(fault.value for fault in Fault)}; default: what another try may cure",
    )
    found.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the faults (0)")
    found.add_argument(
        "--checkers",
        type=Path,
        metavar="DIR",
        help="write the checkers that no site shows there, for `codequorum scrape codeforces --checkers DIR`",
    )
    found.add_argument("--log", type=Path, metavar="FILE", help="write the requests here at the end, a line of JSON each")
    found.add_argument(
        RUN,
        nargs=argparse.REMAINDER,
        default=[],
        metavar="COMMAND",
        help="run a command (all that follows), then end as it did",
    )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM, or until a command has ended. The exit code: the command's, 2 for what makes no sense."""
    logging.basicConfig(level=logging.ERROR)  # before Beam, which the sites' packages are read with, warns of what it lacks
    from pipelines.demo.site.catalogue import catalogue
    from pipelines.demo.site.server import serve

    words = list(sys.argv[1:] if arguments is None else arguments)
    cut = words.index(RUN) if RUN in words else len(words)
    chosen, command = parser().parse_args(words[:cut]), words[cut + 1 :]
    if cut < len(words) and ORIGINS not in command:
        print(f"{RUN}: expected {ORIGINS} among the words of the command: without it the real sites are asked", file=sys.stderr)
        return _USAGE
    faults = Faults(chosen.fault_rate, chosen.seed, tuple(Fault(kind) for kind in chosen.fault_kinds))
    try:
        if chosen.checkers:
            write_checkers(chosen.checkers, catalogue(chosen.problems).entries)
    except OSError as error:
        print(f"--checkers {chosen.checkers}: {error}", file=sys.stderr)
        return _USAGE
    try:
        with serve(chosen.problems, faults, chosen.page_size, port=chosen.port, submissions=chosen.submissions) as sites:
            code = _run(command, sites) if command else _wait(sites)
    except (OSError, OverflowError) as error:
        print(f"--port {chosen.port}: {error}", file=sys.stderr)
        return _USAGE
    if chosen.log:
        chosen.log.write_text("".join(_line(one) for one in sites.log), encoding="utf-8")
    print(f"{len(sites.log)} requests")
    return code


def _wait(sites: Sites) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    print(_greeting(sites), flush=True)
    stop.wait()
    return 0


def _run(command: Sequence[str], sites: Sites) -> int:
    """Run a command to its end; a signal to end goes to it and to all that it started, once, as from a terminal."""
    from pipelines.demo.site.desk import LOOKS

    origins = [word for host, origin in sites.origins.items() for word in ("--origin", f"{host}={origin}")]
    words = [part for word in command for part in (origins if word == ORIGINS else [word])]
    print(f"{len(sites.catalogue.entries)} problems on each of {len(LOOKS)} sites on this machine", flush=True)
    groups: list[int] = []
    early: list[int] = []

    def pass_on(number: int, _: object = None) -> None:
        if not groups:
            early.append(number)
        with contextlib.suppress(ProcessLookupError):  # all of it has ended
            for group in groups:
                os.killpg(group, number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    try:
        process = subprocess.Popen(words, process_group=0)
    except OSError as error:
        print(f"{RUN} {words[0]}: {error.strerror}", file=sys.stderr)
        return _USAGE
    groups.append(process.pid)
    for came in early:
        pass_on(came)
    ended = process.wait()
    return ended if ended >= 0 else 128 - ended


def write_checkers(folder: Path, entries: Sequence[Entry]) -> None:
    """The corpus's checker programs by the keys of Codeforces' problems. Raises OSError."""
    for entry in entries:
        for name, text in entry.problem.checker.files:
            path = folder / "codeforces" / str(entry.contest) / entry.index / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _greeting(sites: Sites) -> str:
    origins = "\n".join(f"  --origin {host}={origin}" for host, origin in sites.origins.items())
    return f"{len(sites.catalogue.entries)} problems on each site, until Ctrl-C; a crawl reaches them by\n{origins}"


def _line(one: Served) -> str:
    return json.dumps({**asdict(one), "fault": one.fault.value if one.fault else None}) + "\n"


if __name__ == "__main__":
    sys.exit(main())
