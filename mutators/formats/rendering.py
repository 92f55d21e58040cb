"""Values back to text: the inverse of parsing."""

from __future__ import annotations

from itertools import dropwhile

from mutators.formats.nodes import Format, Line, List, Node, Parsed, Repeat, Values


def render(format: Format, parsed: Parsed) -> str:
    """The text of the values: `render(f, parse(f, text)) == text`.

    Of changed or new values the plain text, each line ended by a newline. Nothing is checked (see `validity.mismatches`).
    """
    spacing = parsed.spacing
    lines = plain_lines(format, parsed.values)
    for number, plain, odd in spacing.odd:
        if number < len(lines) and lines[number] == plain:
            lines[number] = odd
    if spacing.tail is None:
        return "".join([line + spacing.newline for line in lines])
    lines = list(dropwhile(lambda line: not line.strip(), reversed(lines)))[::-1]
    return spacing.newline.join(lines) + spacing.tail


def plain_lines(format: Format, values: Values) -> list[str]:
    """The lines of the values, tokens separated by single blanks."""
    found: list[str] = []
    _block(format.body, values, found)
    return [line for line in found if line] if format.skip_blank_lines else found


def _block(body: tuple[Node, ...], values: Values, found: list[str]) -> None:
    place = 0
    for node in body:
        if isinstance(node, Line):
            end = place + len(node.items)
            found.append(_line(node, values[place:end]))
            place = end
        else:
            _repeat(node, values[place], found)
            place += 1


def _repeat(node: Repeat, rows: object, found: list[str]) -> None:
    assert isinstance(rows, tuple), f"{node.name}: expected repetitions, got {rows!r}"
    if len(node.body) == 1 and isinstance(node.body[0], Line):  # the rule for long inputs, and the fast way for them
        line = node.body[0]
        found.extend([_line(line, row) for row in rows])
    else:
        for row in rows:
            _block(node.body, row, found)
    if node.terminator is not None:
        found.append(node.terminator)


def _line(line: Line, values: Values) -> str:
    if not line.items or not isinstance(line.items[-1], List):
        return " ".join(map(str, values if not values or values[-1] != "" else values[:-1]))
    listed = values[-1]
    assert isinstance(listed, tuple), f"{line.items[-1].name}: expected a list, got {listed!r}"
    return " ".join(map(str, values[:-1] + listed))
