"""What is coming as a table for spreadsheets: RFC 4180, a line for each delivery and platform, in UTF-8."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from contentsync.model.delivery import Delivery
from contentsync.review.escape import escaped
from contentsync.review.material import Material
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.when import utc_text
from contentsync.review.when import zone_of

COLUMNS = (
    *("what", "utc", "local", "timezone", "was_utc", "address", "profile", "platform"),
    *("type", "title", "text", "link", "first_comment", "media", "labels", "file", "line"),
)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that programs compute, in full width too (OWASP, CSV injection)."""


def review_csv(material: Material) -> str:
    """Everything of the plan, soonest first. Times are written as ISO 8601 has them, local ones without an offset."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for occasion in occasions(material):
        # What was taken over by its job alone may name no platform.
        for platform in occasion.platforms or ("",):
            writer.writerow(_cell(value) for value in _values(occasion, platform))
    return made.getvalue()


def _values(occasion: Occasion, platform: str) -> Iterator[str]:
    yield str(occasion.kind)
    yield _utc(occasion.at)
    yield f"{occasion.at.astimezone(zone_of(occasion.zone)):%Y-%m-%d %H:%M}" if occasion.at else ""
    yield occasion.zone
    yield _utc(occasion.was_at)
    yield from (occasion.address, occasion.profile, platform)
    yield from _said(occasion, platform)


def _said(occasion: Occasion, platform: str) -> Iterator[str]:
    delivery, job, change = occasion.delivery, occasion.job, occasion.change
    if delivery is not None:
        yield from _of_delivery(delivery, platform)
        return
    kind = job.post_type if job else change.post_type if change else ""
    yield from (kind, "", (job.caption if job else "") or occasion.words, "", "", "", "")
    source = change.source if change else None
    yield from (source.file, str(source.line or "")) if source else ("", "")


def _of_delivery(delivery: Delivery, platform: str) -> Iterator[str]:
    yield delivery.post_type
    yield delivery.titles.get(platform, delivery.title)
    yield delivery.texts.get(platform, delivery.text)
    yield from (delivery.link, delivery.first_comment)
    yield " ".join(medium.path or medium.url for medium in delivery.media)
    yield " ".join(delivery.labels)
    yield from (delivery.source.file, str(delivery.source.line))


def _utc(at: datetime | None) -> str:
    return utc_text(at) if at else ""


def _cell(value: str) -> str:
    """The value with its lines, without anything that steers a terminal, and as no formula."""
    text = "\n".join(escaped(line) for line in value.replace("\r\n", "\n").rstrip("\n").split("\n"))
    return f"'{text}" if value.startswith(_FORMULAS) else text
