"""The last guard before words are scheduled: the same ones, to the same followers, within two days."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.identity import normal
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.rules.postings import text_on
from contentsync.rules.repeats import WINDOW
from contentsync.state.document import Entry
from contentsync.state.document import Sent

Key = tuple[str, str, str]


class Twins:
    """Where each text stands: schedule, history, state, or another file of the same plan. Built when first asked.

    `entries` tell of jobs that are not listed, be it yet or any more, and of creates whose outcome is open; `listed`
    are the addresses that have a job in the schedule.
    """

    def __init__(
        self,
        desired: Desired,
        moments: dict[str, datetime],
        jobs: tuple[Job, ...],
        rows: tuple[HistoryRow, ...],
        entries: Mapping[str, Entry],
        listed: Collection[str],
    ) -> None:
        self._desired, self._moments, self._jobs, self._rows = desired, moments, jobs, rows
        self._entries, self._listed = entries, listed
        self._index: dict[Key, list[tuple[datetime, str, str]]] | None = None

    def find(
        self, delivery: Delivery, at: datetime, own_jobs: frozenset[str], stood_at: datetime | None = None
    ) -> tuple[str, str] | None:
        """Words for the place where the twin stands (`job …`, `post …`), and whose it is: a job id or an address.

        Left out are those that were near already at `stood_at`, when the same words stood there.
        """
        if self._index is None:
            self._index = self._built()
        for platform in delivery.platforms:
            for when, where, owner in self._index.get(
                _key(delivery.profile, platform, text_on(delivery, platform)), ()
            ):
                if abs(when - at) >= WINDOW or owner in own_jobs or (stood_at and abs(when - stood_at) < WINDOW):
                    continue
                if where.startswith("post ") and not self._goes_first(owner, when, delivery, at):
                    continue
                return where, owner
        return None

    def _goes_first(self, owner: str, when: datetime, delivery: Delivery, at: datetime) -> bool:
        """Of two files one goes first: the one that stands there already, if only with words that it had before."""
        stands, stands_too = self._stands(owner), self._stands(delivery.address)
        return (when, owner) < (at, delivery.address) if stands == stands_too else stands

    def _stands(self, address: str) -> bool:
        entry = self._entries.get(address)
        return address in self._listed or (entry is not None and entry.job is not None)

    def _built(self) -> dict[Key, list[tuple[datetime, str, str]]]:
        index: dict[Key, list[tuple[datetime, str, str]]] = defaultdict(list)
        for job in self._jobs:
            text = shown_text(job.title or "", job.caption or "")
            for platform in job.platforms:
                index[_key(job.profile, platform, text)].append((job.scheduled_at, f"job {job.job_id}", job.job_id))
        listed = {job.job_id for job in self._jobs}
        for address, entry in self._entries.items():
            for sent, where, owner, platforms in _unlisted(address, entry, self._moments.get(address)):
                if owner not in listed or entry.parked is not None:
                    text = shown_text(sent.title, sent.caption)
                    for platform in platforms:
                        index[_key(entry.profile, platform, text)].append((sent.at, where, owner))
        for row in self._rows:
            if row.success:
                key = _key(row.profile, row.platform, shown_text(row.title, row.caption))
                index[key].append((row.at, row.url or f"job {row.job_id}", row.job_id))
        for delivery in self._desired.deliveries:
            at = self._moments.get(delivery.address)
            for platform in delivery.platforms if at else ():
                assert at is not None
                key = _key(delivery.profile, platform, text_on(delivery, platform))
                index[key].append((at, f"post {delivery.post_id}", delivery.address))
        for key in [key for key in index if not key[2]]:
            del index[key]
        return index


def _unlisted(address: str, entry: Entry, at: datetime | None) -> Iterator[tuple[Sent, str, str, tuple[str, ...]]]:
    """What was sent, where it stands, whose it is, on which platforms. What is parked counts at its moment, `at`."""
    if entry.job is not None:
        yield entry.job.sent, f"job {entry.job.job_id}", entry.job.job_id, entry.platforms
    if entry.parked is not None:
        sent = replace(entry.parked.sent, at=at or entry.parked.sent.at)
        yield sent, f"job {entry.parked.job_id}", entry.parked.job_id, entry.platforms
    if entry.intent is not None:
        yield entry.intent.sent, f"the open create of {address}", address, entry.intent.platforms or entry.platforms


def shown_text(title: str, caption: str) -> str:
    """The longer text of a job or row: where there is a caption, the title is only its headline."""
    return caption if normal(caption) else title


def _key(profile: str, platform: str, text: str) -> Key:
    return (profile, platform, normal(text))
