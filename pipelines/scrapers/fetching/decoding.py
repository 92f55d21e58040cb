"""Bodies freed of their content encoding, never beyond a size: a few kilobytes of gzip can hold gigabytes of nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from pipelines.scrapers.fetching.faults import Fault

ACCEPTED = "gzip"
"""What requests ask for: the one encoding that every server knows."""
_GZIP, _ZLIB, _RAW = 31, 15, -15
_MAGIC = 0x1F
"""The first byte of every member of a gzip stream."""


def decoded(blocks: Iterable[bytes], encoding: str, most_bytes: int) -> bytes:
    """The body whose encoded blocks these are, read no further than needed.

    Raises Fault: `too_large` beyond `most_bytes` before or after decoding, `body_cut` where the stream does not end,
    `bad_encoding` where it is damaged or of an encoding that nobody asked for.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    kinds = [name for name in names if name not in ("", "identity")]
    if not kinds:
        return _bounded(blocks, most_bytes)
    if kinds not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise Fault("bad_encoding", f"content encoding {encoding[:40]!r}, where {ACCEPTED} was asked for")
    try:
        return _inflated(_bounded_blocks(blocks, most_bytes), kinds[0] == "deflate", most_bytes)
    except zlib.error as error:
        raise Fault("bad_encoding", f"damaged {kinds[0]} stream: {error}", passing=True) from None


def _bounded_blocks(blocks: Iterable[bytes], most_bytes: int) -> Iterable[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > most_bytes:
            raise _too_large(most_bytes)
        yield block


def _bounded(blocks: Iterable[bytes], most_bytes: int) -> bytes:
    return b"".join(_bounded_blocks(blocks, most_bytes))


def _too_large(most_bytes: int) -> Fault:
    return Fault("too_large", f"the body is larger than {most_bytes} bytes", settled=True)


def _inflated(blocks: Iterable[bytes], deflate: bool, most_bytes: int) -> bytes:
    """All members of a gzip stream, or a deflate stream with its header or, as some servers send it, without."""
    out = bytearray()
    engine = None
    ended = False
    for block in blocks:
        rest = block
        while rest:
            if engine is None:
                if ended and (deflate or rest[0] != _MAGIC):
                    break  # what follows the end and begins no further member is padding
                engine = zlib.decompressobj(_GZIP if not deflate else _ZLIB if rest[0] & 0x0F == 8 else _RAW)
            out += engine.decompress(rest, most_bytes - len(out) + 1)
            if len(out) > most_bytes:
                raise _too_large(most_bytes)
            rest = engine.unconsumed_tail
            if engine.eof:
                rest, engine, ended = engine.unused_data, None, True
    if engine is not None or not ended:
        raise Fault("body_cut", "the compressed body ends in the middle", passing=True)
    return bytes(out)
