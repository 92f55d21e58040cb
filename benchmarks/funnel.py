"""`make bench-funnel`: samples through the examples, clusters and all tests, against the bare engine on the same programs.

Samples are made of a dataset's known solutions as a weak model would write them: most do not parse or fail an example, many
come twice, some hang, some only repeat the examples. The bare engine opens each different program once and runs it on the same
inputs, without Beam, files or records; figures are CPU time of this process and all that it starts. The last row says how long
so many samples would take on two cores, were they all as these are.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, publish
from pipelines.evaluation.calibration import calibrate, calibration_problem, calibrators
from pipelines.evaluation.filtering import passes_examples, survives
from pipelines.evaluation.probing import mutated_inputs, signature
from pipelines.evaluation.screening import Screen
from pipelines.evaluation.settings import EvaluateSettings
from pipelines.evaluation.verdicts import rule_tests
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import can_judge
from pipelines.running.run import pipeline_options
from pipelines.samples.evaluate import evaluate
from pipelines.samples.inputs import measured_times
from pipelines.samples.output import read_summary
from pipelines.samples.steps import HIDDEN
from schemas.digest import rng
from schemas.execution import Program
from schemas.language import Language
from schemas.parquet import Dataset, tests_of
from schemas.problem import Problem, Solution
from schemas.samples import Sample, SampleFolder, write_samples

KINDS = {
    "broken": 0.6,
    "shortened": 0.345,
    "copied": 0.03,
    "wrong": 0.005,
    "right": 0.005,
    "looping": 0.01,
    "hard_coded": 0.005,
}
"""How a sample is made, and how often: about what is known of samples, of which some percent pass the examples."""
SHORTENED_BY = 3
COMPILED_SHARE = 5
"""So many times fewer samples where each is compiled."""
GOAL_SAMPLES, GOAL_S = 100_000, 900.0


def made(problem: Problem, kind: str, rng: Random, number: int, languages: tuple[Language, ...]) -> Solution:
    """A program of one of KINDS; `number` makes those different that are not meant to be copies."""
    right = [one for one in problem.solutions if one.language in languages]
    wrong = [one for one in problem.incorrect_solutions if one.language in languages] or right
    one = rng.choice(wrong if kind == "wrong" else right)
    note = "# " if one.language is Language.PYTHON3 else "// "
    lines = one.source.splitlines()
    if kind == "broken":
        cut = rng.randrange(max(1, len(one.source)))
        return Solution(one.language, f"{one.source[:cut]} ){note}{number}\n")
    if kind == "shortened":
        for _ in range(min(len(lines), SHORTENED_BY)):
            del lines[rng.randrange(len(lines))]
        return Solution(one.language, "\n".join([*lines, f"{note}{number}"]))
    if kind == "looping":
        return Solution(Language.PYTHON3, f"n = input()\nwhile n:\n    pass\n# {number}\n")
    if kind == "hard_coded":
        answers = {test.input: test.output for test in problem.public_tests}
        return Solution(Language.PYTHON3, f"import sys\nprint({answers!r}.get(sys.stdin.read(), {number}), end='')\n")
    if kind == "copied":
        return one
    return Solution(one.language, f"{one.source}\n{note}{number}\n")


def samples_of(problem: Problem, count: int, languages: tuple[Language, ...], seed: int = 0) -> Iterator[Sample]:
    """Samples of a problem, most of them wrong."""
    random = rng(problem.name, "samples", seed)
    for number in range(count):
        kind = random.choices(list(KINDS), list(KINDS.values()))[0]
        program = made(problem, kind, random, number, languages)
        yield Sample(
            problem=problem.name,
            sample_id=f"{number:07d}",
            language=program.language,
            source=program.source,
            temperature=0.25,
            seed=seed,
            log_probability=-random.random() * 100,
            length=len(program.source) // 3,
            score=random.random(),
            checkpoint="made",
        )


def write_folder(dataset: Path, folder: Path, per_problem: int, languages: tuple[Language, ...]) -> None:
    """A file of samples for the problems of a dataset."""
    folder.mkdir(parents=True, exist_ok=True)
    problems = [problem for _, problem in Dataset(dataset).problems()]
    with (folder / "samples-00000-of-00001.parquet").open("wb") as file:
        write_samples(file, (one for problem in problems for one in samples_of(problem, per_problem, languages)))


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of some work."""
    cpu, wall = cpu_s(), time.perf_counter()
    work()
    return cpu_s() - cpu, time.perf_counter() - wall


