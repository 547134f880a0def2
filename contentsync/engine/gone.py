"""Deliveries that were scheduled and will not go out under that address any more."""

from datetime import datetime
from datetime import timedelta

from contentsync.engine.planned import Planned
from contentsync.state.document import Entry

TOLD = timedelta(days=30)
"""How long a cancellation is still told to whoever keeps a calendar."""


def gone(planned: Planned) -> dict[str, datetime]:
    """By address, of what was cancelled lately: when it would have gone out, or was cancelled, where that is not known;
    of one that was renamed and is still ahead: when it goes out.
    """
    entries = {**planned.state.posts, **planned.reconciled.records}
    wanted = {each.address for each in (*planned.desired.deliveries, *planned.desired.drafts)}
    found = {}
    for address, entry in entries.items():
        if not planned.scope.has(entry.profile, address):
            continue
        if _is_cancelled(entry, planned.now):
            assert entry.tombstone is not None
            found[address] = entry.tombstone.due or entry.tombstone.at
        if entry.job is not None:
            found |= dict.fromkeys(entry.former, entry.job.sent.at)
    return {address: at for address, at in sorted(found.items()) if address not in wanted}


def _is_cancelled(entry: Entry, now: datetime) -> bool:
    if entry.tombstone is None or entry.job or entry.parked or entry.intent or entry.published:
        return False
    return now - entry.tombstone.at <= TOLD
