"""`make bench-ablation`: the paper's recipe, ours, and ours with each addition switched off, on the same problems side by side.

Each is built from half of the solutions and the samples alone, and measured with the other half. Prints a table in Markdown and
writes the figures. Official tests are left out: `codequorum measure` has them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cores import used_s
from benchmarks.figures import FOLDER, Figure, publish
from pipelines.build import build
from pipelines.measure import measure
from pipelines.running.run import pipeline_options
from pipelines.settings import CONSTRAINTS, EXPLORING, MUTANTS, PAPER, PARTS, SELECTION, STRUCTURED, VALIDITY, BuildSettings
from schemas.parquet import Dataset

OURS = "ours"
VARIANTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "the paper's recipe": (PAPER, (EXPLORING, MUTANTS, SELECTION)),
    OURS: (STRUCTURED, ()),
    **{f"without {part}": (STRUCTURED, (part,)) for part in PARTS},
    "without constraints and validity": (STRUCTURED, (CONSTRAINTS, VALIDITY)),
}
RATES = ("all wrong", "wrong_answer", "time_limit_exceeded", "run_time_error")


def without_official(source: Path, target: Path) -> Path:
    """The same problems with their samples alone, so that only what was built is measured."""
    opened = gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8")
    with opened as lines, target.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps({**json.loads(line), "secret": []}) + "\n")
    return target


def variant(source: Path, name: str, max_tests: int, folder: Path) -> dict[str, Any]:
    """Build and measure one; its figures."""
    generation, without = VARIANTS[name]
    output = folder / name.replace(" ", "-").replace("'", "")
    shutil.rmtree(output, ignore_errors=True)
    settings = BuildSettings(
        source="jsonl",
        input=str(source),
        given_tests="samples",
        max_tests=max_tests,
        allow_fewer=True,
        holdout=0.5,
        generation=generation,
        without=without,
    )
    before = used_s()
    build(settings, output, pipeline_options([], 2))
    spent = used_s() - before
    figures = measure(output, folder / f"{output.name}.json", pipeline_options([], 2))
    tests = sum(len(problem.generated_tests) for _, problem in Dataset(output).problems())
    return {"tests": tests, "build_cpu_s": spent, **figures["sets"]}


def rates(figures: dict[str, Any], tests: str) -> dict[str, float]:
    """Micro rates of a set of tests in per cent."""
    one = figures[tests]
    found = {"TPR": one["tpr"]["micro"]["value"]}
    found |= {f"TNR {kind}": one["tnr"][kind]["micro"]["value"] for kind in RATES if kind in one["tnr"]}
    return {name: 100 * value for name, value in found.items()}


def rows(source: Path, names: list[str], max_tests: int, folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Name of a variant -> rates, number of tests, CPU seconds; the samples first."""
    plain = without_official(source, folder / "samples.jsonl")
    for place, name in enumerate(names):
        figures = variant(plain, name, max_tests, folder)
        if not place:
            yield "samples alone", rates(figures, "samples")
        yield name, {**rates(figures, "dataset"), "tests": figures["tests"], "build CPU s": figures["build_cpu_s"]}


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", type=Path, required=True, help="problems as JSON lines")
    parser.add_argument("--max_tests", type=int, default=60)
    parser.add_argument("--variants", default="", help="names with commas between them; all without")
    arguments = parser.parse_args()
    folder = FOLDER / "ablation"
    folder.mkdir(parents=True, exist_ok=True)
    names = arguments.variants.split(",") if arguments.variants else list(VARIANTS)
    figures: list[Figure] = []
    columns: list[str] = []
    for name, found in rows(arguments.input, names, arguments.max_tests, folder):
        if not columns:
            columns = [*found, "tests", "build CPU s"]
            print(f"| tests | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}")
        print(f"| {name} | {' | '.join(f'{found[one]:.1f}' if one in found else '' for one in columns)} |", flush=True)
        figures += [Figure(f"{name}: {one}", value, f"{arguments.input.name}, micro") for one, value in found.items()]
    publish("ablation", figures)


if __name__ == "__main__":
    main()
