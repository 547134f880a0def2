"""What a post fans out to: one moment, one profile, one or more platforms. The unit that is planned."""

from datetime import datetime
from typing import Any
from typing import Literal

import msgspec

from contentsync.model.baseline import Baseline
from contentsync.model.judgement import Judgement
from contentsync.model.problem import Problem

PostType = Literal["text", "photo", "video", "document"]


class Source(msgspec.Struct, frozen=True):
    """Where it is written: posix path from the repository root, and the line (from 1) on which the post begins.

    `moment_line` and `moment_column` are of its `publish_at`, 0 where the post itself has none.
    """

    file: str
    line: int
    moment_line: int = 0
    moment_column: int = 0

    @property
    def where(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"


class Medium(msgspec.Struct, frozen=True, omit_defaults=True):
    """One picture, video or document of a post.

    Exactly one of `path` (posix, from the repository root) and `url` (https) is set. `sha256` and `size` (bytes) are
    of the content; of a Git LFS pointer they are what the pointer says. A URL has neither: it is not watched. Covers
    and captions are files of their own (`kind` is then `image` or `captions`). `width` and `height` (pixels, as
    shown) and `duration` (seconds) are for people to read, 0 where they are not known; identity is by digest alone.
    """

    src: str
    kind: Literal["image", "video", "document", "captions"]
    path: str = ""
    url: str = ""
    sha256: str = ""
    size: int = 0
    alt: str = ""
    cover: "Medium | None" = None
    captions: "Medium | None" = None
    is_pointer: bool = False
    width: int = 0
    height: int = 0
    duration: float = 0


class Delivery(msgspec.Struct, frozen=True, omit_defaults=True):
    """One delivery as the author means it.

    `address` always has the profile (`launch@acme`, `launch@acme:tiktok`). `platforms` are sorted. `publish_at` is
    an aware UTC instant, or None for `on-merge`. `text`, `title`, `link`, `first_comment` are what was written;
    `texts` and `titles` hold a platform's own, where it differs. `options` maps platform to its given options
    (names, not ids); an option that is a file also stands in `attachments` under `platform.option`. `wire_title`
    and `wire_caption` are what the create sends in the two fields that PATCH can change; `has_own_texts` says that
    some per-platform text goes out besides them, so that a text edit is a replace. `body` is the digest over
    everything PATCH cannot carry (design, identity).
    """

    address: str
    post_id: str
    profile: str
    platforms: tuple[str, ...]
    post_type: PostType
    publish_at: datetime | None
    timezone: str
    source: Source
    text: str = ""
    title: str = ""
    link: str = ""
    first_comment: str = ""
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    options: dict[str, dict[str, Any]] = {}
    media: tuple[Medium, ...] = ()
    attachments: dict[str, Medium] = {}
    wire_title: str = ""
    wire_caption: str = ""
    has_own_texts: bool = False
    body: str = ""
    labels: tuple[str, ...] = ()
    protect: bool = False
    renamed_from: str = ""
    repost_of: str = ""
    imported: str = ""
    keeps_media: bool = False

    @property
    def upload_bytes(self) -> int:
        """How much a create sends, in bytes, form fields not counted."""
        return sum(medium.size for medium in self.media)


class Desired(msgspec.Struct, frozen=True):
    """Everything the repository says. Only what could be read without an error stands in `deliveries`.

    `bad_files` are files with an error (posix paths), `bad_posts` ids of posts that are known to have one: whatever
    state remembers of them is never written. `drafts` are shown and never scheduled. `files` are all files read.
    `judgement` has been applied to `problems`, `baseline` has not: both are for those that only a plan finds, too.
    """

    deliveries: tuple[Delivery, ...]
    drafts: tuple[Delivery, ...] = ()
    problems: tuple[Problem, ...] = ()
    bad_files: frozenset[str] = frozenset()
    bad_posts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    post_count: int = 0
    judgement: Judgement = Judgement()
    baseline: Baseline = Baseline()
