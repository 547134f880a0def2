"""What an author keeps in files, without the files: posts as values, and the deliveries they fan out to."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.model.delivery import Source
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.platforms.texts import wire_texts


class Post(msgspec.Struct, frozen=True):
    """One post as its author means it. `at` is aware UTC, None for `on-merge`.

    `own_at` and `own_texts` give single platforms a moment (and so a delivery) or a text of their own; a `comment` is
    what PATCH cannot carry. Media are addresses, so no file has to exist.
    """

    id: str
    at: datetime | None
    text: str
    title: str = ""
    platforms: tuple[str, ...] = ("x",)
    profiles: tuple[str, ...] = ("acme",)
    post_type: PostType = "text"
    comment: str = ""
    medium: str = ""
    own_at: dict[str, datetime] = {}
    own_texts: dict[str, str] = {}
    is_draft: bool = False
    is_broken: bool = False
    protect: bool = False
    renamed_from: str = ""
    repost_of: str = ""

    @property
    def file(self) -> str:
        """Where it would be written."""
        return f"content/{self.id}.yaml"


def deliveries(post: Post) -> tuple[Delivery, ...]:
    """Everything the post fans out to: per profile the shared delivery, and one for each platform with its own time."""
    shared = tuple(sorted(name for name in post.platforms if name not in post.own_at))
    branches = [("", shared, post.at)] if shared else []
    branches += [(name, (name,), post.own_at[name]) for name in sorted(post.own_at) if name in post.platforms]
    return tuple(_delivery(post, profile, *branch) for profile in post.profiles for branch in branches)


def _delivery(post: Post, profile: str, platform: str, platforms: tuple[str, ...], at: datetime | None) -> Delivery:
    texts = {name: text for name, text in post.own_texts.items() if name in platforms}
    wire = wire_texts(platforms, post.post_type, post.text, post.title, texts, {})
    delivery = Delivery(
        address=address_of(post.id, profile, platform),
        post_id=post.id,
        profile=profile,
        platforms=platforms,
        post_type=post.post_type,
        publish_at=at,
        timezone="UTC",
        source=Source(post.file, 1),
        text=post.text,
        title=post.title,
        first_comment=post.comment,
        texts=texts,
        media=_media(post),
        wire_title=wire.title,
        wire_caption=wire.caption,
        has_own_texts=bool(wire.overrides),
        protect=post.protect,
        renamed_from=post.renamed_from,
        repost_of=post.repost_of,
    )
    return replace(delivery, body=body_digest(delivery))


def _media(post: Post) -> tuple[Medium, ...]:
    if not post.medium:
        return ()
    kind = "document" if post.post_type == "document" else "image"
    return (Medium(src=post.medium, kind=kind, url=f"https://media.example/{post.medium}"),)  # type: ignore[arg-type]
