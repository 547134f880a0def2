"""Pictures and documents: what is found out about each, whole and broken."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from contentsync.media import Facts
from contentsync.media import facts_of
from contentsync.media.formats import HEAD
from contentsync.media.formats import KINDS_OF_FORMATS
from contentsync.media.formats import format_of
from contentsync.media.watched import read
from tests.corpus import animation
from tests.corpus import jpeg_bomb
from tests.corpus import pdf
from tests.corpus import picture


def facts(folder: Path, content: bytes) -> Facts:
    """Of a file whose name says nothing; documents as the process that looks into them does, here in this one."""
    path = folder / "file"
    path.write_bytes(content)
    kind = format_of(content[:HEAD])
    return read(path, kind) if kind in ("pdf", "zip") else facts_of(path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "jpeg"), ("a.png", "png"), ("a.gif", "gif"), ("a.webp", "webp"), ("a.bmp", "bmp"), ("a.tif", "tiff")],
)
def test_a_picture_is_known_by_its_content(tmp_path: Path, name: str, kind: str) -> None:
    found = facts(tmp_path, picture(name, (120, 80)))
    assert (found.format, found.fault, found.width, found.height, found.ratio) == (kind, "", 120, 80, 1.5)
    assert (found.frames, found.has_alpha, found.orientation, found.pixels) == (1, False, 1, 9600)


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.webp"])
def test_animations(tmp_path: Path, name: str) -> None:
    found = facts(tmp_path, animation(name, 7, (40, 30)))
    assert (found.frames, found.width, found.height) == (7, 40, 30)


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_of_every_kind(tmp_path: Path, lossless: bool) -> None:
    plain = facts(tmp_path, picture("a.webp", (301, 99), lossless=lossless))
    clear = facts(tmp_path, picture("a.webp", (301, 99), "RGBA", lossless=lossless))
    assert (plain.width, plain.height, plain.has_alpha) == (301, 99, False)
    assert (clear.width, clear.height, clear.has_alpha) == (301, 99, True)


def test_transparency(tmp_path: Path) -> None:
    assert facts(tmp_path, picture("a.png", (9, 9), "RGBA")).has_alpha
    assert facts(tmp_path, picture("a.gif", (9, 9), "P", transparency=0)).has_alpha


@pytest.mark.parametrize(("orientation", "size"), [(1, (120, 80)), (3, (120, 80)), (6, (80, 120)), (8, (80, 120))])
def test_the_size_is_the_one_that_is_shown(tmp_path: Path, orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = facts(tmp_path, picture("a.jpg", (120, 80), exif=exif))
    assert (found.orientation, (found.width, found.height)) == (orientation, size)


@pytest.mark.parametrize("exif", [b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0", b"Exif\0\0rubbish!"])
def test_an_orientation_that_cannot_be_read(tmp_path: Path, exif: bytes) -> None:
    assert facts(tmp_path, picture("a.jpg", (120, 80), exif=exif)).orientation == 1


@pytest.mark.parametrize("orientation", [0, 9])
def test_an_orientation_that_there_is_not(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert facts(tmp_path, picture("a.jpg", (120, 80), exif=exif)).orientation == 1


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp"])
def test_a_file_that_ends_too_early(tmp_path: Path, name: str) -> None:
    whole = picture(name, (300, 300))
    assert facts(tmp_path, whole[: len(whole) * 2 // 3]).fault == "truncated"
    assert facts(tmp_path, whole[:-1]).fault == "truncated"
    assert facts(tmp_path, whole).fault == ""


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif"])
def test_what_a_camera_appends_is_no_fault(tmp_path: Path, name: str) -> None:
    assert facts(tmp_path, picture(name, (60, 60)) + b"\0more" * 500_000).fault == ""


def test_long_comments_are_no_fault(tmp_path: Path) -> None:
    comments = PngInfo()
    comments.add_text("workflow", "x" * 3_000_000, zip=True)
    whole = picture("a.png", (70, 50), pnginfo=comments)
    assert facts(tmp_path, whole) == Facts(format="png", width=70, height=50)
    assert facts(tmp_path, whole[:-1]).fault == "truncated"


def test_the_end_of_a_thumbnail_is_not_the_end(tmp_path: Path) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + picture("a.jpg", (8, 8))
    whole = picture("a.jpg", (300, 300), exif=exif)
    assert facts(tmp_path, whole).fault == ""
    assert facts(tmp_path, whole[:-2]).fault == "truncated"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp", "a.bmp", "a.tif"])
def test_a_head_and_nothing_behind_it(tmp_path: Path, name: str) -> None:
    assert facts(tmp_path, picture(name)[:12]).fault in ("broken", "truncated")


def test_odd_chunks_of_webp(tmp_path: Path) -> None:
    assert facts(tmp_path, b"RIFF\x20\0\0\0WEBPVP9 " + bytes(40)).fault == "broken"
    assert facts(tmp_path, b"RIFF\x20\0\0\0WEBPVP8X" + bytes(40)).frames == 1


def test_a_gif_without_a_picture(tmp_path: Path) -> None:
    assert facts(tmp_path, b"GIF89a" + bytes(7) + b"\x3b").fault == "truncated"
    assert facts(tmp_path, b"GIF89a" + bytes(7) + b"\x2c").fault == "truncated"
    assert facts(tmp_path, b"GIF89a" + bytes(7) + b"?").fault == "truncated"


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it is that wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("content", [bomb(1_000_000), jpeg_bomb()], ids=["png", "jpeg"])
def test_a_bomb_is_measured_and_not_unfolded(tmp_path: Path, content: bytes) -> None:
    facts(tmp_path, picture("a.png"))
    tracemalloc.start()
    found = facts(tmp_path, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.pixels > 4_000_000_000
    assert peak < 5_000_000


def test_a_bomb_of_frames(tmp_path: Path) -> None:
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x4c\1\0"
    began = time.process_time()
    found = facts(tmp_path, b"GIF89a\1\0\1\0\0\0\0" + frame * 200_000 + b"\x3b")
    assert (found.frames, found.fault) == (200_000, "")
    assert time.process_time() - began < 20


def test_an_empty_file(tmp_path: Path) -> None:
    assert facts(tmp_path, b"") == Facts(fault="empty")


@pytest.mark.parametrize("content", [b"\0" * 5000, b"hello", b"\xff", bytes(range(256))])
def test_content_that_nobody_knows(tmp_path: Path, content: bytes) -> None:
    assert facts(tmp_path, content) == Facts()


FORMATS = [
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE svg>\n<!-- made by hand -->\n<svg >", "svg"),
    (b"<svg/>", "svg"),
    (b"<svga>", ""),
    (b"<!doctype html><title>x</title>", "html"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
    (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "avif"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"8BPS\0\1", "psd"),
    (b"{\\rtf1", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
    (b"XXXX\0\0\0\0WAVEfmt ", ""),
    (b"G" + bytes(187) + b"G" + bytes(187), "mpeg"),
    (b"\0\0\0\x08wide\0\0\0\x08mdat", "mov"),
    (b"a line before\n%PDF-1.7", "pdf"),
    (b"<?" + b"x" * 5000 + b"?><svg>", ""),
]


@pytest.mark.parametrize(("head", "name"), FORMATS)
def test_formats(head: bytes, name: str) -> None:
    assert format_of(head[:HEAD]) == name
    assert not name or name in KINDS_OF_FORMATS


def test_markup_that_was_written_to_hurt() -> None:
    began = time.process_time()
    assert format_of(b"<" + b"<!" * 2000) == ""
    assert format_of(b"<!--" * 1000) == ""
    assert time.process_time() - began < 5


@pytest.mark.parametrize("pages", [1, 12])
def test_pages_of_a_pdf(tmp_path: Path, pages: int) -> None:
    assert facts(tmp_path, pdf(pages)) == Facts(format="pdf", pages=pages)


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    assert facts(tmp_path, pdf(0)).pages == 0


@pytest.mark.parametrize("length", [9, 200])
def test_a_pdf_that_ends_too_early(tmp_path: Path, length: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert facts(tmp_path, pdf(2)[:length]) == Facts(format="pdf", fault="broken")
    assert capfd.readouterr() == ("", "")


def test_a_pdf_whose_pages_are_their_own_parents(tmp_path: Path) -> None:
    whole = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
    found = facts(tmp_path, whole + b"trailer<</Root 1 0 R>>\n%%EOF")
    assert found.fault == "broken" or found.pages == 0


def test_a_pdf_larger_than_any_network_takes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(pdf(3))
    with path.open("r+b") as file:
        file.truncate(101 * 1024 * 1024)
    assert read(path, "pdf") == Facts(format="pdf")


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("names", "kind"),
    [(("ppt/a.xml",), "pptx"), (("[Content_Types].xml", "word/document.xml"), "docx"), (("photo.jpg",), "zip")],
)
def test_office_files(tmp_path: Path, names: tuple[str, ...], kind: str) -> None:
    assert facts(tmp_path, archive(*names)) == Facts(format=kind)
    assert facts(tmp_path, archive(*names)[:-30]) == Facts(format="zip", fault="truncated")


def test_nothing_but_os_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        facts_of(tmp_path / "gone.jpg")
