"""`codequorum laws`: scaling laws, from runs that are there or from a sweep of small ones."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown

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
        "          codequorum laws --sweep tiny --sizes 32 64 128 --computes 1e12 3e12 --output build/laws \\\n"
        "              --set data.dataset=build/demo --set data.tokenizer=build/tokenizer.model",
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="folders of `codequorum train`, or their metrics.jsonl")
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder for laws.json and the plots")
    command.add_argument("--loss", default="validation_loss", metavar="KEY", help="which loss (validation_loss)")
    command.add_argument("--draws", type=int, default=_DRAWS, metavar="N", help="resamples for the intervals (200)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of the resamples (0)")
    command.add_argument("--no_plots", action="store_true", help="write laws.json alone")
    command.add_argument("--sweep", metavar="CONFIG", help="train small models first: a preset's name or a TOML file")
    command.add_argument("--sizes", nargs="+", type=int, metavar="D", help="their widths, d_model (32 48 64 96 128)")
    command.add_argument("--computes", nargs="+", type=float, default=[], metavar="C", help="operations of each run")
    command.add_argument(
        "--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE", help="settings of the sweep"
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.laws.plots import draw
    from model.laws.runs import read_run
    from model.laws.study import lines, study, write

    refuse_unknown(rest, "laws")
    if not arguments.runs and not arguments.sweep:
        raise ValueError("no RUN: name folders of `codequorum train`, or give --sweep CONFIG")
    if arguments.draws < 1:
        raise ValueError(f"--draws {arguments.draws}: at least one is needed")
    runs = [read_run(path, arguments.loss) for path in arguments.runs]
    if arguments.sweep:
        runs += _swept(arguments)
    found = study(runs, arguments.draws, arguments.seed)
    write(arguments.output, found)
    print("\n".join(lines(found)))
    drawn = [] if arguments.no_plots else draw(arguments.output, runs)
    print(f"written to {arguments.output}: laws.json{''.join(f', {path.name}' for path in drawn)}")
    return EXIT_DONE


def _swept(arguments: argparse.Namespace) -> list[Run]:
    from model.configuration import Config, load
    from model.data import batches_of
    from model.laws.sweep import SIZES, plan, sweep
    from model.tokenizer import Tokenizer
    from model.training.loop import Diverged, train
    from model.training.loop import Run as Training

    if not arguments.computes:
        raise ValueError("--sweep needs --computes: operations of a run, for example 1e12 3e12 1e13")
    config = load(arguments.sweep, arguments.overrides)
    tokenizer = Tokenizer.load(config.data.tokenizer)
    trials = plan(config, arguments.sizes or SIZES, arguments.computes)
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
        print(f"{place}/{len(trials)} {one.name}: {one.last.parameters:.3g} parameters, loss {one.last.loss:.4f}", flush=True)
        found.append(one)
    return found
