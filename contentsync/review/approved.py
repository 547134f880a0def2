"""A saved plan: what was approved, and until when that holds."""

from collections import Counter
from datetime import datetime
from typing import Any

import msgspec

from contentsync.model.change import WORDS
from contentsync.model.change import Action
from contentsync.review.addresses import printed_addresses
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.escape import escaped
from contentsync.review.paint import Paint
from contentsync.review.rows import STYLES
from contentsync.review.terminal import ADDRESS_WIDTH
from contentsync.review.terminal import to_do_text
from contentsync.review.when import standing_moment
from contentsync.review.when import utc_text


class ApprovedChange(msgspec.Struct, frozen=True):
    """One change of a saved plan. `address` is the full one, `at` the moment that it is about."""

    address: str
    action: Action
    rule: str
    reason: str
    at: datetime | None
    platforms: tuple[str, ...]


class Approved(msgspec.Struct, frozen=True):
    """A saved plan. `until` is when it ceases to hold, None where no change of it can come too late."""

    namespace: str
    made_at: datetime
    until: datetime | None
    digest: str
    changes: tuple[ApprovedChange, ...]


def holds_text(until: datetime | None, zone: str, now: datetime) -> str:
    """`until Mon 1 Mar 08:50 CET (07:50 UTC), for one apply`."""
    return f"until {standing_moment(until, zone, now)}, for one apply" if until else "for one apply"


def approved_screen(approved: Approved, file: str, zone: str, paint: Paint) -> str:
    """Everything that applying it would do. Says nothing of now: whether it still holds is seen when it is applied."""
    made = standing_moment(approved.made_at, zone, approved.made_at)
    lines = [
        paint("bold", f"Saved plan of {escaped(approved.namespace)}, made {made}"),
        f"It holds {holds_text(approved.until, zone, approved.made_at)}.",
        "",
        *_rows(approved, zone, paint),
    ]
    counts = Counter(str(change.action) for change in approved.changes)
    lines.append(paint("bold", f"Plan: {to_do_text(counts) or 'nothing to do'}."))
    return "\n".join([*lines, f"Do it: contentsync apply {escaped(file)}"]) + "\n"


def _rows(approved: Approved, zone: str, paint: Paint) -> list[str]:
    names = printed_addresses(change.address for change in approved.changes)
    width = min(ADDRESS_WIDTH, max((len(escaped(name)) for name in names.values()), default=0))
    lines = []
    for change in approved.changes:
        symbol, word = WORDS[change.action]
        parts = [f"{escaped(names[change.address]):<{width}}"]
        parts += [standing_moment(change.at, zone, approved.made_at)] if change.at else []
        parts += [escaped(text) for text in (" ".join(change.platforms), change.reason) if text]
        lines.append(f" {paint(STYLES[change.action], f'{symbol} {word:<10}')} {'  '.join(parts)}")
    return [*lines, ""] if lines else []


def approved_document(approved: Approved) -> dict[str, Any]:
    """`{"format_version", "namespace", "made_at", "expires_at", "changes", "digest"}`, dates in UTC with `Z`."""
    names = printed_addresses(change.address for change in approved.changes)
    return {
        "format_version": FORMAT_VERSION,
        "namespace": approved.namespace,
        "made_at": utc_text(approved.made_at),
        "expires_at": utc_text(approved.until) if approved.until else None,
        "changes": [
            {
                "address": names[change.address],
                "action": str(change.action),
                "rule": change.rule,
                "reason": change.reason,
                "scheduled_at": utc_text(change.at) if change.at else None,
                "platforms": list(change.platforms),
            }
            for change in approved.changes
        ],
        "digest": approved.digest,
    }
