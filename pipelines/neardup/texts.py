"""Texts as the kernels take them: bytes that lie one after the other, prose brought to one form before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from pipelines.neardup.settings import Shingles

Numbers: TypeAlias = npt.NDArray[np.int64]
Hashes: TypeAlias = npt.NDArray[np.uint64]
_Scalar = TypeVar("_Scalar", np.int64, np.uint64)

PADDING = b" " * 8
"""Tokens are read eight bytes at a time, so there must be something behind the last one."""
_BETWEEN_WORDS = re.compile(r"\W+")
_IDEOGRAPH = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Characters of languages that put no space between words: each counts as a word."""


class Packed(NamedTuple):
    """Texts in UTF-8 one after the other, `PADDING` behind them; text i is data[offsets[i]:offsets[i + 1]]."""

    data: bytes
    offsets: Numbers


class Grouped(NamedTuple):
    """Hashes of several texts one after the other; those of text i are values[bounds[i]:bounds[i + 1]]."""

    values: Hashes
    bounds: Numbers


def ascending(values: npt.NDArray[_Scalar]) -> npt.NDArray[_Scalar]:
    """Each value once, in order. `numpy.unique` has a table, in which numbers packed of two crowd."""
    values = np.sort(values)
    fresh = np.ones(len(values), bool)
    fresh[1:] = values[1:] != values[:-1]
    return values[fresh]


def prepared(text: str, shingles: Shingles) -> bytes:
    """A text in the form that is cut into tokens.

    Prose is brought to compatibility form and lower case, and what belongs to no word becomes a space. A program stays as it
    is. In what comes out a word is a run of ASCII letters, digits, "_" and bytes above 127; longer ones are cut after 64 bytes.
    """
    if shingles is Shingles.WORDS:
        if not text.isascii():
            text = _IDEOGRAPH.sub(r" \g<0> ", _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text)))
        text = text.lower()
    return text.encode("utf-8", "surrogatepass")


def pack(texts: Sequence[str], shingles: Shingles) -> Packed:
    """Texts for a kernel."""
    # the kernels read words in lower case, so that nobody writes an ASCII text anew
    encoded = [text.encode() if text.isascii() else prepared(text, shingles) for text in texts]
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
    encoded.append(PADDING)
    return Packed(b"".join(encoded), offsets)
