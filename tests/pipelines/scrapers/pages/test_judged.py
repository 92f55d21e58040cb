"""Names of languages and verdicts."""

from __future__ import annotations

import pytest

from pipelines.scrapers.pages.judged import Unusable, label_of, language_named
from schemas.language import Language
from schemas.problem import Label

LANGUAGES = {
    Language.CPP: (
        *(
            "GNU C++",
            "GNU C++0x",
            "GNU C++17",
            "GNU C++20 (64)",
            "C++20 (GCC 13-64, winlibs)",
            "C++17 (GCC 7-32)",
            "MS C++ 2017",
        ),
        *(
            "Clang++17 Diagnostics",
            "C++ 20 (gcc 12.2)",
            "C++14 (GCC 5.4.1)",
            "C++ (Clang 10.0.0)",
            "C++17 (Clang 16.0.6)",
            "C++",
        ),
        *("C++ 4.3.2", "C++14(gcc 6.3)", "CPP20", "C++11", "C++23", "Microsoft Visual C++ 2010", "C++ 23 (gcc 14.2)"),
    ),
    Language.C: ("GNU C", "GNU C11", "C", "C (GCC 9.2.1)", "C (Clang 3.8.0)", "C11 (GCC 5.1.0)", "C23 (GCC 14.2.0)", "GNU C99"),
    Language.PYTHON3: (
        "Python 3",
        "Python3",
        "Python (CPython 3.11.4)",
        "Python (3.8.2)",
        "Python3 (3.4.3)",
        "PYTH 3",
        "Python 3.8",
    ),
    Language.PYPY3: ("PyPy 3", "PyPy 3-64", "PyPy3 (7.3.0)", "Python (PyPy 3.10-v7.3.12)", "PYP3", "PYPY3", "PyPy3"),
    Language.PYTHON: ("Python 2", "Python", "Python (2.7.6)", "Python2 (2.7.6)", "PYTH", "PyPy 2", "PyPy2 (5.6.0)", "PYPY"),
    Language.JAVA: ("Java 8", "Java 21 64bit", "JAVA", "Java8 (OpenJDK 1.8.0)", "Java (OpenJDK 17)", "Java 14"),
    None: (
        *(
            "JavaScript",
            "Kotlin 1.9",
            "C# 8",
            "C# (Mono)",
            "Mono C#",
            "CS2",
            "Delphi",
            "FPC",
            "Rust 2021",
            "Go",
            "D",
            "Ruby 3",
            "NODEJS",
        ),
        *(
            "Haskell",
            "Clojure",
            "COBOL - Fixed",
            "Objective-C",
            "C++/CLI",
            "Cython (0.29.16)",
            "Python (Cython 0.29.34)",
            "Codon",
            "",
        ),
        *(
            "Common Lisp (SBCL 1.1.14)",
            "Crystal",
            "Carp",
            "Python (Codon 0.16)",
            "Perl",
            "PHP",
            "Pascal",
            "Scala",
            "Swift",
            "?",
        ),
    ),
}


@pytest.mark.parametrize(("language", "name"), [(language, name) for language, names in LANGUAGES.items() for name in names])
def test_languages_of_the_judges(language: Language | None, name: str) -> None:
    assert language_named(name) is language
    assert language_named(f"  {name.upper()} ") is language


VERDICTS = {
    Label.CORRECT: ("OK", "AC", "Accepted", "Correct answer", "正解", "Правильное решение", "Perfect result: 100 points"),
    Label.WRONG_ANSWER: ("WRONG_ANSWER", "WA", "Wrong answer on test 12", "Wrong answer on pretest 1", "不正解"),
    Label.TIME_LIMIT_EXCEEDED: ("TIME_LIMIT_EXCEEDED", "TLE", "Time limit exceeded on test 2", "実行時間制限超過"),
    Label.RUN_TIME_ERROR: (
        "RUNTIME_ERROR",
        "RE",
        "Runtime error on test 1",
        "CRASHED",
        "Run Time Error",
        "実行時エラー",
        "NZEC",
    ),
    Label.INCORRECT: (
        *("MEMORY_LIMIT_EXCEEDED", "MLE", "OLE", "IDLENESS_LIMIT_EXCEEDED", "CHALLENGED", "Hacked", "SECURITY_VIOLATED"),
        *("REJECTED", "Memory limit exceeded on test 3", "Output Limit Exceeded"),
    ),
    None: (
        *(
            "COMPILATION_ERROR",
            "CE",
            "Compilation error",
            "SKIPPED",
            "TESTING",
            "FAILED",
            "PARTIAL",
            "PRESENTATION_ERROR",
            "PE",
            "WJ",
        ),
        *(
            "IE",
            "Judging",
            "Running on test 3",
            "In queue",
            "Judgement failed",
            "Denial of judgement",
            "INPUT_PREPARATION_CRASHED",
        ),
        *("Internal Error", "3/10", "status 77", "", "コンパイルエラー", "Ошибка компиляции"),
    ),
}


@pytest.mark.parametrize(("label", "verdict"), [(label, verdict) for label, names in VERDICTS.items() for verdict in names])
def test_verdicts_of_the_judges(label: Label | None, verdict: str) -> None:
    assert label_of(verdict) is label


def test_what_is_of_no_use_is_counted_by_problem_and_reason() -> None:
    unusable = Unusable()
    assert not unusable.reason("p", "C++", "AC")
    assert unusable.reason("p", "Go", "AC")
    assert unusable.reason("p", "Go", "CE")
    assert unusable.reason("q", "C", "CE")
    assert [(one.problem, one.reason, one.detail, one.count) for one in unusable.rejections()] == [
        ("p", "language_unknown", "Go", 2),
        ("q", "verdict_without_label", "CE", 1),
    ]
