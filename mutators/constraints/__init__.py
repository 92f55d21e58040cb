"""What a problem's statement says about its input: read from the text, joined to the input's format, checked on values."""

from mutators.constraints.agreement import agreement
from mutators.constraints.binding import Bound, Doubt, bind, violations
from mutators.constraints.extract import extract
from mutators.constraints.limits import Limit, widened
from mutators.constraints.records import Constraint, Statement

__all__ = ["Bound", "Constraint", "Doubt", "Limit", "Statement", "agreement", "bind", "extract", "violations", "widened"]
