"""Google's archive of Code Jam and Kick Start: problems with the judge's tests, without submissions.

Read is a checkout of https://github.com/google/coding-competitions-archive, any folder of it, or its zip archive:

    {codejam,kickstart}/YEAR/ROUND/PROBLEM/problem.yaml
        problem_statement/problem.html                           analysis.html and pictures beside it are not read
        problem_statement/*_input.txt, *_output.txt              further examples, for some problems
        data/secret/subtaskN/N.in, N.ans                         the tests
        data/testdata.yaml, data/secret/**/testdata.yaml         flags of the output validator
        output_validators/                                       for problems with several right answers

Each problem is a package in the legacy format and is read as such: see `packages`. The examples stand in the statement alone
and are taken from there (see `html_examples`); where none is found, the shortest test is the example. The name is
CONTEST/YEAR/ROUND/PROBLEM. Of the date the year is known: the problem counts as published on its first day, so that none is
taken for newer than it is. The archive names no licence; what a problem.yaml says counts.

Hash Code is not read: its problems have no right answers.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipelines.sources import problem_folders
from pipelines.sources.archive import Subtree
from pipelines.sources.html_examples import examples
from pipelines.sources.packages import Package
from pipelines.sources.reading import InputError, LeftOut, Part, Source, prose_of, rejected, text_of, why_unread
from pipelines.sources.shown_tests import public_and_private
from schemas.problem import Problem, Test
from schemas.problem import Source as Site
from schemas.rejection import Rejection, Subject

_MARKER = "problem.yaml"
_STATEMENT = "problem_statement/problem.html"
_YEAR = re.compile(r"20\d\d", re.ASCII)
_EXAMPLE = re.compile(r"problem_statement/[^/]*input\.txt")


def parts(path: str) -> list[Part]:
    """One part per problem folder at or below `path`, or per 64 of them in an archive."""
    return problem_folders.parts(path, _MARKER)


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a part, and what was left out of them."""
    try:
        for tree, path in problem_folders.trees(part, _MARKER):
            yield from _problem(tree, path)
    except InputError as error:
        yield rejected(Path(part.path).name, "not_read", str(error))


def _problem(tree: Subtree, path: tuple[str, ...]) -> Iterator[Problem | Rejection]:
    year = next((step for step in path[-3:-2] if _YEAR.fullmatch(step)), "")
    name = "/".join(path[-4:] if year else path[-1:])
    left_out = LeftOut(name)
    try:
        items = list(Package(tree, name).problem())
        page = prose_of(tree.read(_STATEMENT))
    except InputError as error:
        yield rejected(name, "unreadable_package", str(error))
        return
    for item in items:
        if isinstance(item, Rejection):
            yield item
            continue
        found = () if item.interactive else examples(page) + _example_files(tree, left_out)
        public, private = (found, item.private_tests) if found else public_and_private("", item.private_tests)
        yield dataclasses.replace(
            item,
            public_tests=item.public_tests or public,
            private_tests=item.private_tests if item.public_tests else private,
            source=Site.CODEJAM,
            published=item.published or (date(int(year), 1, 1) if year else None),
            origin=item.origin or ("Google " + "/".join(path[-4:-1]) if year else "Google"),
        )
    yield from left_out.rejections()


def _example_files(tree: Subtree, left_out: LeftOut) -> tuple[Test, ...]:
    found = []
    names = tree.names()
    for name in names:
        answer = name.removesuffix("input.txt") + "output.txt"
        if not _EXAMPLE.fullmatch(name) or answer not in names:
            continue
        try:
            found.append(Test(text_of(tree.read(name), name), text_of(tree.read(answer), answer)))
        except InputError as error:
            left_out.add(why_unread(error), Subject.TEST, name, str(error))
    return tuple(found)


CODEJAM = Source("Google's archive of Code Jam and Kick Start: a checkout or its zip archive", parts, read)
