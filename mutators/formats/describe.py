"""A format in words, for a person: what stands on which line at the left, what was seen of it at the right."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.formats.nodes import Count, Format, Kind, Line, List, Node, Observation, Repeat, Seen, Token

MAX_SHOWN = 60
WIDEST_SHAPE = 48


def describe(format: Format) -> str:
    """Aligned lines such as `a_1 .. a_n   integers 1..50 seen, distinct`."""
    rows = list(_block(format.body, ""))
    if format.skip_blank_lines:
        rows.append(("(blank lines anywhere)", ""))
    width = max((len(shape) for shape, _ in rows if len(shape) <= WIDEST_SHAPE), default=0)
    return "\n".join(f"{shape:{width}}  {notes}".rstrip() for shape, notes in rows)


def _block(body: tuple[Node, ...], indent: str) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, Line):
            yield indent + (" ".join(map(_shape, node.items)) or "(blank line)"), "; ".join(map(_notes, node.items))
        else:
            yield indent + _head(node), _observed(node.observations)
            yield from _block(node.body, indent + "  ")
            if node.terminator is not None:
                yield indent + node.terminator, ""


def _head(node: Repeat) -> str:
    if node.count is None:
        return f"{node.name}: until " + ("the end" if node.terminator is None else f"the line {node.terminator!r}")
    single = len(node.body) == 1 and isinstance(node.body[0], Line)
    return f"{node.name}: {node.count} {'lines' if single else 'times'}"


def _shape(item: Token | List) -> str:
    if isinstance(item, Token):
        return f"<{item.name}>" if item.kind is Kind.TEXT else item.name
    return f"{item.name}_1 .. {item.name}_{_index(item.count)}"


def _index(count: Count | None) -> str:
    if count is None:
        return "?"
    shown = str(count)
    return shown if shown.isalnum() else f"({shown})"


def _notes(item: Token | List) -> str:
    token = item.token if isinstance(item, List) else item
    start = f"{token.name}: " if isinstance(item, Token) else ""
    notes = [_kind(token, isinstance(item, List)) + _range(token)]
    if token.length is not None:
        notes.append(f"length {token.length}")
    elif token.kind in (Kind.WORD, Kind.TEXT) and token.seen.occurrences:
        notes.append(f"length {_span(token.seen.shortest, token.seen.longest)} seen")
    if isinstance(item, List) and item.sizes:
        notes.append("as many as the token before says: " + _cut(", ".join(f"{tag} {size}" for tag, size in item.sizes)))
    if token.observations:
        notes.append(_observed(token.observations))
    return start + ", ".join(notes)


def _kind(token: Token, several: bool) -> str:
    name = "string of bits" if token.kind is Kind.WORD and _bits(token.seen) else token.kind.value
    return name.replace("string", "strings") if several and name.startswith("string") else name + "s" * several


def _bits(seen: Seen) -> bool:
    return bool(seen.alphabet) and set(seen.alphabet) <= {"0", "1"}


def _range(token: Token) -> str:
    seen = token.seen
    if token.within is not None:
        bounds = f"1..{token.within}" if token.index_base else f"0..{Count(token.within.variables, offset=-1)}"
        return f" {bounds}"
    if seen.low is not None and seen.high is not None:
        return f" {_span(seen.low, seen.high)} seen"
    if seen.words:
        return " " + _cut("|".join(seen.words))
    return f" over {_cut(_alphabet(seen.alphabet))}" if seen.alphabet and not _bits(seen) else ""


def _span(low: int, high: int) -> str:
    return _number(low) if low == high else f"{_number(low)}..{_number(high)}"


def _number(value: int) -> str:
    shown = str(value)
    return shown if len(shown) <= 24 else f"{shown[:3]}...{shown[-3:]} ({len(shown.lstrip('-'))} digits)"


def _alphabet(characters: str) -> str:
    """Characters in order, three or more neighbours as a range."""
    parts: list[str] = []
    place = 0
    while place < len(characters):
        end = place
        while end + 1 < len(characters) and ord(characters[end + 1]) == ord(characters[end]) + 1:
            end += 1
        run = characters[place : end + 1]
        parts.append(run if len(run) < 4 or not run.isalnum() else f"{run[0]}-{run[-1]}")
        place = end + 1
    return ascii("".join(parts))[1:-1]


def _observed(observations: tuple[Observation, ...]) -> str:
    return ", ".join(one.name.replace("_", " ") for one in observations)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."
