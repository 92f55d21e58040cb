"""Runs as a table for a person, in a terminal or in a log.

What a program printed is shown with everything invisible spelled out: no escape sequence, no NUL and no byte that is not UTF-8
reaches the terminal as it is.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from schemas.execution import MEBIBYTE, Run, Verdict
from schemas.text import excerpt

NOT_TERMINAL_COLUMNS = 100
MOST_DETAIL_LINES = 20
_MOST_NAME_COLUMNS, _LEAST_NAME_COLUMNS = 24, 8
_LEAST_OUTPUT_COLUMNS = 16
_MOST_NAME = 1000
_GOOD = (Verdict.OK, Verdict.AC)
_HEAD = f"{'verdict':<8}  {'CPU ms':>7}  {'wall ms':>7}  {'MiB':>7}  output"
_STYLES = {Verdict.OK: "green", Verdict.AC: "green", Verdict.JE: "yellow", Verdict.US: "yellow", Verdict.UNSTABLE: "yellow"}
_NOT_RUN = {Verdict.CE: "it does not compile", Verdict.US: "it cannot run here", Verdict.JE: "the judge itself failed"}


@dataclass(frozen=True, slots=True)
class Row:
    """One run as it is shown; of its output only the head is kept."""

    name: str
    run: Run
    output_bytes: int

    @property
    def is_good(self) -> bool:
        """Whether the program did what it should, as far as anybody knows."""
        return self.run.verdict in _GOOD


class RunTable:
    """Prints to standard output, each row as soon as it is known. Coloured on a terminal, plain where it is piped."""

    def __init__(self, names: Sequence[str], show_output: int = 0) -> None:
        """`names` are those of all inputs, so that the columns are known; `show_output` characters are shown of each output."""
        columns = shutil.get_terminal_size((NOT_TERMINAL_COLUMNS, 0)).columns
        self._console = Console(file=sys.stdout, width=columns, highlight=False, markup=False, emoji=False)
        room = columns - len("  ") - _HEAD.index("output") - _LEAST_OUTPUT_COLUMNS
        most = min(max(room, _LEAST_NAME_COLUMNS), _MOST_NAME_COLUMNS)
        self._name_columns = min(max(cell_len(excerpt(name)) for name in ("input", *names)), most)
        self._show_output = show_output

    def not_run(self, verdict: Verdict, detail: str) -> None:
        """Say why there are no runs; `detail` may have many lines."""
        self.line(f"{verdict.value}: {_NOT_RUN.get(verdict, 'it was not run')}", _STYLES.get(verdict, "red"))
        self._block(visible(detail or "no detail"))

    def head(self) -> None:
        """Print the names of the columns."""
        self.line(f"{'input':<{self._name_columns}}  {_HEAD}", "bold")

    def row(self, row: Row) -> None:
        """Print one run."""
        self._console.print(table_row(row, self._name_columns, self._console.width), soft_wrap=True)

    def foot(self, rows: Sequence[Row], compile_cpu_s: float) -> None:
        """Print what there is to say of the rows: what went wrong, their outputs if wanted, and the sum."""
        self.line("")
        for row in rows:
            if not row.is_good:
                first, *more = visible(row.run.detail or "no detail").splitlines() or [""]
                self.line(f"{excerpt(row.name)}: {row.run.verdict.value}: {first}")
                self._block("\n".join(more))
        for row in rows if self._show_output else ():
            text = row.run.output.decode(errors="backslashreplace")
            whole = len(text) <= self._show_output and len(row.run.output) == row.output_bytes
            part = "" if whole else f"the first {self._show_output} characters of "
            self.line(f"output of {excerpt(row.name)} ({part}{row.output_bytes} bytes):", "bold")
            self._block(visible(text[: self._show_output]), most_lines=None)
        counts = Counter(row.run.verdict.value for row in rows)
        said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
        cpu_s = sum(row.run.cpu_s for row in rows)
        compiled = f"; compilation took {compile_cpu_s:.3f} s (kept for next time)" if compile_cpu_s else ""
        self.line(f"{len(rows)} run{'s' * (len(rows) != 1)}: {said}; {cpu_s:.3f} s of CPU time{compiled}")

    def line(self, text: str, style: str = "") -> None:
        """Print a line as it is; it must hold nothing that a terminal obeys."""
        self._console.print(Text(text, style), soft_wrap=True)

    def _block(self, text: str, most_lines: int | None = MOST_DETAIL_LINES) -> None:
        """Lines that are set in, so that none of them can pass for one of ours."""
        lines = text.splitlines()
        for line in lines[:most_lines]:
            self.line(f"  {line}")
        if most_lines is not None and len(lines) > most_lines:
            self.line(f"  … {len(lines) - most_lines} more lines")


def table_row(row: Row, name_columns: int, columns: int) -> Text:
    """One line of the table, no wider than `columns` unless that is absurdly narrow."""
    run = row.run
    name = excerpt(row.name, _MOST_NAME)
    if cell_len(name) > name_columns:  # names differ at their starts or at their ends
        name = f"{name[: name_columns // 2]}…{name[-((name_columns - 1) // 2) :]}"
    text = Text(f"{set_cell_size(name, name_columns)}  ")
    text.append(f"{run.verdict.value:<8}", _STYLES.get(run.verdict, "red"))
    text.append(f"  {1e3 * run.cpu_s:>7.1f}  {1e3 * run.wall_s:>7.1f}  {run.memory_bytes / MEBIBYTE:>7.1f}  ")
    text.append(output_cell(run.output, row.output_bytes, max(columns - text.cell_len, _LEAST_OUTPUT_COLUMNS)))
    text.rstrip()
    return text


def output_cell(head: bytes, size: int, room: int) -> str:
    """The start of an output in one line of at most `room` columns, and how large it is where that is not all of it."""
    text = head.decode(errors="backslashreplace")
    if size == len(head):
        text = text.rstrip()
    shown = excerpt(text, room)
    if size == len(head) and cell_len(shown) <= room:
        return shown
    suffix = f"… {size_text(size)}"
    return set_cell_size(shown, room - cell_len(suffix)).rstrip().removesuffix("…") + suffix


def size_text(size: int) -> str:
    """A number of bytes for a person."""
    return f"{size} B" if size < 10_000 else f"{size / 1024:.0f} KiB" if size < 10 * MEBIBYTE else f"{size / MEBIBYTE:.0f} MiB"


def visible(text: str) -> str:
    """`text` with its lines and tabs as they are and everything else that a terminal would obey spelled out."""
    return "".join(
        character if character in " \n\t" or unicodedata.category(character)[0] not in "CZ" else repr(character)[1:-1]
        for character in text
    )
