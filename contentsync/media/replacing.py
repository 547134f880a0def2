"""Files of this package's caches, replaced in one step."""

import tempfile
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Writes a file beside and renames it: a reader finds the old content or the new. OSError, nothing left over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        beside = Path(file.name)
        file.write(data)
    try:
        beside.replace(path)
    except OSError:
        beside.unlink()
        raise
