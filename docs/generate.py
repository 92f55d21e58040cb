"""Writes docs/reference/ from the code: commands, the schema of a dataset, settings. `python -m docs.generate`."""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

import beam_runner
from model import configuration
from pipelines import settings
from pipelines.command_line import grammar
from pipelines.describing.tables import BASE, TABLES
from schemas import problem, rejection
from schemas.code_contests import DIFFICULTY_NAMES, LANGUAGE_NAMES, SOURCE_NAMES
from schemas.samples import SAMPLES

FOLDER = Path(__file__).parent / "reference"
NOTE = "This page is made from the code by `python -m docs.generate`."
CODES = """| exit code | meaning |
|---|---|
| 0 | done |
| 1 | the work failed: a file cannot be written, a program of `execute` is wrong, a crawl found nothing, a dataset leaks |
| 2 | the command or its input makes no sense; one line says what, and what to do |
| 3 | programs cannot be isolated on this machine: see `codequorum doctor` |
| 130 | interrupted; the same command goes on |
"""
COMMANDS_HEAD = f"""# Commands

{NOTE}

`codequorum COMMAND --help` says the same at a prompt, `codequorum completion SHELL` makes a shell complete it. What is wrong
with a command is one line on standard error, as is how far it has come. With `--json` standard output holds one JSON object and
nothing else. Colours are for terminals alone, and not where `NO_COLOR` is set. An option that takes several words (`[...]`) may
also come several times; words after it belong to it, so what has no option stands before it.

{CODES}"""
SCHEMA_HEAD = f"""# Schema

{NOTE}

A dataset is a folder of parquet files. Tables under `sidecars/` are joined to the base table by `problem`, its `name`, and by
`place`, the position in the list of the problem's tests or solutions. Tables under `measured/` differ from run to run,
everything else does not. Columns are only ever added, at the end.
"""
BUILD_HEAD = f"""# Configuration

{NOTE}

## A build

What the options of [build](commands.md#build) set; `manifest.json` keeps it under `settings`.
"""
TRAIN_HEAD = """## A training run

`codequorum train --config FILE` takes TOML with the tables below, or the name of a preset, and `KEY=VALUE` changes a setting,
as `train.steps=500`. Presets:"""
VARIABLES = """| variable | meaning |
|---|---|
| `CODEQUORUM_TIER` | isolate programs this way and no other: `T1`, `T2` or `T3`, see [the sandbox](../sandbox.md) |
| `CODEQUORUM_UNSAFE_NO_SANDBOX` | `1`: as `--unsafe_no_sandbox` |
| `CODEQUORUM_PYTHON` | the interpreter that Python 3 programs run with |
| `CODEQUORUM_SLOT` | the launcher of the sandbox, where it cannot be compiled here |
| `CODEQUORUM_KERNEL` | the compiled MinHash kernel, likewise |
| `XDG_CACHE_HOME` | where compiled programs are kept (`~/.cache`) |
"""


def cell(text: str) -> str:
    """A text in one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its options, examples and exit codes."""
    parsers = grammar.commands_of(beam_runner.parser())
    parts = [COMMANDS_HEAD]
    parts += [_command(name, parser) for name, parser in parsers.items()]
    return "\n".join(parts)


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    epilog = (parser.epilog or "").strip().splitlines()
    said = [line for line in epilog if not line.lstrip().startswith(("example", "then:", "codequorum"))]
    notes = "\n".join(f"- {cell(line)}" for line in said if "codequorum" not in line)
    examples = "\n".join(grammar.examples_of(parser))
    rows = ((_spelling(action), cell(action.help or "")) for action in parser._actions if action.dest != "help")
    keys = parser.keys if isinstance(parser, grammar.Parser) else {}
    told = table(("key of `--json`", "meaning"), ((f"`{key}`", cell(meaning)) for key, meaning in keys.items()))
    lines = [f"## {name}", parser.description or "", f"```sh\n{examples}\n```", table(("argument", "meaning"), rows), notes]
    lines += [told] if keys else []
    return "\n\n".join(line.strip("\n") for line in lines if line) + "\n"


