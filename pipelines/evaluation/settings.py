"""The settings of an evaluation: one frozen record, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.evaluation.choosing import ALPHACODE, RULES
from pipelines.evaluation.probing import INPUTS
from schemas.digest import digest
from schemas.problem import Split

MOST_CLUSTERED = 8192
"""Programs of a problem that are told apart (paper, section 4.6); of more, so many at random."""
RECIPE = 1
"""Raised whenever the same settings would give other verdicts, so that no half-done folder is continued by new code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateSettings:
    """What an evaluation depends on besides the dataset and the samples.

    `splits` empty: all. `inputs`: a file of inputs by which samples are told apart, "" for mutants of the examples' inputs.
    `example_cpu_s` bounds a run on an example, None: what right solutions take decides. `flops_per_sample` is for the fit
    against compute alone. Raises ValueError for what makes no sense.
    """

    splits: tuple[str, ...] = ()
    rule: str = ALPHACODE
    inputs: str = ""
    input_count: int = INPUTS
    most_clustered: int = MOST_CLUSTERED
    example_cpu_s: float | None = None
    flops_per_sample: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        checks = {
            "--splits": set(self.splits) <= {split.value for split in Split},
            "--rule": self.rule in RULES,
            "--input_count": self.input_count >= 0,
            "--most_clustered": self.most_clustered >= 0,
            "--example_cpu_s": self.example_cpu_s is None or self.example_cpu_s > 0,
            "--flops_per_sample": self.flops_per_sample is None or self.flops_per_sample > 0,
        }
        for option, fine in checks.items():
            if not fine:
                raise ValueError(f"{option} {getattr(self, option[2:])} makes no sense; see `codequorum evaluate --help`")

    def fingerprint(self, *files: str) -> str:
        """Identity of the evaluation of what has these fingerprints."""
        return digest(repr(self), RECIPE, *files)
