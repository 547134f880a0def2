"""Instagram. Source: Upload-Post docs, upload-video and upload-photo pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import Limits
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import V

INSTAGRAM = Platform(
    name="instagram",
    label="Instagram",
    prefix="instagram_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY},
    limits=Limits(text=2200),
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
