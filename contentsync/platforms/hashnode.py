"""Hashnode. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

HASHNODE = Platform(
    name="hashnode",
    label="Hashnode",
    prefix="hashnode_",
    places={"text": Place(text="body", headline="title", own_body="hashnode_body")},
    limits=(Limit(100_000), Limit(250, "title")),
    options=(
        Option("tags", "hashnode_tags", "csv", T, "Tags of the article."),
        Option("original_article_url", "hashnode_original_article_url", "url", T, "Where the article first appeared."),
        Option("subtitle", "hashnode_subtitle", "text", T, "Second headline."),
        Option("cover_image_url", "hashnode_cover_image_url", "url", T, "Address of the cover picture."),
        Option("draft", "hashnode_draft", "bool", T, "Only save it as a draft."),
    ),
)
