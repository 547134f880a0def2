"""Media and attachments as parts of the form: a file part where it is a file, a field where it is an address."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.wire import FilePart
from contentsync.platforms.table import Option

CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mpeg": "video/mpeg",
    ".mpg": "video/mpeg",
    ".avi": "video/x-msvideo",
    ".mkv": "video/x-matroska",
    ".pdf": "application/pdf",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
}
"""IANA media types by suffix. A table of our own, since that of the operating system differs between machines."""

LANGUAGE = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{2,8})*")
"""A BCP-47 code as it is written in names of files: two letters, and what narrows them."""

MEDIA_FIELDS = {"video": "video", "photo": "photos[]", "document": "document"}

Field = tuple[str, str]


class Attachment(msgspec.Struct, frozen=True):
    """A file that an option names: `key` in `Delivery.attachments`, `path` within the options, `src` as written."""

    key: str
    path: tuple[str | int, ...]
    src: str

    @property
    def is_file(self) -> bool:
        """False for an address, and for digits: the id of a medium that the network already has."""
        return not self.src.isdigit() and "://" not in self.src


def attachments(platform: str, option: Option, value: object) -> Iterator[Attachment]:
    """The files that the value of an option names, in order."""
    key = f"{platform}.{option.name}"
    if option.kind == "file":
        yield Attachment(key, (option.name,), str(value))
        return
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        is_track = isinstance(entry, dict)
        path = (option.name, index, "file") if is_track else (option.name, index)
        yield Attachment(f"{key}.{index}", path, str(entry["file"] if is_track else entry))


def part(field: str, medium: Medium, url_field: str = "") -> Field | FilePart:
    """A medium as a form field with its address, or as a file part."""
    if medium.url:
        return url_field or field, medium.url
    path = PurePosixPath(medium.path)
    kind = CONTENT_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return FilePart(field, medium.path, path.name, kind, medium.sha256, medium.size)


def media_parts(delivery: Delivery) -> list[Field | FilePart]:
    """The media themselves, in the order in which they are shown."""
    field = MEDIA_FIELDS.get(delivery.post_type, "")
    return [part(field, medium) for medium in delivery.media] if field else []


def attached(delivery: Delivery, attachment: Attachment, field: str, url_field: str) -> Field | FilePart:
    """A file that an option names; what is no file of the repository (an address, an id) goes out as it is written."""
    medium = delivery.attachments.get(attachment.key)
    if medium is None:
        return url_field or field, attachment.src
    return part(field, medium, url_field)


def captions_language(delivery: Delivery, options: Mapping[str, object]) -> str:
    """The language of the first medium's captions: `talk.es.srt` is `es`, else that of the sound or of the texts."""
    captions = delivery.media[0].captions if delivery.media else None
    if captions is None:
        return ""
    named = PurePosixPath(captions.path or captions.url).suffixes
    if len(named) > 1 and LANGUAGE.fullmatch(named[-2][1:]):
        return named[-2][1:]
    return str(options.get("default_audio_language") or options.get("default_language") or "")
