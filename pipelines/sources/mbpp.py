"""MBPP, Mostly Basic Python Problems (Austin et al. 2021, arXiv:2108.07732, published 2021-08-16): 974 functions with asserts.

Licence CC BY 4.0. Read is `mbpp.jsonl` (https://github.com/google-research/google-research, folder mbpp) and its verified part
`sanitized-mbpp.json`, one JSON array; Hugging Face's parquet too. A row has

    task_id               a number; the problem's name is mbpp/NUMBER
    text, or prompt       the statement
    code                  the solution
    test_list             asserts that the statement shows, as the authors' own prompts do: the public tests
    challenge_test_list   further asserts: the private tests; may be missing
    test_setup_code, or test_imports (a list)     statements that the authors run between the solution and the asserts

The function is the one that the first assert with a form that is understood (see `asserts`) calls and `code` defines. Asserts
that say something else are counted as rejections. How a function becomes a program: see `calls`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date

from pipelines.sources import json_values, rows
from pipelines.sources.asserts import asserted, called_function
from pipelines.sources.calls import explained, is_function_name, parsed, wrapped
from pipelines.sources.json_values import Values
from pipelines.sources.reading import LeftOut, Part, Source
from pipelines.sources.rows import Row
from schemas.language import Language
from schemas.problem import Label, Problem, Solution
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

LICENSE = "CC-BY-4.0"
PUBLISHED = date(2021, 8, 16)


def parts(path: str) -> list[Part]:
    """The parts of a file or folder."""
    return rows.parts(path, ("task_id", "code", "test_list"))


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a part, and the asserts that are no tests."""
    return rows.read(part, of_row)


def of_row(row: Row) -> list[Problem | Rejection]:
    """The problem of a row. Raises ValueError where there is none in it."""
    values = row.values
    number = values.get("task_id")
    if isinstance(number, bool) or not isinstance(number, int | str):
        raise ValueError(f"task_id must be a number, got {json_values.quoted(number)}")
    name = f"mbpp/{number}"
    left_out = LeftOut(name)
    statement = json_values.text(values, "prompt" if values.get("text") is None else "text")
    code = json_values.text(values, "code")
    shown, hidden = json_values.texts(values, "test_list"), json_values.texts(values, "challenge_test_list")
    public, private = _statements(shown, left_out), _statements(hidden, left_out)
    function = _function(code, public + private)
    tests, more = asserted(public, function, function), asserted(private, function, function)
    for other in tests.others + more.others:
        left_out.add("assert_of_another_form", Subject.TEST, "", excerpt(other, 200))
    problem = Problem(
        name=name,
        description=explained("\n".join([statement.strip(), "", "Your code should pass these tests:", "", *shown]), function),
        public_tests=tests.tests,
        private_tests=tuple(one for one in more.tests if one not in tests.tests),
        solutions=(Solution(Language.PYTHON3, wrapped(code, function, behind=_setup(values)), Label.CORRECT),),
        published=PUBLISHED,
        checker=asserted(public + private, function, function).checker,
        license=LICENSE,
        origin="MBPP",
    )
    return [problem, *left_out.rejections()]


def _statements(sources: Iterable[str], left_out: LeftOut) -> list[ast.stmt]:
    found = []
    for source in sources:
        tree = parsed(source)
        if tree is None:
            left_out.add("assert_of_another_form", Subject.TEST, "", f"not Python 3: {excerpt(source)!r}")
        else:
            found += tree.body
    return found


def _function(code: str, statements: Iterable[ast.stmt]) -> str:
    """The name of the function that is asked for. Raises ValueError where no assert tells."""
    tree = parsed(code)
    if tree is None:
        raise ValueError(f"code is not Python 3: {excerpt(code)!r}")
    defined = [one.name for one in tree.body if isinstance(one, ast.FunctionDef) and is_function_name(one.name)]
    for statement in statements:
        name = called_function(statement, defined)
        if name is not None:
            return name
    raise ValueError(f"no assert of a form that is understood about a function of code ({', '.join(defined) or 'it has none'})")


def _setup(values: Values) -> str:
    return "\n".join([json_values.optional_text(values, "test_setup_code"), *json_values.texts(values, "test_imports")]).strip()


MBPP = Source("MBPP: JSON lines, its verified JSON array, parquet or arrow", parts, read)
