"""`codequorum scrape`: contest sites in, problems as JSON lines out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import (
    NOT_NEGATIVE,
    SITE_NAMES,
    Whole,
    add_json,
    add_list,
    add_output,
    add_seed,
    add_workers,
    beam_options,
    day,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, EXIT_FAILED, Commands, add_command, print_json


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
        f"{BEAM_OPTIONS}\n"
        "exit codes: 0 there are problems in the output, 1 there are none, 2 makes no sense",
    )
    command.add_argument("sites", nargs="+", metavar="SITE", help=", ".join(SITE_NAMES))
    add_output(command, "folder of problems, rejections, manifest")
    command.add_argument("--cache", required=True, type=Path, metavar="DIR", help="folder of the pages that were fetched")
    command.add_argument("--contact", default="", metavar="WHO", help="e-mail address or URL at which sites can reach you")
    add_list(command, "--contests", metavar="ID", help="these contests alone, as the site's addresses call them (all)")
    command.add_argument(
        "--since", type=day, metavar="DATE", help="what was published on that day (2021-07-14) or after it (all)"
    )
    command.add_argument("--max_requests", type=Whole(1), metavar="N", help="requests to each site in this run, at most (any)")
    add_list(
        command,
        "--cookies",
        metavar="SITE=FILE",
        help="a file of your cookies for a site: cookies.txt, or a name=value a line",
    )
    add_list(command, "--origin", metavar="HOST=URL", help="ask this address instead of the host")
    command.add_argument(
        "--checkers",
        type=Path,
        metavar="DIR",
        help="checkers that you have: DIR/codeforces/1401/A/check.cpp, for example (none)",
    )
    command.add_argument("--offline", action="store_true", help="ask nobody: read what the cache holds")
    command.add_argument(
        "--seconds_per_request",
        type=NOT_NEGATIVE,
        metavar="S",
        help="seconds between two requests to a host, at least (the site's own; less is refused)",
    )
    add_seed(command)
    add_workers(command, None, "one per site")
    add_json(
        command,
        {
            "output": "folder of the problems",
            "problems": "that are in it",
            "counts": "stage -> what -> how many",
            "settings": "what was asked for",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
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
    scrape(settings, arguments.output, beam_options(arguments, rest), SITES)
    problems = problems_of(arguments.output)
    if arguments.json:
        manifest = json.loads((arguments.output / "manifest.json").read_text(encoding="utf-8"))
        told = {"counts": manifest["counts"], "settings": manifest["settings"]}
        print_json({"output": arguments.output, "problems": problems, **told})
    else:
        print(scrape_summary(arguments.output))
    return EXIT_DONE if problems else EXIT_FAILED
