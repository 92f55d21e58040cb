"""What a sentence states of texts: their alphabet, their length, the words that they may be; and decimal places of numbers."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from mutators.constraints.character_sets import character_list
from mutators.constraints.expressions import Expression, Size, Variable
from mutators.constraints.items import NUMERALS
from mutators.constraints.parsing import leading_expression
from mutators.constraints.phrases import NAME, RELATION, between, names, relation_of
from mutators.constraints.records import Alphabet, Compare, Constraint, Decimals, Has, OneOf, Section, Sum, Trait
from mutators.constraints.sections import Sentence
from mutators.constraints.targets import Known, noun, targets

_CASE = r"(?:lower|upper)-?\s?case|small|capital"
_LETTERS = re.compile(
    rf"\b(?P<cases>(?:(?:lower|upper)-|{_CASE})(?:,? (?:and|or|and/or) (?:{_CASE}))?)"
    r" ?(?:english |latin |roman |alphabet(?:ical)? ){0,3}(?:letters?|characters?|alphabets?)"
    r"(?P<digits>,? (?:and|or|and/or) (?:decimal )?digits)?\b",
    re.IGNORECASE,
)
_LETTER = r"(?:english |latin |roman )?(?:letters?|characters?)"
_CAPITALIZED = re.compile(
    rf"\b(?:start(?:s|ing)?|begin(?:s|ning)?) with (?:an? |exactly one )?(?:single )?(?:upper-?\s?case|capital) {_LETTER}"
    rf"(?:,? (?:and|which|is|are|then|the (?:rest|others|remaining \w+)){{0,4}} ?(?:are |is )?"
    rf"(?:followed by )?(?:only |zero or more |one or more |all )?(?:lower-?\s?case|small)(?: {_LETTER})?)"
    rf"|\b(?:only )?the first {_LETTER} (?:of \w+ \w+ )?(?:is|being|will be) (?:an? )?(?:upper-?\s?case|capital)(?: {_LETTER})?"
    r"[^.]{0,30}(?:lower-?\s?case|small)",
    re.IGNORECASE,
)
"""A capital letter, then small ones."""
_CONSISTS = r"\b(?:consist(?:s|ing)? (?:only |solely |entirely )?of|contain(?:s|ing)? only|made (?:up )?(?:only )?of|string of)"
_DIGITS = re.compile(rf"{_CONSISTS} (?:decimal )?digits\b(?! and| or)", re.IGNORECASE)
_OPENS, _CLOSES = "`'\"‘“´", "`'\"’”´"
_BIT = rf"[{_OPENS}]{{0,2}}[01][{_CLOSES}]{{0,2}}s?"
_BITS = re.compile(
    rf"\bbinary (?:string|word)s?\b|{_CONSISTS} (?:the )?(?:characters? |digits? )?{_BIT},? (?:and|or|and/or) {_BIT}(?!\w)",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:may|might|can|could|either|number of|whether|how many|not|some|any)\s+(?:\w+\s+){0,3}\Z"
    r"|(?<!\band )\bat least \w+\s+\Z|\b(?:first|last|one|two)\s+\Z",
    re.IGNORECASE,
)
"""What says, right before a set of characters, that not all of a text is of it."""
_CHARACTER = re.compile(rf"[{_OPENS}]{{1,2}}(?P<one>[^\s])[{_CLOSES}]{{1,2}}")
_FROM_SET = re.compile(
    rf"{_CONSISTS}\b|\b(?:is|are|be|being) (?:always )?(?:either|one of)\b|\bone of the\b"
    rf"|\beach (?:being |of which is )?(?:either )?(?=[{_OPENS}])",
    re.IGNORECASE,
)
_RANGE_OF_CHARACTERS = re.compile(r"\b(?:letters?|digits?|spaces?|from)\b|\.\.|—|-", re.IGNORECASE)
_ONE_OF = re.compile(
    r"\b(?:either|one of)\b(?: of)?(?: the)?(?: (?:following|words?|strings?|two|three|four|five|six|values?)){0,3}\s*:?",
    re.IGNORECASE,
)
_WORD = re.compile(rf"[\s,]*(?:(?:and|or)\s+)?[{_OPENS}]{{1,3}}(?P<word>[^\s{_CLOSES}{_OPENS}]{{1,40}})[{_CLOSES}]{{1,3}}")
_MORE = re.compile(
    r"\s*,\s*(?:\w+\s+){0,2}(?:spaces?|digits?|underscores?|hyphens?|dash\w*|dots?|numbers?|punctuation|symbols?|blanks?"
    r"|question|asterisk\w*|[`'\"]|upper|lower|capital)|\s*,?\s*(?:and|or|and/or|as well as|plus)\s+"
    r"(?!(?:has|have|is|are|its?|does|contains?|no|will|ends?|starts?|where|with|each|every|an integer|a number|two|all"
    r"|the (?:length|strings?|names?|sum|total|numbers?|integers?|words?))\b)",
    re.IGNORECASE,
)
"""What goes on with a list of characters behind the letters: `lowercase letters, digits and question marks`."""
_DECIMALS = re.compile(
    rf"\b(?P<how>exactly|at most|up to|no more than|not more than|with)\s+(?P<digits>\d|{'|'.join(NUMERALS)})\s+"
    r"(?:decimal (?:digits?|places?)|decimals|(?:digits?|places?)\s+(?:after|behind|following) the"
    r" (?:decimal )?(?:point|comma|dot))",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every|each|both)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:(?:total|combined|summed) lengths?|sum of (?:the |all )*lengths?) of (?:the |all |these )*"
    r"(?:strings|words|names|texts)\b",
    re.IGNORECASE,
)
_PARITY = re.compile(r"\b(even|odd) (?:length|number of (?:characters|letters))\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:of|has|have|with|having|whose|is of|a)\s+(?:an? )?length\s+(?:is |of )?", re.IGNORECASE)
_CHARACTERS = re.compile(
    r"\s*(?:(?:english|latin|lower[- ]?case|upper[- ]?case|small|capital|decimal|ascii|printable|alphanumeric)\s+){0,3}"
    r"(?:characters?|letters?|digits?|symbols?)\b",
    re.IGNORECASE,
)


def texts(sentence: Sentence, following: str, known: Known, source: str) -> Iterator[Constraint]:
    """What the sentence states of texts; `following` is what stands behind it, where a list of words may be."""
    if sentence.section is Section.LEGEND:
        return
    yield from _words(sentence, following, known, source)
    yield from _alphabets(sentence, known, source)
    yield from _lengths(sentence, known, source)
    yield from _totals(sentence, known, source)
    for match in _PARITY.finditer(sentence.text):
        about = targets(sentence, match, known, ("word", "any"))
        if len(about) == 1:
            yield Has(Trait.EVEN if match[1].lower() == "even" else Trait.ODD, about, source, sentence.section)
    for match in _DECIMALS.finditer(sentence.text):
        about = targets(sentence, match, known, ("decimal", "integer", "any")) or _every_decimal(sentence, known)
        if about:
            digits = NUMERALS.get(match["digits"].lower())
            exactly = match["how"].lower() in ("exactly", "with")
            yield Decimals(about, int(match["digits"]) if digits is None else digits, exactly, source, sentence.section)


def _every_decimal(sentence: Sentence, known: Known) -> tuple[Variable, ...]:
    """`All coordinates are given with two decimals`: the numbers that are no whole ones, called by a noun of the story."""
    found = [base for base, kind in known.types.items() if kind == "decimal"]
    if sentence.section is Section.LEGEND or not (_EVERY.search(sentence.text) or len(found) == 1):
        return ()
    return tuple(Variable(base, "*" if base in known.sequences else "") for base in found)


def _totals(sentence: Sentence, known: Known, source: str) -> Iterator[Sum]:
    """`the total length of all words does not exceed 10^5`: of the words of one input, or of one case."""
    for match in _TOTAL.finditer(sentence.text):
        found = RELATION.search(sentence.text, match.end(), match.end() + 60)
        bound = leading_expression(sentence.text[found.end() :]) if found else None
        about = noun(sentence, known, ("word",))
        if re.match(rf"\s+{NAME}", sentence.text[match.end() :]):
            continue  # it names them, and is read as other sums are
        if (
            found
            and bound
            and about
            and relation_of(found) in ("≤", "<")
            and "case" not in sentence.text[match.start() : found.end()]
        ):
            yield Sum(Size(about[0]), relation_of(found), bound[0], source, sentence.section, within_case=True)


def _words(sentence: Sentence, following: str, known: Known, source: str) -> Iterator[OneOf]:
    for match in _ONE_OF.finditer(sentence.text):
        words = tuple(_listed(sentence.text[match.end() :])) or (tuple(_listed(following)) if match[0].endswith(":") else ())
        about = _subject(sentence, match, known) or targets(sentence, match, known, ("word", "any"))
        if len(words) > 1 and any(len(word) > 1 for word in words) and about:
            yield OneOf(about, words, source, sentence.section)


def _subject(sentence: Sentence, match: re.Match[str], known: Known) -> tuple[Variable, ...]:
    """The text that is named right before, as in `d_i is either`."""
    named = re.search(rf"(?<![\w_])({NAME})\s+(?:is|are|equals)\s+(?:always\s+)?\Z", sentence.text[: match.start()])
    found = names(named[1]) if named else ()
    return tuple(one for one in found if known.types.get(one.base) in ("word", "any"))


def _listed(text: str) -> Iterator[str]:
    """The quoted words that `text` begins with."""
    here = 0
    while (match := _WORD.match(text, here)) is not None:
        yield match["word"]
        here = match.end()


def _alphabets(sentence: Sentence, known: Known, source: str) -> Iterator[Alphabet]:
    capital = _CAPITALIZED.search(sentence.text)
    if capital is not None:
        about = targets(sentence, capital, known, ("word", "any"))
        if about:
            lower, upper = frozenset(string.ascii_lowercase), frozenset(string.ascii_uppercase)
            yield Alphabet(about, lower, source, sentence.section, upper)
        return
    found = character_list(sentence.text) or next(_characters(sentence.text), None)
    if found is None or _NOT_ALL.search(sentence.text[max(0, found[0].start() - 60) : found[0].start()]):
        return
    about = targets(sentence, found[0], known, ("word", "any"))
    if about:
        yield Alphabet(about, found[1], source, sentence.section)


def _characters(text: str) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Sets of characters that the sentence names, and where."""
    for match in _LETTERS.finditer(text):
        cases = match["cases"].lower()
        lower, upper = "lower" in cases or "small" in cases, "upper" in cases or "capital" in cases
        letters = string.ascii_lowercase * lower + string.ascii_uppercase * upper
        if not _MORE.match(text[match.end() : match.end() + 60]):
            yield match, frozenset(letters + (string.digits if match["digits"] else ""))
        else:
            return
    for pattern, characters in ((_BITS, "01"), (_DIGITS, string.digits)):
        for match in pattern.finditer(text):
            yield match, frozenset(characters)
    for match in _FROM_SET.finditer(text):
        behind = text[match.end() : match.end() + 300]
        characters = "".join(one["one"] for one in _CHARACTER.finditer(behind))
        if len(characters) > 1 and not _RANGE_OF_CHARACTERS.search(_CHARACTER.sub("", behind)):
            yield match, frozenset(characters)


