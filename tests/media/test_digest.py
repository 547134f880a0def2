import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from contentsync.media import MediaError
from contentsync.media import MediaIndex
from contentsync.media.digest import Digest
from contentsync.media.digest import Digests

LONG_AGO = 1_600_000_000
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 123456789\n"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "digests.msgpack"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    return root


def digest_of(root: Path, cache: Path | None, name: str = "a.png") -> str:
    index = MediaIndex(root, cache)
    medium = index.medium(name, "", "")
    index.save()
    return medium.sha256


def remember(root: Path, cache: Path, name: str, digest: Digest) -> None:
    """Writes a cache that claims `digest` for the file as it now is: a claim that comes back was taken from it."""
    info = (root / name).stat()
    entry = [info.st_size, info.st_mtime_ns, info.st_ino, info.st_ctime_ns, digest]
    cache.parent.mkdir(exist_ok=True)
    cache.write_bytes(msgspec.msgpack.encode([1, {name: entry}]))


def test_a_file_larger_than_a_block_is_hashed_whole(root: Path) -> None:
    data = bytes(range(256)) * 4096 * 3 + b"tail"
    (root / "a.mp4").write_bytes(data)
    assert digest_of(root, None, "a.mp4") == sha(data)


def test_an_unchanged_file_is_not_read_again(root: Path, cache: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    remember(root, cache, "a.png", Digest("f" * 64, 3))
    assert digest_of(root, cache) == "f" * 64


def rewrite_longer(path: Path) -> None:
    path.write_bytes(b"longer")


def rewrite_keeping_size_and_mtime(path: Path) -> None:
    before = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_by_another_file(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"two")
    other.replace(path)


@pytest.mark.parametrize("touch", [rewrite_longer, rewrite_keeping_size_and_mtime, replace_by_another_file])
def test_a_changed_file_is_read_again(root: Path, cache: Path, touch: Callable[[Path], None]) -> None:
    path = root / "a.png"
    path.write_bytes(b"one")
    os.utime(path, (LONG_AGO, LONG_AGO))
    remember(root, cache, "a.png", Digest("f" * 64, 3))
    touch(path)
    assert digest_of(root, cache) == sha(path.read_bytes())


def test_a_file_touched_just_now_is_not_remembered(root: Path, cache: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    assert digest_of(root, cache) == sha(b"one")
    assert not cache.exists()


def test_a_file_touched_just_now_is_forgotten(root: Path, cache: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    remember(root, cache, "a.png", Digest("f" * 64, 3))
    (root / "a.png").write_bytes(b"longer")
    digest_of(root, cache)
    assert msgspec.msgpack.decode(cache.read_bytes()) == [1, {}]


def test_what_is_older_is_remembered_and_what_is_gone_dropped(root: Path, cache: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    old = Digests(root, cache)
    info = (root / "a.png").stat()
    # The clock of the file system, ten seconds on: nothing a test can wait for.
    old._began_ns = info.st_ctime_ns + 10_000_000_000
    old.of("a.png", root / "a.png", info, "a.png")
    old.save()
    assert msgspec.msgpack.decode(cache.read_bytes())[1]["a.png"][4][0] == sha(b"one")
    assert list(cache.parent.iterdir()) == [cache]
    (root / "b.png").write_bytes(b"two")
    (root / "a.png").unlink()
    again = Digests(root, cache)
    info = (root / "b.png").stat()
    again._began_ns = info.st_ctime_ns + 10_000_000_000
    again.of("b.png", root / "b.png", info, "b.png")
    again.save()
    assert list(msgspec.msgpack.decode(cache.read_bytes())[1]) == ["b.png"]
    before = cache.stat().st_ino
    again.save()
    assert cache.stat().st_ino == before


@pytest.mark.parametrize("content", [b"", b"not msgpack", msgspec.msgpack.encode([2, {}])])
def test_a_cache_that_cannot_be_read_is_begun_again(root: Path, cache: Path, content: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(content)
    (root / "a.png").write_bytes(b"one")
    assert digest_of(root, cache) == sha(b"one")


def test_a_cache_that_cannot_be_written_is_done_without(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (root / "a.png").write_bytes(b"one")
    assert digest_of(root, tmp_path / "file" / "digests.msgpack") == sha(b"one")


def test_a_cache_that_cannot_be_replaced_leaves_nothing_behind(root: Path, cache: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    digests = Digests(root, cache)
    info = (root / "a.png").stat()
    digests._began_ns = info.st_ctime_ns + 10_000_000_000
    digests.of("a.png", root / "a.png", info, "a.png")
    (cache / "in the way").mkdir(parents=True)
    digests.save()
    assert list(cache.parent.iterdir()) == [cache]


def test_a_pointer_of_git_lfs_has_the_digest(root: Path) -> None:
    (root / "a.mp4").write_text(POINTER.format("ab" * 32))
    medium = MediaIndex(root, None).medium("a.mp4", "", "")
    assert (medium.sha256, medium.size, medium.is_pointer) == ("ab" * 32, 123456789, True)


@pytest.mark.parametrize(
    "text", [POINTER.format("xy" * 32), POINTER.format("ab" * 32) + "more\n", "x" + POINTER.format("ab" * 32)]
)
def test_what_only_looks_like_a_pointer_is_content(root: Path, text: str) -> None:
    (root / "a.mp4").write_text(text)
    medium = MediaIndex(root, None).medium("a.mp4", "", "")
    assert (medium.sha256, medium.is_pointer) == (sha(text.encode()), False)


def test_a_file_that_vanished_after_it_was_found(root: Path) -> None:
    (root / "a.png").write_bytes(b"one")
    info = (root / "a.png").stat()
    (root / "a.png").unlink()
    with pytest.raises(MediaError, match="cannot be read") as caught:
        Digests(root, None).of("a.png", root / "a.png", info, "a.png")
    assert caught.value.code == "CS405"


def test_a_file_that_is_being_written(root: Path) -> None:
    path = root / "a.mp4"
    path.write_bytes(bytes(64 << 20))
    stop = threading.Event()

    def touch() -> None:
        second = 0
        while not stop.is_set():
            second += 1
            os.utime(path, (second, second))

    writer = threading.Thread(target=touch)
    writer.start()
    try:
        with pytest.raises(MediaError, match="being written") as caught:
            MediaIndex(root, None).medium("a.mp4", "", "")
    finally:
        stop.set()
        writer.join()
    assert caught.value.code == "CS405"
