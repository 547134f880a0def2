"""One post in full: its values with where they come from, and what is sent for it."""

from datetime import datetime
from typing import Any

import msgspec

from contentsync.content.origins import Origin
from contentsync.model.delivery import Delivery
from contentsync.model.wire import WireForm
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.escape import escaped
from contentsync.review.lengths import count_text
from contentsync.review.lengths import counts_document
from contentsync.review.media import size_text
from contentsync.review.paint import Paint
from contentsync.review.when import moment
from contentsync.review.when import utc_text
from contentsync.rules.text import Count


class Shown(msgspec.Struct, frozen=True):
    """One delivery with the form that a create sends for it, and how long its words are. A draft is never sent."""

    address: str
    delivery: Delivery
    form: WireForm
    is_draft: bool
    counts: tuple[Count, ...] = ()


def shown_screen(origins: tuple[Origin, ...], shown: tuple[Shown, ...], now: datetime, paint: Paint) -> str:
    """The values of the post, then each delivery of it."""
    width = max((len(escaped(origin.name)) for origin in origins), default=0)
    lines = [line for origin in origins for line in _origin_lines(origin, width, paint)]
    for one in shown:
        lines += ["", *_delivery_lines(one, now, paint)]
    return "\n".join(lines) + "\n"


def _origin_lines(origin: Origin, width: int, paint: Paint) -> list[str]:
    where = f"{origin.file}:{origin.line}" if origin.line else origin.file
    first, *more = _value(origin.value).split("\n")
    lines = [f"{escaped(origin.name):<{width}}  {escaped(first)}  {paint('dim', escaped(where))}"]
    return lines + [f"{' ' * width}  {escaped(line)}" for line in more]


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else str(value)


def _delivery_lines(shown: Shown, now: datetime, paint: Paint) -> list[str]:
    delivery, form = shown.delivery, shown.form
    at = moment(delivery.publish_at, delivery.timezone, now) if delivery.publish_at else "when it is first applied"
    draft = "  (a draft: never sent)" if shown.is_draft else ""
    head = f"{shown.address}  {at}  {' '.join(delivery.platforms)}{draft}"
    lines = [paint("bold", escaped(head))]
    if shown.counts:
        lines.append(f"  {'  '.join(map(count_text, shown.counts))}")
    lines.append(f"  POST {escaped(form.endpoint)}")
    lines += [f"    {escaped(name)} = {escaped(value)}" for name, value in form.fields]
    lines += [
        f"    {escaped(part.field)} = {escaped(part.path)} ({escaped(part.content_type)}, {size_text(part.size)}, "
        f"sha256 {part.sha256[:12]})"
        for part in form.files
    ]
    return lines


def shown_document(origins: tuple[Origin, ...], shown: tuple[Shown, ...]) -> dict[str, Any]:
    """`{"format_version", "values", "deliveries"}`: each value with file and line, each delivery with its wire form."""
    return {
        "format_version": FORMAT_VERSION,
        "values": [{"name": o.name, "value": o.value, "source": {"file": o.file, "line": o.line}} for o in origins],
        "deliveries": [_delivery_document(one) for one in shown],
    }


def _delivery_document(shown: Shown) -> dict[str, Any]:
    delivery, form = shown.delivery, shown.form
    return {
        "address": shown.address,
        "draft": shown.is_draft,
        "scheduled_at": utc_text(delivery.publish_at) if delivery.publish_at else None,
        "profile": delivery.profile,
        "platforms": list(delivery.platforms),
        "post_type": delivery.post_type,
        "endpoint": form.endpoint,
        "fields": [{"name": name, "value": value} for name, value in form.fields],
        "files": [msgspec.to_builtins(part) for part in form.files],
        "counts": counts_document(shown.counts),
    }
