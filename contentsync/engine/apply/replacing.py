"""Replace: never two live posts, and the old one stays until the new one is safe.

Create the new one parked far ahead, see it in the list, delete the old one, make sure that the old one did not go out,
give the new one its time. A crash at any point leaves at most one job that is due, and rule 1 finishes it.
"""

from datetime import datetime
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.apply import creating
from contentsync.engine.apply.calling import call
from contentsync.engine.apply.calling import with_call
from contentsync.engine.apply.deleting import doubted
from contentsync.engine.apply.deleting import is_gone
from contentsync.engine.apply.deleting import without
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import Sender
from contentsync.engine.apply.sender import failure
from contentsync.model.change import Change
from contentsync.model.change import Patch
from contentsync.model.identity import address_digest
from contentsync.model.outcome import Done
from contentsync.model.outcome import Unknown
from contentsync.state.document import JobRecord

PARKED_DAYS = 300
PARKED_SPREAD_DAYS = 60
"""Parked jobs stand 300 to 360 days ahead: inside the service's year, and spread so that no daily cap is met."""

DELETE_FIRST = timedelta(hours=2)
"""With at least this much time left, a replace that cannot park deletes first; a crash then leaves time to mend."""

NO_CREDITS = 429
"""Upload-Post docs, upload page: the monthly limit; a rate limit is not a refusal."""

