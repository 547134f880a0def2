"""Whether a file holds what its name says, all of it: the same for every network."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from contentsync.media import Facts
from contentsync.media.formats import KINDS_OF_FORMATS
from contentsync.model.delivery import Medium
from contentsync.model.problem import Severity
from contentsync.platforms import Finding

MOST_PIXELS = 2 * 178_956_970
"""Above it Pillow, and what is built upon it, refuses to decode a picture at all (Pillow docs, Image module)."""

FORMATS = {
    "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WebP", "tiff": "TIFF", "bmp": "BMP", "heic": "HEIC",
    "avif": "AVIF", "jxl": "JPEG XL", "mp4": "MP4", "mov": "MOV", "webm": "WebM", "mkv": "Matroska", "avi": "AVI",
    "mpeg": "MPEG", "flv": "FLV", "wmv": "WMV", "pdf": "PDF", "docx": "DOCX", "pptx": "PPTX",
    "ole": "DOC or PPT", "svg": "SVG", "html": "HTML", "psd": "PSD", "zip": "a ZIP archive", "rtf": "RTF",
    "ogg": "Ogg", "mp3": "MP3", "wav": "WAV",
}  # fmt: skip
"""Formats as people write them."""

_NOUNS = {"image": "a picture", "video": "a video", "document": "a document"}
_EXPORT = {"image": "JPEG or PNG", "video": "MP4", "document": "PDF"}
_SUFFIXES = {
    "jpg": "jpeg", "jpeg": "jpeg", "tif": "tiff", "m4v": "mp4", "mov": "mp4", "mpg": "mpeg", "doc": "ole", "ppt": "ole"
}  # fmt: skip
"""What a suffix stands for, where it is not the format's own name. MOV and MP4 are the same boxes."""


def content_findings(medium: Medium, facts: Facts, path: tuple[str | int, ...]) -> Iterator[Finding]:
    """At most one finding; an error where no network can show the file. Nothing of addresses and LFS pointers."""
    if medium.is_pointer or medium.url or medium.kind not in _NOUNS:
        return
    again = f"Export it again, as {_EXPORT[medium.kind]}."
    if facts.fault == "empty":
        yield Finding(path, "CS410", f"{medium.src} is empty: it has no bytes", again)
    elif not facts.format:
        message = f"{medium.src} is not known to be {_NOUNS[medium.kind]}: its content is none of the usual formats"
        yield Finding(path, "CS411", message, again, Severity.WARNING)
    elif KINDS_OF_FORMATS[facts.format] != medium.kind:
        message = f"{medium.src} is not {_NOUNS[medium.kind]}: its content is {FORMATS[facts.format]}"
        yield Finding(path, "CS411", message, again)
    elif facts.fault:
        yield _faulty(medium, facts, path, again)
    elif medium.kind == "video" and not facts.has_picture:
        yield Finding(path, "CS414", f"{medium.src} has sound and no picture", again)
    elif medium.kind == "video" and facts.duration == 0:
        yield Finding(path, "CS410", f"{medium.src} is empty: it lasts no time at all", again)
    elif facts.pixels > MOST_PIXELS:
        message = f"{medium.src} unfolds to {facts.width:,} by {facts.height:,} pixels; services refuse to open that"
        yield Finding(path, "CS413", message, "Scale it down.")
    else:
        yield from _misnamed(medium, facts, path)


def _faulty(medium: Medium, facts: Facts, path: tuple[str | int, ...], again: str) -> Finding:
    if facts.duration == 0 and facts.fault == "broken":
        return Finding(path, "CS410", f"{medium.src} is empty: it has neither picture nor sound", again)
    if facts.fault == "unmeasured":
        message = f"{medium.src} cannot be looked into within ten seconds: it is damaged, or meant to do harm"
        return Finding(path, "CS412", message, again, Severity.WARNING)
    if facts.format == "pdf":
        message = f"the pages of {medium.src} cannot be counted: the PDF is damaged or locked"
        return Finding(path, "CS412", message, again, Severity.WARNING)
    how = "ends before its content does" if facts.fault == "truncated" else "is damaged: its head cannot be read"
    return Finding(path, "CS412", f"{medium.src} {how}", f"Copy the whole file. {again}")


def _misnamed(medium: Medium, facts: Facts, path: tuple[str | int, ...]) -> Iterator[Finding]:
    stem, _, suffix = medium.path.rpartition("/")[2].lower().rpartition(".")
    meant, there = _SUFFIXES.get(suffix, suffix) if stem else "", _SUFFIXES.get(facts.format, facts.format)
    if meant != there:
        message = f"{medium.src} holds {FORMATS[facts.format]}"
        better = "jpg" if facts.format == "jpeg" else "doc" if facts.format == "ole" else facts.format
        fix = f"Name it {PurePosixPath(medium.src).stem}.{better}."
        yield Finding(path, "CS411", message, fix, Severity.WARNING)
