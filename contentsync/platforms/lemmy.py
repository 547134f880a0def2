"""Lemmy. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.common import alt_text
from contentsync.platforms.common import link
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.table import ARTICLE
from contentsync.platforms.table import PT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

LEMMY = Platform(
    name="lemmy",
    label="Lemmy",
    prefix="lemmy_",
    places={"photo": ARTICLE, "text": ARTICLE},
    limits=(Limit(10_000), Limit(200, "title")),
    media=MediaLimits(count=Count(1, "only the first is shown")),
    options=(
        link("lemmy_url", T, "Page that the post is about; the post's `link` if not given."),
        Option("link", "lemmy_url", "url", P, "Page that the post is about, instead of the picture."),
        Option("community", "lemmy_community", "text", PT, "The community to post in."),
        Option("nsfw", "lemmy_nsfw", "bool", PT, "Not for everyone's eyes."),
        Option("language_id", "lemmy_language_id", "int", PT, "Language, as the instance numbers them.", least=0),
        alt_text("lemmy_alt_text", PT),
    ),
)
