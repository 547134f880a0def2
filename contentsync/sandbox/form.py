"""The form of an upload request, read without keeping its files."""

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from werkzeug import Request

from contentsync.sandbox.job import Medium

MEDIA_FIELDS = ("video", "photos", "document")
# A text part may be large (an article of 500,000 characters, a cover as base64); a file part may be anything.
TEXT_LIMIT = 64 * 1024 * 1024


class Digesting(io.RawIOBase):
    """A file that remembers the SHA-256 and the length of what was written to it, and nothing else."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: Any) -> int:
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def digest(self) -> str:
        return self._hash.hexdigest()


@dataclass(frozen=True, slots=True)
class Form:
    """Text fields in the order sent (`key[]` under `key`), and file parts."""

    fields: dict[str, list[str]]
    files: list[Medium]

    def text(self, name: str) -> str:
        values = self.fields.get(name)
        return values[0].strip() if values else ""


def read(request: Request) -> Form:
    fields: dict[str, list[str]] = {}
    for name, values in request.form.lists():
        fields.setdefault(name.removesuffix("[]"), []).extend(values)
    files = [
        _medium(name.removesuffix("[]"), part.filename or "", part.stream)
        for name, parts in request.files.lists()
        for part in parts
    ]
    return Form(fields, files)


def _medium(name: str, filename: str, stream: Any) -> Medium:
    return Medium(name, filename, stream.digest(), stream.size)


def media(form: Form) -> list[Medium]:
    """The files of a form, and the addresses that stand for files."""
    addresses = [
        Medium(name, value.split("?")[0].rsplit("/", 1)[-1], hashlib.sha256(value.encode()).hexdigest(), None)
        for name in MEDIA_FIELDS
        for value in form.fields.get(name, [])
    ]
    return [*form.files, *addresses]
