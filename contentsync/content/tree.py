"""The files under a content root, in a fixed order, and what of them is a post."""

import os
from collections.abc import Iterator

import msgspec

DEFAULTS_FILE = "_defaults.yaml"
YAML_SUFFIXES = (".yaml", ".yml")
MARKDOWN_SUFFIXES = (".md", ".markdown")
POST_SUFFIXES = YAML_SUFFIXES + MARKDOWN_SUFFIXES


class Folder(msgspec.Struct):
    """One folder: posix `path` from the repository root, `posts` and `others` the names of its files, sorted.

    `links` are symlinks to folders, which are not followed.
    """

    path: str
    has_defaults: bool
    posts: list[str]
    others: list[str]
    links: list[str]


def folders(root: str, path: str) -> Iterator[Folder]:
    """The folder and all below it, outer ones first; hidden files and folders are passed over. Raises OSError."""
    folder = Folder(path, False, [], [], [])
    below = []
    with os.scandir(f"{root}/{path}") as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if name.endswith(POST_SUFFIXES):
                if name == DEFAULTS_FILE:
                    folder.has_defaults = True
                else:
                    folder.posts.append(name)
            elif entry.is_dir(follow_symlinks=False):
                below.append(name)
            else:
                (folder.links if entry.is_dir() else folder.others).append(name)
    folder.posts.sort()
    yield folder
    for name in sorted(below):
        yield from folders(root, f"{path}/{name}" if path else name)
