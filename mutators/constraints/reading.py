"""The order of the input: which variables stand on which line, as the input section tells it or as an input block shows it."""

from __future__ import annotations

import re
from dataclasses import replace

from mutators.constraints.blocks import block_lines
from mutators.constraints.expressions import Number, Variable
from mutators.constraints.items import TYPE, Reading, count_of, items_of
from mutators.constraints.records import ReadLine, Section
from mutators.constraints.sections import Sentence
from mutators.constraints.stacked import stacked

_ORDINAL = (
    r"(?:first(?: and only)?|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|following|only|single|final"
    r"|other|\d+(?:st|nd|rd|th))"
)
_CASE = r"(?:(?:test ?)?cases?|tests?|data ?sets?|descriptions?|scenarios?|queries|query|instances?|blocks?|problems?)"
_AMOUNT = r"(?!(?:are|is|come|follow)\b)[^\s,.;:]{1,20}(?: ?[-+*/] ?[^\s,.;:]{1,20}){0,3}"
_SAYS = (
    r"(?:contain(?:s|ing)?|consists? of|has|have|holds?|(?:is|are)(?! separated)|gives?|(?:start|begin)s? with|describes?|with)"
)
_SAID = re.compile(rf"\s{_SAYS}\Z", re.IGNORECASE)
_OF_INPUT = r"(?:\s+of (?:the )?(?:input|file|standard input)\b)?"
_MUST_SAY = rf"{_OF_INPUT}\s+(?:will |should |also )?(?:each )?{_SAYS}"
_MAY_SAY = rf"(?:{_MUST_SAY}|{_OF_INPUT})"
_LATER = r"(?:next|following|remaining|last)"
_FORMS = {
    "one": rf"(?:the |an? )?{_ORDINAL} (?:input |one )?line\b"
    rf"(?P<case>\s+(?:of|in|for) (?:each|every|the|an?)(?: \w+)? ?{_CASE}\b)?{_MAY_SAY}",
    "many": rf"(?:each|every|the {_ORDINAL}|the [a-z] ?-?th) (?:one )?of (?:the|these) {_LATER}? ?"
    rf"(?P<a>{_AMOUNT}) (?:\w+ )?lines\b{_MAY_SAY}",
    "block": rf"(?:the )?{_LATER} (?P<b>{_AMOUNT}) (?:\w+ )?lines\b{_MAY_SAY}",
    "follow": rf"(?:then|there|finally|afterwards|next|after (?:that|this)|followed by|are|come)\b,?"
    rf"(?: there)?(?: are| is| follow| come| comes)? (?P<c>{_AMOUNT}) (?:\w+ )?lines\b(?: follow)?",
    "lines": rf"(?:^|(?<=[.:]\s)|(?<=\n))(?P<d>{_AMOUNT}) (?:more )?lines\b(?: follow)?",
    "line": rf"(?:one|a|the only|a single|the)(?: single)? line\b"
    rf"(?P<again>\s+(?:of|for|in) (?:each|every) {_CASE}\b)?{_MUST_SAY}",
    "every": r"(?:(?:each|every|the [a-z]-?th)(?: such| of (?:these|those|the|them))?|such an?)"
    rf"(?: following| next)? ?(?:lines?|of them|one)\b{_MAY_SAY}",
    "rest": r"(?:the )?(?:rest|remainder|end) of (?:the|this|each) line\b",
    "input": r"(?:the )?(?:input|standard input)(?: file| data)?"
    r"\s+(?:contains?|consists? of|is|has|will contain|gives|(?:begins|starts) with)",
    "loop": rf"each (?:of the )?{_CASE}\s+(?:contains?|consists? of|is|has|starts? with|begins? with)",
}
"""Ways to begin with what a line holds, by what they say of the line; the first that fits counts."""
_HEAD = re.compile("|".join(rf"(?P<{name}>\b{form})" for name, form in _FORMS.items()), re.IGNORECASE | re.MULTILINE)
_CASES_FOLLOW = re.compile(
    rf"(?<!\S)(?P<t>{_AMOUNT}) (?:(?:independent|separate|more|input|different) )?{_CASE}\b(?:[^.]{{0,40}}\bfollow| \(?each|,)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s*(?:multiple|several|many|one or more|up to|at most|the number of|a number of)\b", re.IGNORECASE)
