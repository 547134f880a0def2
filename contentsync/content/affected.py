"""Which files may say something else, once others have changed: those that inherit from them, or name them as media."""

import posixpath
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from contentsync.content.spot import Spot
from contentsync.content.tree import DEFAULTS_FILE
from contentsync.content.tree import contents
from contentsync.media import kind_of


def affected(root: Path, files: Collection[str], changed: Collection[str], settings: str) -> frozenset[str]:
    """Those of `files` that changed, inherit from what changed, name a medium that did, or have such below them.

    All paths are posix, from the repository's folder; `settings` is that of contentsync.yaml, from which all inherit.
    A medium is known by its name in the text: of a post with an error, or a file that is gone, nothing else is known.
    """
    if settings in changed:
        return frozenset(files)
    names = {posixpath.basename(path) for path in changed if kind_of(path)}
    touched = {file for file in files if file in changed} | _naming(root, files, names)
    above = {*filter(_is_defaults, changed), *filter(_is_defaults, touched)}
    folders = tuple(posixpath.dirname(file) + "/" for file in above)
    posts = touched | {file for file in files if file.startswith(folders)}
    return frozenset(posts | {file for file in files if _is_defaults(file) and _is_above(file, posts)})


def _is_defaults(file: str) -> bool:
    return posixpath.basename(file) == DEFAULTS_FILE


def _is_above(defaults: str, posts: Collection[str]) -> bool:
    folder = posixpath.dirname(defaults) + "/"
    return any(file.startswith(folder) for file in posts)


def _naming(root: Path, files: Collection[str], names: Collection[str]) -> set[str]:
    if not names:
        return set()
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(map(_composed, names))))})(?!\w)")
    found = set()
    for file in files:
        raw = contents(str(root), file)
        if not isinstance(raw, Spot) and named.search(_composed(raw.decode("utf-8", "replace"))):
            found.add(file)
    return found


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
