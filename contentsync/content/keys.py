"""The keys of a post: one table for the checks, the did-you-means and the JSON Schema."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal

import msgspec

from contentsync.content.builder import Names
from contentsync.platforms import PLATFORMS

Kind = Literal[
    "text",
    "texts",
    "bool",
    "platforms",
    "media",
    "map",
    "choice",
    "duration",
    "hours",
    "days",
    "section",
    "sections",
    "severities",
    "free",
    "flag_or_texts",
    "url",
]


class Key(msgspec.Struct, frozen=True):
    """`about` is what editors show. `is_own` says that a key belongs to one post alone and to no defaults.

    `choices` are the words that a choice takes, `inner` the keys of a section, or of each section by its name.
    """

    name: str
    kind: Kind
    about: str
    is_own: bool = False
    choices: tuple[str, ...] = ()
    inner: tuple["Key", ...] = ()


_POST = (
    Key(
        "id",
        "text",
        "Name of the post; without it, its path below the content root. At most 100 characters.",
        True,
    ),
    Key("profile", "texts", "The Upload-Post profile, or a list of them: each gets a delivery of its own."),
    Key(
        "publish_at",
        "text",
        "Local time in `timezone`, like 2027-03-01 09:00; with an offset or Z; or on-merge.",
    ),
    Key("timezone", "text", "IANA name of the zone that `publish_at` is written in, such as Europe/Madrid."),
    Key("platforms", "platforms", "The networks: a list, or a mapping to the options of each."),
    Key("text", "text", "What followers read."),
    Key("title", "text", "A headline, for the networks that have one."),
    Key("link", "url", "An address that goes with the post, https://…"),
    Key(
        "media",
        "media",
        "Pictures, a video or a document: a path beside the post, /… from the content root, https://…",
    ),
    Key("first_comment", "text", "A comment that is posted below the post."),
    Key("draft", "bool", "A draft is shown everywhere and never scheduled."),
    Key("renamed_from", "text", "The id that this post had before: it stays the same post.", True),
    Key("repost_of", "text", "The id of a published post that this one says again on purpose.", True),
    Key("protect", "bool", "A protected post is never cancelled because its file went away."),
    Key("labels", "texts", "Words to find posts by; they are not published."),
    Key("imported", "text", "The job that `contentsync import` took this post over from.", True),
)
KEYS: dict[str, Key] = {key.name: key for key in _POST}
DEFAULTS: dict[str, Key] = {
    **{key.name: key for key in _POST if not key.is_own},
    "variables": Key("variables", "map", "Texts that {{ name }} stands for in posts."),
}

PLATFORM_KEYS: dict[str, Key] = {
    "text": Key("text", "text", "What followers read on this network, in place of the post's `text`."),
    "title": Key("title", "text", "The headline on this network, in place of the post's `title`."),
    "publish_at": Key("publish_at", "text", "A moment of its own: this network becomes a delivery of its own."),
    "timezone": Key("timezone", "text", "IANA name of the zone that this network's `publish_at` is written in."),
    "media": Key("media", "media", "Media of its own: this network becomes a delivery of its own."),
}

MEDIUM_KEYS: dict[str, Key] = {
    "src": Key("src", "text", "The file: beside the post, /… from the content root, or https://…"),
    "alt": Key("alt", "text", "What the picture shows, for people who cannot see it."),
    "cover": Key("cover", "text", "The picture that stands for a video."),
    "captions": Key("captions", "text", "Subtitles of a video, .srt or .vtt."),
}

# What people write instead; the first word that means something else on other services wins.
MEANT: dict[str, str] = {
    **dict.fromkeys(("date", "schedule", "scheduled", "scheduled_at", "scheduled_date", "scheduled_for"), "publish_at"),
    **dict.fromkeys(("when", "time", "at", "publish", "publish_date", "publishAt", "datetime"), "publish_at"),
    **dict.fromkeys(("caption", "body", "content", "message", "description", "status", "copy", "post"), "text"),
    **dict.fromkeys(("image", "images", "photo", "photos", "picture", "pictures", "video", "videos"), "media"),
    **dict.fromkeys(("file", "files", "attachment", "attachments", "document"), "media"),
    **dict.fromkeys(
        ("network", "networks", "platform", "channel", "channels", "to", "services", "options"), "platforms"
    ),
    **dict.fromkeys(("account", "accounts", "user", "username", "profiles", "brand"), "profile"),
    **dict.fromkeys(("tz", "zone", "time_zone", "timeZone"), "timezone"),
    **dict.fromkeys(("headline", "subject", "heading"), "title"),
    **dict.fromkeys(("url", "link_url", "href"), "link"),
    **dict.fromkeys(("comment", "firstComment"), "first_comment"),
    **dict.fromkeys(("name", "slug", "key"), "id"),
    **dict.fromkeys(("tags", "label", "categories", "category"), "labels"),
    **dict.fromkeys(("is_draft", "wip"), "draft"),
    "moved_from": "renamed_from",
    "alt_text": "alt",
    "path": "src",
    "thumbnail": "cover",
    "subtitles": "captions",
}

_READ = frozenset({"text", "title", "first_comment", "alt", "description", "caption", "headline", "alt_text"})
_NUMERIC = frozenset(
    option.name
    for platform in PLATFORMS.values()
    for option in platform.options
    if option.kind not in ("text", "choice", "url", "file")
)
_TEXTUAL = frozenset(
    option.name
    for platform in PLATFORMS.values()
    for option in platform.options
    if option.kind in ("text", "choice", "url", "file")
)
NAMES = Names(
    written=frozenset(
        key.name
        for table in (KEYS, PLATFORM_KEYS, MEDIUM_KEYS)
        for key in table.values()
        if key.kind in ("text", "url")
    )
    | (_TEXTUAL - _NUMERIC),
    read=_READ,
)


def did_you_mean(name: str, known: Mapping[str, Key]) -> str:
    """The fix for an unknown key, a full sentence."""
    meant = MEANT.get(name) or MEANT.get(name.casefold().replace("-", "_"))
    if meant not in known:
        close = get_close_matches(name.casefold().replace("-", "_"), known, n=1, cutoff=0.7)
        meant = close[0] if close else None
    if name in ("hashtags", "hashtag", "tags") and "text" in known:
        return "Hashtags are part of `text`; words to find posts by go under `labels`."
    if section := next((key.name for key in known.values() if any(inner.name == name for inner in key.inner)), ""):
        return f"It stands under `{section}`."
    return f"Did you mean `{meant}`?" if meant else f"Known here: {', '.join(known)}."
