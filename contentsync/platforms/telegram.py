"""Telegram. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-video page."""

from contentsync.model.delivery import PostType
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Measure
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

LENGTHS = ((4096, T), (1024, VP))
MARKUP: tuple[tuple[str, Measure], ...] = (("HTML", "html"), ("MarkdownV2", "markdown"))


def _parsed(mode: str, measure: Measure, most: int, types: tuple[PostType, ...]) -> Limit:
    """Telegram counts what its markup leaves of the text (Telegram, Bot API)."""
    return Limit(most, types=types, measure=measure, excess="cut", when=("parse_mode", (mode,)))


TELEGRAM = Platform(
    name="telegram",
    label="Telegram",
    prefix="telegram_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(
        Limit(1024, types=VP, excess="split", when=("caption_overflow", ("split",))),
        *(_parsed(mode, measure, most, types) for mode, measure in MARKUP for most, types in LENGTHS),
        *(Limit(most, types=types, excess="cut") for most, types in LENGTHS),
    ),
    media=MediaLimits(count=Count(10)),
    options=(
        Option(
            "parse_mode", "telegram_parse_mode", "choice", VPT, "Markup of the text.", choices=("MarkdownV2", "HTML")
        ),
        Option("message_thread_id", "telegram_message_thread_id", "text", VPT, "Topic to post in."),
        Option("disable_notification", "telegram_disable_notification", "bool", VPT, "Send it without a sound."),
        Option("protect_content", "telegram_protect_content", "bool", VPT, "Nobody can forward or save it."),
        Option("has_spoiler", "telegram_has_spoiler", "bool", VPT, "Hide the media until someone asks for them."),
        Option("link_preview", "telegram_link_preview", "bool", VPT, "Show a preview of links."),
        Option("as_document", "telegram_as_document", "bool", VPT, "Send the media as files."),
        Option("pin", "telegram_pin", "bool", VPT, "Pin it in the chat."),
        Option("reply_markup", "telegram_reply_markup", "json", VPT, "Buttons, as Telegram writes them."),
        Option(
            "caption_overflow",
            "telegram_caption_overflow",
            "choice",
            VPT,
            "What happens to a caption that is too long.",
            choices=("truncate", "split"),
        ),
        Option("media_urls", "telegram_media_urls", "csv", VPT, "Addresses of further media."),
    ),
)
