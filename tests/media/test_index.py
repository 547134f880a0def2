import hashlib
import os
from pathlib import Path

import pytest

from contentsync.media import MediaError
from contentsync.media import MediaIndex
from contentsync.media import kind_of

PNG = b"\x89PNG not really"
PNG_SHA = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "content" / "spring").mkdir(parents=True)
    (root / "content" / "spring" / "photo.png").write_bytes(PNG)
    (root / "content" / "logo.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(b"of somebody else")
    return root


def failure(root: Path, src: str, beside: str = "content/spring") -> MediaError:
    with pytest.raises(MediaError) as caught:
        MediaIndex(root, None).medium(src, beside, "content")
    return caught.value


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("photo.png", "content/spring/photo.png"),
        ("./photo.png", "content/spring/photo.png"),
        ("../logo.png", "content/logo.png"),
        ("/logo.png", "content/logo.png"),
        ("/spring/photo.png", "content/spring/photo.png"),
    ],
)
def test_a_file_is_found_beside_the_post_or_from_the_content_root(root: Path, src: str, path: str) -> None:
    medium = MediaIndex(root, None).medium(src, "content/spring", "content")
    assert (medium.src, medium.path, medium.kind) == (src, path, "image")
    assert (medium.sha256, medium.size, medium.is_pointer) == (PNG_SHA, len(PNG), False)


def test_a_post_at_the_root_of_the_repository_has_an_empty_folder(root: Path) -> None:
    (root / "a.png").write_bytes(PNG)
    assert MediaIndex(root, None).medium("a.png", "", "").path == "a.png"
    assert MediaIndex(root, None).medium("/a.png", "", ".").path == "a.png"


@pytest.mark.parametrize("src", ["../../../secret.png", "/../../secret.png", "../../.git/photo.png"])
def test_a_way_out_of_the_repository_is_refused(root: Path, src: str) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "photo.png").write_bytes(PNG)
    assert failure(root, src).code == "CS402"


def test_symlinks_are_followed_inside_the_repository_only(root: Path, tmp_path: Path) -> None:
    spring = root / "content" / "spring"
    (spring / "same.png").symlink_to("../logo.png")
    (spring / "away.png").symlink_to(tmp_path / "secret.png")
    (root / "content" / "elsewhere").symlink_to(tmp_path)
    index = MediaIndex(root, None)
    assert index.medium("same.png", "content/spring", "content").path == "content/spring/same.png"
    assert failure(root, "away.png").code == "CS402"
    assert failure(root, "/elsewhere/secret.png").code == "CS402"


def test_names_outside_the_repository_are_never_suggested(root: Path, tmp_path: Path) -> None:
    (root / "content" / "elsewhere").symlink_to(tmp_path)
    error = failure(root, "/elsewhere/secrets.png")
    assert "secret.png" not in error.message + error.fix


@pytest.mark.parametrize("src", ["Photo.PNG", "foto.png"])
def test_a_missing_file_is_answered_with_the_likely_one(root: Path, src: str) -> None:
    error = failure(root, f"/spring/{src}")
    assert error.code == "CS401"
    assert error.fix == "Write /spring/photo.png."


def test_a_missing_file_without_a_likely_one_says_where_it_should_be(root: Path) -> None:
    error = failure(root, "deep/zzzzzz.mp4")
    assert (error.code, error.fix) == ("CS401", "Add the file content/spring/deep/zzzzzz.mp4.")


def test_a_file_where_a_folder_should_be_is_missing(root: Path) -> None:
    assert failure(root, "photo.png/inner.png").code == "CS401"


@pytest.mark.parametrize("src", ["notes.txt", "noending", "https://example.com/page"])
def test_a_type_that_no_network_takes(root: Path, src: str) -> None:
    for name in ("notes.txt", "noending"):
        (root / "content" / "spring" / name).write_text("x")
    error = failure(root, src)
    assert error.code == "CS403"
    assert "jpg" in error.fix


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("/spring", "not a file"),
        ("loop.png", "cannot be read"),
        ("nul\0.png", "cannot be read"),
        ("http://example.com/a.png", "only https"),
        ("ftp://example.com/a.png", "only https"),
        ("https:///a.png", "not an address"),
        ("https://[/a.png", "not an address"),
        ("https://example.com/a b.png", "not an address"),
    ],
)
def test_what_cannot_be_read(root: Path, src: str, words: str) -> None:
    (root / "content" / "spring" / "loop.png").symlink_to("loop.png")
    error = failure(root, src)
    assert error.code == "CS405"
    assert words in error.message


def test_a_pipe_is_never_opened(root: Path) -> None:
    os.mkfifo(root / "content" / "spring" / "pipe.png")
    assert failure(root, "pipe.png").code == "CS405"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(root: Path) -> None:
    (root / "content" / "logo.png").chmod(0)
    assert failure(root, "/logo.png").code == "CS405"


def test_an_address_is_not_watched(root: Path) -> None:
    medium = MediaIndex(root, None).medium("https://example.com/a/Clip.MP4?x=1", "content", "content")
    assert (medium.kind, medium.url) == ("video", "https://example.com/a/Clip.MP4?x=1")
    assert (medium.path, medium.sha256, medium.size) == ("", "", 0)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", "image"),
        ("a.mov", "video"),
        ("a.pdf", "document"),
        ("a.srt", "captions"),
        ("a.exe", None),
        (".jpg", None),
    ],
)
def test_the_kind_is_told_by_the_suffix(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
