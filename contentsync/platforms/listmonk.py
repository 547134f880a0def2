"""Listmonk. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.table import ARTICLE
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

LISTMONK = Platform(
    name="listmonk",
    label="Listmonk",
    prefix="listmonk_",
    places={"text": ARTICLE},
    limits=(Limit(200_000), Limit(500, "title")),
    options=(
        Option("content_type", "listmonk_content_type", "text", T, "How the body is written, as in html or markdown."),
        Option("send_at", "listmonk_send_at", "text", T, "When Listmonk sends it, after it has got it."),
        Option("lists", "listmonk_lists", "csv", T, "Ids of the lists that get it."),
        Option("template_id", "listmonk_template_id", "int", T, "The template to use.", least=0),
        Option("media_ids", "listmonk_media_ids", "csv", T, "Ids of media to attach."),
    ),
)
