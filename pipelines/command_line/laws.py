"""`codequorum laws`: scaling laws, from runs that are there or from a sweep of small ones."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.command_line.arguments import POSITIVE, Whole, add_config, add_json, add_list, add_output, add_seed
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_json, refuse_unknown, say

if TYPE_CHECKING:
    from model.laws.runs import Run

_DRAWS = 200


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "laws",
        "scaling laws of training runs: exponents with intervals, plots",
        "How loss falls with parameters, tokens and compute: three approaches of Hoffmann et al., and Kaplan et al.",
        "examples: codequorum laws build/runs/* --output build/laws\n"
        "          codequorum laws --config tiny --d_model 32 64 128 --computes 1e12 3e12 --output build/laws "
        "--set data.dataset=build/demo data.tokenizer=build/tokenizer.model",
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="folders of `codequorum train`, or their metrics.jsonl")
    add_output(command, "folder for laws.json and the plots")
    command.add_argument("--loss", default="validation_loss", metavar="KEY", help="which loss (validation_loss)")
    command.add_argument("--draws", type=Whole(1), default=_DRAWS, metavar="N", help="resamples for the intervals (200)")
    add_seed(command)
    command.add_argument("--no_plots", action="store_true", help="write laws.json alone")
    add_list(command, "--computes", type=POSITIVE, metavar="FLOP", help="train small models first, each with so much compute")
    add_list(command, "--d_model", type=Whole(1), metavar="N", help="their widths (32 48 64 96 128)")
    add_config(command)
    add_list(command, "--set", dest="overrides", metavar="KEY=VALUE", help="settings of their training")
    add_json(
        command,
        {
            "output": "folder of laws.json and the plots",
            "runs": "how many there were",
            "points": "losses of them",
            "skipped": "points without a finite loss",
            "draws": "resamples of the intervals",
            "envelope": "exponents by the least loss at each compute, or why not",
            "isoflop": "exponents by parabolas, or why not",
            "parametric": "fit of a formula, or why not",
            "kaplan": "exponents of Kaplan et al., or why not",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.laws.plots import draw
    from model.laws.runs import read_run
    from model.laws.study import lines, study, write

    refuse_unknown(rest, arguments)
    for option, given in (("--d_model", arguments.d_model), ("--set", arguments.overrides)):
        if given and not arguments.computes:
            raise ValueError(f"{option} is of models to be trained, which needs --computes: for example 1e12 3e12 1e13")
    if not arguments.runs and not arguments.computes:
        raise ValueError("no RUN: name folders of `codequorum train`, or give --computes to train small models")
    runs = [read_run(path, arguments.loss) for path in arguments.runs]
    if arguments.computes:
        runs += _swept(arguments)
    found = study(runs, arguments.draws, arguments.seed)
    write(arguments.output, found)
    drawn = [] if arguments.no_plots else draw(arguments.output, runs)
    if arguments.json:
        print_json({"output": arguments.output, **found})
        return EXIT_DONE
    print("\n".join(lines(found)))
    print(f"written to {arguments.output}: laws.json{''.join(f', {path.name}' for path in drawn)}")
    return EXIT_DONE


def _swept(arguments: argparse.Namespace) -> list[Run]:
    from model.configuration import Config, load
    from model.data import batches_of
    from model.laws.sweep import SIZES, plan, sweep
    from model.tokenizer import Tokenizer
    from model.training.loop import Diverged, train
    from model.training.loop import Run as Training

    config = load(arguments.config, arguments.overrides)
    tokenizer = Tokenizer.load(config.data.tokenizer)
    trials = plan(config, arguments.d_model or SIZES, arguments.computes)
    splits = {split: batches_of(config, tokenizer, split) for split in ("train", "valid")}  # the same for all sizes

    def trained(one: Config, folder: Path) -> None:
        try:
            outcome = train(Training(one, folder, tokenizer.digest, resume=True), splits["train"], splits["valid"])
        except Diverged as error:
            raise OSError(f"{folder}: {error}") from error
        if outcome.stopped:
            raise KeyboardInterrupt

    found = []
    for place, one in enumerate(sweep(trials, arguments.output, trained), start=1):
        say(f"{place}/{len(trials)} {one.name}: {one.last.parameters:.3g} parameters, loss {one.last.loss:.4f}")
        found.append(one)
    return found
