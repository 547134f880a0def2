"""The multipart body of a create: streamed from the files, in constant memory, and only what was planned."""

import hashlib
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from typing import BinaryIO

import httpx

from contentsync.model.wire import FilePart
from contentsync.model.wire import WireForm

Progress = Callable[[int, int], None]
Part = tuple[str, tuple[None, str] | tuple[str, "PlannedFile", str]]

POINTER = b"version https://git-lfs.github.com/spec/"


class ChangedFileError(OSError):
    """A file is not what the plan was made with."""


class PlannedFile:
    """A file that gives out its last block only if all of it is what the plan says.

    So a body with a file that changed is never complete, whenever the change came.
    """

    def __init__(self, file: BinaryIO, part: FilePart) -> None:
        self._file = file
        self._part = part
        self._sha = hashlib.sha256()
        self._count = 0

    def check(self) -> None:
        """Reads it to the end. ChangedFileError with what to do."""
        head = self._file.read(len(POINTER))
        self.seek(0)
        if head == POINTER:
            raise ChangedFileError(f"{self._part.path} is a Git LFS pointer here: run `git lfs pull`")
        while self.read(1 << 20):
            pass
        self.seek(0)

    def fileno(self) -> int:
        return self._file.fileno()

    def seek(self, offset: int) -> None:
        self._file.seek(offset)
        self._sha = hashlib.sha256()
        self._count = 0

    def read(self, size: int) -> bytes:
        block = self._file.read(size)
        self._sha.update(block)
        self._count += len(block)
        is_last = self._count >= self._part.size or not block
        if is_last and (self._count, self._sha.hexdigest()) != (self._part.size, self._part.sha256):
            raise ChangedFileError(f"{self._part.path} changed since the plan: plan again")
        return block


def parts(form: WireForm, fields: tuple[tuple[str, str], ...], root: Path, stack: ExitStack) -> list[Part]:
    """All fields and files in their order, the files open in `stack` and checked. OSError names the file."""
    made: list[Part] = [(name, (None, value)) for name, value in (*form.fields, *fields)]
    for part in form.files:
        file = PlannedFile(stack.enter_context((root / part.path).open("rb")), part)
        file.check()
        made.append((part.field, (part.filename, file, part.content_type)))
    return made


class Counted(httpx.SyncByteStream):
    """A body that reports (bytes handed over, bytes in all) as it goes."""

    def __init__(self, stream: Any, total: int, progress: Progress) -> None:
        self._stream = stream
        self._total = total
        self._progress = progress

    def __iter__(self) -> Iterator[bytes]:
        sent = 0
        for chunk in self._stream:
            yield chunk
            sent += len(chunk)
            self._progress(sent, self._total)
