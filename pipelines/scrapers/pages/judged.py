"""What judges call languages and verdicts, in our words."""

from __future__ import annotations

import re
from collections import Counter

from schemas.language import Language
from schemas.problem import Label
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

STAGE = "scrape"
_PYPY = re.compile(r"pypy|\bpyp(?=$|\s|\d)")
_PYTHON = re.compile(r"^(?:python|pyth|py)(?=$|[^a-z])")
_OTHER_PYTHON = re.compile(r"cython|codon|mojo|numba|jython|nuitka")
_JAVA = re.compile(r"^(?:open ?)?(?:java|jdk)(?=$|[^a-z])")
_CPP = re.compile(r"^(?:(?:gnu|ms|microsoft|visual|clang) ?)*g?(?:c\+\+|cpp)|^clang\+\+|^g\+\+|^msvc")
_C = re.compile(r"^(?:gnu |clang )?(?:c|c ?(?:89|90|99|11|17|18|23)|gcc)(?=$|[\s(\[,:])|^ansi c\b")
_VERSION = re.compile(r"(?<![\w.])(?:v)?([23])(?=$|[.\s),-])|(?:python|pypy|pyth|pyp)\s*([23])")


def language_named(name: str) -> Language | None:
    """The language of a judge's compiler, None where it is not one of ours.

    `C++20 (GCC 13-64, winlibs)`, `PyPy 3-64`, `Python (CPython 3.11.4)`, `Java (OpenJDK 17)`, `PYTH 3`. Python without a
    version is Python 2: judges that have both name the newer one. Our schema has no PyPy 2: what it reads is Python 2.
    """
    text = " ".join(name.lower().split())
    if _OTHER_PYTHON.search(text.replace("cpython", "")):
        return None
    if (_PYPY.search(text) and not text.startswith("c")) or _PYTHON.match(text):
        version = _VERSION.search(text)
        major = (version[1] or version[2]) if version else "2"
        if major == "2":
            return Language.PYTHON
        return Language.PYPY3 if _PYPY.search(text) else Language.PYTHON3
    if _JAVA.match(text):
        return Language.JAVA
    if _CPP.match(text):
        return None if "/cli" in text or "c++/" in text else Language.CPP
    return Language.C if _C.match(text) else None


_WORDS: tuple[tuple[str, Label | None], ...] = (
    # what is no verdict on the program comes first: "judgement failed" must not become a wrong answer
    (r"^(?:ac|ok)$|accept|^correct|правильное решение|полное решение|^正解|perfect result|happy new year", Label.CORRECT),
    (r"compil|preparation|^ce$|ошибка компиляции|コンパイル", None),
    (r"judg(?:e|ing|ement)|^(?:ie|wj|wr|je)$|internal|queue|running|testing|pending|waiting|denial|skipped|ignored", None),
    (r"в очереди|тестирует|ジャッジ|待ち|内部エラー|presentation|^pe$|неправильный формат|partial|частичное", None),
    (r"wrong[ _]answer|^wa$|неправильный ответ|不正解", Label.WRONG_ANSWER),
    (r"time[ _]limit|^tle$|превышено ограничение времени|実行時間制限", Label.TIME_LIMIT_EXCEEDED),
    (r"run[ -]?time[ _]error|^re$|nzec|sig(?:segv|abrt|fpe)|crashed|ошибка исполнения|実行時エラー", Label.RUN_TIME_ERROR),
    (r"memory[ _]limit|^mle$|idleness|output[ _]limit|^ole$|security|hacked|challenged|rejected", Label.INCORRECT),
    (r"превышено ограничение|взломан|メモリ|出力", Label.INCORRECT),
)
"""Patterns of verdicts, the first that fits counts; None: it says nothing of the program that we could use.

A presentation error is white space, which our checkers ignore; a partial result is right for a part of the tests.
"""
_VERDICTS = tuple((re.compile(pattern), label) for pattern, label in _WORDS)


def label_of(verdict: str) -> Label | None:
    """What a judge's verdict says of a program, None where it says nothing that we could use."""
    text = " ".join(verdict.lower().split())
    return next((label for pattern, label in _VERDICTS if pattern.search(text)), None)


class Unusable:
    """Submissions that are not asked for, counted by problem and reason: a list of thousands leaves a few rejections."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, key: str, reason: str, detail: str) -> None:
        """Count one submission to the problem `key`."""
        self._counts[key, reason, excerpt(detail)] += 1

    def reason(self, key: str, language: str, verdict: str) -> bool:
        """Whether a submission is of no use to us; it is counted then."""
        if language_named(language) is None:
            self.add(key, "language_unknown", language)
        elif label_of(verdict) is None:
            self.add(key, "verdict_without_label", verdict)
        else:
            return False
        return True

    def rejections(self) -> tuple[Rejection, ...]:
        """One rejection for each problem, reason and detail."""
        return tuple(
            Rejection(key, STAGE, reason, Subject.SOLUTION.value, detail=detail, count=count)
            for (key, reason, detail), count in sorted(self._counts.items())
        )
