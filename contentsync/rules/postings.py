"""What goes out on an account, or went out: the form in which posts, jobs and results are held against each other."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.identity import normal

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Posting(msgspec.Struct, frozen=True):
    """One text on some networks of one profile at one moment; `text` is in normal form, and may be empty.

    `where` is for people: `file:line`, an address, or `job …`. `delivery` is what can still be changed, None for what
    is not from a file, or went out. `post_id` is known of everything that is ours.
    """

    profile: str
    platforms: frozenset[str]
    at: datetime
    text: str
    where: str
    delivery: Delivery | None = None
    post_id: str = ""

    def is_repeat_of(self, other: "Posting") -> bool:
        """Whether its author says that it is meant to say the same again."""
        return self.delivery is not None and self.delivery.repost_of != "" and self.delivery.repost_of == other.post_id


def text_on(delivery: Delivery, platform: str) -> str:
    """What followers of that platform read."""
    return delivery.texts.get(platform, delivery.text)


def postings(planned: Iterable[tuple[Delivery, datetime]]) -> Iterator[Posting]:
    """One for each text that a delivery has."""
    for delivery, at in planned:
        shared = frozenset(delivery.platforms).difference(delivery.texts)
        texts = [(delivery.text, shared)] if shared else []
        texts += [(text, frozenset((name,))) for name, text in delivery.texts.items()]
        for text, platforms in texts:
            where = delivery.source.where
            yield Posting(delivery.profile, platforms, at, normal(text), where, delivery, delivery.post_id)


def gap(since: datetime, at: datetime) -> str:
    """How far a moment is from another one, for people: `20 minutes later`, `3 hours earlier`, `at the same time`."""
    span = abs(at - since)
    for unit, word, least in ((DAY, "day", 2), (HOUR, "hour", 1), (MINUTE, "minute", 1)):
        count = span // unit
        if count >= least:
            return f"{count} {word}{'s' if count > 1 else ''} {'later' if at > since else 'earlier'}"
    return "at the same time"


def names(platforms: Iterable[str]) -> str:
    """The networks in a sentence."""
    return ", ".join(sorted(platforms))
