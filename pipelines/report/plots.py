"""Plots as SVG that stands within a page: text is text, nothing is fetched, one ink and a light tone tell series apart.

Sizes are in points of a drawing 380 wide, so that its letters can still be read where a phone shows it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipelines.showing.words import number
from schemas.digest import digest
from schemas.text import excerpt

INK, TONE, MUTED = "#1d3557", "#b9c4d3", "#5c6570"
WIDTH, ROW = 380.0, 21.0
_PER_INCH = 72.0
_LABEL_CHARACTERS = 30
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a problem may be called $x$
    "font.family": "sans-serif",
    "font.size": 10.5,
    "hatch.linewidth": 0.6,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": "#1a1a1a",
    "axes.labelcolor": MUTED,
}
_ID = re.compile(r' id="([^"]*)"')
_REFERRED = re.compile(r'(?:xlink:href="#|url\(#)([^")]+)')


@contextmanager
def _drawing(height: float, title: str) -> Iterator[tuple[Axes, list[str]]]:
    """An empty plot; the list has its SVG when the block ends."""
    done: list[str] = []
    style: Any = {**_STYLE, "svg.hashsalt": digest(title)}
    with mpl.rc_context(style):
        figure = Figure(figsize=(WIDTH / _PER_INCH, height / _PER_INCH), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        yield axes, done
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        done.append(_inline(file.getvalue(), title))


def _inline(text: str, title: str) -> str:
    """The drawing without what an HTML page has no use for: its prologue, its size, names that nobody refers to."""
    svg = text[text.index("<svg") :]
    opening, rest = svg.split(">", 1)
    opening = re.sub(r'\s(?:width|height)="[^"]*"', "", opening)
    rest = re.sub(r"<metadata>.*?</metadata>", "", rest, flags=re.DOTALL)
    referred = set(_REFERRED.findall(rest))
    rest = _ID.sub(lambda found: found.group(0) if found.group(1) in referred else "", rest)
    rest = re.sub(r"font: ([0-9.]+)px [^;\"]+", r"font-size: \1px", rest)
    rest = re.sub(r" *<g>\s*</g>\n?", "", rest)
    return f'{opening} role="img" aria-label="{_attribute(title)}">{rest}'


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _label(text: str) -> str:
    """A label that fits: of a long one its end, where names differ."""
    line = excerpt(text, 10 * _LABEL_CHARACTERS)
    return line if len(line) <= _LABEL_CHARACTERS else "…" + line[-_LABEL_CHARACTERS:]


def bars(
    title: str, labels: Sequence[str], values: Sequence[float], unit: str, *, lighter: Sequence[float] | None = None
) -> str:
    """Bars that lie, one below the other, each with its number. `lighter`: a second one below each, lighter and hatched."""
    thick = 0.62 if lighter is None else 0.38
    rows = len(labels)
    with _drawing(ROW * rows * (1.0 if lighter is None else 1.7) + 34, title) as (axes, done):
        places = list(range(rows))
        shifted = [place - (0 if lighter is None else 0.2) for place in places]
        axes.barh(shifted, values, height=thick, color=INK)
        most = max([*values, *(lighter or ())], default=0) or 1
        drawn = list(zip(shifted, values, strict=True))
        if lighter is not None:
            below = [place + 0.2 for place in places]
            axes.barh(below, lighter, height=thick, color=TONE, hatch="////", edgecolor=INK, linewidth=0.5)
            drawn += zip(below, lighter, strict=True)
        for place, value in drawn:
            axes.text(value + most * 0.012, place, number(value), va="center", ha="left", fontsize=9.5)
        axes.set_yticks(places, [_label(label) for label in labels], color="#1a1a1a")
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(rows - 0.45, -0.55)
        axes.set_xlim(0, most * 1.14)
        _numbers_below(axes, unit)
    return done[0]


def marks(title: str, labels: Sequence[str], values: Sequence[float], unit: str) -> str:
    """Points on a logarithmic scale, each with its number, for values of different magnitudes; those of 0 stand at the left."""
    least = min((value for value in values if value > 0), default=1.0)
    with _drawing(ROW * 0.9 * len(labels) + 34, title) as (axes, done):
        drawn = [max(value, least) for value in values]
        places = range(len(labels))
        axes.hlines(places, least / 2, drawn, color=TONE, linewidth=1)
        axes.plot(drawn, places, "o", color=INK, markersize=5)
        for place, at, value in zip(places, drawn, values, strict=True):
            axes.annotate(number(value), (at, place), (6, 0), textcoords="offset points", va="center", fontsize=9.5)
        axes.set_yticks(places, [_label(label) for label in labels], color="#1a1a1a")
        axes.tick_params(axis="y", length=0)
        axes.tick_params(axis="x", labelsize=9)
        axes.set_ylim(len(labels) - 0.45, -0.55)
        axes.set_xscale("log")
        axes.set_xlim(least / 2, max(drawn) * 6)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.xaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
        axes.set_xlabel(unit, fontsize=9.5)
    return done[0]


def _numbers_below(axes: Axes, unit: str) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.tick_params(axis="x", labelsize=9)
    axes.set_xlabel(unit, fontsize=9.5)


def histogram(title: str, edges: Sequence[float], counts: Sequence[int], unit: str, of: str) -> str:
    """How many (`of`) lie between which `edges` of `unit`; one edge more than counts, evenly spaced as drawn."""
    with _drawing(170, title) as (axes, done):
        axes.bar(range(len(counts)), counts, width=0.94, align="edge", color=INK)
        step = max(1, -(-len(counts) // 6))
        shown = list(range(0, len(edges), step))
        axes.set_xticks(shown, [number(edges[place]) for place in shown])
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.tick_params(labelsize=9)
        axes.set_xlabel(unit, fontsize=9.5)
        axes.set_ylabel(of, fontsize=9.5)
    return done[0]


def intervals(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, float, float, float]]]], unit: str) -> str:
    """Values with their intervals as (label, value, low, high), in groups told apart by their shapes; from 0 to 100."""
    shapes = ("o", "s", "D", "^", "v")
    labels = list(dict.fromkeys(label for _, rows in groups for label, *_ in rows))
    high = ROW * 0.9 * len(labels) * max(1, len(groups)) + 40 + 16 * len(groups)
    with _drawing(high, title) as (axes, done):
        for which, (name, rows) in enumerate(groups):
            shift = (which - (len(groups) - 1) / 2) * 0.26
            at = [labels.index(label) + shift for label, *_ in rows]
            lows = [max(0.0, value - low) for _, value, low, _ in rows]
            highs = [max(0.0, top - value) for _, value, _, top in rows]
            face = INK if which % 2 == 0 else "white"
            axes.errorbar(
                [value for _, value, *_ in rows],
                at,
                xerr=[lows, highs],
                fmt=shapes[which % len(shapes)],
                color=INK,
                markerfacecolor=face,
                markersize=6,
                capsize=3,
                linewidth=1.1,
                label=name,
            )
        axes.set_yticks(range(len(labels)), [_label(label) for label in labels], color="#1a1a1a")
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(labels) - 0.45, -0.55)
        axes.set_xlim(-3, 103)
        axes.grid(axis="x", color="#d8dce1", linewidth=0.5)
        axes.set_axisbelow(True)
        _numbers_below(axes, unit)
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.figure.legend(loc="outside upper left", frameon=False, fontsize=9.5)
    return done[0]


def curves(title: str, lines: Sequence[tuple[str, Sequence[float], Sequence[float]]], across: str, upwards: str) -> str:
    """Lines of (name, x, y), told apart by how they are broken; logarithmic where x spans more than two magnitudes."""
    breaks = ("-", "--", ":", "-.")
    with _drawing(210, title) as (axes, done):
        for which, (name, x, y) in enumerate(lines):
            marker = "o" if len(x) < 12 else None
            axes.plot(x, y, breaks[which % 4], color=INK, linewidth=1.3, marker=marker, markersize=4, label=_label(name))
        every = [value for _, x, _ in lines for value in x if value > 0]
        if every and max(every) > 100 * min(every):
            axes.set_xscale("symlog", linthresh=max(1.0, min(every)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.grid(axis="y", color="#d8dce1", linewidth=0.5)
        axes.tick_params(labelsize=9)
        axes.set_xlabel(across, fontsize=9.5)
        axes.set_ylabel(upwards, fontsize=9.5)
        if len(lines) > 1:
            axes.figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9.5)
    return done[0]
