"""JSON lines, one problem a line, plain or gzipped: read, and written by `line_of`.

Keys of a line (only `name` and `samples` are needed):

    name             str    identifies the problem
    statement        str    the description, kept as it is
    time_limit       float  seconds; null: not stated
    memory_limit     float  MiB; null: not stated
    validator_flags, has_custom_validator, checker   how outputs are compared: see `line_checkers`
    interactive      bool
    samples, secret  [{"input": str, "output": str}]     public and private tests
    accepted, wrong, tle, rte, incorrect  [{"source": str, "lang": "py|c|cpp|java|py2", "file": str, "author": str}]
    license, repo, source, date (ISO), tags [str]
    untranslated     str    the statement in the language it was written in, where `statement` is a translation
    site, difficulty str    names of the reference schema: CODEFORCES, ATCODER, ...; EASY, ..., A, B, ...
    contest_id, index, points, rating   int, str, float, int: as Codeforces gives them
    input_file, output_file             str: files that programs read and write instead of their standard input and output

Other keys (`other`: solutions whose labels conflict) are ignored.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from pipelines.sources.line_checkers import checker_keys, read_checker
from pipelines.sources.line_values import day, given, items, member, number, objects, quoted, text, yes
from pipelines.sources.reading import InputError, Part, Source, rejected, stated_limits
from schemas.execution import MEBIBYTE
from schemas.language import language_of
from schemas.problem import Difficulty, Label, Problem, Solution, Test
from schemas.problem import Source as Site
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt, unstorable

LABELS = {
    "accepted": Label.CORRECT,
    "wrong": Label.WRONG_ANSWER,
    "tle": Label.TIME_LIMIT_EXCEEDED,
    "rte": Label.RUN_TIME_ERROR,
    "incorrect": Label.INCORRECT,
}


def parts(path: str) -> list[Part]:
    """One part per file: `path` itself, or every `.jsonl` and `.jsonl.gz` below it."""
    root = Path(path)
    if root.is_file():
        return [Part(path)]
    if not root.is_dir():
        raise InputError(f"{path}: no such file or folder; expected JSON lines (.jsonl or .jsonl.gz)")
    found = [Part(str(one)) for one in sorted(root.rglob("*")) if one.name.endswith((".jsonl", ".jsonl.gz"))]
    if not found:
        raise InputError(f"{path}: no .jsonl or .jsonl.gz file in it")
    return found


def _open(path: str) -> IO[bytes]:
    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if zipped else open(path, "rb")  # type: ignore[return-value]


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a file; a line that is none becomes a rejection named by its number, and the rest goes on."""
    number = 0
    try:
        with _open(part.path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield from read_line(line, f"{Path(part.path).name}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        yield rejected(f"{Path(part.path).name}:{number + 1}", "damaged_file", f"reading stops here: {error}")


def read_line(line: bytes, where: str) -> Iterator[Problem | Rejection]:
    """The problem of one line; `where` names the line if nothing better can."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield rejected(where, "not_utf8", f"byte 0x{line[error.start]:02X} at {error.start}")
        return
    except (ValueError, RecursionError) as error:  # not only JSONDecodeError: a number may have too many digits
        yield rejected(where, "not_json", f"{error}: {excerpt(line[:60].decode('utf-8', 'replace'))!r}")
        return
    try:
        yield from _problem(row)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        named = row.get("name") if isinstance(row, dict) else None
        name = named if isinstance(named, str) and named else where
        what = f"key {error} is missing" if isinstance(error, KeyError) else str(error)
        yield rejected(name, "bad_record", f"{where}: {what}")


def _problem(row: Any) -> Iterator[Problem | Rejection]:
    if not isinstance(row, dict):
        raise TypeError(f"expected an object, got {quoted(row)}")
    name = row["name"]
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"name must be text, got {quoted(name)}")
    rejections: list[Rejection] = []
    solutions = [one for key, label in LABELS.items() for one in _solutions(row, key, label, name, rejections)]
    untranslated = text(given(row, "untranslated", ""), "untranslated")
    yield Problem(
        name=name,
        description=text(given(row, "statement", ""), "statement"),
        public_tests=_tests(row["samples"], "samples"),
        private_tests=_tests(given(row, "secret", []), "secret"),
        solutions=tuple(one for one in solutions if one.label is Label.CORRECT),
        incorrect_solutions=tuple(one for one in solutions if one.label is not Label.CORRECT),
        cf_tags=tuple(text(tag, "tags") for tag in items(given(row, "tags", []), "tags")),
        source=member(Site, row, "site", Site.UNKNOWN_SOURCE),
        difficulty=member(Difficulty, row, "difficulty", Difficulty["UNKNOWN_DIFFICULTY"]),
        cf_contest_id=int(number(row, "contest_id", whole=True)),
        cf_index=text(given(row, "index", ""), "index"),
        cf_points=number(row, "points"),
        cf_rating=int(number(row, "rating", whole=True)),
        is_description_translated=bool(untranslated),
        untranslated_description=untranslated,
        input_file=text(given(row, "input_file", ""), "input_file"),
        output_file=text(given(row, "output_file", ""), "output_file"),
        limits=stated_limits(row.get("time_limit"), row.get("memory_limit")),
        published=day(text(given(row, "date", ""), "date")),
        checker=read_checker(row),
        interactive=yes(row, "interactive"),
        license=text(given(row, "license", ""), "license"),
        origin=text(given(row, "repo", ""), "repo") or text(given(row, "source", ""), "source"),
    )
    yield from rejections


def _tests(rows: Any, key: str) -> tuple[Test, ...]:
    tests = objects(rows, key)
    return tuple(Test(text(row["input"], f"{key} input"), text(row["output"], f"{key} output")) for row in tests)


def _solutions(
    problem_row: dict[str, Any], key: str, label: Label, problem: str, rejections: list[Rejection]
) -> Iterator[Solution]:
    for place, row in enumerate(objects(given(problem_row, key, []), key)):
        named = text(given(row, "lang", ""), "lang")
        language = language_of(named)
        file = text(given(row, "file", ""), "file") or f"{label.value}/{place}"
        if language is None:
            detail = f"language {quoted(named)} is not known"
            rejections.append(Rejection(problem, "read", "unknown_language", Subject.SOLUTION.value, file, detail))
            continue
        yield Solution(language, text(row["source"], "source"), label, text(given(row, "author", ""), "author"), file)


def line_of(problem: Problem) -> bytes:
    """A problem as a line, with its newline: `read_line` gives the same problem again.

    Raises ValueError for what the layout has no place for: tests that are no examples and no private ones.
    """
    if problem.generated_tests or problem.official_tests:
        raise ValueError(f"{problem.name}: JSON lines have no place for generated or official tests")
    limits = problem.limits
    memory = limits.memory_limit_bytes
    row = {
        "name": problem.name,
        "statement": problem.description,
        "untranslated": problem.untranslated_description,
        "time_limit": limits.time_limit_s,
        "memory_limit": None if memory is None else memory / MEBIBYTE,
        **checker_keys(problem.checker),
        "interactive": problem.interactive,
        "samples": _test_rows(problem.public_tests),
        "secret": _test_rows(problem.private_tests),
        **{key: [_solution_row(one) for one in problem.all_solutions if one.label is label] for key, label in LABELS.items()},
        "license": problem.license,
        "source": problem.origin,
        "site": problem.source.name if problem.source.value else "",
        "difficulty": problem.difficulty.name if problem.difficulty.value else "",
        "contest_id": problem.cf_contest_id,
        "index": problem.cf_index,
        "points": problem.cf_points,
        "rating": problem.cf_rating,
        "tags": list(problem.cf_tags),
        "date": None if problem.published is None else problem.published.isoformat(),
        "input_file": problem.input_file,
        "output_file": problem.output_file,
    }
    kept = {key: value for key, value in row.items() if key in ("name", "samples") or value not in (None, "", 0, [], False)}
    line = json.dumps(kept, ensure_ascii=False)
    return (json.dumps(kept) if unstorable(line) else line).encode() + b"\n"


def _test_rows(tests: Iterable[Test]) -> list[dict[str, str]]:
    return [{"input": test.input, "output": test.output} for test in tests]


def _solution_row(solution: Solution) -> dict[str, str]:
    row = {"source": solution.source, "lang": solution.language.value, "file": solution.file, "author": solution.author}
    return {key: value for key, value in row.items() if value or key == "source"}


JSONL = Source("JSON lines, one problem a line (.jsonl, .jsonl.gz)", parts, read)
