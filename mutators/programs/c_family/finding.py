"""All changes of a C, C++ or Java program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mutators.programs.c_family import arithmetic, conditions, constants, loops, names, narrowing, statements
from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.program import Program, read
from mutators.programs.records import Change

FINDERS: tuple[Callable[[Program], Iterator[Change]], ...] = (
    loops.bounds,
    loops.macro_bounds,
    loops.leaps,
    loops.early_exits,
    loops.subscripts,
    statements.deletions,
    statements.resets,
    statements.sorting,
    statements.renamed,
    statements.references,
    narrowing.casts,
    narrowing.aliases,
    narrowing.declared,
    conditions.relations,
    conditions.connectives,
    conditions.branches,
    conditions.truths,
    constants.infinities,
    constants.accumulators,
    constants.numbers,
    constants.defined,
    arithmetic.operations,
    arithmetic.signs,
    arithmetic.assignments,
    arithmetic.numeric_calls,
    arithmetic.divisions,
    names.wrong_variables,
)
"""Who finds a change first names it: those that know more of its meaning come first."""


def _changes(source: str, dialect: Dialect) -> Iterator[Change]:
    """All changes of the program that make sense; none where brackets stand in brackets too often for a program."""
    program = read(source, dialect)
    if program is not None:
        for find in FINDERS:
            yield from find(program)


def c_changes(source: str) -> Iterator[Change]:
    """All changes of a C program."""
    return _changes(source, Dialect.C)


def cpp_changes(source: str) -> Iterator[Change]:
    """All changes of a C++ program."""
    return _changes(source, Dialect.CPP)


def java_changes(source: str) -> Iterator[Change]:
    """All changes of a Java program."""
    return _changes(source, Dialect.JAVA)
