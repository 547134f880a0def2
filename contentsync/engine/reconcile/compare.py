"""Comparing what is wanted, what was sent and what the remote shows, field by field."""

import hashlib

import msgspec

from contentsync.engine.reconcile.facts import Facts
from contentsync.model.change import Fields
from contentsync.model.delivery import Delivery
from contentsync.model.identity import normal
from contentsync.model.remote import Job
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent


class Differences(msgspec.Struct, frozen=True):
    """Names of the fields (`at`, `title`, `caption`) that differ, told apart by who changed them."""

    by_author: tuple[str, ...] = ()
    by_remote: tuple[str, ...] = ()

    @property
    def any(self) -> tuple[str, ...]:
        """All that differ."""
        return self.by_author + self.by_remote

    @property
    def texts(self) -> tuple[str, ...]:
        """Those that are not the date."""
        return tuple(name for name in self.any if name != "at")


def wanted(facts: Facts) -> Sent:
    """What a create would send now."""
    assert facts.d is not None
    assert facts.d_at is not None
    return Sent(at=facts.d_at, body=facts.d.body, title=facts.d.wire_title, caption=facts.d.wire_caption)


def differences(want: Sent, record: JobRecord, job: Job) -> Differences:
    """Which fields of the live job are not as wanted.

    A field is in step where wanted and shown are equal, or where the author left it as it was sent and the remote
    shows what it showed after that was sent (it shortens and trims). What an answer did not carry counts as sent.
    """
    sent, seen = record.sent, record.observed
    author: list[str] = []
    remote: list[str] = []
    if want.at != job.scheduled_at and not (seen and want.at == sent.at and job.scheduled_at == seen.at):
        (author if want.at != sent.at else remote).append("at")
    for name, shown in (("title", job.title), ("caption", job.caption)):
        mine, last = getattr(want, name), getattr(sent, name)
        is_authors = not same(mine, last)
        if shown is None:
            if is_authors or _is_open(record, name):
                author.append(name)
        elif not same(mine, shown) and not (seen and not is_authors and same(shown, getattr(seen, name))):
            (author if is_authors else remote).append(name)
    return Differences(tuple(author), tuple(remote))


def _is_open(record: JobRecord, name: str) -> bool:
    """Whether a PATCH of that text was sent, and nobody knows whether it arrived."""
    patch = record.call.patch if record.call else None
    return patch is not None and getattr(patch, name) is not None


def as_sent(job: Job, delivery: Delivery | None) -> Job:
    """The job with the title that its form had."""
    headline = shown_headline(delivery) if delivery is not None and job.title else ""
    if delivery is None or not headline or not same(job.title or "", headline):
        return job
    return msgspec.structs.replace(job, title=delivery.wire_title)


def shown_headline(delivery: Delivery) -> str:
    """What the service shows in place of the title that its form had; empty where it shows that one.

    Of a job for one network the list shows the title that is published there (API page, schedule list): of an article
    the headline, which went out beside the body in a field of its own.
    """
    if not delivery.has_own_texts or len(delivery.platforms) > 1:
        return ""
    return delivery.titles.get(delivery.platforms[0], delivery.title)


def same(left: str, right: str) -> bool:
    """Equal after NFC, line ends and trimming; equal strings are not looked at twice."""
    return left == right or normal(left) == normal(right)


def shown(job: Job, sent: Sent) -> Sent:
    """What the remote shows, in the shape of what was sent; what it does not carry is taken as sent."""
    return Sent(
        at=job.scheduled_at,
        body=sent.body,
        title=sent.title if job.title is None else job.title,
        caption=sent.caption if job.caption is None else job.caption,
    )


def wanted_digest(delivery: Delivery) -> str:
    """A short digest over everything of a delivery, texts and date included, to tell any later edit.

    An `on-merge` date counts as the words, since it moves by itself.
    """
    at = delivery.publish_at.isoformat() if delivery.publish_at else "on-merge"
    parts = (delivery.body, delivery.wire_title, delivery.wire_caption, at)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def fields_of(sent: Sent) -> Fields:
    """What a plan shows of one side."""
    return Fields(scheduled_at=sent.at, title=sent.title, text=sent.caption or None)


def before_of(facts: Facts) -> Fields:
    """What the remote shows, for a plan."""
    assert facts.s is not None
    assert facts.s.job is not None
    return fields_of(shown(facts.job, facts.s.job.sent))


def after_of(facts: Facts, found: Differences) -> Fields:
    """What is wanted, for a plan; with its media, where nothing else is different."""
    want = wanted(facts)
    return Fields(
        scheduled_at=want.at,
        title=want.title,
        text=want.caption or None,
        media=tuple(medium.src for medium in facts.d.media) if facts.d and not found.any else None,
    )
