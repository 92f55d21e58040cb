"""`make bench-funnel`: samples through the examples, clusters and all tests, against the bare engine on the same programs.

Samples are made of a dataset's known solutions as a weak model would write them: most do not parse or fail an example, some
hang, some only repeat the examples, some are known programs once more. All but the last differ from one another. The bare
engine opens each different program by itself and runs it on the same inputs, without Beam, files or records; screened, it
leaves out and bundles what the funnel does. Figures are CPU time of this process and all that it starts, for the made samples
alone: what an evaluation takes before its first sample (limits, Beam) is measured by one of a sample a problem, and subtracted.

The last row says how long so many samples of the whole dataset would take on two cores, were they all as these are: limits and
every known program once for each problem, and the rest by what a made sample takes. A few problems stand for all. With
`--samples` the same is measured of what a model wrote, most of which it wrote many times.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import resource
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.figures import Figure, publish
from pipelines.evaluation.calibration import Calibration, calibrate, calibration_problem, calibrators
from pipelines.evaluation.filtering import block_verdicts, passes_examples, survives
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
from pipelines.samples.steps import FILTER_BLOCK, HIDDEN
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
COPIED = "copied"
"""Runs once, however often it comes; so a few samples a problem would say nothing of many."""
SHORTENED_BY = 3
COMPILED_SHARE = 10
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
    """Samples of a problem, most of them wrong, no two the same."""
    random = rng(problem.name, "samples", seed)
    shares = {kind: share for kind, share in KINDS.items() if kind != COPIED}
    for number in range(count):
        kind = random.choices(list(shares), list(shares.values()))[0]
        program = made(problem, kind, random, number, languages)
        yield _sample(problem, number, program, random)


def known_of(problem: Problem, languages: tuple[Language, ...]) -> Iterator[Sample]:
    """Each known right program of a problem."""
    random = rng(problem.name, "known")
    known = {one.source: one for one in problem.solutions if one.language in languages}
    yield from (_sample(problem, number, one, random) for number, one in enumerate(known.values()))


def _sample(problem: Problem, number: int, program: Solution, random: Random) -> Sample:
    return Sample(
        problem=problem.name,
        sample_id=f"{number:07d}",
        language=program.language,
        source=program.source,
        temperature=0.25,
        seed=0,
        log_probability=-random.random() * 100,
        length=len(program.source) // 3,
        score=random.random(),
        checkpoint="made",
    )


def write_folder(folder: Path, samples: Iterable[Sample]) -> Path:
    """A file of samples."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "samples-00000-of-00001.parquet").open("wb") as file:
        write_samples(file, samples)
    return folder


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    before = cpu_s()
    work()
    return cpu_s() - before


class Bare:
    """The engine without anything around it, on the programs that the funnel gets. Limits are decided before time is taken."""

    def __init__(self, dataset: Path, names: Collection[str]) -> None:
        self._engine = Engine()
        of_solutions, on_tests = measured_times(Dataset(dataset))
        self._problems = {problem.name: problem for _, problem in Dataset(dataset).problems() if problem.name in names}
        self._limits: dict[str, Calibration] = {}
        for name, problem in self._problems.items():
            with Referee(self._engine, problem.checker) as referee:
                few = calibration_problem(problem, on_tests[name])
                self._limits[name] = calibrate(self._engine, few, calibrators(problem, of_solutions), referee)

    def run(self, samples: Path, *, screened: bool) -> None:
        """All of it; `screened`: by the funnel's own ways to tell early which programs fail."""
        programs: dict[str, dict[str, Program]] = {}
        for sample in SampleFolder(samples).samples():
            programs.setdefault(sample.problem, {})[sample.program] = Program(sample.language, sample.source)
        for name, mine in programs.items():
            problem, limits = self._problems[name], self._limits[name]
            inputs = mutated_inputs(problem, EvaluateSettings().input_count)
            with contextlib.closing(Referee(self._engine, problem.checker)) as referee, Screen(self._engine) as screen:
                for some in batched(mine.values(), FILTER_BLOCK):
                    verdicts = (
                        [one for one, _ in block_verdicts(self._engine, problem, some, limits.examples, referee, screen)]
                        if screened
                        else [passes_examples(self._engine, problem, one, limits.examples, referee) for one in some]
                    )
                    for program, verdict in zip(some, verdicts, strict=True):
                        if survives(verdict):
                            signature(self._engine, problem, program, inputs, limits.probes)
                            rule_tests(self._engine, problem, program, tests_of(problem, HIDDEN), limits.deciding, referee)


def batched(programs: Iterable[Program], size: int) -> Iterator[list[Program]]:
    """The programs in lists of so many."""
    source = iter(programs)
    while some := list(itertools.islice(source, size)):
        yield some


class Measured(NamedTuple):
    """CPU seconds of the funnel before its first sample and on all, and the figures that compare it with the bare engine."""

    before_s: float
    samples_s: float
    samples: int
    figures: list[Figure]


