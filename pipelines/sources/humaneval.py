"""HumanEval (Chen et al. 2021, arXiv:2107.03374, published 2021-07-07): 164 functions with asserts. MIT licence.

Read is `HumanEval.jsonl` or `.jsonl.gz` (https://github.com/openai/human-eval), also as parquet or arrow; a row has the texts

    task_id              "HumanEval/0", the problem's name
    prompt               imports, helpers, the function's head and its docstring: the statement
    entry_point          the function's name
    canonical_solution   the body; prompt and body together are the one solution
    test                 `def check(candidate):` with asserts about `candidate`

The examples of the docstring (`>>> f(1)` and the value below) are the public tests, the asserts of `check` the private ones;
see `asserts` for those that are understood, the others are counted as rejections. Where the docstring has no example in that
form, the first assert has to do. How a function becomes a program: see `calls`.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from datetime import date

from pipelines.sources import json_values, rows
from pipelines.sources.asserts import Asserted, asserted
from pipelines.sources.calls import explained, is_function_name, parsed, wrapped
from pipelines.sources.reading import LeftOut, Part, Source
from pipelines.sources.rows import Row
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

LICENSE = "MIT"
PUBLISHED = date(2021, 7, 7)


def parts(path: str) -> list[Part]:
    """The parts of a file or folder."""
    return rows.parts(path, ("task_id", "prompt", "entry_point", "canonical_solution", "test"))


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of a part, and the asserts that are no tests."""
    return rows.read(part, of_row)


def of_row(row: Row) -> list[Problem | Rejection]:
    """The problem of a row. Raises ValueError where there is none in it."""
    name, prompt, function, body, test = (
        json_values.text(row.values, key) for key in ("task_id", "prompt", "entry_point", "canonical_solution", "test")
    )
    if not is_function_name(function):
        raise ValueError(f"entry_point {function!r} is no name of a function")
    left_out = LeftOut(name)
    hidden = asserted(_check_of(test), "candidate", function)
    shown = _examples(prompt, function)
    for statement in hidden.others:
        left_out.add("assert_of_another_form", Subject.TEST, "", excerpt(statement, 200))
    public = shown or hidden.tests[:1]
    problem = Problem(
        name=name,
        description=explained(prompt, function),
        public_tests=public,
        private_tests=tuple(one for one in hidden.tests if one not in public),
        solutions=(Solution(Language.PYTHON3, wrapped(prompt + body, function), Label.CORRECT),),
        published=PUBLISHED,
        checker=hidden.checker,
        license=LICENSE,
        origin="HumanEval",
    )
    return [problem, *left_out.rejections()]


def _check_of(test: str) -> list[ast.stmt]:
    """The statements of the function `check`. Raises ValueError where there is none."""
    tree = parsed(test)
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "check"] if tree else []
    if not found:
        raise ValueError(f"test has no function check: {excerpt(test)!r}")
    return found[-1].body


def _examples(prompt: str, function: str) -> tuple[Test, ...]:
    """The examples of a docstring that are a call and a literal value; what else looks like one is text of the statement."""
    tree = parsed(prompt)
    for node in tree.body if tree else []:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            try:
                examples = doctest.DocTestParser().get_examples(ast.get_docstring(node) or "")
            except ValueError:
                return ()
            lines = (f"assert ({one.source.strip()}) == ({one.want.strip()})" for one in examples)
            trees = [tree for line in lines if (tree := parsed(line))]
            return _union([asserted(one.body, function, function) for one in trees])
    return ()


def _union(found: list[Asserted]) -> tuple[Test, ...]:
    return tuple(dict.fromkeys(test for one in found for test in one.tests))


HUMANEVAL = Source("HumanEval: JSON lines, parquet or arrow", parts, read)
