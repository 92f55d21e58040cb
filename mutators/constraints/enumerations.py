"""Items that a list of noun phrases names: `the name of a candidate and the number of votes v`."""

from __future__ import annotations

import re

from mutators.constraints.expressions import Variable
from mutators.constraints.lexing import variable

_WORDS = re.compile(
    r"\b(?:names?|words?|strings?|colou?rs?|titles?|labels?|letters?|characters?|symbols?|directions?|surname|nickname"
    r"|code ?words?|city|country|language|genre|species|brand)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b(?:numbers?|amounts?|counts?|integers?|prices?|costs?|weights?|heights?|widths?|lengths?|sizes?|distances?|scores?|ages?"
    r"|positions?|index|values?|speeds?|capacity|times?|years?|days?|points?|duration|strength|quantity|temperature|depths?"
    r"|radius|coordinates?|probability|percentage|rating|id|votes?|level|profit|limit|salary|population)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"[\s,:]*(?:(?:each|every)\b)?(?: of (?:which|them))?[\s,]*"
    r"(?:with|contain(?:s|ing)|consist(?:s|ing) of|has|having|holds?|describ(?:es|ing)|giv(?:es|ing)|is|are)?\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_ENDS = re.compile(
    r"[.;:—]|\b(?:separated|where|such that|which|describing|denoting|representing|indicating|respectively|they"
    r"|in th\w+ order)\b"
)
_CHOICE = re.compile(
    r",?\s*(?:which is |being |is )?(?:always )?(?:either|one of)\b(?: the \w+)?[\s:]*"
    r"(?:[`'\"‘’“”]+[^\s`'\"‘’“”]{1,40}[`'\"‘’“”]+(?:\s*,\s*(?:or |and )?(?=[`'\"‘’“”])|\s+(?:or|and)\s+(?=[`'\"‘’“”]))?)+,?",
    re.IGNORECASE,
)
"""The words that an item may be."""
_NEITHER = re.compile(r"\b(?:times?|dates?|ids?|index|duration)\b", re.IGNORECASE)
"""What may be written as a number or otherwise."""
_JOINT = re.compile(r"(\s*,\s*(?:(?:and|then|followed by)\s+)?|\s+(?:and|followed by)\s+)", re.IGNORECASE)
_PHRASE = re.compile(r"\s*(?:first |then )?(?:the|an?|its|his|her|their|one|another) (?P<noun>\S[^,]*?)\s*\Z", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![\w_'’])(?P<name>[^\W\d_](?:_(?:\w|\([^()\s]{1,12}\)))?)(?![\w_'])"
    r"(?P<rest> of(?: \w+){1,7}|(?: \w+){0,3})\Z"
)
_CLAUSE = re.compile(r"\s+(?:that|who|whose)\s.*\Z", re.IGNORECASE)
"""What is told of the things of a phrase: `the number c of tasks that come before it`."""
Phrase = tuple[Variable | None, str]
"""The name, where there is one, and the type: integer (of numbers of all kinds), word or any."""


def enumerated(text: str) -> list[Phrase]:
    """What a list of two noun phrases or more names, in order; [] where one is not understood."""
    bare = _CHOICE.sub(",", _BRACKETS.sub(" ", text[:400].replace("\n", " ")))
    lead = _LEAD.match(bare)
    bare = bare[lead.end() :] if lead else bare
    end = _ENDS.search(bare)
    parts = _JOINT.split((bare[: end.start()] if end else bare).strip().rstrip(","))
    found: list[Phrase] = []
    apart = False
    for joint, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        one = _phrase(part)
        apart = apart or (joint.strip() == "," and bool(found) and found[-1][0] is not None)
        if apart and (one is None or one[0] is None):
            continue  # `an integer n, the number of words`
        apart = False
        if one is None:
            return []
        found.append(one)
    return found if len(found) >= 2 else []


def _phrase(part: str) -> Phrase | None:
    match = _PHRASE.fullmatch(part)
    if match is None:
        return None
    noun = _CLAUSE.sub("", match["noun"])
    named = _NAMED.search(noun)
    head = noun[: named.start()] if named else noun
    first, _, _ = head.partition(" of ")
    word, number = _WORDS.search(first), _NUMBERS.search(first)
    name = variable(named["name"]) if named and named["name"] not in ("a", "A", "I") else None
    if word and not number:
        return name, "word"
    if number:
        return name, "any" if _NEITHER.search(first) else "integer"
    return (name, "any") if name is not None else None
