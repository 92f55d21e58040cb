"""Blocks whose rows are of several sorts: what holds in the rows of each, by the statement or else by the examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from mutators.constraints.alternatives import told
from mutators.constraints.by_columns import Row, rows_of, surely_kept
from mutators.constraints.evaluation import Places, field_at
from mutators.constraints.expressions import Expression, Number, Variable, replaced
from mutators.constraints.limits import OBSERVED, Limit, stated_ends
from mutators.constraints.notation import Plain
from mutators.constraints.records import Compare, Constraint
from mutators.formats.nodes import Format, Kind, List, Path, Repeat, Token, Value, Values, walk
from mutators.formats.parsing import integer

MOST_SORTS = 8
_KINDS = re.compile(r"\b(?:types?|kinds?|quer(?:y|ies)|operations?|commands?|events?|instructions?|updates?|actions?)\b", re.I)
_AT_LEAST_ONE = re.compile(
    r"\bat least one (?:\w+ ){0,3}(?:query|operation|command|event|question|update|line|action)|\bone of the \w+ is of", re.I
)
ROWS_UNLIKE = 3
"""Two numbers of a row that index the same are kept unlike where so many rows have them so."""


@dataclass(frozen=True, slots=True)
class Sort:
    """The rows that begin with `tag`. `columns`: names of the values behind it, unlike all others; other names are the
    statement's. `observed`: not stated, but true of every example. `words`: of the columns that are no numbers, those seen.
    """

    tag: str
    columns: tuple[str, ...]
    compares: tuple[Compare, ...]
    observed: tuple[Compare, ...]
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A block of rows of several sorts, at `path`. `needed`: tags of which every input has a row."""

    path: Path
    sorts: tuple[Sort, ...]
    needed: tuple[str, ...] = ()

    def sort(self, tag: str) -> Sort | None:
        return next((one for one in self.sorts if one.tag == tag), None)


def tagged(
    text: Plain | None, format: Format, examples: Sequence[Values], places: Places, limited: frozenset[Path]
) -> tuple[Tagged, ...]:
    """The blocks of rows of several sorts. `limited`: the fields that the statement bounds as if all rows were of one sort."""
    found = []
    for path, one in walk(format.body):
        if isinstance(one, Repeat) and _may_be(one):
            rows = [list(rows_of(format, values, path)) for values in examples]
            each = [row for example in rows for row in example]
            block = _block(text, path, one, each, places, limited)
            if block is not None:
                needed = text is not None and _AT_LEAST_ONE.search(text.text)
                always = [one.tag for one in block.sorts if all(any(row[1] == one.tag for row in rows_) for rows_ in rows)]
                named = _spoken_of(needed[0], always, text) if text is not None and needed else always
                found.append(replace(block, needed=tuple(named)) if needed else block)
    return tuple(found)


def _spoken_of(words: str, tags: Sequence[str], text: Plain) -> Sequence[str]:
    """The one of the tags whose row is told to be what the words end with (`total l r  a question`); all where none is."""
    noun = re.escape(words.split()[-1])
    shown = [tag for tag in tags if re.search(rf"(?m)(?<![\w.]){re.escape(tag)}(?!\w)[^\n.]{{0,90}}\b{noun}\b", text.text)]
    return shown if len(shown) == 1 else tags


def needs_a_sort(sentence: str, blocks: Sequence[Tagged]) -> bool:
    """Whether the sentence only says that there is a row of some sort, and blocks keep to that."""
    return any(block.needed for block in blocks) and _AT_LEAST_ONE.search(sentence) is not None


def _may_be(one: Repeat) -> bool:
    first = one.fields[0] if one.fields else None
    if len(one.body) > 1 or not isinstance(first, Token) or first.kind not in (Kind.WORD, Kind.INTEGER) or len(one.fields) < 2:
        return False
    if one.queries:
        return len(one.fields) == 2
    if not all(isinstance(item, Token) and item.kind in (Kind.WORD, Kind.INTEGER) for item in one.fields):
        return False
    if first.kind is Kind.INTEGER:
        return first.seen.low in (0, 1) and (first.seen.high or 0) <= MOST_SORTS
    return first.length is None or not first.length.variables