def _spelling(action: argparse.Action) -> str:
    """How an argument is written, with what it takes."""
    name = action.option_strings[-1] if action.option_strings else ""
    if action.nargs == 0:
        return f"`{name}`"
    value = str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper())
    value = f"{{{value}}}" if "|" in value else value
    value = {"+": f"{value} [...]", "*": f"[{value} ...]", "?": f"[{value}]"}.get(str(action.nargs), value)
    return f"`{f'{name} {value}'.strip()}`".replace("|", "\\|")


def schema_page() -> str:
    """The tables of a dataset with their columns, and the words that they hold."""
    parts = [SCHEMA_HEAD]
    for one in TABLES:
        title = "Base table" if one.name == BASE else f"{one.name}"
        rows = ((f"`{column.name}`", f"`{_type(column.type)}`") for column in one.schema)
        about = one.about[0].upper() + one.about[1:]
        parts.append(f"## {title}\n\n`{one.pattern()}`: {about}.\n\n{table(('column', 'type'), rows)}")
    rows = ((f"`{column.name}`", f"`{_type(column.type)}`") for column in SAMPLES)
    parts.append(f"## Samples\n\nWhat `codequorum sample` writes and `evaluate` reads.\n\n{table(('column', 'type'), rows)}")
    parts.append("## Class labels\n\nNumbers of the base table, in the order of the released dataset, from 0.\n")
    for name, words in (("source", SOURCE_NAMES), ("difficulty", DIFFICULTY_NAMES), ("language", LANGUAGE_NAMES)):
        parts.append(f"`{name}`: {', '.join(words)}\n")
    parts.append(f"## Labels of solutions\n\n{', '.join(f'`{one.value}`' for one in problem.Label)}.\n")
    parts.append(f"## Checkers\n\n{_paragraphs(problem.CheckerKind)}\n\n{_paragraphs(problem.Checker)}\n")
    parts.append(f"## Rejections\n\n{_paragraphs(rejection.Rejection)}\n")
    return "\n".join(parts)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        fields = (kind.field(place) for place in range(kind.num_fields))
        return "{" + ", ".join(f"{field.name}: {_type(field.type)}" for field in fields) + "}"
    return str(kind)


def _paragraphs(thing: Any) -> str:
    return inspect.getdoc(thing) or ""


def configuration_page() -> str:
    """The settings of a build and of a training run, presets and variables."""
    build = {action.dest: action.help or "" for action in grammar.commands_of(beam_runner.parser())["build"]._actions}
    without = ", ".join(f"`{one}`" for one in settings.PARTS)
    presets = ", ".join(f"`{name}`" for name in configuration.preset_names())
    parts = [
        BUILD_HEAD,
        _settings(settings.BuildSettings, build),
        f"`--without` takes any of {without}.\n",
        f"{TRAIN_HEAD} {presets}.\n",
    ]
    for name, kind in configuration.SECTIONS.items():
        parts.append(f"### {name}\n\n{cell(_paragraphs(kind))}\n\n{_settings(kind, _notes(kind))}")
    parts.append(f"## Environment\n\n{VARIABLES}")
    return "\n".join(parts)


def _settings(kind: Any, meanings: Mapping[str, str]) -> str:
    """The fields of a record of settings with their defaults and what they mean."""
    rows = ((f"`{one.name}`", f"`{_default(one)}`", cell(meanings.get(one.name, ""))) for one in dataclasses.fields(kind))
    return table(("setting", "default", "meaning"), rows)


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return "needed"
    if isinstance(field.default, tuple):
        return ", ".join(map(str, field.default)) or "()"
    return json.dumps(field.default, default=str)


def _notes(kind: Any) -> dict[str, str]:
    """Field -> the string that stands below it in the source."""
    (body,) = (node.body for node in ast.parse(inspect.getsource(kind)).body if isinstance(node, ast.ClassDef))
    found = {}
    for before, after in itertools.pairwise(body):
        if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            found[ast.unparse(before.target)] = str(after.value.value)
    return found


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "schema.md": schema_page,
    "configuration.md": configuration_page,
}
"""File -> what makes it."""


def write_reference(folder: Path = FOLDER) -> list[Path]:
    """Write the pages whose text has changed; which they were."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, make in PAGES.items():
        path, text = folder / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write_reference():
        print(f"written: {path}")
