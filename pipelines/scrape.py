"""The command `scrape`: contest sites in, problems as JSON lines out.

start requests -> by group of hosts -> walk -> pieces by problem -> assemble -> write. A group of hosts is one key of a
GroupByKey, so one worker alone asks them, and their rate holds however many workers there are. Big pieces lie in a workspace
(`OUTPUT/.scrape`) and only references to them go through Beam's shuffles; what was fetched lies in the cache.
"""

from __future__ import annotations

import dataclasses
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.pvalue import AsIter

from pipelines.describing.manifest import counts_of, keyed
from pipelines.running.progress import Monitor, report
from pipelines.running.run import run_pipeline
from pipelines.running.workspace import Workspace
from pipelines.scrape_output import Line, prepare_output, write_output
from pipelines.scrapers.assembly import join
from pipelines.scrapers.cache import Cache
from pipelines.scrapers.checkers import with_checker
from pipelines.scrapers.crawl import STAGE, Visit
from pipelines.scrapers.fetching import cookies
from pipelines.scrapers.records import Piece, ProblemFacts, ProblemText, Request
from pipelines.scrapers.settings import ScrapeSettings, chosen_sites, groups
from pipelines.scrapers.site import Site
from pipelines.scrapers.walk import Walk
from pipelines.sources.jsonl import line_of
from pipelines.stages_io import Ref, emit, flatten_all, par_do, staged
from schemas.digest import digest
from schemas.problem import Checker, Problem
from schemas.rejection import Rejection
from schemas.tally import Tally

WORKSPACE = ".scrape"
ASKED = "asked"
"""The stage of counts that differ from run to run."""
_ASSEMBLING = "assemble: problems"

Groups = Mapping[str, tuple[Site, ...]]
Found = tuple[str, Piece | Ref]
"""A piece, or where it lies, and the page that it is from."""


class _Walk(beam.DoFn):
    """(group, its first requests) -> (key of a problem, Found)."""

    def __init__(self, sites: Groups, settings: ScrapeSettings, workspace: Workspace) -> None:
        self._sites = sites
        self._settings = settings
        self._workspace = workspace

    def process(self, group: tuple[str, Iterable[Request]]) -> Iterator[Any]:
        name, start = group
        walk = Walk(name, self._sites[name], self._settings)
        progress, pending = f"{STAGE}: pages of {name}", 0
        pieces: Counter[str] = Counter()
        for item in walk.visits(start):
            if isinstance(item, Visit):
                yield from self._pieces(item)
                pieces.update(f"{item.request.site} {type(piece).__name__} pieces" for piece in item.parsed.pieces)
                yield from emit(item.parsed.rejections)
            else:
                yield from emit([item])
            # requests that are left out are taken back: they come as one rejection for each host
            report(self._workspace.folder, progress, planned=walk.pending - pending + 1, done=1)
            pending = walk.pending
        read = {**{f"{what} pages": count for what, count in walk.pages.items()}, **pieces}
        yield from emit(tallies=[Tally(STAGE, what, count) for what, count in read.items()])
        asked = [Tally(ASKED, what, count) for what, count in walk.asked.items()]
        yield from emit(tallies=[*asked, Tally(ASKED, "groups left unfinished", int(not walk.finished))])

    def _pieces(self, visit: Visit) -> Iterator[Any]:
        request = visit.request
        page = digest(repr(request))
        for place, piece in enumerate(visit.parsed.pieces):
            found: Piece | Ref = piece
            if not isinstance(piece, ProblemFacts):  # facts are small, and a list has thousands of them
                found = Ref(piece.key, "piece", f"{page} {place}")
                self._workspace.put(found.kind, found.key, piece)
            yield piece.key, (request.url, found)


def assembled(
    key: str, found: Iterable[tuple[str, Piece]], checkers: Path | None = None
) -> tuple[Problem | None, tuple[Rejection, ...]]:
    """The problem of these pieces, its origin being the page of its statement, and what was rejected.

    `checkers`: a folder with checkers of problems.
    """
    pages = sorted(found, key=lambda one: one[0])
    assembly = join(key, [piece for _, piece in pages])
    if isinstance(assembly.result, Rejection):
        return None, (assembly.result, *assembly.losses)
    text = assembly.result.description
    origins = [url for url, piece in pages if isinstance(piece, ProblemText) and piece.description == text]
    problem, losses = with_checker(assembly.result, key, checkers)
    return dataclasses.replace(problem, origin=origins[0]), (*assembly.losses, *losses)


class _Assemble(beam.DoFn):
    """(key, its pieces) -> Line, with the line itself in the workspace."""

    def __init__(self, workspace: Workspace, checkers: Path | None) -> None:
        self._workspace = workspace
        self._checkers = checkers

    def process(self, group: tuple[str, Iterable[Found]]) -> Iterator[Any]:
        key, found = group
        problem, rejections = assembled(key, [(url, self._loaded(piece)) for url, piece in found], self._checkers)
        yield from emit(rejections)
        if problem is not None:
            line = line_of(problem)
            self._workspace.put("line", key, line)
            yield Line(key, len(line))
            yield from emit(tallies=_tallies(problem))
        report(self._workspace.folder, _ASSEMBLING, planned=1, done=1)

    def _loaded(self, piece: Piece | Ref) -> Piece:
        if isinstance(piece, Ref):
            loaded: Piece = self._workspace.get(piece.kind, piece.key)
            return loaded
        return piece


