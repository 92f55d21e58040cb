"""codequorum's command line: reads arguments, calls one room, turns errors into one line and an exit code.

Exit codes: 0 done, 1 the work failed, 2 the command or its input makes no sense, 3 this machine cannot isolate programs,
130 interrupted. Each command imports its room only when it is asked for.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import select
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_NO_SANDBOX, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
SOURCE_NAMES = (
    "packages",
    "codecontests",
    "codenet",
    "description2code",
    "apps",
    "taco",
    "humaneval",
    "mbpp",
    "codejam",
    "jsonl",
    "demo",
)
"""The names of `pipelines.sources.SOURCES`, which is imported only where it is needed."""
SITE_NAMES = ("codeforces", "atcoder", "aizu", "codechef", "hackerearth", "kattis", "cses")
"""Those of `pipelines.scrapers.table.SITES`, likewise."""


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands."""
    top = argparse.ArgumentParser(
        prog="codequorum",
        description="Builds CodeContests-style datasets whose hidden tests many correct solutions agree on.",
        allow_abbrev=False,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_measure(commands)
    _add_execute(commands)
    _add_doctor(commands)
    _add_explain(commands)
    _add_dedup(commands)
    _add_scrape(commands)
    _add_corpus(commands)
    for name, command in commands.choices.items():
        if name == "scrape":  # it runs no programs
            command.set_defaults(unsafe_no_sandbox=False)
            continue
        command.add_argument(
            "--unsafe_no_sandbox",
            action="store_true",
            help="where programs cannot be isolated, run them with every right that you have",
        )
    return top


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = commands.add_parser(
        "build",
        help="problems in, a dataset with generated tests out",
        description="Build a dataset: read, clean, unite, divide, verify, generate, keep, export.",
        epilog="example: codequorum build --source demo --output build/demo --allow_fewer --workers 2\n"
        "Options of Apache Beam (--runner, --project, ...) are passed on as they are.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    build.add_argument("--source", required=True, choices=SOURCE_NAMES, help="kind of input")
    build.add_argument("--input", default="", metavar="PATH", help="file or folder to read (not needed for demo)")
    build.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the new dataset")
    build.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    build.add_argument("--max_tests", type=int, default=200, metavar="N", help="generated tests per problem, at most (200)")
    build.add_argument(
        "--cpu_budget_s",
        type=float,
        default=36000.0,
        metavar="S",
        help="CPU seconds to generate one problem's tests (36000)",
    )
    build.add_argument("--min_agreeing", type=int, default=30, metavar="N", help="solutions that must agree (30)")
    build.add_argument("--allow_fewer", action="store_true", help="take as many as a problem has; the number is recorded")
    build.add_argument(
        "--holdout", type=float, default=0.0, metavar="F", help="share of the solutions kept out to measure with (0)"
    )
    build.add_argument(
        "--generation",
        choices=["structured", "paper"],
        default="structured",
        help="make inputs from their format and constraints, or by the reference's mutators alone (structured)",
    )
    build.add_argument(
        "--without",
        default="",
        metavar="PARTS",
        help="switch parts of the generation off, for comparison: kinds of inputs and steps, with commas between them ()",
    )
    build.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (0)")
    build.add_argument(
        "--given_tests",
        choices=["all", "samples"],
        default="all",
        help="samples: set the other given tests aside, to measure with (all)",
    )
    build.add_argument("--last_train_date", type=date.fromisoformat, metavar="DATE", help="default 2021-07-14")
    build.add_argument("--last_valid_date", type=date.fromisoformat, metavar="DATE", help="default 2021-09-20")
    build.add_argument("--replay", default="", metavar="DIR", help="repeat the counts of runs recorded in this dataset")
    build.set_defaults(act=_build)


def _add_measure(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    measure = commands.add_parser(
        "measure",
        help="how well a dataset's tests tell right from wrong",
        description="Judge the solutions that a build held out (--holdout) by its tests: TPR, TNR by kind, intervals.",
        epilog="example: codequorum measure build/demo --workers 2",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    measure.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote with --holdout")
    measure.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    measure.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write the figures (DATASET/measured/measure.json)"
    )
    measure.set_defaults(act=_measure)


def _add_execute(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    execute = commands.add_parser(
        "execute",
        help="one program on some inputs, and a table of how it fared",
        description="Run a program in the sandbox, on each input. Without --input and --text it reads what is piped in.",
        epilog="example: codequorum execute sum.cpp --input 1.in 2.in --expected 1.ans 2.ans\n"
        "exit codes: 0 every run is OK (AC with --expected), 1 one is not, 2 makes no sense, 3 no sandbox",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    execute.add_argument("program", type=Path, metavar="PROGRAM", help="source file, its language by the suffix")
    execute.add_argument("--input", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help="inputs to run on")
    execute.add_argument(
        "--text", nargs="+", action="extend", default=[], metavar="STRING", help="inputs as they are, after the files"
    )
    execute.add_argument(
        "--expected",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="right outputs, one per input: verdicts are AC or WA (white space and case ignored, numbers within 1e-5)",
    )
    execute.add_argument("--language", default="", metavar="L", help="where the suffix does not tell: c, cpp, java, py, py2")
    execute.add_argument("--cpu_s", type=float, default=10.0, metavar="S", help="CPU seconds of a run (10)")
    execute.add_argument("--memory_mib", type=float, default=1024.0, metavar="N", help="memory of a run in MiB (1024)")
    execute.add_argument("--output_mib", type=float, default=64.0, metavar="N", help="output of a run in MiB (64)")
    execute.add_argument("--cold", action="store_true", help="a new interpreter for each run of a Python program")
    execute.add_argument("--show_output", type=int, default=0, metavar="N", help="print the first N characters of each output")
    execute.add_argument("--json", action="store_true", help="print JSON instead of a table")
    execute.add_argument(
        "--arguments", nargs=argparse.REMAINDER, default=[], metavar="...", help="the program's command line: all that follows"
    )
    execute.set_defaults(act=_execute)


def _add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="what this machine can run, and what is missing",
        description="How programs are isolated here, which languages run, and the commands that bring what is missing.",
        epilog="example: codequorum doctor\nexit codes: 0 programs can be isolated and a language runs, 3 otherwise",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    doctor.add_argument("--json", action="store_true", help="print JSON instead of lines")
    doctor.set_defaults(act=_doctor)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="what is known of a problem's input: its format and its constraints",
        description="The input format, learnt from the tests, and the constraints that the statement gives, with its words.",
        epilog="example: codequorum explain demo --problem mountain-roads",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    explain.add_argument("path", metavar="PATH", help="file or folder that build reads, or demo")
    explain.add_argument("--source", choices=SOURCE_NAMES, default="", help="default: by PATH")
    explain.add_argument("--problem", default="", metavar="NAME", help="the one to explain (all)")
    explain.add_argument(
        "--samples", action="store_true", help="learn from the public examples alone, as a build from them would"
    )
    explain.add_argument("--json", action="store_true", help="print a line of JSON per problem")
    explain.set_defaults(act=_explain)


def _add_scrape(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scrape = commands.add_parser(
        "scrape",
        help="contest sites in, problems as JSON lines out",
        description="Ask contest sites for problems: as their robots.txt allows, slowly, with a name and your contact. Read "
        "their terms of use before. What was fetched is kept; a crawl that was cut short goes on with the same command.",
        epilog="example: codequorum scrape codeforces --contact you@university.edu --output build/cf --cache build/pages\n"
        "then:    codequorum build --source jsonl --input build/cf --output build/dataset\n"
        "to try it without any site but the embedded ones: python -m pipelines.demo.site --help\n"
        "exit codes: 0 there are problems in the output, 1 there are none, 2 makes no sense",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    scrape.add_argument("sites", nargs="+", metavar="SITE", help=", ".join(SITE_NAMES))
    scrape.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of problems, rejections, manifest")
    scrape.add_argument("--cache", required=True, type=Path, metavar="DIR", help="folder of the pages that were fetched")
    scrape.add_argument("--contact", default="", metavar="C", help="e-mail address or URL at which sites can reach you")
    scrape.add_argument(
        "--contests",
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help="these contests alone, as the site's addresses call them (all)",
    )
    scrape.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="what was published on that day (2021-07-14) or after it (all)"
    )
    scrape.add_argument("--max_requests", type=int, metavar="N", help="requests to each site in this run, at most")
    scrape.add_argument(
        "--cookies",
        action="append",
        default=[],
        metavar="SITE=FILE",
        help="a file of your cookies for a site: cookies.txt, or a name=value a line",
    )
    scrape.add_argument(
        "--origin", action="append", default=[], metavar="HOST=URL", help="ask this address instead of the host"
    )
    scrape.add_argument("--offline", action="store_true", help="ask nobody: read what the cache holds")
    scrape.add_argument(
        "--seconds_per_request",
        type=float,
        metavar="S",
        help="seconds between two requests to a host, at least (the site's own; less is refused)",
    )
    scrape.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the waits before another try (0)")
    scrape.add_argument("--workers", type=int, metavar="N", help="worker processes on this machine (one per site)")
    scrape.set_defaults(act=_scrape)


def _add_dedup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    dedup = commands.add_parser(
        "dedup",
        help="clusters of near-duplicates among documents",
        description="Find near-duplicates: MinHash, each pair compared exactly, connected ones told as clusters.",
        epilog="example: codequorum dedup build/demo build/clusters --threshold 0.6\n"
        "Options of Apache Beam (--runner, --project, ...) are passed on as they are.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    dedup.add_argument("input", metavar="INPUT", help="parquet or JSON lines, a file or a folder; or a dataset: its statements")
    dedup.add_argument("output", type=Path, metavar="OUTPUT", help="folder for clusters.parquet and summary.json")
    dedup.add_argument("--threshold", type=float, default=0.8, metavar="S", help="Jaccard similarity that is near (0.8)")
    dedup.add_argument("--shingles", choices=["words", "tokens"], default="words", help="prose or programs (words)")
    dedup.add_argument("--width", type=int, default=5, metavar="N", help="words or tokens of a shingle (5)")
    dedup.add_argument("--bands", type=int, metavar="N", help="bands of a signature (by the threshold; 16 for 0.8)")
    dedup.add_argument("--rows", type=int, metavar="N", help="rows of a band (by the threshold; 8 for 0.8)")
    dedup.add_argument("--id_column", default="", metavar="NAME", help="default: id or name, else a row's place")
    dedup.add_argument("--text_column", default="", metavar="NAME", help="default: text, description, content, source, ...")
    dedup.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    dedup.set_defaults(act=_dedup)


def _dedup(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.dedup import dedup, summary_text
    from pipelines.dedup_steps.documents import Columns
    from pipelines.neardup import Shingles, settings_for
    from pipelines.run import pipeline_options

    near = settings_for(
        arguments.threshold,
        Shingles(arguments.shingles),
        width=arguments.width,
        bands=arguments.bands,
        rows=arguments.rows,
    )
    columns = Columns(arguments.id_column, arguments.text_column)
    summary = dedup(arguments.input, arguments.output, pipeline_options(rest, _workers(arguments)), near, columns)
    print(summary_text(arguments.output, summary))
    return EXIT_DONE


def _add_corpus(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    corpus = commands.add_parser(
        "corpus",
        help="public code to pretrain on, cleaned, out of checkouts and archives",
        description="Make a corpus of source files: cleaned, without duplicates, secrets masked, cut at a date.",
        epilog="example: codequorum corpus checkouts/ dump.tar.gz --output build/corpus --before 2021-07-14\n"
        "Options of Apache Beam (--runner, --project, ...) are passed on as they are.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    corpus.add_argument("inputs", nargs="+", metavar="INPUT", help="git checkouts, folders, tar or zip archives, parquet files")
    corpus.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the new corpus")
    corpus.add_argument("--before", type=date.fromisoformat, metavar="DATE", help="the last day whose commits are taken (all)")
    corpus.add_argument(
        "--undated", choices=["drop", "keep", "modified"], default="drop", help="files without a commit date (drop)"
    )
    corpus.add_argument("--languages", nargs="+", default=[], metavar="NAME", help="of the paper's twelve (all)")
    corpus.add_argument("--licences", nargs="+", default=[], metavar="SPDX", help="licences that are wanted (all)")
    corpus.add_argument(
        "--exclude",
        nargs="+",
        default=[],
        metavar="DATASET",
        help="datasets whose valid and test problems must not occur",
    )
    corpus.add_argument(
        "--exclude_splits",
        nargs="+",
        default=[],
        metavar="SPLIT",
        help="of the excluded datasets (valid and test, or all of one that has neither)",
    )
    corpus.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    corpus.set_defaults(act=_corpus)


def _corpus(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.corpus.build import corpus
    from pipelines.corpus.languages import LANGUAGES
    from pipelines.corpus.output import corpus_summary, refuse_empty
    from pipelines.corpus.settings import CorpusSettings
    from pipelines.run import pipeline_options

    settings = CorpusSettings(
        inputs=tuple(arguments.inputs),
        languages=tuple(arguments.languages) or LANGUAGES,
        before=arguments.before,
        undated=arguments.undated,
        licences=tuple(arguments.licences),
        exclude=tuple(arguments.exclude),
        exclude_splits=tuple(arguments.exclude_splits),
    )
    fresh = corpus(settings, arguments.output, pipeline_options(rest, _workers(arguments), "corpus"))
    if not fresh:
        print(f"{arguments.output} holds this corpus already; nothing to do")
    refuse_empty(arguments.output)
    print(corpus_summary(arguments.output))
    return EXIT_DONE


def _build(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.build import build
    from pipelines.run import pipeline_options
    from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings
    from pipelines.summary import dataset_summary, refuse_empty

    if arguments.source != "demo" and not arguments.input:
        raise ValueError(f"--source {arguments.source} needs --input PATH")
    settings = BuildSettings(
        source=arguments.source,
        input=arguments.input,
        given_tests=arguments.given_tests,
        max_tests=arguments.max_tests,
        cpu_budget_s=arguments.cpu_budget_s,
        min_agreeing=arguments.min_agreeing,
        allow_fewer=arguments.allow_fewer,
        holdout=arguments.holdout,
        seed=arguments.seed,
        generation=arguments.generation,
        without=tuple(sorted(filter(None, arguments.without.split(",")))),
        last_train_date=arguments.last_train_date or LAST_TRAIN_DATE,
        last_valid_date=arguments.last_valid_date or LAST_VALID_DATE,
        replay=arguments.replay,
    )
    fresh = build(settings, arguments.output, pipeline_options(rest, _workers(arguments), arguments.command))
    if not fresh:
        print(f"{arguments.output} holds this dataset already; nothing to do")
    refuse_empty(arguments.output, arguments.input or arguments.source)
    print(dataset_summary(arguments.output))
    return EXIT_DONE


def _measure(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.figures import report_text
    from pipelines.measure import measure
    from pipelines.run import pipeline_options

    output = arguments.output or arguments.dataset / "measured" / "measure.json"
    print(report_text(measure(arguments.dataset, output, pipeline_options(rest, _workers(arguments), arguments.command))))
    print(f"written to {output}")
    return EXIT_DONE


def _execute(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.execute import Request, execute, run_limits

    _refuse_unknown(rest, "execute")
    _print_anything()
    request = Request(
        program=arguments.program,
        language=arguments.language,
        inputs=tuple(arguments.input),
        texts=tuple(arguments.text),
        expected=tuple(arguments.expected),
        limits=run_limits(arguments.cpu_s, arguments.memory_mib, arguments.output_mib),
        arguments=tuple(arguments.arguments),
        cold=arguments.cold,
        show_output=arguments.show_output,
    )
    return EXIT_DONE if execute(request, as_json=arguments.json) else EXIT_FAILED


def _explain(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.explain import explain

    _refuse_unknown(rest, "explain")
    _print_anything()
    for text in explain(
        arguments.path, arguments.source, arguments.problem, samples_alone=arguments.samples, as_json=arguments.json
    ):
        print(text)
    return EXIT_DONE


def _scrape(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.run import pipeline_options
    from pipelines.scrape import scrape
    from pipelines.scrape_output import problems_of, scrape_summary
    from pipelines.scrapers.settings import ScrapeSettings, pairs
    from pipelines.scrapers.table import SITES

    if arguments.workers is None:
        arguments.workers = len(set(arguments.sites))
    settings = ScrapeSettings(
        sites=tuple(arguments.sites),
        cache=arguments.cache,
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
    scrape(settings, arguments.output, pipeline_options(rest, _workers(arguments), arguments.command), SITES)
    print(scrape_summary(arguments.output))
    return EXIT_DONE if problems_of(arguments.output) else EXIT_FAILED


def _doctor(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.doctor import doctor

    _refuse_unknown(rest, "doctor")
    _print_anything()
    return EXIT_DONE if doctor(as_json=arguments.json) else EXIT_NO_SANDBOX


def _refuse_unknown(rest: Sequence[str], command: str) -> None:
    if rest:
        raise ValueError(f"unknown argument {rest[0]!r}: see `codequorum {command} --help`")


def _print_anything() -> None:
    """Programs print in every script; a terminal that lacks it shows the number of the character."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _take_risk(wanted: bool) -> None:
    """Let programs run without isolation where there is none, and say so if that is what will happen.

    It goes by the environment because worker processes have to know it, too.
    """
    from pipelines.execution.tiers import UNSAFE_VARIABLE, best_tier
    from schemas.execution import Tier

    if wanted:
        os.environ[UNSAFE_VARIABLE] = "1"
    if os.environ.get(UNSAFE_VARIABLE) == "1" and best_tier() is Tier.NONE:
        print(
            "codequorum: WARNING: programs are not isolated on this machine; they run with every right that you have",
            file=sys.stderr,
        )


def _workers(arguments: argparse.Namespace) -> int:
    if arguments.workers < 1:
        raise ValueError(f"--workers {arguments.workers}: at least one is needed")
    return int(arguments.workers)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    cut = words.index("--arguments") if words[:1] == ["execute"] and "--arguments" in words else len(words)
    arguments, rest = parser().parse_known_args(words[:cut])
    arguments.arguments = words[cut + 1 :]  # argparse would take a -- among them for its own
    logging.basicConfig(level=logging.ERROR, format="codequorum: %(message)s")  # before Beam warns of what it lacks
    act: Callable[[argparse.Namespace, Sequence[str]], int] = arguments.act
    try:
        _take_risk(arguments.unsafe_no_sandbox)
        code = act(arguments, rest)
        print(end="", flush=True)  # what cannot be written is found out here, not when the interpreter ends
        return code
    except KeyboardInterrupt:
        print("codequorum: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        if isinstance(error, BrokenPipeError) and _reader_left():
            return EXIT_FAILED
        meant = exit_code(error)
        if meant is None:
            raise
        print(f"codequorum: {error}", file=sys.stderr)
        return meant


def _reader_left() -> bool:
    """Whether nobody reads what we print any more, as after `| head`: then there is nothing to say, not even at the end."""
    try:
        ends = select.poll()
        ends.register(sys.stdout.fileno(), 0)
        if not any(event & select.POLLERR for _, event in ends.poll(0)):
            return False
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # closed, or not a file at all
        return False
    return True


def exit_code(error: Exception) -> int | None:
    """The exit code for an error that is meant for a person, None for a defect of ours."""
    from pipelines.execution.sandbox import SandboxUnavailable

    running = sys.modules.get("pipelines.run")  # not imported for this: it brings Beam, and that takes seconds
    if running is not None and isinstance(error, running.Interrupted):
        return EXIT_INTERRUPTED
    if isinstance(error, SandboxUnavailable):
        return EXIT_NO_SANDBOX
    if isinstance(error, ValueError):
        return EXIT_USAGE
    return EXIT_FAILED if isinstance(error, OSError) else None


if __name__ == "__main__":
    sys.exit(main())
