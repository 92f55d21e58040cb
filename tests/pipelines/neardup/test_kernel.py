"""The kernels: the compiled one is numpy's, and both are what the words of the definition say."""

from __future__ import annotations

import re
from typing import cast

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.neardup import plain
from pipelines.neardup.kernel import Compiled, Kernel, kernel
from pipelines.neardup.kernel_build import KernelUnavailable, kernel_file
from pipelines.neardup.settings import Shingles
from pipelines.neardup.signatures import permutations
from pipelines.neardup.texts import Grouped, pack, prepared
from tests.pipelines.neardup.corpora import any_texts, batches, kinds, moderate

widths = st.integers(1, 8)
PLAIN = cast(Kernel, plain)
_WORD = rb"[0-9A-Za-z_\x80-\xff]{1,64}"
_PATTERNS = {Shingles.WORDS: _WORD, Shingles.TOKENS: _WORD + rb"|[^\x00-\x20\x7f]"}


def compiled() -> Compiled:
    try:
        return Compiled(str(kernel_file()))
    except KernelUnavailable as error:
        pytest.skip(f"no compiled kernel here: {error}")


def tokens_of(text: str, kind: Shingles) -> list[bytes]:
    return re.findall(_PATTERNS[kind], prepared(text, kind))


def shingles_of(text: str, kind: Shingles, width: int) -> list[tuple[bytes, ...]]:
    tokens = tokens_of(text, kind)
    if len(tokens) < width:
        return [tuple(tokens)] if tokens else []
    return [tuple(tokens[place : place + width]) for place in range(len(tokens) - width + 1)]


@moderate
@given(batches, kinds, widths)
@example(["x" * 64, "x" * 65, "x" * 128, "x" * 129], Shingles.WORDS, 1)
@example([" " * 63 + "a", " " * 64 + "a", "a" * 63 + "+", "a" * 64 + "+b"], Shingles.TOKENS, 2)
def test_the_compiled_kernel_gives_the_same_as_numpy(texts: list[str], kind: Shingles, width: int) -> None:
    packed, singles, best = pack(texts, kind), kind is Shingles.TOKENS, compiled()
    drawn = permutations(37, 3)
    for ours, theirs in (
        (best.list_shingles(packed, singles, width), plain.list_shingles(packed, singles, width)),
        (best.sketch_texts(packed, singles, width, *drawn), plain.sketch_texts(packed, singles, width, *drawn)),
    ):
        for mine, other in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(mine, other)
    listed = plain.list_shingles(packed, singles, width)
    sets = best.distinct_shingles(listed)
    for mine, other in zip(sets, plain.distinct_shingles(listed), strict=True):
        np.testing.assert_array_equal(mine, other)
    left, right = (part.ravel() for part in np.meshgrid(np.arange(len(texts)), np.arange(len(texts))))
    left, right = np.ascontiguousarray(left), np.ascontiguousarray(right)
    np.testing.assert_array_equal(best.count_shared(sets, left, right), plain.count_shared(sets, left, right))
    shape = (packed, np.diff(listed.bounds), singles, width, left, right)
    for mine, other in zip(best.compare_texts(*shape), plain.compare_texts(*shape), strict=True):
        np.testing.assert_array_equal(mine, other)


@moderate
@given(batches, kinds, widths, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
@example(["a a a a", "a a a a b", "b"], Shingles.WORDS, 2, [(0, 1), (0, 1), (0, 0), (0, 2), (1, 0), (0, 1)])
def test_texts_share_what_their_sets_share(texts: list[str], kind: Shingles, width: int, drawn: list[tuple[int, int]]) -> None:
    """Whatever pairs stand beside each other: a left text's table forgets what right ones put into it."""
    packed, singles = pack(texts, kind), kind is Shingles.TOKENS
    listed = plain.list_shingles(packed, singles, width)
    sets = [set(listed.values[begun:end].tolist()) for begun, end in zip(listed.bounds[:-1], listed.bounds[1:], strict=True)]
    pairs = [pair for pair in drawn if max(pair) < len(texts)]
    left, right = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    shared, together = kernel().compare_texts(packed, np.diff(listed.bounds), singles, width, left, right)
    assert shared.tolist() == [len(sets[one] & sets[other]) for one, other in pairs]
    assert together.tolist() == [len(sets[one] | sets[other]) for one, other in pairs]


@pytest.mark.parametrize("best", [PLAIN, None], ids=["numpy", "compiled"])
@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 0)])
def test_more_shingles_than_was_said_are_refused(best: Kernel | None, left: int, right: int) -> None:
    packed = pack(["a b c", " ".join(map(str, range(100)))], Shingles.WORDS)
    with pytest.raises(ValueError, match="more shingles than was said"):
        (best or compiled()).compare_texts(packed, np.array([2, 2]), False, 2, np.array([left]), np.array([right]))


