"""Project CodeNet (Puri et al. 2021, arXiv:2105.12655): 4,053 problems of AIZU and AtCoder, 13.9 million judged submissions.

Licence CDLA-Permissive-2.0. Read is the unpacked `Project_CodeNet` folder (https://github.com/IBM/Project_CodeNet):

    metadata/problem_list.csv     id, name, dataset (AIZU, AtCoder), time_limit (ms), memory_limit (KB of 1024 bytes), rating,
                                  tags (parted by |), complexity; fields may be empty, and a problem may be missing
    metadata/pNNNNN.csv           submission_id, problem_id, user_id, date (Unix seconds), language, original_language,
                                  filename_ext, status, cpu_time, memory, code_size, accuracy; a row is a submission
    data/pNNNNN/LANGUAGE/sNNNNNNNNN.EXT     the submissions' texts
    problem_descriptions/pNNNNN.html        the statement, for most problems
    derived/input_output/data/pNNNNN/{input,output}.txt     the first example, for most problems

Rating and complexity are not read: they are no Codeforces ratings. A problem counts as published on the day of its first
submission, whatever its verdict, in UTC. Only submissions in languages of ours are opened, by the names that the metadata
give: no folder of programs is listed to find one. A part is a problem, named by its file of metadata.

A presentation error is neither right nor wrong here, where white space does not count. Left out are these, what did not compile
and what was not judged, each status and each language counted once per problem.
"""

from __future__ import annotations

import contextlib
import csv
import os
import re
from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.sources.archive import MAX_PROGRAM_BYTES, FolderTree
from pipelines.sources.reading import InputError, LeftOut, Part, Source, program_of, rejected, text_of, why_unread
from pipelines.sources.statement import html_to_text
from schemas.language import Language
from schemas.problem import Label, Limits, Problem, Solution, Test
from schemas.problem import Source as Site
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

LICENSE = "CDLA-Permissive-2.0"
LABELS = {
    "Accepted": Label.CORRECT,
    "Wrong Answer": Label.WRONG_ANSWER,
    "Time Limit Exceeded": Label.TIME_LIMIT_EXCEEDED,
    "Runtime Error": Label.RUN_TIME_ERROR,
    "Memory Limit Exceeded": Label.INCORRECT,
    "Output Limit Exceeded": Label.INCORRECT,
}
"""Status -> label. Any other says nothing of a program that runs."""
_REASONS = {"Compile Error": "compile_error", "": "label_uncertain"}
_UNCERTAIN = (
    *("WA: Presentation Error", "Presentation Error", "Judge Not Available", "Waiting for Judging", "Waiting for Re-judging"),
    *("Internal Error", "Internal error", "Judge System Error"),
)
_SITES = {"AIZU": Site.AIZU, "AtCoder": Site.ATCODER}
_LANGUAGES = {"C++": Language.CPP, "C": Language.C, "Java": Language.JAVA}
_PROBLEM_LIST = "metadata/problem_list.csv"
_PROBLEM_FILE = re.compile(r"p\d{5}\.csv", re.ASCII)
_SUBMISSION = re.compile(r"s\d{9}", re.ASCII)
_EXTENSION = re.compile(r"[\w+#]{1,12}", re.ASCII)
_COLUMNS = ("submission_id", "user_id", "date", "language", "original_language", "filename_ext", "status")


def parts(path: str) -> list[Part]:
    """One part per file `metadata/pNNNNN.csv` of the folder `path`, or of `Project_CodeNet` within it."""
    for root in (Path(path), Path(path) / "Project_CodeNet"):
        folder = root / "metadata"
        if folder.is_dir():
            names = sorted(name for name in os.listdir(folder) if _PROBLEM_FILE.fullmatch(name))
            if names:
                return [Part(str(folder / name)) for name in names]
    what = "unpack the archive and give its folder" if Path(path).is_file() else "expected the unpacked folder Project_CodeNet"
    raise InputError(f"{path}: no metadata/pNNNNN.csv in it; {what}")


