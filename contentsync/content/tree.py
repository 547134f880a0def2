"""The files under a content root, in a fixed order, and their bytes. Nothing outside the repository is opened."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contentsync.content.documents import SIZE_LIMIT
from contentsync.content.spot import Spot
from contentsync.model.errors import UserError

DEFAULTS_FILE = "_defaults.yaml"
YAML_SUFFIXES = (".yaml", ".yml")
MARKDOWN_SUFFIXES = (".md", ".markdown")
POST_SUFFIXES = YAML_SUFFIXES + MARKDOWN_SUFFIXES
_DEFAULTS_STEM = "_defaults."
_BLOCK = 1 << 16


class Folder(msgspec.Struct):
    """One folder: posix `path` from the repository's folder, `posts` and `others` the names of its files, sorted.

    `links` are symlinks to folders, which are not followed; `misnamed` is a file of defaults by another name.
    """

    path: str
    has_defaults: bool
    posts: list[str]
    others: list[str]
    links: list[str]
    below: list[str]
    misnamed: str = ""


def folders(root: str, path: str) -> Iterator[Folder]:
    """The folder and all below it, outer ones first; hidden files and folders are passed over.

    UserError where one cannot be listed: its posts would look as if they had been removed.
    """
    try:
        folder = _listed(root, path)
    except OSError as error:
        raise UserError(f"the folder {path} cannot be read: {error.strerror}", "Check its permissions.") from None
    yield folder
    for name in folder.below:
        yield from folders(root, f"{path}/{name}")


def _listed(root: str, path: str) -> Folder:
    folder = Folder(path, False, [], [], [], [])
    with os.scandir(f"{root}/{path}") as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                folder.below.append(name)
            elif name.lower().endswith(POST_SUFFIXES) and _may_be_file(entry):
                if name == DEFAULTS_FILE:
                    folder.has_defaults = True
                elif name.startswith(_DEFAULTS_STEM):
                    folder.misnamed = name
                else:
                    folder.posts.append(name)
            else:
                (folder.links if Path(entry).is_dir() else folder.others).append(name)
    for names in (folder.posts, folder.others, folder.links, folder.below):
        names.sort()
    return folder


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) or entry.is_symlink()


def contents(root: str, path: str) -> bytes | Spot:
    """The bytes of a file, at most a few more than a file of posts may have; CS108 and CS402 as a spot."""
    name = f"{root}/{path}"
    try:
        name.encode()
        descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            raw = os.read(descriptor, _BLOCK)
            return raw + _rest(descriptor) if len(raw) == _BLOCK else raw
        finally:
            os.close(descriptor)
    except UnicodeEncodeError:
        return Spot(0, 0, "CS108", "the name of this file is not UTF-8", "Give it another name.")
    except OSError as error:
        return _through_link(root, path) if Path(name).is_symlink() else _unreadable(error)


def known_contents(root: Path, path: str) -> bytes:
    """The bytes of a file that has been read before. UserError where it is gone meanwhile."""
    raw = contents(str(root), path)
    if isinstance(raw, Spot):
        raise UserError(f"{path}: {raw.message}", raw.fix)
    return raw


def _rest(descriptor: int) -> bytes:
    blocks = []
    for _ in range(SIZE_LIMIT // _BLOCK):
        blocks.append(os.read(descriptor, _BLOCK))
        if not blocks[-1]:
            break
    return b"".join(blocks)


def _through_link(root: str, path: str) -> bytes | Spot:
    top = Path(root).resolve()
    try:
        real = Path(f"{root}/{path}").resolve()
    except (OSError, RuntimeError):
        return _unreadable(OSError(0, "the link leads back to itself"))
    if not real.is_relative_to(top) or real.is_relative_to(top / ".git"):
        message = "this is a link to a file outside the repository"
        return Spot(0, 0, "CS402", message, "Copy the file into the repository, in place of the link.")
    if not real.is_file():
        return _unreadable(FileNotFoundError(2, "the link leads to no file"))
    return contents(str(top), real.relative_to(top).as_posix())


def _unreadable(error: OSError) -> Spot:
    return Spot(
        0,
        0,
        "CS108",
        f"this file cannot be read: {error.strerror}",
        "Check its permissions, and read it again.",
    )
