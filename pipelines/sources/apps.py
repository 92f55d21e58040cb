"""APPS (Hendrycks et al. 2021, arXiv:2105.09938): 10,000 problems with Python solutions. MIT licence.

Read is either form in which it goes around:

    APPS/{train,test}/NNNN/question.txt        the statement; a folder with this file is a problem
                          /input_output.json   see `input_output`; may be missing
                          /solutions.json      a list of programs; may be missing (1,235 problems of `test` have none)
                          /metadata.json       {"difficulty": "introductory|interview|competition", "url": ...}
                          /starter_code.py     may be missing
    train.jsonl, test.jsonl (Hugging Face, codeparrot/apps), also as parquet or arrow: an object a problem with id or
        problem_id, question, solutions, input_output (texts that hold JSON, "" for none), difficulty, url, starter_code

A problem's name is apps/SPLIT/NUMBER, the split being the folder's or the file's name. Solutions are taken for correct, as the
authors do; nobody has judged them. The examples are not kept apart from the hidden tests there: see `shown_tests`. The problems
are from Codeforces, AtCoder, Kattis, Codewars and others and older than the dataset; their dates are not known. introductory,
interview and competition are EASY, MEDIUM and HARD here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.sources import json_values, rows
from pipelines.sources.archive import FolderTree
from pipelines.sources.input_output import core
from pipelines.sources.json_values import Values
from pipelines.sources.problem_folders import folders_with
from pipelines.sources.reading import InputError, LeftOut, Part, Source, prose_of, rejected, text_of
from pipelines.sources.rows import Row
from pipelines.sources.site_urls import codeforces_place, site_of
from schemas.problem import Difficulty, Problem
from schemas.rejection import Rejection, Subject

LICENSE = "MIT"
DIFFICULTIES = {
    "introductory": Difficulty["EASY"],
    "interview": Difficulty["MEDIUM"],
    "competition": Difficulty["HARD"],
}
_MARKER = "question.txt"
_SHARD = re.compile(r"-\d+-of-\d+\Z")


def parts(path: str) -> list[Part]:
    """One part per problem folder below `path`, or the parts of its tables where it has none."""
    if Path(path).is_dir():
        folders = [Part(str(folder)) for folder in folders_with(Path(path), _MARKER)]
        if folders:
            return folders
    return rows.parts(path, ("question", "input_output", "solutions"))


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problem of a folder or those of a part of a table, and what was left out."""
    if not Path(part.path).is_dir():
        yield from rows.read(part, of_row)
        return
    folder = Path(part.path)
    name = f"apps/{folder.parent.name}/{_number(folder.name)}"
    if folder.is_symlink():
        yield rejected(name, "not_read", f"{folder.name}: a link to a folder; give the folder itself")
        return
    try:
        yield from _problem(_of_files(FolderTree(folder)), name)
    except ValueError as error:
        yield rejected(name, "bad_record", str(error))


def of_row(row: Row) -> list[Problem | Rejection]:
    """The problem of a row. Raises ValueError where there is none in it."""
    number = row.values.get("problem_id", row.values.get("id"))
    if isinstance(number, bool) or not isinstance(number, int | str):
        raise ValueError(f"id must be a number, got {json_values.quoted(number)}")
    split = _SHARD.sub("", Path(row.file).name.split(".")[0])
    return _problem(row.values, f"apps/{split}/{_number(str(number))}")


def _number(name: str) -> str:
    return str(int(name)) if re.fullmatch(r"[0-9]{1,9}", name) else name


def _of_files(tree: FolderTree) -> dict[str, Any]:
    """The files of a problem folder as the row that they would be. Raises InputError for one that cannot be read."""
    values: dict[str, Any] = {"question": prose_of(tree.read(_MARKER))}
    for key, file in (("input_output", "input_output.json"), ("solutions", "solutions.json")):
        if tree.has(file):
            values[key] = text_of(tree.read(file), file)
    if tree.has("starter_code.py"):
        values["starter_code"] = text_of(tree.read("starter_code.py"), "starter_code.py")
    if tree.has("metadata.json"):
        metadata = json_values.parsed(text_of(tree.read("metadata.json"), "metadata.json"), "metadata.json")
        if not isinstance(metadata, dict):
            raise InputError(f"metadata.json: expected an object, got {json_values.quoted(metadata)}")
        values |= {key: metadata.get(key) for key in ("difficulty", "url")}
    return values


def _problem(values: Values, name: str) -> list[Problem | Rejection]:
    problem, left_out = core(values, name)
    url = json_values.optional_text(values, "url")
    contest, index = codeforces_place(url)
    full = dataclasses.replace(
        problem,
        source=site_of(url),
        difficulty=_difficulty(values, left_out),
        cf_contest_id=contest,
        cf_index=index,
        license=LICENSE,
        origin=url or "APPS",
    )
    return [full, *left_out.rejections()]


def _difficulty(values: Values, left_out: LeftOut) -> Difficulty:
    word = json_values.optional_text(values, "difficulty")
    if word and word not in DIFFICULTIES:
        left_out.add("unknown_difficulty", Subject.FILE, "difficulty", f"{word!r} is none of {', '.join(DIFFICULTIES)}")
    return DIFFICULTIES.get(word, Difficulty["UNKNOWN_DIFFICULTY"])


APPS = Source("APPS: its folders, or JSON lines, parquet or arrow of Hugging Face", parts, read)
