"""TikTok. Source: Upload-Post docs, upload-video and upload-photo pages."""

from contentsync.platforms.common import first_comment
from contentsync.platforms.media import GB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import DESCRIBED
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import V

MUSIC = ("music_id",)
_MUSIC: tuple[str, tuple[str, ...]] = ("music", ())

TIKTOK = Platform(
    name="tiktok",
    label="TikTok",
    prefix="tiktok_",
    places={"video": TEXT_ONLY, "photo": DESCRIBED},
    limits=(Limit(2200, types=V, measure="utf-16"), Limit(4000, types=P), Limit(90, "title", P)),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "webp"),
                bounds=(
                    Bound("size", most=20 * MB),
                    Bound("shorter", most=1080, note="Upload-Post scales it down"),
                    Bound("longer", most=1920, note="Upload-Post scales it down"),
                ),
            )
        },
        video={
            "": Takes(
                formats=("mp4", "webm", "mov"),
                codecs=("H.264", "H.265", "VP8"),
                bounds=(
                    refused("size", most=3 * GB, note="TikTok itself takes 4 GB, Upload-Post 3 GB"),
                    refused("seconds", 3, 10 * MINUTE),
                    Bound("shorter", 360),
                    Bound("longer", most=4096),
                    Bound("rate", 23, 60),
                ),
            )
        },
        cover=Takes(formats=("jpeg", "png", "webp"), bounds=(Bound("size", most=20 * MB),)),
        count=Count(35),
    ),
    options=(
        first_comment("tiktok", VP),
        Option(
            "privacy_level",
            "privacy_level",
            "choice",
            VP,
            "Who sees it. If not given: the account's own for videos, everyone for photos.",
            choices=("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"),
            capability=("{}_privacy", ()),
        ),
        Option(
            "post_mode",
            "post_mode",
            "choice",
            VP,
            "MEDIA_UPLOAD leaves a draft in the app's inbox; DIRECT_POST if not given.",
            choices=("DIRECT_POST", "MEDIA_UPLOAD"),
            aliases=("tiktok_upload_to_draft", "upload_to_draft", "is_draft"),
            capability=("draft", ("MEDIA_UPLOAD",)),
        ),
        Option(
            "disable_inbox_fallback",
            "disable_inbox_fallback",
            "bool",
            V,
            "Fail rather than leave a draft in the inbox.",
            capability=("inbox_fallback", ()),
        ),
        Option("disable_comment", "disable_comment", "bool", VP, "Nobody can comment."),
        Option("disable_duet", "disable_duet", "bool", V, "Nobody can make a duet."),
        Option("disable_stitch", "disable_stitch", "bool", V, "Nobody can stitch it."),
        Option(
            "cover_timestamp",
            "cover_timestamp",
            "int",
            V,
            "Where the cover frame is, in milliseconds; 1,000 if not given.",
            least=0,
            capability=("cover_timestamp", ()),
        ),
        Option(
            "cover_image",
            "tiktok_cover_image",
            "file",
            V,
            "Cover of at most 20 MB. Usually written as `cover` beside the video.",
            url_wire="tiktok_cover_image_url",
            inherits="cover",
            capability=("cover_image", ()),
        ),
        Option(
            "brand_content_toggle", "brand_content_toggle", "bool", VP, "Paid partnership with someone else's brand."
        ),
        Option("brand_organic_toggle", "brand_organic_toggle", "bool", VP, "Promotes your own business."),
        Option(
            "is_ai_generated",
            "tiktok_is_ai_generated",
            "bool",
            VP,
            "Label it as made with AI.",
            aliases=("is_aigc", "is_ai_generated"),
        ),
        Option("is_ads_only", "tiktok_is_ads_only", "bool", V, "Show it in ads only.", aliases=("is_ads_only",)),
        Option(
            "tto_invite_link",
            "tiktok_tto_invite_link",
            "text",
            V,
            "Invitation of TikTok One.",
            needs=("brand_content_toggle",),
            aliases=("tto_invite_link",),
        ),
        Option("music_id", "tiktok_music_id", "text", VP, "Track of TikTok's commercial library.", capability=_MUSIC),
        Option(
            "music_volume", "tiktok_music_volume", "int", V, "How loud the track is.", least=0, most=100, needs=MUSIC
        ),
        Option(
            "original_sound_volume",
            "tiktok_original_sound_volume",
            "int",
            V,
            "How loud the video's own sound is.",
            least=0,
            most=100,
        ),
        Option(
            "music_start",
            "tiktok_music_start",
            "int",
            V,
            "Where the track begins, in milliseconds.",
            least=0,
            needs=MUSIC,
        ),
        Option(
            "music_end", "tiktok_music_end", "int", V, "Where the track ends, in milliseconds.", least=0, needs=MUSIC
        ),
        Option(
            "location_id",
            "tiktok_location_id",
            "text",
            VP,
            "The place to attach.",
            needs=("location_name",),
            capability=("location", ()),
        ),
        Option("location_name", "tiktok_location_name", "text", VP, "Name of that place.", needs=("location_id",)),
        Option("auto_add_music", "auto_add_music", "bool", P, "TikTok chooses music."),
        Option("photo_cover_index", "photo_cover_index", "int", P, "The photo to show first, from 0.", least=0),
    ),
)
