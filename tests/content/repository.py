"""A repository of posts on disk, and what `load` makes of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contentsync.content import load
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes files below the content root, which is there in any case."""
    (root / "content").mkdir(exist_ok=True)
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def loaded(root: Path, files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Desired:
    """`load` over those files and whatever already is in the folder."""
    write(root, files or {})
    return load(root, "content", media=MediaIndex(root, None), **({"defaults": {}, "cache": None} | settings))


def codes(desired: Desired) -> list[str]:
    """`file:line:column CODE` of each problem, the content root left out."""
    return [f"{each.where.removeprefix('content/')} {each.code}" for each in desired.problems]


POST = """\
profile: acme
publish_at: 2027-03-01 09:00
timezone: Europe/Madrid
platforms: [x]
text: Hello
"""
