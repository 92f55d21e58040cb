"""Functions that nothing calls."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mutators.programs.reach import Span, dead_spans
from tests.mutators.programs.sources import few


def program(calls: dict[str, list[str]], top: list[str]) -> tuple[str, list[Span]]:
    """A text in which each function names those it calls, and the functions in it."""
    text, spans = "", []
    for name, called in calls.items():
        start = len(text)
        text += f"def {name}: {' '.join(called)};\n"
        spans.append(Span(name, start, len(text)))
    return text + " ".join(top), spans


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3)),
    st.sets(st.sampled_from("abc")),
)
@few
def test_alive_is_what_is_called_from_the_top_by_whatever_way(calls: dict[str, list[str]], top: set[str]) -> None:
    text, spans = program(calls, sorted(top))
    alive, waiting = set(), sorted(top & set(calls))
    while waiting:
        name = waiting.pop()
        if name not in alive:
            alive.add(name)
            waiting += [one for one in calls[name] if one in calls]
    assert {one.name for one in dead_spans(text, spans, frozenset())} == set(calls) - alive


def test_roots_are_alive_and_what_they_call() -> None:
    text, spans = program({"main": ["a"], "a": [], "b": ["a"]}, [])
    assert [one.name for one in dead_spans(text, spans, frozenset({"main"}))] == ["b"]


def test_a_function_within_a_dead_one_calls_nobody() -> None:
    text = "def a: def b: c; ; def c: ;"
    spans = [Span("a", 0, 17), Span("b", 7, 15), Span("c", 18, 27)]
    assert {one.name for one in dead_spans(text, spans, frozenset())} == {"a", "b", "c"}
