"""The settings that hold in a folder: the nearest contentsync.yaml, and which revision of it is trusted."""

from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from contentsync.model.errors import UserError
from contentsync.settings.merging import merged
from contentsync.settings.merging import of_content
from contentsync.settings.model import Flags
from contentsync.settings.model import Settings
from contentsync.settings.written import FILE
from contentsync.settings.written import values_of

TRUSTED = ("api", "namespace", "sandbox", "state")
"""The keys that say where the API key is sent and whose state is read: not for a pull request to change."""

Base = Callable[[Path, str], bytes | None]
"""(the repository's folder, posix path of contentsync.yaml) to its bytes in a revision that is trusted; None: it has
none."""


def load(start: Path, environ: Mapping[str, str], flags: Flags, base: Base | None = None) -> Settings:
    """The settings of the nearest contentsync.yaml, from `start` upwards to the repository's folder.

    With `base`, the `TRUSTED` keys are those of that revision and of no other. UserError where there is no
    contentsync.yaml, or with a problem for everything that is wrong in it.
    """
    folder, root = _found(start)
    path = (folder / FILE).relative_to(root).as_posix()
    try:
        raw = (folder / FILE).read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from None
    values, problems = values_of(path, raw, folder, root)
    if base is not None and not problems:
        values = _with_trusted(values, base(root, path), path, folder, root)
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
        raise UserError(f"{path} has {count}", f"Put {path} right; nothing was read or written.", tuple(problems))
    return merged(values, folder, root, path, environ, flags)


def revised(settings: Settings, raw: bytes) -> Settings | None:
    """The settings with what an older contentsync.yaml says of posts; None where that one has problems."""
    values, problems = values_of(settings.file, raw, settings.folder, settings.root)
    if problems:
        return None
    return msgspec.structs.replace(settings, **of_content(values, settings.folder, settings.root))


def _with_trusted(values: Mapping[str, Any], raw: bytes | None, path: str, folder: Path, root: Path) -> dict[str, Any]:
    """A namespace that the base does not have yet is taken as it comes: nothing can be kept under it."""
    theirs, problems = values_of(path, raw, folder, root) if raw is not None else ({}, [])
    if problems:
        raise UserError(f"{path} of the base has a problem", f"put {path} right there first", tuple(problems))
    own = {key: value for key, value in values.items() if key not in TRUSTED or key == "namespace"}
    return own | {key: theirs[key] for key in TRUSTED if key in theirs}


def _found(start: Path) -> tuple[Path, Path]:
    start = start.resolve()
    above = [start, *start.parents]
    root = next((folder for folder in above if (folder / ".git").exists()), None)
    for folder in above:
        if (folder / FILE).is_file():
            return folder, root or folder
        if folder == root:
            break
    raise UserError(f"there is no {FILE} in {start} or above it", "Begin with: contentsync init")
