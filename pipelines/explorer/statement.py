"""A statement as HTML: plain text, Markdown or LaTeX as sources leave it, formulas as MathML.

Everything of the statement is escaped; the tags that come out are put in here and nowhere else. Tags that a statement holds are
shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from pipelines.explorer.mathml import formula

MOST_CHARACTERS = 60_000
"""The rest of a longer statement is shown as it stands."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_MATH = re.compile(
    r"\$\$\$(?P<three>[^$]{1,2000})\$\$\$|\$\$(?P<two>[^$]{1,2000})\$\$|(?<!\\)\$(?P<one>[^$\n]{1,2000}(?:\n[^$\n]{1,200})?)(?<!\\)\$"
    r"|\\\((?P<round>.{1,2000}?)\\\)|\\\[(?P<square>.{1,2000}?)\\\]",
    re.DOTALL,
)
_VERBATIM = re.compile(
    r"\\begin\{(verbatim|lstlisting)\}(.{0,8000}?)\\end\{\1\}|^```[^\n]*\n(.{0,8000}?)^```[ \t]*$", re.DOTALL | re.MULTILINE
)
_IS_LATEX = re.compile(r"\\(?:section|subsection|begin|problemname|textbf|textit|texttt|emph|item)\b")
_HEADING = re.compile(
    r"\\(?:sub)*section\*?\{(?P<latex>[^{}]*)\}|\\problemname\{(?P<title>[^{}]*)\}|#{1,6}\s+(?P<hash>.+?)#*|-{3,}(?P<dashes>[^-\n]+)-{3,}"
)
_WORDS = re.compile(
    r"(?:the\s+)?(?:input|output|interaction|constraints?|notes?|scoring|explanations?|(?:sample|example)s?(?:\s+(?:input|output))?"
    r"(?:\s+\d+)?|(?:input|output)\s+(?:format|specification)|sample\s+tests?|examples?)\s*:?",
    re.IGNORECASE,
)
_SAMPLES = re.compile(r"\s*(?:sample|example)", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:\\item(?:\[[^\]]*\])?|[-*•]\s|\d{1,2}[.)]\s)\s*")
_DROPPED = re.compile(
    r"\\(?:begin|end)\{(?:itemize|enumerate|center|description|quote|figure|flushleft|tabular)\*?\}(?:\[[^\]]*\]|\{[^{}]*\})*"
)
_PICTURE = re.compile(
    r"\\includegraphics(?:\[[^\]]*\])?\{([^{}]*)\}|\\illustration\{[^{}]*\}\{([^{}]*)\}\{[^{}]*\}|&lt;image&gt;()|!\[([^\]]*)\]\([^)]*\)"
)
_STYLES = (
    (re.compile(r"\\(?:textbf|bf)\{([^{}]*)\}|\*\*([^*\n]+)\*\*"), "strong"),
    (re.compile(r"\\(?:emph|textit|underline|textsc)\{([^{}]*)\}|(?<![\w*])\*(?![\s*])([^*\n]+)(?<!\s)\*(?![\w*])"), "em"),
    (re.compile(r"\\(?:texttt|url|verb)\{([^{}]*)\}|(?<!`)`([^`\n]+)`(?!`)"), "code"),
)
_POWER = re.compile(r"(?<![\w^])(\d{1,6}|[A-Za-z]|[A-Za-z]_[A-Za-z0-9]{1,3})\^(?:\{([^{}\n]{1,20})\}|(-?\w{1,6}))")
_INDEX = re.compile(r"(?<![\w\\])([A-Za-z])_(?:\{([^{}\n]{1,20})\}|([A-Za-z0-9]{1,3}))(?![\w{])")
_PROSE_CHARACTERS = 60
"""Lines that are longer on average were broken for a screen and are joined."""