def _block(
    text: Plain | None, path: Path, one: Repeat, rows: Sequence[Row], places: Places, limited: frozenset[Path]
) -> Tagged | None:
    tags = sorted({tag for _, tag, _ in rows})
    widths = {tag: len(next(values for _, other, values in rows if other == tag)) for tag in tags}
    if not 2 <= len(tags) <= MOST_SORTS:
        return None
    said = told(text, widths) if text is not None else {}
    first = one.fields[0]
    assert isinstance(first, Token)
    if not said and not one.queries:
        spoken = text is not None and _KINDS.search(text.text)
        if any((*path, place) in limited for place in range(len(one.fields))):
            return None
        if not spoken or (first.kind is Kind.WORD and not first.seen.words and len(rows) >= 2 * len(tags)):
            return None
        if first.kind is Kind.WORD and any(len(tag) > 12 for tag in tags):
            return None
    sorts = []
    for tag in tags:
        mine = [row for row in rows if row[1] == tag]
        columns = tuple(f"{tag}:{place + 1}" for place in range(widths[tag]))
        stated: tuple[Compare, ...] = ()
        if tag in said:
            meant: dict[str, str] = dict(zip(said[tag].names, columns, strict=True))
            own = (_in_names(compare, meant, places, path) for compare in said[tag].compares)
            stated = tuple(one for one in own if one is not None and _holds(one, columns, mine, places))
        observed = tuple(_observed(columns, mine, stated, places))
        words = tuple(_words([row[2][place] for row in mine]) for place in range(widths[tag]))
        sorts.append(Sort(tag, columns, stated, observed, words))
    return Tagged(path, tuple(sorts))


def _in_names(one: Compare, meant: Mapping[str, str], places: Places, path: Path) -> Compare | None:
    """The comparison with its names of columns as this block's; None where one is neither of a column nor of what is read."""
    names: dict[Expression, Expression] = {}
    for name in one.variables:
        if name.base in meant:
            names[name] = Variable(meant[name.base])
        elif name.name not in places or not _around(places[name.name], path):
            return None
    return replace(one, left=replaced(one.left, names), right=replaced(one.right, names))


def _around(outer: Path, path: Path) -> bool:
    """Whether a field at `outer` stands around the block at `path`, so that its rows see one value of it."""
    return outer[:-1] == path[: len(outer) - 1] and len(outer) <= len(path) and outer != path


def _words(values: Sequence[Value]) -> tuple[str, ...]:
    """The different texts of a column that has others than integers."""
    if all(isinstance(integer(str(value)), int) for value in values):
        return ()
    return tuple(sorted({str(value) for value in values}))


def broken(one: Compare, columns: Sequence[str], row: Row, places: Places) -> bool:
    """Whether a row breaks the comparison; not where that cannot be told."""

    def value(name: Variable) -> object:
        found = row[2][columns.index(name.name)] if name.name in columns else row[0].get(places.get(name.name, ()))
        return integer(found) if isinstance(found, str) else found

    return one.holds(value) is False


def _holds(one: Compare, columns: Sequence[str], rows: Sequence[Row], places: Places) -> bool:
    return not any(broken(one, columns, row, places) for row in rows)


def _observed(columns: tuple[str, ...], rows: Sequence[Row], stated: Sequence[Compare], places: Places) -> Iterator[Compare]:
    """Ranges and orders that the rows show, of columns of which nothing is stated in that direction."""
    numbers: dict[str, list[int]] = {}
    for place, name in enumerate(columns):
        column = [integer(str(row[2][place])) for row in rows]
        whole = [value for value in column if isinstance(value, int)]
        if len(whole) == len(column):
            numbers[name] = whole
    stated_of = {name.name for one in stated for name in one.variables}
    tops = sorted({name for name, path in places.items() if _is_number(rows, path)})
    for name, values in numbers.items():
        below, above = (_bounded(name, stated, way) for way in (False, True))
        if not below:
            yield Compare(Variable(name), "≥", Number(min(1, *values) if above else min(values)), OBSERVED)
        if not above:
            free = min(values) >= 1 and not _bounded_by_number(name, stated)
            top = _top(name, columns, rows, tops, places) if free else None
            yield Compare(Variable(name), "≤", top or Number(max(values)), OBSERVED)
    for one, other in combinations([name for name in numbers if name not in stated_of], 2):
        for relation in ("<", "≤"):
            compare = Compare(Variable(one), relation, Variable(other), OBSERVED)
            if _holds(compare, columns, rows, places):
                yield compare
                break
        else:
            unlike = Compare(Variable(one), "≠", Variable(other), OBSERVED)
            same = (top := _top(one, columns, rows, tops, places)) is not None and top == _top(
                other, columns, rows, tops, places
            )
            if same and len(rows) >= ROWS_UNLIKE and _holds(unlike, columns, rows, places):
                yield unlike


