"""The reference's table 2 made anew on a built dataset: what four sets of tests accept, and how much of it is wrong.

    codequorum build --source demo --output build/ours --allow_fewer --holdout 0.5 --given_tests samples --max_tests 60
    codequorum build --source demo --output build/paper --allow_fewer --holdout 0.5 --given_tests samples --max_tests 60 \\
        --generation paper
    python -m benchmarks.falsity build/ours build/paper

Both builds see the examples and half of the programs; the secret tests judge. Samples are the other half: the right programs,
the wrong ones as labelled, and mutants of the right ones, each once. No model writes so, and how often a set is wrong depends
on how many of the samples are: the levels say nothing of a model's samples, only the sets stand beside each other on the same.
Without the secret tests nothing but the examples is raw, so the raw set is the public one here.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.figures import Figure, publish
from mutators.programs import mutants
from pipelines.running.run import pipeline_options
from pipelines.samples.falsity import compare_test_sets, report_text
from schemas.digest import rng
from schemas.language import Language
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Label, Solution
from schemas.samples import Sample, write_samples

LANGUAGES = (Language.PYTHON3, Language.CPP)
MUTANTS = 2
"""Of each right program, at most."""
SETS = {"public": "examples", "raw": "all that was given", "paper": "the paper's recipe", "ours": "this recipe"}


def sources_of(name: str, held_out: Iterable[Solution], most: int) -> Iterator[tuple[str, Language, str]]:
    """(kind, language, text) of what is judged: right, wrong, mutant."""
    for one in held_out:
        if one.language not in LANGUAGES:
            continue
        right = one.label is Label.CORRECT
        yield "right" if right else "wrong", one.language, one.source
        if right:
            for mutant in mutants(one.source, one.language, rng("falsity", name, one.digest), most):
                yield "mutant", one.language, mutant.source


def write_folder(dataset: Path, folder: Path, most: int) -> dict[str, int]:
    """The samples; how many there are of each kind."""
    counts: dict[str, int] = {}
    samples: list[Sample] = []
    for name, held_out in sorted(Dataset(dataset).held_out().items()):
        for kind, language, source in sources_of(name, held_out, most):
            counts[kind] = counts.get(kind, 0) + 1
            sample_id = f"{kind}-{len(samples):05d}"
            samples.append(Sample(problem=name, sample_id=sample_id, language=language, source=source, checkpoint=kind))
    if not samples:
        raise DatasetError(f"{dataset}: no solutions were held out; build it with --holdout 0.5")
    with (folder / "samples-00000-of-00001.parquet").open("wb") as file:
        write_samples(file, samples)
    return counts


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours", type=Path, help="dataset with solutions held out")
    parser.add_argument("paper", type=Path, help="the same with --generation paper")
    parser.add_argument("--oracle", type=Path, help="dataset all of whose tests judge (the official tests set aside)")
    parser.add_argument("--mutants", type=int, default=MUTANTS, help=f"of each right program, at most ({MUTANTS})")
    parser.add_argument("--max_judged", type=int, default=10, help="programs of a problem that are judged, at random (10)")
    parser.add_argument("--workers", type=int, default=1, help="worker processes (1)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="codequorum-bench-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        (folder / "samples").mkdir()
        counts = write_folder(arguments.ours, folder / "samples", arguments.mutants)
        found = compare_test_sets(
            arguments.ours,
            folder / "samples",
            folder / "out",
            pipeline_options([], arguments.workers),
            paper=arguments.paper,
            oracle=arguments.oracle,
            most_judged=arguments.max_judged,
        )
    print(report_text(found))
    what = "; ".join(f"{count} {kind}" for kind, count in counts.items())
    publish(
        "falsity",
        [
            Figure(
                f"{SETS[name]}: wrong among accepted, %",
                100 * one["mean_false_share"]["value"],
                f"[{100 * one['mean_false_share']['low']:.1f}, {100 * one['mean_false_share']['high']:.1f}], mean of "
                f"{one['accepted']} problems; {one['tests_per_problem']:.0f} tests a problem; samples: {what}",
            )
            for name, one in found["sets"].items()
            if one["mean_false_share"] is not None
        ],
    )


if __name__ == "__main__":
    main()
