"""Changes of Python programs, found in their syntax trees and made in their text."""

from mutators.programs.python.finding import changes

__all__ = ["changes"]
