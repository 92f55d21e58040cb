"""What the rooms of the scrapers hand to one another: requests, pages, and the pieces of problems that pages hold.

A problem is seldom on one page: a list knows its rating, its own page the statement, others the submissions. Each page gives
pieces under the problem's key, and `assemble` joins the pieces of one key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from schemas.problem import Difficulty, Limits, Solution, Source, Test
from schemas.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Request:
    """A page that is wanted: its `kind` says which parser of its site reads it.

    `url` always has the site's real host, wherever it is fetched from. `context`: what the parser must know beyond the page, as
    (name, value) pairs in the order of their names. Two requests are the same if they are equal.
    """

    site: str
    kind: str
    url: str
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What came back. `body` is free of transfer and content encodings, its charset is not decoded; `url` is the address at
    which it was found in the end, with the site's real host; `content_type` the header as it stood."""

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a site is wanted: these contests alone (empty: all), what was published on or after `since` (None: all)."""

    contests: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFacts:
    """What lists and interfaces say of a problem. Fields at their defaults are not known from this page."""

    key: str
    title: str = ""
    source: Source = Source.UNKNOWN_SOURCE
    difficulty: Difficulty = Difficulty.UNKNOWN_DIFFICULTY  # type: ignore[attr-defined]
    cf_contest_id: int = 0
    cf_index: str = ""
    cf_points: float = 0.0
    cf_rating: int = 0
    tags: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemText:
    """What a problem's own page says: the statement as text with the mathematics kept, limits, examples.

    `description` is in English where the site has it so; `untranslated` the original where that is another language.
    """

    key: str
    title: str
    description: str
    untranslated: str = ""
    samples: tuple[Test, ...] = ()
    limits: Limits = field(default_factory=Limits)
    input_file: str = ""
    output_file: str = ""
    interactive: bool = False


@dataclass(frozen=True, slots=True)
class ShownTest:
    """A test that a judge's page shows. `truncated`: a part of it is left out (`...`), so that it is no test of ours."""

    input: str
    output: str
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A program that somebody handed in, with the tests that its page shows."""

    key: str
    identifier: str
    solution: Solution
    shown: tuple[ShownTest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTests:
    """Tests of the judge that a site publishes."""

    key: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTest:
    """The input or the output of one of the judge's tests, where a site gives each of them by itself. `test` is its name."""

    key: str
    test: str
    is_output: bool
    text: str


Piece = ProblemFacts | ProblemText | Submission | HiddenTests | HalfTest


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a page gave: pieces, further requests, and what could not be read. A page never gives half a piece."""

    pieces: tuple[Piece, ...] = ()
    follow: tuple[Request, ...] = ()
    rejections: tuple[Rejection, ...] = ()
