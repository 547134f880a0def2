"""Dev.to. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.table import ARTICLE
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

DEVTO = Platform(
    name="devto",
    label="Dev.to",
    prefix="devto_",
    places={"text": ARTICLE},
    limits=(Limit(250_000), Limit(250, "title")),
    options=(
        Option("tags", "devto_tags", "csv", T, "Tags of the article."),
        Option("canonical_url", "devto_canonical_url", "url", T, "Where the article first appeared."),
        Option("description", "devto_description", "text", T, "Summary in lists and previews."),
        Option("main_image", "devto_main_image", "url", T, "Address of the cover picture."),
        Option("series", "devto_series", "text", T, "The series that the article belongs to."),
        Option("published", "devto_published", "bool", T, "false keeps it as a draft."),
    ),
)
