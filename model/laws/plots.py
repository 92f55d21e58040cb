"""Scaling laws as SVG: losses over sizes at each compute, best sizes over compute, fitted against measured losses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from model.laws import envelope, isoflop, kaplan, parametric
from model.laws.powers import power_law
from model.laws.runs import LawsError, Run

_STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "laws", "font.family": "sans-serif", "font.size": 9}
_INCHES = (5.2, 3.6)
_INK = "#1d3557"
_SHADES = ("#1d3557", "#457b9d", "#8d6a9f", "#c1666b", "#d4a373", "#6a994e")


def draw(folder: Path, runs: Sequence[Run]) -> list[Path]:
    """Every plot that the runs allow; the same runs give the same bytes. Raises ValueError where matplotlib is missing."""
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise ValueError("plots need matplotlib: pip install 'codequorum[report]', or give --no_plots") from None
    folder.mkdir(parents=True, exist_ok=True)
    plots: dict[str, Callable[[Any, Sequence[Run]], None]] = {
        "isoflop.svg": _isoflop,
        "division.svg": _division,
        "envelope.svg": _envelope,
        "parametric.svg": _parametric,
        "kaplan.svg": _kaplan,
    }
    written = []
    for name, plot in plots.items():
        try:
            with _axes(folder / name) as axes:
                plot(axes, runs)
        except LawsError:
            continue  # the summary says why
        written.append(folder / name)
    return written


@contextmanager
def _axes(path: Path) -> Iterator[Any]:
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=_INCHES, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        yield axes
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _isoflop(axes: Any, runs: Sequence[Run]) -> None:
    points = [run.last for run in runs]
    groups = [group for group in isoflop.by_compute(points) if len({point.parameters for point in group}) > 2]
    if not groups:
        raise LawsError("no compute has three sizes")
    for place, group in enumerate(groups):
        shade = _SHADES[place % len(_SHADES)]
        found = isoflop.valley(group)
        axes.plot(
            [one.parameters for one in group], [one.loss for one in group], "o", color=shade, ms=4, label=f"{found.flop:.1e}"
        )
        log_n = np.log(np.geomspace(min(p.parameters for p in group), max(p.parameters for p in group), 60))
        if any(found.parabola):
            axes.plot(np.exp(log_n), np.polyval(found.parabola, log_n), color=shade, lw=1)
        if not found.flaw:
            axes.plot([found.parameters], [found.loss], "x", color=shade, ms=8)
    axes.set_xscale("log")
    axes.set_xlabel("parameters")
    axes.set_ylabel("loss, nats a token")
    axes.legend(title="operations", frameon=False)


def _division(axes: Any, runs: Sequence[Run]) -> None:
    points = [run.last for run in runs]
    isoflop.division(points)  # or there is nothing to draw
    usable = [one for one in isoflop.valleys(points) if not one.flaw]
    compute = np.array([one.flop for one in usable])
    for name, shade in (("parameters", _SHADES[0]), ("tokens", _SHADES[3])):
        values = [getattr(one, name) for one in usable]
        law = power_law(compute.tolist(), values)
        axes.plot(compute, values, "o", color=shade, ms=4)
        axes.plot(compute, law.at(compute), color=shade, lw=1, label=f"best {name} ~ C^{law.exponent:.3f}")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("operations")
    axes.legend(frameon=False)


def _envelope(axes: Any, runs: Sequence[Run]) -> None:
    curves = [run for run in runs if len(run.points) > 1]
    if not curves:
        raise LawsError("no run has a curve")
    for run in curves:
        axes.plot([one.flop for one in run.points], [one.loss for one in run.points], color=_INK, lw=0.6, alpha=0.5)
    found = envelope.envelope(runs)
    axes.plot([one.flop for one in found], [one.loss for one in found], ".", color=_SHADES[3], ms=4, label="envelope")
    axes.set_xscale("log")
    axes.set_xlabel("operations")
    axes.set_ylabel("loss, nats a token")
    axes.legend(frameon=False)


def _against(axes: Any, fitted: Sequence[float], measured: Sequence[float]) -> None:
    axes.plot(measured, fitted, "o", color=_INK, ms=4)
    ends = [min(*measured, *fitted), max(*measured, *fitted)]
    axes.plot(ends, ends, color=_SHADES[3], lw=1)
    axes.set_xlabel("measured loss, nats a token")
    axes.set_ylabel("loss by the law")


def _parametric(axes: Any, runs: Sequence[Run]) -> None:
    points = [run.last for run in runs]
    law = parametric.fit(points)
    fitted = law.at(np.array([one.parameters for one in points]), np.array([one.tokens for one in points]))
    _against(axes, fitted.tolist(), [one.loss for one in points])
    axes.set_title(f"{law.irreducible:.3g} + {law.a:.3g} / N^{law.alpha:.3f} + {law.b:.3g} / D^{law.beta:.3f}", fontsize=9)


def _kaplan(axes: Any, runs: Sequence[Run]) -> None:
    points = [run.last for run in runs]
    law = kaplan.fit(points)
    fitted = law.at(np.array([one.body for one in points]), np.array([one.tokens for one in points]))
    _against(axes, fitted.tolist(), [one.loss for one in points])
    axes.set_title(f"alpha_N {law.alpha_n:.3f}, alpha_D {law.alpha_d:.3f}", fontsize=9)
