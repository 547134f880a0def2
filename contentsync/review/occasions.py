"""All that goes out, or would have, at its moment: the one list that calendars, agendas and pages lay out."""

from datetime import datetime
from enum import StrEnum

import msgspec

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.model.remote import Job
from contentsync.review.addresses import printed_addresses
from contentsync.review.attention import needs_person
from contentsync.review.material import Material


class Kind(StrEnum):
    """What is the matter with it, in the words of the screens."""

    NEW = "new"
    EDITED = "edited"
    MOVED = "moved"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    UNCHANGED = "unchanged"
    PUBLISHED = "published"
    DRAFT = "draft"
    UNMANAGED = "not from this repository"


SIGNS: dict[Kind, tuple[str, str]] = {
    Kind.NEW: ("+", "green"),
    Kind.EDITED: ("~", "yellow"),
    Kind.MOVED: (">", "yellow"),
    Kind.CANCELLED: ("-", "red"),
    Kind.WAITING: ("!", "alarm"),
    Kind.UNCHANGED: ("·", ""),
    Kind.PUBLISHED: ("✓", "dim"),
    Kind.DRAFT: ("?", "dim"),
    Kind.UNMANAGED: ("×", "dim"),
}
"""A sign and a style for each: told apart by shape as well as by colour."""

_PUBLISHED_RULES = frozenset({"9", "11", "12"})
_SAME_WAIT = frozenset({"archive"})


class Occasion(msgspec.Struct, frozen=True):
    """One delivery, or one job of somebody else, at its moment.

    `at` is None for an `on-merge` post that has no moment yet. `was_at` is the slot that a moved one leaves, else None.
    `address` is as it is printed, a job id for a job of somebody else; `zone` the IANA name of the post's own zone.
    `delivery` is the post; of one that is cancelled, what it was, where that is known.
    """

    kind: Kind
    at: datetime | None
    zone: str
    address: str
    profile: str
    platforms: tuple[str, ...]
    words: str
    was_at: datetime | None = None
    change: Change | None = None
    delivery: Delivery | None = None
    job: Job | None = None
    is_from_branch: bool = True


def occasions(material: Material) -> tuple[Occasion, ...]:
    """All of them, soonest first; what has no moment yet comes last."""
    names = printed_addresses(
        [*(change.address for change in material.plan.changes), *(draft.address for draft in material.drafts)]
    )
    found = [_of_change(change, names, material) for change in material.plan.changes if _is_shown(change)]
    found += [_of_draft(draft, names, material) for draft in material.drafts]
    found += [_of_stranger(job, material.rows.header.zone) for job in material.strangers]
    return tuple(sorted(found, key=_place))


def _is_shown(change: Change) -> bool:
    """An old post that never went out, or one whose file went after it, is no part of any calendar."""
    is_gone = change.action is Action.NONE and change.delivery is None and change.at is None
    return change.action is not Action.FORGET and change.reason not in _SAME_WAIT and not is_gone


def _place(occasion: Occasion) -> tuple[bool, float, str]:
    return occasion.at is None, occasion.at.timestamp() if occasion.at else 0.0, occasion.address


def _of_change(change: Change, names: dict[str, str], material: Material) -> Occasion:
    delivery = change.delivery or material.withdrawn.get(change.address)
    kind, was_at = _kind(change)
    return Occasion(
        kind=kind,
        at=change.at or (delivery.publish_at if delivery else None),
        zone=delivery.timezone if delivery else material.rows.header.zone,
        address=names[change.address],
        profile=change.profile,
        platforms=change.platforms,
        words=words_of(delivery) if delivery else _old_words(change),
        was_at=was_at,
        change=change,
        delivery=delivery,
        is_from_branch=material.changed is None or change.address in material.changed,
    )


def _kind(change: Change) -> tuple[Kind, datetime | None]:
    was_at = change.before.scheduled_at if change.before else None
    is_moved = was_at is not None and change.at is not None and was_at != change.at
    if needs_person(change) or change.is_waiting:
        return Kind.WAITING, None
    if change.action is Action.CREATE:
        return Kind.NEW, None
    if change.action is Action.DELETE:
        return Kind.CANCELLED, None
    if change.action in (Action.UPDATE, Action.REPLACE):
        return (Kind.MOVED, was_at) if is_moved else (Kind.EDITED, None)
    return (Kind.PUBLISHED if change.rule in _PUBLISHED_RULES else Kind.UNCHANGED), None


def words_of(delivery: Delivery) -> str:
    """The words by which people know a post: its headline, else its text."""
    return delivery.title or delivery.text or next(iter(delivery.texts.values()), "")


def _old_words(change: Change) -> str:
    before = change.before
    return (before.title or before.text or "") if before else ""


def _of_draft(draft: Delivery, names: dict[str, str], material: Material) -> Occasion:
    return Occasion(
        kind=Kind.DRAFT,
        at=draft.publish_at,
        zone=draft.timezone,
        address=names[draft.address],
        profile=draft.profile,
        platforms=draft.platforms,
        words=words_of(draft),
        delivery=draft,
        is_from_branch=material.changed is None or draft.address in material.changed,
    )


def _of_stranger(job: Job, zone: str) -> Occasion:
    return Occasion(
        kind=Kind.UNMANAGED,
        at=job.scheduled_at,
        zone=zone,
        address=job.job_id,
        profile=job.profile,
        platforms=job.platforms,
        words=job.title or job.caption or "",
        job=job,
        is_from_branch=False,
    )
