"""The demo's statements as HTML in three parts, whatever they are written in; formulas stay TeX, for each site to write."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

_OPEN, _CLOSE = "\ue010", "\ue011"  # private use: no statement has them
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_MATH = re.compile(r"\\\[(.+?)\\\]|\$(.+?)\$", re.DOTALL)
_HEADING = re.compile(r"<h2>(.*?)</h2>")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says, as HTML: `legend` is what stands before the section on the input."""

    legend: str
    input: str
    output: str

    def written(self, formula: Callable[[str], str]) -> Statement:
        """With every formula as `formula` writes it: TeX without delimiters in, HTML out."""

        def write(part: str) -> str:
            return _MARKED.sub(lambda match: formula(html.unescape(match[1])), part)

        return Statement(write(self.legend), write(self.input), write(self.output))


def between(before: str, after: str) -> Callable[[str], str]:
    """Formulas between two delimiters, escaped for HTML."""
    return lambda tex: f"{before}{html.escape(tex, quote=False)}{after}"


def read(package: Path) -> Statement:
    """The English statement of a demo package. Raises ValueError where it is not in the three parts that all of them have."""
    (path,) = package.glob("*statement/problem.en.*")
    source = path.read_text(encoding="utf-8")
    page = {".md": _of_markdown, ".tex": _of_latex, ".html": _of_html}[path.suffix](source)
    legend, *rest = _HEADING.split(page)
    if rest[::2] != ["Input", "Output"]:
        raise ValueError(f"{path}: expected the sections Input and Output, got {rest[::2]}")
    return Statement(legend.strip(), rest[1].strip(), rest[3].strip())


def _marked(match: re.Match[str]) -> str:
    return _OPEN + html.escape(html.unescape(match[1] or match[2]).strip(), quote=False) + _CLOSE


def _of_markdown(source: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(_marked(match))
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    page = MarkdownIt("commonmark").render(_MATH.sub(keep, source))
    return _MARKED.sub(lambda match: kept[int(match[1])], page)


def _of_html(source: str) -> str:
    return re.sub(r"<h1>.*?</h1>", "", source)


def _of_latex(source: str) -> str:
    """The few commands that the demo's statements use."""
    text = re.sub(r"\\problemname\{.*?\}", "", _MATH.sub(_marked, html.escape(source, quote=False)))
    text = re.sub(r"\\section\*\{(.*?)\}", r"\n\n<h2>\1</h2>\n\n", text)
    text = re.sub(r"\\texttt\{(.*?)\}", r"<code>\1</code>", text)
    text = re.sub(r"\\emph\{(.*?)\}", r"<em>\1</em>", text, flags=re.DOTALL).replace("--", "–")
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "\n".join(block if block.startswith("<h2>") else f"<p>{block}</p>" for block in blocks)
