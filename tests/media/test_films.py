"""Films, made with Debian's ffmpeg: `.ci/run` installs it; without it these tests are skipped."""

import shutil
import subprocess
from pathlib import Path

import pytest

from contentsync import media
from contentsync.media import Facts
from contentsync.media.formats import HEAD
from contentsync.media.formats import format_of
from contentsync.media.watched import read

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg: apt-get install -y ffmpeg")

PICTURE = ("-f", "lavfi", "-i", "testsrc=size=320x240:rate=25")
SOUND = ("-f", "lavfi", "-i", "sine=1000")


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True, timeout=100)


def facts_of(path: Path) -> Facts:
    """As the process that looks into films finds them, here in this one."""
    with path.open("rb") as file:
        return read(path, format_of(file.read(HEAD)))


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short films: `a.*` are the same two seconds."""
    folder = tmp_path_factory.mktemp("films")
    ffmpeg(*PICTURE, *SOUND, "-t", "2", "-pix_fmt", "yuv420p", folder / "a.mp4")
    copy = ("-i", folder / "a.mp4", "-c", "copy")
    ffmpeg(*copy, "-movflags", "+faststart", folder / "fast.mp4")
    ffmpeg(*copy, folder / "a.mov")
    ffmpeg(*copy, folder / "a.mkv")
    ffmpeg(*copy, "-movflags", "frag_keyframe+empty_moov", folder / "pieces.mp4")
    ffmpeg(*copy, "-metadata:s:v", "rotate=90", folder / "turned.mp4")
    ffmpeg("-i", folder / "a.mp4", "-c:v", "libvpx", "-c:a", "libvorbis", folder / "a.webm")
    ffmpeg(*PICTURE, "-t", "1", "-c:v", "libvpx", "-live", "1", folder / "live.webm")
    ffmpeg("-i", folder / "a.mp4", "-an", "-c:v", "copy", folder / "silent.mp4")
    ffmpeg("-i", folder / "a.mp4", "-vn", "-c:a", "copy", folder / "sound.mp4")
    ffmpeg("-i", folder / "a.mp4", folder / "a.avi")
    ffmpeg("-i", folder / "a.mp4", folder / "a.mpg")
    ffmpeg(*PICTURE, "-t", "0", folder / "nothing.mp4")
    return folder


@pytest.mark.parametrize(
    ("name", "kind", "codec", "audio_codec"),
    [
        ("a.mp4", "mp4", "H.264", "AAC"),
        ("a.mov", "mov", "H.264", "AAC"),
        ("a.webm", "webm", "VP8", "Vorbis"),
        ("a.mkv", "mkv", "H.264", "AAC"),
        ("a.avi", "avi", "MPEG-4 Visual", "MPEG Audio"),
        ("a.mpg", "mpeg", "MPEG-2", "MPEG Audio"),
        ("pieces.mp4", "mp4", "H.264", "AAC"),
    ],
)
def test_containers_and_codecs(films: Path, name: str, kind: str, codec: str, audio_codec: str) -> None:
    found = facts_of(films / name)
    assert (found.format, found.codec, found.audio_codec, found.fault) == (kind, codec, audio_codec, "")
    assert (found.width, found.height, found.rate, found.audio_rate) == (320, 240, 25, 44100)
    assert found.duration == pytest.approx(2, abs=0.1)
    assert found.bit_rate == pytest.approx((films / name).stat().st_size * 8 / 2, rel=0.1)
    assert found.audio_codec
    assert found.has_picture


def test_whether_it_plays_before_it_is_there(films: Path) -> None:
    assert [facts_of(films / name).is_faststart for name in ("a.mp4", "fast.mp4", "a.webm")] == [False, True, True]


def test_a_film_is_as_wide_as_it_is_shown(films: Path) -> None:
    found = facts_of(films / "turned.mp4")
    assert (found.width, found.height) == (240, 320)


def test_without_sound_or_without_picture(films: Path) -> None:
    assert not facts_of(films / "silent.mp4").audio_codec
    found = facts_of(films / "sound.mp4")
    assert (found.has_picture, bool(found.audio_codec), found.width) == (False, True, 0)


def test_a_film_of_no_length(films: Path) -> None:
    found = facts_of(films / "nothing.mp4")
    assert (found.fault, found.duration) == ("broken", 0)


@pytest.mark.parametrize("name", ["a.mp4", "fast.mp4", "a.mov", "a.webm"])
def test_films_that_end_too_early(films: Path, tmp_path: Path, name: str) -> None:
    whole = (films / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert facts_of(tmp_path / name).fault == "truncated"


def test_a_recording_that_never_says_where_it_ends(films: Path) -> None:
    found = facts_of(films / "live.webm")
    assert (found.fault, found.duration, found.width) == ("", None, 320)


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
def test_a_film_whose_every_byte_may_be_wrong(films: Path, tmp_path: Path, name: str) -> None:
    whole = (films / name).read_bytes()
    for at in range(8, 2000, 61):
        broken = bytearray(whole)
        broken[at : at + 4] = b"\xff\xff\xff\xff"
        (tmp_path / name).write_bytes(broken)
        assert isinstance(media.facts_of(tmp_path / name), Facts)


def test_nothing_that_a_film_refers_to_is_opened(films: Path, tmp_path: Path) -> None:
    """A reference (`dref`) may lead to another file: there is none, and nobody misses it."""
    whole = (films / "a.mov").read_bytes()
    assert whole.count(b"url \x00\x00\x00\x01") == 2
    (tmp_path / "a.mov").write_bytes(whole.replace(b"url \x00\x00\x00\x01", b"url \x00\x00\x00\x00"))
    assert facts_of(tmp_path / "a.mov").width == 320
