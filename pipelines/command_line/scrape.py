"""`codequorum scrape`: contest sites in, problems as JSON lines out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipelines.command_line.grammar import (
    EXIT_DONE,
    EXIT_FAILED,
    SITE_NAMES,
    Commands,
    add_command,
    workers_of,
)


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "scrape",
        "contest sites in, problems as JSON lines out",
        "Ask contest sites for problems: as their robots.txt allows, slowly, with a name and your contact. Read "
        "their terms of use before. What was fetched is kept; a crawl that was cut short goes on with the same command.",
        "example: codequorum scrape codeforces --contact you@university.edu --output build/cf --cache build/pages\n"
        "then:    codequorum build --source jsonl --input build/cf --output build/dataset\n"
        "to try it without any site but the embedded ones: python -m pipelines.demo.site --help\n"
        "exit codes: 0 there are problems in the output, 1 there are none, 2 makes no sense",
    )
    command.add_argument("sites", nargs="+", metavar="SITE", help=", ".join(SITE_NAMES))
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of problems, rejections, manifest")
    command.add_argument("--cache", required=True, type=Path, metavar="DIR", help="folder of the pages that were fetched")
    command.add_argument("--contact", default="", metavar="C", help="e-mail address or URL at which sites can reach you")
    command.add_argument(
        "--contests",
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help="these contests alone, as the site's addresses call them (all)",
    )
    command.add_argument(
        "--since", type=_day, metavar="DATE", help="what was published on that day (2021-07-14) or after it (all)"
    )
    command.add_argument("--max_requests", type=int, metavar="N", help="requests to each site in this run, at most")
    command.add_argument(
        "--cookies",
        action="append",
        default=[],
        metavar="SITE=FILE",
        help="a file of your cookies for a site: cookies.txt, or a name=value a line",
    )
    command.add_argument(
        "--origin", action="append", default=[], metavar="HOST=URL", help="ask this address instead of the host"
    )
    command.add_argument(
        "--checkers",
        type=Path,
        metavar="DIR",
        help="checkers that you have: DIR/codeforces/1401/A/check.cpp, for example (none)",
    )
    command.add_argument("--offline", action="store_true", help="ask nobody: read what the cache holds")
    command.add_argument(
        "--seconds_per_request",
        type=float,
        metavar="S",
        help="seconds between two requests to a host, at least (the site's own; less is refused)",
    )
    command.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the waits before another try (0)")
    command.add_argument("--workers", type=int, metavar="N", help="worker processes on this machine (one per site)")
    command.set_defaults(act=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day of the form 2021-07-14") from error


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.running.run import pipeline_options
    from pipelines.scrape import scrape
    from pipelines.scrape_output import problems_of, scrape_summary
    from pipelines.scrapers.settings import ScrapeSettings, pairs
    from pipelines.scrapers.table import SITES

    if arguments.workers is None:
        arguments.workers = len(set(arguments.sites))
    settings = ScrapeSettings(
        sites=tuple(arguments.sites),
        cache=arguments.cache,
        checkers=arguments.checkers,
        contact=arguments.contact,
        contests=tuple(arguments.contests),
        since=arguments.since,
        max_requests=arguments.max_requests,
        cookies=tuple((site, Path(file)) for site, file in pairs("--cookies", arguments.cookies)),
        origins=pairs("--origin", arguments.origin),
        offline=arguments.offline,
        seed=arguments.seed,
        seconds_per_request=arguments.seconds_per_request,
    )
    scrape(settings, arguments.output, pipeline_options(rest, workers_of(arguments), arguments.command), SITES)
    print(scrape_summary(arguments.output))
    return EXIT_DONE if problems_of(arguments.output) else EXIT_FAILED
