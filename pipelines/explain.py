"""Says what is known of a problem's input: its format, learnt from the tests, and the constraints that its statement gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mutators.constraints import Bound, Limit, extract, violations
from mutators.constraints.doubts import doubts
from mutators.formats import FormatMismatch, describe, parse, rename
from mutators.generation import learn
from pipelines.sources import SOURCES
from pipelines.sources.reading import InputError
from schemas.problem import Problem
from schemas.text import excerpt

MOST_NAMES = 8
QUOTED = 70
_SUFFIXES = {".jsonl": "jsonl", ".json": "jsonl", ".parquet": "codecontests", ".zip": "packages"}


def source_of(path: str) -> str:
    """The kind of source that a path is: by its name, a folder by what lies in it. Raises InputError where nothing tells."""
    place = Path(path)
    if path == "demo":
        return "demo"
    if place.is_dir():
        if any(place.rglob("problem.yaml")):
            return "packages"
        if any(place.rglob("*.parquet")):
            return "codecontests"
        raise InputError(f"{path}: no problem.yaml and no parquet in it; give --source")
    for suffix in place.suffixes[::-1]:
        if suffix in _SUFFIXES:
            return _SUFFIXES[suffix]
    raise InputError(f"{path}: neither a folder nor a .jsonl, .parquet or .zip file; give --source, or demo")


def problems_of(path: str, source: str, name: str) -> Iterator[Problem]:
    """The problems of a path, or the one that is called `name` (or whose name ends so). Raises InputError."""
    found = SOURCES[source]
    names = []
    for part in found.parts("" if source == "demo" else path):
        for one in found.read(part):
            if not isinstance(one, Problem):
                continue
            names.append(one.name)
            if name in ("", one.name) or one.name.endswith(f"/{name}"):
                yield one
                if name:
                    return
    if name or not names:
        some = ", ".join(sorted(names)[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
        raise InputError(f"{path}: no problem {name!r} in it" + (f"; it has {some}" if names else " that can be read"))


def explanation(problem: Problem, samples_alone: bool = False) -> dict[str, Any]:
    """What is known of the input: format, bounds, other constraints, what is not used and why, what is not understood, and
    tests that do not fit."""
    tests = problem.public_tests if samples_alone else problem.given_tests
    inputs = [test.input for test in tests]
    facts: dict[str, Any] = {"problem": problem.name, "examples": len(inputs)}
    known = learn(inputs, problem.description)
    if known is None:
        return {
            **facts,
            "format": "",
            "bounds": [],
            "constraints": [],
            "not_used": [],
            "not_understood": list(doubts(problem.description, extract(problem.description).constraints)),
            "misfits": [],
        }
    bound = known.bound
    names = _told_names(bound)
    ranges = {id(one) for limit in bound.limits for one in bound.constraints if _is_range_of(one.source, limit)}
    others = [one for one in bound.constraints if id(one) not in ranges]
    others += [one for block in bound.tagged for sort in block.sorts for one in sort.compares]
    return {
        **facts,
        "format": describe(rename(known.format, names)),
        "bounds": [_bounds(limit, names) for limit in bound.limits],
        "constraints": _unique({"constraint": str(one), "stated": one.source} for one in others),
        "not_used": _unique(
            [
                {"constraint": str(doubt.constraint), "why": doubt.why, "stated": doubt.constraint.source}
                for doubt in bound.doubtful
            ]
            + [{"constraint": str(one), "why": "nothing in the format is meant", "stated": one.source} for one in bound.unbound]
        ),
        "not_understood": list(known.doubts),
        "misfits": [why for test in problem.given_tests if (why := _misfit(bound, test.input))],
    }


def _told_names(bound: Bound) -> dict[str, str]:
    """The statement's names for the format's fields, where each of them is one word and nobody else's."""
    at = {limit.path: limit.name for limit in bound.limits}
    taken = {limit.name for limit in bound.limits}
    names: dict[str, str] = {}
    for told, path in bound.places:
        name = at.get(path)
        if name is not None and name not in names and told.isidentifier() and told not in taken - {name}:
            names[name] = told
            taken.add(told)
    return names


def _is_range_of(source: str, limit: Limit) -> bool:
    return source in (limit.low_from, limit.high_from)


def _bounds(limit: Limit, names: dict[str, str]) -> dict[str, Any]:
    return {
        "of": ("length of " if limit.of_length else "") + names.get(limit.name, limit.name),
        "low": None if limit.low is None else str(limit.low),
        "high": None if limit.high is None else str(limit.high),
        "stated": limit.low_stated and limit.high_stated,
        "from": list(dict.fromkeys([limit.low_from, limit.high_from])),
    }


def _unique(rows: Iterator[dict[str, str]] | Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return list({json.dumps(row): row for row in rows}.values())


def _misfit(bound: Bound, text: str) -> str:
    """Why a given test is not what was understood, or ""."""
    try:
        found = violations(bound, parse(bound.format, text))
    except FormatMismatch as error:
        return str(error)
    return found[0] if found else ""


def explanation_text(facts: dict[str, Any]) -> str:
    """The explanation for a person."""
    lines = [f"{facts['problem']}: learnt from {facts['examples']} examples", ""]
    if not facts["format"]:
        return "\n".join([*lines, "no example to learn the format from"])
    lines += [f"  {line}" for line in facts["format"].splitlines()]
    rows = [(one["of"], f"{one['low']} .. {one['high']}", _quoted(one["from"])) for one in facts["bounds"]]
    widths = [max((len(row[at]) for row in rows), default=0) for at in (0, 1)]
    lines += ["", "bounds"]
    lines += [f"  {of:<{widths[0]}}  {span:<{widths[1]}}  {why}".rstrip() for of, span, why in rows]
    if facts["constraints"]:
        lines += ["", "other constraints"]
        lines += [f"  {one['constraint']}   {_quoted([one['stated']])}" for one in facts["constraints"]]
    if facts["not_used"]:
        lines += ["", "read, but not used"]
        lines += [f"  {one['constraint']}: {one['why']}   {_quoted([one['stated']])}" for one in facts["not_used"]]
    if facts["not_understood"]:
        lines += ["", "not understood: what the examples have in common is kept"]
        lines += [f"  {_quoted([one])}" for one in facts["not_understood"]]
    if facts["misfits"]:
        lines += ["", f"{len(facts['misfits'])} given tests do not fit, the first: {facts['misfits'][0]}"]
    return "\n".join(lines)


def _quoted(sources: Sequence[str]) -> str:
    """Where something comes from: the statement's words, cut to a line."""
    return "; ".join(excerpt(" ".join(source.split()), QUOTED) for source in sources if source)


def explain(path: str, source: str, name: str, *, samples_alone: bool = False, as_json: bool = False) -> Iterator[str]:
    """The explanation of each problem as text or as a line of JSON. Raises InputError."""
    for problem in problems_of(path, source or source_of(path), name):
        facts = explanation(problem, samples_alone)
        yield json.dumps(facts, ensure_ascii=False) if as_json else explanation_text(facts) + "\n"
