"""What every source shares: limits as an input states them, texts by one rule, counted rejections, the files of an input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.reading import (
    BinaryFile,
    InputError,
    LeftOut,
    NotUtf8,
    local_files,
    program_of,
    prose_of,
    stated_limits,
    text_of,
    why_unread,
)
from schemas.execution import MEBIBYTE
from schemas.problem import Limits
from schemas.rejection import Rejection, Subject


@given(st.floats(1e-9, 1e9), st.integers(1, 1 << 20))
def test_stated_limits_are_kept_to_the_nanosecond(seconds: float, mebibytes: int) -> None:
    limits = stated_limits(seconds, mebibytes)
    assert limits.memory_limit_bytes == mebibytes * MEBIBYTE
    assert limits.time_limit_s == pytest.approx(seconds, abs=1e-9, rel=1e-9)
    assert stated_limits(None, None) == Limits()


@given(st.sampled_from([0, -1, 2**62, float("inf"), float("-inf"), float("nan"), 1e-20, True, "2", [1], {}]))
def test_limits_that_make_no_sense_are_quoted(value: object) -> None:
    for pair in ((value, None), (None, value)):
        with pytest.raises(ValueError) as caught:
            stated_limits(*pair)
        assert repr(value) in str(caught.value)


def test_the_local_files_of_an_input(tmp_path: Path) -> None:
    for name in ("b", "deep/a", "deep/er/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert local_files(str(tmp_path)) == [tmp_path / "b", tmp_path / "deep" / "a", tmp_path / "deep" / "er" / "c"]
    assert local_files(str(tmp_path / "b")) == [tmp_path / "b"]
    assert local_files(str(tmp_path / "nowhere")) == local_files("gs://bucket/data") == []


@given(st.text())
def test_texts_come_back_from_utf_8_with_and_without_its_mark(text: str) -> None:
    content = text.removeprefix("\ufeff").encode()
    assert text_of(content, "a") == text_of(b"\xef\xbb\xbf" + content, "a") == text.removeprefix("\ufeff")
    assert prose_of(content) == text_of(content, "a")


@given(st.binary())
def test_no_bytes_get_further_than_a_message_and_prose_takes_them_all(content: bytes) -> None:
    assert isinstance(prose_of(content), str)
    try:
        assert program_of(content, "a.cpp") == content.removeprefix(b"\xef\xbb\xbf").decode()
    except InputError as error:
        assert str(error).startswith("a.cpp: ")
        assert why_unread(error) in ("not_utf8", "binary_file")


def test_programs_that_are_no_text_say_where() -> None:
    with pytest.raises(NotUtf8, match=r"a\.py: byte 0xE9 at 4 is not UTF-8"):
        program_of(b"# ca\xe9", "a.py")
    with pytest.raises(BinaryFile, match=r"a\.out: a NUL byte at 4"):
        program_of(b"\x7fELF\0\0", "a.out")


def test_prose_in_an_old_encoding_is_read_as_browsers_do() -> None:
    assert prose_of("“Größe” 5 €".encode("windows-1252")) == "“Größe” 5 €"
    assert prose_of(b"a \x81 b") == "a \x81 b"


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([Subject.TEST, Subject.FILE]), st.sampled_from("xy"))))
def test_what_is_alike_is_counted_and_nothing_is_lost(kinds: list[tuple[str, Subject, str]]) -> None:
    left_out = LeftOut("p")
    for place, (reason, subject, item) in enumerate(kinds):
        left_out.add(reason, subject, item, f"number {place}")
    rejections = left_out.rejections()
    assert sum(one.count for one in rejections) == len(kinds)
    assert len(rejections) == len(set(kinds))
    for kind in set(kinds):
        reason, subject, item = kind
        detail = f"number {kinds.index(kind)}"
        assert Rejection("p", "read", reason, subject.value, item, detail, kinds.count(kind)) in rejections
