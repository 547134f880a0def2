"""Whop. Source: the official Python client 2.13 (fields) and Upload-Post docs, upload-text page (title)."""

from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

WHOP = Platform(
    name="whop",
    label="Whop",
    prefix="whop_",
    places={"text": Place(text="body", headline="title", own_body="whop_body")},
    limits=(Limit(20_000),),
    options=(
        Option("pinned", "whop_pinned", "bool", T, "Pin it in the forum."),
        Option("is_mention", "whop_is_mention", "bool", T, "Notify everyone."),
        Option("paywall_amount", "whop_paywall_amount", "number", T, "Price of reading it.", least=0),
        Option(
            "paywall_currency",
            "whop_paywall_currency",
            "text",
            T,
            "Currency of the price.",
            needs=("paywall_amount",),
        ),
        Option("attachment_ids", "whop_attachment_ids", "csv", T, "Ids of files to attach."),
    ),
)
