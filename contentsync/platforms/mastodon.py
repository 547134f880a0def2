"""Mastodon. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-video page."""

from contentsync.platforms.common import alt_text
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

MASTODON = Platform(
    name="mastodon",
    label="Mastodon",
    prefix="mastodon_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(Limit(500, measure="mastodon", excess="doubtful"),),
    media=MediaLimits(count=Count(4)),
    options=(
        Option(
            "visibility",
            "mastodon_visibility",
            "choice",
            VPT,
            "Who sees it.",
            choices=("public", "unlisted", "private", "direct"),
        ),
        Option("sensitive", "mastodon_sensitive", "bool", VPT, "Hide the media until someone asks for them."),
        Option("spoiler_text", "mastodon_spoiler_text", "text", VPT, "Warning that stands before the text."),
        Option("language", "mastodon_language", "text", VPT, "Language of the text."),
        alt_text("mastodon_alt_text", VPT),
        Option("poll_options", "mastodon_poll_options", "csv", VPT, "The answers of a poll.", least=2),
        Option(
            "poll_expires_in",
            "mastodon_poll_expires_in",
            "int",
            VPT,
            "How long the poll runs, in seconds.",
            least=1,
            needs=("poll_options",),
        ),
        Option(
            "poll_multiple",
            "mastodon_poll_multiple",
            "bool",
            VPT,
            "Several answers may be chosen.",
            needs=("poll_options",),
        ),
        Option(
            "scheduled_at", "mastodon_scheduled_at", "text", VPT, "When the instance publishes it, after it has got it."
        ),
    ),
)
