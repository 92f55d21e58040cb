"""Rows of several sorts, told apart by their first token: what the statement says of each (``"? l r": 1 ≤ l ≤ r ≤ n``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mutators.constraints.chains import chains
from mutators.constraints.expressions import Number, Variable
from mutators.constraints.items import Reading, items_of
from mutators.constraints.lexing import variable
from mutators.constraints.notation import Plain
from mutators.constraints.phrases import bounds
from mutators.constraints.records import Compare, Section
from mutators.constraints.sections import Sentence, sections

_QUOTES = "`'\"‘’“”´"
_GAP = rf"[\s{_QUOTES}<>\u2009]+"
_NAME = r"[^\W\d_]{1,10}(?:_(?:\w{1,6}|\([^()\s]{1,12}\)))?(?![\w_])"
_AFTER = r"(?:where|which|meaning|means|to|denot\w+|with|asking|indicat\w+|for|such|if)\b"
_BEHIND = rf"(?= {{2,}}|\s*(?:[{_QUOTES}>:;,.()=\n—-]|\Z|{_AFTER}))"
_SPOKEN = r"\b(?:types?|kinds?|operations?|quer(?:y|ies)|events?|commands?|(?:is|equals|=))\s*"
_PROSE = re.compile("and|or|to|if|is|of|in|on|as|at|by|the|for|then|line|lines", re.IGNORECASE)
LONGEST = 600
"""Characters behind a sort in which its bounds are looked for."""
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the statement says of rows of one sort: the names of the values behind the tag, and how they are bounded."""

    names: Names
    compares: tuple[Compare, ...]


def told(text: Plain, widths: Mapping[str, int]) -> dict[str, Told]:
    """What is said of each tag of `widths` (how many values follow it); without those that the text does not show."""
    found = {tag: one for tag, width in widths.items() if width and (one := _shown(text.text, tag, width)) is not None}
    if len(found) < min(2, sum(map(bool, widths.values()))):
        return {}
    places = sorted((start, end, tag) for tag, (start, end, _) in found.items())
    bodies: dict[str, tuple[int, int]] = {}
    for place, (start, end, tag) in enumerate(places):
        stop = places[place + 1][0] if place + 1 < len(places) else _paragraph_end(text.text, end)
        bodies[tag] = (start, min(stop, end + LONGEST))
    inline = _inline(text.text, places)
    shared = list(_outside(text, bodies, inline))
    result = {}
    for tag, (_, _, names) in found.items():
        own = [] if inline else list(compares_of(text, *bodies[tag]))
        about = [one for one in own if _is_about(one, names)]
        bounded = {key for one in about for key in _directions(one, names)}
        about += [one for one in shared if _is_about(one, names) and not any(key in bounded for key in _directions(one, names))]
        result[tag] = Told(names, tuple(dict.fromkeys(about)))
    return result


def _shown(text: str, tag: str, width: int) -> tuple[int, int, Names] | None:
    """Where the text shows a row of the tag with so many names, and the names; the input section is asked first."""
    literal = re.escape(tag)
    behind = "".join(rf"{_GAP}(?P<n{place}>{_NAME})" for place in range(width))
    row = re.compile(rf"(?<![\w.,?!]){literal}(?=[\s{_QUOTES}\u2009]){behind}{_BEHIND}")
    spoken = re.compile(rf"{_SPOKEN}[{_QUOTES}]*{literal}[{_QUOTES}]*(?![\w.])", re.IGNORECASE)
    parts = sorted(sections(text), key=lambda part: part[0] is not Section.INPUT)
    for section, start, end in parts:
        if section not in (Section.INPUT, Section.LEGEND, Section.CONSTRAINTS):
            continue
        for match in row.finditer(text, start, end):
            names = tuple(variable(match[f"n{place}"]).base for place in range(width))
            quoted = text[match.start() - 1 : match.start()] in _QUOTES
            if len(set(names)) == width and all(_is_name(name, quoted) for name in names):
                return match.start(), match.end(), names
        for said in spoken.finditer(text, start, end):
            stop = min(_paragraph_end(text, said.end()), said.end() + 200)
            reading = Reading()
            items = items_of(text[said.end() : stop], 0, reading)
            names = tuple(item.variable.base for item in items)
            if len(names) == width and not any(name.startswith("#") for name in names) and len(set(names)) == width:
                return said.start(), said.end(), names
    return None


def _is_name(name: str, quoted: bool) -> bool:
    """Whether a name is none of the words of a sentence: `between 1 and n`."""
    return _PROSE.fullmatch(name) is None and (quoted or len(name) <= 2)


def _paragraph_end(text: str, place: int) -> int:
    end = text.find("\n\n", place)
    return len(text) if end < 0 else end


def _inline(text: str, places: list[tuple[int, int, str]]) -> bool:
    """Whether two sorts stand in one sentence, so that what follows the last is about all of them."""
    return any(not re.search(r"\n\s*\n|[.;:!?)]", text[one[1] : other[0]]) for one, other in pairwise(places))


def _outside(text: Plain, bodies: Mapping[str, tuple[int, int]], inline: bool) -> Iterator[Compare]:
    """The bounds that stand elsewhere in the input section and the constraints."""
    for section, start, end in sections(text.text):
        if section not in (Section.INPUT, Section.CONSTRAINTS):
            continue
        here = start
        for low, high in [] if inline else sorted(bodies.values()):
            if start <= low < end:
                yield from compares_of(text, here, low)
                here = max(here, high)
        yield from compares_of(text, here, end)


def compares_of(text: Plain, start: int, end: int) -> Iterator[Compare]:
    """The comparisons in text[start:end], symbols first."""
    if start >= end:
        return
    part = text.text[start:end]
    for chain in chains(part):
        source = text.source(start + chain.start, start + chain.end)
        for place, relation in enumerate(chain.relations):
            for left in chain.terms[place]:
                for right in chain.terms[place + 1]:
                    yield Compare(left, relation, right, source)
    sentence = Sentence(part, start, Section.INPUT, False, False)
    for one in bounds(sentence, text.source(start, end)):
        if isinstance(one, Compare):
            yield one


def _is_about(one: Compare, names: Names) -> bool:
    return any(name.base in names for name in one.variables) and one.relation != "="


def _directions(one: Compare, names: Names) -> Iterator[tuple[str, bool]]:
    """Which of the names it bounds, and whether from above."""
    for side, other, above in ((one.left, one.right, one.relation in "≤<"), (one.right, one.left, one.relation in "≥>")):
        if isinstance(side, Variable) and side.base in names and (isinstance(other, Number) or one.relation != "≠"):
            yield side.base, above
