"""Films and documents, looked into in a process that can be stopped."""

from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import msgspec

from contentsync.media.bounded import Bounded
from contentsync.media.facts import Facts
from contentsync.media.facts import Reader

_FILMS, _DOCUMENTS = "contentsync.media.films", "contentsync.media.documents"


def watched(file: BinaryIO, size: int, name: str) -> Facts:
    """The facts of a film or a document; `unmeasured` where they took too long, or the reader died of it."""
    answer = _READER.ask(msgspec.msgpack.encode((file.name, name)))
    if answer is None:
        return Facts(format=name, fault="unmeasured")
    return msgspec.msgpack.decode(answer, type=Facts)


def answered(question: bytes) -> bytes:
    """What the process does: a path and a format in, facts out."""
    path, name = msgspec.msgpack.decode(question, type=tuple[str, str])
    return msgspec.msgpack.encode(read(Path(path), name))


_READER = Bounded(answered)


def read(path: Path, name: str) -> Facts:
    """The facts of a film or a document, found out in this process; `broken` whatever its reader raises."""
    reader: Reader = import_module(_DOCUMENTS).document if name in ("pdf", "zip") else import_module(_FILMS).film
    try:
        with path.open("rb") as file:
            return reader(file, path.stat().st_size, name)
    except Exception:
        return Facts(format=name, fault="broken")
