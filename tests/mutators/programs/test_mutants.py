"""Mutants of programs: what holds in every language."""

from __future__ import annotations

import ast
import re
from collections import Counter
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mutators.programs import OPERATORS, Mutant, mutants
from mutators.programs.c_family.lexing import Dialect, tokens
from mutators.programs.mutating import MOST_CHARACTERS
from schemas.digest import rng
from schemas.language import Language
from tests.mutators.programs.sources import LANGUAGES, PROGRAMS, all_mutants, any_texts, damaged_programs, few, python_program
from tests.mutators.strategies import generators

DIALECTS = {Language.C: Dialect.C, Language.CPP: Dialect.CPP, Language.JAVA: Dialect.JAVA}
languages = pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.value)


def places(source: str, mutant: Mutant) -> list[int]:
    """Where in its line the change can have been made: the program with it made there is the mutant."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", source)), len(source) + 1]
    line = range(starts[mutant.line - 1], starts[mutant.line])
    made = (source[:at] + mutant.after + source[at + len(mutant.before) :] for at in line)
    return [at for at, text in zip(line, made, strict=True) if text == mutant.source and source.startswith(mutant.before, at)]


def check(source: str, language: Language, found: tuple[Mutant, ...]) -> None:
    """What is true of all mutants of any text."""
    assert len({one.source for one in found}) == len(found)
    for one in found:
        assert one.source != source
        assert one.operator in OPERATORS
        assert places(source, one), one
        if language in (Language.PYTHON3, Language.PYPY3):
            ast.parse(one.source.removeprefix("\ufeff"))


@languages
def test_each_mutant_is_another_program_changed_in_one_place(language: Language) -> None:
    found = all_mutants(PROGRAMS[language], language)
    assert len(found) > 100
    check(PROGRAMS[language], language, found)


@languages
@given(any_texts | damaged_programs())
@few
@example("")
@example("\ufeff")
@example("(" * 5000)
@example("[" * 300 + "]" * 300)
@example("for(" * 3000 + ")" * 3000)
@example("if (x) " * 2000)
@example("int i; " * 3000)
@example("-" * 3000)
@example("1+" * 3000 + "1")
@example("x = " + "(" * 90 + "1 < 2" + ")" * 90)
@example("not " * 2000 + "x")
@example('R"(' * 2000)
@example("#/*" * 2000)
@example("'" * 2001)
@example("int a[٠10]; if (x < ٠10 + ٣.٥) x = ٣e9;")
def test_no_text_is_too_strange(language: Language, text: str) -> None:
    check(text, language, mutants(text, language, rng("strange"), 60))


@given(generators)
@few
def test_every_mutant_of_a_python_program_parses(random: Random) -> None:
    source = python_program(random)
    ast.parse(source.removeprefix("\ufeff"))
    check(source, Language.PYTHON3, mutants(source, Language.PYTHON3, random, 60))


@languages
@given(st.integers(0, 2**32), st.integers(-1, 80))
@few
def test_the_same_seed_gives_the_same_mutants_and_never_too_many(language: Language, seed: int, most: int) -> None:
    first = mutants(PROGRAMS[language], language, Random(seed), most)
    assert first == mutants(PROGRAMS[language], language, Random(seed), most)
    assert len(first) == max(0, most)


@languages
def test_other_seeds_give_other_mutants(language: Language) -> None:
    chosen = {mutants(PROGRAMS[language], language, Random(seed), 5) for seed in range(20)}
    assert len(chosen) > 15


@languages
def test_mutants_spread_over_operators_and_over_lines(language: Language) -> None:
    source = PROGRAMS[language]
    found = mutants(source, language, rng("spread"), 30)
    assert max(Counter(one.operator for one in found).values()) <= 6
    assert len({one.operator for one in found}) >= 12
    lines = sorted(one.line for one in found)
    assert len(set(lines)) >= 12
    assert lines[0] < source.count("\n") * 0.4 and lines[-1] > source.count("\n") * 0.7


@languages
def test_strings_comments_and_functions_that_nothing_calls_are_left_alone(language: Language) -> None:
    source = PROGRAMS[language]
    kept = {Language.C: '" - + < %d', Language.CPP: 'R"(raw " < + 1 )" "a < b && c"', Language.JAVA: '"a < b + \\""'}
    words = [kept.get(language, '"""How many - or 0 and not 1."""'), "// < > +" if language is Language.JAVA else ""]
    for one in all_mutants(source, language):
        assert "12345" not in one.before
        for word in words:
            assert word in one.source or word in one.before


@pytest.mark.parametrize("language", DIALECTS, ids=lambda one: one.value)
@given(data=st.data())
@few
def test_no_change_begins_or_ends_within_a_token(language: Language, data: st.DataObject) -> None:
    source = data.draw(damaged_programs())
    inner = {
        place
        for one in tokens(source, DIALECTS[language])
        if one.kind != "directive"
        for place in range(one.start + 1, one.end)
    }
    for one in mutants(source, language, rng("tokens"), 40):
        assert any(not {at, at + len(one.before)} & inner for at in places(source, one)), one


@pytest.mark.parametrize("language", [one for one in Language if one not in LANGUAGES], ids=lambda one: one.value)
def test_a_language_without_a_mutator_has_no_mutants(language: Language) -> None:
    assert mutants("x = 1 + 2\n", language, rng("none"), 10) == ()


def test_what_is_longer_than_programs_are_is_left_alone() -> None:
    text = "x = 1 + 2\n# x"
    assert mutants(text.ljust(MOST_CHARACTERS), Language.PYTHON3, rng("long"), 3)
    assert mutants(text.ljust(MOST_CHARACTERS + 1), Language.PYTHON3, rng("long"), 3) == ()


def test_every_operator_is_one_that_programs_meet() -> None:
    found = {one.operator for language, source in PROGRAMS.items() for one in all_mutants(source, language)}
    assert set(OPERATORS) - found <= {"shared", "wrong_end", "rounding", "truth"}
    assert all(one.weight > 0 and one.says for one in OPERATORS.values())
