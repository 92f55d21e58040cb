"""Which Python a program is in: by its syntax tree, and a name that it binds itself says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.python_dialect import python_of
from schemas.language import Language


@pytest.mark.parametrize(
    "source",
    [
        "print 1",
        "n = raw_input()\nprint(n)",
        "for i in xrange(3): pass",
        "exec 'x'",
        "print(reduce(max, [1]))",
        "x = 0777",
        "d = {}\nfor k in d.iteritems(): pass",
        "try:\n    pass\nexcept ValueError, error:\n    pass",
        "x = 1 <> 2",
    ],
)
def test_python_2(source: str) -> None:
    assert python_of(source) is Language.PYTHON


@pytest.mark.parametrize(
    "source",
    [
        "",
        "print(1)",
        "print(f'{1}')",
        "from functools import reduce\nprint(reduce(max, [1]))",
        "from functools import *\nprint(reduce(max, [1]))",
        "try:\n    input = raw_input\nexcept NameError:\n    pass\nprint(input())",
        "def cmp(a, b):\n    return 0\ncmp(1, 2)",
        "def f(unicode):\n    return unicode(1)",
        "xrange = range\nfor i in xrange(3): pass",
        "re = r'\\d' '\\d'",
        "x = '''raw_input()'''",
    ],
)
def test_python_3(source: str) -> None:
    assert python_of(source) is Language.PYTHON3


@pytest.mark.parametrize("source", ["(" * 5000, "\0", "x = " + "1+" * 20_000 + "1", "\ud800"])
def test_what_no_parser_takes_is_of_some_version_all_the_same(source: str) -> None:
    assert python_of(source) in (Language.PYTHON, Language.PYTHON3)


@given(st.text())
def test_any_text_has_a_version(source: str) -> None:
    assert python_of(source) in (Language.PYTHON, Language.PYTHON3)
