"""YouTube. Source: Upload-Post docs, upload-video page."""

from contentsync.platforms.common import first_comment
from contentsync.platforms.media import GB
from contentsync.platforms.media import HOUR
from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import V

COUNTRY = r"[A-Z]{2}"


def _countries(name: str, wire: str, about: str, other: str) -> Option:
    return Option(
        name,
        wire,
        "csv",
        V,
        f"{about}, as two capital letters each.",
        pattern=COUNTRY,
        pattern_about="a list of codes like ES",
        exclusive_with=(other,),
    )


YOUTUBE = Platform(
    name="youtube",
    label="YouTube",
    prefix="youtube_",
    places={"video": Place(text="description", headline="title", own_description=True, needs_title=True)},
    limits=(Limit(5000, measure="bytes"), Limit(100, "title")),
    media=MediaLimits(
        video={"": Takes(bounds=(refused("size", most=256 * GB), refused("seconds", most=12 * HOUR)))},
        cover=Takes(formats=("jpeg", "png", "gif", "bmp"), bounds=(Bound("size", most=2 * MB),)),
    ),
    options=(
        first_comment("youtube", V),
        Option("tags", "tags[]", "list", V, "Tags, 500 characters together."),
        Option("category_id", "categoryId", "text", V, "Category, as YouTube numbers them; 22 if not given."),
        Option(
            "privacy_status",
            "privacyStatus",
            "choice",
            V,
            "Who sees it; public if not given.",
            choices=("public", "unlisted", "private"),
            aliases=("youtube_privacy_status",),
        ),
        Option("embeddable", "embeddable", "bool", V, "Others may embed it; true if not given."),
        Option(
            "public_stats_viewable", "publicStatsViewable", "bool", V, "Everyone sees its figures; true if not given."
        ),
        Option(
            "license",
            "license",
            "choice",
            V,
            "Licence; youtube if not given.",
            choices=("youtube", "creativeCommon"),
        ),
        Option(
            "thumbnail",
            "thumbnail",
            "file",
            V,
            "Cover of at most 2 MB; needs a verified channel. Usually written as `cover` beside the video.",
            url_wire="thumbnail_url",
            inherits="cover",
        ),
        Option(
            "self_declared_made_for_kids",
            "selfDeclaredMadeForKids",
            "bool",
            V,
            "It is made for children.",
            aliases=("madeForKids",),
        ),
        Option(
            "contains_synthetic_media",
            "containsSyntheticMedia",
            "bool",
            V,
            "It shows realistic scenes made with AI.",
            aliases=("is_ai_generated",),
        ),
        Option("has_paid_product_placement", "hasPaidProductPlacement", "bool", V, "It has paid product placement."),
        Option("default_language", "defaultLanguage", "text", V, "Language of title and description."),
        Option("default_audio_language", "defaultAudioLanguage", "text", V, "Language that is spoken."),
        _countries("allowed_countries", "allowedCountries", "The only countries where it shows", "blocked_countries"),
        _countries("blocked_countries", "blockedCountries", "Countries where it does not show", "allowed_countries"),
        Option("recording_date", "recordingDate", "text", V, "When it was recorded, as in 2027-01-15T14:30:00Z."),
        Option("playlist_id", "youtube_playlist_id", "csv", V, "Ids of the playlists to add it to."),
        Option(
            "subtitle_file",
            "youtube_subtitle_file_0",
            "file",
            V,
            "Subtitles in one language. Usually written as `captions` beside the video.",
            needs=("subtitle_language",),
            exclusive_with=("subtitles",),
            inherits="captions",
            aliases=("youtube_subtitle_file",),
        ),
        Option(
            "subtitle_language",
            "youtube_subtitle_language_0",
            "text",
            V,
            "Their language; that in the file's name (`talk.es.srt`) if not given, or the one that is spoken.",
            exclusive_with=("subtitles",),
            inherits="language",
            aliases=("youtube_subtitle_language",),
        ),
        Option(
            "subtitle_name",
            "youtube_subtitle_name_0",
            "text",
            V,
            "How they are called.",
            exclusive_with=("subtitles",),
            aliases=("youtube_subtitle_name",),
        ),
        Option("subtitles", "youtube_subtitle_file_{n}", "tracks", V, "Subtitles in several languages."),
        Option("notify_subscribers", "youtube_notify_subscribers", "bool", V, "Tell subscribers; true if not given."),
        Option(
            "public_at",
            "youtube_publish_at",
            "text",
            V,
            "When YouTube itself makes it public; private until then. As in 2027-01-15T14:30:00Z.",
        ),
    ),
)