"""What a whole test contains, when `each test` means a file."""
_OTHER_LINES = re.compile(r"\blines\b|\bline\b(?! of (?:its|their) own)")
_FOR_EACH = re.compile(rf"\s*(?:for|in) each (?:of the )?(?:{_CASE})\b|\s*each (?:test ?)?case\b", re.IGNORECASE)
_IS_A = re.compile(r"\b(?:an?|each|every|the) (?:\w+ ){1,2}is (?:given (?:as|by) )?(?:an?|the) ", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:for (?:each|every) (?:of (?:the|these|those|them)\b ?)?(?:\w+ ){0,2}\w*|per (?:\w+ )?\w+)"
    rf"(?:,? ?(?:there )?(?:(?:are|is|follow|come) )?(?P<few>{_AMOUNT}) lines?(?: (?:follow|come|are given))?)?\s*:\s*\Z",
    re.IGNORECASE,
)
"""What says, at the end of a sentence, that the lines which follow stand once for each of several things."""
_GOES_ON = re.compile(
    r"\s*(?:then|next|finally|afterwards?|after (?:that|this|these|them)|followed by|(?:this|these|it|they) (?:is|are))\b",
    re.IGNORECASE,
)
"""A sentence that goes on with a line which the one before began: `It starts with k. Then follow k integers.`"""
_STARTS = re.compile(
    r"\s*(?:it|they|this|these|such an? \w+|(?:this|the|each|every|such a) (?:line|description|row|record|entry))"
    r" (?:starts? with|begins? with|contains?|consists? of|gives?|has|have|lists?)\b(?=\s)",
    re.IGNORECASE,
)
"""A sentence that tells what stands on the line that the one before only named: `It starts with the name of the task, ...`."""
_BEGUN = re.compile(r"\b(?:start|begin)s? with\s*\Z", re.IGNORECASE)
_ONE_CASE = re.compile(
    r"\b(?:consists? of|contains?|has|have|holds?|describes?|is|with) (?:exactly |just |only )?(?:a single|one|only one|a) "
    r"(?:test ?case|data ?set|instance)\b(?! (?:per|on each|in each|a)\b)",
    re.IGNORECASE,
)
"""What says that a "test case" is a whole input."""
_THE_LINE = re.compile(r"the line\b", re.IGNORECASE)
UNCOUNTED = Variable("#lines")
"""How many lines there are that nothing counts."""
MOST_LINES = 60


def read_order(found: list[Sentence], text: str) -> Reading:
    """The lines that the input section names, in order. Sentences that name no line add to the last one, or nothing."""
    reading = Reading()
    told = {sentence.section for sentence in found}
    where = next((one for one in (Section.INPUT, Section.LEGEND) if one in told), Section.INPUT)
    telling = [sentence for sentence in found if sentence.section is where]
    passed = 0
    for place, sentence in enumerate(telling):
        if len(reading.lines) >= MOST_LINES or place < passed:
            continue
        lines, spans = stacked(telling[place:], reading.per_case)
        if lines:
            reading.lines += lines
            reading.spans += spans
            passed = place + (len(spans) + 1 if len(spans) == len(lines) else 1)  # the names stand in sentences of their own
        else:
            _sentence(sentence, reading)
    if reading.cases is None and any(_ONE_CASE.search(one.text) for one in found if one.section is where):
        reading.lines[:] = [replace(line, per_case=False) for line in reading.lines]
    if reading.lines and reading.lines[0].repeat == UNCOUNTED:  # what ends them is no line of values
        reading.lines[:] = [line for line in reading.lines if line.items]
    shown = block_lines(text, found)
    return Reading(lines=shown[:MOST_LINES]) if shown else reading


