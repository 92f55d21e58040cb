"""C++ programs in one form (appendix B.2, 3): macros and aliases expanded, `bits/stdc++.h` replaced, formatted."""

from pipelines.normalising.formatting import clang_format_version
from pipelines.normalising.normalise import Normal, normalise
from pipelines.normalising.pieces import Unfit

__all__ = ["Normal", "Unfit", "clang_format_version", "normalise"]
