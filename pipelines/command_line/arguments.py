"""Arguments that several commands have: each is written once, so that a name takes the same wherever it stands.

A list is several words after one option (`--languages cpp java`), and the option may come again. What a number may be is said
here, so that a wrong one is refused before anything is read.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.command_line.grammar import Misread, Parser, nearest, refuse_unknown

if TYPE_CHECKING:
    from apache_beam.options.pipeline_options import PipelineOptions

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
SPLITS = ("train", "valid", "test")
NEAR = 0.8
"""The Jaccard similarity from which on two texts are near-duplicates, where nothing else is said."""
PROGRAM_LANGUAGES = ("python3", "cpp")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`. Called with a word it gives the number, or raises ArgumentTypeError."""

    least: int = 0
    most: int | None = None

    def __call__(self, word: str) -> int:
        try:
            number = int(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{word!r}: a whole number is needed") from None
        if number < self.least:
            raise argparse.ArgumentTypeError(f"{word}: at least {self.least} is needed")
        if self.most is not None and number > self.most:
            raise argparse.ArgumentTypeError(f"{word}: at most {self.most} is possible")
        return number


@dataclass(frozen=True, slots=True)
class Number:
    """A number that `fits`, as `needed` says in words. Called with a word it gives the number, or raises ArgumentTypeError."""

    needed: str
    fits: Callable[[float], bool]

    def __call__(self, word: str) -> float:
        try:
            number = float(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{word!r}: {self.needed} is needed") from None
        if not self.fits(number):  # so it is for nan
            raise argparse.ArgumentTypeError(f"{word}: {self.needed} is needed")
        return number


NUMBER = Number("a number", lambda one: True)
POSITIVE = Number("a number above 0", lambda one: 0 < one < math.inf)
NOT_NEGATIVE = Number("a number from 0 on", lambda one: 0 <= one < math.inf)
PROBABILITY = Number("a number above 0 and up to 1", lambda one: 0 < one <= 1)
SIMILARITY = Number("a similarity above 0 and up to 1", lambda one: 0 < one <= 1)
SIMILARITY_OR_NONE = Number("0 or a similarity up to 1", lambda one: 0 <= one <= 1)
SHARE = Number("a share from 0 on and below 1", lambda one: 0 <= one < 1)


def day(word: str) -> date:
    """A day. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r}: a day of the form 2021-07-14 is needed") from None


def temperature(word: str) -> tuple[float, float]:
    """A temperature, or the lowest and the highest of which one is drawn for each sample. Raises ArgumentTypeError."""
    low, dots, high = word.partition("..")
    try:
        return float(low), float(high if dots else low)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r}: a number or LOW..HIGH is needed") from None


def add_list(command: argparse.ArgumentParser, option: str, **more: Any) -> None:
    """An option that takes several words and may come several times; empty where it is not given."""
    command.add_argument(option, nargs="+", action="extend", default=[], **more)


def add_output(command: argparse.ArgumentParser, help: str, **more: Any) -> None:
    """`--output PATH`: needed, unless a default is said."""
    told: dict[str, Any] = {"type": Path, "required": True} | more
    command.add_argument("--output", metavar="PATH", help=help, **told)


def output_file(output: Path) -> Path:
    """The file that is to be written, looked at before there is anything to write. Raises ValueError for a folder."""
    if output.is_dir():
        raise ValueError(f"{output} is a folder; give --output a file")
    return output


def add_dataset(command: argparse.ArgumentParser, help: str = "folder that build wrote") -> None:
    """The positional DATASET."""
    command.add_argument("dataset", type=Path, metavar="DATASET", help=help)


def add_workers(command: argparse.ArgumentParser, default: int | None = 1, shown: str = "1") -> None:
    """`--workers N`."""
    command.add_argument("--workers", type=Whole(1), default=default, metavar="N", help=f"worker processes ({shown})")


def add_seed(command: argparse.ArgumentParser) -> None:
    """`--seed N`."""
    command.add_argument("--seed", type=Whole(), default=0, metavar="N", help="seed of all that is drawn (0)")


def add_split(command: argparse.ArgumentParser, default: str = "", shown: str = "all") -> None:
    """`--split {train,valid,test}`; `shown` says what the default is."""
    command.add_argument("--split", choices=SPLITS, default=default, help=f"whose problems ({shown})")


def add_given_tests(command: argparse.ArgumentParser) -> None:
    """`--given_tests {all,samples}`."""
    command.add_argument(
        "--given_tests",
        choices=["all", "samples"],
        default="all",
        help="samples: without the other given tests, which a build sets aside to measure with (all)",
    )


def add_problem(command: argparse.ArgumentParser) -> None:
    """`--problem NAME ...`."""
    add_list(command, "--problem", metavar="NAME", help="these problems alone (all)")


def add_source(command: argparse.ArgumentParser, shown: str = "", **more: Any) -> None:
    """`--source KIND`; `shown` says what it is where it is not given."""
    known = ", ".join(SOURCE_NAMES)
    command.add_argument("--source", choices=SOURCE_NAMES, metavar="KIND", help=f"kind of input: {known}{shown}", **more)


def add_near_threshold(command: argparse.ArgumentParser) -> None:
    """`--near_threshold S`."""
    command.add_argument(
        "--near_threshold", type=SIMILARITY, default=NEAR, metavar="S", help=f"Jaccard similarity that is near ({NEAR})"
    )


def add_checkpoint(command: argparse.ArgumentParser) -> None:
    """`--checkpoint {best,last}`."""
    command.add_argument("--checkpoint", choices=["best", "last"], default="best", help="which one of a run (best)")


def add_config(command: argparse.ArgumentParser) -> None:
    """`--config FILE`."""
    command.add_argument("--config", default="tiny", metavar="FILE", help="TOML file or a preset's name (tiny)")


def add_drawing(command: argparse.ArgumentParser) -> None:
    """What a model's samples depend on."""
    add_checkpoint(command)
    command.add_argument("--samples", type=Whole(1), default=64, metavar="N", help="samples of a problem (64)")
    command.add_argument(
        "--temperature",
        type=temperature,
        default=(0.25, 0.25),
        metavar="T",
        help="0.25 after GOLD, 0.12 without; LOW..HIGH: drawn for each sample (0.25)",
    )
    add_list(command, "--languages", metavar="NAME", help=f"in turn ({' '.join(PROGRAM_LANGUAGES)})")
    command.add_argument(
        "--prompt_samples", type=Whole(1), default=16, metavar="N", help="samples of one prompt; 1 draws facts for each (16)"
    )
    command.add_argument("--tokens", type=Whole(), default=0, metavar="N", help="longest sample (0: what the decoder has)")
    command.add_argument("--slots", type=Whole(1), default=64, metavar="N", help="samples written side by side (64)")


def add_json(command: argparse.ArgumentParser, keys: Mapping[str, str]) -> None:
    """`--json`; `keys` is what the object holds, key -> meaning."""
    command.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    if isinstance(command, Parser):
        command.keys = dict(keys)


def add_unsafe(command: argparse.ArgumentParser) -> None:
    """`--unsafe_no_sandbox`, for the commands that run programs."""
    command.add_argument(
        "--unsafe_no_sandbox",
        action="store_true",
        help="where programs cannot be isolated, run them with every right that you have",
    )


def beam_options(arguments: argparse.Namespace, rest: Sequence[str]) -> PipelineOptions:
    """What Beam is told: the words that are not ours, and the workers. Raises ValueError for what neither knows."""
    from pipelines.running.run import OptionError, pipeline_options

    if rest and not rest[0].startswith("-"):
        refuse_unknown(rest, arguments)
    try:
        return pipeline_options(rest, arguments.workers, arguments.command)
    except OptionError as error:
        guess = next((near for word in rest if (near := nearest(word, arguments.known)) and word in str(error)), "")
        raise Misread(f"{error}; did you mean {guess}?") if guess else error from None
