"""`codequorum study`: one thing varied, all else the same: sampled, evaluated, a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.command_line.arguments import (
    PROGRAM_LANGUAGES,
    Whole,
    add_dataset,
    add_drawing,
    add_json,
    add_list,
    add_output,
    add_seed,
    add_split,
    add_unsafe,
    add_workers,
    beam_options,
    temperature,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json, say

if TYPE_CHECKING:
    from apache_beam.options.pipeline_options import PipelineOptions

    from model.sampling.wanted import Settings

TEMPERATURES = (0.1, 0.25, 0.4, 0.6, 0.8, 1.0)
QUESTIONS = {
    "tags": "What do the tags and the rating in the prompt do: true ones, random ones, none?",
    "descriptions": "What does a change of the statement do?",
    "temperature": "At which temperature are most problems solved?",
    "ablation": "What does each part of the training add? The models in the order in which parts were added; then clustering.",
    "loss": "Does a lower validation loss mean more solved problems? The models in the order of the loss.",
    "functions": "How many functions are right: pass@k, nothing filtered or chosen.",
    "copying": "How much of the samples stands in a training program?",
    "difficulty": "Which problems are solved: by rating and by tag.",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A row of a study. `models` and `dataset` are what is sampled from and for, `about` what else the row says."""

    name: str
    settings: Settings
    models: tuple[Path, ...]
    dataset: Path
    about: tuple[tuple[str, Any], ...] = ()


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "study",
        "one thing varied: samples, an evaluation of them, a table",
        "\n".join(f"{name:<14}{question}" for name, question in QUESTIONS.items()),
        "examples: codequorum study temperature build/demo build/run --samples 64 --output build/temperature\n"
        "          codequorum study ablation build/demo build/base build/mlm build/gold --output build/ablation\n"
        "          codequorum study copying build/demo build/samples build/evaluation --output build/copying\n"
        "          codequorum study difficulty build/demo build/evaluation --output build/difficulty\n" + BEAM_OPTIONS,
    )
    command.add_argument("name", choices=list(QUESTIONS), metavar="NAME", help=", ".join(QUESTIONS))
    add_dataset(command)
    command.add_argument(
        "of",
        type=Path,
        nargs="+",
        metavar="OF",
        help="models; copying: samples, and their evaluation; difficulty: an evaluation",
    )
    add_output(command, "folder of samples, evaluations, the table")
    add_split(command, "test", "test")
    add_drawing(command)
    add_list(
        command,
        "--temperatures",
        type=temperature,
        metavar="T",
        help=f"temperature: what is tried ({' '.join(map(str, TEMPERATURES))})",
    )
    command.add_argument(
        "--max_unsolving", type=Whole(), default=2000, metavar="N", help="copying: programs that solve nothing, at most (2000)"
    )
    add_seed(command)
    add_workers(command)
    add_json(
        command,
        {
            "output": "folder of samples, evaluations, the table",
            "kind": "what wrote it",
            "study": "its name",
            "about": "question, dataset, of, split, samples, temperature, languages, seed",
            "rows": "one a variant: column -> value",
            "copying": "copying alone: all figures",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.studies.tables import read_study, write_study

    options = beam_options(arguments, rest)
    _refuse_others(arguments.output)
    rows, more = _of_what_is_there(arguments) if arguments.name in ("copying", "difficulty") else _sampled(arguments, options)
    about = {"question": QUESTIONS[arguments.name], "dataset": str(arguments.dataset), "of": [str(one) for one in arguments.of]}
    about |= {name: getattr(arguments, name) for name in ("split", "samples", "temperature", "languages", "seed")}
    table = write_study(arguments.output, arguments.name, about, rows, more)
    if arguments.json:
        print_json({"output": arguments.output, **read_study(arguments.output)})
    else:
        print(f"{table}written to {arguments.output}")
    return EXIT_DONE


def _refuse_others(output: Path) -> None:
    """Raises ValueError where the folder holds anything but what an earlier call of a study has left."""
    for found in output.iterdir() if output.is_dir() else ():
        if found.suffix not in (".json", ".md") and not any((found / name).is_dir() for name in ("samples", "dataset")):
            raise ValueError(f"{found} is not of a study; give --output a new or an empty folder")


def _of_what_is_there(arguments: argparse.Namespace) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    from pipelines.studies import copying, difficulty

    most = 2 if arguments.name == "copying" else 1
    if len(arguments.of) > most:
        raise ValueError(
            f"{arguments.of[most]}: {arguments.name} is of {'samples and an evaluation' if most == 2 else 'one evaluation'}"
        )
    if arguments.name == "difficulty":
        return difficulty.study(arguments.dataset, arguments.of[0]), {}
    evaluation = arguments.of[1] if len(arguments.of) == most else None
    found = copying.study(arguments.dataset, arguments.of[0], evaluation, arguments.max_unsolving, arguments.seed)
    rows = [
        {
            "variant": name,
            "programs": group["programs"],
            "whole copies": group["whole_copies"],
            **{f"longest piece, {float(q):.0%}": value for q, value in group["longest_characters"].items()},
            **{f"its share, {float(q):.0%}": value for q, value in group["share_of_program"].items()},
        }
        for name, group in found["groups"].items()
    ]
    return rows, {"copying": found}


def _sampled(arguments: argparse.Namespace, options: PipelineOptions) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Every variant sampled and evaluated; what is there of an earlier call is not made again."""
    try:
        import jax  # noqa: F401
    except ImportError as error:
        raise OSError(f"the model's packages are not installed ({error}): pip install 'codequorum[model]'") from error
    from pipelines.evaluation.settings import EvaluateSettings
    from pipelines.samples.evaluate import evaluate
    from pipelines.samples.output import read_summary
    from pipelines.studies.tables import clustering_row, row_of

    settings = EvaluateSettings(splits=(arguments.split,), seed=arguments.seed)
    rows: list[dict[str, Any]] = []
    for variant in VARIANTS[arguments.name](arguments, _settings(arguments)):
        say(f"{arguments.name}: {variant.name}")
        folder = arguments.output / variant.name
        _sample(arguments, variant, folder / "samples")
        evaluate(arguments.dataset, folder / "samples", folder / "evaluation", settings, options)
        rows.append(row_of(variant.name, read_summary(folder / "evaluation"), **dict(variant.about)))
    if arguments.name == "ablation":  # clustering is the last part that is added, to the samples of the last model
        rows.append(clustering_row(rows[-1]))
    return rows, {}


def _settings(arguments: argparse.Namespace) -> Settings:
    from model.sampling.wanted import Settings

    return Settings(
        samples=arguments.samples,
        seed=arguments.seed,
        temperature=arguments.temperature,
        languages=tuple(arguments.languages) or PROGRAM_LANGUAGES,
        prompt_samples=arguments.prompt_samples,
        tokens=arguments.tokens,
    )


def _sample(arguments: argparse.Namespace, variant: Variant, output: Path) -> None:
    from model.sampling.checkpoints import load_model
    from model.sampling.shards import sample
    from schemas.problem import Split

    models = [load_model(path, arguments.checkpoint) for path in variant.models]
    sample(models, variant.dataset, Split(arguments.split), variant.settings, output, slots=arguments.slots, say=say)


def _tags(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    for ratings, tags in (("true", "true"), ("random", "random"), ("none", "none"), ("true", "none"), ("none", "true")):
        name = ratings if ratings == tags else f"rating_{ratings}_tags_{tags}"
        said = replace(settings, ratings=ratings, tags=tags)  # type: ignore[arg-type]  # they are of the words
        yield Variant(name, said, tuple(arguments.of), arguments.dataset)


def _descriptions(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    from pipelines.studies.descriptions import CHANGES, write_changed
    from schemas.problem import Split

    for name in CHANGES:
        changed = arguments.output / name / "dataset"
        count = write_changed(arguments.dataset, changed, name, (Split(arguments.split),), arguments.seed)
        yield Variant(name, settings, tuple(arguments.of), changed, (("changed", count),))


def _temperature(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    for low, high in sorted(set(arguments.temperatures or ((value, value) for value in TEMPERATURES))):
        name = f"{low:g}" if low == high else f"{low:g}..{high:g}"
        yield Variant(name, replace(settings, temperature=(low, high)), tuple(arguments.of), arguments.dataset)


def _by_model(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    names = [path.resolve().name for path in arguments.of]
    if len(set(names)) < len(names):
        raise ValueError(f"{arguments.of[0]}: models are told apart by the names of their folders: give each its own")
    for name, path in zip(names, arguments.of, strict=True):
        yield Variant(name, settings, (path,), arguments.dataset)


def _by_loss(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    from model.training.checkpoints import find, read_about

    found = []
    for variant in _by_model(arguments, settings):
        loss = read_about(find(variant.models[0], arguments.checkpoint)).validation_loss
        if loss is None:
            raise ValueError(f"{variant.models[0]}: nothing was validated at its checkpoint; train with validate_every")
        found.append((loss, variant))
    for loss, variant in sorted(found, key=lambda pair: (-pair[0], pair[1].name)):
        yield replace(variant, about=(("validation loss", f"{loss:.4f}"),))


def _functions(arguments: argparse.Namespace, settings: Settings) -> Iterator[Variant]:
    yield Variant("functions", replace(settings, languages=("python3",)), tuple(arguments.of), arguments.dataset)


VARIANTS: dict[str, Callable[..., Iterator[Variant]]] = {
    "tags": _tags,
    "descriptions": _descriptions,
    "temperature": _temperature,
    "ablation": _by_model,
    "loss": _by_loss,
    "functions": _functions,
}
