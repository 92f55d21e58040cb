"""A given input changed in its structure: counts follow lengths, values stay within the limits."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mutators.formats import Parsed, fit, recount, render
from mutators.formats.nodes import Atom, Field, Kind, List, Repeat, Token, Value, Values
from mutators.generation import sites, texts
from mutators.generation.domains import Domain
from mutators.generation.filling import Filler, Impossible, as_number, begun, written
from mutators.generation.knowledge import Knowledge
from mutators.generation.ordering import imposed
from mutators.generation.repairing import repaired
from mutators.generation.sequences import EDITS
from mutators.generation.shapes import SHAPES, log_uniform
from mutators.generation.styles import Style

MAX_EDITS = 5
MAX_GROWTH = 40
"""By an edit a size becomes at most so large, or twice what it was: `large` inputs are made otherwise."""


def edited(knowledge: Knowledge, rng: Random) -> tuple[str, int, tuple[str, ...]] | None:
    """A random parent with one or more edits: (text, place of the parent, edits); None where none applied.

    Counts are right; that values are within their limits is tried, not certain.
    """
    if not knowledge.parents:
        return None
    place, parent = rng.choice(knowledge.parents)
    other = rng.choice(knowledge.parents)[1].values
    values = parent.values
    names: list[str] = []
    for _ in range(20):
        found = _edit(knowledge, values, other, rng)
        if found is not None and found[0] != values:
            values = found[0]
            names.append(found[1])
            if len(names) >= MAX_EDITS or rng.random() < 0.5:
                break
    if not names:
        return None
    values = repaired(knowledge, fit(knowledge.format, recount(knowledge.format, values)), rng)
    return render(knowledge.format, Parsed(values)), place, tuple(names)


def _edit(knowledge: Knowledge, values: Values, other: Values, rng: Random) -> tuple[Values, str] | None:
    """One edit at a random place, and its name."""
    found = sites.pick(knowledge.format.fields, values, rng)
    if found is None:
        return None
    route, one = found
    value = sites.at(values, route)
    if isinstance(value, tuple):
        if isinstance(one, Repeat) and rng.random() < 0.4:
            return _column_edit(knowledge, values, route, one, value, rng)
        if isinstance(one, List) and value and rng.random() < 0.6:
            return _list_edit(knowledge, values, route, one, value, rng)
        name = rng.choice(list(EDITS))
        beside = sites.same(route, other, rng)
        changed = EDITS[name](value, beside if isinstance(beside, tuple) else (), rng)
        if changed is None:
            return None
        fresh = sites.replaced(values, route, changed)
        return (recount(knowledge.format, fresh) if len(changed) != len(value) else fresh), name
    assert isinstance(one, Token)
    domain = knowledge.domains[one.name]
    if (domain.counting or domain.indexed) and isinstance(value, int):
        size = _new_size(domain, value, rng)
        return fit(knowledge.format, sites.replaced(values, route, size)), "resize"
    atom, name = _new_atom(knowledge, domain, value, values, sites.known(knowledge.format.fields, values, route), rng)
    return sites.replaced(values, route, atom), name


def _new_size(domain: Domain, value: int, rng: Random) -> int:
    top = min(domain.high, max(2 * value, MAX_GROWTH))
    size = rng.choice((value + 1, value - 1, domain.low, log_uniform(rng, domain.low, max(domain.low, top))))
    return min(max(size, domain.low), domain.high)


def _list_edit(
    knowledge: Knowledge, values: Values, route: sites.Route, one: List, items: Values, rng: Random
) -> tuple[Values, str] | None:
    """The elements drawn anew, all negated, or one of them changed."""
    domain = knowledge.domains[one.name]
    known = sites.known(knowledge.format.fields, values, route)
    if rng.random() < 0.5 or domain.text:
        row = rng.randrange(len(items))
        item = items[row]
        assert not isinstance(item, tuple)
        atom, name = _new_atom(knowledge, domain, item, values, known, rng, items)
        return sites.replaced(values, route, (*items[:row], atom, *items[row + 1 :])), name
    fresh, name = _redrawn(knowledge, domain, items, known, rng)
    return sites.replaced(values, route, fresh), name


def _column_edit(
    knowledge: Knowledge, values: Values, route: sites.Route, one: Repeat, rows: Values, rng: Random
) -> tuple[Values, str] | None:
    """One column of the rows: shuffled, sorted, made equal, drawn anew."""
    places = [place for place, item in enumerate(one.fields) if isinstance(item, Token)]
    if not places or not rows:
        return None
    place = rng.choice(places)
    item = one.fields[place]
    assert isinstance(item, Token)
    domain = knowledge.domains[item.name]
    column = tuple([row[place] for row in rows if isinstance(row, tuple)])
    if domain.text or domain.counting or rng.random() < 0.4:
        name = rng.choice(("shuffle", "sort", "reverse", "make_equal", "repeat_some", "rotate"))
        fresh = EDITS[name](column, (), rng)
    else:
        fresh, name = _redrawn(knowledge, domain, column, sites.known(knowledge.format.fields, values, route), rng)
    if fresh is None:
        return None
    changed = tuple(
        [(*row[:place], new, *row[place + 1 :]) for row, new in zip(rows, fresh, strict=True) if isinstance(row, tuple)]
    )
    fresh_values = sites.replaced(values, route, changed)
    return (fit(knowledge.format, fresh_values) if domain.counting else fresh_values), f"column_{name}"


def _redrawn(knowledge: Knowledge, domain: Domain, items: Values, known: dict[str, object], rng: Random) -> tuple[Values, str]:
    """The numbers negated, ranked, or of another shape."""
    numbers = [value for value in items if isinstance(value, int)]
    if domain.token.kind is Kind.INTEGER and len(numbers) == len(items) and rng.random() < 0.4:
        name = rng.choice(("negate", "permutation", "mirror"))
        if name == "negate":
            return tuple([-value for value in numbers]), name
        if name == "mirror":
            return tuple([min(numbers) + max(numbers) - value for value in numbers]), name
        ranks = {value: rank for rank, value in enumerate(rng.sample(range(len(numbers)), len(numbers)))}
        return tuple([ranks[place] + max(1, domain.low) for place in range(len(numbers))]), name
    try:
        low, high = Filler(knowledge, rng, Style(), {}).span(domain, known)
    except Impossible:
        return items, "redraw"
    if domain.words:
        return tuple([_any_word(domain, rng) for _ in items]), "redraw"
    name = rng.choice(list(SHAPES))
    drawn = imposed(SHAPES[name](rng, len(items), low, high), domain.traits, domain.base, low, high, rng)
    return tuple([written(value, domain) for value in drawn]), name


def _any_word(domain: Domain, rng: Random) -> Atom:
    word = rng.choice(domain.words)
    return int(word) if domain.token.kind is Kind.INTEGER else word


def _new_atom(
    knowledge: Knowledge,
    domain: Domain,
    value: Atom,
    values: Values,
    known: dict[str, object],
    rng: Random,
    beside: Sequence[Value] = (),
) -> tuple[Atom, str]:
    """Another number or text for one place, and how it was found."""
    if domain.words:
        return _any_word(domain, rng), "another_word"
    if domain.text:
        word, name = _new_word(domain, str(value), rng)
        return begun(str(word), domain), name
    number = as_number(value)
    unit = 10**domain.decimals
    ticks = int(number * unit) if not isinstance(number, str) else domain.low
    try:
        low, high = Filler(knowledge, rng, Style(), {}).span(domain, {name: as_number(one) for name, one in known.items()})  # type: ignore[arg-type]
    except Impossible:
        low, high = domain.low, domain.high
    way = rng.randrange(6)
    if way == 0:
        fresh, name = ticks + rng.choice((1, -1)), "step"
    elif way == 1:
        fresh, name = rng.choice((low, high, low + 1, high - 1)), "bound"
    elif way == 2:
        fresh, name = SHAPES["magnitudes"](rng, 1, low, high)[0], "change_number"
    elif way == 3:
        fresh, name = rng.choice((0, 1, -ticks, 2 * ticks, ticks // 2)), "simple_number"
    else:
        pool = [one for one in beside if isinstance(one, int)] or _some_numbers(knowledge.format.fields, values, rng)
        some = [rng.choice(pool) for _ in range(2)] if pool else [ticks, ticks]
        fresh, name = (
            (rng.choice((some[0], some[0] + 1, some[0] - 1)), "neighbour")
            if way == 4
            else (rng.choice((some[0] + some[1], some[0] - some[1])), "sum_of_two")
        )
        fresh *= unit
    return written(min(max(fresh, low), high), domain), name


def _some_numbers(block: Sequence[Field], values: Values, rng: Random) -> list[int]:
    """The numbers of a random sequence of the input."""
    for _ in range(4):
        found = sites.pick(block, values, rng)
        if found is None:
            continue
        value = sites.at(values, found[0])
        if isinstance(value, int):
            return [value]
        if isinstance(value, tuple) and isinstance(found[1], List):
            return [one for one in value if isinstance(one, int)]
    return []


def _new_word(domain: Domain, word: str, rng: Random) -> tuple[Atom, str]:
    """A text with some characters changed, repeated, cut, turned round, or another one."""
    alphabet = domain.alphabet.replace(" ", "") or "a"
    fixed = domain.token.length is not None
    way = rng.choice(
        ("change_character", "swap_characters", "reverse_text", "sort_text", "redraw_text", "repeat_text", "cut_text")
    )
    if way == "reverse_text":
        return word[::-1], way
    if way == "sort_text":
        return "".join(sorted(word)), way
    if way == "swap_characters" and len(word) > 1:
        one, two = sorted(rng.sample(range(len(word)), 2))
        return word[:one] + word[two] + word[one + 1 : two] + word[one] + word[two + 1 :], way
    if way == "redraw_text" or not word:
        top = max(domain.low, min(domain.high, 2 * len(word) + 5))
        size = len(word) if fixed else rng.randint(domain.low, top)
        return texts.SHAPES[texts.shape_for(rng, alphabet)](rng, size, alphabet), "redraw_text"
    if way == "repeat_text" and not fixed and 2 * len(word) <= domain.high:
        return word + rng.choice((word, word[::-1], word[0], word[-1])), way
    if way == "cut_text" and not fixed and len(word) > domain.low:
        start = rng.choice((0, len(word) - domain.low, rng.randrange(len(word))))
        found = word[:start] or word[start:]
        return (found if len(found) >= domain.low else word[: max(1, domain.low)]), way
    place = rng.randrange(len(word))
    return word[:place] + rng.choice(alphabet) + word[place + 1 :], "change_character"
