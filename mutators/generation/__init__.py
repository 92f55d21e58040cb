"""Inputs that may be tests: made from what the examples and the statement say, and checked against both."""

from mutators.generation.exploring import explored, levels
from mutators.generation.guard import is_valid
from mutators.generation.kinds import DRAWN
from mutators.generation.knowledge import Knowledge, learn
from mutators.generation.proposing import KINDS, propose

__all__ = ["DRAWN", "KINDS", "Knowledge", "explored", "is_valid", "learn", "levels", "propose"]
