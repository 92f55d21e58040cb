"""Formulas: well-formed whatever they are, and drawn where they are understood."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.explorer.mathml import MOST_CHARACTERS, MOST_NESTED, formula

PIECES = (
    *(
        "{",
        "}",
        "^",
        "_",
        "&",
        r"\\",
        r"\frac",
        r"\sqrt",
        "[",
        "]",
        r"\left(",
        r"\right)",
        r"\begin{cases}",
        r"\end{cases}",
        "'",
    ),
    *(
        r"\text{a<b}",
        r"\mathbb{N}",
        "x",
        "12",
        r"\sum",
        r"\le",
        "<",
        ">",
        '"',
        r"\unknown",
        " ",
        "$",
        "é",
        r"\overline",
        r"\{",
        "\x00",
    ),
)


def drawn(source: str) -> str:
    """The formula without its annotation, white space removed; it must be well-formed."""
    root = ElementTree.fromstring(formula(source))
    assert root.tag == "math", source
    row = root[0][0]
    return "".join("".join(row.itertext()).split())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"1 \le n \le 10^5", "1≤n≤105"),
        (r"\sum_{i=1}^{n} a_i", "∑i=1nai"),
        (r"\left\lfloor \frac{n}{2} \right\rfloor", "⌊n2⌋"),
        (r"1\,000{,}000", "1000,000"),
        (r"a < b \text{ if } c", "a<bifc"),
        (r"\binom{n}{k} \bmod p", "(nk)modp"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}", "{1x>00else"),
        (r"\sqrt[3]{x}", "x3"),
        (r"f'(x)", "f′(x)"),
        (r"\unknown x", "unknownx"),
        ("x-1", "x−1"),
    ],
)
def test_formulas_are_drawn(source: str, text: str) -> None:
    assert drawn(source) == text


def test_powers_and_indices_stand_where_they_belong() -> None:
    assert "<msubsup><mi>a</mi><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>" in formula("a_i^2")
    assert formula("a_i^2").count("<mi>a</mi>") == 1


@pytest.mark.parametrize("source", ["{", "}", "a_{", r"\frac{1}", "^", r"\begin{cases} 1", r"\end{cases}", "a_", r"\sqrt[3"])
def test_what_makes_no_sense_is_shown_as_it_stands(source: str) -> None:
    shown = ElementTree.fromstring(formula(source))
    assert shown.tag == "code" or source == "^"
    assert source in "".join(shown.itertext())


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_formula_is_well_formed_and_holds_no_tag_of_its_own(source: str) -> None:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)

    Reader().feed(formula(source))
    known = {"math", "semantics", "annotation", "code", "mi", "mn", "mo", "mtext", "mspace", "mrow", "msup", "msub", "msubsup"}
    known |= {"munder", "mover", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd"}
    assert set(found) <= known


def test_deep_and_long_formulas_end() -> None:
    assert formula("{" * (MOST_NESTED + 1) + "}" * (MOST_NESTED + 1)).startswith("<code")
    assert formula("x" * (MOST_CHARACTERS + 1)).startswith("<code")
    assert formula("{" * 2000).startswith("<code")
