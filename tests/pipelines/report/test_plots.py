"""Plots: well-formed, whatever they are of; their texts are texts; nothing in them refers elsewhere."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("matplotlib", reason="matplotlib is not installed: the extra `report` brings it")

from pipelines.report.plots import bars, curves, histogram, intervals, marks
from pipelines.report.tests import MOST_BINS, bin_edges
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import ATTACK, NASTY_NAME


def texts(svg: str) -> list[str]:
    Checked(svg)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert "width" not in root.attrib and root.attrib["viewBox"].startswith("0 0 380 ")
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_bars_say_their_numbers_and_names() -> None:
    said = texts(bars("t", [NASTY_NAME, "$\\frac$", "x" * 100], [3, 1234, 0], "things"))
    assert {"3", "1\u202f234", "0", "things", "$\\frac$"} <= set(said)
    assert any(one.startswith("…") and len(one) == 31 for one in said)


@pytest.mark.parametrize("title", [ATTACK, NASTY_NAME, "", "a & b"])
def test_titles_are_names_and_nothing_else(title: str) -> None:
    svg = bars(title, [title or "x"], [1], "u")
    assert ElementTree.fromstring(svg).attrib["aria-label"] == title
    assert "<script" not in svg


def test_plots_of_nothing_and_of_zeros() -> None:
    texts(bars("t", ["a"], [0], "u"))
    texts(marks("t", ["a", "b"], [0.0, 0.0], "u"))
    texts(intervals("t", [("g", [("a", 0.0, 0.0, 0.0)])], "percent"))
    texts(curves("t", [("a", [0.0], [0.0])], "x", "y"))
    texts(histogram("t", [0, 1], [0], "u", "of"))


def test_groups_of_intervals_may_have_other_rows() -> None:
    groups = [("first", [("a", 50.0, 40.0, 60.0)]), ("second", [("b", 70.0, 60.0, 80.0), ("a", 10.0, 0.0, 20.0)])]
    assert {"a", "b", "first", "second"} <= set(texts(intervals("t", groups, "percent")))


def test_two_plots_on_a_page_share_no_names() -> None:
    lines = [("a", [1.0, 2.0, 3.0], [1.0, 2.0, 3.0])]
    Checked(curves("one", lines, "x", "y") + curves("two", lines, "x", "y") + bars("three", ["a"], [1], "u", lighter=[2.0]))


@settings(max_examples=100)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_edges_hold_every_value_in_a_dozen_even_ranges(values: list[int]) -> None:
    edges = bin_edges(values)
    widths = {after - before for before, after in pairwise(edges)}
    assert edges[0] <= min(values) and max(values) < edges[-1]
    assert len(widths) == 1
    assert len(edges) - 1 <= MOST_BINS + 1
