"""A content root to everything that the repository says."""

from collections.abc import Collection
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from contentsync.content.inheritance import Inherited
from contentsync.content.inheritance import anchored
from contentsync.content.inheritance import inherited
from contentsync.content.post import FileResult
from contentsync.content.post import Found
from contentsync.content.post import Reader
from contentsync.content.tree import DEFAULTS_FILE
from contentsync.content.tree import Folder
from contentsync.content.tree import folders
from contentsync.media import MediaIndex
from contentsync.media import kind_of
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity


class _Read(msgspec.Struct):
    """What the files have said so far, by path."""

    results: dict[str, FileResult]
    problems: list[Problem]
    blocked: dict[str, int]
    bad_files: set[str]


def load(
    root: Path,
    content_root: str,
    *,
    defaults: Mapping[str, Any],
    media: MediaIndex,
    cache: Path | None,
    variables: Mapping[str, str] | None = None,
    x_links: bool | Collection[str] = False,
) -> Desired:
    """Reads every post below `content_root` (posix path from `root`, the repository's folder).

    `defaults` are those of the settings, `variables` likewise; `x_links` says that X keeps links, for all profiles or
    for those named. `cache` is a folder for what was read, None for none. Problems of files are in the result, however
    bad they are; UserError only where the content root cannot be read at all.
    """
    top = root / content_root
    if not top.is_dir():
        raise UserError(
            f"there is no folder {content_root}",
            f"Make it: mkdir {content_root}, or set `content:` in contentsync.yaml.",
        )
    reader = Reader(content_root, media, x_links)
    above = Inherited(anchored(defaults, content_root, content_root), variables or {})
    read = _read(root, content_root, reader, above)
    return _desired(read)


def _read(root: Path, content_root: str, reader: Reader, above: Inherited) -> _Read:
    read = _Read({}, [], {}, set())
    inherits: dict[str, Inherited] = {}
    for folder in folders(str(root), content_root):
        here = inherits.get(folder.path.rpartition("/")[0], above) if folder.path != content_root else above
        if folder.has_defaults:
            file = f"{folder.path}/{DEFAULTS_FILE}"
            here, problems = inherited(here, file, (root / file).read_bytes(), content_root)
            read.problems += problems
        inherits[folder.path] = here
        for name in folder.posts:
            path = f"{folder.path}/{name}"
            read.results[path] = reader.file(path, (root / path).read_bytes(), here)
        read.problems += _unmatched(folder)
    return read


def _unmatched(folder: Folder) -> list[Problem]:
    return [
        Problem(
            f"{folder.path}/{name}",
            0,
            0,
            "CS111",
            "this file is neither a post nor a medium",
            "Move it out of the content folder, or give it a suffix that posts or media have.",
            Severity.WARNING,
        )
        for name in sorted(folder.others)
        if kind_of(name) is None
    ]


def _desired(read: _Read) -> Desired:
    found = [(path, post) for path, result in read.results.items() for post in result.posts]
    problems = read.problems + [problem for result in read.results.values() for problem in result.problems]
    twice = _twice(found)
    for post_id, places in twice.items():
        problems += _duplicates(post_id, places)
    good = [post for _, post in found if not post.is_bad and post.id not in twice]
    bad_files = {path for path, result in read.results.items() if not result.is_whole}
    bad_files |= {path for path, post in found if post.is_bad and not post.id}
    return Desired(
        deliveries=_flat(post for post in good if not post.is_draft),
        drafts=_flat(post for post in good if post.is_draft),
        problems=tuple(sorted(set(problems))),
        bad_files=frozenset(bad_files),
        bad_posts=frozenset(twice) | {post.id for _, post in found if post.is_bad and post.id},
        files=frozenset(read.results),
        post_count=len(found),
    )


def _flat(posts: Any) -> tuple[Delivery, ...]:
    return tuple(delivery for post in posts for delivery in post.deliveries)


def _twice(found: list[tuple[str, Found]]) -> dict[str, list[tuple[str, int]]]:
    places: dict[str, list[tuple[str, int]]] = {}
    for path, post in found:
        if post.id:
            places.setdefault(post.id, []).append((path, post.line))
    return {post_id: where for post_id, where in places.items() if len(where) > 1}


def _duplicates(post_id: str, places: list[tuple[str, int]]) -> list[Problem]:
    problems = []
    for file, line in places:
        others = ", ".join(f"{other}:{number}" for other, number in places if (other, number) != (file, line))
        message = f"the id {post_id!r} is also at {others}"
        problems.append(
            Problem(file, line, 1, "CS209", message, "Give one of them another `id`.", post=post_id)
        )
    return problems
