"""Templates to pages: everything that is put into one is escaped, and a name that a template does not know is an error."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from pipelines.showing.words import number, plural, seconds, size


class Pages:
    """The templates of a room."""

    def __init__(self, room: str) -> None:
        self._environment = Environment(
            loader=FunctionLoader(lambda name: _template(room, name)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(number=number, seconds=seconds, size=size, cell=cell, tail=tail)
        self._environment.tests["numeric"] = _is_number
        self._environment.globals.update(look=Markup(look()), plural=plural)

    def render(self, template: str, **values: Any) -> str:
        """The page."""
        return self._environment.get_template(template).render(**values)


def _template(room: str, name: str) -> str:
    return (resources.files(room) / "templates" / name).read_text(encoding="utf-8")


@cache
def pages_of(room: str) -> Pages:
    """The templates of the package `room`, read once."""
    return Pages(room)


@cache
def look() -> str:
    """The style sheet that all pages share."""
    return (resources.files("pipelines.showing") / "look.css").read_text(encoding="utf-8")


def cell(value: Any) -> str:
    """What stands in a cell of a table."""
    return number(value) if value is None or _is_number(value) else str(value)


def tail(text: str, characters: int) -> str:
    """A name that fits: of a long one its end, where names differ."""
    return text if len(text) <= characters else "…" + text[-characters:]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
