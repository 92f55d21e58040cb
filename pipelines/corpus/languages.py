"""The twelve languages of the paper's pretraining corpus, by a file's suffix, and where that says too little by its text."""

from __future__ import annotations

import re
from collections.abc import Callable

_SUFFIXES: dict[str, str] = {
    "cpp": "cc cpp cxx c++ hpp hh hxx h++ ipp tpp inl h",
    "csharp": "cs csx",
    "go": "go",
    "java": "java",
    "javascript": "js mjs cjs jsx",
    "lua": "lua",
    "php": "php phtml php3 php4 php5",
    "python": "py pyi pyw",
    "ruby": "rb rake gemspec",
    "rust": "rs",
    "scala": "scala sc",
    "typescript": "ts tsx mts cts",
}
LANGUAGES = tuple(_SUFFIXES)
"""Names of the languages, in the order of the alphabet."""
BY_SUFFIX: dict[str, str] = {suffix: language for language, all_of_them in _SUFFIXES.items() for suffix in all_of_them.split()}

_CPP_HINTS = tuple(b"std:: class namespace template public private protected constexpr using include".split())
_CPP_LINE = re.compile(
    rb"[ \t]*(?:template[ \t]*<|using[ \t]+(?:namespace[ \t]+)?[\w:]+[ \t]*[;=]"
    rb"|(?:class|namespace)[ \t]+[\w:]+[ \t]*(?:final[ \t]*)?(?:;|:[^:\r\n][^\r\n]*|\{[^\r\n]*)?\r?$"
    rb"|(?:public|private|protected)[ \t]*:|constexpr[ \t]|#[ \t]*include[ \t]*<\w+>)|[^\n]*\bstd::\w",
    re.MULTILINE,
)
"""Lines that C does not have, each with one of the words. `#include <vector>`: the C library's headers all end in .h."""


def language_of(name: str) -> str | None:
    """The language that a file's suffix stands for, None where it is none of ours. `.h` and `.ts` are looked into later."""
    return BY_SUFFIX.get(name[name.rfind(".") + 1 :].lower()) if "." in name else None


def _is_cpp(content: bytes) -> bool:
    for hint in _CPP_HINTS:
        place = content.find(hint)
        while place >= 0:
            if _CPP_LINE.match(content, content.rfind(b"\n", 0, place) + 1):
                return True
            end = content.find(b"\n", place)
            place = content.find(hint, end) if end >= 0 else -1
    return False


def _is_typescript(content: bytes) -> bool:
    start = content[:512].lstrip()
    return not start.startswith((b"<?xml", b"<!DOCTYPE TS", b"<TS"))


_LOOKS: dict[str, Callable[[bytes], bool]] = {"h": _is_cpp, "ts": _is_typescript}
"""Suffixes that other languages have too: C headers, translations of Qt."""


def is_what_it_seems(name: str, content: bytes) -> bool:
    """Whether a file whose suffix is also another language's is written in ours."""
    looks = _LOOKS.get(name[name.rfind(".") + 1 :].lower())
    return looks is None or looks(content)
