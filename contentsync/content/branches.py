"""A post to its branches: the networks that share a time and media, and each that has its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from contentsync.content.binding import KEPT
from contentsync.content.binding import Binder
from contentsync.content.binding import kept_type
from contentsync.content.binding import post_type
from contentsync.content.composer import Node
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.moments import ON_MERGE
from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.content.moments import zone
from contentsync.content.positions import find
from contentsync.content.positions import place
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.model.delivery import Source

_OWN = frozenset({"publish_at", "timezone", "media"})


class Post(msgspec.Struct, frozen=True):
    """A post of the right shape: `values` with defaults and variables in, `own` as its file has them.

    `node` is what `own` was read from; its marks count lines from `offset`.
    """

    id: str
    values: Mapping[str, Any]
    own: Mapping[str, Any]
    source: Source
    node: Node | None = None
    offset: int = 0


class Branch(msgspec.Struct, frozen=True):
    """What one delivery of a post will be, before profile and address. `platform` is "" for the shared one."""

    platform: str
    platforms: tuple[str, ...]
    publish_at: datetime | None
    timezone: str
    media: tuple[Medium, ...]
    post_type: PostType
    keeps_media: bool
    source: Source


class Branches:
    """Of one post. What is wrong with its moments and media goes to `findings`."""

    def __init__(self, post: Post, binder: Binder, findings: list[Finding]) -> None:
        self._post = post
        self._values = post.values
        self._binder = binder
        self._findings = findings

    def all(self) -> list[Branch]:
        """The shared one first; those that are wrong are left out."""
        platforms: dict[str, dict[str, Any]] = self._values.get("platforms") or {}
        if not platforms:
            self._publish_at({}, (), self._values.get("timezone") or "")
        own = sorted(name for name, options in platforms.items() if not _OWN.isdisjoint(options))
        shared = tuple(sorted(name for name in platforms if name not in own))
        branches = [self._branch("", shared, {})] if shared else []
        branches += [self._branch(name, (name,), platforms[name]) for name in own]
        return [branch for branch in branches if branch]

    def _branch(self, platform: str, platforms: tuple[str, ...], options: Mapping[str, Any]) -> Branch | None:
        at: Path = ("platforms", platform) if platform else ()
        timezone = options.get("timezone") or self._values.get("timezone") or ""
        publish_at = self._publish_at(options, at, timezone)
        if "media" in options:
            written, path = options["media"], (*at, "media")
        else:
            written, path = self._values.get("media"), ("media",)
        is_kept = written == KEPT and bool(self._values.get("imported"))
        before = len(self._findings)
        media = self._binder.media(written, path, self._findings) if written and not is_kept else ()
        if len(self._findings) > before:
            return None
        kind = kept_type(platforms) if is_kept else post_type(media, platforms, path)
        if isinstance(kind, Finding):
            self._findings.append(kind)
            return None
        source = self._source((*at, "publish_at") if "publish_at" in options else ("publish_at",))
        return Branch(platform, platforms, publish_at, timezone or "UTC", media, kind, is_kept, source)

    def _source(self, path: Path) -> Source:
        """Where the post is written, and its moment, if its own file says that."""
        node, depth = find(self._post.node, path)
        if node is None or depth < len(path):
            return self._post.source
        line, column = place(node, (), "")
        return msgspec.structs.replace(self._post.source, moment_line=line + self._post.offset, moment_column=column)

    def _publish_at(self, options: Mapping[str, Any], at: Path, timezone: str) -> datetime | None:
        is_own = "publish_at" in options
        written = options["publish_at"] if is_own else self._values.get("publish_at")
        if not written and self._values.get("draft"):
            return None
        if not written:
            self._findings.append(missing("publish_at", "Write publish_at: 2027-03-01 09:00, or publish_at: on-merge"))
            return None
        there = zone(timezone) if timezone else None
        if isinstance(there, Trouble):
            self._trouble((*at, "timezone") if "timezone" in options else ("timezone",), there)
            return None
        found = None if written == ON_MERGE else moment(written, timezone)
        if isinstance(found, Trouble):
            self._trouble((*at, "publish_at") if is_own else ("publish_at",), found)
            return None
        return found

    def _trouble(self, path: Path, trouble: Trouble) -> None:
        self._findings.append(Finding(path, trouble.code, trouble.message, trouble.fix))


def missing(key: str, fix: str) -> Finding:
    """That a post has no such key, and nothing that it inherits has."""
    return Finding((), "CS203", f"this post has no `{key}`", fix)
