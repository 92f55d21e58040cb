"""Bounds of what a statement calls by a noun: `the number of beads is at most 100`, where n is told to be that number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from mutators.constraints.expressions import Expression, Number, Variable
from mutators.constraints.phrases import LIST, NAME, RELATION, names
from mutators.constraints.records import Compare, Section, Sum
from mutators.constraints.sections import Sentence
from mutators.constraints.targets import Known
from mutators.constraints.texts import bounds_at

LONGEST_PHRASE = 90
_ENDS = (
    r"(?=\s*(?:[,.;:()—]|\Z|\s(?:which|that|who|where|whose|and|in (?:one|the)|on|at|for|to|from|with|you|he|she|they|it)\b))"
)
_PHRASE = rf"(?:the|an?|its|his|her|their) (?P<what>[a-z][a-z '-]{{1,{LONGEST_PHRASE}}}?)"
_BEHIND = re.compile(rf"(?<![\w_^|])(?P<name>{NAME})(?:\s*[,:(—-]\s*|\s+(?:is|be|denotes) )(?:denot\w+ |is )?{_PHRASE}{_ENDS}")
"""`n, the number of beads`."""
_BETWEEN = re.compile(
    rf"\b[Tt]he (?P<before>[a-z]+(?: [a-z]+)?) (?P<name>{LIST})"
    r"(?P<of> of (?:the |all |each )?(?P<what>[a-z]+(?: [a-z]+)?))?(?![\w])"
)
"""`the number n of beads`, `the price p`."""
_COUNTED = re.compile(
    rf"\b[Tt]he (?:total )?(?:number|amount|count) of (?P<what>[a-z]+(?: [a-z]+)?) (?P<name>{NAME})(?![\w_(])"
)
"""`the number of beads n`."""
_SO_MANY = re.compile(
    rf"(?<![\w_^|+*/-] )(?<![\w_^|])(?P<name>{NAME}) (?:different |distinct |old |given )?"
    r"(?!(?:is|was|has|does|lies|denotes|means|gives|as|this|its|describes|represents|specifies|equals|follows|stands)\b)(?P<what>[a-z]+s)\b"
)
"""`n beads`."""
_LISTED = re.compile(rf"(?<![\w_^|])(?P<names>{LIST})\s*[,:(]\s*(?P<whats>the [^.;:()]{{3,200}})")
"""`n and m, the number of rows and the number of columns`."""
_TELLS = re.compile(r"[^.;]{0,60}?[,:]\s*(?:i\.e\. )?the (?P<what>[a-z][a-z '-]{1,60}?)" + _ENDS)
_COUNT = re.compile(r"(?:total )?(?:numbers?|amounts?|counts?) of (?:the |all |his |her |their )*", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|on|in|at|for|to|from|with|which|that|who|where|whose|and|shown|per)\b.*", re.DOTALL)
_ARTICLES = re.compile(
    r"\b(?:the|an?|all|each|every|any|these|those|no|its|his|her|their|both|such|different|distinct|given|single)\s+",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"(?:\A|[.,;:]\s|\band\s|\bthat\s)\s*(?P<no>[Nn]o )?(?:(?:[Tt]he|[Aa]ll|[Ee]ach|[Ee]very|[Aa]ny|[Bb]oth) )*"
    rf"(?:of )?(?:the )?(?P<what>[A-Za-z][a-z]+(?: (?:[a-z]+|{NAME})){{0,6}}?),?"
    r" (?:(?:is|are|will be|must be|does|do|lies?|has|have|can|will|may|goes|range)\b)"
    r"(?: (?:always|be|given|positive|non-negative|an? (?:integer|(?:whole |real )?number)|integers"
    r"|(?:whole |real )?numbers|all|in|and|do|does|is|are|it|but|euros|metres|meters|seconds|minutes|days|not))*,?\s*\Z"
)
_IT = re.compile(r",? (?:and |but )?(?:it|they) (?P<is>is|are|does|do|has|have)(?= *(?:always |all |both )?(?:and |not )?\Z)")
_OWNER = re.compile(
    r"\b(?:each|every|the|an?|any) (?P<what>[a-z]+)(?: [a-z]+)? (?:has|have|contains?|consists? of|holds?)\s*\Z", re.I
)
_THING = re.compile(r"\s*(?:different |distinct |\w+-)?(?P<what>[a-z]+(?: [a-z]+){0,2})")
_ALL_CASES = re.compile(r"\b(?:in total|altogether|total|sum|together)\b", re.IGNORECASE)
_CASES = re.compile(r"\b(?:all|over|across)\b[^.;]{0,30}\b(?:cases?|tests|data ?sets|scenarios|instances)\b", re.IGNORECASE)
_NEGATED = {"≤": ">", "≥": "<", "<": "≥", ">": "≤"}
_START = re.compile(r"\b(?:between|from|in the range(?: from)?)\s|∈", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:or|and|nor|,)\s+(?:is |are |does |do )?", re.IGNORECASE)
MOST = 40
"""Of the bounds in one sentence."""

Called = dict[str, set[tuple[str, ...]]]
"""What something is called -> bases of variables that are called so together; `#bead` is what the number of beads is called."""


class Nouns:
    """What the variables that are read are called."""

    def __init__(self, text: str, known: Known) -> None:
        self.known = known
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
        self.called: Called = {}
        for pattern in (_BEHIND, _COUNTED):
            for match in pattern.finditer(text):
                self._call(match["name"], match["what"], counts=pattern is _COUNTED)
        for match in _BETWEEN.finditer(text):
            whole = f"{match['before']} of {match['what']}" if match["of"] else match["before"]
            self._call(match["name"], whole)
        for match in _LISTED.finditer(text):
            listed = names(match["names"])
            whats = [one for one in re.split(r",? and (?=the\b)|,\s*(?:and )?(?=the\b)", match["whats"]) if one.strip()]
            for name, what in zip(listed, whats, strict=False) if len(listed) > 1 and len(whats) >= len(listed) else ():
                self._call(name.name, what)
        for start, end, held in known.spans:
            telling = _TELLS.match(text, start, min(len(text), end + 80))
            if telling is not None and len(held) == 1:
                self._note(telling["what"], (held[0].base,))
        counted = {key for key in self.called if key.startswith("#")}
        for match in _SO_MANY.finditer(text):
            if not counted.intersection(_keys(match["what"], counts=True)):
                self._call(match["name"], match["what"], counts=True)

    def _call(self, name: str, what: str, counts: bool = False) -> None:
        bases = tuple(one.base for one in names(name))
        if all(base in self.known.types and base not in ("a", "A", "I") for base in bases):
            self._note(what, bases, counts)

    def _note(self, what: str, bases: tuple[str, ...], counts: bool = False) -> None:
        for key in _keys(what, counts):
            self.called.setdefault(key, set()).add(bases)

    def meant(self, what: str, counts: bool = False) -> tuple[Variable, ...]:
        """The variables that are called so; none where it is several that are not called so together."""
        for key in _keys(what, counts):
            found = max(self.called.get(key, set()), key=len, default=())
            if found and all(set(found).issuperset(other) for other in self.called[key]):
                return tuple(Variable(base, "*" if base in self.known.sequences else "") for base in found)
            if found:
                return ()
        return ()

    def bounds(self, sentence: Sentence, source: str) -> Iterator[Compare | Sum]:
        """The bounds that the sentence states of what it calls by a noun."""
        if sentence.section is Section.LEGEND:
            return
        text = sentence.text.replace("\n", " ")
        done = 0
        for match in list(starts(text))[:MOST]:
            if match.start() < done:
                continue
            found, done = _bounds(text, match.start())
            if not found or any(relation == "=" for relation, _ in found):
                continue
            about, negated = self._about(text, match.start(), done)
            summed = _ALL_CASES.search(_clause(text, match.start())) is not None
            for one, (relation, bound) in product(about, found):
                relation = _NEGATED[relation] if negated else relation
                if summed and one.scalar and not negated:
                    if relation in ("≤", "<") and _CASES.search(text):
                        yield Sum(one, relation, bound, source, sentence.section)
                elif not summed:
                    yield Compare(one, relation, bound, source, sentence.section)

    def _about(self, text: str, start: int, end: int) -> tuple[tuple[Variable, ...], bool]:
        """What the bounds at text[start:end] are about, and whether they are denied: `no price is greater than`."""
        before = text[:start]
        subject = _SUBJECT.search(_IT.sub(lambda it: f". {_first_subject(before)} {it['is']}", before))
        if subject is not None:
            named = [one for one in names(subject["what"]) if one.base in self.known.types]
            meant = self.meant(re.sub(rf" {NAME}(?= |\Z)", "", subject["what"]))
            if meant or len(named) == 1:
                return meant or (named[0],), bool(subject["no"])
        thing = _THING.match(text, end)
        if thing is None:
            return (), False
        for words in _shorter(thing["what"]):
            meant = self.meant(words, counts=True)
            if meant:
                return meant, False
        owner = _OWNER.search(before)
        for key in ("size", "length", "number") if owner is not None else ():
            assert owner is not None
            meant = self.meant(f"{key} of {owner['what']}")
            if meant:
                self._note(thing["what"].split()[0], tuple(one.base for one in meant), counts=True)
                return meant, False
        return (), False


def _first_subject(text: str) -> str:
    """What a sentence begins to speak of, and `it` means later."""
    found = re.match(r"\s*(?P<what>[A-Za-z]+(?: [a-z]+){0,3}?) (?:is|are|has|have)\b", text)
    return found["what"] if found is not None else "It"


def _clause(text: str, place: int) -> str:
    """The part of a sentence that `place` stands in, up to there."""
    return re.split(r"[;:]\s|,? (?:and|but) (?=the|all|each|every|in|there)\b", text[:place])[-1]


def starts(text: str) -> Iterator[re.Match[str]]:
    """Where bounds may begin."""
    yield from sorted([*RELATION.finditer(text), *_START.finditer(text)], key=lambda match: match.start())


def _bounds(text: str, start: int) -> tuple[list[tuple[str, Expression]], int]:
    """The bounds at `start`, those that `or` and `and` join to them too, and where they end."""
    found: list[tuple[str, Expression]] = []
    here, last = start, start + 1
    while True:
        more = [(relation, bound, end) for relation, bound, end in bounds_at(text, here) if relation != "="]
        if not more:
            return found, last
        found += [(relation, bound) for relation, bound, _ in more if isinstance(bound, Number | Variable)]
        last = more[-1][2]
        joint = _JOINED.match(text, last)
        if joint is None:
            return found, last
        here = joint.end()


def _shorter(words: str) -> Iterator[str]:
    """`test cases are`, `test cases`, `test`."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        yield " ".join(parts[:size])


def _keys(what: str, counts: bool = False) -> Sequence[str]:
    """What a phrase may be called by, the whole first: `#test case` and `#case` of `the number of test cases`."""
    plain = _ARTICLES.sub("", " ".join(what.lower().split()))
    of = _COUNT.match(plain)
    mark = "#" if counts or of else ""
    if of and plain[of.end() :]:
        plain = plain[of.end() :]
    head = _OF.sub("", plain)
    whole = " ".join(map(singular, _ARTICLES.sub("", plain).split()))
    short = " ".join(map(singular, head.split()))
    last = short.rpartition(" ")[2]
    first = short.partition(" ")[0] if last in ("number", "value", "size") and not mark else ""
    return tuple(dict.fromkeys(mark + key for key in (whole, short, first, last) if key))


def singular(word: str) -> str:
    """A word without the ending of its plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
