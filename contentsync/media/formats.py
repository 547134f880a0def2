"""What a file is by its content, whatever its name says. A look at the first bytes; nothing is decoded."""

import re
from typing import Literal

from contentsync.media.kinds import Kind

HEAD = 4096
"""Bytes of the beginning that are enough to tell."""

_MAGICS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (8, b"AVI ", "avi"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"BM", "bmp"),
    (0, b"8BPS", "psd"),
    (0, b"\x00\x00\x00\x0cJXL ", "jxl"),
    (0, b"\xff\x0a", "jxl"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpeg"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (0, b"%PDF-", "pdf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"{\\rtf", "rtf"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (8, b"WAVE", "wav"),
)
_RIFF = frozenset({"webp", "avi", "wav"})
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
# What a QuickTime film of the time before `ftyp` may begin with.
_OLD_FILM = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>|<!--.*?-->|<!doctype\s+svg.*?>|\s)*<svg[\s/>]", re.I | re.S
)
_PAGE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>])", re.I)
_TRANSPORT_PACKET = 188

KINDS_OF_FORMATS: dict[str, Kind | Literal[""]] = {
    **dict.fromkeys(("jpeg", "png", "gif", "webp", "tiff", "bmp", "heic", "avif", "jxl"), "image"),
    **dict.fromkeys(("mp4", "mov", "webm", "mkv", "avi", "mpeg", "flv", "wmv"), "video"),
    **dict.fromkeys(("pdf", "docx", "pptx", "ole"), "document"),
    **dict.fromkeys(("svg", "html", "psd", "zip", "rtf", "ogg", "mp3", "wav"), ""),
}
"""Every format that is told apart, and the kind of medium it is; empty for what no network takes as a medium."""


def format_of(head: bytes) -> str:
    """A key of `KINDS_OF_FORMATS`, or empty where the content is not known. `head`: the first `HEAD` bytes."""
    if head[4:8] == b"ftyp":
        return _family(head)
    for offset, magic, name in _MAGICS:
        if head.startswith(magic, offset) and (name not in _RIFF or head.startswith(b"RIFF")):
            return name
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "webm" if b"webm" in head[:128] else "mkv"
    if head[4:8] in _OLD_FILM:
        return "mov"
    if head[:1] == b"G" and head[_TRANSPORT_PACKET : _TRANSPORT_PACKET + 1] == b"G":
        return "mpeg"
    return _text(head)


def _family(head: bytes) -> str:
    """The formats that share the boxes of ISO 14496-12, told apart by their brands."""
    size = min(int.from_bytes(head[:4], "big"), HEAD)
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size, 4)}
    if brands & _AVIF:
        return "avif"
    if head[8:12] in _HEIC:
        return "heic"
    return "mov" if head[8:12] == b"qt  " else "mp4"


def _text(head: bytes) -> str:
    if _MARKUP.match(head):
        return "svg"
    if _PAGE.match(head):
        return "html"
    # Readers look for the head of a PDF within its first 1,024 bytes (ISO 32000-1, annex H).
    return "pdf" if b"%PDF-" in head[:1024] else ""
