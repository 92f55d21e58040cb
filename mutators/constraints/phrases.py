"""Ranges and sums in words: `n does not exceed 100`, `a positive integer n`, `the sum of n over all cases is at most 9`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutators.constraints.chains import Chain
from mutators.constraints.expressions import Expression, Number, Size, Variable
from mutators.constraints.lexing import variable
from mutators.constraints.parsing import leading_expression
from mutators.constraints.records import Compare, Sum
from mutators.constraints.sections import Sentence

NAME = r"[^\W\d_](?:_(?:[A-Za-z0-9]+|\([^()\s]{1,12}\)))?'{0,2}(?![\w'(\[])"
"""A variable as it stands in prose: one letter, perhaps with a subscript."""
LIST = rf"{NAME}(?:(?:\s*,\s*|\s*,?\s+and\s+){NAME}){{0,5}}"

_RELATIONS: tuple[tuple[str, str], ...] = (
    (
        r"(?:not|n't) exceed(?:ing|s)?|no(?:t| )?\s?(?:more|greater|larger|bigger|longer) than|at most|less than or equal to",
        "≤",
    ),
    (r"no(?:t| )?\s?(?:less|smaller|fewer|shorter) than|at least|greater than or equal to", "≥"),
    (r"(?:strictly )?(?:less|smaller|fewer|shorter) than", "<"),
    (r"(?:strictly )?(?:greater|larger|more|longer) than|exceeding", ">"),
    (r"up to|a maximum of", "≤"),
    ("≤", "≤"),
    ("<(?!=)", "<"),
    ("=", "="),
    (r"(?:different|distinct) from|not equal to|unequal to|differs? from", "≠"),
)
_SYMBOLS = frozenset("≤<=")
"""Chains of these are read elsewhere; here they count only behind `the sum of`."""
RELATION = re.compile("|".join(f"(?P<r{place}>{words})" for place, (words, _) in enumerate(_RELATIONS)), re.IGNORECASE)
_APPOSITION = (
    r"(?:\s*[,(]\s*(?:the|where|denoting|representing|indicating|describing|which|giving)"
    r"\s[^.,;()≤≥<>]{0,80}|\s*\([^()]{0,60}\))?"
)
_LINKING = (
    r"[\s,(]*(?:(?:which|that|and|where|it|its value|inclusive)\s+)?(?:(?:is|are|does|do|will|shall|must|should|can|may)\s*)?"
    r"(?:(?:always|also|guaranteed to|be|both|each|all|lie|lies|have|has)\s+){0,2}"
    r"(?:an?\s+)?(?:(?:integers?|numbers?|values?)\s+)?\Z"
)
_SUBJECT = re.compile(rf"(?<![\w_^|.])(?P<names>{LIST}){_APPOSITION}{_LINKING}")
_LENGTH = re.compile(
    rf"(?:length|size)s?\s+of\s+(?:(?:the|each|every|all)\s+)?(?:\w+\s+){{0,2}}(?P<names>{LIST}){_LINKING}", re.IGNORECASE
)
_TOTAL = re.compile(
    rf"(?:sums?|total)\s+of\s+(?:(?:the|all|each|every|values?|lengths?|sizes?|of|over|strings?|numbers?)\s+){{0,6}}"
    rf"(?P<names>{NAME}|\|\s*{NAME}\s*\|)(?P<more>[^.;≤≥<>]{{0,120}}?)(?:{_LINKING})",
    re.IGNORECASE,
)
_SUMMING = re.compile(r"\b(?:sums?|total)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:over|across|among|for|in|of)\s+(?:all|every|each|the|a single)\b|\btest ?cases?\b|\btests\b", re.IGNORECASE
)
_NOT_ITSELF = re.compile(
    r"\b(?:sums?|total|number|product|difference|size|length|maximum|minimum|digits?|multiples?|power|square|root|most|least"
    r"|absolute value)s?\s+(?:of|between)\s+(?:(?:all|the|values?|of|its|each|any)\s+){0,4}"
    r"(?:[^\W\d_](?:_\w{1,9})?\s*(?:,|and)\s*){0,3}\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:\b(?:between|from|(?:in|within) the (?:range|interval|segment)(?: from| of| between)?"
    r"|in (?:range|interval))|∈)\s*(?P<open>[\[(]?)\s*",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:\band\b|\bto\b|,|;|\.\.\.?|—|-|–)\s*", re.IGNORECASE)
_SIGNED = re.compile(
    rf"\b(?P<sign>positive|non-?\s?negative|strictly positive|natural)\s+"
    rf"(?:\w+\s+)?(?:integers?|numbers?)\b\s*[,:]?\s*(?P<names>{LIST})(?!\s*,\s*\.\.)",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:not (?:necessarily|always|guaranteed|have to|need|required)|may|might|can|could|needn't|possibly|either|at least"
    r"|number of|whether|how many|not)\b[^.,;]{0,40}\Z",
    re.IGNORECASE,
)
"""What takes back, right before it, a trait that is named."""
_BEFORE = 240
"""Characters before a relation in which its subject is looked for."""


def bounds(sentence: Sentence, source: str) -> Iterator[Compare | Sum]:
    """Bounds in words, with `source` as their source. Where the subject is not certain nothing is said."""
    text = sentence.text
    summing = _SUMMING.search(text) is not None
    for match in RELATION.finditer(text):
        if match[0] in _SYMBOLS and not (summing and _TOTAL.search(_before(text, match.start()))):
            continue
        found = leading_expression(text[match.end() :])
        if found is None:
            continue
        relation = relation_of(match)
        before = _before(text, match.start())
        yield from _about(before, relation, found[0], sentence, source)
        yield from _and_at_most(text, match.start(), match.end() + found[1], sentence, source)
    yield from _ranges(sentence, source)
    for match in _SIGNED.finditer(text):
        low = 1 if "pos" in match["sign"].lower() else 0  # some count 0 as natural
        for name in names(match["names"]):
            yield Compare(name, "≥", Number(low), source, sentence.section, implied=True)


def relation_of(match: re.Match[str]) -> str:
    """The relation that a match of RELATION stands for."""
    return _RELATIONS[int((match.lastgroup or "r0")[1:])][1]


def between(text: str, place: int) -> tuple[Expression, Expression, int] | None:
    """The ends of `between 1 and 100`, `1 to 100`, `1..100` or `from 1 to 100` at `place`, and where that ends."""
    opening = re.compile(r"\s*(?:between|from)\s+", re.IGNORECASE).match(text, place)
    start = opening.end() if opening else place
    low = leading_expression(text[start : start + 60]) or _dotted(text, start)
    joint = _TO.match(text, start + low[1]) if low else None
    if low is None or joint is None or joint[0].strip() in (",", ";") or (joint[0].strip().lower() == "and" and not opening):
        return None
    high = leading_expression(text[joint.end() : joint.end() + 60])
    return None if high is None else (low[0], high[0], joint.end() + high[1])


def _before(text: str, place: int) -> str:
    """What stands before `place`, from the beginning of a word on."""
    if place <= _BEFORE:
        return text[:place]
    return text[place - _BEFORE : place].partition(" ")[2]


def _and_at_most(text: str, start: int, end: int, sentence: Sentence, source: str) -> Iterator[Compare | Sum]:
    """The second half of `at least 1 and at most 100`."""
    joint = re.compile(r"\s*,?\s*(?:and|but)\s+(?:is\s+)?").match(text, end)
    match = RELATION.match(text, joint.end()) if joint else None
    found = leading_expression(text[match.end() :]) if match else None
    if match and found:
        relation = relation_of(match)
        yield from _about(_before(text, start), relation, found[0], sentence, source)


def _ranges(sentence: Sentence, source: str) -> Iterator[Compare | Sum]:
    text = sentence.text
    for match in _BETWEEN.finditer(text):
        low = leading_expression(text[match.end() :]) or _dotted(text, match.end())
        if low is None:
            continue
        joint = _TO.match(text, match.end() + low[1])
        high = leading_expression(text[joint.end() :]) if joint else None
        if joint is None or high is None:
            continue
        closing = text[joint.end() + high[1] :].lstrip()[:1]
        before = _before(text, match.start())
        left = "≥" if match["open"] != "(" or closing not in ")]" else ">"
        right = "<" if match["open"] and closing == ")" else "≤"
        yield from _about(before, left, low[0], sentence, source)
        yield from _about(before, right, high[0], sentence, source)


def _dotted(text: str, place: int) -> tuple[Expression, int] | None:
    """The number before `..`, which is no end of an expression otherwise."""
    end = text.find("..", place, place + 40)
    return leading_expression(text[place:end]) if end > 0 else None


def _about(before: str, relation: str, bound: Expression, sentence: Sentence, source: str) -> Iterator[Compare | Sum]:
    """The bound with the subject that `before` ends with."""
    total = _TOTAL.search(before)
    if total is not None:
        for name in names(total["names"].strip("| ")):
            yield Sum(
                Size(name) if "|" in total["names"] or "length" in total[0].lower() else name,
                relation,
                bound,
                source,
                sentence.section,
                within_case=_OVER.search(total["more"]) is None,
            )
        return
    length = _LENGTH.search(before)
    subject = length or _SUBJECT.search(before)
    if subject is None or (length is None and _NOT_ITSELF.search(before[: subject.start()])):
        return
    for name in names(subject["names"]):
        yield Compare(Size(name) if length else name, relation, bound, source, sentence.section)


def names(listed: str) -> tuple[Variable, ...]:
    """The variables of `n, m and k`."""
    return tuple(variable(one) for one in re.findall(NAME, re.sub(r"\band\b", " ", listed)) if one not in ("and",))


def of_a_function(sentence: Sentence, chain: Chain) -> bool:
    """Whether the chain's first term only ends a phrase like `the product of n and m`, so that it is not what is bounded."""
    return _NOT_ITSELF.search(sentence.text[max(0, chain.start - 100) : chain.start]) is not None
