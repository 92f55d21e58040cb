"""What a run tells of itself: JSON lines, TensorBoard, one line on the terminal.

`metrics.jsonl` has an object a line. The first of a run tells `parameters`, `parameters_no_embedding`, `flop_per_step`. Those
of training: `step` (steps done), `loss` and its parts (nats a token), `gradient_norm`, `learning_rate`, `tokens` and `flop` so
far (tokens that are no padding; operations counted per stack), `tokens_per_s`, `flop_per_s`, `mfu` where a peak is known.
Those of validation: `step`, `validation_loss` (nats a next token, at the temperature of training, without GOLD), its parts as
`validation_...`, `tokens` and `flop`, too. A number that is none is written as null.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from tensorboardX import SummaryWriter  # type: ignore[import-untyped]

FILE = "metrics.jsonl"
BOARD = "tensorboard"
_SHOWN = ("loss", "language_loss", "masked_loss", "gradient_norm", "learning_rate", "tokens_per_s", "mfu")


class Record:
    """Writes all three. What an earlier part of the run wrote after `step` is taken back, so that none is told twice."""

    def __init__(self, run: Path, step: int, terminal: TextIO | None = None) -> None:
        run.mkdir(parents=True, exist_ok=True)
        self._path = run / FILE
        _keep_until(self._path, step)
        self._lines = self._path.open("a", encoding="utf-8")
        self._board = SummaryWriter(str(run / BOARD), purge_step=step + 1 if step else None)
        self._terminal = sys.stderr if terminal is None else terminal
        self._open_line = False

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for one in (self._lines, self._board):
            with suppress(OSError):  # on a full disk: what could not be written has been said
                one.close()
        if self._open_line:
            print(file=self._terminal)

    def say(self, values: Mapping[str, float]) -> None:
        """Numbers of a step, which is among them, or of the run."""
        numbers = {name: value if math.isfinite(value) else None for name, value in values.items()}
        try:
            self._lines.write(json.dumps(numbers) + "\n")
            self._lines.flush()
        except OSError as error:
            said = f"{self._path}: {error.strerror}: make room, then go on from the last checkpoint with --resume auto"
            raise OSError(said) from error
        step = values.get("step")
        if step is not None:
            for name, value in values.items():
                if name != "step":
                    self._board.add_scalar(name.replace("validation_", "validation/"), value, int(step))

    def progress(self, step: int, steps: int, values: Mapping[str, float], left_s: float) -> None:
        """One line, over the last one where the terminal can; a line each where it is a file."""
        told = "  ".join(f"{name} {_short(name, values[name])}" for name in _SHOWN if name in values)
        line = f"[{step}/{steps}] {told}  {_clock(left_s)} left"
        if self._terminal.isatty():
            print(f"\r{line}\x1b[K", end="", file=self._terminal, flush=True)
            self._open_line = True
        else:
            print(line, file=self._terminal, flush=True)

    def text(self, step: int, written: str) -> None:
        """What the model writes at a step: a line of samples.jsonl, and a text on the board."""
        with open(self._path.with_name("samples.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps({"step": step, "text": written}, ensure_ascii=True) + "\n")
        self._board.add_text("sample", "```\n" + written + "\n```", step)


def read(run: Path) -> list[dict[str, Any]]:
    """All objects of a run's file, in order; half a line at its end, as after a kill, is left out."""
    return [told for line in (run / FILE).read_text(encoding="utf-8").splitlines() if (told := _parsed(line)) is not None]


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except json.JSONDecodeError:
        return None
    return told if isinstance(told, dict) else None


def _keep_until(path: Path, step: int) -> None:
    """Cut a file down to what is told of steps up to `step`; one half written line goes, too."""
    if not path.exists():
        return
    kept = [told for told in read(path.parent) if step and (told.get("step") or 0) <= step]
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(json.dumps(told) + "\n" for told in kept), encoding="utf-8")
    os.replace(fresh, path)


def _short(name: str, value: float) -> str:
    if name == "mfu":
        return f"{100 * value:.1f} %"
    return f"{value:.0f}" if name == "tokens_per_s" else f"{value:.4g}"


def _clock(seconds: float) -> str:
    minutes, _ = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {int(seconds) % 60:02d} s"
