"""Runs of words as numbers: the same exactly for the same words."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus.ngrams import runs_of, words_of

_texts = st.lists(st.text("aAbB1 _.-\n\0é漢", max_size=40), max_size=6)


def split(text: str) -> list[bytes]:
    """The words of a text, by the letter of the law."""
    return re.findall(rb"[a-z0-9\x80-\xff]+", re.sub(rb"[A-Z]", lambda one: one[0].lower(), text.encode()))


@given(_texts)
def test_words_are_where_the_law_sees_them(texts: list[str]) -> None:
    words = words_of([text.encode() for text in texts])
    joined = bytes(words.normal)
    seen = [joined[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    for place, text in enumerate(texts):
        assert seen[words.firsts[place] : words.firsts[place + 1]] == split(text)
        for start, end in zip(words.starts, words.ends, strict=True):
            if words.offsets[place] <= start < words.offsets[place] + len(text.encode()):
                begin = words.offsets[place]
                assert text.encode()[start - begin : end - begin].lower() == joined[start:end]


@given(st.lists(st.text("abcxyz019", min_size=1, max_size=30), max_size=30))
def test_words_have_one_number_each_wherever_they_stand(words: list[str]) -> None:
    found = words_of([" ".join(words).encode(), "-".join(reversed(words)).upper().encode()]).numbers.tolist()
    assert found[: len(words)] == found[len(words) :][::-1]
    ends = {(word[:8], word[-8:], len(word)) for word in words}
    assert len(set(found)) == len(ends)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=60), st.lists(st.integers(1, 50), min_size=1, max_size=3))
def test_a_run_is_the_polynomial_of_its_words(numbers: list[int], lengths: list[int]) -> None:
    factor = 0x9E3779B97F4A7C15
    for length, runs in zip(lengths, runs_of(np.array(numbers, np.uint64), *lengths), strict=True):
        expected = []
        for start in range(len(numbers) - length + 1):
            value = 0
            for number in numbers[start : start + length]:
                value = (value * factor + number) % 2**64
            expected.append(value)
        assert runs.tolist() == expected


def test_words_that_differ_in_one_letter_make_runs_that_differ() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = [f"one two some{x}ing three thre{y} four".encode() for x in letters for y in letters]
    numbers = words_of(texts).numbers.reshape(len(texts), 6)
    assert len({int(runs_of(row, 6)[0][0]) for row in numbers}) == len(texts)
