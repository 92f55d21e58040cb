"""Description2Code (Caballero, OpenAI and Sutskever 2016): about 7,700 problems of CodeChef, Codeforces and HackerEarth.

Licence: the collector claims no rights and knows none of the sites', so "unknown". Read is `description2code_current.zip` or
its folder, unpacked. A problem is a folder with

    description/description.txt             the statement; description_annotated.txt beside it is not read
    *_tags.txt, here or in description/     words, one a line or parted by commas; may be missing
    samples/N_input.txt, N_output.txt       tests, may be missing (CodeChef's problems have none)
    solutions_c++/*.txt, solutions_python/*.txt     accepted programs

wherever it lies; what its path says is used:

    codechef/{easy,medium,hard,harder,hardest,external}/CODE    the difficulty
    codeforces/CONTEST_LETTER  ("1_A")                          contest, index and difficulty
    hackerearth/{problems_college,problems_normal}/NAME

The samples are the examples of the statement and tests of the judge, not kept apart: see `shown_tests`. The Python solutions
are said to be of version 2; which of them Python 3 can run is told by their text: see `python_dialect`. Some programs lie in
the wrong folder: C++ and Java are known by what they include and import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.sources import problem_folders
from pipelines.sources.archive import MAX_PROGRAM_BYTES, Subtree
from pipelines.sources.python_dialect import python_of
from pipelines.sources.reading import InputError, LeftOut, Part, Source, program_of, prose_of, rejected, text_of, why_unread
from pipelines.sources.shown_tests import public_and_private
from schemas.language import Language
from schemas.problem import Difficulty, Label, Problem, Solution, Test
from schemas.problem import Source as Site
from schemas.rejection import Rejection, Subject

_MARKER = "description/description.txt"
_SITES = {"codechef": Site.CODECHEF, "codeforces": Site.CODEFORCES, "hackerearth": Site.HACKEREARTH}
_CODEFORCES = re.compile(r"(\d{1,9})_([A-Z])\d?", re.ASCII)
_JAVA = re.compile(r"^\s*import java\.|^\s*public class \w", re.MULTILINE)
_INCLUDE = re.compile(r"^\s*#\s*include\s*[<\"]", re.MULTILINE)
_TAGS = re.compile(r"(?:description/)?[^/]*_tags\.txt")
_SAMPLE = re.compile(r"samples/(.+)_input\.txt")


def parts(path: str) -> list[Part]:
    """One part per problem folder below `path`, or per 64 of them in an archive."""
    return problem_folders.parts(path, _MARKER)


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a part, and what was left out of them."""
    try:
        for tree, path in problem_folders.trees(part, _MARKER):
            yield from _problem(tree, path)
    except InputError as error:
        yield rejected(Path(part.path).name, "not_read", str(error))


def _problem(tree: Subtree, path: tuple[str, ...]) -> Iterator[Problem | Rejection]:
    site = next((step for step in reversed(path[:-1]) if step in _SITES), "")
    name = f"{site}/{path[-1]}" if site else path[-1]
    left_out = LeftOut(name)
    try:
        statement = prose_of(tree.read(_MARKER))
    except InputError as error:
        yield rejected(name, "unreadable_statement", str(error))
        return
    for file, why in tree.left_out().items():
        left_out.add("not_read", Subject.FILE, file.rpartition("/")[0], f"{file}: {why}")
    names = tree.names()
    public, private = public_and_private(statement, _tests(tree, names, left_out))
    codeforces = _CODEFORCES.fullmatch(path[-1]) if site == "codeforces" else None
    yield Problem(
        name=name,
        description=statement,
        public_tests=public,
        private_tests=private,
        source=_SITES.get(site, Site.UNKNOWN_SOURCE),
        difficulty=_difficulty(path[-2:-1], codeforces),
        solutions=tuple(_solutions(tree, names, left_out)),
        cf_contest_id=int(codeforces[1]) if codeforces else 0,
        cf_index=path[-1].partition("_")[2] if codeforces else "",
        cf_tags=_tags(tree, names, left_out),
        license="unknown",
        origin="Description2Code",
    )
    yield from left_out.rejections()


def _difficulty(folder: tuple[str, ...], codeforces: re.Match[str] | None) -> Difficulty:
    word = codeforces[2] if codeforces else "".join(folder).upper()
    known = word in Difficulty.__members__ and (codeforces is not None or len(word) > 1)
    return Difficulty[word] if known else Difficulty["UNKNOWN_DIFFICULTY"]


def _tests(tree: Subtree, names: list[str], left_out: LeftOut) -> list[Test]:
    tests = []
    there = set(names)
    for name in sorted(names, key=_natural):
        match = _SAMPLE.fullmatch(name)
        if not match:
            continue
        answer = f"samples/{match[1]}_output.txt"
        if answer not in there:
            left_out.add("test_without_answer", Subject.TEST, "samples", f"{name}: {answer} is missing")
            continue
        try:
            tests.append(Test(text_of(tree.read(name), name), text_of(tree.read(answer), answer)))
        except InputError as error:
            left_out.add(why_unread(error), Subject.TEST, "samples", str(error))
    return tests


def _natural(name: str) -> tuple[int, str]:
    """2_input before 10_input."""
    return len(name), name


def _solutions(tree: Subtree, names: list[str], left_out: LeftOut) -> Iterator[Solution]:
    for name in names:
        folder, _, file = name.rpartition("/")
        if not folder.startswith("solutions_") or file.startswith("."):
            continue
        if folder not in ("solutions_c++", "solutions_python"):
            left_out.add("unknown_language", Subject.SOLUTION, folder, f"{name}: expected solutions_c++ or solutions_python")
            continue
        try:
            source = program_of(tree.read(name, MAX_PROGRAM_BYTES), name)
        except InputError as error:
            left_out.add(why_unread(error), Subject.SOLUTION, folder, str(error))
            continue
        yield Solution(_language(folder, source), source, Label.CORRECT, file=name)


def _language(folder: str, source: str) -> Language:
    if _JAVA.search(source):
        return Language.JAVA
    return Language.CPP if folder == "solutions_c++" or _INCLUDE.search(source) else python_of(source)


def _tags(tree: Subtree, names: list[str], left_out: LeftOut) -> tuple[str, ...]:
    words: list[str] = []
    for name in names:
        if _TAGS.fullmatch(name):
            try:
                words += re.split(r"[,\n]", prose_of(tree.read(name)))
            except InputError as error:
                left_out.add("unreadable_file", Subject.FILE, name, str(error))
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


DESCRIPTION2CODE = Source("Description2Code: its archive or folder", parts, read)