def statement_html(text: str) -> str:
    """The statement as safe HTML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    head, rest = text[:MOST_CHARACTERS], text[MOST_CHARACTERS:]
    head = _VERBATIM.sub(lambda found: f"\n\n{keep(_pre(found[2] or found[3] or ''))}\n\n", head)
    head = _MATH.sub(lambda found: keep(_math(found)), head)
    blocks = "\n".join(_blocks(head, is_latex=bool(_IS_LATEX.search(head))))
    html = _KEPT.sub(lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else "", blocks)
    return html + (f"<pre>{escape(rest)}</pre>" if rest else "")


def _pre(text: str) -> str:
    return f"<pre>{escape(text.strip(chr(10)))}</pre>"


def _math(found: re.Match[str]) -> str:
    display = found["two"] or found["square"]
    return formula(display or found["three"] or found["one"] or found["round"] or "", display=bool(display))


def _blocks(text: str, *, is_latex: bool) -> Iterator[str]:
    """The blocks between empty lines and headings."""
    if is_latex:
        text = re.sub(r"(?<!\\)%[^\n]*", "", text)
        text = _DROPPED.sub("\n\n", text)
    lines: list[str] = []
    in_samples = False
    for line in [*text.split("\n"), ""]:
        heading = _heading(line)
        if heading is None and line.strip():
            lines.append(line)
            continue
        if lines:
            yield from _block(lines, is_latex=is_latex, in_samples=in_samples)
            lines = []
        if heading is not None:
            in_samples = bool(_SAMPLES.match(heading)) or (in_samples and heading.strip(" :").lower() in ("input", "output"))
            yield f"<h3>{_inline(heading.strip().rstrip(':'), is_latex=is_latex)}</h3>"


def _heading(line: str) -> str | None:
    stripped = line.strip()
    found = _HEADING.fullmatch(stripped)
    if found:
        return next(group for group in found.groups() if group is not None)
    return stripped if _WORDS.fullmatch(stripped) else None


def _block(lines: list[str], *, is_latex: bool, in_samples: bool) -> Iterator[str]:
    """A paragraph, a list, or text that is meant as it stands."""
    joined = "\n".join(lines)
    if _KEPT.fullmatch(joined.strip()):
        yield joined.strip()
    elif (in_samples and not is_latex and not _is_prose(lines)) or all(re.match(r"(?: {4}|\t|\|)", line) for line in lines):
        yield f"<pre>{escape(joined)}</pre>"
    else:
        first = next((place for place, line in enumerate(lines) if _ITEM.match(line)), len(lines))
        if first:
            yield f"<p>{_paragraph(lines[:first], is_latex=is_latex)}</p>"
        if first < len(lines):
            yield f"<ul>{''.join(_items(lines[first:], is_latex=is_latex))}</ul>"


def _items(lines: list[str], *, is_latex: bool) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        found = _ITEM.match(line)
        if found and held:
            yield f"<li>{_paragraph(held, is_latex=is_latex)}</li>"
            held = []
        held.append(line[found.end() :] if found else line)
    yield f"<li>{_paragraph(held, is_latex=is_latex)}</li>"


def _is_prose(lines: list[str]) -> bool:
    return sum(map(len, lines)) >= _PROSE_CHARACTERS * len(lines) and any(
        character.isalpha() for line in lines for character in line
    )


def _paragraph(lines: list[str], *, is_latex: bool) -> str:
    flows = is_latex or sum(map(len, lines[:-1])) >= _PROSE_CHARACTERS * (len(lines) - 1)
    return _inline(("\n" if flows else _OPEN + _CLOSE).join(line.strip() for line in lines), is_latex=is_latex).replace(
        _OPEN + _CLOSE, "<br>"
    )


def _inline(text: str, *, is_latex: bool) -> str:
    """Text within a block: escaped first, then styled by tags of our own."""
    html = escape(text)
    html = _PICTURE.sub(lambda found: f"[picture {next(filter(None, found.groups()), '')}]".replace(" ]", "]"), html)
    for pattern, tag in _STYLES:
        html = pattern.sub(lambda found, tag=tag: f"<{tag}>{found[1] or found[2] or ''}</{tag}>", html)  # type: ignore[misc]
    if is_latex:
        html = re.sub(r"\\href\{([^{}]*)\}\{([^{}]*)\}", r"\2 (\1)", html)
        html = html.replace("``", "“").replace("&#x27;&#x27;", "”").replace("---", "—").replace("--", "–")
        html = re.sub(r"\\([%$#&_{}])", r"\1", html).replace("\\\\", "<br>").replace("~", "&nbsp;")
    html = _POWER.sub(lambda found: f"{found[1]}<sup>{(found[2] or found[3]).replace('-', '−')}</sup>", html)
    return _INDEX.sub(lambda found: f"{found[1]}<sub>{found[2] or found[3]}</sub>", html)
