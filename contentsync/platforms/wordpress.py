"""WordPress. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.common import alt_text
from contentsync.platforms.table import ARTICLE
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

WORDPRESS = Platform(
    name="wordpress",
    label="WordPress",
    prefix="wordpress_",
    places={"video": ARTICLE, "photo": ARTICLE, "text": ARTICLE},
    limits=(Limit(500_000), Limit(200, "title")),
    options=(
        Option(
            "status",
            "wordpress_status",
            "choice",
            VPT,
            "What becomes of it on the site.",
            choices=("publish", "draft", "pending", "future"),
        ),
        Option("date", "wordpress_date", "text", VPT, "The date it carries on the site."),
        Option("categories", "wordpress_categories", "csv", VPT, "Categories of the site."),
        Option("tags", "wordpress_tags", "csv", VPT, "Tags of the site."),
        Option("excerpt", "wordpress_excerpt", "text", VPT, "Summary in lists."),
        Option("slug", "wordpress_slug", "text", VPT, "Last part of its address."),
        alt_text("wordpress_alt_text", VPT),
        Option("media_caption", "wordpress_media_caption", "text", VPT, "Caption below the media."),
        Option("block_format", "wordpress_block_format", "bool", VPT, "Write it as blocks of the editor."),
    ),
)