def _sentence(sentence: Sentence, reading: Reading) -> None:
    text = sentence.text[:2000]
    heads = list(_HEAD.finditer(text))
    if sentence.section is Section.LEGEND:
        heads = [head for head in heads if head.lastgroup not in ("line", "every", "rest", "lines")]
    cases = _CASES_FOLLOW.search(text)
    if cases is not None and (count := count_of(cases["t"])) is not None and reading.lines:
        reading.cases, reading.per_case = count, True
    if heads and _FOR_EACH.match(text):
        reading.per_case = True
    per = _PER.search(text)
    if reading.lines and per is not None:
        reading.per_case = True
        heads = [head for head in heads if per["few"] is None or head.start() < per.start()]  # these lines are told next
    if not heads:
        _continued(sentence, text, reading)
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        _head(sentence, head, text[head.end() : end], reading)


def _continued(sentence: Sentence, text: str, reading: Reading) -> None:
    """A sentence that names no line: it may name what the last line holds (`Each point is given as two integers, x and y`)."""
    if reading.lines and sentence.section is Section.INPUT and _IS_A.search(text):
        _name_one(text, sentence.start, reading)
    if sentence.section is Section.INPUT and reading.begun and reading.lines and _GOES_ON.match(text):
        reading.begun = False
        items = items_of(text, sentence.start, reading)
        reading.lines[-1] = replace(reading.lines[-1], items=(*reading.lines[-1].items, *items))
        return
    if sentence.section is Section.INPUT and reading.lines and not reading.lines[-1].items and not sentence.conditional:
        spans = len(reading.spans)
        starts = _STARTS.match(text)
        items = items_of(text[starts.end() :] if starts else text, sentence.start + (starts.end() if starts else 0), reading)
        if any(item.variable.base.startswith("#") for item in items) and not (starts and len(items) > 1):
            del reading.spans[spans:]
        else:
            reading.lines[-1] = replace(reading.lines[-1], items=tuple(items))


def _name_one(text: str, start: int, reading: Reading) -> None:
    """`A score is an integer s` names the only number of the last line that has no name yet."""
    spans = len(reading.spans)
    items = items_of(text, start, reading)
    last = reading.lines[-1].items
    nameless = [one for one in last if one.variable.base.startswith("#") and not one.sequence]
    alike = [one for one in nameless if items and (one.type == "word") == (items[0].type == "word")]
    if len(items) != 1 or items[0].variable.base.startswith("#") or len(alike) != 1 or len(last) < 2:
        del reading.spans[spans:]
        return
    found = reading.named(alike[0].variable, items[0].variable)
    reading.lines[:], reading.spans[:] = found.lines, found.spans


def _head(sentence: Sentence, head: re.Match[str], rest: str, reading: Reading) -> None:
    kind = next(
        key for key in ("one", "many", "block", "follow", "lines", "line", "every", "rest", "input", "loop") if head[key]
    )
    start = sentence.start + head.end()
    reading.begun = _BEGUN.search(head[0]) is not None
    if kind == "loop":
        reading.per_case = reading.per_case or not _SEVERAL.match(rest)
        return
    described = kind == "line" and reading.lines and reading.lines[-1].repeat is not None and not reading.lines[-1].items
    if kind == "every" and not reading.lines and not reading.per_case:
        reading.lines.append(ReadLine((), sentence.text, UNCOUNTED))
    if kind in ("every", "rest") or (described and _THE_LINE.match(head[0])):
        if reading.lines and (kind == "rest" or not reading.lines[-1].items):
            last = reading.lines[-1]
            reading.lines[-1] = replace(last, items=(*last.items, *items_of(rest, start, reading)))
        return
    if kind == "input" and (reading.lines or not TYPE.search(rest) or _OTHER_LINES.search(rest)):
        return
    count = next((head[key] for key in "abcd" if head[key]), None)
    repeat = count_of(count) if count else None
    if count and repeat is None:
        return
    if head["case"] or head["again"]:
        reading.per_case = True
    items = tuple(items_of(rest, start, reading))
    if repeat is None and not items and not _SAID.search(head[0]):
        return  # "the first and the last line of one range" are no lines of the input
    if isinstance(repeat, Number) and isinstance(repeat.value, int) and 1 <= repeat.value <= 8:
        reading.lines.extend([ReadLine(items, sentence.text, None, reading.per_case)] * repeat.value)
        return
    reading.lines.append(ReadLine(items, sentence.text, repeat, reading.per_case))