def _is_number(rows: Sequence[Row], path: Path) -> bool:
    return all(isinstance(row[0].get(path), int) for row in rows)


def _bounded(name: str, stated: Sequence[Compare], above: bool) -> bool:
    """Whether something is stated of how far the column goes up, or down."""
    sides = [(one.left, one.relation in ("≤", "<")) for one in stated if one.relation != "≠"]
    sides += [(one.right, one.relation in ("≥", ">")) for one in stated if one.relation != "≠"]
    return (Variable(name), above) in sides


def _bounded_by_number(name: str, stated: Sequence[Compare]) -> bool:
    """Whether a number is stated that the column is compared with, as those of amounts are and those of indices seldom."""
    return any({Variable(name)} == set(one.variables) and one.relation != "≠" for one in stated)


def _top(name: str, columns: tuple[str, ...], rows: Sequence[Row], tops: Sequence[str], places: Places) -> Variable | None:
    """The first number of the input that the column never exceeds: what it may be an index of."""
    for top in tops:
        if _holds(Compare(Variable(name), "≤", Variable(top), OBSERVED), columns, rows, places):
            return Variable(top)
    return None


def offences(block: Tagged, format: Format, values: Values, places: Places, careful: bool) -> Iterator[str]:
    """What in the rows of the block breaks what is stated of their sorts, and with `careful` what was observed."""
    seen: set[str] = set()
    rows = list(rows_of(format, values, block.path))
    told_of = {one.tag: (one.columns, everything(one) if careful else one.compares) for one in block.sorts}
    if len(block.path) == 1 and surely_kept(rows, told_of, places):
        seen.update(row[1] for row in rows)
        rows = []
    for row in rows:
        sort = block.sort(row[1])
        seen.add(row[1])
        if sort is None or len(sort.columns) != len(row[2]):
            yield f"a row {' '.join(map(str, (row[1], *row[2])))[:60]!r}, of which no example has one"
            return
        for one in (*sort.compares, *(sort.observed if careful else ())):
            if broken(one, sort.columns, row, places):
                shown = " ".join(map(str, (row[1], *row[2])))[:60]
                yield f"a row {shown!r}, but of such rows the statement says {one}: {one.source!r}"
                return
    missing = next((tag for tag in block.needed if tag not in seen), None)
    if missing is not None:
        yield f"no row of the sort {missing!r}, of which every input has one"


def with_sorts(
    found: Sequence[Limit], blocks: Sequence[Tagged], format: Format, constraints: Sequence[Constraint], places: Places
) -> tuple[Limit, ...]:
    """The limits, those of the values behind tags as wide as the widest sort needs."""
    changed = {limit.path: limit for limit in found}
    for block in blocks:
        node = field_at(format, block.path)
        assert isinstance(node, Repeat)
        lows, highs = stated_ends(format, [*constraints, *(one for sort in block.sorts for one in everything(sort))], places)
        for place, item in enumerate(node.fields[1:], 1):
            names = [
                name for sort in block.sorts for at, name in enumerate(sort.columns, 1) if at == place or isinstance(item, List)
            ]
            limit = changed[*block.path, place]
            ends = [(lows.get(name), highs.get(name)) for name in names]
            least, most = [low for low, _ in ends if low], [high for _, high in ends if high]
            if limit.of_length or not least or not most:
                continue
            low, high = min(least, key=lambda end: end.value), max(most, key=lambda end: end.value)
            stated = [low.source != OBSERVED, high.source != OBSERVED]
            changed[limit.path] = replace(
                limit,
                low=low.value,
                high=high.value,
                low_from=low.source,
                high_from=high.source,
                low_stated=stated[0],
                high_stated=stated[1],
                relative=(),
            )
    return tuple(changed[limit.path] for limit in found)


def everything(sort: Sort) -> tuple[Compare, ...]:
    """What is stated of the rows and what was observed."""
    return (*sort.compares, *sort.observed)


def field_names(block: Tagged, format: Format) -> frozenset[str]:
    """The names of the format's fields that hold the values of the rows."""
    node = field_at(format, block.path)
    assert isinstance(node, Repeat)
    return frozenset(item.name for item in node.fields)


def tag_name(block: Tagged, format: Format) -> tuple[str, ...]:
    """The name of the format's field that holds the tags, alone."""
    node = field_at(format, block.path)
    assert isinstance(node, Repeat)
    return (node.fields[0].name,)
