"""Facts are found out once for each content."""

import os
from pathlib import Path

import pytest

from contentsync.media import MediaIndex
from contentsync.media import known as module
from contentsync.media.known import NAME
from contentsync.media.known import KnownFacts
from tests.corpus import medium
from tests.corpus import pdf
from tests.corpus import picture

LONG_AGO = 1_700_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(picture("a.png", (120, 80)))
    os.utime(tmp_path / "a.png", (LONG_AGO, LONG_AGO))
    return tmp_path


def index(root: Path) -> MediaIndex:
    return MediaIndex(root, root / "cache" / "media.msgpack")


def settled(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's ctime cannot be set: the rule that waits for it is switched off."""
    monkeypatch.setattr("contentsync.media.digest.RACY_NS", -(10**18))


def test_a_medium_carries_what_people_want_to_read(root: Path) -> None:
    (root / "film.mp4").write_bytes(medium("film.mp4") or b"")
    (root / "guide.pdf").write_bytes(pdf(3))
    films = index(root)
    photo, film, guide = (films.medium(name, "", "") for name in ("a.png", "film.mp4", "guide.pdf"))
    assert (photo.width, photo.height, photo.duration) == (120, 80, 0)
    assert (film.width, film.height, film.duration) == (720, 1280, 4)
    assert films.facts(guide).pages == 3


def test_what_is_known_is_not_looked_at_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(root, monkeypatch)
    first = index(root)
    photo = first.medium("a.png", "", "")
    first.save()
    monkeypatch.setattr(module, "facts_in", None)
    (root / "copy.png").write_bytes((root / "a.png").read_bytes())
    again = index(root)
    assert again.medium("a.png", "", "") == photo
    assert again.medium("copy.png", "", "").width == 120
    assert again.facts(photo).format == "png"
    again.save()


def test_what_was_touched_just_now_is_not_remembered(root: Path) -> None:
    first = index(root)
    first.medium("a.png", "", "")
    first.save()
    assert KnownFacts(root / "cache").get(first.medium("a.png", "", "").sha256) is None


def test_what_nobody_asks_for_any_more_is_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(root, monkeypatch)
    first = index(root)
    old = first.medium("a.png", "", "").sha256
    first.save()
    (root / "a.png").write_bytes(picture("a.png", (20, 10)))
    second = index(root)
    new = second.medium("a.png", "", "").sha256
    second.save()
    assert KnownFacts(root / "cache").get(old) is None
    assert KnownFacts(root / "cache").get(new) is not None


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\x92\xc4\x00\x80", b"\xc1"])
def test_a_memory_that_cannot_be_read(root: Path, content: bytes) -> None:
    (root / "cache").mkdir()
    (root / "cache" / NAME).write_bytes(content)
    assert index(root).medium("a.png", "", "").width == 120


def test_a_memory_that_cannot_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(root, monkeypatch)
    films = index(root)
    films.medium("a.png", "", "")
    (root / "cache" / NAME).mkdir()
    films.save()
    assert list((root / "cache" / NAME).iterdir()) == []


def test_readers_of_another_version_are_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(root, monkeypatch)
    first = index(root)
    sha256 = first.medium("a.png", "", "").sha256
    first.save()
    assert KnownFacts(root / "cache").get(sha256) is not None
    monkeypatch.setattr(module, "_made_by", lambda: b"another")
    assert KnownFacts(root / "cache").get(sha256) is None


def test_a_file_that_changes_meanwhile_is_not_known(root: Path) -> None:
    info = (root / "a.png").stat()
    (root / "a.png").write_bytes(picture("a.png", (20, 10)))
    known = KnownFacts(None)
    assert known.look("00", root / "a.png", info, True).width == 0
    assert known.look("00", root / "gone.png", info, True).width == 0
    assert known.get("00") is None


def test_pointers_addresses_and_captions_have_no_facts(root: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 600000000\n"
    (root / "film.mp4").write_text(pointer)
    (root / "film.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    films = index(root)
    for src in ("film.mp4", "https://example.com/a.jpg", "film.srt"):
        found = films.medium(src, "", "")
        assert (films.facts(found).format, found.width, found.duration) == ("", 0, 0)