LOOKS = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds to wait before each look whether the parked job is listed."""


def parked_at(address: str, now: datetime) -> datetime:
    """Where the parked job of an address stands: the same place for the same address on the same day."""
    spread = int.from_bytes(address_digest(address).encode(), "big") % (PARKED_SPREAD_DAYS * 24 * 60)
    return now.replace(second=0, microsecond=0) + timedelta(days=PARKED_DAYS, minutes=spread)


def begin(sender: Sender, change: Change, wanted: str) -> Result:
    """Rule 19: from the old job to the new one."""
    intent = creating.intend(sender, change, wanted, parked_at(change.address, sender.clock.now()), is_parked=True)
    creating.open_intents(sender, [(change.address, intent)])
    result = creating.send(sender, change)
    if result.outcome is Ending.REFUSED and _is_about_parking(result):
        return _delete_first(sender, change, wanted, result)
    if result.outcome is not Ending.DONE:
        return result
    return go_on(sender, change, wanted)


def _is_about_parking(refusal: Result) -> bool:
    """Whether it is the parked job that was refused (no credits for a second one, its far date), not what it says."""
    return refusal.status == NO_CREDITS or "date" in refusal.detail.casefold()


def go_on(sender: Sender, change: Change, wanted: str) -> Result:
    """Rule 1(b): the parked one is there; see it listed, look at the clock and the old one again, and swap."""
    entry = sender.recorder.entry(change.address)
    assert entry.parked is not None
    assert entry.job is not None
    listed = _is_listed(sender, entry.parked.job_id)
    jobs = {job.job_id: job for job in sender.server.schedule()}
    old = jobs.get(entry.job.job_id)
    if not listed or old is None:
        return Result(change, Ending.SKIPPED, "", "not seen in the schedule yet: apply again, it goes on from here")
    if sender.clock.now() >= old.scheduled_at - sender.windows.lead:
        return Result(change, Ending.HELD, "", "its moment is too near to swap it safely; the old one goes out")
    outcome = call(sender, change.address, old.job_id)
    if not is_gone(outcome):
        assert not isinstance(outcome, Done)
        return failure(change, outcome, old.job_id)
    if doubt := doubted(sender, change, old.job_id, entry.job.external_id, outcome):
        return doubt
    entry = without(sender, sender.recorder.entry(change.address), old.job_id, "replaced")
    assert entry.parked is not None
    patch = _unparking(change, entry.parked)
    sender.recorder.put({change.address: with_call(sender, entry, (entry.parked.job_id,), patch)})
    return unpark(sender, change, wanted)


def unpark(sender: Sender, change: Change, wanted: str) -> Result:
    """Rule 1(c): the old one is gone; give the parked one its time, and whatever was edited meanwhile."""
    entry, delivery = sender.recorder.entry(change.address), change.delivery
    assert entry.parked is not None
    assert delivery is not None
    assert change.at is not None
    parked = entry.parked
    if change.at <= sender.clock.now() + sender.windows.freeze:
        return Result(change, Ending.HELD, parked.job_id, "its moment came too near: apply again")
    outcome = call(sender, change.address, parked.job_id, _unparking(change, parked))
    if not isinstance(outcome, Done):
        return failure(change, outcome, parked.job_id)
    sent = replace(parked.sent, at=change.at, title=delivery.wire_title, caption=delivery.wire_caption)
    reverted_at = sender.clock.now() if change.is_drift else None
    record = replace(parked, sent=sent, is_listed=True, call=None, reverted_at=reverted_at)
    sender.recorder.put(
        {
            change.address: replace(
                entry, job=record, parked=None, wanted=wanted, file=delivery.source.file, held="", failed={},
                platforms=delivery.platforms, post_type=delivery.post_type, is_protected=delivery.protect,
            )
        }
    )  # fmt: skip
    return Result(change, Ending.DONE, parked.job_id)


def _unparking(change: Change, parked: JobRecord) -> Patch:
    """What gives the parked job its time, and the texts that were edited since."""
    delivery = change.delivery
    assert delivery is not None
    return Patch(
        scheduled_at=change.at,
        title=delivery.wire_title if delivery.wire_title != parked.sent.title else None,
        caption=delivery.wire_caption if delivery.wire_caption != parked.sent.caption else None,
    )


def drop_parked(sender: Sender, change: Change) -> Result:
    """Rule 1: the parked one is not needed any more."""
    entry = sender.recorder.entry(change.address)
    assert entry.parked is not None
    outcome = call(sender, change.address, entry.parked.job_id)
    if not is_gone(outcome):
        assert not isinstance(outcome, Done)
        return failure(change, outcome, entry.parked.job_id)
    left = replace(sender.recorder.entry(change.address), parked=None)
    if change.tombstone and left.job is not None:
        left = without(sender, left, left.job.job_id, change.tombstone)
    sender.recorder.put({change.address: left})
    return Result(change, Ending.DONE, entry.parked.job_id)


def _is_listed(sender: Sender, job_id: str) -> bool:
    for wait in LOOKS:
        if any(job.job_id == job_id for job in sender.server.schedule()):
            return True
        sender.clock.sleep(wait)
    return False


def _delete_first(sender: Sender, change: Change, wanted: str, refusal: Result) -> Result:
    """Parking was refused (no credits left, say): with time enough, the old one makes room, under an open intent."""
    entry = sender.recorder.entry(change.address)
    old, at = entry.job, change.at
    assert old is not None
    assert at is not None
    until = min(at, old.sent.at)
    if until - sender.clock.now() < DELETE_FIRST:
        return Result(change, Ending.HELD, "", f"{refusal.detail}; too near to cancel the old one first")
    again = replace(change, n=entry.n)
    intent = creating.intend(sender, again, wanted, at)
    creating.open_intents(sender, [(change.address, intent)])
    outcome = call(sender, change.address, old.job_id)
    entry = sender.recorder.entry(change.address)
    if not is_gone(outcome):
        assert not isinstance(outcome, Done)
        # Where the DELETE may have arrived the intent stays: it says that a missing old job was our doing.
        if not isinstance(outcome, Unknown):
            sender.recorder.put({change.address: replace(entry, intent=None)})
        return failure(change, outcome, old.job_id)
    if doubt := doubted(sender, change, old.job_id, old.external_id, outcome):
        return doubt
    sender.recorder.put({change.address: without(sender, entry, old.job_id, "replaced")})
    return creating.send(sender, again)
