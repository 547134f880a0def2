"""Writing files: whole, and all of them or none."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from contentsync.model.errors import UserError


def write_new(texts: Mapping[Path, str]) -> None:
    """Create these files, folders included. Where one exists or cannot be written, what was begun is taken back."""
    written: list[Path] = []
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
        except OSError as error:
            for begun in written:
                begun.unlink(missing_ok=True)
            raise _refusal(path, error) from None


def check_place(folder: Path, file: Path) -> None:
    """UserError where `file`, from that folder on, can have no place: said before the work that would fill it."""
    if (folder / file).is_dir():
        raise UserError(f"{file} is a folder", f"name a file in it, such as {file / 'review.md'}")
    if not (folder / file).parent.is_dir():
        raise UserError(f"there is no folder {file.parent}", f"mkdir -p {file.parent}, or name another file")


def write_whole(path: Path, data: bytes) -> None:
    """Put these bytes in the file, in place of what it held, in one step. UserError where that cannot be."""
    begun = path.with_name(f".{path.name}.new")
    try:
        begun.write_bytes(data)
        if path.exists():
            shutil.copymode(path, begun)
        begun.replace(path)
    except OSError as error:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {error.strerror}", "name another file, or mend the place") from None


def _refusal(path: Path, error: OSError) -> UserError:
    if path.exists():
        return UserError(f"{path} exists already", "choose another name, or edit that file")
    reason = "a file stands in the place of its folder" if isinstance(error, FileExistsError) else error.strerror
    return UserError(f"{path} cannot be written: {reason}", "make room or mend the permissions, then type it again")
