"""A C, C++ or Java program read: its tokens with their brackets, the heads of its statements, its functions.

No grammar is followed: what is recognised are the forms that programs for contests have, and what is not recognised is left
alone. Places are numbers of tokens, preprocessor lines not counted, unless they are called characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutators.programs.c_family.directives import Macro, left_out, macros
from mutators.programs.c_family.lexing import Dialect, Token, tokens
from mutators.programs.c_family.templates import angles
from mutators.programs.c_family.vocabulary import words
from mutators.programs.reach import Span, dead_spans
from mutators.programs.records import Change

_OPENING = {"(": ")", "[": "]", "{": "}"}
HEADS = frozenset({"if", "while", "for", "switch", "catch", "synchronized"})
_NO_STATEMENT = HEADS | {"{", "}", ";", "else", "do"}
_AFTER_FUNCTION = frozenset({"const", "override", "noexcept", "final"})
MOST_NESTED = 200
"""Brackets in brackets: deeper than that stands no program."""
MOST_LOOKED_AT = 500
"""No statement has more tokens, those in brackets not counted: a search ends there."""
_ROOTS = frozenset({"main", "operator", "run", "compare", "compareTo", "equals", "hashCode", "apply", "toString"})
"""Functions that are called although nothing in the program says so: by the language, or by its library."""
_IDLE_CALLS = words(
    "assert static_assert sync_with_stdio tie setprecision setw precision setfill reserve exit fflush setvbuf fclose free "
    "freopen srand mt19937 close flush ios sizeof alignas decltype Thread BufferedReader BufferedInputStream "
    "DataInputStream"
)
"""Calls whose arguments change no output."""


class TooDeep(Exception):
    """Brackets stand in brackets more than MOST_NESTED times: that is no program."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A simple statement: its first token, and the semicolon at its end."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Function:
    """The definition of a function: its name, the bracket of its parameters, the braces of its body."""

    name: int
    parameters: int
    opening: int
    closing: int


