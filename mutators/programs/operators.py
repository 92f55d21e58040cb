"""The ways in which a program is made wrong: a flat table.

The names of the literature stand in brackets: ROR, AOR, LCR, UOI, ABS are the sufficient set of Offutt et al. (An experimental
determination of sufficient mutant operators, 1996); CRP replaces constants and SDL deletes statements (Deng, Offutt, Li:
Empirical evaluation of the statement deletion mutation operator, 2013). The others are slips of those who write for contests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """`says`: what it does. `weight`: how often it is chosen beside the others.

    A weight follows the share of the operator's mutants that pass a problem's samples and fail a test of its whole suite:
    those that neither behave as the original does nor are caught by anything.
    """

    says: str
    weight: float = 1.0


OPERATORS: dict[str, Operator] = {
    # conditions
    "boundary": Operator("< for <=, > for >=, and back (ROR)"),
    "relation": Operator("another relation: != for ==, > for <, not in for in (ROR)"),
    "connective": Operator("or for and, and for or (LCR)"),
    "clause_dropped": Operator("one side of an and, of an or left out (LCR)"),
    "negation": Operator("a condition negated, or a not left out"),
    "condition_constant": Operator("a branch always or never taken"),
    "else_detached": Operator("if for else if"),
    # arithmetic
    "arithmetic": Operator("- for +, + for * and their like (AOR)"),
    "operands_swapped": Operator("b - a for a - b, also of / and %"),
    "sign": Operator("a minus left out (UOI)"),
    "absolute": Operator("abs left out (ABS)"),
    "modulus_dropped": Operator("% m left out"),
    "division": Operator("integer division for that of reals, and back"),
    "rounding": Operator("floor for ceil, truncation for rounding, and back"),
    "extremum": Operator("min for max, and back"),
    "assignment": Operator("-= or = for +=, and their like"),
    # constants
    "constant": Operator("a number one more or one less (CRP)"),
    "truth": Operator("true for false, and back"),
    "large_constant": Operator("a large number divided by some power of ten: infinities, bounds, numbers of rounds"),
    "tolerance": Operator("a small real number made larger"),
    "modulus": Operator("another modulus"),
    "initial_extremum": Operator("an infinity too small, or 0 in place of minus infinity"),
    "memory": Operator("an array made smaller"),
    # types
    "narrow_integer": Operator("64 bits cut to 32"),
    "narrow_float": Operator("float for double, double for long double"),
    # names
    "wrong_variable": Operator("another variable of the same kind"),
    "index": Operator("the element before or after the one that is meant"),
    # loops
    "loop_first": Operator("the first round of a loop left out"),
    "loop_last": Operator("the last round of a loop left out, or one added"),
    "loop_step": Operator("every second round left out"),
    "loop_cut": Operator("a loop ends after some tens or hundreds of rounds"),
    "element_skipped": Operator("the first or last element of a sequence left out"),
    "break": Operator("a break or continue dropped, or one for the other"),
    "early_exit": Operator("a loop left after its first round"),
    # statements
    "statement_deleted": Operator("a statement left out (SDL)"),
    "mark_deleted": Operator("a place not marked as visited, an element not added"),
    "else_deleted": Operator("what is done otherwise left out"),
    "reset_missed": Operator("a variable that keeps its value from the round, or the case, before"),
    "memo": Operator("nothing remembered: the same is computed again and again"),
    # calls
    "sort_dropped": Operator("not sorted"),
    "sort_reversed": Operator("sorted the other way round"),
    "duplicates": Operator("equal elements united, or not united any more"),
    "shared": Operator("a copy left out, so that two names mean one thing, or one made where none was meant"),
    "wrong_end": Operator("taken from, or put at, the other end of a sequence"),
    "bisection": Operator("the first that is greater for the first that is not less, and back"),
    "quantifier": Operator("any for all, and back"),
    "recursion_limit": Operator("the recursion limit left as it is"),
}
