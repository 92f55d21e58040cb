"""Pages on disk are whole or not there, and whoever has the turn is alone."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.scrapers.cache import TAG, Cache, CacheError, Entry

URL = "https://a.test/x?y=1"
ENTRY = Entry(URL, "turn", "https://a.test/z", 200, "text/html", "", '"tag"', "Wed, 21 Oct 2015 07:28:00 GMT")
in_folders = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


@in_folders
@given(st.binary(max_size=300), st.text(max_size=10), st.text(max_size=10))
def test_what_is_put_is_found(tmp_path: Path, body: bytes, etag: str, content_type: str) -> None:
    cache = Cache(tmp_path)
    put = cache.put(Entry(URL, "turn", URL, 200, content_type, etag=etag), body)
    found = cache.find(URL)
    assert found == put
    assert cache.body(put) == body
    assert cache.find(URL + "&z") is None


def test_the_same_body_is_kept_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(3):
        cache.put(Entry(f"https://a.test/{number}", "turn", "https://a.test/"), b"the same")
    assert len(files(tmp_path / "bodies")) == 1
    assert len(files(tmp_path / "pages")) == 3


def test_an_entry_that_is_put_again_keeps_its_body(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    first = cache.put(ENTRY, b"body")
    second = cache.put(Entry(URL, "next turn", first.found, sha256=first.sha256))
    assert cache.find(URL) == second
    assert cache.body(second) == b"body"


@in_folders
@given(st.data())
def test_a_page_that_was_damaged_is_none(tmp_path: Path, data: st.DataObject) -> None:
    cache = Cache(tmp_path)
    entry = cache.put(ENTRY, b"a problem's page " * 3)
    path = data.draw(st.sampled_from(files(tmp_path)))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
    path.write_bytes(data.draw(st.sampled_from([b"", content[:place], flipped, bytes(len(content)), content + content])))
    found = cache.find(URL)
    body = cache.body(found) if found is not None else None
    assert found in (None, entry)
    assert body is None or (found == entry and body == b"a problem's page " * 3)
    cache.put(ENTRY, b"a problem's page " * 3)
    assert cache.find(URL) == entry
    assert cache.body(entry) is not None


def test_another_body_under_the_name_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = cache.put(ENTRY, b"body")
    (path,) = files(tmp_path / "bodies")
    path.write_bytes(gzip.compress(b"another"))
    assert cache.body(entry) is None


def test_a_disk_that_refuses_leaves_the_old_page_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    entry = cache.put(ENTRY, b"old")
    before = files(tmp_path)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        cache.put(ENTRY, b"new")
    assert files(tmp_path) == before
    assert cache.find(URL) == entry


def test_a_new_or_an_empty_folder_becomes_ours_and_stays_it(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "deep" / "new"):
        Cache(folder).prepare()
        Cache(folder).prepare()
        assert (folder / TAG).read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("\\end")
    (tmp_path / "file").write_text("")
    for name, said in (("mine", "is not a cache of pages"), ("file", "is a file")):
        with pytest.raises(CacheError, match=said) as error:
            Cache(tmp_path / name).prepare()
        assert str(tmp_path / name) in str(error.value)
    assert files(tmp_path / "mine") == [tmp_path / "mine" / "thesis.tex"]


def test_one_process_at_a_time_asks_the_same_hosts(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with cache.turn("a.test"):
        with pytest.raises(CacheError, match=r"another crawl of a\.test uses the same cache"), cache.turn("a.test"):
            pass
        with cache.turn("b.test"):
            pass
    with cache.turn("a.test"):
        pass


def test_a_crawl_keeps_its_name_until_it_is_finished(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def begun(scope: str) -> str:
        with cache.turn("a.test") as turn:
            return turn.begin(scope)

    first = begun("all")
    assert begun("all") == first
    other = begun("some")
    assert other != first
    assert begun("all") not in (first, other)
    with cache.turn("a.test") as turn:
        name = turn.begin("all")
        turn.finish()
        assert turn.begin("all") != name


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"[]", b'{"turn": "x", "finished": false}', bytes(50)])
def test_a_state_that_was_damaged_begins_a_new_crawl(tmp_path: Path, content: bytes) -> None:
    with Cache(tmp_path).turn("a.test") as turn:
        name = turn.begin("all")
        (path,) = (tmp_path / "crawls").rglob("state.json")
        path.write_bytes(content)
        assert turn.begin("all") != name


def test_when_a_host_was_asked_is_remembered(tmp_path: Path) -> None:
    with Cache(tmp_path).turn("a.test") as turn:
        assert turn.last_asked("a.test") is None
        turn.asked("a.test", 1_700_000_000.5)
    with Cache(tmp_path).turn("a.test") as turn:
        assert turn.last_asked("a.test") == 1_700_000_000.5
        assert turn.last_asked("b.test") is None
