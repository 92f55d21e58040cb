"""Programs that no compiler takes, found without opening a sandbox for each: of a weak model's samples these are most.

Nothing is decided here that the engine would decide otherwise. Python programs are parsed many at a time by the interpreter
that would run them, in the sandbox, for a text can be made to harm whoever parses it; one that ends the parser is left to the
engine. C and C++ programs are looked at for what no compiler forgives: brackets that do not match, no word `main`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from types import TracebackType

from pipelines.execution.engine import Engine, Session
from schemas.execution import MEBIBYTE, Program, RunLimits, Verdict
from schemas.language import Language

PARSER = Program(
    Language.PYTHON3,
    """import json
import sys
import warnings

warnings.simplefilter("ignore")
for text in json.load(sys.stdin):
    try:
        compile(text, "program", "exec", dont_inherit=True)
        print(1, flush=True)
    except (SyntaxError, ValueError):
        print(0, flush=True)
    except Exception:
        print(1, flush=True)
""",
)
PARSER_LIMITS = RunLimits(cpu_s=20.0, memory_bytes=2048 * MEBIBYTE, output_bytes=MEBIBYTE)
LONGEST_PARSED = 1 << 16
"""Characters; longer programs are rare and left to the engine."""
_CLIKE = (Language.C, Language.CPP)
_UNSCREENED = re.compile(r'#\s*(?:define|if|include\s*"|pragma)|##|R"|\?\?|<[%:]|%[>:]|:>|\d\'|\\\r?\n')
"""What can give brackets or words to a program that its text does not show: macros, conditions, raw strings, trigraphs,
digraphs, digit separators, lines that go on."""
_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|\w+|[()\[\]{}]', re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}


def surely_broken(source: str) -> bool:
    """Whether no compiler of C or C++ makes a program of the text. False where that is not plain to see."""
    if _UNSCREENED.search(source):
        return False
    open_brackets: list[str] = []
    has_main = False
    for token in _TOKEN.findall(source):
        if token == "main":
            has_main = True
        elif token in "([{":
            open_brackets.append(token)
        elif token in _PAIRS and (not open_brackets or open_brackets.pop() != _PAIRS[token]):
            return True
    return bool(open_brackets) or not has_main


class Screen:
    """Finds the programs that need not be opened; the parser stays open between blocks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Session | None = None

    def broken(self, programs: Sequence[Program]) -> list[bool]:
        """Whether each program is one that does not compile; False where only the engine can say."""
        found = [one.language in _CLIKE and surely_broken(one.source) for one in programs]
        python = [
            place
            for place, one in enumerate(programs)
            if one.language is Language.PYTHON3 and one.source.strip() and len(one.source) <= LONGEST_PARSED
        ]
        for place, parses in zip(python, self._parse([programs[place].source for place in python]), strict=True):
            found[place] = not parses
        return found

    def _parse(self, texts: Sequence[str]) -> list[bool]:
        """Whether each text parses; what the parser did not come to, because one before ended it, counts as parsing."""
        if not texts:
            return []
        if self._session is None:
            self._session = self._engine.open(PARSER)
        run = self._session.run(json.dumps(texts).encode(), PARSER_LIMITS)
        said = run.output.split() if self._session.verdict is Verdict.OK else []
        return [one != b"0" for one in said[: len(texts)]] + [True] * (len(texts) - len(said))

    def close(self) -> None:
        """End the parser; the screen may be used again."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
