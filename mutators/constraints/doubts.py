"""What a statement demands of the input in words that were not understood: found, so that nobody pretends it is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mutators.constraints.notation import plain
from mutators.constraints.records import Compare, Constraint, Has, Rank, Section, Trait
from mutators.constraints.sections import sections, sentences

MOST_DOUBTS = 20
LONGEST_SENTENCE = 3000
_SHAPE = re.compile(
    r"\b(?:no (?:two|three|pair|point|circle|line|segment|rectangle)|at most one|at most once|exactly once|pairwise|distinct"
    r"|unique|different|non-?intersecting|non-?overlapping|disjoint|polygon|marghyrning\w*|convex|clockwise|collinear"
    r"|never (?:intersect|overlap|touch|cross|meet|repeat|coincide|share)"
    r"|(?:do|does|will|are|can|may) ?(?:not|never) (?:intersect|overlap|touch|cross|contain|repeat|coincide|share)"
    r"|connected(?! by)|reachable|acyclic|sorted|permutation|tree|no (?:cycles?|duplicates?|ties?)"
    r"|exactly (?:one|two|three|\d)(?! of)"
    r"|(?:is|are|be) (?:always )?possible to|can (?:always )?(?:be reached|reach)|surrounded|enclosed"
    r"|(?:borders?|boundar(?:y|ies)|perimeter)\b[^.;]{0,40}\b(?:consists?|are|is|made)"
    r"|(?:increasing|decreasing|ascending|descending|chronological|alphabetical|lexicographic(?:al)?) order"
    r"|(?:strictly )?(?:before|after|earlier than|later than) the (?:first|second|other|previous|start|end|next)\w*"
    r"|(?:occurs?|appears?|mentioned|listed|named|given|repeated|shown|written)"
    r" (?:twice|at most once|more than once|only once)"
    r"|no (?:adjacent|consecutive|other)|consecutive \w+ (?:are|is|differ)|at least (?:one|once))\b",
    re.IGNORECASE,
)
"""Words for how the parts of an input stand to one another."""
_PROMISE = re.compile(
    r"\b(?:guarantee\w*|promised?|you (?:may|can) assume|is always|are always|tryggt|gefið er að)\b", re.IGNORECASE
)
_EQUATION = re.compile(
    r"(?<![\w.])[^\W\d_](?:_(?:\w{1,3}|\([^()\s]{1,8}\)))(?:\s?[-+*]\s?\w{1,6})?\s?=\s?"
    r"(?:[^\W\d_](?:_(?:\w{1,3}|\([^()\s]{1,8}\)))|0)(?![\w.]|\s?[,=]\s?\d|\s+(?:is|are|means?|denot\w+|if|when|would)\b)"
)
"""Elements that are said to be equal: `a_(ij) = a_(ji)`."""
_ABOUT_PROGRAM = re.compile(r"\b(?:your (?:program|solution|submission|code)|the program)\b", re.IGNORECASE)
"""What speaks of those who read the input: such a sentence demands nothing of it."""
_ALLOWED = re.compile(r"\b(?:may|might|can|could)\s+(?:(?:also|even|all|well|be)\s+)*\Z", re.IGNORECASE)
"""What says, right before it, that something is allowed, not demanded."""
_COUNTED = re.compile(r"\b(?:numbers?|amounts?|counts?) of (?:the |all )?(?:\w+ly )?\Z", re.IGNORECASE)
"""What says, right before `different` or `distinct`, that such things are counted: of what is read nothing is demanded."""
_BLANKS = re.compile(
    r"\Ano lines? (?:begin|start|end)s?\b"
    r"|\A(?:no (?:two|adjacent|consecutive)|consecutive|at (?:most|least) one|exactly one) (?:\w+ ){0,2}(?:blanks?|spaces?)\b",
    re.IGNORECASE,
)
"""How blanks stand is seen from the examples."""
_PRECISION = re.compile(r"\Aexactly \w+ (?:decimal )?(?:digits?|decimals?|places?)\b", re.IGNORECASE)
"""How many digits stand behind a point is seen from the examples, too."""
_SORTS = re.compile(r"\s(?:types?|kinds?|ways?|forms?|formats?|sorts?|queries|operations|commands|events)\b", re.IGNORECASE)
"""What says, right behind `different`, that lines may look unlike one another."""
_CHRONICLE = re.compile(r"chronological order", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:times?|timestamps?|moments?|minutes?|seconds|hours?|days?|dates?|years?|months?|o'clock|milliseconds?)\b",
    re.IGNORECASE,
)
"""Without such a word there is nothing in the input of which a chronological order could be one."""
_CASE = re.compile(r"\W*(?:if|when|whenever|for (?:example|instance)|suppose)\b", re.IGNORECASE)
_THERE = re.compile(
    r"\W*(?:if|when|whenever)\b[^,;.]{1,40},? (?:then )?"
    r"(?:there (?:is|are|follows?|comes?)|(?:an?|the|one) (?:\w+ )?(?:more )?lines?\b)",
    re.IGNORECASE,
)
"""What says when a line is there: of the line where it is, the rest holds always."""
_PLANE = re.compile(
    r"\b(?:polygon|marghyrning\w*|convex|non-?intersecting|non-?overlapping)"
    r"|\b(?:no two|not) \w* ?\w* ?(?:intersect|overlap|touch|cross)",
    re.IGNORECASE,
)
"""What is about figures is meant wherever it stands; in stories the other words seldom are."""


_ORDERS = frozenset((Trait.NON_DECREASING, Trait.INCREASING, Trait.NON_INCREASING, Trait.DECREASING))
_UNLIKE = frozenset((Trait.DISTINCT, Trait.PERMUTATION, Trait.INCREASING, Trait.DECREASING, Trait.COPRIME, Trait.TREE))
_SIMPLE = frozenset((Trait.NO_LOOPS, Trait.NO_PARALLEL, Trait.NO_REPEATED))
_COVERED: tuple[tuple[str, frozenset[Trait]], ...] = (
    (r"connected|reach|possible to", frozenset((Trait.CONNECTED, Trait.TREE))),
    (r"acyclic|cycle", frozenset((Trait.ACYCLIC, Trait.TREE))),
    (r"sorted|order", _ORDERS),
    (r"permutation", frozenset((Trait.PERMUTATION, Trait.DISTINCT))),
    (r"tree", frozenset((Trait.TREE,))),
    (
        r"occur|appear|no two|no pair|at most one\Z|pairwise|distinct|unique|different|twice|once|repeat|coinc|duplic|consec",
        _UNLIKE | _SIMPLE,
    ),
)
"""Words of _SHAPE, and the traits of which one must have been read where they stand; others are not understood at all."""


_SAYING = (Section.INPUT, Section.CONSTRAINTS)
_ABOUT_ORDER = re.compile(
    r"sorted|.* order|at least one|at least once|exactly .*|.*(?:before|after|than) the .*", re.IGNORECASE
)


def doubts(description: str, constraints: Sequence[Constraint]) -> tuple[str, ...]:
    """The sentences, as they stand in the description, that demand something of the input which no constraint says.

    A bound alone does not say how values stand to one another, so a sentence with such a word needs a constraint of that kind.
    """
    text = plain(description)
    found = []
    for sentence in sentences(text.text):
        words = sentence.text[:LONGEST_SENTENCE].replace("\n", " ")
        if sentence.section not in (Section.INPUT, Section.CONSTRAINTS, Section.LEGEND) or sentence.subtask:
            continue
        in_story = sentence.section is Section.LEGEND
        shapes = list((_PLANE if in_story else _SHAPE).finditer(words))
        shapes = [match for match in shapes if _demands(match, words, text.text)]
        promise = not in_story and _PROMISE.search(words)
        if (
            (_CASE.match(words) and (in_story or not _THERE.match(words)))
            or _ABOUT_PROGRAM.search(words)
            or (sentence.conditional and (in_story or not shapes))
        ):
            continue
        equal = not in_story and _EQUATION.search(sentence.certain)
        if not shapes and not promise and not equal:
            continue
        source = text.source(sentence.start, sentence.start + len(words))
        told = [one for one in constraints if _overlap(one.source, source)]
        if equal or not (all(_covered(match[0], told) for match in shapes) if shapes else told):
            found.append(source)
    return tuple(dict.fromkeys(found))[:MOST_DOUBTS]


def _demands(match: re.Match[str], words: str, text: str) -> bool:
    """Whether the word that was found asks something of the input where it stands."""
    before = words[: match.start()]
    if _ALLOWED.search(before):
        return False
    if re.fullmatch("distinct|different|unique", match[0], re.IGNORECASE):
        return not _COUNTED.search(before) and not _SORTS.match(words, match.end())
    behind = words[match.start() : match.end() + 30]
    if _BLANKS.search(behind) or _PRECISION.search(behind):
        return False
    if _CHRONICLE.fullmatch(match[0]):
        return any(_WHEN.search(text, start, end) for section, start, end in sections(text) if section in _SAYING)
    return True


def about_values(doubt: str) -> bool:
    """Whether a doubt may be about which values stand beside each other, not just about an order, or how many there are."""
    shapes = [match[0] for match in _SHAPE.finditer(doubt)]
    return not shapes or not all(_ABOUT_ORDER.fullmatch(word) for word in shapes)


def _covered(word: str, told: Sequence[Constraint]) -> bool:
    """Whether one of the constraints is of the kind that the word speaks of."""
    traits = {one.trait for one in told if isinstance(one, Has)}
    for pattern, kinds in _COVERED:
        if re.search(pattern, word, re.IGNORECASE):
            apart = kinds >= _UNLIKE and any(isinstance(one, Compare) and one.relation == "≠" for one in told)
            parents = Trait.TREE in kinds and any(isinstance(one, Rank) for one in told)
            return bool(traits & kinds) or apart or parents
    return bool(re.match("at least|exactly", word, re.IGNORECASE)) and any(not isinstance(one, Has) for one in told)


def _overlap(one: str, other: str) -> bool:
    short, long = sorted((" ".join(one.split()), " ".join(other.split())), key=len)
    return bool(short) and short in long
