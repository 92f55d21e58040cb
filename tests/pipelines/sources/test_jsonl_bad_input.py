"""JSON lines: values of a wrong kind, and lines that are none; each costs itself and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.jsonl import read_line
from schemas.problem import Problem
from schemas.rejection import Rejection
from tests.pipelines.sources.json_lines import LEAST, rejection_of


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"name": 5}, "name must be text, got 5"),
        ({"name": " "}, 'name must be text, got " "'),
        ({"samples": None}, "samples must be a list, got null"),
        ({"samples": "1 2"}, 'samples must be a list, got "1 2"'),
        ({"samples": {"input": "1"}}, 'samples must be a list, got {"input": "1"}'),
        ({"samples": [["1", "2"]]}, 'samples must hold objects, got ["1", "2"]'),
        ({"samples": [{"input": 1, "output": "2"}]}, "samples input must be text, got 1"),
        ({"samples": [{"input": "1"}]}, "'output'"),
        ({"secret": [{"input": "1", "output": None}]}, "secret output must be text, got null"),
        ({"statement": ["a"]}, 'statement must be text, got ["a"]'),
        ({"time_limit": "2"}, "time limit '2'"),
        ({"time_limit": True}, "time limit True"),
        ({"time_limit": -1}, "time limit -1"),
        ({"time_limit": 0}, "time limit 0"),
        ({"time_limit": float("nan")}, "time limit nan"),
        ({"time_limit": float("inf")}, "time limit inf"),
        ({"time_limit": 1e300}, "time limit 1e+300"),
        ({"time_limit": [1]}, "time limit [1]"),
        ({"memory_limit": "256"}, "memory limit '256'"),
        ({"memory_limit": 10**30}, "memory limit 1000000000"),
        ({"validator_flags": "no_such_flag"}, "'no_such_flag'"),
        ({"validator_flags": ["case_sensitive"]}, 'validator_flags must be text, got ["case_sensitive"]'),
        ({"interactive": "no"}, 'interactive must be true or false, got "no"'),
        ({"has_custom_validator": 1}, "has_custom_validator must be true or false, got 1"),
        ({"accepted": "print(1)"}, 'accepted must be a list, got "print(1)"'),
        ({"accepted": ["print(1)"]}, 'accepted must hold objects, got "print(1)"'),
        ({"wrong": [{"lang": "py"}]}, "'source'"),
        ({"rte": [{"lang": "py", "source": 1}]}, "source must be text, got 1"),
        ({"tle": [{"lang": 3, "source": "x"}]}, "lang must be text, got 3"),
        ({"tle": [{"lang": "py", "source": "x", "author": 3}]}, "author must be text, got 3"),
        ({"license": []}, "license must be text, got []"),
        ({"repo": 3}, "repo must be text, got 3"),
        ({"date": "2021-13-01"}, '"2021-13-01"'),
        ({"date": 20210714}, "date must be text, got 20210714"),
        ({"tags": "dp"}, 'tags must be a list, got "dp"'),
        ({"tags": [3]}, "tags must be text, got 3"),
        ({"site": "codeforces"}, 'site "codeforces" is none of UNKNOWN_SOURCE, CODECHEF, CODEFORCES,'),
        ({"site": 2}, "site must be text, got 2"),
        ({"difficulty": "W"}, 'difficulty "W" is none of UNKNOWN_DIFFICULTY, EASY,'),
        ({"contest_id": "1401"}, 'contest_id must be a whole number from 0 to 2147483647, got "1401"'),
        ({"contest_id": True}, "contest_id must be a whole number"),
        ({"contest_id": 2**31}, "got 2147483648"),
        ({"rating": -1}, "rating must be a whole number"),
        ({"rating": 800.5}, "got 800.5"),
        ({"points": float("nan")}, "points must be a number"),
        ({"points": float("inf")}, "points must be a number"),
        ({"points": "500"}, 'got "500"'),
        ({"index": 1}, "index must be text, got 1"),
        ({"untranslated": []}, "untranslated must be text, got []"),
        ({"input_file": 1}, "input_file must be text, got 1"),
        ({"output_file": {}}, "output_file must be text, got {}"),
    ],
)
def test_values_of_a_wrong_type_are_quoted(change: dict[str, Any], quoted: str) -> None:
    rejection = rejection_of(json.dumps({**LEAST, **change}).encode())
    assert rejection.reason == "bad_record"
    assert rejection.detail.startswith("file:7: ")
    assert quoted in rejection.detail
    assert rejection.problem == ("file:7" if "name" in change and change["name"] == 5 else {**LEAST, **change}["name"])


@pytest.mark.parametrize("key", sorted(LEAST))
def test_a_missing_key_is_named(key: str) -> None:
    rejection = rejection_of(json.dumps({other: value for other, value in LEAST.items() if other != key}).encode())
    assert rejection.detail == f"file:7: key {key!r} is missing"


@pytest.mark.parametrize(
    "line, reason, quoted",
    [
        (b'{"name": "a", ', "not_json", '{"name": "a"'),
        (b"hello", "not_json", "hello"),
        (b"[" * 100_000, "not_json", "[[["),
        (b'{"name": "a", "time_limit": ' + b"1" * 5000 + b"}", "not_json", "digits"),
        (b'\xef\xbb\xbf{"name": "a"}', "not_json", "BOM"),
        (b'{"name": "Gr\xf6\xdfe"}', "not_utf8", "byte 0xF6 at 12"),
        (b"5", "bad_record", "expected an object, got 5"),
        (b"null", "bad_record", "expected an object, got null"),
        (b"[1]", "bad_record", "expected an object, got [1]"),
    ],
)
def test_lines_that_are_no_records(line: bytes, reason: str, quoted: str) -> None:
    rejection = rejection_of(line)
    assert (rejection.problem, rejection.reason, rejection.stage) == ("file:7", reason, "read")
    assert quoted in rejection.detail


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = "name samples secret statement time_limit memory_limit validator_flags has_custom_validator interactive accepted wrong"
_NEW_KEYS = "untranslated site difficulty contest_id index points rating input_file output_file"
keys = st.sampled_from(
    [*_KEYS.split(), *_NEW_KEYS.split(), "tle", "rte", "incorrect", "license", "repo", "source", "date", "tags"]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(keys, json_values, max_size=4))
def test_no_values_get_further_than_a_message(change: dict[str, Any]) -> None:
    items = list(read_line(json.dumps({**LEAST, **change}).encode(), "file:1"))
    assert items
    for item in items:
        assert isinstance(item, Problem | Rejection)
        if isinstance(item, Problem):
            assert set(map(type, item.cf_tags)) <= {str}
            assert {type(text) for test in item.given_tests for text in (test.input, test.output)} <= {str}
