"""`codequorum doctor`: what this machine can do for programs, on one screen, with the commands that bring what is missing.

Nothing is believed: programs are isolated to see whether they can be, and each language compiles and runs a first program.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipelines.execution import machine
from pipelines.execution.machine import TIER_WORDS, Isolation, Place, Trial
from pipelines.execution.slot_build import SLOT_VARIABLE
from pipelines.execution.toolchains import TOOLCHAINS, Toolchain, tool_path, tool_version
from schemas.language import Language
from schemas.text import excerpt

NOT_TERMINAL_COLUMNS = 100
_LABEL_COLUMNS = 12
_MOST_PROBLEM = 400
_GIBIBYTE = 1 << 30
_PLUMBING = ("-o", "-cp", "-encoding", "-J-XX:-UsePerfData")


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """What can be said before any toolchain is tried."""

    isolation: Isolation
    landlock_abi: int
    launcher: Place
    cache: Place
    processors: int


def gather() -> Facts:
    """The facts of this machine. Never raises for what it lacks."""
    return Facts(machine.isolation(), machine.landlock_abi(), machine.launcher(), machine.compile_cache(), machine.processors())


def trials(facts: Facts) -> Iterator[tuple[Language, Trial | None]]:
    """Each language with how its first program fared; None: it is missing, or nothing can be run here."""
    if facts.isolation.tier is None:
        yield from ((language, None) for language in TOOLCHAINS)
        return
    with machine.fresh_engine(facts.isolation.tier, facts.cache) as engine:
        for language in TOOLCHAINS:
            yield language, machine.try_language(engine, language) if tool_path(language) else None


def numpy_trial(facts: Facts) -> Trial | None:
    """Whether a Python solution finds numpy; None where nothing can be run here."""
    if facts.isolation.tier is None:
        return None
    with machine.fresh_engine(facts.isolation.tier, facts.cache) as engine:
        return machine.try_numpy(engine)


def doctor(*, as_json: bool) -> bool:
    """Print the findings to standard output; whether programs can be isolated here and at least one language runs."""
    facts = gather()
    if as_json:
        tried = dict(trials(facts))
        ready = facts.isolation.is_safe and _number_running(tried) > 0
        print(json.dumps(findings(facts, tried, numpy_trial(facts), ready), indent=2))
        return ready
    columns = shutil.get_terminal_size((NOT_TERMINAL_COLUMNS, 0)).columns
    for line in fact_lines(facts, numpy_trial(facts), columns):
        print(line)
    print(flush=True)
    tried = {}
    for language, trial in trials(facts):  # compilers take a while: each line is shown when it is known
        tried[language] = trial
        print("\n".join(language_lines(language, trial, facts.isolation, columns)), flush=True)
    print(f"\n{conclusion(facts, tried)}")
    return facts.isolation.is_safe and _number_running(tried) > 0


def fact_lines(facts: Facts, numpy: Trial | None, columns: int) -> list[str]:
    """The facts as aligned lines, none longer than `columns` unless a word is."""
    return [
        line
        for label, texts in (
            ("isolation", _isolation_texts(facts.isolation)),
            ("Landlock", [f"ABI {facts.landlock_abi}" if facts.landlock_abi else "not in this kernel, or switched off"]),
            ("launcher", [_launcher_text(facts.launcher)]),
            ("cache", [_cache_text(facts.cache)]),
            ("processors", [str(facts.processors)]),
            ("numpy", [_numpy_text(numpy)]),
        )
        for line in _entry(label, texts, columns)
    ]


def _isolation_texts(isolation: Isolation) -> list[str]:
    if isolation.tier is None:
        first = "none: programs cannot be run here"
    else:
        first = f"{isolation.tier.value}: {TIER_WORDS[isolation.tier]}"
    by_reason: dict[str, list[str]] = {}
    advice: dict[str, None] = {}
    for tier, reason in isolation.refused:
        step, _, remedy = reason.removeprefix("cannot isolate programs: ").partition(". ")
        by_reason.setdefault(step, []).append(tier.value)
        advice.update({remedy: None} if remedy else {})
    reasons = [f"not {' or '.join(values)}: {_short(step)}" for step, values in by_reason.items()]
    if isolation.reason and not reasons:
        reasons = [_short(isolation.reason)]
    return [first, *reasons, *map(_short, advice)]


def _launcher_text(launcher: Place) -> str:
    if launcher.problem:
        return f"missing: {_short(launcher.problem)}"
    named = f", named by {SLOT_VARIABLE}" if os.environ.get(SLOT_VARIABLE) else ""
    return f"built{named}, in {_folder_text(launcher.folder)}"


def _cache_text(cache: Place) -> str:
    free = f"{cache.free_bytes / _GIBIBYTE:.1f} GiB free"
    return f"{cache.problem or 'writable'}, {free}, in {_folder_text(cache.folder)}"


def _numpy_text(trial: Trial | None) -> str:
    if trial is None:
        return "not tried"
    if not trial.problem:
        return f"{_short(trial.output)}, found by Python solutions"
    if "ModuleNotFoundError" in trial.problem:
        return f"missing for Python solutions: {machine.numpy_install()}"
    return f"fails: {_short(trial.problem)}"


def language_lines(language: Language, trial: Trial | None, isolation: Isolation, columns: int) -> list[str]:
    """One language: whether it works and how fast, then what it is."""
    toolchain, path = TOOLCHAINS[language], tool_path(language)
    if path is None:
        return _entry(
            machine.language_name(language),
            [f"missing  {toolchain.install}{' (optional)' if toolchain.optional else ''}"],
            columns,
        )
    if trial is None:
        state = "not tried"
    elif trial.problem:
        state = f"FAILS    {_short(trial.problem)}"
    else:
        begun = "compiled" if toolchain.compile else "started"
        state = f"works    {begun} in {trial.ready_ms:.0f} ms, run in {trial.run_ms:.1f} ms"
        state += "" if isolation.is_safe else ", not isolated"
    texts = [state, f"{_short(machine.tool_title(language))}, {path}"]
    return _entry(machine.language_name(language), texts + [text for text in [flags_text(toolchain)] if text], columns)


def flags_text(toolchain: Toolchain) -> str:
    """The flags that matter to whoever compares with another judge, and the dialects in the order in which they are tried."""
    words = dict.fromkeys((*toolchain.compile, *toolchain.run))
    flags = [word for word in words if word.startswith("-") and word not in _PLUMBING]
    dialects = [dialect.removeprefix("-std=") for dialect in toolchain.dialects]
    return " ".join(flags).replace("{memory_mib}", "LIMIT") + (f"; {', else '.join(dialects)}" if dialects else "")


def conclusion(facts: Facts, tried: dict[Language, Trial | None]) -> str:
    """The last lines: what it comes to."""
    if facts.launcher.problem:
        return "Nothing can be run here without the launcher: build, measure and execute refuse."
    if facts.isolation.tier is None:
        return (
            "Programs cannot be isolated here: build, measure and execute refuse.\n"
            "--unsafe_no_sandbox runs them all the same, with every right that you have."
        )
    how = "are isolated" if facts.isolation.is_safe else "run WITHOUT isolation"
    return f"Programs {how}; {_number_running(tried)} of {len(tried)} languages run."


def _number_running(tried: dict[Language, Trial | None]) -> int:
    return sum(trial is not None and not trial.problem for trial in tried.values())


def findings(facts: Facts, tried: dict[Language, Trial | None], numpy: Trial | None, ready: bool) -> dict[str, Any]:
    """Everything for another program to read; what is missing is null."""
    tier = facts.isolation.tier
    return {
        "ready": ready,
        "tier": {"value": tier.value, "name": tier.name} if tier else None,
        "refused": {one.value: reason for one, reason in facts.isolation.refused},
        "reason": facts.isolation.reason or None,
        "landlock_abi": facts.landlock_abi or None,
        "launcher": _place(facts.launcher),
        "cache": {**_place(facts.cache), "free_bytes": facts.cache.free_bytes},
        "processors": facts.processors,
        "numpy": numpy.output if numpy and not numpy.problem else None,
        "languages": {
            language.name: {
                "path": tool_path(language),
                "version": tool_version(language) or None,
                "compile": list(TOOLCHAINS[language].compile),
                "run": list(TOOLCHAINS[language].run),
                "dialects": list(TOOLCHAINS[language].dialects),
                "install": TOOLCHAINS[language].install,
                "trial": dataclasses.asdict(trial) if trial else None,
            }
            for language, trial in tried.items()
        },
    }


def _place(place: Place) -> dict[str, Any]:
    return {"folder": str(place.folder) if place.folder != Path() else None, "problem": place.problem or None}


def _folder_text(folder: Path) -> str:
    home = Path.home()
    return _short(f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder))


def _short(text: str) -> str:
    return excerpt(text, _MOST_PROBLEM)


def _entry(label: str, texts: Sequence[str], columns: int) -> list[str]:
    """A label and its texts, each on a line of its own and broken where it is too long."""
    width = max(columns - _LABEL_COLUMNS, 40)
    lines = [
        line
        for text in texts
        for line in textwrap.wrap(
            text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False, replace_whitespace=False
        )
    ]
    return [f"{label if place == 0 else '':<{_LABEL_COLUMNS}}{line}" for place, line in enumerate(lines)]
