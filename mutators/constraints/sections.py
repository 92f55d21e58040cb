"""The parts of a statement, and its sentences with what limits their reach: a condition, a subtask, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mutators.constraints.records import Section

_HEADINGS: dict[Section, str] = {
    Section.INPUT: "input|input (?:format|specification|description|data|file|section)|inntak|inntaksgögn|eingabe|indata"
    "|entrada|entrée|inddata|syöte|wejście|dane wejściowe|входные данные|входные файл|入力|输入|输入格式",
    Section.OUTPUT: "output|output (?:format|specification|description|data|file|section)|úttak|ausgabe|utdata|salida"
    "|saída|sortie|uddata|tuloste|wyjście|dane wyjściowe|выходные данные|出力|输出|输出格式|interaction|interaction protocol",
    Section.CONSTRAINTS: "constraints?|limits?|limitations?|restrictions?|bounds?|constraints and notes|takmarkanir|制約"
    "|数据范围|ограничения|ograniczenia",
    Section.SUBTASKS: "subtasks?|scoring|grading|score|points|test groups?|stigagjöf|poäng|poängsättning|bewertung"
    "|hlutverkefni|подзадачи|система оценки|部分点|podzadania",
    Section.OTHER: r"(?:sample|example|sýni)s?(?: ?#?\d+)?|(?:sample|example) (?:test ?)?"
    r"(?:inputs?|outputs?|cases?|data|explanations?)(?: and outputs?)?(?: ?#?\d+)?|(?:input|output) ?#?\d+"
    r"|notes?|explanations?|explanation of samples?|hints?|remarks?"
    r"|clarifications?|útskýring.{0,20}|入力例.{0,6}|出力例.{0,6}|примеры?|примечание|source|author|background",
    Section.LEGEND: "statement|task|problem|problem statement|problem description|description|story|question",
}
_SPACES = r"[ \t`]*"
_HEADING = re.compile(
    r"(?im)^[ \t`#*=]*(?:the )?(?:"
    + "|".join(f"(?P<{section.name}>{words})" for section, words in _HEADINGS.items())
    + rf"){_SPACES}(?::[ \t]*|[:.=\-*]*{_SPACES}$)"
)
_GROUPS = re.compile(r"\bgroups?\s+points\b|\btest (?:case )?groups?\b", re.IGNORECASE)
_NO_SECTION = re.compile(r"\s*(?:standard (?:input|output)|std(?:in|out)|[\w-]{1,20}\.(?:txt|in|out))?\s*", re.IGNORECASE)
_WRAPPED = re.compile(
    r"(?<=[^\n]{50})\n(?=\S)|(?<=[a-z,])\n(?=(?!(?:one|then|next|followed|finally|lines?|the|each)\b)[a-z]{3,})"
)
"""A line end that only keeps a long line from getting longer."""
_END = re.compile(r"\n[ \t]*\n\s*|(?<=[.!?])[)\"'`]{0,2}\s+(?=[^\W_]|[¿(\-|\"'`])(?![a-z])")
_ABBREVIATED = re.compile(r"(?:\b(?:i\.e|e\.g|resp|no|fig|cf|approx|vs)|\.\.)\.\Z", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|unless|otherwise|for example|for instance|e\.g|suppose|assume that we|in the \w+"
    r" (?:sample|example)|print|output|consider|let us|would)\b",
    re.IGNORECASE,
)
_SUBTASK = re.compile(
    r"\b(?:sub-?tasks?|test ?groups?|\d+ ?(?:points|pts|marks)|(?:test cases|tests) worth"
    r"|(?:small|large) (?:data ?set|input))\b|\b(?!100)\d{1,2} ?(?:%|percent)"
    r"|\b(?:some|half|most) of the (?:tests?|data|cases)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] of the plain text. `conditional`: it says something only about some inputs, or nothing about any."""

    text: str
    start: int
    section: Section
    conditional: bool
    subtask: bool

    @property
    def certain(self) -> str:
        """What of the sentence holds for every input: up to the last bracket that closes before a condition begins."""
        condition = _CONDITION.search(self.text)
        return self.text[: self.text.rfind(")", 0, condition.start()) + 1] if condition else self.text

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def sections(text: str) -> list[tuple[Section, int, int]]:
    """The parts of the text in order: (what, start, end), headings left out.

    Below a heading of samples, `Input` and `Output` are samples too, and so is a second `Input` after an `Output`.
    """
    found: list[tuple[Section, int, int]] = []
    current, start = Section.LEGEND, 0
    seen: set[Section] = set()
    for match in _HEADING.finditer(text):
        section = Section[match.lastgroup or "OTHER"]
        within_samples = current is Section.OTHER and "sample" in match.string[max(0, start - 40) : start].lower()
        if section in (Section.INPUT, Section.OUTPUT) and (section in seen or Section.OTHER in seen):
            section = Section.OTHER
        elif section is Section.LEGEND and seen:
            section = Section.OTHER if within_samples else current
        if current in seen and _NO_SECTION.fullmatch(text, start, match.start()):
            seen.discard(current)  # `input: standard input` among the limits at the top
            section = Section[match.lastgroup or "OTHER"]
        found.append((current, start, match.start()))
        seen.add(section)
        current, start = section, match.end()
    found.append((current, start, len(text)))
    return [(_grouped(one, text, start, end), start, end) for one, start, end in found if start < end]


def _grouped(section: Section, text: str, start: int, end: int) -> Section:
    """What a section is: constraints that come with points are those of subtasks."""
    grouped = section is Section.CONSTRAINTS and _GROUPS.search(text, start, end)
    return Section.SUBTASKS if grouped else section


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of the text in order, each within one section."""
    for section, start, end in sections(text):
        here = start
        for match in _END.finditer(text, start, end):
            stop = match.start()
            if "\n" not in match[0].strip(" ") and _ABBREVIATED.search(text, max(here, stop - 8), stop):
                continue
            if stop > here:
                yield _sentence(text, here, stop, section)
            here = match.end()
        if here < end:
            yield _sentence(text, here, end, section)


def _sentence(text: str, start: int, end: int, section: Section) -> Sentence:
    part = text[start:end]
    for wrapped in _WRAPPED.finditer(text, start, end):  # in the text, for a line may have begun before the sentence
        part = f"{part[: wrapped.start() - start]} {part[wrapped.end() - start :]}"
    return Sentence(part, start, section, _CONDITION.search(part) is not None, _SUBTASK.search(part) is not None)
