"""The media of an older revision: what is the same as in the work tree is looked at there, where much is known."""

import posixpath
from collections.abc import Collection
from pathlib import Path

from contentsync.media.facts import UNKNOWN
from contentsync.media.facts import Facts
from contentsync.media.index import MediaIndex
from contentsync.model.delivery import Medium


class LayeredIndex(MediaIndex):
    """`root` has the files that differ, whose posix paths are `unlike`; all others are those of the index `beneath`."""

    def __init__(self, root: Path, unlike: Collection[str], beneath: MediaIndex) -> None:
        super().__init__(root, None)
        self._unlike, self._beneath = unlike, beneath

    def medium(self, src: str, beside: str, content_root: str) -> Medium:
        """As `MediaIndex.medium`."""
        path = posixpath.normpath(posixpath.join(content_root if src.startswith("/") else beside, src.lstrip("/")))
        if "://" in src or path in self._unlike:
            return super().medium(src, beside, content_root)
        return self._beneath.medium(src, beside, content_root)

    def facts(self, medium: Medium) -> Facts:
        """As `MediaIndex.facts`."""
        found = super().facts(medium)
        return found if found is not UNKNOWN else self._beneath.facts(medium)
