"""Nostr. Source: the official Python client 2.13."""

from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

NOSTR = Platform(
    name="nostr",
    label="Nostr",
    prefix="nostr_",
    places={"text": TEXT_ONLY},
    limits=(Limit(32_768),),
    options=(
        Option("kind", "nostr_kind", "int", T, "Kind of the event, as Nostr numbers them.", least=0),
        Option("long_form", "nostr_long_form", "bool", T, "Publish it as a long article."),
    ),
)
