"""Small problems drawn from few texts, so that duplicates, twins but for white space and name clashes are common."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test

moderate = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(moderate, max_examples=25)

spaced_texts = st.lists(st.sampled_from(["a", "b", " ", "\n", "1"]), max_size=4).map("".join)
"""Texts of which many are the same but for white space."""
few_tests = st.lists(st.builds(Test, spaced_texts, spaced_texts), max_size=3).map(tuple)
languages = st.sampled_from([Language.PYTHON3, Language.CPP, Language.JAVA])
wrong_labels = st.sampled_from([label for label in Label if label is not Label.CORRECT])
_authors, _files = st.sampled_from(["", "ada", "bob"]), st.sampled_from(["", "1.py", "2.py"])
correct_solutions = st.builds(Solution, languages, spaced_texts, st.just(Label.CORRECT), _authors, _files)
wrong_solutions = st.builds(Solution, languages, spaced_texts, wrong_labels, _authors, _files)
dates = st.none() | st.integers(0, 400).map(lambda days: date(2021, 1, 1) + timedelta(days))

problems = st.builds(
    Problem,
    name=st.sampled_from(["p", "q", "r"]),
    description=st.sampled_from(["", "Add.", "Add .", "Multiply."]),
    public_tests=few_tests,
    private_tests=few_tests,
    generated_tests=few_tests,
    official_tests=few_tests,
    solutions=st.lists(correct_solutions, max_size=4).map(tuple),
    incorrect_solutions=st.lists(wrong_solutions, max_size=4).map(tuple),
    published=dates,
)
