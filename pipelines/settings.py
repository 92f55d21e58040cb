"""The settings of a build: one frozen record, checked once, carried to every stage."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from schemas.digest import digest

LAST_TRAIN_DATE = date(2021, 7, 14)
LAST_VALID_DATE = date(2021, 9, 20)
PAPER, STRUCTURED = "paper", "structured"
GENERATIONS = (PAPER, STRUCTURED)
"""How candidate inputs are made: by the reference's mutators alone, or from the input's format and constraints."""
CONSTRAINTS, EXPLORING, VALIDITY = "constraints", "exploring", "validity"
SELECTION, MUTANTS, CHECKERS = "selection", "mutants", "checkers"
DUPLICATE_PROBLEMS, DUPLICATE_SOLUTIONS = "duplicate_problems", "duplicate_solutions"
NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH = "no_test_passed", "silent_tests", "under_a_tenth"
KINDS = ("mutate", "structure", "boundary", "small", "random", "large")
CLEANING = (DUPLICATE_PROBLEMS, DUPLICATE_SOLUTIONS, NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH)
PARTS = (*KINDS, CONSTRAINTS, EXPLORING, VALIDITY, SELECTION, MUTANTS, CHECKERS, *CLEANING)
"""What `--without` can switch off: kinds of candidates, steps that are more than the reference's, steps of its cleaning."""
MERGE, DROP, MARK, OFF = "merge", "drop", "mark", "off"
NEAR_DUPLICATES = (MERGE, DROP, MARK, OFF)
"""What becomes of problems with nearly the same statement: the earliest is kept with the others' submissions, or alone, or all
are kept with their cluster's name."""
RECIPE = 5
"""Raised whenever the same settings would build another dataset, so that no half-built folder is continued by new code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What a dataset depends on besides its input.

    `cpu_budget_s` bounds the CPU time that generating one problem's tests may take (the reference: 10 hours). `near_threshold`,
    `near_solutions`: the Jaccard similarity from which on statements, and programs of one problem, are near-duplicates; 0 for
    the programs: they are not compared.
    """

    source: str
    input: str
    given_tests: str = "all"
    max_tests: int = 200
    cpu_budget_s: float = 36000.0
    min_agreeing: int = 30
    max_voters: int = 30
    allow_fewer: bool = False
    holdout: float = 0.0
    seed: int = 0
    generation: str = STRUCTURED
    without: tuple[str, ...] = ()
    last_train_date: date = LAST_TRAIN_DATE
    last_valid_date: date = LAST_VALID_DATE
    near_duplicates: str = MARK
    near_threshold: float = 0.8
    near_solutions: float = 0.0
    normalise_cpp: bool = False
    replay: str = ""

    def __post_init__(self) -> None:
        checks = {
            "--max_tests": self.max_tests >= 0,
            "--cpu_budget_s": self.cpu_budget_s > 0,
            "--min_agreeing": self.min_agreeing >= 1,
            "--holdout": 0.0 <= self.holdout < 1.0,
            "--generation": self.generation in GENERATIONS,
            "--without": set(self.without) <= set(PARTS),
            "--near_duplicates": self.near_duplicates in NEAR_DUPLICATES,
            "--near_threshold": 0.0 < self.near_threshold <= 1.0,
            "--near_solutions": 0.0 <= self.near_solutions <= 1.0,
            "--last_valid_date": self.last_train_date < self.last_valid_date,
        }
        for option, fine in checks.items():
            if not fine:
                value = getattr(self, option[2:])
                hint = f": it takes any of {', '.join(PARTS)}" if option == "--without" else ""
                raise ValueError(f"{option} {value} makes no sense{hint}; see `codequorum build --help`")

    def as_json(self) -> dict[str, object]:
        """For the manifest: plain values, dates as ISO text. `replay` is left out: it says how, not what."""
        values: dict[str, object] = json.loads(json.dumps(asdict(self), default=str))
        del values["replay"]
        return values

    def fingerprint(self, input_files: list[Path]) -> str:
        """Identity of the build that these settings make of these files (by size and time of change)."""
        parts = [json.dumps(self.as_json(), sort_keys=True), str(RECIPE), self.replay]
        for path in input_files:
            status = path.stat()
            parts += [str(path), str(status.st_size), str(status.st_mtime_ns)]
        return digest(*parts)
