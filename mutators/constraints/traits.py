"""Traits that a sentence states: distinct, permutation, sorted, of a graph, of single numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutators.constraints.phrases import LIST, NEGATED, names
from mutators.constraints.records import GRAPH, SEQUENCE, Compare, Constraint, Has, Section, Trait
from mutators.constraints.sections import Sentence
from mutators.constraints.targets import Known, noun, targets

_EDGE = (
    r"(?:edge|road|street|link|cable|bridge|connection|tunnel|corridor|hallway|passage|canal|trail|pathway|path|flight|pipe"
    r"|railway|door|channel|highway)s?"
)
_TEXT = "(?:names?|words?|strings?|titles?|labels?)"
_SIMPLE = "simple (?:(?:undirected|connected|weighted) ){0,3}graph|graph is simple"
_OF_TREES = "(?:(?:given|valid|rooted|undirected|weighted|connected) ){0,4}"
_WORDS: dict[Trait, tuple[str, ...]] = {
    Trait.PERMUTATION: ("permutation",),
    Trait.DISTINCT: (
        "distinct",
        "(?:pairwise|mutually|all) different",
        "different from each other",
        "(?:are|be) (?:all )?unique",
        "(?:different|unique) (?:integers|numbers|values|strings|words|names)",
        rf"no two (?:\w+ ){{1,3}}(?:have|share|with) the same {_TEXT}",
        rf"no {_TEXT} (?:occurs|appears) (?:twice|more than once)",
    ),
    Trait.INCREASING: ("strictly (?:increasing|ascending)",),
    Trait.DECREASING: ("strictly (?:decreasing|descending)",),
    Trait.NON_DECREASING: (
        r"non-?\s?decreasing",
        "(?:never|do(?:es)? not|will not|don't) (?:decrease|get smaller|fall|go down)s?",
        "(?:sorted|given|ordered|listed),? in (?:ascending|increasing|sorted) order",
        "(?:integers|numbers|values)[^.;()]{0,40}? in (?:ascending|increasing|sorted) order",
        "sorted ascending",
    ),
    Trait.NON_INCREASING: (
        r"non-?\s?increasing",
        "(?:never|do(?:es)? not|will not|don't) (?:increase|get larger|grow|rise|go up)s?",
        "(?:sorted|given|ordered|listed) in (?:descending|decreasing) order",
        "sorted descending",
    ),
    Trait.TREE: (rf"(?:forms?|is|are|be|describes?|describing|of|given|make up|build) (?:the|a|an) {_OF_TREES}tree",),
    Trait.CONNECTED: (
        r"(?:graph|network|map) (?:\w+ )?(?:is|are|will be) (?:always |guaranteed to be )?connected",
        "connected (?:(?:undirected|simple|weighted) ){0,3}graph",
        r"possible to (?:get|travel|reach|go|walk|drive|move)\b[^.;,]{0,20} (?:every|any|each|all)\b[^.;]{0,60}",
        r"(?:every|any|each|all) [^.;,]{0,40}(?:can be reached|(?:is|are) reachable|can reach) [^.;,]{0,12}(?:every|any|all)",
        r"(?:any|every|each|all) (?:two|pairs? of) [^.;,]{0,30}(?:is|are) (?:\w+ )?connected(?! by (?:at most|no more))",
        r"(?:path|route|way) (?:between|from) (?:every|any|each|all)\b[^.;]{0,60}",
    ),
    Trait.ACYCLIC: ("acyclic", "no (?:directed )?cycles?", "DAG"),
    Trait.NO_LOOPS: (r"self-?\s?loops?", "(?:to|with) itself", _SIMPLE, "loops"),
    Trait.NO_PARALLEL: (
        rf"multi(?:ple|-)? ?{_EDGE}",
        rf"parallel {_EDGE}",
        r"pairs? of \w+ (?:is|are) (?:\w+ )?(?:connected|joined|linked) by (?:at most|no more than) one",
        r"at most one (?:\w+ ){1,2}(?:between|connect\w*|joins?)",
        rf"no two {_EDGE} (?:connect|join|have) the same",
        rf"(?:pair|cities|vertices|nodes) \w+ (?:connected|joined) by (?:at most|more than) one {_EDGE}",
    ),
}
_TRAIT = re.compile("|".join(rf"(?P<{trait.name}>\b(?:{'|'.join(words)})\b)" for trait, words in _WORDS.items()), re.IGNORECASE)
_OF_NUMBERS = {
    "even": Trait.EVEN,
    "odd": Trait.ODD,
    "prime": Trait.PRIME,
    "power": Trait.POWER_OF_TWO,
    "coprime": Trait.COPRIME,
}
_WHAT = r"(?P<what>even|odd|prime|powers? of (?:two|2)|co-?prime|relatively prime)\b(?! number of)"
_NUMBER_IS = re.compile(
    rf"(?<![\w_^|.])(?P<names>{LIST})(?:\s*\([^()]{{0,60}}\))?,?\s+(?:is|are|will be|must be)\s+"
    rf"(?:always |guaranteed to be |both |each |all )?(?:an? )?{_WHAT}",
    re.IGNORECASE,
)
_SUCH_NUMBER = re.compile(rf"\b(?P<what>even|odd|prime)\s+(?:integers?|numbers?)\s+(?P<names>{LIST})", re.IGNORECASE)
_ZEROS = re.compile(r"\b(?:no|without|any|not contain|not have)(?: any)?(?: extra)? leading zero(?:e?s)?\b", re.IGNORECASE)
_SOME_OF = re.compile(r"(?:\b[^\W\d_]|\d|\b(?:many|several|two|three|four|five|some|of))\s+\Z")
"""What says, before `distinct`, that so many are and not all: `at most k distinct values`."""
_NEEDS_NO = frozenset((Trait.NO_LOOPS, Trait.NO_PARALLEL))
_NO = re.compile(r"\b(?:no|not|never|without|none|neither|nor|at most one|free of|simple)\b|n't\b", re.IGNORECASE)
_ALLOWED = re.compile(r"\b(?:may|might|can|could|possibl\w+)\b(?! not|not)", re.IGNORECASE)
_DIRECTED = re.compile(
    r"(?<!un)(?<!bi)(?<!un-)(?<!bi-)\bdirected\b|\bone-?\s?way\b|\b(?:uni|one-?\s?)directional\b|\bsame direction\b|\barcs?\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(?:given|guaranteed|input)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:whether|if|when|unless|until|after|so that|such that|in order|must|should|shall|wants?|wish\w*|would|will|plan\w*"
    r"|needs?|decid\w+|find|determine|compute|calculate|help|how|what|which|minimum|fewest|cheapest|least|longer|remain\w*|still|task"
    r"|your?|to (?:make|ensure|guarantee|build|connect))\b|\?",
    re.IGNORECASE,
)
"""What makes of a sentence of the story a question, a wish or a plan."""


def directed(text: str) -> bool:
    """Whether the statement speaks of edges with a direction."""
    return _DIRECTED.search(text) is not None


def traits(sentence: Sentence, known: Known, source: str) -> Iterator[Constraint]:
    """The traits that the sentence states; none where it only says what may be, or is not about what is given."""
    if sentence.section is Section.LEGEND and not _GIVEN.search(sentence.text):
        yield from _of_the_world(sentence, known, source)
        return
    for match in _TRAIT.finditer(sentence.text):
        yield from _trait(Trait[match.lastgroup or ""], match, sentence, known, source)
    for pattern in (_NUMBER_IS, _SUCH_NUMBER):
        for match in pattern.finditer(sentence.text):
            word = match["what"].lower().replace("-", "").replace("relatively prime", "coprime").partition("s ")[0].split()[0]
            about = names(match["names"])
            if _OF_NUMBERS[word] is not Trait.COPRIME or len(about) == 2:
                yield Has(_OF_NUMBERS[word], about, source, sentence.section)
    for match in _ZEROS.finditer(sentence.text):
        about = targets(sentence, match, known, ("word", "any", "integer"))
        if about:
            yield Has(Trait.NO_LEADING_ZEROS, about, source, sentence.section)


def _of_the_world(sentence: Sentence, known: Known, source: str) -> Iterator[Constraint]:
    """That all can be reached from all, told in the story as a fact of its world, not as what is asked for or wished."""
    if _ASKED.search(sentence.text):
        return
    for match in _TRAIT.finditer(sentence.text):
        if match.lastgroup == Trait.CONNECTED.name:
            yield from _trait(Trait.CONNECTED, match, sentence, known, source)


def _read_so(match: re.Match[str], sentence: Sentence, known: Known) -> bool:
    """Whether the word is a part of what is read, as in `n distinct integers`, rather than said of some of it."""
    place = sentence.start + match.start()
    return any(start <= place < min(start + 40, end) for start, end, _ in known.spans)


def _trait(trait: Trait, match: re.Match[str], sentence: Sentence, known: Known, source: str) -> Iterator[Constraint]:
    before = sentence.text[max(0, match.start() - 60) : match.start()]
    if trait in _NEEDS_NO:
        if not _NO.search(sentence.text) or _ALLOWED.search(before):
            return
    elif NEGATED.search(before):
        return
    if trait is Trait.DISTINCT and _SOME_OF.search(before) and not _read_so(match, sentence, known):
        return
    if trait in GRAPH:
        if (trait is Trait.ACYCLIC) != known.directed and trait in (Trait.ACYCLIC, Trait.CONNECTED):
            return  # of directed edges only a way back and forth would be meant
        found = [trait, Trait.NO_PARALLEL] if "simple" in match[0].lower() and trait is Trait.NO_LOOPS else [trait]
        for one in found:
            exact = Trait.NO_REPEATED if one is Trait.NO_PARALLEL and known.directed else one
            yield Has(exact, (), source, sentence.section)
        return
    about = targets(sentence, match, known, ("integer", "any", "word"), alone=True)
    if trait is Trait.DISTINCT and match[0].lower().startswith("no "):
        about = noun(sentence, known, ("word",))
    if trait is Trait.DISTINCT and len(about) > 1:  # `two distinct integers u and v`
        for place, left in enumerate(about):
            for right in about[place + 1 :]:
                yield Compare(left, "≠", right, source, sentence.section)
    elif trait in SEQUENCE and len(about) == 1 and about[0].base in {*known.sequences, "#word"}:
        yield Has(trait, about, source, sentence.section)
