"""Bluesky. Source: Upload-Post docs, upload-video, upload-photo and upload-text pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.common import link
from contentsync.platforms.media import KB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

BLUESKY = Platform(
    name="bluesky",
    label="Bluesky",
    prefix="bluesky_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(
        Limit(300, measure="graphemes", excess="thread", most_bytes=3000),
        Limit(300, "first_comment", measure="graphemes", excess="doubtful", most_bytes=3000),
    ),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "png", "gif", "webp"),
                bounds=(Bound("size", most=1000 * KB, note="Upload-Post compresses what is larger"),),
            )
        },
        video={
            "": Takes(
                formats=("mp4", "mpeg", "webm", "mov"),
                bounds=(
                    Bound("size", most=300 * MB),
                    refused("seconds", 1, 10 * MINUTE),
                    Bound("shorter", 360),
                    Bound("longer", most=1920),
                    Bound("rate", 10, 60),
                ),
            )
        },
        count=Count(4, "the others are left out; gallery: true shows 20", option="gallery", most_with=20),
    ),
    options=(
        first_comment("bluesky", VPT),
        link("bluesky_link_url", T, "Page to show as a card; the post's `link` if not given.", "link_url"),
        alt_texts("bluesky_alt_text[]", P, aliases=("bluesky_alt_texts",)),
        Option("langs", "bluesky_langs", "csv", VPT, "Languages of the text, as BCP-47 codes.", most=3),
        Option(
            "labels",
            "bluesky_labels",
            "csv",
            VPT,
            "Warnings about the content.",
            choices=("porn", "sexual", "nudity", "graphic-media", "!no-unauthenticated"),
        ),
        Option("gallery", "bluesky_gallery", "bool", P, "Show up to 20 images; without it only the first 4 are kept."),
        Option(
            "threadgate",
            "bluesky_threadgate",
            "text",
            VPT,
            "Who may reply; everyone if not given.",
            aliases=("bluesky_reply_settings",),
        ),
        Option(
            "postgate",
            "bluesky_postgate",
            "text",
            VPT,
            "`disable_quotes` keeps others from quoting it.",
            aliases=("bluesky_quote_settings",),
        ),
        Option(
            "quote_uri",
            "bluesky_quote_uri",
            "text",
            VPT,
            "The post to quote: its address or at:// name.",
            aliases=("bluesky_quote_id", "bluesky_quote_url"),
        ),
        Option("reply_to_id", "reply_to_id", "text", VPT, "The post to reply to: its address or at:// name."),
    ),
)