def _lengths(sentence: Sentence, known: Known, source: str) -> Iterator[Compare]:
    """`a string s of length at most 100`, `of at most 10 lowercase letters`, `1 to 20 characters`."""
    text = sentence.text
    for match in _LENGTH.finditer(text):
        for relation, bound, _ in bounds_at(text, match.end()):
            yield from _sized(sentence, match, known, relation, bound, source)
    for match in re.finditer(_CONSISTS + r"\s+|\b(?:of|has|contains?|with)\s+", text, re.IGNORECASE):
        found = list(bounds_at(text, match.end()))
        if found and _CHARACTERS.match(text[found[-1][2] : found[-1][2] + 80]):
            for relation, bound, _ in found:
                yield from _sized(sentence, match, known, relation, bound, source)


def bounds_at(text: str, place: int) -> Iterator[tuple[str, Expression, int]]:
    """The bounds that stand at `place`: (relation, bound, end)."""
    pair = between(text, place)
    if pair is not None:
        yield "≥", pair[0], pair[2]
        yield "≤", pair[1], pair[2]
        return
    while (match := RELATION.match(text, place)) is not None and (found := leading_expression(text[match.end() :])) is not None:
        end = match.end() + found[1]
        yield relation_of(match), found[0], end
        joint = re.compile(r"\s*,?\s*(?:and|but)\s+").match(text, end)
        place = joint.end() if joint else len(text)
    if place < len(text) and (found := leading_expression(text[place : place + 60])) is not None:
        yield "=", found[0], place + found[1]


def _sized(
    sentence: Sentence, match: re.Match[str], known: Known, relation: str, bound: Expression, source: str
) -> Iterator[Compare]:
    for one in targets(sentence, match, known, ("word", "any")):
        yield Compare(Size(Variable(one.base, one.subscript)), relation, bound, source, sentence.section)
