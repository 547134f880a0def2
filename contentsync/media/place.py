"""Where the file of a `media:` entry lies, and that it lies inside the repository."""

import os
import posixpath
import stat
import unicodedata
from difflib import get_close_matches
from pathlib import Path

from contentsync.media.error import MediaError


class Places:
    """Resolves paths as posts write them. A folder is resolved once per run: its symlinks are taken to be stable."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._folders: dict[str, Path] = {}

    def locate(self, src: str, beside: str, content_root: str) -> tuple[str, Path, os.stat_result]:
        """(posix path from the root, the real path on disk, its stat). MediaError CS401, CS402, CS405.

        `..` is fine as long as the way never ends above the root. The git folder counts as outside.
        """
        base = content_root if src.startswith("/") else beside
        path = posixpath.normpath(posixpath.join(base, src.lstrip("/")))
        if path.split("/")[0] == "..":
            raise _outside(src)
        real, info = self._resolve(path, src)
        if not self._is_inside(real):
            raise _outside(src)
        if not stat.S_ISREG(info.st_mode):
            raise MediaError("CS405", f"{src} is not a file", "Name one picture, video or document file.")
        return path, real, info

    def _resolve(self, path: str, src: str) -> tuple[Path, os.stat_result]:
        folder, name = posixpath.split(path)
        try:
            real = self._folder(folder) / name
            info = real.lstat()
            if stat.S_ISLNK(info.st_mode):
                real = Path(os.path.realpath(real, strict=True))
                info = real.stat()
            return real, info
        except (FileNotFoundError, NotADirectoryError):
            raise self._missing(folder, name, src) from None
        except (OSError, ValueError) as error:
            raise unreadable(src, error) from None

    def _folder(self, folder: str) -> Path:
        if folder not in self._folders:
            self._folders[folder] = Path(os.path.realpath(self._root / folder, strict=True))
        return self._folders[folder]

    def _is_inside(self, real: Path) -> bool:
        depth = len(self._root.parts)
        return real.parts[:depth] == self._root.parts and real.parts[depth : depth + 1] != (".git",)

    def _missing(self, folder: str, name: str, src: str) -> MediaError:
        """Did-you-mean among the siblings: only names inside the repository are ever shown."""
        close = self._closest(folder, name)
        if close is None:
            return MediaError("CS401", f"{src} does not exist", f"Add the file {posixpath.join(folder, name)}.")
        written = posixpath.join(posixpath.dirname(src), close)
        return MediaError("CS401", f"{src} does not exist, {close} does", f"Write {written}.")

    def _closest(self, folder: str, name: str) -> str | None:
        try:
            real = self._folder(folder)
            siblings = sorted(entry.name for entry in real.iterdir()) if self._is_inside(real) else []
        except (OSError, ValueError):
            return None
        by_fold = {_folded(sibling): sibling for sibling in reversed(siblings)}
        close = get_close_matches(_folded(name), by_fold, n=1)
        return by_fold[close[0]] if close else None


def unreadable(src: str, error: OSError | ValueError) -> MediaError:
    """CS405 for what the operating system says."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return MediaError("CS405", f"{src} cannot be read: {why}", "Check the file's permissions and name.")


def _outside(src: str) -> MediaError:
    return MediaError(
        "CS402",
        f"{src} lies outside the repository",
        "Copy the file into the repository, beside the post, and name it there.",
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
