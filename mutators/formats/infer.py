"""From example inputs to the format that explains them with the least: the way in to this package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from mutators.formats.columns import columns
from mutators.formats.examples import example
from mutators.formats.kinds import unlikeliness, with_counters, with_indices, with_kinds, with_lengths, with_seen
from mutators.formats.naming import named
from mutators.formats.nodes import Format, Kind, Line, List, Parsed, Repeat, Token, Values, walk
from mutators.formats.observations import with_observations
from mutators.formats.parsing import DECIMAL, FormatMismatch, parse
from mutators.formats.rendering import render
from mutators.formats.structure import structures
from mutators.formats.tightening import tightened

MAX_ROUNDS = 8
MAX_STARTING_EXAMPLES, MAX_STARTING_CHARACTERS = 8, 20_000
SKIPPING_BLANKS = 2.0
"""How much cheaper a format without the blank lines must be."""
MOST_PREFERRED, PREFERRED_SLACK = 16, 3.5
"""Where something else speaks for one format or another, so many are looked at that are so much dearer than the cheapest."""
Preference: TypeAlias = Callable[[Format, Sequence[str]], float]
"""(format, inputs) -> how much speaks for it beside the inputs: so much dearer it may be. The names in it are not the last."""


def infer(inputs: Sequence[str], prefer: Preference | None = None) -> Format | None:
    """The format of these inputs; None if there are none. Every one of them parses under it, and renders as it was.

    It is looked for in a few of the smaller inputs and then tried on all; those that do not fit join the few. Where no
    structure fits them all the format is lines of numbers or of text. `prefer` tells apart those that explain the inputs
    nearly as cheaply.
    """
    texts = sorted(dict.fromkeys(inputs), key=lambda text: (len(text), text))
    if not texts:
        return None
    chosen = _starting(texts)
    for _ in range(MAX_ROUNDS):
        found = _explain([texts[place] for place in chosen], prefer)
        failed, parsed = _tried(found, texts)
        if not failed:
            final = _finished(found, texts, parsed)
            if final is not None:
                return final
            break
        fresh = [place for place in failed if place not in chosen]
        if not fresh:
            break
        chosen = sorted({*chosen, *fresh[:2], fresh[len(fresh) // 2]})
    raw = _raw(texts)
    return _finished(raw, texts, [parse(raw, text) for text in texts])


def _starting(texts: Sequence[str]) -> list[int]:
    """Numbers of the inputs to begin with: the smallest, and others spread over what is not too long."""
    fitting = [place for place, text in enumerate(texts) if place == 0 or len(text) <= MAX_STARTING_CHARACTERS // 4]
    spread = [fitting[place * (len(fitting) - 1) // (MAX_STARTING_EXAMPLES - 1)] for place in range(MAX_STARTING_EXAMPLES)]
    chosen: list[int] = []
    left = MAX_STARTING_CHARACTERS
    for place in dict.fromkeys(spread):
        if not chosen or len(texts[place]) <= left:
            chosen.append(place)
            left -= len(texts[place])
    return chosen


def _explain(texts: Sequence[str], prefer: Preference | None) -> Format:
    """The likeliest format of these few."""
    kept = _cheapest(texts, False, prefer)
    if any("" in map(str.strip, text.strip().split("\n")[1:-1]) for text in texts) or kept is None or _uncounted(kept[1]):
        skipped = _cheapest(texts, True, prefer)
        if skipped and (not kept or skipped[0] + SKIPPING_BLANKS < kept[0]):
            return skipped[1]
    return kept[1] if kept else _raw(texts)


def _uncounted(format: Format) -> bool:
    """Whether nothing says how long its lines of numbers are: some of them may be left out where they would be empty."""
    return any(isinstance(one, List) and one.count is None and not one.sizes for _, one in walk(format.body))


def _cheapest(texts: Sequence[str], skip_blank_lines: bool, prefer: Preference | None) -> tuple[float, Format] | None:
    """The cheapest structure once the tokens are looked at, with its price."""
    best: tuple[float, Format] | None = None
    examples = [example(text, skip_blank_lines) for text in texts]
    for structure in structures(examples) if prefer is None else structures(examples, MOST_PREFERRED, PREFERRED_SLACK):
        format = Format(with_counters(structure.body), skip_blank_lines)
        try:
            seen = columns(format.body, _values(format, texts))
            words = {name: [tuple(map(str, one.values)) for one in sequences] for name, sequences in seen.items()}
            format = replace(format, body=with_counters(tightened(format.body, words)))
            values = _values(format, texts)
            format = replace(format, body=with_kinds(format.body, columns(format.body, values)))
            seen = columns(format.body, _values(format, texts))
        except FormatMismatch:  # the search sees tokens only: text lines at the end may turn out to be missing
            continue
        format = replace(format, body=with_lengths(format.body, seen))
        price = structure.cost + unlikeliness(format.body, seen)
        if prefer is not None:
            price -= prefer(format, texts)
        if best is None or price < best[0]:
            best = price, format
    return best


def _values(format: Format, texts: Sequence[str]) -> list[Values]:
    return [parse(format, text).values for text in texts]


def _tried(format: Format, texts: Sequence[str]) -> tuple[list[int], list[Parsed]]:
    """Numbers of the texts that do not fit, and what the others hold."""
    failed: list[int] = []
    found: list[Parsed] = []
    for place, text in enumerate(texts):
        try:
            parsed = parse(format, text)
        except FormatMismatch:
            failed.append(place)
            continue
        if render(format, parsed) == text:
            found.append(parsed)
        else:
            failed.append(place)
    return failed, found


def _finished(format: Format, texts: Sequence[str], parsed: Sequence[Parsed]) -> Format | None:
    """The format with everything that all the inputs show; None if some does not survive it."""
    values = [one.values for one in parsed]
    seen = columns(format.body, values)
    body = with_lengths(with_kinds(format.body, seen), seen)
    if body != format.body:
        failed, parsed = _tried(replace(format, body=body), texts)
        if failed:
            return None
        seen = columns(body, [one.values for one in parsed])
    body = with_indices(with_seen(body, seen), seen)
    return replace(format, body=named(with_observations(body, seen)))


def _raw(texts: Sequence[str]) -> Format:
    """Lines until the end, of numbers where there is nothing else, and of text otherwise: every input is of this format."""
    if all(map(DECIMAL.fullmatch, chain.from_iterable(map(str.split, texts)))):
        return Format((Repeat("records", None, (Line((List(Token("a"), None),)),)),))
    return Format((Repeat("records", None, (Line((Token("text", Kind.TEXT),)),)),))
