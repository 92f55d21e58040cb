"""The items that a phrase of the statement says are read: `two integers n and m`, `n integers a_1, ..., a_n`, `a string s`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mutators.constraints.chains import Chain, chains
from mutators.constraints.enumerations import enumerated
from mutators.constraints.expressions import Expression, Number, Variable, variables
from mutators.constraints.lexing import Token, tokens, variable
from mutators.constraints.parsing import expression, leading_expression
from mutators.constraints.phrases import LIST, NAME, names
from mutators.constraints.records import Item, ReadLine

NUMERALS = {
    word: place
    for place, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
}
_TYPES = {
    "integer": r"integers?|whole numbers?|numbers?(?! of\b)|natural numbers?|naturals|values?",
    "decimal": r"real numbers?|reals?|floating[- ]point numbers?|decimal numbers?|decimals?|real values?",
    "word": r"strings?|words?|names?|characters?|letters?|lines of text|tokens?|digits?",
    "any": r"(?<=\b[a-zA-Z] )(?:prices|costs|fees|weights|masses|heights|widths|lengths|sizes|distances|scores|ages|positions"
    r"|speeds|times|durations|points|amounts|ratings|votes|levels|depths|coordinates)(?=\s[^\W\d_](?:_|\b))",
}
TYPE = re.compile("|".join(rf"\b(?P<{kind}>{words})\b" for kind, words in reversed(_TYPES.items())), re.IGNORECASE)
_ADJECTIVES = (
    r"single|more|other|positive|non-?negative|negative|natural|distinct|different|pairwise|unique|lower-?case|upper-?case|english"
    r"|latin|small|capital|real|binary|decimal|whole|even|odd|prime|non-?\s?zero|non-?empty|random|sorted|unsorted|signed"
    r"|unsigned|32-bit|64-bit|strictly|increasing|decreasing|hexadecimal|(?:space|blank|comma|white)?-?\s?separated"
)
_MANY_BEFORE = re.compile(
    rf"(?:^|[\s(,])(?P<count>an?|one|single|{'|'.join(NUMERALS)}"
    rf"|\$?[^\s,.;:()]{{1,12}}(?: ?[-+*] ?[^\s,.;:()]{{1,6}}){{0,2}})\s+"
    rf"(?:(?:{_ADJECTIVES}) ){{0,5}}\Z",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile("[,&):(—]|and|integers?|numbers?|strings?|words?|i")
_AFTER_NAME = re.compile(
    "and|where|such|denoting|representing|indicating|describing|which|that|is|are|separated|with|giving|for"
    "|satisfying|the|each|in|on|meaning|as|then|followed|by|being|not|between|given|it|its|one|if|so|equal|specifying"
    "|denotes|means|of|consisting|containing|from|made|whose|without|has|have|must"
)
_LISTED = re.compile(
    r"[\s:,]*(?:an?|the|one) (?:\w+ )?(?:permutation|sequence|array|list|row)s?\b(?: of (?:\w+ )?(?:integers|numbers))?\s*",
    re.IGNORECASE,
)
_OF_LENGTH = re.compile(r"\bof (?:length|size)\s+")
_NAME_ENDS = r"(?=\s*(?:[,.(:;—\n]|-\s|and\s+\Z|\Z))"
_PLAIN_NAMES = re.compile(rf"[\s:]*(?:the )?(?:integers? |numbers? |values? (?:of )?)?(?P<names>{LIST}){_NAME_ENDS}")
_SEVERAL_NAMES = re.compile(
    rf"[\s:]*the (?:[a-z]{{3,15}} ){{1,2}}(?P<names>{NAME}(?:\s*,\s*{NAME}){{0,3}}\s*,?\s+and {NAME})"
    r"(?=\s*(?:[,.(:;\n]|of\b|\Z))"
)
"""`the coordinates x and y of`."""
_NUMBER_OF = re.compile(
    rf"[\s:,]*(?:an integer,? )?(?:the )?(?:total )?(?:number|count|amount) of (?:[^\W_]{{2,20}} ){{1,4}}"
    rf"(?P<name>{NAME}){_NAME_ENDS}",
    re.IGNORECASE,
)
_A_BOUND = re.compile(
    r"\b(?:(?:between|from)\b[^,;]{1,30}\band|to|most|least|than|exactly|exceed|between|from)\s*\Z", re.IGNORECASE
)
_CHOSEN = re.compile(
    r"\s*(?:always )?(?:with )?(?:either|one of|the word|the command|the keyword)\b(?: of)?(?: the)?(?: \w+){0,2}:?\s+[`'\"‘“]",
    re.IGNORECASE,
)
"""A line that begins with one of some words: `one of the words `add` or `take``."""
_PART = re.compile(r"\b(?:strings?|words?|names?|codes?) (?:\w+ )?of\s*\Z", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:on|in|per|within|inside|onto|at|from|to|(?:numbers?|amounts?|counts?|lengths?|sizes?|parts?|ends?) of)\s*\Z",
    re.IGNORECASE,
)
"""What says, right before `a string`, that it is where something is: `the number of beads on a string`."""
_SHORT_WORDS = re.compile("of|in|is|to|as|on|or|by|at|it|if|be|no")


@dataclass
class Reading:
    """What is read so far; `unnamed` numbers the variables without a name."""

    lines: list[ReadLine] = field(default_factory=list)
    spans: list[tuple[int, int, tuple[Variable, ...]]] = field(default_factory=list)
    """Where the text speaks of items: (start, end, their variables)."""
    cases: Expression | None = None
    per_case: bool = False
    unnamed: int = 0
    begun: bool = False
    """Whether the last line only `starts with` its items."""

    def named(self, unnamed: Variable, name: Variable) -> Reading:
        """The same with another name for an item that had none."""
        lines = [
            replace(line, items=tuple(replace(one, variable=name) if one.variable == unnamed else one for one in line.items))
            for line in self.lines
        ]
        spans = [(start, end, tuple(name if one == unnamed else one for one in held)) for start, end, held in self.spans]
        return Reading(lines, spans, self.cases, self.per_case, self.unnamed)

    def nameless(self) -> Variable:
        self.unnamed += 1
        return Variable(f"#{self.unnamed}")


def count_of(words: str) -> Expression | None:
    if words.lower() in NUMERALS:
        return Number(NUMERALS[words.lower()])
    found = expression(words)
    return found if found is not None and all(_short(one) for one in variables(found)) else None


def _short(one: Variable) -> bool:
    return len(one.base) <= 2 and not _SHORT_WORDS.fullmatch(one.base.lower())


def items_of(text: str, start: int, reading: Reading) -> list[Item]:
    """The items that `text` names, in order; the spans of the words that speak of them go to `reading`."""
    found = _typed(text, start, reading)
    phrases = enumerated(text)
    unnamed = {item.variable for item in found} - {name for name, _ in phrases}
    twice = len({name for name, _ in phrases}) < len(phrases)
    if len(phrases) < len(found) + (not twice) or unnamed or any(item.sequence for item in found):
        return found
    listed: list[Item] = []
    for name, kind in phrases:
        again = name is not None and any(item.variable == name for item in listed)  # `an integer k and the names of k others`
        listed.append(Item(reading.nameless(), kind, True, name) if again else Item(name or reading.nameless(), kind))
    reading.spans.append((start, start + len(text), tuple(item.variable for item in listed)))
    return listed


def _typed(text: str, start: int, reading: Reading) -> list[Item]:
    """The items that come with a type or, alone, without one; the spans of their words go to `reading`."""
    found: list[Item] = []
    kinds = list(TYPE.finditer(text))
    done = 0
    many = [_many(text, match) for match in kinds]
    if not any(many):
        found = _bare(text)
        if found:
            reading.spans.append((start, start + len(text), tuple(item.variable for item in found)))
        return found
    first = next(match.start() for match, held in zip(kinds, many, strict=True) if held)
    if _CHOSEN.match(text[:first]) and not any(mark in text[:first] for mark in ".;"):
        found.append(Item(reading.nameless(), "word"))
    for place, match in enumerate(kinds):
        before = many[place]
        if match.start() < done or before is None:
            continue
        following = zip(kinds[place + 1 :], many[place + 1 :], strict=True)
        stop = next((one.start() - len(found_[0]) for one, found_ in following if found_), len(text))
        stop = max(stop, match.end())
        items, end = _named(text, match, before["count"], stop, reading)
        between = text[done : match.start() - len(before[0])].strip()
        if found and reading.spans and between == "," and _nameless(items) and before["count"].lower() in ("a", "an"):
            start_of, _, held = reading.spans[-1]
            reading.spans[-1] = (start_of, start + stop, held)  # `a string s, a binary string`
            continue
        reading.spans.append((start + match.start() - len(before[0]), start + stop, tuple(item.variable for item in items)))
        found.extend(items)
        done = max(end, match.end())
    return found


def _nameless(items: list[Item]) -> bool:
    return all(item.variable.base.startswith("#") for item in items)


def _bare(text: str) -> list[Item]:
    """Items without a type: `n and m`, `the number of test cases t`, `a permutation p_1, ..., p_n`."""
    listed = _LISTED.match(text)
    if listed is not None:
        name, _ = _sequence_name(text[listed.end() :])
        count = leading_expression(text[of.end() :]) if (of := _OF_LENGTH.search(text)) else None
        return [Item(name, "integer", True, count[0] if count else None)] if name is not None else []
    plain = _PLAIN_NAMES.match(text) or _SEVERAL_NAMES.match(text)
    if plain is not None:
        return [Item(one, "any") for one in names(plain["names"])]
    number = _NUMBER_OF.match(text)
    return [Item(variable(number["name"]))] if number is not None else []


def _many(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """How many of a type: what stands right before it, where that is a number or an expression."""
    before = _MANY_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
    if before is not None and _PART.search(text[: match.start() - len(before[0]) + 1]):
        return None  # `a string of n digits`
    if before is not None and _WITHIN.search(
        text[max(0, match.start() - len(before[0]) - 20) : match.start() - len(before[0]) + 1]
    ):
        return None
    if before is None or before["count"].lower() in ("a", "an", "single"):
        return before
    count = count_of(before["count"].strip("$"))
    bound = _A_BOUND.search(text[max(0, match.start() - len(before[0]) - 45) : match.start() - len(before[0]) + 1])
    if bound or (isinstance(count, Number) and match.lastgroup == "word"):
        return None  # `at most 6 digits`, `between 1 and 20 letters` are no items
    return before if count is not None else None


def _named(text: str, match: re.Match[str], count: str, stop: int, reading: Reading) -> tuple[list[Item], int]:
    """The items of one phrase like `two integers n and m` in text[:stop], and where the last name ends."""
    kind = match.lastgroup or "integer"
    numeral = {"a": 1, "an": 1, "single": 1}.get(count.lower(), NUMERALS.get(count.lower()))
    if count.isdecimal() and 0 < int(count[:3]) <= 10:
        numeral = int(count)
    part = text[match.end() : stop]
    if numeral is None:
        many = count_of(count.strip("$"))
        if many is None:
            return [], match.end()
        name, end = _sequence_name(part)
        return [Item(name or reading.nameless(), kind, True, many)], match.end() + end
    plural = match[0].lower().endswith("s") or numeral > 1
    found, end = _names(part, numeral if plural or numeral == 1 else 1)
    found += [reading.nameless() for _ in range(numeral - len(found))]
    return [Item(one, kind) for one in found], match.end() + end


def _names(part: str, wanted: int) -> tuple[list[Variable], int]:
    """Up to so many names that stand in `part` as names do: right at its start, or behind a comma, a bracket or an `and`."""
    listed = tokens(part)
    inside = chains(part)
    found: list[Variable] = []
    end = 0
    if inside and listed and inside[0].start == listed[0].start and wanted == 1:
        held = _held(inside[0])
        return ([held] if held else []), (inside[0].end if held else 0)
    for place, token in enumerate(listed):
        if len(found) == wanted:
            break
        begun = next((chain for chain in inside if chain.start == token.start), None)
        if begun is not None and (place == 0 or listed[place - 1].text in (",", "and")):
            held = _held(begun)  # `two integers 1 ≤ n ≤ 9, the rows, and 1 ≤ m ≤ 9`
            if held is not None and held not in found and (place == 0 or found):
                found.append(held)
                end = begun.end
                continue
        within = any(chain.start <= token.start < chain.end for chain in inside)
        beside = place > 0 and found and variable(listed[place - 1].text) == found[-1] and not token.line
        if token.kind == "name" and not within and _is_name(listed, place, bool(beside)) and variable(token.text) not in found:
            found.append(variable(token.text))
            end = token.end
    return found, end


def _held(chain: Chain) -> Variable | None:
    """The variable that a chain bounds: `1 ≤ t ≤ 100`."""
    found = [one for term in chain.terms for one in term if isinstance(one, Variable)]
    return found[0] if found else None


def _is_name(listed: list[Token], place: int, beside: bool = False) -> bool:
    """Whether the token stands as a name does; `beside`: right behind another name, as in `u_i v_i`."""
    token = listed[place]
    if "_" not in token.text and len(token.text.rstrip("'")) > 1:
        return False
    before = listed[place - 1].text.lower() if place else ","
    if not beside and (not _BEFORE_NAME.fullmatch(before) or (place and token.block)):
        return False
    if place + 1 == len(listed):
        return True
    after = listed[place + 1]
    if after.kind == "name":
        return (
            _AFTER_NAME.fullmatch(after.text.lower()) is not None
            or "_" in after.text
            or (len(after.text) == 1 and after.text not in ("a", "A"))
        )
    return after.text in ",().;:—[" or (after.text == "-" and after.gap) or after.block or after.kind == "dots"


def _sequence_name(part: str) -> tuple[Variable | None, int]:
    """The name of a sequence at the start of `part`: `a_1, ..., a_n`, `a_i`, `t_1 ≤ ... ≤ t_n` or `a`."""
    listed = tokens(part[:200])
    inside = [chain for chain in chains(part[:200]) if listed and chain.start <= listed[min(1, len(listed) - 1)].start]
    if inside and inside[0].sequence:
        return Variable(inside[0].sequence[0], "*"), inside[0].end
    for place, token in enumerate(listed[:2]):
        if token.kind == "name" and (_is_name(listed, place) or "_" in token.text):
            name = variable(token.text)
            end = token.end
            for other in listed[place + 1 :]:
                if (
                    (other.kind == "name" and variable(other.text).base != name.base)
                    or other.text == "("
                    or other.kind == "relation"
                ):
                    break
                end = other.end
            return Variable(name.base, "*"), end
    return None, 0