def _tallies(problem: Problem) -> list[Tally]:
    parts = {
        "problems": 1,
        "public_tests": len(problem.public_tests),
        "private_tests": len(problem.private_tests),
        "solutions": len(problem.solutions),
        "incorrect_solutions": len(problem.incorrect_solutions),
        f"{problem.checker.kind.value} checkers": int(problem.checker != Checker()),
    }
    return [Tally("assemble", what, number) for what, number in parts.items() if number or "checkers" not in what]


class _Finish(beam.DoFn):
    """Writes the files once everything is known."""

    def __init__(self, output: Path, workspace: Workspace, settings: ScrapeSettings, sites: list[Site], begun: float) -> None:
        self._output = output
        self._workspace = workspace
        self._settings = settings
        self._sites = sites
        self._begun = begun

    def process(
        self, _: object, lines: Iterable[Line], rejections: Iterable[Rejection], tallies: Iterable[Any]
    ) -> Iterator[str]:
        counts = counts_of(tallies)
        asked = counts.pop(ASKED, {})
        measured = {"asked": asked, "how": self._settings.how_as_json(), "elapsed_s": round(time.time() - self._begun, 3)}
        write_output(
            self._output, self._workspace, self._settings, self._sites, sorted(lines), sorted(rejections), counts, measured
        )
        yield str(self._output)


def requests_of(sites: Groups, settings: ScrapeSettings) -> list[tuple[str, Request]]:
    """The first requests of every site, each under the name of its group."""
    return [(name, request) for name, members in sites.items() for site in members for request in site.start(settings.scope)]


def construct(pipeline: beam.Pipeline, sites: Groups, settings: ScrapeSettings, workspace: Workspace, output: Path) -> None:
    """Wire the steps."""
    begun = time.time()
    walked = staged(
        pipeline
        | "Start" >> beam.Create(requests_of(sites, settings), reshuffle=False)
        | "ByHosts" >> beam.GroupByKey()
        | "Walk" >> par_do(_Walk(sites, settings, workspace))
    )
    joined = staged(
        walked.main | "ByProblem" >> beam.GroupByKey() | "Assemble" >> par_do(_Assemble(workspace, settings.checkers))
    )
    rejections = flatten_all([walked.rejections, joined.rejections], "Rejections")
    tallies = (
        flatten_all([walked.tallies, joined.tallies], "Tallies")
        | "KeyTallies" >> beam.Map(keyed)
        | "SumTallies" >> beam.CombinePerKey(sum)
    )
    all_sites = [site for members in sites.values() for site in members]
    _ = (
        pipeline
        | "Once" >> beam.Create([None], reshuffle=False)
        | "Finish"
        >> beam.ParDo(
            _Finish(output, workspace, settings, all_sites, begun), AsIter(joined.main), AsIter(rejections), AsIter(tallies)
        )
    )


def scrape(settings: ScrapeSettings, output: Path, options: PipelineOptions, known: Mapping[str, Site]) -> None:
    """Crawl the sites of `settings` among the `known` ones; problems, rejections and manifests into `output`.

    Raises ScrapeError, CookieError, CacheError or Interrupted, each with a message for a person. The output is whole when its
    `manifest.json` is there. A crawl that was cut short, by whatever, goes on with the same command.
    """
    output = output.absolute()
    settings = dataclasses.replace(
        settings,
        cache=settings.cache.absolute(),
        cookies=_absolute(settings.cookies),
        checkers=settings.checkers.absolute() if settings.checkers is not None else None,
    )
    sites = groups(chosen_sites(settings, known))
    _check(settings, sites)
    prepare_output(output, WORKSPACE)
    workspace = Workspace(output / WORKSPACE)
    shutil.rmtree(workspace.folder, ignore_errors=True)
    workspace.folder.mkdir(parents=True)
    with Monitor(workspace.folder):
        run_pipeline(lambda pipeline: construct(pipeline, sites, settings, workspace, output), options)
    shutil.rmtree(workspace.folder, ignore_errors=True)


def _absolute(files: Iterable[tuple[str, Path]]) -> tuple[tuple[str, Path], ...]:
    return tuple((site, path.absolute()) for site, path in files)


def _check(settings: ScrapeSettings, sites: Groups) -> None:
    """Find out here, where it can be said in one line, what would stop a worker; warn of what a person should know."""
    cache = Cache(settings.cache)
    cache.prepare()
    if settings.offline:
        return
    for name in sites:
        with cache.turn(name):
            pass
    files = dict(settings.cookies)
    for site in (site for members in sites.values() for site in members if site.name in files):
        path = files[site.name]
        for warning in cookies.warnings(path, cookies.read_cookies(path, site.hosts), time.time()):
            print(f"codequorum: WARNING: {warning}", file=sys.stderr)
