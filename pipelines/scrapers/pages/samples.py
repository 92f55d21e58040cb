"""Samples that a statement shows under headings: `Sample Input 1` and its `pre`, `Example` with `Input:` and `Output:` in it.

Sites whose samples have markup of their own read it themselves; this is for statements that people wrote by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.scrapers.pages.markup import Element, line, own_line, verbatim
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Test
from schemas.text import excerpt

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LABELS = _HEADINGS | {"p", "b", "strong", "dt", "th", "span", "div", "font", "em", "i", "u", "center"}
"""Elements in which labels are found; only headings close the section before them."""
_LONGEST_LABEL = 60
_OUTPUT = re.compile(
    r"(?:(?:sample|example|expected) ?(?:test ?)?(?:case ?)?#?\d* ?outputs?\b"
    r"|outputs? (?:(?:sample|example)|(?:for|of|to) (?:the )?(?:sample|example))"
    r"|(?:出力例|入力例\d*に対する出力|サンプル出力)).{0,24}"
)
_INPUT = re.compile(
    r"(?:(?:sample|example) ?(?:test ?)?(?:case ?)?#?\d* ?inputs?\b|inputs? (?:sample|example)|(?:入力例|サンプル入力)).{0,24}"
)
_EXAMPLE = re.compile(r"(?:sample|example)s?(?: ?(?:test ?)?(?:case)?s?)?(?: ?(?:no\.?|#)? ?\d+)?")
_PLAIN = re.compile(r"(input|output)s?(?: ?(?:no\.?|#)? ?\d+)?")
_LABEL_LINE = re.compile(
    r"^[ \t]*(?:(?:sample|example) )?(input|output)s?(?: ?#?\d+)?[ \t]*:?[ \t]*\n", re.IGNORECASE | re.MULTILINE
)
_MARK = re.compile("\ue000(input|output|)\ue001[ \\t]*\\n?")
"""A bold label inside a `pre`; private use: no font has these characters, and no page."""


@dataclass(slots=True)
class _Reading:
    """Where the reading of a statement stands: what the next `pre` is, whether an example has begun, what was found."""

    awaited: str = ""
    in_example: bool = False
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def labelled_samples(root: Element) -> tuple[Test, ...]:
    """The samples under headings, () where there are none. Raises MarkupChanged where inputs and outputs do not pair up.

    Where no `pre` stands under a label, the text does that follows it, line by line without the white space around it.
    """
    reading = _Reading()
    passed: set[Element] = set()  # what lies in a `pre` was read with it
    for element in root.iter():
        if element.getparent() in passed:
            passed.add(element)
        elif element.tag == "pre":
            passed.add(element)
            _read_pre(element, reading)
        elif element.tag in _LABELS:
            _read_label(element, reading)
    if not reading.inputs and not reading.outputs:
        _read_prose(root, reading)
    if len(reading.inputs) != len(reading.outputs):
        raise MarkupChanged("sample output", f"{len(reading.outputs)} of them for {len(reading.inputs)} sample inputs")
    return tuple(Test(*pair) for pair in zip(reading.inputs, reading.outputs, strict=True))


def label_text(element: Element) -> str:
    """A label as it is compared: in one line, small letters, without a colon and without the button beside it."""
    text = own_line(element) or line(element)
    return unicodedata.normalize("NFKC", text[: _LONGEST_LABEL + 1]).lower().strip(" :.-\u2022")


def _read_label(element: Element, reading: _Reading) -> bool:
    """Let a label say what comes next. Returns whether the element is one."""
    text = label_text(element)
    if len(text) > _LONGEST_LABEL or not text:
        return False
    plain = _PLAIN.fullmatch(text)
    if _OUTPUT.fullmatch(text):
        reading.awaited = "output"
    elif _INPUT.fullmatch(text):
        reading.awaited = "input"
    elif _EXAMPLE.fullmatch(text):
        reading.awaited, reading.in_example = "", True
    elif plain and reading.in_example:
        reading.awaited = plain[1]
    elif element.tag in _HEADINGS:
        reading.awaited, reading.in_example = "", False
    else:
        return False
    return True


def _read_pre(pre: Element, reading: _Reading) -> None:
    for label, text in _labelled_parts(pre, reading.awaited) or [(reading.awaited, verbatim(pre))]:
        _take(label, text, reading)
    reading.awaited = ""


def _labelled_parts(pre: Element, awaited: str) -> list[tuple[str, str]]:
    """(label, text) of a `pre` that holds inputs and outputs under labels of their own; [] for any other.

    Under a heading that says what it is, only bold labels are some: the sample itself may have a line `Input`.
    """

    def mark(element: Element) -> str | None:
        if element.tag not in ("b", "strong", "u"):
            return None
        match = re.search(r"\b(input|output)s?\b", label_text(element))
        return f"\ue000{match[1] if match else ''}\ue001"

    marked = _MARK.split(verbatim(pre, mark))
    if len(marked) < 5 and not awaited:
        marked = _LABEL_LINE.split(verbatim(pre))
    labels = [label.lower() for label in marked[1::2]]
    named = [label for label in labels if label]
    if marked[0].strip() or named != ["input", "output"] * (len(named) // 2):
        return []
    texts = [text.removesuffix("\n") if text.endswith("\n\n") else text for text in marked[2::2]]
    return list(zip(labels, texts, strict=True))


def _take(label: str, text: str, reading: _Reading) -> None:
    if label == "input":
        if len(reading.inputs) > len(reading.outputs):
            raise MarkupChanged("sample output", f"none before the input {excerpt(text, 40)!r}")
        reading.inputs += (text,)
    elif label == "output":
        if len(reading.inputs) <= len(reading.outputs):
            raise MarkupChanged("sample input", f"none before the output {excerpt(text, 40)!r}")
        reading.outputs += (text,)


def _read_prose(root: Element, reading: _Reading) -> None:
    """Samples that are text between labels."""
    reading.awaited, reading.in_example = "", False
    taken: list[str] = []

    def take() -> None:
        lines = [line.strip() for line in "".join(taken).strip().splitlines()]
        if lines:
            _take(reading.awaited, "\n".join(lines) + "\n", reading)
        taken.clear()

    ahead: list[Element | str] = [root]
    while ahead:
        item = ahead.pop()
        if isinstance(item, str):
            taken.append(item)
        elif item.tag in _LABELS and _begins(item, reading, take):
            continue
        else:
            if item.tag in ("p", "div", "br", "li", "tr"):
                taken.append("\n")
            for child in reversed(list(item)):
                ahead += [child.tail or "", child]
            ahead.append(item.text or "")
    take()


def _begins(element: Element, reading: _Reading, take: Callable[[], None]) -> bool:
    """Whether a label begins something new; what was taken before it goes to the label before."""
    probe = _Reading(reading.awaited, reading.in_example)
    if not _read_label(element, probe):
        return False
    take()
    reading.awaited, reading.in_example = probe.awaited, probe.in_example
    return True
