"""The programming languages of the schema, with the names of `deepmind.code_contests.ContestProblem.Solution.Language`."""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """A solution's language. `C` and `PYPY3` are our extensions: the reference schema has no values for them.

    PYPY3 is Python 3 for everybody who reads a program, but accepted under another clock (see `code_contests`).
    """

    UNKNOWN_LANGUAGE = "UNKNOWN_LANGUAGE"
    PYTHON = "PYTHON"  # Python 2, by the reference schema's naming
    CPP = "CPP"
    PYTHON3 = "PYTHON3"
    JAVA = "JAVA"
    C = "C"
    PYPY3 = "PYPY3"


BY_SUFFIX: dict[str, Language] = {
    "c": Language.C,
    "cc": Language.CPP,
    "cpp": Language.CPP,
    "cxx": Language.CPP,
    "c++": Language.CPP,
    "java": Language.JAVA,
    "py": Language.PYTHON3,
    "py2": Language.PYTHON,
    "py3": Language.PYTHON3,
}

BY_NAME: dict[str, Language] = {
    **BY_SUFFIX,
    **{language.value.lower(): language for language in Language},
    "python2": Language.PYTHON,
    "pypy": Language.PYPY3,
}


def language_of(name: str) -> Language | None:
    """The language called `name` (a file suffix or a schema name, any case), or None where it is not one of ours."""
    return BY_NAME.get(name.strip().lower().lstrip("."))