@moderate
@given(st.lists(st.text(max_size=100), max_size=4), kinds)
@example(["@AZ[`az{ \x7f_09 Upper"], Shingles.WORDS)
def test_words_are_read_in_lower_case_and_programs_as_they_are(texts: list[str], kind: Shingles) -> None:
    """Packed as it is, or brought to its form before: an ASCII text gives the same."""
    singles = kind is Shingles.TOKENS
    before = [prepared(text, kind).decode("utf-8", "surrogatepass") for text in texts]
    for best in (kernel(), PLAIN):
        ours, theirs = (best.list_shingles(pack(some, kind), singles, 1) for some in (texts, before))
        np.testing.assert_array_equal(ours.values, theirs.values)
    values = kernel().list_shingles(pack(["Ab", "aB", "ab"], kind), singles, 1).values.tolist()
    assert len(set(values)) == (3 if singles else 1)


@moderate
@given(batches, kinds, widths)
def test_shingles_are_equal_exactly_where_their_tokens_are(texts: list[str], kind: Shingles, width: int) -> None:
    listed = kernel().list_shingles(pack(texts, kind), kind is Shingles.TOKENS, width)
    expected = [shingle for text in texts for shingle in shingles_of(text, kind, width)]
    assert np.diff(listed.bounds).tolist() == [len(shingles_of(text, kind, width)) for text in texts]
    named = dict(zip(listed.values.tolist(), expected, strict=True))
    assert len(named) == len(set(expected))
    assert [named[value] for value in listed.values.tolist()] == expected
    assert 0 not in named


@pytest.mark.parametrize("best", [PLAIN, None], ids=["numpy", "best"])
@pytest.mark.parametrize("kind", Shingles)
def test_texts_of_many_blocks_are_cut_as_texts_of_one(best: Kernel | None, kind: Shingles) -> None:
    """The compiled kernel holds 1032 tokens at a time, numpy permutes 2048 hashes at a time."""
    best = best or kernel()
    long = " ".join(f"w{number % 977}+{number}" for number in range(5000))
    singles, drawn = kind is Shingles.TOKENS, permutations(128, 1)
    packed = pack(["a b", long, "", "c"], kind)
    expected = shingles_of(long, kind, 5)
    listed = best.list_shingles(packed, singles, 5)
    values = listed.values[listed.bounds[1] : listed.bounds[2]]
    assert len(dict(zip(values.tolist(), expected, strict=True))) == len(set(expected))
    sketches = best.sketch_texts(packed, singles, 5, *drawn)
    assert sketches.counts.tolist() == [1, len(expected), 0, 1]
    assert sketches.powers[1, 0] == values.sum(dtype=np.uint64)
    hashes = plain.fmix32(values.astype(np.uint32))
    np.testing.assert_array_equal(sketches.signatures[1], (hashes[:, None] * drawn[0] + drawn[1]).min(axis=0))


@moderate
@given(any_texts, any_texts, kinds)
def test_a_text_is_cut_alike_whatever_stands_beside_it(text: str, other: str, kind: Shingles) -> None:
    singles = kind is Shingles.TOKENS
    alone = kernel().list_shingles(pack([text], kind), singles, 3).values
    listed = kernel().list_shingles(pack([other, text, other], kind), singles, 3)
    np.testing.assert_array_equal(listed.values[listed.bounds[1] : listed.bounds[2]], alone)


@moderate
@given(st.lists(st.integers(0, 12), max_size=12), st.integers(0, 60))
def test_crowded_sets_come_out_in_order(low: list[int], shift: int) -> None:
    """Values that differ in their last bits alone all want the same place of the table."""
    values = np.array([1 + (value << shift) for value in low], np.uint64)
    listed = Grouped(values, np.array([0, len(values)]))
    np.testing.assert_array_equal(compiled().distinct_shingles(listed).values, np.unique(values))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Given N numbers, print their SUM.", "given n numbers print   their sum"),
        ("na\u00efve caf\u00e9 \ufb01nd", "nai\u0308ve CAFE\u0301 find"),
        ("n \u2264 10\u00a0and\u3000m", "n 10 and m"),
        ("\u6f22\u5b57\u306e\u6570", "\u6f22 \u5b57 \u306e \u6570"),
    ],
)
def test_prose_is_compared_by_its_words(left: str, right: str) -> None:
    assert tokens_of(left, Shingles.WORDS) == tokens_of(right, Shingles.WORDS)
    assert prepared(left, Shingles.TOKENS) != prepared(right, Shingles.TOKENS)


def test_programs_are_compared_by_their_tokens() -> None:
    assert tokens_of("for(i=0;i<N;i++)", Shingles.TOKENS) == b"for ( i = 0 ; i < N ; i + + )".split()
    assert tokens_of("int  main ( )\n{}", Shingles.TOKENS) == tokens_of("int main(){}", Shingles.TOKENS)
    assert tokens_of("N = n", Shingles.TOKENS) != tokens_of("n = n", Shingles.TOKENS)


def test_a_broken_page_is_no_reason_to_stop() -> None:
    for kind in Shingles:
        assert len(tokens_of("a \ud800 b", kind)) in (2, 3)
