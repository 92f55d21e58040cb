"""Lines of large files in parts that can be read on their own: 64 MiB of a plain file, a zipped one as a whole."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipelines.sources.reading import Part

CHUNK_BYTES = 64 << 20
MAX_LINE_BYTES = 1 << 30
"""A line longer than this, zipped or not, is given cut: nobody means to hold it."""
_PIECE_BYTES = 1 << 20


def line_parts(path: str) -> list[Part]:
    """The parts of a file; one for the whole of a small or a zipped one."""
    size = Path(path).stat().st_size
    if size <= CHUNK_BYTES or is_zipped(path):
        return [Part(path)]
    return [Part(path, place) for place in range(-(-size // CHUNK_BYTES))]


def is_zipped(path: str) -> bool:
    """Whether a file begins as gzip's do, whatever it is called."""
    with open(path, "rb") as file:
        return file.read(2) == b"\x1f\x8b"


def lines_of(part: Part) -> Iterator[tuple[str, bytes]]:
    """(where it stands, line) for the lines that begin within the part, in order; every line begins within one of its file's.

    Where a line stands is told by its number, or by its first byte where the part does not begin with the file's first line.
    A line longer than MAX_LINE_BYTES comes without its rest and one byte longer than that.
    """
    name = Path(part.path).name
    start = max(part.place, 0) * CHUNK_BYTES
    end = start + CHUNK_BYTES if part.place >= 0 else None
    with _open(part.path) as file:
        here = start
        if start:
            file.seek(start - 1)
            here += _skip_line(file) - 1  # the line before ends here, be it only by its newline
        number = 0
        while end is None or here < end:
            line = file.readline(MAX_LINE_BYTES + 1)
            if not line:
                return
            number += 1
            yield (f"{name}@{here}" if start else f"{name}:{number}"), line
            here += len(line)
            if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                here += _skip_line(file)


def _open(path: str) -> IO[bytes]:
    return gzip.open(path, "rb") if is_zipped(path) else open(path, "rb")  # type: ignore[return-value]


def _skip_line(file: IO[bytes]) -> int:
    """Go to the end of the line; how many bytes that was."""
    skipped = 0
    while piece := file.readline(_PIECE_BYTES):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
