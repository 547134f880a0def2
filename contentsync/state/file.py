"""The file store: one file beside the repository, ignored by git."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contentsync.model.errors import UserError
from contentsync.state.codec import decode
from contentsync.state.codec import encode
from contentsync.state.document import State
from contentsync.state.store import MovedError
from contentsync.state.store import Stored


class FileStore:
    """A `Store` over one file. The version is a digest of its bytes; a lock file makes compare-and-swap whole.

    A write goes to a new file in the same folder, is flushed to the disk, and takes the old one's place in one step: a
    kill or a full disk at any moment leaves either the old document or the new one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def where(self) -> str:
        return str(self._path)

    def read(self) -> Stored:
        data = self._bytes()
        return Stored(None if data is None else decode(data, self.where), _version(data))

    def write(self, state: State, expected: str, note: str = "") -> str:
        data = encode(state)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                if _version(self._bytes()) != expected:
                    raise MovedError
                self._swap(data)
        except OSError as error:
            raise UserError(
                f"cannot write {self.where}: {error.strerror or error}",
                "make room or mend the permissions, then run the same command again; the old state is untouched",
            ) from error
        return _version(data)

    def _bytes(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UserError(
                f"cannot read {self.where}: {error.strerror or error}", "mend its permissions, then run it again"
            ) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._path.with_suffix(".lock").open("wb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _swap(self, data: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=".state-")
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _version(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
