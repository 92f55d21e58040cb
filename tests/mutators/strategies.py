"""Inputs to mutate: lists of tokens as problems have them, and any text at all."""

from __future__ import annotations

import re
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

moderate = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

INTEGERS = st.integers(-(10**40) + 1, 10**40 - 1).map(str) | st.integers(-9, 12).map(str) | st.sampled_from(["007", "-0", "00"])
BITS = st.text("01", min_size=2, max_size=40)
WORDS = st.sampled_from(
    ["abc", "aaaa", "zA9", "x", "#..#", "1.5", "-.5", "1e9", "a1", "_3", "é٣", "𝒳", "--", "0x1F", "9" * 41, "2."]
)
"""Tokens that are neither integers nor strings of bits, some of them nearly."""
SPACES = st.sampled_from([" ", "\n", "\r\n", "\t", "  ", " \n\n", "\u00a0", "\f"])


@st.composite
def token_texts(draw: st.DrawFn) -> str:
    """Integers, strings of bits and words between white space."""
    tokens = draw(st.lists(INTEGERS | BITS | WORDS, max_size=8))
    return draw(st.just("") | SPACES) + "".join(token + draw(SPACES) for token in tokens)


any_texts = st.text(st.characters(exclude_categories=()), max_size=60) | st.text("01ab \n-.9\0", max_size=40) | token_texts()
generators = st.integers(0, 2**32).map(Random)


def pieces(text: str) -> list[str]:
    """White space and tokens in turn; together they are the text."""
    return re.split(r"(\s+)", text)


def changes(old: list[str] | str, new: list[str] | str) -> list[tuple[str, str]]:
    """What stood where the two differ, and what stands there now. Fails where they are not equally long."""
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]
