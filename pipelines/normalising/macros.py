"""Macros expanded as the preprocessor does it, where a program has nothing that only a compiler can tell.

The algorithm is that of the standard's text (ISO C++ 15.6; D. Prosser 1986): arguments are expanded before they are put in
unless they stand beside # or ##, and a macro's name is not expanded within what came from it. Nothing is read but the
program's text: an #include stays as it is.

Unfit: conditions on other than macros of the program itself or names that nobody defines, #line, #error, `__LINE__` and its
like, `__VA_OPT__`, names with an underscore in front that the headers may look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mutators.programs.c_family.lexing import Dialect, tokens
from pipelines.normalising.pieces import Piece, Unfit, pieces_of, text_of

MOST_PIECES = 200_000
"""Macros that double each other grow without bound."""
_CONTINUED = re.compile(r"\\[ \t]*\r?\n")
_DIRECTIVE = re.compile(r"\s*(?:#|%:)\s*([A-Za-z_]*)\s*(.*)", re.DOTALL)
_DEFINE = re.compile(r"([^\W\d]\w*)(\([^()]*\))?(.*)", re.DOTALL)
_DEFINED = re.compile(r"(!?)\s*defined\s*(?:\(\s*(\w+)\s*\)|(\w+))")
_COMMENT = re.compile(r'//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
_OF_THE_PLACE = frozenset(
    {
        "__LINE__",
        "__FILE__",
        "__COUNTER__",
        "__DATE__",
        "__TIME__",
        "__INCLUDE_LEVEL__",
        "_Pragma",
        "__VA_OPT__",
        "__has_include",
    }
)
_OF_A_PLACE_TO_RUN = re.compile(r"[A-Z0-9_]*(?:LOCAL|DEBUG|DBG|JUDGE|HOME|TEST|EVAL)[A-Z0-9_]*")
"""Names by which programs tell whether they run at home; nobody defines them here."""
_KEPT = frozenset({"include", "pragma", "ident"})


@dataclass(frozen=True, slots=True)
class _Macro:
    """`parameters` is None for one that takes none; the last may be `...`."""

    name: str
    parameters: tuple[str, ...] | None
    body: tuple[Piece, ...]


@dataclass(slots=True)
class _Condition:
    """An open #if: whether what follows is compiled, and whether a branch of it was."""

    active: bool
    met: bool


class _Program:
    """One pass through a program."""

    def __init__(self) -> None:
        self._macros: dict[str, _Macro] = {}
        self._conditions: list[_Condition] = []
        self._written: list[Piece] = []
        self._waiting: list[Piece] = []
        self._reserved = ""

    def expanded(self, pieces: Sequence[Piece], behind: str) -> str:
        for piece in pieces:
            if piece.kind == "directive":
                self._flush()
                self._obey(piece)
            elif self._active():
                if piece.text in _OF_THE_PLACE:
                    raise Unfit(f"it uses {piece.text}")
                self._waiting.append(piece)
        self._flush()
        if self._conditions:
            raise Unfit("an #if has no #endif")
        return text_of(self._written, behind)

    def _active(self) -> bool:
        return all(one.active for one in self._conditions)

    def _flush(self) -> None:
        self._written += self._expand(self._waiting)
        self._waiting = []

    def _obey(self, piece: Piece) -> None:
        match = _DIRECTIVE.fullmatch(_CONTINUED.sub("", _without_comments(piece.text)))
        word, rest = (match[1], match[2].strip()) if match else ("", "")
        if word in ("if", "ifdef", "ifndef", "elif", "else", "endif"):
            self._branch(word, rest)
        elif not self._active():
            return
        elif word in _KEPT:
            if word == "include" and self._reserved:
                raise Unfit(f"{self._reserved} is defined before an #include, which may look at it")
            if word == "include" and rest[:1] not in ('"', "<"):
                raise Unfit("an #include names a macro")
            self._written.append(piece)
        elif word == "define":
            macro = _macro_of(rest)
            self._macros[macro.name] = macro
            if macro.name.startswith("_"):
                self._reserved = macro.name
        elif word == "undef":
            self._macros.pop(rest, None)
        elif word:
            raise Unfit(f"it has #{word}")

    def _branch(self, word: str, rest: str) -> None:
        if word in ("if", "ifdef", "ifndef"):
            told = self._holds(word, rest) if self._active() else False
            self._conditions.append(_Condition(told, told))
            return
        if not self._conditions:
            raise Unfit(f"an #{word} has no #if")
        if word == "endif":
            self._conditions.pop()
            return
        condition = self._conditions.pop()
        outside = self._active()
        told = outside and not condition.met and (word == "else" or self._holds("if", rest))
        self._conditions.append(_Condition(told, condition.met or told))

    def _holds(self, word: str, rest: str) -> bool:
        if word != "if":
            return self._knows(rest) == (word == "ifdef")
        if rest in ("0", "1"):
            return rest == "1"
        match = _DEFINED.fullmatch(rest)
        if match is None:
            raise Unfit(f"it has the condition #if {rest[:40]}")
        return self._knows(match[2] or match[3]) != bool(match[1])

    def _knows(self, name: str) -> bool:
        """Whether the program defines it. Most other names a header or the compiler may define."""
        if name in self._macros:
            return True
        if name.startswith("_") or not _OF_A_PLACE_TO_RUN.fullmatch(name):
            raise Unfit(f"it asks whether {name[:40]} is defined")
        return False

    def _expand(self, pieces: Sequence[Piece]) -> list[Piece]:
        waiting = list(reversed(pieces))
        done: list[Piece] = []
        while waiting:
            piece = waiting.pop()
            macro = self._macros.get(piece.text) if piece.kind == "word" and piece.text not in piece.hidden else None
            arguments: list[list[Piece]] | None = []
            if macro is not None and macro.parameters is not None:
                arguments = _take_arguments(waiting, macro)
                if arguments is None:
                    macro = None  # a name without arguments is no use of it
            if macro is None:
                done.append(piece)
            else:
                made = self._substituted(macro, arguments or [], piece)
                waiting += reversed(made)
            if len(done) + len(waiting) > MOST_PIECES:
                raise Unfit(f"its macros expand to more than {MOST_PIECES} tokens")
        return done

    def _substituted(self, macro: _Macro, arguments: list[list[Piece]], use: Piece) -> list[Piece]:
        """A macro's body with its arguments in it; all of it is hidden from the macro's name."""
        given = dict(zip((_name_of(one) for one in macro.parameters or ()), arguments, strict=True))
        made: list[Piece] = []
        paste = False
        place = 0
        while place < len(macro.body):
            piece = macro.body[place]
            beside = macro.body[place + 1].text if place + 1 < len(macro.body) else ""
            if piece.text == "##" and made and place + 1 < len(macro.body):
                paste = True
                place += 1
                continue
            if piece.text == "#" and macro.parameters is not None:
                if beside not in given:
                    raise Unfit(f"# stands before no parameter in {macro.name}")
                one = [Piece("string", _as_string(given[beside]), piece.before)]
                place += 1
            elif piece.text in given:
                raw = paste or beside == "##"
                one = list(given[piece.text]) if raw else self._expand(given[piece.text])
                if not one and raw:
                    raise Unfit(f"an empty argument stands beside ## in {macro.name}")
                one = [replace(first, before=piece.before or "") for first in one[:1]] + one[1:]
            else:
                one = [piece]
            if paste:
                one = [_pasted(made.pop(), one[0]), *one[1:]]
                paste = False
            made += one
            place += 1
        hidden = use.hidden | {macro.name}
        made = [replace(one, hidden=one.hidden | hidden, before=_one_blank(one.before)) for one in made]
        return [replace(one, before=use.before) for one in made[:1]] + made[1:]


