"""Changes of C, C++ and Java programs, found in their tokens."""

from mutators.programs.c_family.finding import c_changes, cpp_changes, java_changes

__all__ = ["c_changes", "cpp_changes", "java_changes"]
