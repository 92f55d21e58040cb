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

    A mutant is of use where it passes a problem's samples and fails a test of its whole suite: it neither behaves as the
    original does nor is caught by anything. A weight is the share of such mutants by the operator over that by all of them,
    each problem counted alike, with four problems more at 1 so that few say little; the mean of that over contests with
    samples of their own and over problems of which the smallest test was taken for the sample. Measured on 7,105 mutants of
    172 programs for 87 problems; 1 where none was seen: rounding, modulus, memo, quantifier.
    """

    says: str
    weight: float = 1.0


OPERATORS: dict[str, Operator] = {
    # conditions
    "boundary": Operator("< for <=, > for >=, and back (ROR)", 0.8),
    "relation": Operator("another relation: != for ==, > for <, not in for in (ROR)", 0.7),
    "connective": Operator("or for and, and for or (LCR)", 1.8),
    "clause_dropped": Operator("one side of an and, of an or left out (LCR)", 1.8),
    "negation": Operator("a condition negated, or a not left out", 0.6),
    "condition_constant": Operator("a branch always or never taken", 1.1),
    "else_detached": Operator("if for else if", 0.8),
    # arithmetic
    "arithmetic": Operator("- for +, + for * and their like (AOR)", 1.1),
    "operands_swapped": Operator("b - a for a - b, also of / and %", 0.9),
    "sign": Operator("a minus left out (UOI)", 0.8),
    "absolute": Operator("abs left out (ABS)"),
    "modulus_dropped": Operator("% m left out", 1.1),
    "division": Operator("integer division for that of reals, and back", 0.9),
    "rounding": Operator("floor for ceil, truncation for rounding, and back"),
    "extremum": Operator("min for max, and back", 1.3),
    "assignment": Operator("-= or = for +=, and their like", 0.9),
    # constants
    "constant": Operator("a number one more or one less (CRP)", 0.9),
    "truth": Operator("true for false, and back", 1.2),
    "large_constant": Operator("a large number divided by some power of ten: infinities, bounds, numbers of rounds", 0.7),
    "tolerance": Operator("a small real number made larger", 0.8),
    "modulus": Operator("another modulus"),
    "initial_extremum": Operator("an infinity too small, or 0 in place of minus infinity", 0.6),
    "memory": Operator("an array made smaller", 0.9),
    # types
    "narrow_integer": Operator("64 bits cut to 32", 0.4),
    "narrow_float": Operator("float for double, double for long double", 1.1),
    # names
    "wrong_variable": Operator("another variable of the same kind"),
    "index": Operator("the element before or after the one that is meant", 1.3),
    # loops
    "loop_first": Operator("the first round of a loop left out", 0.7),
    "loop_last": Operator("the last round of a loop left out, or one added", 0.7),
    "loop_step": Operator("every second round left out", 1.3),
    "loop_cut": Operator("a loop ends after some tens or hundreds of rounds", 2.1),
    "element_skipped": Operator("the first or last element of a sequence left out"),
    "break": Operator("a break or continue dropped, or one for the other", 1.2),
    "early_exit": Operator("a loop left after its first round", 0.9),
    # statements
    "statement_deleted": Operator("a statement left out (SDL)", 0.7),
    "mark_deleted": Operator("a place not marked as visited, an element not added", 1.1),
    "else_deleted": Operator("what is done otherwise left out", 0.9),
    "reset_missed": Operator("a variable that keeps its value from the round, or the case, before"),
    "memo": Operator("nothing remembered: the same is computed again and again"),
    # calls
    "sort_dropped": Operator("not sorted", 1.9),
    "sort_reversed": Operator("sorted the other way round", 0.8),
    "duplicates": Operator("equal elements united, or not united any more", 0.8),
    "shared": Operator("a copy left out, so that two names mean one thing, or one made where none was meant", 0.9),
    "wrong_end": Operator("taken from, or put at, the other end of a sequence", 1.4),
    "bisection": Operator("the first that is greater for the first that is not less, and back", 0.8),
    "quantifier": Operator("any for all, and back"),
    "recursion_limit": Operator("the recursion limit left as it is", 0.9),
}
