"""Facebook pages. Source: Upload-Post docs, upload-video, upload-photo and upload-text pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.common import link
from contentsync.platforms.media import GB
from contentsync.platforms.media import HOUR
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import DESCRIBED
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T
from contentsync.platforms.table import V

PHOTOS = ("jpeg", "png", "gif", "bmp", "tiff", "webp")

FACEBOOK = Platform(
    name="facebook",
    label="Facebook",
    prefix="facebook_",
    places={"video": DESCRIBED, "photo": DESCRIBED, "text": TEXT_ONLY},
    limits=(
        Limit(63_206),
        Limit(0, "title", V, when=("media_type", ("STORIES", "VIDEO"))),
        Limit(255, "title", V),
    ),
    media=MediaLimits(
        photo={
            "": Takes(formats=PHOTOS, bounds=(Bound("size", most=4 * MB),)),
            "STORIES": Takes(formats=PHOTOS, bounds=(Bound("size", most=10 * MB),)),
        },
        video={
            "": Takes(
                formats=("mp4",),
                bounds=(
                    Bound("size", most=GB, refused_above=10 * GB),
                    Bound(
                        "seconds",
                        3,
                        90,
                        refused_below=3,
                        refused_above=4 * HOUR,
                        note="with media_type: VIDEO it may last 4 hours",
                    ),
                    Bound("ratio", 0.55, 0.58, note="a reel is 9:16; media_type: VIDEO takes any shape"),
                    Bound("shorter", 540),
                    Bound("longer", 960),
                    Bound("rate", 24, 60),
                ),
            ),
            "STORIES": Takes(
                bounds=(refused("seconds", most=MINUTE), Bound("ratio", 0.55, 0.58, note="a story is 9:16")),
            ),
            "VIDEO": Takes(
                bounds=(
                    Bound("size", most=GB, refused_above=10 * GB, note="another page of the docs says 10 GB"),
                    refused("seconds", most=4 * HOUR),
                ),
            ),
        },
    ),
    options=(
        first_comment("facebook", VPT),
        Option(
            "page",
            "facebook_page_id",
            "text",
            VPT,
            "Page to post on, by name or id; needed where there are several. A page pinned on the profile wins.",
            names="facebook_page",
            one_of_several=True,
        ),
        Option(
            "media_type",
            "facebook_media_type",
            "choice",
            V,
            "Kind of video; REELS if not given.",
            choices=("REELS", "STORIES", "VIDEO"),
        ),
        Option(
            "media_type",
            "facebook_media_type",
            "choice",
            P,
            "Kind of photo post; POSTS if not given.",
            choices=("POSTS", "STORIES"),
        ),
        Option(
            "video_state",
            "video_state",
            "choice",
            V,
            "PUBLISHED if not given.",
            choices=("DRAFT", "PUBLISHED"),
        ),
        Option(
            "thumbnail_url",
            "thumbnail_url",
            "url",
            V,
            "Address of the cover of a VIDEO.",
            only_when=("media_type", ("VIDEO",)),
            inherits="cover",
        ),
        alt_texts("facebook_alt_text[]", P),
        Option("place_id", "facebook_place_id", "text", VPT, "The place to attach."),
        Option("targeting", "facebook_targeting", "json", VPT, "Who can see it, as Facebook writes it."),
        Option(
            "feed_targeting", "facebook_feed_targeting", "json", VPT, "Whose feed it prefers, as Facebook writes it."
        ),
        Option("is_ai_generated", "facebook_is_ai_generated", "bool", V, "Label it as made with AI."),
        Option(
            "collaborators", "facebook_collaborators[]", "list", V, "Ids of pages to invite, 10 in 24 hours.", most=10
        ),
        Option(
            "unpublished_content_type",
            "facebook_unpublished_content_type",
            "choice",
            V,
            "What kind of unpublished video it is.",
            choices=("DRAFT", "INLINE_CREATED", "ADS_POST"),
        ),
        Option("no_story", "facebook_no_story", "bool", VP, "Do not make a story of it."),
        Option("secret", "facebook_secret", "bool", VP, "Keep it off the page."),
        link("facebook_link_url", T, "Page to show as a preview; the post's `link` if not given.", "link_url"),
        Option(
            "call_to_action",
            "facebook_call_to_action",
            "json",
            T,
            "A button, as Facebook writes it.",
            needs=("link",),
        ),
        Option(
            "child_attachments",
            "facebook_child_attachments",
            "json",
            T,
            "A row of links: mappings that have a `link`.",
            least=2,
            most=5,
        ),
        Option(
            "multi_share_end_card",
            "facebook_multi_share_end_card",
            "bool",
            T,
            "End the row of links with a card of the page.",
            needs=("child_attachments",),
        ),
    ),
)
