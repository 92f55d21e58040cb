"""Lists of sorts of characters: `English letters (a-z and A-Z), digits (0-9), full stops (.) and blanks`."""

from __future__ import annotations

import re
import string

_QUOTED = "[`'\"‘’“”´]{0,2}"
_LETTERS = r"(?:(?:english|latin|roman|alphabetic|ascii) ){0,2}"
_CASE = r"(?:(?:lower|upper)-?\s?case|small|capital)"
_SORTS: tuple[tuple[str, str], ...] = (
    (rf"{_LETTERS}(?:lower-?\s?case|small) {_LETTERS}(?:letters?|characters?)", string.ascii_lowercase),
    (rf"{_LETTERS}(?:upper-?\s?case|capital) {_LETTERS}(?:letters?|characters?)", string.ascii_uppercase),
    (rf"{_CASE}(?: and |/| or ){_CASE} {_LETTERS}letters?", string.ascii_letters),
    (rf"{_LETTERS}letters?", string.ascii_letters),
    (r"(?:decimal )?digits?", string.digits),
    (r"(?:single )?(?:spaces?|blanks?)(?: characters?)?", " "),
    (r"full stops?|periods?|dots?|points?", "."),
    (r"commas?", ","),
    (r"hyphens?|dash(?:es)?|minus signs?", "-"),
    (r"underscores?", "_"),
    (r"apostrophes?", "'"),
    (r"exclamation (?:marks?|points?)", "!"),
    (r"question marks?", "?"),
    (r"colons?", ":"),
    (r"semi-?colons?", ";"),
    (r"plus signs?", "+"),
    (r"asterisks?|stars?", "*"),
    (r"slash(?:es)?", "/"),
)  # fmt: skip
_GLOSS = r"(?:\s*\([^()]{1,40}\)|\s*\([()]\))?"
_ENDS_OF_RANGE = (
    rf"{_QUOTED}(?P<low>[a-zA-Z0-9]){_QUOTED}\s?(?:-|--|–|—|to|\.\.\.?)\s?{_QUOTED}(?P<high>[a-zA-Z0-9]){_QUOTED}(?!\w)"
)
_RANGE = re.compile(_ENDS_OF_RANGE)
_ITEM = re.compile(
    "|".join(rf"(?P<s{place}>\b(?:{words})\b{_GLOSS})" for place, (words, _) in enumerate(_SORTS)) + f"|{_ENDS_OF_RANGE}",
    re.IGNORECASE,
)
_CONSISTS = re.compile(
    r"\b(?:consist(?:s|ing)? (?:only |solely |entirely )?of|contain(?:s|ing)? (?:only|nothing but|no characters other than)"
    r"|made up (?:only )?of)\s+(?:the )?(?:following characters:?\s*)?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:,\s*(?:and/or|and|or)?|and/or|and|or)\s*", re.IGNORECASE)
_CLAUSE = (
    r"(?:has|have|is|are|its?|does|contains?|no|will|ends?|starts?|begins?|where|which|with|each|every|the|there|they|all)"
)
_ENDS = re.compile(rf"\s*(?:[.;)]|\Z|,? (?:(?:and|but) )?{_CLAUSE}\b)", re.IGNORECASE)


def character_list(text: str) -> tuple[re.Match[str], frozenset[str]] | None:
    """The characters of the first list of two sorts or more that a text is said to consist of, and where that is said.

    None where there is none, or something in the list is not understood.
    """
    for said in _CONSISTS.finditer(text):
        place, found, many = said.end(), set[str](), 0
        while (item := _ITEM.match(text, place)) is not None:
            found |= _characters(item)
            place, many = item.end(), many + 1
            after = _NEXT.match(text, place)
            if after is None or _ITEM.match(text, after.end()) is None:
                break
            place = after.end()
        if many > 1 and _ENDS.match(text, place):
            return said, frozenset(found)
    return None


def _characters(item: re.Match[str]) -> set[str]:
    shown = list(_RANGE.finditer(item[0]))
    if shown:  # `letters (a-z)`
        return {chr(code) for one in shown for code in range(ord(one["low"]), ord(one["high"]) + 1)}
    return set(next(characters for place, (_, characters) in enumerate(_SORTS) if item[f"s{place}"]))
