"""Discord. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-video page."""

from contentsync.platforms.common import alt_text
from contentsync.platforms.media import MB
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

ATTACHED = Takes(bounds=(refused("size", most=20 * MB, note="max_file_mb raises it", option="max_file_mb"),))
"""Larger files are refused unless the author says what the server takes (Upload-Post docs, upload-video page)."""

DISCORD = Platform(
    name="discord",
    label="Discord",
    prefix="discord_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(Limit(2000, excess="cut"),),
    media=MediaLimits(photo={"": ATTACHED}, video={"": ATTACHED}, count=Count(10)),
    options=(
        Option("thread_id", "discord_thread_id", "text", VPT, "The thread to post in."),
        Option("thread_name", "discord_thread_name", "text", VPT, "Name of a thread to open in a forum channel."),
        Option("applied_tags", "discord_applied_tags", "csv", VPT, "Tags of the thread."),
        Option("embeds", "discord_embeds", "json", VPT, "Embeds, as Discord writes them."),
        Option("username", "discord_username", "text", VPT, "Name to post under."),
        Option("avatar_url", "discord_avatar_url", "url", VPT, "Address of the picture to post under."),
        Option("allowed_mentions", "discord_allowed_mentions", "json", VPT, "Whom mentions may notify."),
        alt_text("discord_alt_text", VPT),
        Option("flags", "discord_flags", "int", VPT, "Message flags, as Discord counts them.", least=0),
        Option("tts", "discord_tts", "bool", VPT, "Read it aloud."),
        Option("poll", "discord_poll", "json", VPT, "A poll, as Discord writes it."),
        Option(
            "max_file_mb",
            "discord_max_file_mb",
            "int",
            VPT,
            "Largest file in MiB; 20 if not given.",
            least=1,
            most=500,
        ),
    ),
)
