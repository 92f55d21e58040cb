"""Which < and > are brackets around the arguments of a type, and not relations."""

from __future__ import annotations

from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.vocabulary import BUILT_IN_TYPES, words

TEMPLATES = words(
    "template vector pair map set multiset multimap unordered_map unordered_set unordered_multimap unordered_multiset queue "
    "deque stack priority_queue list array tuple bitset function greater less greater_equal less_equal equal_to plus minus "
    "multiplies numeric_limits static_cast dynamic_cast const_cast reinterpret_cast make_pair make_tuple get hash complex "
    "unique_ptr shared_ptr weak_ptr make_unique make_shared optional variant initializer_list basic_string span "
    "uniform_int_distribution uniform_real_distribution istream_iterator ostream_iterator max min valarray forward "
    "is_same enable_if enable_if_t conditional tree gp_hash_table cc_hash_table rope"
)
"""Names after which < opens a bracket, except where nothing closes it."""
_CLOSING = {">": 1, ">>": 2, ">>>": 3}
_ALLOWED = frozenset({"::", ",", "*", "&", "?", "...", ".", "[", "]", "-", "+"})
_BEHIND_UNKNOWN = frozenset({"(", "::", "{"})
_MOST_TOKENS = 200


def angles(texts: list[str], kinds: list[str], partner: list[int], dialect: Dialect) -> bytearray:
    """For each token whether it is such a bracket or stands within a pair. C has none of them."""
    typed = bytearray(len(texts))
    if dialect is Dialect.C:
        return typed
    reached = 0
    own: set[str] = set()
    """Classes of the program's own that have arguments."""
    for place, text in enumerate(texts):
        if text == "operator":
            end = next((one for one in range(place + 1, min(place + 4, len(texts))) if texts[one] == "("), place + 1)
            typed[place + 1 : end] = b"\1" * (end - place - 1)
        if text != "<" or place < reached or not place or typed[place] or kinds[place - 1] != "word":
            continue
        name = texts[place - 1]
        known = name in TEMPLATES or name in own or (dialect is Dialect.JAVA and name[0].isupper() and not name.isupper())
        end = _closing(texts, kinds, partner, place)
        if end > 0 and (known or _fits(texts, kinds, place, end)):
            typed[place : end + 1] = b"\1" * (end + 1 - place)
            reached = end
            if name == "template" and end + 2 < len(texts) and texts[end + 1] in ("class", "struct", "using"):
                own.add(texts[end + 2])
    return typed


def _closing(texts: list[str], kinds: list[str], partner: list[int], opening: int) -> int:
    """The token that closes the bracket; -1 where something stands inside that no type has."""
    depth, place = 1, opening + 1
    while place < min(len(texts), opening + _MOST_TOKENS):
        text = texts[place]
        if text == "<":
            depth += 1
        elif text in _CLOSING:
            depth -= _CLOSING[text]
            if depth <= 0:
                return place
        elif text == "(" and partner[place] > place:
            place = partner[place]
        elif kinds[place] not in ("word", "number") and text not in _ALLOWED:
            return -1
        place += 1
    return -1


def _fits(texts: list[str], kinds: list[str], opening: int, closing: int) -> bool:
    """Whether behind the bracket stands what follows a type: `a < b, c > d` does not look like one inside brackets."""
    behind = closing + 1
    if behind >= len(texts) or all(kinds[place] == "number" for place in range(opening + 1, closing)):
        return False
    words = {texts[place] for place in range(opening + 1, closing) if kinds[place] == "word"}
    return texts[behind] in _BEHIND_UNKNOWN or kinds[behind] == "word" or words <= BUILT_IN_TYPES
