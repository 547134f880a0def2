"""Small pictures: what they keep, what they lose, and what none can be made of."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from contentsync.media import bounded
from contentsync.media.thumbnails import LONGEST
from contentsync.media.thumbnails import MOST_OLDER_BYTES
from contentsync.media.thumbnails import Picture
from contentsync.media.thumbnails import Thumbnails
from contentsync.media.thumbnails import answered
from contentsync.media.thumbnails import made
from contentsync.model.delivery import Medium


def image(path: Path, size: tuple[int, int] = (960, 600), mode: str = "RGB", **more: object) -> Medium:
    Image.new(mode, size, None).save(path, **more)
    data = path.read_bytes()
    return Medium(src=path.name, kind="image", path=path.name, sha256=sha256(data).hexdigest(), size=len(data))


@pytest.fixture
def thumbnails(tmp_path: Path) -> Thumbnails:
    return Thumbnails(tmp_path, tmp_path / "cache")


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def test_is_small_and_keeps_its_shape(tmp_path: Path, thumbnails: Thumbnails) -> None:
    picture = thumbnails.picture(image(tmp_path / "a.jpg"))
    assert picture is not None
    assert (picture.width, picture.height, picture.content_type) == (LONGEST, 300, "image/jpeg")
    assert opened(picture).size == (LONGEST, 300)


def test_is_never_larger_than_the_original(tmp_path: Path) -> None:
    image(tmp_path / "a.png", (20, 10))
    assert (made(tmp_path / "a.png").width, made(tmp_path / "a.png").height) == (20, 10)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_keeps_what_shines_through(tmp_path: Path, mode: str) -> None:
    image(tmp_path / "a.png", mode=mode, **({"transparency": 0} if mode == "P" else {}))
    picture = made(tmp_path / "a.png")
    assert picture.content_type == "image/webp"
    assert opened(picture).has_transparency_data


@pytest.mark.parametrize("mode", ["L", "1", "CMYK"])
def test_other_colours(tmp_path: Path, mode: str) -> None:
    image(tmp_path / "a.tiff", mode=mode)
    assert opened(made(tmp_path / "a.tiff")).mode == "RGB"


def test_stands_upright_and_says_nothing_of_its_place(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a camera that was held sideways
    exif[0x010F] = "A camera"
    image(tmp_path / "a.jpg", exif=exif)
    picture = made(tmp_path / "a.jpg")
    assert (picture.width, picture.height) == (300, LONGEST)
    assert b"A camera" not in picture.data
    assert not opened(picture).getexif()


def test_is_made_once(tmp_path: Path, thumbnails: Thumbnails, monkeypatch: pytest.MonkeyPatch) -> None:
    medium = image(tmp_path / "a.jpg")
    first = thumbnails.picture(medium)
    monkeypatch.setattr(bounded.Bounded, "ask", lambda *_: pytest.fail("it was made before"))
    assert thumbnails.picture(medium) == first


@pytest.mark.parametrize("kept", [b"", b"no picture"])
def test_a_broken_memory(tmp_path: Path, thumbnails: Thumbnails, kept: bytes) -> None:
    medium = image(tmp_path / "a.jpg")
    first = thumbnails.picture(medium)
    (file,) = (tmp_path / "cache" / "thumbnails").iterdir()
    file.write_bytes(kept)
    assert thumbnails.picture(medium) == first


def test_without_a_memory(tmp_path: Path) -> None:
    medium = image(tmp_path / "a.jpg")
    (tmp_path / "file").write_text("in the way")
    for cache in (None, tmp_path / "file"):
        assert Thumbnails(tmp_path, cache).picture(medium) is not None


@pytest.mark.parametrize(
    "medium",
    [
        Medium(src="a.mp4", kind="video", path="a.mp4"),
        Medium(src="https://a.example/a.jpg", kind="image", url="https://a.example/a.jpg"),
        Medium(src="a.jpg", kind="image", path="a.jpg", is_pointer=True),
        Medium(src="gone.jpg", kind="image", path="gone.jpg"),
        Medium(src="broken.jpg", kind="image", path="broken.jpg", sha256="cc"),
        Medium(src="out.jpg", kind="image", path="out.jpg", sha256="dd"),
    ],
)
def test_no_picture(tmp_path: Path, medium: Medium) -> None:
    root = tmp_path / "root"
    root.mkdir()
    image(tmp_path / "secret.jpg")
    (root / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    assert Thumbnails(root, tmp_path / "cache").picture(medium) is None
    assert not list((tmp_path / "cache").rglob("*"))


@pytest.mark.parametrize("by_now", [None, "another", "no longer readable"])
def test_what_is_only_in_an_older_state(tmp_path: Path, by_now: str | None) -> None:
    medium = image(tmp_path / "a.jpg")
    first, data = Thumbnails(tmp_path, None).picture(medium), (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").unlink()
    if by_now == "another":
        image(tmp_path / "a.jpg", (20, 10))
    elif by_now:
        (tmp_path / "a.jpg").mkdir()
    asked: list[str] = []

    def older(path: str) -> bytes:
        asked.append(path)
        return data

    assert first is not None
    assert Thumbnails(tmp_path, tmp_path / "cache", older).picture(medium) == first
    assert asked == ["a.jpg"]
    assert Thumbnails(tmp_path, None).picture(medium) is None
    assert Thumbnails(tmp_path, None, lambda path: b"something else").picture(medium) is None
    assert Thumbnails(tmp_path, None, older).picture(replace(medium, size=MOST_OLDER_BYTES + 1)) is None


def test_a_picture_that_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    medium = image(tmp_path / "a.jpg")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert Thumbnails(tmp_path, None).picture(medium) is None


def test_a_picture_that_is_far_too_large(tmp_path: Path) -> None:
    """Ten thousand million pixels that are all the same, in a file of some kilobytes."""
    image(tmp_path / "a.png", (20, 10))
    whole = bytearray((tmp_path / "a.png").read_bytes())
    whole[16:24] = (100_000).to_bytes(4, "big") * 2
    (tmp_path / "a.png").write_bytes(whole)
    assert answered(str(tmp_path / "a.png").encode()) == b""


def test_what_the_process_answers(tmp_path: Path) -> None:
    image(tmp_path / "a.png")
    assert len(answered(str(tmp_path / "a.png").encode())) > 100
