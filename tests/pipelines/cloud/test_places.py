"""Places in a bucket: they answer like paths, whole or not at all, and say what the service said."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cloud.places import CloudPath, PlaceError, copy_in, copy_out, half_written, place_of, remove_tree, write_whole
from pipelines.running.workspace import Workspace
from tests.pipelines.cloud.fake_storage import Storage
from tests.pipelines.cloud.running import storage_here

names = st.lists(st.text("abc-_", min_size=1, max_size=4), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def bucket() -> Iterator[Storage]:
    with storage_here() as storage:
        yield storage


@pytest.fixture
def storage(bucket: Storage) -> Storage:
    bucket.objects.clear()
    bucket.refused.clear()
    return bucket


@given(names)
def test_names_are_put_together_and_taken_apart(parts: list[str]) -> None:
    root = CloudPath("gs://bucket")
    place = root
    for part in parts:
        place = place / part
    assert place.name == parts[-1]
    assert place.relative_to(root).as_posix() == "/".join(parts)
    assert place.parent / place.name == place
    assert place.with_name("other").parent == place.parent
    assert pickle.loads(pickle.dumps(place)) == place == CloudPath(f"{place}/")
    assert len({place, CloudPath(str(place))}) == 1


def test_a_place_is_in_a_bucket_or_here() -> None:
    assert place_of("build/demo") == Path("build/demo")
    assert place_of("gs://bucket/demo/") == CloudPath("gs://bucket/demo")
    with pytest.raises(ValueError, match="gs://"):
        place_of("gs://")


def test_what_is_written_is_read_and_listed(storage: Storage) -> None:
    root = CloudPath("gs://bucket/data")
    assert not root.exists()
    (root / "a.txt").write_text("héllo\n")
    content = os.urandom(3 << 20)
    (root / "deep" / "b.bin").write_bytes(content)
    assert (root / "a.txt").read_text() == "héllo\n"
    assert (root / "deep" / "b.bin").read_bytes() == content
    assert list(root.iterdir()) == [root / "a.txt", root / "deep"]
    assert list(root.rglob("*")) == [root / "a.txt", root / "deep" / "b.bin"]
    assert list(root.glob("*")) == [root / "a.txt"]
    assert list(root.rglob("*.bin")) == [root / "deep" / "b.bin"]
    assert (root.is_dir(), root.is_file(), (root / "a.txt").is_file(), (root / "a.txt").is_dir()) == (True, False, True, False)
    remove_tree(root)
    assert storage.objects == {}
    remove_tree(root)


def test_a_neighbour_with_the_same_beginning_is_not_below(storage: Storage) -> None:
    CloudPath("gs://bucket/data-old/a").write_bytes(b"")
    assert not CloudPath("gs://bucket/data").exists()
    remove_tree(CloudPath("gs://bucket/data"))
    assert storage.names("bucket") == ["data-old/a"]


def test_what_is_not_there(storage: Storage) -> None:
    place = CloudPath("gs://bucket/nothing")
    for act in (place.read_bytes, place.stamp, place.unlink):
        with pytest.raises(FileNotFoundError, match="gs://bucket/nothing"):
            act()
    place.unlink(missing_ok=True)


def test_another_content_has_another_stamp(storage: Storage) -> None:
    place = CloudPath("gs://bucket/a")
    place.write_bytes(b"one")
    first = place.stamp()
    place.write_bytes(b"two")
    assert place.stamp() != first


def test_a_refusal_is_one_line_that_names_the_place(storage: Storage) -> None:
    place = CloudPath("gs://bucket/secret")
    storage.refuse("secret", 403)
    for act in (place.read_bytes, lambda: place.write_bytes(b"x")):
        with pytest.raises(PlaceError, match="gs://bucket/secret") as refused:
            act()
        assert "403" in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_kind_of_place_that_nothing_reads() -> None:
    with pytest.raises(PlaceError, match="codequorum"):
        CloudPath("nosuch://bucket/a").read_bytes()


def test_copies_in_and_out(storage: Storage, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(2_500_000))
    place = CloudPath("gs://bucket/copy")
    with source.open("rb") as file:
        copy_in(file, place)
    copy_out(place, tmp_path / "deep" / "target")
    assert (tmp_path / "deep" / "target").read_bytes() == source.read_bytes()
    with pytest.raises(FileNotFoundError):
        copy_out(CloudPath("gs://bucket/none"), tmp_path / "none")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "source"]


class Torn(io.BytesIO):
    """A stream that breaks off."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("the disk has gone")
        return super().read(10)


def test_what_cannot_be_read_is_not_left_by_half(storage: Storage) -> None:
    with pytest.raises(OSError, match="the disk has gone"):
        copy_in(Torn(bytes(1000)), CloudPath("gs://bucket/half"))
    assert storage.names("bucket") == []


def test_a_file_here_is_whole_or_not_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "a", [b"one", b"two"])
    assert (tmp_path / "deep" / "a").read_bytes() == b"onetwo"

    def failing() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_whole(tmp_path / "deep" / "a", failing())
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "deep").iterdir()] == [("a", b"onetwo")]


def test_what_a_kill_left_is_found(tmp_path: Path) -> None:
    for name in (".a.1.part", "deep/.b.2.part", ".build/.c.3.part", "kept.part"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(path.name for path in half_written(tmp_path, ".build")) == [".a.1.part", ".b.2.part"]
    assert half_written(CloudPath("gs://bucket/a"), ".build") == []


def test_a_workspace_in_a_bucket_is_a_dictionary(storage: Storage) -> None:
    workspace = Workspace(CloudPath("gs://bucket/out/.build"))
    assert workspace.find("kind", "key") is None
    assert not workspace.has("kind", "key")
    workspace.put("kind", "key", {"a": [1, 2]})
    assert workspace.has("kind", "key")
    assert workspace.get("kind", "key") == {"a": [1, 2]}
    workspace.put("kind", "key", "other")
    assert pickle.loads(pickle.dumps(workspace)).find("kind", "key") == "other"
    (name,) = storage.names("bucket", "out/")
    storage.objects["bucket", name] = b"damaged" + storage.objects["bucket", name]
    assert workspace.find("kind", "key") is None
    assert storage.names("bucket", "out/") == []
    workspace.put("kind", "key", 1)
    workspace.remove()
    assert storage.names("bucket", "out/") == []
