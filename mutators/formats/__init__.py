"""The format of a problem's input, learnt from examples: what stands where, what counts what."""

from mutators.formats.describe import describe
from mutators.formats.editing import fit, recount, resize
from mutators.formats.infer import infer
from mutators.formats.nodes import Format, Parsed
from mutators.formats.parsing import FormatMismatch, parse
from mutators.formats.rebuilding import rename
from mutators.formats.rendering import render
from mutators.formats.validity import mismatches

__all__ = [
    "Format",
    "FormatMismatch",
    "Parsed",
    "describe",
    "fit",
    "infer",
    "mismatches",
    "parse",
    "recount",
    "rename",
    "render",
    "resize",
]
