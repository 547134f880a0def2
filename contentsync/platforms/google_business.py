"""Google Business Profile. Source: Upload-Post docs, upload-photo and upload-text pages."""

from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Kind
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

OWN_WORDS = ("EVENT", "OFFER")
BUTTONS = ("BOOK", "ORDER", "SHOP", "LEARN_MORE", "SIGN_UP")
GALLERY = ("MEDIA", "PHOTO", "GALLERY")
CATEGORIES = (
    "COVER",
    "PROFILE",
    "LOGO",
    "EXTERIOR",
    "INTERIOR",
    "PRODUCT",
    "AT_WORK",
    "FOOD_AND_DRINK",
    "MENU",
    "COMMON_AREA",
    "ROOMS",
    "TEAMS",
    "ADDITIONAL",
)
SHARED_WORDS = Place(own_title=False)
"""The API has no text field for this network alone."""


def _date(name: str, about: str) -> Option:
    return Option(
        name,
        f"gbp_{name}",
        "text",
        VPT,
        about,
        pattern=r"\d{4}-\d{2}-\d{2}",
        pattern_about="a date like 2027-03-01",
        required_when=("topic_type", OWN_WORDS),
    )


def _time(name: str, about: str) -> Option:
    return Option(name, f"gbp_{name}", "text", VPT, about, pattern=r"\d{2}:\d{2}", pattern_about="a time like 09:00")


def _offer(name: str, about: str, alias: str, kind: Kind = "text", longest: int | None = None) -> Option:
    aliases = (f"gbp_offer_{alias}", *(("coupon_code", "offer_coupon") if alias == "coupon" else ()))
    return Option(name, f"gbp_{name}", kind, VPT, about, longest=longest, aliases=aliases)


GOOGLE_BUSINESS = Platform(
    name="google_business",
    label="Google Business",
    prefix="gbp_",
    places={"video": SHARED_WORDS, "photo": SHARED_WORDS, "text": SHARED_WORDS},
    limits=(Limit(1500),),
    media=MediaLimits(
        video={
            "": Takes(
                formats=("mp4",),
                codecs=("H.264",),
                audio_codecs=("AAC",),
                bounds=(
                    Bound("size", most=12 * MB, note="Upload-Post compresses it, and refuses what then is over 28 MB"),
                    refused("seconds", most=30),
                    Bound("shorter", 720),
                ),
            )
        },
        count=Count(1, "what becomes of the others is not documented"),
    ),
    options=(
        Option(
            "location",
            "gbp_location_id",
            "text",
            VPT,
            "Location, by name or id; needed where there are several. One pinned on the profile wins.",
            names="google_business_location",
            one_of_several=True,
        ),
        Option(
            "topic_type",
            "gbp_topic_type",
            "choice",
            VPT,
            "What it is about; STANDARD if not given.",
            choices=("STANDARD", "EVENT", "OFFER"),
        ),
        Option(
            "cta_type",
            "gbp_cta_type",
            "choice",
            VPT,
            "A button.",
            choices=(*BUTTONS, "CALL"),
            aliases=("cta_type",),
        ),
        Option(
            "cta_url",
            "gbp_cta_url",
            "url",
            VPT,
            "Where the button leads; CALL dials the location's number instead.",
            required_when=("cta_type", BUTTONS),
            only_when=("cta_type", BUTTONS),
        ),
        Option(
            "post_type",
            "gbp_post_type",
            "choice",
            VP,
            "Put the photo into the gallery instead of posting it; all three values mean the same.",
            choices=GALLERY,
            aliases=("gbp_upload_to_gallery",),
        ),
        Option(
            "post_type",
            "gbp_post_type",
            "choice",
            T,
            "Put `media_url` into the gallery instead of posting it; all three values mean the same.",
            choices=GALLERY,
            needs=("media_url",),
            aliases=("gbp_upload_to_gallery",),
        ),
        Option(
            "media_category",
            "gbp_media_category",
            "choice",
            VPT,
            "Shelf of the gallery; ADDITIONAL if not given.",
            choices=CATEGORIES,
        ),
        Option(
            "event_title",
            "gbp_event_title",
            "text",
            VPT,
            "Title of the event or offer.",
            longest=58,
            required_when=("topic_type", OWN_WORDS),
        ),
        _date("event_start_date", "First day."),
        _date("event_end_date", "Last day."),
        _time("event_start_time", "When it begins."),
        _time("event_end_time", "When it ends."),
        _offer("coupon_code", "Code of the offer.", "coupon", longest=58),
        _offer("redeem_url", "Where the offer is redeemed.", "redeem_url", "url"),
        _offer("terms", "Terms of the offer.", "terms", longest=1000),
        Option(
            "language_code",
            "gbp_language_code",
            "text",
            VPT,
            "Language of the text; en if not given.",
            aliases=("language_code", "gbp_language"),
        ),
        Option("media_url", "gbp_media_url", "url", T, "Address of a picture or video to attach."),
        Option(
            "media_format",
            "gbp_media_format",
            "choice",
            T,
            "What `media_url` is.",
            choices=("PHOTO", "VIDEO"),
            needs=("media_url",),
        ),
    ),
)
