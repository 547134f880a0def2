"""Files of this package's caches, replaced in one step."""

import os
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Writes a file beside and renames it: a reader finds the old content or the new. OSError, nothing left over."""
    # Most runs have nothing new to keep.
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        beside.replace(path)
    except OSError:
        beside.unlink()
        raise