def language_of(language: str, original: str) -> Language | None:
    """The language of a submission by its two names; None for one that we do not run.

    Pythons are told apart by the original name: AIZU calls version 2 just Python.
    """
    if language != "Python":
        return _LANGUAGES.get(language)
    name = original.lower()
    third = bool(re.search(r"python\s*3|pypy\s*3|\(3", name))
    if "cython" in name or "numba" in name:
        return None
    if "pypy" in name:
        return Language.PYPY3 if third else Language.PYTHON
    return Language.PYTHON3 if third else Language.PYTHON


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problem of a file of metadata, and what was left out of it."""
    file = Path(part.path)
    name = file.stem
    try:
        yield from CodeNetProblem(file.parent.parent, name).items()
    except (InputError, OSError, csv.Error) as error:
        yield rejected(name, "unreadable_metadata", excerpt(str(error), 300))


class CodeNetProblem:
    """One problem of the tree at `root`. Raises InputError where its metadata make no sense."""

    def __init__(self, root: Path, identifier: str) -> None:
        self._tree = FolderTree(root)
        self._id = identifier
        self._facts = self._find_facts()
        self._name = f"{identifier} {self._facts.get('name', '').strip()}".strip()
        self._left_out = LeftOut(self._name)
        self._first: date | None = None

    def items(self) -> list[Problem | Rejection]:
        """The problem, then what was left out."""
        facts = self._facts
        if not facts:
            self._left_out.add("not_in_problem_list", Subject.FILE, _PROBLEM_LIST, f"{self._id} is not in it")
        solutions = list(self._solutions())
        problem = Problem(
            name=self._name,
            description=self._statement(),
            public_tests=self._example(),
            source=_SITES.get(facts.get("dataset", ""), Site.UNKNOWN_SOURCE),
            solutions=tuple(one for one in solutions if one.label is Label.CORRECT),
            incorrect_solutions=tuple(one for one in solutions if one.label is not Label.CORRECT),
            cf_tags=tuple(tag for tag in facts.get("tags", "").split("|") if tag),
            limits=Limits(self._limit("time_limit", 1_000_000), self._limit("memory_limit", 1024)),
            published=self._first,
            license=LICENSE,
            origin=f"Project CodeNet, {facts.get('dataset') or 'of an unknown site'}",
        )
        return [problem, *self._left_out.rejections()]

    def _rows(self, name: str, needed: tuple[str, ...]) -> Generator[Mapping[str, str], None, None]:
        """The rows of a table, streamed; a field that a row lacks is "". Raises InputError for one without `needed` columns."""
        with self._tree.path(name).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            table = csv.DictReader(file, restval="")
            found = table.fieldnames or []
            for column in needed:
                if column not in found:
                    raise InputError(f"{name}: column {column!r} is missing; found {', '.join(found) or 'no columns'}")
            yield from table

    def _find_facts(self) -> Mapping[str, str]:
        with contextlib.closing(self._rows(_PROBLEM_LIST, ("id", "name", "dataset"))) as rows:
            return next((row for row in rows if row["id"] == self._id), {})

    def _limit(self, key: str, unit: int) -> int | None:
        stated = self._facts.get(key, "").strip()
        if not stated:
            return None
        if not re.fullmatch(r"0*[1-9]\d{0,9}(\.0*)?", stated, re.ASCII):
            self._left_out.add("unreadable_value", Subject.FILE, key, f"{key} {excerpt(stated)!r} is no whole number above 0")
            return None
        return int(stated.partition(".")[0]) * unit

    def _statement(self) -> str:
        name = f"problem_descriptions/{self._id}.html"
        content = self._optional(name)
        return html_to_text(content) if content is not None else ""

    def _example(self) -> tuple[Test, ...]:
        folder = f"derived/input_output/data/{self._id}"
        given, wanted = (self._optional(f"{folder}/{name}.txt") for name in ("input", "output"))
        if given is None or wanted is None:
            if given is not None:
                self._left_out.add("test_without_answer", Subject.TEST, folder, "output.txt is missing")
            return ()
        try:
            return (Test(text_of(given, f"{folder}/input.txt"), text_of(wanted, f"{folder}/output.txt")),)
        except InputError as error:
            self._left_out.add(why_unread(error), Subject.TEST, folder, str(error))
            return ()

    def _optional(self, name: str) -> bytes | None:
        """A file that may be missing."""
        if not self._tree.has(name):
            return None
        try:
            return self._tree.read(name)
        except InputError as error:
            self._left_out.add("not_read", Subject.FILE, name, str(error))
            return None

    def _solutions(self) -> Iterator[Solution]:
        for number, row in enumerate(self._rows(f"metadata/{self._id}.csv", _COLUMNS), 2):
            status, language = row["status"], language_of(row["language"], row["original_language"])
            self._date(row["date"])
            if status not in LABELS:
                self._leave_status(status)
            elif language is None:
                named = row["language"] or row["original_language"]
                self._leave("unknown_language", named, f"language {named!r} is none of ours")
            elif not (_SUBMISSION.fullmatch(row["submission_id"]) and _EXTENSION.fullmatch(row["filename_ext"])):
                shown = f"submission_id {row['submission_id']!r}, filename_ext {row['filename_ext']!r}"
                self._leave("bad_row", "", f"metadata/{self._id}.csv:{number}: {shown}")
            else:
                source = self._source(f"{row['language']}/{row['submission_id']}.{row['filename_ext']}", row["language"])
                if source is not None:
                    file = f"{row['submission_id']}.{row['filename_ext']}"
                    yield Solution(language, source, LABELS[status], row["user_id"], file)

    def _leave_status(self, status: str) -> None:
        known = status in _REASONS or status in _UNCERTAIN
        reason = _REASONS.get(status, "label_uncertain" if known else "unknown_status")
        self._leave(reason, status, f"status {status!r} says nothing certain of a program that runs")

    def _leave(self, reason: str, item: str, detail: str) -> None:
        self._left_out.add(reason, Subject.SOLUTION, excerpt(item, 40), excerpt(detail, 200))

    def _source(self, file: str, language: str) -> str | None:
        name = f"data/{self._id}/{file}"
        try:
            return program_of(self._tree.read(name, MAX_PROGRAM_BYTES), name)
        except InputError as error:
            self._leave(why_unread(error) if self._tree.has(name) else "missing_file", language, str(error))
            return None

    def _date(self, seconds: str) -> None:
        if re.fullmatch(r"\d{1,11}", seconds, re.ASCII):
            day = datetime.fromtimestamp(int(seconds), UTC).date()
            self._first = min(day, self._first or day)
        else:
            self._left_out.add("unreadable_value", Subject.FILE, "date", f"date {excerpt(seconds)!r} is no number of seconds")


CODENET = Source("IBM Project CodeNet: its unpacked folder", parts, read)
