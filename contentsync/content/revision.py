"""What the files of an older commit said, read without a checkout."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from contentsync.content.load import load
from contentsync.content.tree import POST_SUFFIXES
from contentsync.media import MediaIndex
from contentsync.media import kind_of
from contentsync.media.layered import LayeredIndex
from contentsync.model.delivery import Desired
from contentsync.repo.revision import Blob
from contentsync.repo.revision import blobs
from contentsync.repo.revision import export
from contentsync.repo.revision import unlike


def load_at(sha: str, root: Path, content_root: str, media: MediaIndex, **terms: Any) -> Desired:
    """As `load`, of that commit; nothing wanted where it has no content root. `media` is the index of the work tree."""
    changed = unlike(root, sha)
    with TemporaryDirectory(prefix="contentsync-") as name:
        there = Path(name).resolve()
        export(root, _read(blobs(root, sha), content_root, changed), there)
        if not (there / content_root).is_dir():
            return Desired(deliveries=())
        return load(there, content_root, media=LayeredIndex(there, changed, media), **terms)


def _read(found: Iterator[Blob], content_root: str, changed: frozenset[str]) -> Iterator[Blob]:
    """The posts, and those media that are not what they are in the work tree."""
    for blob in found:
        is_post = blob.path.startswith(f"{content_root}/") and blob.path.lower().endswith(POST_SUFFIXES)
        if is_post or (blob.path in changed and kind_of(blob.path) is not None):
            yield blob
