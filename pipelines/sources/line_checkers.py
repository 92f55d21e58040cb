"""How a line of JSON says in what way outputs are compared, read and written.

validator_flags        flags of the package format's default output validator, e.g. "float_tolerance 1e-6"
has_custom_validator   true: a program that the line does not hold decides; the flags are its arguments
checker                any other way, before the two above: {"kind": str} with a name of `CheckerKind` in lower case, and
                       what that kind reads of "float_absolute", "float_relative" (float), "case_sensitive",
                       "space_change_sensitive" (bool), "flags" (str), "files" ([{"path": str, "text": str}]: the program
                       of a kind "custom", its paths in `output_validators/` or `output_validator/`)
"""

from __future__ import annotations

import math
from pathlib import PurePosixPath
from typing import Any

from pipelines.sources import line_values
from pipelines.sources.validator_flags import UnknownFlag, checker_of
from schemas.problem import Checker, CheckerKind
from schemas.text import excerpt

KEYS = ("kind", "float_absolute", "float_relative", "case_sensitive", "space_change_sensitive", "flags", "files")
_KINDS = {kind.value: kind for kind in CheckerKind}


def read_checker(row: dict[str, Any]) -> Checker:
    """The checker of a line. Raises TypeError, KeyError or ValueError, quoting what makes none."""
    stated = line_values.given(row, "checker", None)
    if stated is not None:
        return _stated(stated)
    flags = line_values.text(line_values.given(row, "validator_flags", ""), "validator_flags")
    if line_values.yes(row, "has_custom_validator"):
        return Checker(kind=CheckerKind.CUSTOM, flags=flags)
    if not flags:
        return Checker()
    try:
        return checker_of(flags.split())
    except UnknownFlag as error:
        raise ValueError(f"validator_flags: {error}") from error


def checker_keys(checker: Checker) -> dict[str, Any]:
    """The keys by which `read_checker` gives the same checker again."""
    if checker == Checker():
        return {}
    if checker == Checker(CheckerKind.CUSTOM, flags=checker.flags):
        return {"has_custom_validator": True, "validator_flags": checker.flags}
    if _is_said_by_flags(checker):
        return {"validator_flags": checker.flags}
    files = [{"path": path, "text": text} for path, text in checker.files]
    values = {key: getattr(checker, key) for key in KEYS[1:-1]}
    kept = {key: value for key, value in values.items() if not (value is None or value is False or value == "")}
    return {"checker": {"kind": checker.kind.value, **kept, **({"files": files} if files else {})}}


def _is_said_by_flags(checker: Checker) -> bool:
    try:
        return bool(checker.flags) and checker == checker_of(checker.flags.split())
    except UnknownFlag:
        return False


def _stated(stated: Any) -> Checker:
    if not isinstance(stated, dict):
        raise TypeError(f"checker must be an object, got {line_values.quoted(stated)}")
    for key in stated:
        if key not in KEYS:
            raise ValueError(f"checker: key {excerpt(key)!r} is none of {', '.join(KEYS)}")
    kind = line_values.text(stated.get("kind"), "checker kind")
    if kind not in _KINDS:
        raise ValueError(f"checker kind {line_values.quoted(kind)} is none of {', '.join(_KINDS)}")
    return Checker(
        kind=_KINDS[kind],
        float_absolute=_tolerance(stated, "float_absolute"),
        float_relative=_tolerance(stated, "float_relative"),
        case_sensitive=line_values.yes(stated, "case_sensitive"),
        space_change_sensitive=line_values.yes(stated, "space_change_sensitive"),
        flags=line_values.text(line_values.given(stated, "flags", ""), "checker flags"),
        files=tuple(_file(one) for one in line_values.objects(line_values.given(stated, "files", []), "checker files")),
    )


def _tolerance(stated: dict[str, Any], key: str) -> float | None:
    value = stated.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ValueError(f"checker {key} must be a number that is not negative, got {line_values.quoted(value)}")
    return float(value)


def _file(row: dict[str, Any]) -> tuple[str, str]:
    """A file of a checker's program: it is written into a folder, out of which its path must not lead."""
    path, text = line_values.text(row["path"], "checker path"), line_values.text(row["text"], "checker text")
    steps = PurePosixPath(path).parts
    if not steps or path.startswith("/") or ".." in steps or "\0" in path or "\\" in path:
        raise ValueError(f"checker path {line_values.quoted(path)} must lead to a file within the package")
    return path, text
