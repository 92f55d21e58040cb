"""Records drawn at random: problems with every awkward text that UTF-8 can hold, and dossiers around them."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from schemas.code_contests import LANGUAGE_NAMES
from schemas.dossier import Dossier, GeneratedTest, RoundRecord, SolutionReport, TestRejection
from schemas.execution import Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Difficulty, Label, Limits, Problem, Solution, Source, Split, Test
from schemas.provenance import Provenance

moderate = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(moderate, max_examples=40)

AWKWARD = ("", "\0", "1 2\r\n3\r\n", "\r", "𝒳🙂\U0010ffff", "\ufeff", "\u2028", "e\u0301", '\\n"', "None", "\x7f\x1b[0m")
"""Texts that a careless writer or reader changes: NUL, line ends, astral characters, a byte order mark, quotes."""

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(max_size=20),
    st.lists(st.sampled_from(AWKWARD), max_size=4).map("".join),
)
INT32, INT64 = st.integers(-(2**31), 2**31 - 1), st.integers(-(2**63), 2**63 - 1)
counts = st.integers(0, 2**63 - 1)
seconds = st.floats(0, 1e6)
few_tests = st.lists(st.builds(Test, texts, texts), max_size=3).map(tuple)
limits = st.builds(
    Limits,
    st.none() | st.integers(1, 10**19),
    st.none() | st.integers(1, 2**63 - 1),
)
checkers = st.builds(
    Checker,
    kind=st.sampled_from(CheckerKind),
    float_absolute=st.none() | st.floats(allow_nan=False),
    float_relative=st.none() | st.floats(allow_nan=False),
    case_sensitive=st.booleans(),
    space_change_sensitive=st.booleans(),
    flags=texts,
    files=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)

_base_languages = st.sampled_from([Language[name] for name in LANGUAGE_NAMES])
_wrong_labels = st.sampled_from([label for label in Label if label is not Label.CORRECT])
_correct = st.builds(Solution, st.sampled_from(Language), texts, st.just(Label.CORRECT), texts, texts)
_wrong = st.builds(Solution, st.sampled_from(Language), texts, _wrong_labels, texts, texts)


def _few(solutions: st.SearchStrategy[Solution]) -> st.SearchStrategy[tuple[Solution, ...]]:
    return st.lists(solutions, max_size=3).map(tuple)


_BASE: dict[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "description": texts,
    "public_tests": few_tests,
    "private_tests": few_tests,
    "generated_tests": few_tests,
    "source": st.sampled_from(Source),
    "difficulty": st.sampled_from(list(Difficulty)),
    "solutions": _few(st.builds(Solution, _base_languages, texts, st.just(Label.CORRECT))),
    "incorrect_solutions": _few(st.builds(Solution, _base_languages, texts, st.just(Label.INCORRECT))),
    "cf_contest_id": INT64,
    "cf_index": texts,
    "cf_points": st.floats(width=32, allow_nan=False).map(lambda points: points + 0.0),  # -0.0 is an absent number
    "cf_rating": INT32,
    "cf_tags": st.lists(texts, max_size=3).map(tuple),
    "is_description_translated": st.booleans(),
    "untranslated_description": texts,
    "limits": limits,
    "input_file": texts,
    "output_file": texts,
}
_OURS: dict[str, st.SearchStrategy[Any]] = {
    "solutions": _few(_correct),
    "incorrect_solutions": _few(_wrong),
    "published": st.none() | st.dates(),
    "checker": checkers,
    "interactive": st.booleans(),
    "license": texts,
    "origin": texts,
    "official_tests": few_tests,
}

base_problems = st.builds(Problem, **_BASE)
"""Problems that the 20 base columns can hold whole."""
problems = st.builds(Problem, **{**_BASE, **_OURS})
"""Problems that need the sidecars too."""

_reports = st.builds(
    SolutionReport,
    digest=st.just(""),
    compile_verdict=st.sampled_from(Verdict),
    judged=counts,
    passed=counts,
    voter=st.booleans(),
    slowest_cpu_s=seconds,
)
_provenances = st.builds(
    Provenance, counts, st.lists(texts, max_size=3).map(tuple), INT64, counts, st.lists(texts, max_size=3).map(tuple)
)
_count_lists = st.lists(counts, max_size=3).map(tuple)
_rounds = st.lists(st.builds(RoundRecord, _count_lists, counts, _count_lists), max_size=2).map(tuple)


def _rejections(tests: int) -> st.SearchStrategy[tuple[TestRejection, ...]]:
    """What so many generated tests reject: each program is a mutant or none, and a test rejects it once."""
    one = st.builds(
        lambda program, place, reason: TestRejection(program, program.startswith("m"), place, reason),
        st.sampled_from(["a", "b", "c", "m1", "m2"]),
        st.integers(0, tests - 1),
        st.sampled_from(["wrong", "crash", "slow"]),
    )
    return st.lists(one, max_size=8, unique_by=lambda made: (made.program, made.place)).map(tuple) if tests else st.just(())


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A dossier whose parts fit together: reports of the problem's solutions, generated tests at the end of the problem's and
    what these reject."""
    problem = draw(problems)
    reports = [dataclasses.replace(draw(_reports), digest=one.digest) for one in problem.all_solutions if draw(st.booleans())]
    made = [GeneratedTest(test, draw(_provenances), draw(seconds)) for test in draw(few_tests)]
    problem = dataclasses.replace(problem, generated_tests=problem.generated_tests + tuple(one.test for one in made))
    return Dossier(
        problem=problem,
        split=draw(st.sampled_from(Split)),
        held_out=draw(_few(_correct | _wrong)),
        reports=tuple(reports),
        voters=tuple(one.digest for one in reports if one.voter),
        effective_voters=draw(seconds),
        checker_from=draw(st.sampled_from(["", "given tests", "generated inputs"])),
        several_answers=draw(st.booleans()),
        generated=tuple(made),
        rounds=draw(_rounds),
        rejected=draw(_rejections(len(made))),
        mutants=draw(st.lists(texts, max_size=3).map(tuple)),
        cut_by_budget=draw(st.booleans()),
        cpu_s=draw(seconds),
    )


dossier_lists = st.lists(dossiers(), max_size=4, unique_by=lambda dossier: dossier.problem.name)
