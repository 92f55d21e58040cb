"""Training runs as points (parameters, tokens, operations, loss), read from the trainer's metrics."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.text import excerpt

METRICS = "metrics.jsonl"
VALIDATION = "validation_loss"


class LawsError(ValueError):
    """Runs that no law can be read from. The message quotes them and says what is missing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A model at a moment: parameters, tokens seen, operations spent (counted per stack), loss in nats a token.

    `body`: parameters without embeddings, which Kaplan et al. count; `parameters` where they are not known.
    """

    parameters: float
    tokens: float
    flop: float
    loss: float
    body: float = 0.0

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) and value > 0 for value in (self.parameters, self.tokens, self.flop, self.loss)):
            raise LawsError(f"a point must be positive and finite throughout, got {self}")
        if not self.body:
            object.__setattr__(self, "body", self.parameters)


@dataclass(frozen=True, slots=True)
class Run:
    """One training: its points in the order of their tokens. `skipped`: lines whose loss was not finite."""

    name: str
    points: tuple[Point, ...]
    skipped: int = 0

    @property
    def last(self) -> Point:
        """Where it ended."""
        return self.points[-1]


def read_run(path: str | Path, loss: str = VALIDATION) -> Run:
    """The run in a folder, or in a file of JSON lines. `loss`: the key that holds the loss.

    Facts stand on any line and hold until another says otherwise: `parameters`, `parameters_no_embedding`, `tokens` and `flop`
    (so far), or `flop_per_step` with `step`. A step that was repeated after a restart counts as it came out last. Raises
    LawsError, which quotes the line, for what cannot be read; OSError where there is no file.
    """
    place = Path(path)
    file = place / METRICS if place.is_dir() else place
    facts: dict[str, Any] = {}
    points: dict[float, Point] = {}
    skipped = 0
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)
            if not isinstance(found, dict):
                raise ValueError
        except ValueError:
            if number == len(lines):  # the run was killed while it wrote
                continue
            raise LawsError(f"{file}: line {number} is no JSON object: {excerpt(line)!r}") from None
        facts.update(found)
        if loss not in found:
            continue
        point = _point(facts, found[loss], f"{file}: line {number}")
        if point is None:
            skipped += 1
        else:
            points = {tokens: one for tokens, one in points.items() if tokens < point.tokens} | {point.tokens: point}
    if not points:
        raise LawsError(f"{file}: no line has a finite {loss!r}; train with validation, or name another --loss")
    return Run(str(path), tuple(points.values()), skipped)


def _point(facts: Mapping[str, Any], loss: Any, where: str) -> Point | None:
    flop = facts.get("flop", facts.get("flop_per_step", math.nan) * facts.get("step", math.nan))
    values = {"parameters": facts.get("parameters"), "tokens": facts.get("tokens"), "flop": flop}
    for name, value in values.items():
        if not isinstance(value, int | float) or not value > 0:
            raise LawsError(f"{where}: {name} is not known by then (found {value!r}); no law can do without it")
    if not isinstance(loss, int | float) or not math.isfinite(loss) or loss <= 0:
        return None
    body = facts.get("parameters_no_embedding") or values["parameters"]
    return Point(float(facts["parameters"]), float(facts["tokens"]), float(flop), float(loss), float(body))
