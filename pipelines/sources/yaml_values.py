"""Values of YAML files: what a key may hold, and messages that quote what it holds instead."""

from __future__ import annotations

import reprlib
from datetime import date
from typing import Any

import yaml

from pipelines.sources.reading import InputError
from schemas.text import excerpt


def load(text: str, where: str) -> dict[str, Any]:
    """The keys and values of a file; none of an empty one. Raises InputError where it holds anything else."""
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        # PyYAML lets out whatever a bad scalar makes Python raise: 2021-02-30, `!!bool x`, a thousand brackets
        raise InputError(f"{where}: not YAML ({excerpt(' '.join(str(error).split()), 200)})") from error
    return mapping({} if value is None else value, where)


def mapping(value: Any, where: str) -> dict[str, Any]:
    """A mapping as it is. Raises InputError for anything else."""
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected keys and values, got {quoted(value)}")
    return value


def plain(value: Any, where: str) -> str:
    """A text, number or date as text. Raises InputError for anything else."""
    if not isinstance(value, str | int | float | date):
        raise InputError(f"{where}: expected one value, got {quoted(value)}")
    return str(value)


def words(value: Any, where: str) -> list[str]:
    """The words of a text or the items of a list: the package format allows both. Raises InputError for anything else."""
    if isinstance(value, list):
        return [plain(item, where) for item in value]
    return [] if value is None else plain(value, where).split()


def number(value: Any) -> Any:
    """A number that is written as text as a number, anything else as it is."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value.strip()


def quoted(value: Any) -> str:
    """A value, short: YAML's aliases make huge values of small files."""
    return excerpt(reprlib.repr(value))
