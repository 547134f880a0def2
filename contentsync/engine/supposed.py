"""A remote that nobody asked: what it would hold had an older revision of the files been applied.

A pull request from a fork has no key. Planned against this, it shows what merging would do, by the same rules as ever.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.decision import entry_of
from contentsync.engine.unwritable import Unwritable
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.identity import body_parts
from contentsync.model.identity import external_id
from contentsync.model.remote import Account
from contentsync.model.remote import Connection
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Profile
from contentsync.model.remote import Profiles
from contentsync.model.remote import Status
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Published
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.store import Stored

NOBODY = Account(email="", plan="")
_LONG_AGO = timedelta(days=1)


class Supposed(Unwritable):
    """A `Writer` that refuses every write, and the `Store` beside it. `head` is only asked which accounts it names."""

    def __init__(self, base: Desired, head: Desired, namespace: str, now: datetime) -> None:
        self._namespace, self._now = namespace, now
        self._base = base
        self._profiles = _all_connected((*base.deliveries, *head.deliveries))

    def me(self) -> Account:
        return NOBODY

    def profiles(self) -> Profiles:
        return self._profiles

    def schedule(self) -> tuple[Job, ...]:
        return tuple(self._job(each) for each in self._base.deliveries if self._is_ahead(each))

    def history(self, since: datetime | None) -> History:
        return History(since=since)

    def history_of(self, external_id: str) -> tuple[HistoryRow, ...]:
        return ()

    def status(self, job_id: str) -> Status:
        return Status(job_id, Phase.NOT_FOUND)

    @property
    def where(self) -> str:
        return "what is supposed of the base"

    def read(self) -> Stored:
        posts = {each.address: self._entry(each) for each in self._base.deliveries}
        return Stored(State(namespace=self._namespace, posts=posts), "")

    def _is_ahead(self, delivery: Delivery) -> bool:
        return delivery.publish_at is not None and delivery.publish_at > self._now

    def _job(self, delivery: Delivery) -> Job:
        assert delivery.publish_at is not None
        return Job(
            job_id=delivery.address,
            scheduled_at=delivery.publish_at,
            profile=delivery.profile,
            platforms=delivery.platforms,
            post_type=delivery.post_type,
            title=delivery.wire_title,
            caption=delivery.wire_caption,
            external_id=external_id(self._namespace, delivery, 0),
        )

    def _entry(self, delivery: Delivery) -> Entry:
        entry = replace(entry_of(delivery, 1), wanted=wanted_digest(delivery))
        if not self._is_ahead(delivery):
            out = Published(at=delivery.publish_at or self._now)
            return msgspec.structs.replace(entry, published=dict.fromkeys(delivery.platforms, out))
        assert delivery.publish_at is not None
        sent = Sent(delivery.publish_at, delivery.body, delivery.wire_title, delivery.wire_caption)
        record = JobRecord(
            job_id=delivery.address,
            sent=sent,
            sent_at=self._now - _LONG_AGO,
            external_id=external_id(self._namespace, delivery, 0),
            is_listed=True,
            parts=body_parts(delivery),
        )
        return msgspec.structs.replace(entry, job=record)


def _all_connected(deliveries: Iterable[Delivery]) -> Profiles:
    """Every profile that is named, with every network that it is to post to."""
    networks: dict[str, set[str]] = {}
    for delivery in deliveries:
        networks.setdefault(delivery.profile, set()).update(delivery.platforms)
    return Profiles(
        tuple(
            Profile(name, {platform: Connection(handle="") for platform in sorted(platforms)})
            for name, platforms in sorted(networks.items())
        )
    )
