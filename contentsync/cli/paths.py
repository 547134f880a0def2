"""The files that a command line names."""

from pathlib import Path
from typing import TYPE_CHECKING

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.settings import Settings


def chosen_paths(options: Options, settings: "Settings", paths: tuple[Path, ...], fix: str) -> tuple[str, ...]:
    """The paths as problems name them: posix, from the repository's root. UserError where one is not there."""
    from contentsync.model.errors import UserError

    chosen = []
    for path in paths:
        full = (options.root / path).resolve()
        if not full.exists() or not full.is_relative_to(settings.root):
            raise UserError(f"there is no {path} in this repository", fix)
        chosen.append(full.relative_to(settings.root).as_posix())
    return tuple(chosen)


def is_in(file: str, chosen: tuple[str, ...]) -> bool:
    """Whether the file is one of those, or in one of the folders; every one is where nothing was named."""
    return not chosen or any(path == "." or file == path or file.startswith(f"{path}/") for path in chosen)