def bare(dataset: Path, samples: Path, *, screened: bool) -> None:
    """The same programs on the same inputs by the engine alone; `screened`: without what does not parse, as in the funnel."""
    engine, settings = Engine(), EvaluateSettings()
    of_solutions, on_tests = measured_times(Dataset(dataset))
    problems = {problem.name: problem for _, problem in Dataset(dataset).problems() if can_judge(problem, engine)}
    programs: dict[str, dict[str, Program]] = {}
    for sample in SampleFolder(samples).samples():
        programs.setdefault(sample.problem, {})[sample.program] = Program(sample.language, sample.source)
    for name, mine in programs.items():
        problem = problems[name]
        with contextlib.closing(Referee(engine, problem.checker)) as referee, Screen(engine) as screen:
            limits = calibrate(
                engine, calibration_problem(problem, on_tests[name]), calibrators(problem, of_solutions), referee
            )
            inputs = mutated_inputs(problem, settings.input_count)
            if screened:
                broken = screen.broken(list(mine.values()))
                mine = {name: one for (name, one), hopeless in zip(mine.items(), broken, strict=True) if not hopeless}
            for program in mine.values():
                if survives(passes_examples(engine, problem, program, limits.examples, referee)):
                    signature(engine, problem, program, inputs, limits.probes)
                    rule_tests(engine, problem, program, tests_of(problem, HIDDEN), limits.deciding, referee)


def figures_of(dataset: Path, per_problem: int, languages: tuple[Language, ...], folder: Path) -> list[Figure]:
    """The funnel and the bare engine one after the other, each with a compile cache of its own. What an evaluation takes before
    its first sample (limits, Beam) is measured by one of a sample each, and counts once."""
    few, samples = folder / "few", folder / "samples"
    write_folder(dataset, few, 1, languages)
    write_folder(dataset, samples, per_problem, languages)
    settings, options = EvaluateSettings(), pipeline_options([], 1)
    times: dict[str, tuple[float, float]] = {}
    for name, work in {
        "fixed": lambda: evaluate(dataset, few, folder / "out-few", settings, options),
        "funnel": lambda: evaluate(dataset, samples, folder / "out", settings, options),
        "bare": lambda: bare(dataset, samples, screened=False),
        "screened": lambda: bare(dataset, samples, screened=True),
    }.items():
        os.environ["XDG_CACHE_HOME"] = str(folder / f"cache-{name}")
        times[name] = spent(work)
    summary = read_summary(folder / "out")
    count = summary["samples"]
    share = 100 * summary["samples_passing_examples"]["micro"]
    tag = "+".join(one.value for one in languages)
    what = f"{count} samples, {summary['programs']} programs, {share:.1f} % pass the examples"
    fixed_s, funnel_s = times["fixed"][0], times["funnel"][0]
    each_s = (funnel_s - fixed_s) / (count - read_summary(folder / "out-few")["samples"])
    figures = [
        Figure(
            f"{tag}: bare engine{note} / funnel",
            times[name][0] / funnel_s,
            f"{times[name][0]:.1f} s / {funnel_s:.1f} s of CPU; {what}",
            0.85,
            "at_least",
        )
        for name, note in (("bare", ""), ("screened", ", screened"))
    ]
    how = f"{fixed_s:.1f} s before, {each_s * 1e3:.1f} ms a sample, of CPU; {what}"
    return [
        *figures,
        Figure(f"{tag}: {GOAL_SAMPLES} samples on 2 cores, s", (fixed_s + GOAL_SAMPLES * each_s) / 2, how, GOAL_S),
    ]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path, help="folder that build wrote, such as the demo's")
    parser.add_argument("--per_problem", type=int, default=60, help="samples per problem (60)")
    parser.add_argument("--with_cpp", action="store_true", help="C++ as well, each of which is compiled")
    arguments = parser.parse_args()
    figures = []
    for languages in ((Language.PYTHON3,), *([(Language.CPP,)] if arguments.with_cpp else [])):
        count = arguments.per_problem if languages == (Language.PYTHON3,) else max(2, arguments.per_problem // COMPILED_SHARE)
        with tempfile.TemporaryDirectory(prefix="codequorum-bench-") as folder:
            Path(folder).chmod(0o755)
            figures += figures_of(arguments.dataset.absolute(), count, languages, Path(folder))
    publish("funnel", figures)


if __name__ == "__main__":
    main()
