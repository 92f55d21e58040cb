"""What other commands made of a dataset: clusters of near-duplicates, training runs, evaluations of samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.report.findings import DEDUP, LOSSES, RATES, TRAINING, Finding, is_number, leaves, rate_lines
from pipelines.report.plots import bars, curves
from pipelines.report.records import Cell, Figure, Section, Table
from pipelines.showing import Tables
from schemas.text import excerpt

MOST_ROWS = 60
MOST_POINTS = 400
_STEPS = ("tokens", "step")


def near_duplicates(tables: Tables, found: Iterable[Finding]) -> Section:
    """The section; from the clusters that the build marked, and from summaries of `codequorum dedup`."""
    figures = _marked(tables)
    for one in found:
        if one.kind != DEDUP:
            continue
        value = one.value
        largest = [int(size) for size in value.get("largest", []) if isinstance(size, int)]
        threshold = (value.get("settings") or {}).get("threshold")
        caption = (
            f"{value['clustered']} of {value['documents']} documents lie in {value['clusters']} clusters, at a Jaccard "
            f"similarity of {threshold}. The plot shows the largest clusters."
        )
        rows = tuple(leaves(value))
        svg = ""
        if largest:
            places = [f"cluster {place}" for place in range(1, min(len(largest), 10) + 1)]
            svg = bars(f"Largest clusters of {one.name}", places, largest[:10], "documents")
        figures.append(
            Figure(f"Clusters: {one.name}", caption, Table(("figure", "value"), rows[:MOST_ROWS]), svg, folded=bool(svg))
        )
    absent = (
        ""
        if figures
        else "None is marked, and no search is named: run `codequorum dedup` on this folder and name its output with --also."
    )
    lead = "Statements that say nearly the same count twice in every figure, and leak across splits."
    return Section("near-duplicates", "Near-duplicates", lead, tuple(figures), absent)


def _marked(tables: Tables) -> list[Figure]:
    """The clusters of problems that stand in the sidecar table of problems."""
    clusters = tables.ask(
        "SELECT cluster, count(*) AS problems, string_agg(name, ', ' ORDER BY name) AS names, "
        "string_agg(DISTINCT split, ', ' ORDER BY split) AS splits FROM entries WHERE cluster <> '' "
        "GROUP BY cluster HAVING count(*) > 1 ORDER BY problems DESC, cluster"
    )
    if not clusters:
        return []
    rows = tuple((row["cluster"], row["problems"], row["splits"], excerpt(row["names"], 200)) for row in clusters[:MOST_ROWS])
    left_out = max(0, len(clusters) - MOST_ROWS)
    title = "Clusters of problems in this dataset"
    drawn = clusters[:10]
    svg = bars(title, [row["cluster"] for row in drawn], [row["problems"] for row in drawn], "problems")
    caption = "Problems whose statements say nearly the same, as the build marked them. A cluster never straddles splits."
    return [Figure(title, caption, Table(("cluster", "problems", "splits", "names"), rows, left_out), svg)]


def training(found: Iterable[Finding]) -> Section:
    """The section: losses over tokens or steps, of each run."""
    runs = [one for one in found if one.kind == TRAINING]
    figures = []
    across = next((name for name in _STEPS if runs and all(_has(one, name) for one in runs)), "step")
    for loss in LOSSES:
        lines = []
        for one in runs:
            rows = [row for row in one.value if is_number(row.get(across)) and is_number(row.get(loss))]
            if rows:
                lines.append((one.name, _thinned([(float(row[across]), float(row[loss])) for row in rows])))
        if lines:
            figures.append(_curve(loss, lines, across))
    absent = "" if figures else "No run was named: give its folder, which holds metrics.jsonl, with --also."
    lead = "How the loss of the bundled model fell. Lower is better; the validation loss is what counts."
    return Section("training", "Training curves", lead, tuple(figures), absent)


def _has(run: Finding, name: str) -> bool:
    return any(is_number(row.get(name)) for row in run.value)


def _curve(loss: str, lines: Sequence[tuple[str, Sequence[tuple[float, float]]]], across: str) -> Figure:
    title = f"{loss.replace('_', ' ').capitalize()} by {across}"
    drawn = [(name, [x for x, _ in points], [y for _, y in points]) for name, points in lines]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, len(points), points[-1][0], points[0][1], min(y for _, y in points), points[-1][1]) for name, points in lines
    )
    columns = ("run", "points", f"last {across}", "first loss", "least loss", "last loss")
    svg = curves(title, drawn, across, "nats a token")
    return Figure(
        title, "Natural logarithm of the chance that the model gives to each token, negated.", Table(columns, rows), svg
    )


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    step = max(1, len(points) // MOST_POINTS)
    return [*points[:-1:step], points[-1]]


def solve_rates(found: Iterable[Finding]) -> Section:
    """The section: how many problems are solved with so many samples."""
    figures = []
    for one in found:
        if one.kind != RATES:
            continue
        lines = rate_lines(one.value)
        title = f"Solve rates: {one.name}"
        drawn = [(name, [float(k) for k, *_ in points], [100 * rate for _, rate, *_ in points]) for name, points in lines]
        svg = curves(title, drawn, "samples", "percent solved")
        rows = tuple((name, k, *map(_percent, rates)) for name, points in lines for k, *rates in points)
        caption = (
            "pass@k: one of k samples is right. n@k: of k samples n may be handed in, chosen without knowing which are right."
        )
        figures.append(Figure(title, caption, Table(("rate", "samples k", "% solved", "from", "to"), rows), svg))
    absent = "" if figures else "Nothing was sampled and judged: name the summary of `codequorum evaluate` with --also."
    lead = "What share of problems a model's samples solve."
    return Section("solve-rates", "Solve rates", lead, tuple(figures), absent)


def _percent(share: float | None) -> Cell:
    return None if share is None else round(100 * share, 2)
