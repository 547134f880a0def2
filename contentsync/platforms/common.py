"""Options that several networks have under the same rules, and the form fields that several networks read at once."""

from contentsync.model.delivery import PostType
from contentsync.platforms.table import PT
from contentsync.platforms.table import VP
from contentsync.platforms.table import Option

ENGINE_FIELDS = frozenset(
    {
        "user",
        "platform[]",
        "scheduled_date",
        "timezone",
        "async_upload",
        "add_to_queue",
        "max_posts_per_slot",
        "request_id",
        "external_id",
    }
)
"""Form fields that the engine decides on; no option reaches them."""

CONTENT_KEYS = frozenset({"text", "title", "publish_at", "timezone", "media"})
"""Keys of a platform's mapping that say something about the post itself; content reads them."""

GENERIC_FIRST_COMMENT = "first_comment"

SHARED_FIELDS: dict[str, tuple[str, ...]] = {
    "thumbnail": ("linkedin", "youtube"),
    "thumbnail_url": ("facebook", "linkedin", "youtube"),
    "is_ai_generated": ("instagram", "tiktok", "x", "youtube"),
    "reply_to_id": ("bluesky", "x"),
    "first_comment_media[]": ("reddit", "x"),
}
"""Fields that several networks read, so that one network's value reaches the others (Upload-Post docs, upload pages).

`is_ai_generated` is Instagram's only field, and fans out to the other three.
"""


def first_comment(platform: str, types: tuple[PostType, ...]) -> Option:
    """The network's own first comment, where it is not the one of the post."""
    return Option(
        "first_comment",
        f"{platform}_first_comment",
        "text",
        types,
        "A first comment of its own, posted right after the post.",
    )


def first_comment_media() -> Option:
    """Pictures under the first comment; one field for every network that has it."""
    return Option(
        "first_comment_media",
        "first_comment_media[]",
        "files",
        PT,
        "Pictures under the first comment.",
        caution="The service leaves pictures out of the first comment of scheduled posts.",
    )


def alt_texts(
    wire: str, types: tuple[PostType, ...], longest: int | None = None, aliases: tuple[str, ...] = ()
) -> Option:
    """Alternative texts, one for each medium in order; those written beside the media hold where it is not given."""
    return Option(
        "alt_text",
        wire,
        "list",
        types,
        "Alternative texts in the order of the media. Usually written as `alt` beside each medium.",
        longest=longest,
        inherits="alt",
        aliases=aliases,
    )


def alt_text(wire: str, types: tuple[PostType, ...] = VP, longest: int | None = None) -> Option:
    """One alternative text; that of the first medium holds where it is not given."""
    return Option(
        "alt_text",
        wire,
        "text",
        types,
        "Alternative text. Usually written as `alt` beside the medium.",
        longest=longest,
        inherits="alt",
    )


def link(wire: str, types: tuple[PostType, ...], about: str, generic: str = "", longest: int | None = None) -> Option:
    """A link of its own; the post's `link` holds where it is not given."""
    return Option("link", wire, "url", types, about, inherits="link", generic=generic, longest=longest)
