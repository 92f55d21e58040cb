"""Wrong programs made from correct ones: each mutant differs in one place, as a slip of its author would make it differ."""

from mutators.programs.mutating import mutants
from mutators.programs.operators import OPERATORS, Operator
from mutators.programs.records import Mutant

__all__ = ["OPERATORS", "Mutant", "Operator", "mutants"]
