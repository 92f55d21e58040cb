"""Mutants of a program: every change that an operator can make in it, of which some are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from mutators.programs import c_family, python
from mutators.programs.choosing import chosen
from mutators.programs.records import Change, Mutant
from schemas.language import Language

MOST_CHARACTERS = 1 << 18
"""Longer programs are tables more than programs; contests refuse them, too."""

FINDERS: dict[Language, Callable[[str], Iterator[Change]]] = {
    Language.PYTHON3: python.changes,
    Language.PYPY3: python.changes,
    Language.C: c_family.c_changes,
    Language.CPP: c_family.cpp_changes,
    Language.JAVA: c_family.java_changes,
}
"""Language -> all changes of a program in it that make sense. A text that is no program has few or none."""


def mutants(solution_source: str, language: Language, rng: Random, most: int) -> tuple[Mutant, ...]:
    """At most `most` different programs, each the given one changed in one place by one of `OPERATORS`.

    The same arguments (and state of `rng`) give the same mutants. () where the language has no mutator, where the text cannot
    be read as a program, or where it is longer than MOST_CHARACTERS. Mutants of Python programs parse; those of the others are
    made from their tokens, so that a few do not compile; some behave as the original does.
    """
    find = FINDERS.get(language)
    if find is None or most <= 0 or len(solution_source) > MOST_CHARACTERS:
        return ()
    return chosen(solution_source, find(solution_source), rng, most)
