"""Lines that are told together and hold one item each: `The first three lines contain an integer each:`, then names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from mutators.constraints.expressions import Variable
from mutators.constraints.items import NUMERALS, TYPE
from mutators.constraints.lexing import variable
from mutators.constraints.phrases import LIST, NAME, names
from mutators.constraints.records import Item, ReadLine
from mutators.constraints.sections import Sentence

_SAY = r"(?:contains?|holds?|ha(?:ve|s)|consists? of|gives?|are|describes?)"
_HEAD = re.compile(
    rf"\s*the (?P<place>first|next|following) (?P<count>{'|'.join(NUMERALS)}|\d) lines?(?: of (?:the )?input)?"
    rf"(?: each)? {_SAY}(?: each)?\b",
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    r"\s*(?:an?|one|exactly one|a single)\s(?:(?!\bwords?\b)\w+ ){0,2}?(?P<what>[^\W\d_-]+)(?:,? (?:each|per line|on each))?"
    r"(?:,? as follows)?\s*(?::\s*|\Z)",
    re.IGNORECASE,
)
"""`an integer each:`."""
_INLINE = re.compile(
    rf"\s*(?:the |two |three |four |five |six )?(?P<what>(?:\w+ )?\w+ )?(?P<names>{LIST})(?P<rest>[^.;]{{0,60}})",
    re.IGNORECASE,
)
_APART = re.compile(
    r"one (?:on|per|in) (?:each |a )?line|(?:one|each) (?:of them )?on (?:a|its|their) (?:own |separate )?line|separate lines"
    r"|respectively|in th(?:is|at) order|line by line",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"\s*(?:[-*•–]|\d[.)])?\s*(?:(?:the|an?) )?(?:integers? |numbers? )?(?P<name>{NAME})\s*(?:[,:(—–-]|is\b|\Z)"
)


Span: TypeAlias = tuple[int, int, tuple[Variable, ...]]
"""Start, end, and whom the text between them speaks of."""


def stacked(sentences: Sequence[Sentence], per_case: bool) -> tuple[list[ReadLine], list[Span]]:
    """The lines that the first of these sentences tells together, with what its names or those of the sentences after it are.

    Also where the text speaks of each, as in `Reading.spans`. Empty where the names are not as many as the lines.
    """
    head = _HEAD.match(sentences[0].text) if sentences else None
    if head is None:
        return [], []
    count = NUMERALS[head["count"].lower()] if not head["count"].isdigit() else int(head["count"])
    rest = sentences[0].text[head.end() :]
    each = _ONE_EACH.match(rest)
    if each is not None:
        told = sentences[1 : count + 1]
        if not rest[each.end() :].strip() and len(told) == count:
            found = [_ITEM.match(one.text) for one in told]
            named = [variable(match["name"]) for match in found if match is not None]
            spans: list[Span] = [(one.start, one.end, (name,)) for one, name in zip(told, named, strict=False)]
            return _lines(named, count, each["what"], sentences[0].text, per_case, spans)
        return [], []
    inline = _INLINE.match(rest)
    if inline is None or not _APART.search(inline["rest"]):
        return [], []
    named = list(names(inline["names"]))
    start = sentences[0].start + head.end()
    spans = [(start, start + inline.end(), tuple(named))]
    return _lines(named, count, inline["what"] or "", sentences[0].text, per_case, spans)


def _lines(
    named: list[Variable],
    count: int,
    what: str,
    source: str,
    per_case: bool,
    spans: list[Span],
) -> tuple[list[ReadLine], list[Span]]:
    if len(set(named)) != count or count < 2:
        return [], []
    kind = TYPE.search(what)
    type_ = (kind.lastgroup if kind is not None else None) or "any"
    return [ReadLine((Item(name, type_),), source, None, per_case) for name in named], spans
