"""Pinterest. Source: Upload-Post docs, upload-video and upload-photo pages.

Its photo-requirements page recommends pictures of 2:3; pins of every other shape are published as they are.
"""

from contentsync.platforms.common import alt_text
from contentsync.platforms.common import link
from contentsync.platforms.media import GB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.media import refused
from contentsync.platforms.table import DESCRIBED
from contentsync.platforms.table import VP
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import V

COVERS = ("cover_image_url", "cover_image_data", "cover_image_key_frame_time")

PINTEREST = Platform(
    name="pinterest",
    label="Pinterest",
    prefix="pinterest_",
    places={"video": DESCRIBED, "photo": DESCRIBED},
    limits=(Limit(800), Limit(100, "title")),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("bmp", "jpeg", "png", "tiff", "gif", "webp"),
                bounds=(Bound("size", most=20 * MB), Bound("width", 600, 2000), Bound("height", 900, 3000)),
            )
        },
        video={
            "": Takes(
                formats=("mp4", "mov"),
                bounds=(
                    Bound("size", most=2 * GB),
                    refused("seconds", 4, 15 * MINUTE),
                    Bound("ratio", 1 / 2, 1.91),
                ),
            )
        },
        count=Count(5),
    ),
    options=(
        Option(
            "board",
            "pinterest_board_id",
            "text",
            VP,
            "The board to pin on, by name or id. A secret board is refused.",
            required=True,
            names="pinterest_board",
        ),
        Option("board_section_id", "pinterest_board_section_id", "text", VP, "Section of the board."),
        link("pinterest_link", VP, "Where the pin leads; the post's `link` if not given.", longest=2048),
        alt_text("pinterest_alt_text", VP, longest=500),
        Option(
            "ai_disclosures",
            "pinterest_ai_disclosures[]",
            "list",
            VP,
            "How AI was used.",
            choices=("AI_MODIFIED", "SYNTHETIC_PERFORMER"),
        ),
        Option(
            "cover_image_url",
            "pinterest_cover_image_url",
            "url",
            V,
            "Address of the cover.",
            exclusive_with=COVERS[1:],
            inherits="cover",
        ),
        Option(
            "cover_image_content_type",
            "pinterest_cover_image_content_type",
            "text",
            V,
            "What `cover_image_data` is, as in image/jpeg.",
            needs=("cover_image_data",),
        ),
        Option(
            "cover_image_data",
            "pinterest_cover_image_data",
            "text",
            V,
            "The cover itself, in base64.",
            needs=("cover_image_content_type",),
            exclusive_with=COVERS[2:],
        ),
        Option(
            "cover_image_key_frame_time",
            "pinterest_cover_image_key_frame_time",
            "number",
            V,
            "Where the cover frame is, in seconds.",
            least=0,
            doubt="Upload-Post's docs count it in seconds, its Python client in milliseconds.",
        ),
        Option(
            "carousel_titles", "pinterest_carousel_titles[]", "list", P, "A title for each picture.", least=2, most=5
        ),
        Option(
            "carousel_descriptions",
            "pinterest_carousel_descriptions[]",
            "list",
            P,
            "A description for each picture.",
            least=2,
            most=5,
        ),
        Option("carousel_links", "pinterest_carousel_links[]", "list", P, "A link for each picture.", least=2, most=5),
        Option("carousel_index", "pinterest_carousel_index", "int", P, "The picture to begin with, from 0.", least=0),
    ),
)
