"""How long the words of a post are on each network, in a few words and as JSON."""

from collections.abc import Collection
from typing import Any

from contentsync.model.delivery import Delivery
from contentsync.rules.text import Count
from contentsync.rules.text import text_counts


def counts_of(delivery: Delivery | None, x_premium: Collection[str]) -> tuple[Count, ...]:
    """The counts of a delivery, none where there is none. `x_premium` are the profiles that have Premium on X."""
    return text_counts(delivery, delivery.profile in x_premium) if delivery else ()


def counts_text(counts: tuple[Count, ...]) -> str:
    """`linkedin 1,840/3,000  x 604/280 (3 posts)`: all texts, and of titles and comments what is too long."""
    shown = (count for count in counts if count.field == "text" or count.note)
    return "  ".join(count_text(count) for count in shown)


def count_text(count: Count) -> str:
    """`x 212/280`, or `youtube title 120/100 (too long)`."""
    words = "" if count.field == "text" else f" {count.field.replace('_', ' ')}"
    note = f" ({count.note})" if count.note else ""
    return f"{count.platform}{words} {count.count:,}/{count.limit:,}{note}"


def counts_document(counts: tuple[Count, ...]) -> list[dict[str, Any]]:
    """As JSON has them: lengths in the units of the network."""
    return [
        {"platform": each.platform, "field": each.field, "count": each.count, "limit": each.limit, "note": each.note}
        for each in counts
    ]
