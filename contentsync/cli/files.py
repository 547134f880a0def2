"""Writing new files: all of them or none."""

from collections.abc import Mapping
from pathlib import Path

from contentsync.model.errors import UserError


def write_new(texts: Mapping[Path, str]) -> None:
    """Create these files, folders included. Where one exists or cannot be written, what was begun is taken back."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except FileExistsError as error:
        _take_back(written)
        raise UserError(f"{error.filename} exists already", "choose another name, or edit that file") from None
    except OSError as error:
        _take_back(written)
        where = error.filename or "the new files"
        raise UserError(
            f"{where} cannot be written: {error.strerror}", "make room or mend the permissions, then type it again"
        ) from None


def _take_back(written: list[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
