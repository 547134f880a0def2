"""Instagram. Source: Upload-Post docs, upload-video and upload-photo pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.media import HOUR
from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import V

FILM: dict[str, tuple[str, ...]] = {
    "formats": ("mp4", "mov"),
    "codecs": ("H.264", "H.265"),
    "audio_codecs": ("AAC",),
}
"""What reels and stories are recorded in."""

RECORDED = (
    Bound("width", most=1920),
    Bound("rate", 23, 60),
    Bound("bit_rate", most=25_000_000),
    Bound("audio_rate", most=48_000),
)
"""How they are recorded."""

INSTAGRAM = Platform(
    name="instagram",
    label="Instagram",
    prefix="instagram_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY},
    limits=(Limit(2200), Limit(2196, "first_comment")),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "png", "gif"),
                bounds=(
                    Bound("size", most=8 * MB),
                    Bound("width", 320, 1440, note="Upload-Post scales it"),
                    Bound("ratio", 4 / 5, 1.91, note="the edges may be cut off"),
                ),
            ),
            "STORIES": Takes(formats=("jpeg", "png", "gif"), bounds=(Bound("size", most=8 * MB),)),
        },
        video={
            "": Takes(
                **FILM,
                bounds=(
                    Bound("size", most=300 * MB),
                    Bound(
                        "seconds",
                        3,
                        90,
                        refused_below=3,
                        refused_above=HOUR,
                        note="other pages of Upload-Post's docs say 15 and 60 minutes",
                    ),
                    *RECORDED,
                ),
            ),
            "STORIES": Takes(
                **FILM,
                bounds=(
                    Bound("size", most=100 * MB),
                    refused("seconds", most=60),
                    Bound("ratio", 0.55, 0.58, note="a story is 9:16"),
                    *RECORDED,
                ),
            ),
        },
        cover=Takes(formats=("jpeg",), bounds=(Bound("size", most=8 * MB),)),
        count=Count(10),
    ),
    mixes_media=True,
    options=(
        first_comment("instagram", VP),
        Option(
            "media_type", "media_type", "choice", V, "Kind of video; REELS if not given.", choices=("REELS", "STORIES")
        ),
        Option(
            "media_type", "media_type", "choice", P, "Kind of post; IMAGE if not given.", choices=("IMAGE", "STORIES")
        ),
        Option("share_to_feed", "share_to_feed", "bool", V, "Show the reel in the feed; true if not given."),
        Option(
            "share_mode",
            "share_mode",
            "choice",
            V,
            "Whether the reel is tried on people who do not follow first; CUSTOM is an ordinary reel.",
            choices=("CUSTOM", "TRIAL_REELS_SHARE_TO_FOLLOWERS_IF_LIKED", "TRIAL_REELS_DONT_SHARE_TO_FOLLOWERS"),
        ),
        Option("collaborators", "collaborators", "csv", VP, "User names of the people it is published with."),
        Option("user_tags", "user_tags", "csv", V, "User names of the people in it."),
        Option(
            "user_tags",
            "user_tags",
            "json",
            P,
            "People in the picture: mappings with `username`, `x` and `y` from 0.0 to 1.0.",
        ),
        Option("location_id", "location_id", "text", VP, "The place to attach."),
        Option(
            "cover_image",
            "cover_image",
            "file",
            V,
            "Cover of the reel, a JPEG of at most 8 MB. Usually written as `cover` beside the video.",
            url_wire="cover_url",
            inherits="cover",
        ),
        Option("thumb_offset", "thumb_offset", "int", V, "Where the cover frame is, in milliseconds.", least=0),
        Option("audio_name", "audio_name", "text", V, "Name of the sound."),
        alt_texts("instagram_alt_text[]", P, longest=1000),
        Option("is_ai_generated", "is_ai_generated", "bool", VP, "Label it as made with AI. It stays for good."),
    ),
)
