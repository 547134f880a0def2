"""The cache is never wrong: with it, and without, the same comes out, whatever changed in between."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contentsync.content import cache as cache_module
from contentsync.content.cache import NAME
from contentsync.content.load import load
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired

from .repository import POST
from .repository import loaded
from .repository import write

FILES = {
    "a.yaml": POST,
    "b/_defaults.yaml": "profile: acme\nplatforms: {x: {made_with_ai: true}}\n",
    "b/c.md": "---\nplatforms: [x]\npublish_at: 2027-03-01 09:00Z\n---\nSee https://example.com {{ who }}\n",
    "b/m.yaml": POST + "media: [{src: m.jpg, alt: M}]\n",
    "b/v.yaml": POST + "media: {src: v.mp4, cover: m.jpg, captions: v.srt}\n",
    "b/y.yaml": POST.replace("[x]", "{youtube: {thumbnail: m.jpg}}") + "title: T\nmedia: v.mp4\n",
    "b/m.jpg": "one",
    "b/v.mp4": "video",
    "b/v.srt": "words",
    "bad.yaml": "text: a: b\n",
    "week.yaml": "- {id: one, draft: true, profile: p, platforms: [x], text: T}\n- {id: two, profile: p}\n",
}
SETTINGS: dict[str, Any] = {"variables": {"who": "Ann"}}


def both(root: Path, **settings: Any) -> Desired:
    """What comes out with the cache, which is the same as without."""
    without = loaded(root, **(SETTINGS | settings))
    assert loaded(root, cache=root / "cache", **(SETTINGS | settings)) == without
    return without


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    both(tmp_path)
    return tmp_path


def known(root: Path) -> set[str]:
    document = msgspec.msgpack.decode((root / "cache" / NAME).read_bytes())
    return {path.removeprefix("content/") for path in document[1]}


def test_good_files_are_kept_and_bad_ones_are_not(root: Path) -> None:
    assert known(root) == {"a.yaml", "b/c.md", "b/m.yaml", "b/v.yaml", "b/y.yaml"}


def test_what_is_kept_is_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "cache" / NAME
    path.write_bytes(path.read_bytes().replace(b"Hello", b"Hallo"))
    desired = loaded(root, cache=root / "cache", **SETTINGS)
    assert {each.text for each in desired.deliveries if each.post_id == "a"} == {"Hallo"}


CHANGES = {
    "a post": {"a.yaml": POST.replace("Hello", "Bye")},
    "defaults": {"b/_defaults.yaml": "profile: beta\n"},
    "lines of defaults": {"b/_defaults.yaml": "# more\n" + FILES["b/_defaults.yaml"]},
    "a picture": {"b/m.jpg": "two"},
    "a video": {"b/v.mp4": "other"},
    "captions": {"b/v.srt": "other words"},
    "defaults that are broken now": {"b/_defaults.yaml": "a: ["},
    "a pointer": {"b/m.jpg": f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 3\n"},
    "a comment in defaults": {"b/_defaults.yaml": "# contentsync: ignore CS310 why\n" + FILES["b/_defaults.yaml"]},
    "a comment in a post": {"b/c.md": FILES["b/c.md"].replace("---\nSee", "# contentsync: ignore CS310 why\n---\nSee")},
    "a second id": {"z.yaml": "id: a\n" + POST},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_is_seen(root: Path, change: dict[str, str]) -> None:
    before = both(root)
    write(root, change)
    after = both(root)
    assert after != before or change == CHANGES["lines of defaults"]
    both(root)


def test_what_is_ignored_is_kept_with_its_file(root: Path) -> None:
    write(root, CHANGES["a comment in a post"])
    assert "CS114" not in {problem.code for problem in both(root).problems}
    assert "b/c.md" in known(root)
    assert "CS310" not in {problem.code for problem in both(root).problems}


@pytest.mark.parametrize(
    "settings",
    [
        {"variables": {"who": "Bob"}},
        {"x_links": True},
        {"x_links": ["acme"]},
        {"severities": {"CS310": "off"}},
        {"severities": {"CS310": "error"}},
        {"defaults": {"labels": ["new"]}},
        {"defaults": {"first_comment": "{{ who }}"}},
    ],
    ids=str,
)
def test_settings_that_change_are_seen(root: Path, settings: dict[str, Any]) -> None:
    assert both(root, **settings) != both(root)


def test_media_that_go_away_are_seen(root: Path) -> None:
    (root / "content/b/m.jpg").unlink()
    assert {each.code for each in both(root).problems} >= {"CS401"}


def test_files_that_go_away_are_forgotten(root: Path) -> None:
    (root / "content/a.yaml").unlink()
    both(root)
    assert "a.yaml" not in known(root)


def test_times_of_files_play_no_part(root: Path) -> None:
    before = (root / "cache" / NAME).stat().st_ino
    for path in (root / "content").rglob("*"):
        os.utime(path, (1, 1))
    both(root)
    assert (root / "cache" / NAME).stat().st_ino == before


GARBAGE = [b"", b"\xc1", b"\x92\xc4\x00", b"\x91" * 100_000, msgspec.msgpack.encode([b"", {"a": 1}])]


@pytest.mark.parametrize("raw", GARBAGE)
def test_a_cache_that_cannot_be_read_is_begun_again(root: Path, raw: bytes) -> None:
    (root / "cache" / NAME).write_bytes(raw)
    both(root)
    assert "a.yaml" in known(root)


def test_a_cache_of_another_program_is_begun_again(root: Path) -> None:
    path = root / "cache" / NAME
    document = msgspec.msgpack.decode(path.read_bytes())
    document[0] = b"other"
    path.write_bytes(msgspec.msgpack.encode(document).replace(b"Hello", b"Hallo"))
    both(root)
    assert msgspec.msgpack.decode(path.read_bytes())[0] == cache_module.made_by()


def test_a_folder_that_cannot_be_written_is_done_without(root: Path) -> None:
    (root / "file").write_text("in the way")
    desired = loaded(root, cache=root / "file", **SETTINGS)
    assert desired == loaded(root, **SETTINGS)


def test_a_write_that_fails_leaves_nothing_half_written(root: Path) -> None:
    path = root / "cache" / NAME
    path.unlink()
    (path / "in the way").mkdir(parents=True)
    both(root)
    assert [each.name for each in (root / "cache").iterdir()] == [NAME]


def test_time_zone_data_are_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_by = cache_module.made_by.__wrapped__
    before = made_by()
    (tmp_path / "tzdata.zi").write_text("# version 2099z\n")
    monkeypatch.setattr(cache_module.zoneinfo, "TZPATH", (str(tmp_path),))
    assert made_by() != before


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    import gc

    write(tmp_path, {"a.yaml": POST})
    gc.disable()
    try:
        load(tmp_path, "content", defaults={}, media=MediaIndex(tmp_path, None), cache=None)
        assert not gc.isenabled()
    finally:
        gc.enable()
    load(tmp_path, "content", defaults={}, media=MediaIndex(tmp_path, None), cache=None)
    assert gc.isenabled()