def compared(dataset: Path, few: Path, many: Path, folder: Path, tag: str) -> Measured:
    """The funnel and the bare engine one after the other on `many`, each with a compile cache of its own. `few` has a sample of
    each problem."""
    problems = {one.problem for one in SampleFolder(few).samples()}
    settings, options, engine = EvaluateSettings(), pipeline_options([], 1), Bare(dataset, problems)
    times: dict[str, float] = {}
    for name, work in {
        "few": lambda: evaluate(dataset, few, folder / "out-few", settings, options),
        "funnel": lambda: evaluate(dataset, many, folder / "out", settings, options),
        "bare": lambda: engine.run(many, screened=False),
        "screened": lambda: engine.run(many, screened=True),
    }.items():
        os.environ["XDG_CACHE_HOME"] = str(folder / f"cache-{name}")
        times[name] = spent(work)
    summary = read_summary(folder / "out")
    funnel_s = times["funnel"] - times["few"]
    passing = 100 * summary["samples_passing_examples"]["micro"]
    what = f"{summary['samples']} samples, {summary['programs']} programs of {len(problems)} problems, {passing:.1f} % pass"
    figures = [
        Figure(
            f"{tag}: bare engine{note} / funnel",
            times[name] / funnel_s,
            f"{times[name]:.1f} s / {funnel_s:.1f} s of CPU ({times['few']:.1f} s before the first); {what}",
            0.85,
            "at_least",
        )
        for name, note in (("bare", ""), ("screened", ", screened"))
    ]
    return Measured(times["few"], funnel_s, summary["samples"], figures)


def of_made(
    dataset: Path, names: Sequence[str], all_problems: int, per_problem: int, languages: tuple[Language, ...], folder: Path
) -> list[Figure]:
    """The figures of made samples."""
    problems = [problem for _, problem in Dataset(dataset).problems() if problem.name in names]
    few = write_folder(folder / "few", (one for problem in problems for one in samples_of(problem, 1, languages)))
    many = write_folder(folder / "many", (one for problem in problems for one in samples_of(problem, per_problem, languages)))
    known = write_folder(folder / "known", (one for problem in problems for one in known_of(problem, languages)))
    tag = "+".join(one.value for one in languages)
    found = compared(dataset, few, many, folder, tag)
    known_s = spent(lambda: evaluate(dataset, known, folder / "out-known", EvaluateSettings(), pipeline_options([], 1)))
    each_s = (1 - KINDS[COPIED]) * found.samples_s / found.samples
    fixed_s = known_s * all_problems / len(problems)
    how = f"{fixed_s:.0f} s for limits and known programs of {all_problems} problems, {each_s * 1e3:.1f} ms a sample, of CPU"
    return [*found.figures, projected(tag, fixed_s, each_s, how)]


def of_written(dataset: Path, samples: Path, folder: Path) -> list[Figure]:
    """The figures of samples that a model wrote. Of more of them a smaller share would be new: the last figure is a bound."""
    first: dict[str, Sample] = {}
    for one in SampleFolder(samples).samples():
        first.setdefault(one.problem, one)
    found = compared(dataset, write_folder(folder / "few", first.values()), samples, folder, "written")
    each_s = found.samples_s / found.samples
    how = f"{found.before_s:.1f} s before the first, {each_s * 1e3:.1f} ms a sample, of CPU"
    return [*found.figures, projected("written", found.before_s, each_s, how)]


def projected(tag: str, fixed_s: float, each_s: float, how: str) -> Figure:
    """How long so many samples would take, in which both cores do the same."""
    return Figure(f"{tag}: {GOAL_SAMPLES} samples on 2 cores, s", (fixed_s + GOAL_SAMPLES * each_s) / 2, how, GOAL_S)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that a sandbox may look into."""
    with tempfile.TemporaryDirectory(prefix="codequorum-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path, help="folder that build wrote, such as the demo's")
    parser.add_argument("--problems", type=int, default=2, help="problems that stand for all (2)")
    parser.add_argument("--per_problem", type=int, default=800, help="samples of each (800)")
    parser.add_argument("--samples", type=Path, help="samples that a model wrote for this dataset, in place of made ones")
    parser.add_argument("--with_cpp", action="store_true", help="C++ as well, each of which is compiled")
    arguments = parser.parse_args()
    dataset, engine = arguments.dataset.absolute(), Engine()
    judged = sorted(problem.name for _, problem in Dataset(dataset).problems() if can_judge(problem, engine))
    names = rng("problems", 0).sample(judged, min(arguments.problems, len(judged)))
    both = ((Language.PYTHON3,), (Language.CPP,)) if arguments.with_cpp else ((Language.PYTHON3,),)
    figures = []
    for languages in () if arguments.samples else both:
        count = arguments.per_problem if languages == (Language.PYTHON3,) else max(2, arguments.per_problem // COMPILED_SHARE)
        with scratch() as folder:
            figures += of_made(dataset, names, len(judged), count, languages, folder)
    if arguments.samples:
        with scratch() as folder:
            figures += of_written(dataset, arguments.samples.absolute(), folder)
    publish("funnel_written" if arguments.samples else "funnel", figures)


if __name__ == "__main__":
    main()
