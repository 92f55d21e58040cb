"""Bytes of a file as text that can be kept, and the rules of the paper's cleaning. All on bytes, and each looks twice only
where a cheap look finds something.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from schemas.digest import DIGEST_BYTES
from schemas.text import excerpt

MAX_FILE_BYTES = 1_000_000
MAX_LINE_CHARACTERS = 1000
_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
_WIDE_SPACE = re.compile(rb"\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2(?:\x80[\x80-\x8a\xa8\xa9\xaf]|\x81\x9f)|\xe3\x80\x80")
"""White space beyond ASCII in UTF-8: what `\\s` matches in a str."""
_WIDE_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""In this order: the mark of UTF-16 begins that of UTF-32."""


class Unfit(ValueError):
    """A file that is not taken. `reason` is a word that can be counted, the message quotes what is wrong."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def utf8_of(content: bytes) -> bytes:
    """The text as UTF-8 without its byte order mark. Raises Unfit for what is neither UTF-8 nor marked as UTF-16 or UTF-32."""
    if content.isascii():
        if b"\0" in content:
            raise Unfit("binary_file", f"a NUL byte at {content.index(0)}")
        return content
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    for mark, encoding in _WIDE_ENCODINGS:
        if content.startswith(mark):
            return utf8_of(_recoded(content[len(mark) :], encoding))
    if b"\0" in content:
        raise Unfit("binary_file", f"a NUL byte at {content.index(0)}")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise Unfit("not_utf8", f"byte 0x{content[error.start]:02X} at {error.start} is not UTF-8") from error
    return content


def _recoded(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeError as error:
        raise Unfit("not_utf8", f"marked as {encoding[:6].upper()}, but is not ({error})") from error


def check_lines(content: bytes) -> None:
    """Raises Unfit where a line has more than 1000 characters. Lines end in LF, CR LF or CR."""
    place = _long_line(content)
    if place < 0:
        return
    text: bytes | str = content if content.isascii() else content.decode()
    if b"\r" in content:
        text = text.replace("\r", "\n") if isinstance(text, str) else text.replace(b"\r", b"\n")
    place = _long_line(text)
    if place >= 0:
        start = text[place : place + 40]
        quoted = excerpt(start if isinstance(start, str) else start.decode(), 40)
        raise Unfit("long_line", f"a line of more than {MAX_LINE_CHARACTERS} characters: {quoted!r}")


def _long_line(text: bytes | str) -> int:
    """Where the first line of more than 1000 begins, -1 where none is. Leaps from line end to line end, about 1000 a time."""
    end, place = len(text), 0
    newline: bytes | str = b"\n" if isinstance(text, bytes) else "\n"
    while end - place > MAX_LINE_CHARACTERS:
        last = text.rfind(newline, place, place + MAX_LINE_CHARACTERS + 1)  # type: ignore[arg-type]  # of the same kind
        if last < 0:
            return place
        place = last + 1
    return -1


def blind_digest(content: bytes) -> bytes:
    """16 bytes that are the same for the same text but for white space."""
    return hashlib.blake2b(without_white_space(content), digest_size=DIGEST_BYTES).digest()


def without_white_space(content: bytes) -> bytes:
    """UTF-8 without what `\\s` matches in it as a str."""
    dense = content.translate(None, _SPACE)
    return dense if dense.isascii() else _WIDE_SPACE.sub(b"", dense)