def _macro_of(text: str) -> _Macro:
    match = _DEFINE.fullmatch(text)
    if match is None:
        raise Unfit(f"it has #define {text[:40]}")
    name, parameters, body = match[1], match[2], match[3]
    if name == "defined" or name in _OF_THE_PLACE:
        raise Unfit(f"it defines {name}")
    if parameters is None and body[:1] == "(":
        raise Unfit(f"the parameters of {name} cannot be read")
    names = None if parameters is None else tuple(filter(None, (one.strip() for one in parameters[1:-1].split(","))))
    for one in names or ():
        if one != "..." and not one.isidentifier():
            raise Unfit(f"{name} has the parameter {one[:40]}")
    found, _ = pieces_of(f"0 {body.strip()}")  # a # at the beginning would be read as a directive
    found = [replace(one, before="") if place == 0 else one for place, one in enumerate(found[1:])]
    for piece in found:
        if piece.text in _OF_THE_PLACE:
            raise Unfit(f"it uses {piece.text}")
    return _Macro(name, names, tuple(found))


def _name_of(parameter: str) -> str:
    return "__VA_ARGS__" if parameter == "..." else parameter


def _take_arguments(waiting: list[Piece], macro: _Macro) -> list[list[Piece]] | None:
    """The arguments of a use, taken from what follows it, which is in reverse; None where none follow."""
    assert macro.parameters is not None
    if not waiting or waiting[-1].text != "(":
        return None
    rest_is_one = macro.parameters[-1:] == ("...",)
    found: list[list[Piece]] = [[]]
    depth, place = 1, len(waiting) - 2
    while place >= 0:
        piece = waiting[place]
        depth += (piece.text == "(") - (piece.text == ")")
        if not depth:
            break
        if piece.text == "," and depth == 1 and not (rest_is_one and len(found) == len(macro.parameters)):
            found.append([])
        else:
            found[-1].append(piece)
        place -= 1
    if depth:
        raise Unfit(f"the arguments of {macro.name} do not end before a directive or the text does")
    if not macro.parameters and found == [[]]:
        found = []
    if rest_is_one and len(found) == len(macro.parameters) - 1:
        found.append([])
    if len(found) != len(macro.parameters):
        raise Unfit(f"{macro.name} takes {len(macro.parameters)} arguments, not {len(found)}")
    del waiting[place:]
    return found


def _as_string(argument: Sequence[Piece]) -> str:
    spelled = ""
    for place, piece in enumerate(argument):
        text = piece.text
        if piece.kind in ("string", "char"):
            if text.startswith(("R", "u8R", "LR", "uR", "UR")):
                raise Unfit("a raw string becomes a string")
            text = text.replace("\\", "\\\\").replace('"', '\\"')
        spelled += (" " if place and piece.before else "") + text
    return f'"{spelled}"'


def _pasted(left: Piece, right: Piece) -> Piece:
    text = left.text + right.text
    read = tokens(text, Dialect.CPP)
    if len(read) != 1 or read[0].kind == "directive":
        raise Unfit(f"## makes no token of {text[:40]}")
    return Piece(read[0].kind, text, left.before, left.hidden & right.hidden)


def _one_blank(before: str) -> str:
    """What stands before a token within a macro's use: comments and line ends of arguments become a blank."""
    return " " if before else ""


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: match[0] if match[0][0] in "\"'" else " ", text)


def expand_macros(source: str) -> str:
    """The program without the macros that it defines. Raises Unfit."""
    if "??" in source and re.search(r"\?\?[=/'()!<>-]", source):
        raise Unfit("it has what may be a trigraph")
    return _Program().expanded(*pieces_of(source))
