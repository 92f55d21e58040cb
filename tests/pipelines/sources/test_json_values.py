"""Values of records: what is there comes back, what is not as it should be is quoted by its key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources import json_values
from schemas.text import excerpt

words = st.lists(st.text(max_size=5), max_size=4)


@given(words)
def test_lists_of_words_come_in_three_writings(value: list[str]) -> None:
    for written in (value, repr(value), json.dumps(value)):
        assert json_values.listed(written, "tags") == tuple(value)


@pytest.mark.parametrize("value", [None, "", "  ", [], "[]", ()])
def test_no_words_at_all(value: Any) -> None:
    assert json_values.listed(value, "tags") == ()


@pytest.mark.parametrize("value", ["dp, greedy", "[1, 2]", "__import__('os').getcwd()", "[" * 10_000, [3], {"a": "b"}, 5])
def test_what_is_no_list_of_words_is_quoted_and_never_run(value: Any) -> None:
    with pytest.raises(ValueError, match="tags must be a list of words, got"):
        json_values.listed(value, "tags")


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=4)
)
def test_nested_values_come_as_themselves_or_as_json(value: Any) -> None:
    if not isinstance(value, str):
        assert json_values.nested({"a": value}, "a") == value
    assert json_values.nested({"a": json.dumps(value)}, "a") == value


@pytest.mark.parametrize("source", ["{", "nul", "[" * 100_000, "1" * 5000])
def test_what_is_no_json_is_quoted(source: str) -> None:
    with pytest.raises(ValueError) as caught:
        json_values.nested({"a": source}, "a")
    assert str(caught.value).startswith("a is not JSON: ")
    assert excerpt(source[:60]) in str(caught.value)
    assert len(str(caught.value)) < 300


def test_texts_by_their_keys() -> None:
    values = {"a": "x", "b": 5, "c": None, "d": ["x", "y"], "e": 2.5, "f": True}
    assert json_values.text(values, "a") == "x"
    assert [json_values.optional_text(values, key) for key in "abcez"] == ["x", "5", "", "2.5", ""]
    assert json_values.texts(values, "d") == ["x", "y"]
    assert json_values.texts(values, "c") == []
    for function, key, message in (
        (json_values.text, "z", "key 'z' is missing"),
        (json_values.text, "b", "b must be text, got 5"),
        (json_values.optional_text, "f", "f must be text, got true"),
        (json_values.texts, "a", 'a must be a list, got "x"'),
    ):
        with pytest.raises(ValueError) as caught:
            function(values, key)
        assert str(caught.value) == message