class Unit:
    """A program's tokens. `texts`, `kinds`, `starts` and `ends` (characters) go by the token's number.

    After the last one stands an empty token of the kind "end", which has the number -1, too. `partner`: the bracket that
    belongs to one, -1 where there is none. `around`: the innermost open bracket, -1 at the top. `typed`: the token is part of a
    type's arguments: `<int, 3>`. `idle`: a change there makes no sense. `heads`: opening bracket -> the word (or macro) before
    it, of `if (...)` and its like.
    """

    def __init__(self, source: str, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        found = tokens(source, dialect)
        directives = [one for one in found if one.kind == "directive"]
        code = [one for one in found if one.kind != "directive"]
        self._size = len(code)
        code.append(Token("end", "", len(source), len(source)))  # what stands beside the first and the last token
        self.texts = [one.text for one in code]
        self.kinds = [one.kind for one in code]
        self.starts = [one.start for one in code]
        self.ends = [one.end for one in code]
        self.macros: dict[str, Macro] = macros(directives)
        self.partner, self.around = _brackets(self.texts)
        self.typed = angles(self.texts, self.kinds, self.partner, dialect)
        self.heads = self._heads()
        self._ends: dict[int, int] = {}
        self.functions = list(self._functions())
        self.idle = self._idle(left_out(directives, len(source)))
        self.statements = list(self._statements())

    def __len__(self) -> int:
        return self._size

    def text(self, first: int, end: int) -> str:
        """The source from the token `first` up to the token before `end`."""
        return self.source[self.starts[first] : self.ends[end - 1]]

    def change(self, first: int, end: int, text: str, operator: str) -> Change:
        """Another text for the tokens from `first` up to the one before `end`; a blank where two tokens would become one."""
        start, stop = self.starts[first], self.ends[end - 1]
        before, after = self.source[start - 1 : start], self.source[stop : stop + 1]
        if text and _sticks(before, text[0]):
            text = f" {text}"
        if text and _sticks(text[-1], after):
            text = f"{text} "
        return Change(start, stop, text, operator)

    def before(self, place: int) -> str:
        """The token before; "" at the start."""
        return self.texts[place - 1] if place > 0 else ""

    def at(self, place: int) -> str:
        """The token at a place; "" outside of the program."""
        return self.texts[place] if 0 <= place < self._size else ""

    def find(self, first: int, end: int, *wanted: str) -> int:
        """The first of the wanted tokens from `first` on that is in no bracket opened since; -1: none among MOST_LOOKED_AT."""
        place = first
        for _ in range(MOST_LOOKED_AT):
            if place >= end:
                break
            if self.texts[place] in wanted and not self.typed[place]:
                return place
            closing = self.partner[place]
            place = closing + 1 if closing > place else place + 1
        return -1

    def split(self, opening: int) -> list[tuple[int, int]]:
        """What stands between the commas in a pair of brackets: (first, end) of each; [] for an empty pair."""
        first, closing = opening + 1, self.partner[opening]
        found = []
        while first < closing:
            comma = self.find(first, closing, ",")
            found.append((first, closing if comma < 0 else comma))
            first = closing if comma < 0 else comma + 1
        return found

    def body(self, head: int) -> tuple[int, int]:
        """The statement after the head whose bracket opens at `head`: (first, end), the semicolon or brace within."""
        chain = [head]
        while chain[-1] not in self._ends and self.partner[chain[-1]] + 2 in self.heads:
            chain.append(self.partner[chain[-1]] + 2)
        end = self._ends.get(chain[-1], -1)
        if end < 0:
            first = self.partner[chain[-1]] + 1
            if self.at(first) == "{":
                end = self.partner[first] + 1 if self.partner[first] > 0 else len(self)
            else:
                last = self.find(first, len(self), ";", "}")
                end = last + 1 if last >= 0 else len(self)
        self._ends.update(dict.fromkeys(chain, end))
        return self.partner[head] + 1, end

    def function_at(self, place: int) -> Function | None:
        """The innermost function whose body the token is in."""
        inside = [one for one in self.functions if one.opening < place < one.closing]
        return max(inside, key=lambda one: one.opening) if inside else None

    def _heads(self) -> dict[int, str]:
        found = {}
        for place, text in enumerate(self.texts):
            if text == "(" and place and self.partner[place] > place and self.kinds[place - 1] == "word":
                word = self.texts[place - 1]
                constant = word == "constexpr" and self.at(place - 2) == "if"
                if word in HEADS or constant or (word in self.macros and self.macros[word].is_loop):
                    found[place] = word
        return found

    def _functions(self) -> Iterator[Function]:
        """A word, brackets, perhaps what may stand behind these, a brace."""
        for place, text in enumerate(self.texts):
            closing = self.partner[place]
            if text != "(" or closing < place or place in self.heads or not place or self.kinds[place - 1] != "word":
                continue
            behind = closing + 1
            while self.at(behind) in _AFTER_FUNCTION:
                behind += 1
            if self.at(behind) in ("->", ":", "throws"):
                behind = self.find(behind, min(behind + 60, len(self)), "{", ";")
            if self.at(behind) == "{" and self.partner[behind] > behind and self.before(place - 1) not in (".", "new", "="):
                yield Function(place - 1, place, behind, self.partner[behind])

    def _idle(self, unread: list[tuple[int, int]]) -> bytearray:
        """Functions that nothing calls, what is not compiled, arguments of calls that change no output."""
        spans = [Span(self.texts[one.name], self.starts[one.name], self.ends[one.closing]) for one in self.functions]
        dead = [*unread, *((one.start, one.end) for one in dead_spans(self.source, spans, _ROOTS))]
        idle = bytearray(len(self) + 1)
        places = iter(range(len(self)))
        place = next(places, None)
        for start, end in sorted(dead):
            while place is not None and self.starts[place] < start:
                place = next(places, None)
            while place is not None and self.starts[place] < end:
                idle[place] = 1
                place = next(places, None)
        for place, text in enumerate(self.texts):
            closing = self.partner[place]
            if closing > place and (
                (text == "(" and self.before(place) in _IDLE_CALLS)
                or (text == "{" and "enum" in (self.before(place), self.before(place - 1), self.before(place - 2)))
                or (text == "[" and self.at(place + 1) == "[")
            ):
                idle[place:closing] = b"\1" * (closing - place)
        return idle

    def _statements(self) -> Iterator[Statement]:
        for place in range(len(self)):
            if not self.idle[place] and self._begins(place):
                end = self.find(place, len(self), ";", "{", "}")
                if end >= 0 and self.texts[end] == ";" and self.around[end] == self.around[place]:
                    yield Statement(place, end)

    def _begins(self, place: int) -> bool:
        """Whether a statement may begin here."""
        around = self.around[place]
        if (around >= 0 and self.texts[around] != "{") or self.texts[place] in _NO_STATEMENT:
            return False
        before = self.before(place)
        if before in ("", ";", "{", "}", "else", "do"):
            return True
        if before == ")":
            return self.partner[place - 1] in self.heads
        return before == ":" and self.before(place - 1) != ":" and _is_label(self, place - 1)


def _is_label(unit: Unit, colon: int) -> bool:
    """Whether the colon ends `case x:`, `default:` or a label, rather than being part of `a ? b : c`."""
    place = colon - 1
    while place >= 0 and colon - place < 8 and unit.texts[place] not in (";", "{", "}", "?", "(", ")"):
        if unit.texts[place] in ("case", "default", "public", "private", "protected"):
            return True
        place -= 1
    return False


def _brackets(texts: list[str]) -> tuple[list[int], list[int]]:
    """Partners and surroundings. A bracket of the wrong kind closes nothing. Raises TooDeep."""
    partner, around = [-1] * len(texts), [-1] * len(texts)
    open_: list[int] = []
    for place, text in enumerate(texts):
        if text in (")", "]", "}") and open_ and _OPENING[texts[open_[-1]]] == text:
            partner[place] = open_.pop()
            partner[partner[place]] = place
        around[place] = open_[-1] if open_ else -1
        if text in _OPENING:
            if len(open_) >= MOST_NESTED:
                raise TooDeep
            open_.append(place)
    return partner, around


def _sticks(left: str, right: str) -> bool:
    """Whether two characters side by side could be one token, or the start of a comment."""
    both_words = (left.isalnum() or left in "_$") and (right.isalnum() or right in "_$")
    return bool(left and right) and (both_words or (left in "+-*/%&|^=!<>" and right in "+-*/&|=<>"))
