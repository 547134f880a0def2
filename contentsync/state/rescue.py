"""Where a record goes when the store cannot take it: a file that says what was done, so that nothing is lost."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from contentsync.state.document import Entry


def write_rescue(folder: Path, run: str, updates: Mapping[str, Entry | None]) -> str:
    """Write the entries that could not be recorded, and return the path; where even that fails, the text itself."""
    data = msgspec.json.format(msgspec.json.encode(dict(updates)))
    path = folder / f"rescue-{run}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data + b"\n")
    except OSError:
        return data.decode()
    return str(path)
