"""Bodies come out as they went in, never larger than allowed, never half."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.decoding import decoded
from pipelines.scrapers.fetching.faults import Fault

MOST = 10_000
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda body: zlib.compress(body, wbits=-15),
}


def blocks(content: bytes, size: int) -> Iterator[bytes]:
    """The content in pieces."""
    return (content[place : place + size] for place in range(0, len(content), size))


def reason(content: bytes, encoding: str, most: int = MOST) -> str:
    """Why the content cannot be decoded."""
    with pytest.raises(Fault) as fault:
        decoded(blocks(content, 50), encoding, most)
    return fault.value.reason


@pytest.mark.parametrize("encoding", ENCODERS)
@given(body=st.binary(max_size=300), size=st.integers(1, 60))
def test_decoding_inverts_encoding(encoding: str, body: bytes, size: int) -> None:
    assert decoded(blocks(ENCODERS[encoding](body), size), encoding, MOST) == body


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=3), st.integers(1, 9), st.sampled_from([b"", b"\0\0\0", b"end"]))
def test_members_of_a_gzip_stream_follow_one_another(bodies: list[bytes], size: int, padding: bytes) -> None:
    content = b"".join(map(gzip.compress, bodies)) + padding
    assert decoded(blocks(content, size), "gzip", MOST) == b"".join(bodies)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_a_body_of_the_largest_size_passes_and_one_byte_more_does_not(encoding: str) -> None:
    encode = ENCODERS[encoding]
    assert decoded([encode(bytes(MOST))], encoding, MOST) == bytes(MOST)
    assert reason(encode(bytes(MOST + 1)), encoding) == "too_large"


def test_a_bomb_is_not_unpacked() -> None:
    """A gigabyte of zeros in a megabyte, packed once and again as many members: memory would tell."""
    member = gzip.compress(bytes(1 << 20))
    taken = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield member

    with pytest.raises(Fault, match="too_large"):
        decoded(counted(), "gzip", 3 << 20)
    assert taken == 4


def test_a_body_that_is_too_large_as_it_comes() -> None:
    with pytest.raises(Fault, match="too_large"):
        decoded(iter(lambda: b"x" * 100, None), "", MOST)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@given(data=st.data())
def test_a_stream_cut_anywhere_is_never_taken_for_whole(encoding: str, data: st.DataObject) -> None:
    content = ENCODERS[encoding](b"a problem's statement " * 5)
    cut = data.draw(st.integers(0, len(content) - 1))
    assert reason(content[:cut], encoding) == "body_cut"


TRAILER = 8
"""Bytes of the checksum and the length behind the last byte of a gzip member's codes."""


def decoded_or_refused(content: bytes) -> bytes | str:
    """What a gzip body holds, or why it is refused."""
    try:
        return decoded([content], "gzip", MOST)
    except Fault as fault:
        return fault.reason


@given(st.data())
def test_a_damaged_stream_is_never_taken_for_whole(data: st.DataObject) -> None:
    body = bytes(range(256)) * 2
    content = bytearray(gzip.compress(body, mtime=0))
    place = data.draw(st.integers(10, len(content) - 1))  # behind the header, of which much says nothing
    content[place] ^= data.draw(st.integers(1, 255))
    if place == len(content) - TRAILER - 1:
        assert decoded_or_refused(bytes(content)) in (body, "bad_encoding", "body_cut")  # bits behind the last code say nothing
    else:
        assert decoded_or_refused(bytes(content)) in ("bad_encoding", "body_cut")


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd", "compress", "gzip, br"])
def test_encodings_that_nobody_asked_for(encoding: str) -> None:
    assert reason(b"anything", encoding) == "bad_encoding"
