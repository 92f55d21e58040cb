"""A problem with its tests and solutions: the record that walks through every pipeline.

Fields that the reference schema has carry its names (proto `deepmind.code_contests.ContestProblem`); what we add to it is
grouped at the end of each record and travels in sidecar tables.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from schemas.digest import digest, digest_many
from schemas.language import Language
from schemas.text import without_white_space

NANOSECONDS = 1_000_000_000


class Source(Enum):
    """Where a problem came from; the names of the reference schema. 5 is not used there."""

    UNKNOWN_SOURCE = 0
    CODECHEF = 1
    CODEFORCES = 2
    HACKEREARTH = 3
    CODEJAM = 4
    ATCODER = 6
    AIZU = 7


Difficulty = Enum(  # type: ignore[misc]  # members are computed: 24 letters need no 24 lines
    "Difficulty",
    {
        "UNKNOWN_DIFFICULTY": 0,
        "EASY": 1,
        "MEDIUM": 2,
        "HARD": 3,
        "HARDER": 4,
        "HARDEST": 5,
        "EXTERNAL": 6,
        **{letter: 7 + place for place, letter in enumerate("ABCDEFGHIJK")},
        **{letter: 19 + place for place, letter in enumerate("LMNOPQRSTUV")},
    },
)
"""Difficulty with the proto's numbers; 18 is skipped there."""


class Split(Enum):
    """The splits of a dataset; values are the file name prefixes."""

    TRAIN = "train"
    VALID = "valid"
    TEST = "test"


class Label(Enum):
    """What is known about a solution from where it came. `INCORRECT`: wrong, but not known how."""

    CORRECT = "correct"
    WRONG_ANSWER = "wrong_answer"
    TIME_LIMIT_EXCEEDED = "time_limit_exceeded"
    RUN_TIME_ERROR = "run_time_error"
    INCORRECT = "incorrect"


@dataclass(frozen=True, slots=True)
class Test:
    """An input and the output that is right for it (one of the right ones, where there are several)."""

    __test__ = False  # not a test case of pytest

    input: str
    output: str


@dataclass(frozen=True, slots=True)
class Solution:
    """A program that somebody handed in. `author` and `file` are "" where they are not known."""

    language: Language
    source: str
    label: Label = Label.CORRECT
    author: str = ""
    file: str = ""

    @property
    def digest(self) -> str:
        """Identity of the program: its language and its text, byte for byte."""
        return digest(self.language.value, self.source)

    @property
    def white_space_blind_digest(self) -> str:
        """Identity of the program but for white space."""
        return digest(self.language.value, without_white_space(self.source))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one run as the problem states them; None where it states none.

    Raises ValueError for a limit that is not positive: the parquet layout writes an absent limit as 0.
    """

    time_limit_ns: int | None = None
    memory_limit_bytes: int | None = None

    def __post_init__(self) -> None:
        for name, value in (("time_limit_ns", self.time_limit_ns), ("memory_limit_bytes", self.memory_limit_bytes)):
            if value is not None and value <= 0:
                raise ValueError(f"{name} must be positive, got {value}")

    @property
    def time_limit_s(self) -> float | None:
        """The time limit in seconds."""
        return None if self.time_limit_ns is None else self.time_limit_ns / NANOSECONDS

    @staticmethod
    def of(time_limit_s: float | None, memory_limit_bytes: int | None) -> Limits:
        """Limits from seconds and bytes, rounded to whole nanoseconds."""
        return Limits(None if time_limit_s is None else round(time_limit_s * NANOSECONDS), memory_limit_bytes)


class CheckerKind(Enum):
    """How an output is compared with the expected one.

    ALPHACODE: white space and case ignored, non-integers within 1e-5, integers exactly (paper, appendix A.2).
    EXACT: the same text, but for one newline at its end.
    TOKENS: the same words in the same case, white space ignored.
    FLOAT_ABS_REL: like TOKENS, numbers within a tolerance, two integers exactly.
    KATTIS: the default output validator of the problem package format, with its flags.
    UNORDERED_LINES, UNORDERED_TOKENS: the same lines or words in any order.
    FIRST_TOKEN: the same first word, such as yes or no; the witness behind it may be any.
    CUSTOM: the package brings a program of its own that decides.
    """

    ALPHACODE = "alphacode"
    EXACT = "exact"
    TOKENS = "tokens"
    FLOAT_ABS_REL = "float_abs_rel"
    KATTIS = "kattis"
    UNORDERED_LINES = "unordered_lines"
    UNORDERED_TOKENS = "unordered_tokens"
    FIRST_TOKEN = "first_token"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Checker:
    """A way of comparing outputs with its parameters; each kind reads those that it knows.

    `float_absolute`, `float_relative` (KATTIS, FLOAT_ABS_REL): one of them is enough for two numbers to match; both None: words
    are never compared as numbers. `case_sensitive` (KATTIS, UNORDERED_LINES, UNORDERED_TOKENS, FIRST_TOKEN),
    `space_change_sensitive` (KATTIS). `flags`: a package's validator flags as they stand there; the arguments of a CUSTOM
    program. `files`: a CUSTOM program's files as (path in the package, text) pairs.
    """

    kind: CheckerKind = CheckerKind.ALPHACODE
    float_absolute: float | None = None
    float_relative: float | None = None
    case_sensitive: bool = False
    space_change_sensitive: bool = False
    flags: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def within(tolerance: float) -> Checker:
        """FLOAT_ABS_REL with one tolerance, absolute or relative."""
        return Checker(CheckerKind.FLOAT_ABS_REL, tolerance, tolerance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem, its tests and its solutions.

    `name` identifies the problem within a dataset. `solutions` hold label CORRECT, `incorrect_solutions` any other.
    From `published` on the fields are ours: `official_tests` are tests that are kept for measuring alone and never take
    part in a build.
    """

    name: str
    description: str
    public_tests: tuple[Test, ...] = ()
    private_tests: tuple[Test, ...] = ()
    generated_tests: tuple[Test, ...] = ()
    source: Source = Source.UNKNOWN_SOURCE
    difficulty: Difficulty = Difficulty.UNKNOWN_DIFFICULTY  # type: ignore[attr-defined]
    solutions: tuple[Solution, ...] = ()
    incorrect_solutions: tuple[Solution, ...] = ()
    cf_contest_id: int = 0
    cf_index: str = ""
    cf_points: float = 0.0
    cf_rating: int = 0
    cf_tags: tuple[str, ...] = ()
    is_description_translated: bool = False
    untranslated_description: str = ""
    limits: Limits = field(default_factory=Limits)
    input_file: str = ""
    output_file: str = ""
    # ours
    published: date | None = None
    checker: Checker = field(default_factory=Checker)
    interactive: bool = False
    license: str = ""
    origin: str = ""
    official_tests: tuple[Test, ...] = ()

    @property
    def given_tests(self) -> tuple[Test, ...]:
        """The tests that came with the problem, examples first."""
        return self.public_tests + self.private_tests

    @property
    def all_solutions(self) -> tuple[Solution, ...]:
        """Correct and incorrect solutions."""
        return self.solutions + self.incorrect_solutions

    @property
    def digest(self) -> str:
        """Identity of the problem with all that it holds."""
        return digest_many(_flat(self))


def _flat(value: Any) -> Iterator[str | int]:
    """The leaves of a record in order, each list with its length in front, so that no two records flatten alike."""
    if dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from _flat(getattr(value, item.name))
    elif isinstance(value, tuple):
        yield len(value)
        for part in value:
            yield from _flat(part)
    elif isinstance(value, Enum):
        yield value.name
    else:
        yield value if isinstance(value, str) else repr(value)
