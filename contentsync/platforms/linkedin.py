"""LinkedIn. Source: Upload-Post docs, upload-video, upload-photo, upload-text and upload-document pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.common import link
from contentsync.platforms.media import GB
from contentsync.platforms.media import KB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import DESCRIBED
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPTD
from contentsync.platforms.table import D
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T
from contentsync.platforms.table import V

POLL_DURATIONS = ("ONE_DAY", "THREE_DAYS", "SEVEN_DAYS", "FOURTEEN_DAYS", "1", "3", "7", "14")
LINK = ("link",)
POLL = ("poll_question",)


def _target(name: str, about: str) -> Option:
    return Option(
        f"target_{name}", f"linkedin_target_{name}[]", "list", VPTD, f"Show it only to these {about}. For pages only."
    )


LINKEDIN = Platform(
    name="linkedin",
    label="LinkedIn",
    prefix="linkedin_",
    places={
        "video": DESCRIBED,
        "photo": DESCRIBED,
        "text": TEXT_ONLY,
        "document": Place(text="description", headline="title", needs_title=True, falls_back=False),
    },
    limits=(Limit(3000), Limit(400, "title", VP + D, "utf-16", "trimmed")),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "png", "gif"),
                bounds=(Bound("pixels", most=36_152_320), Bound("frames", most=250)),
            )
        },
        video={
            "": Takes(
                formats=("mp4",),
                bounds=(
                    Bound(
                        "size",
                        75 * KB,
                        500 * MB,
                        refused_above=5 * GB,
                        note="another page of Upload-Post's docs says 5 GB",
                    ),
                    Bound(
                        "seconds",
                        3,
                        10 * MINUTE,
                        refused_below=3,
                        refused_above=30 * MINUTE,
                        note="another page of Upload-Post's docs says 30 minutes",
                    ),
                    Bound("width", 256, 4096),
                    Bound("height", 144, 2304),
                    Bound("ratio", 1 / 2.4, 2.4),
                    Bound("rate", 10, 60),
                    Bound("bit_rate", 192_000, 30_000_000),
                ),
            )
        },
        document={
            "": Takes(
                formats=("pdf", "pptx", "docx", "ole"),
                bounds=(refused("size", most=100 * MB), refused("pages", 1, 300)),
            )
        },
        cover=Takes(formats=("jpeg", "png"), bounds=(Bound("size", most=10 * MB),)),
    ),
    options=(
        first_comment("linkedin", VPTD),
        Option(
            "visibility",
            "visibility",
            "choice",
            VPTD,
            "Who sees it; PUBLIC if not given.",
            choices=("PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER"),
            aliases=("linkedin_visibility", "linkedinVisibility"),
        ),
        Option(
            "page",
            "target_linkedin_page_id",
            "text",
            VPTD,
            "Page to post as, by name or id; the person if not given. A page pinned on the profile wins.",
            names="linkedin_page",
        ),
        link("linkedin_link_url", T, "Page to show as a preview; the post's `link` if not given.", "link_url"),
        Option("link_title", "linkedin_link_title", "text", T, "Title of the preview.", longest=400, needs=LINK),
        Option(
            "link_description", "linkedin_link_description", "text", T, "Text of the preview.", longest=4086, needs=LINK
        ),
        Option(
            "thumbnail_alt_text", "linkedin_thumbnail_alt_text", "text", T, "Alternative text of the preview's picture."
        ),
        Option(
            "thumbnail",
            "thumbnail",
            "file",
            V + T,
            "Cover of the video, or picture of a link, JPG or PNG of at most 10 MB. Usually `cover` beside the video.",
            url_wire="thumbnail_url",
            inherits="cover",
        ),
        alt_texts("linkedin_alt_text[]", VP),
        Option("disable_reshare", "linkedin_disable_reshare", "bool", VPTD, "Nobody can share it on."),
        Option(
            "poll_question",
            "linkedin_poll_question",
            "text",
            T,
            "Question of a poll.",
            longest=140,
            needs=("poll_options",),
            exclusive_with=LINK,
        ),
        Option(
            "poll_options",
            "linkedin_poll_options[]",
            "list",
            T,
            "The answers of the poll.",
            least=2,
            most=4,
            longest=30,
            needs=POLL,
        ),
        Option(
            "poll_duration",
            "linkedin_poll_duration",
            "choice",
            T,
            "How long the poll runs; SEVEN_DAYS if not given.",
            choices=POLL_DURATIONS,
            needs=POLL,
        ),
        _target("geo_locations", "places"),
        _target("industries", "industries"),
        _target("seniorities", "levels of seniority"),
        _target("job_functions", "job functions"),
        _target("staff_count_ranges", "company sizes"),
        _target("interface_locales", "languages"),
        _target("degrees", "degrees"),
        _target("fields_of_study", "fields of study"),
        _target("organizations", "organisations"),
        Option(
            "target_entities", "linkedin_target_entities", "json", VPTD, "The whole audience as LinkedIn writes it."
        ),
        Option(
            "target_check_audience",
            "linkedin_target_check_audience",
            "bool",
            VPTD,
            "Check that the audience is large enough.",
        ),
        Option(
            "subtitles",
            "linkedin_subtitles",
            "file",
            V,
            "Subtitles in English, as an .srt file. Usually written as `captions` beside the video.",
            url_wire="linkedin_subtitles_url",
            inherits="captions",
        ),
        Option(
            "subtitles_text",
            "linkedin_subtitles_text",
            "text",
            V,
            "Subtitles, as the text of an .srt file.",
            exclusive_with=("subtitles",),
        ),
    ),
)
