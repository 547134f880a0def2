"""Threads. Source: Upload-Post docs, upload-video, upload-photo and upload-text pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.common import link
from contentsync.platforms.media import GB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

THREADS = Platform(
    name="threads",
    label="Threads",
    prefix="threads_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(
        Limit(10_000, measure="threads", when=("long_text_as_post", (True,))),
        Limit(500, measure="threads", excess="thread"),
        Limit(500, "first_comment", measure="threads", excess="doubtful"),
    ),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "png"),
                bounds=(
                    Bound("size", most=8 * MB),
                    Bound("width", 320, 1440, note="Upload-Post scales it"),
                    Bound("ratio", 1 / 10, 10),
                ),
            )
        },
        video={
            "": Takes(
                formats=("mp4", "mov"),
                codecs=("H.264", "H.265"),
                audio_codecs=("AAC",),
                bounds=(
                    Bound("size", most=GB),
                    refused("seconds", most=5 * MINUTE),
                    Bound("width", most=1920),
                    Bound("rate", 23, 60),
                    Bound("bit_rate", most=100_000_000),
                ),
            )
        },
        count=Count(
            10,
            "the rest goes into further posts",
            "another page of Upload-Post's docs says 20",
            option="thread_media_layout",
        ),
    ),
    mixes_media=True,
    options=(
        first_comment("threads", VPT),
        Option("long_text_as_post", "threads_long_text_as_post", "bool", VPT, "One long post instead of a thread."),
        Option(
            "thread_media_layout",
            "threads_thread_media_layout",
            "text",
            P,
            "How many media each post of the thread carries, as in `5,5`; they add up to the number of media.",
            pattern=r"(1?\d|20)(\s*,\s*(1?\d|20))*",
            pattern_about="numbers from 0 to 20, as in `5,5`",
        ),
        Option(
            "topic_tag",
            "threads_topic_tag",
            "text",
            VPT,
            "The topic, without dots and ampersands.",
            longest=50,
            pattern=r"[^.&]+",
            pattern_about="text without `.` and `&`",
        ),
        Option(
            "reply_control",
            "threads_reply_control",
            "choice",
            VPT,
            "Who may reply.",
            choices=("everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only"),
        ),
        alt_texts("threads_alt_text[]", VP, longest=1000),
        Option("reply_to_id", "threads_reply_to_id", "text", VPT, "The post to reply to."),
        Option("quote_post_id", "threads_quote_post_id", "text", VPT, "The post to quote."),
        link("threads_link_attachment", T, "Page to attach; the post's `link` if not given."),
        Option(
            "poll_options",
            "threads_poll_options[]",
            "list",
            T,
            "The answers of a poll.",
            least=2,
            most=4,
            longest=25,
        ),
        Option("auto_publish_text", "threads_auto_publish_text", "bool", T, "Publish in one step instead of two."),
    ),
)
