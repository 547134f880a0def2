"""Create: the intent first, then one send, then the record."""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.apply.calling import WINDOW
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import Sender
from contentsync.engine.apply.sender import failure
from contentsync.engine.reconcile import intents
from contentsync.engine.reconcile.compare import shown_headline
from contentsync.engine.reconcile.evidence import known_job_ids
from contentsync.engine.reconcile.facts import UPLOAD_BYTES_PER_SECOND
from contentsync.model.change import Change
from contentsync.model.change import Step
from contentsync.model.delivery import Delivery
from contentsync.model.identity import body_parts
from contentsync.model.identity import external_id
from contentsync.model.identity import idempotency_key
from contentsync.model.outcome import Accepted
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Published
from contentsync.state.document import Sent

LOOKS = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each look for a create whose answer was lost."""

MERGED_WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=24))
"""When to try again after the service answered with somebody else's job: its window for folding is not documented."""


def intend(sender: Sender, change: Change, wanted: str, at: datetime, *, is_parked: bool = False) -> Intent:
    """The intent of a create that is about to be sent. A resend keeps its key, its count and its first moment."""
    delivery = change.delivery
    assert delivery is not None
    now = sender.clock.now()
    upload = timedelta(seconds=2 * delivery.upload_bytes / UPLOAD_BYTES_PER_SECOND)
    entry = sender.recorder.state.posts.get(change.address)
    if change.step is Step.RESEND and entry is not None and entry.intent is not None:
        return replace(entry.intent, not_after=now + WINDOW + upload, is_resent=True)
    label = external_id(sender.namespace, delivery, change.n, is_parked)
    return Intent(
        external_id=label,
        key=idempotency_key(label),
        n=change.n,
        digest=wanted,
        sent=Sent(at=at, body=delivery.body, title=delivery.wire_title, caption=delivery.wire_caption),
        first_at=now,
        not_after=now + WINDOW + upload,
        endpoint=sender.encode(delivery).endpoint,
        platforms=delivery.platforms,
        post_type=delivery.post_type,
        headline=shown_headline(delivery),
        is_parked=is_parked,
    )


def open_intents(sender: Sender, intended: Iterable[tuple[str, Intent]]) -> None:
    """Write all these intents in one step, with a lease that outlasts them."""
    updates: dict[str, Entry | None] = {}
    latest = sender.clock.now()
    for address, intent in intended:
        entry = sender.recorder.entry(address)
        updates[address] = replace(entry, intent=intent, n=max(entry.n, intent.n + 1), restore=False, held="")
        latest = max(latest, intent.not_after)
    sender.recorder.put(updates, until=latest)


def send(sender: Sender, change: Change) -> Result:
    """Send the create whose intent is open, and record what came of it."""
    # Whoever took the lease meanwhile may have sent it: then the intent is not ours to send or to close.
    sender.recorder.check_lease()
    entry = sender.recorder.entry(change.address)
    intent, delivery = entry.intent, change.delivery
    assert delivery is not None
    if intent is None:
        # A run that lost the lease before this one began wrote down late what came of its own send.
        return Result(change, Ending.SKIPPED, "", "another run has written down what came of it: apply again")
    now = sender.clock.now()
    nearest = now + sender.windows.freeze if intent.is_parked else now + sender.windows.lead
    if now > intent.not_after or intent.sent.at <= nearest:
        sender.recorder.put({change.address: replace(entry, intent=None, held="ran out of time")})
        return Result(change, Ending.SKIPPED, "", "its time ran out before it could be sent: apply again")
    outcome = _post(sender, intent, delivery)
    if isinstance(outcome, Done):
        return _accepted(sender, change, intent, outcome.answer)
    if isinstance(outcome, Unknown):
        return _looked_up(sender, change, outcome)
    # Remembered, so that a moment which passes meanwhile was missed, and is not taken for an old post's.
    held = "refused" if isinstance(outcome, Refused) else "not reached"
    sender.recorder.put({change.address: replace(sender.recorder.entry(change.address), intent=None, held=held)})
    return failure(change, outcome)


def _post(sender: Sender, intent: Intent, delivery: Delivery) -> Outcome:
    form = sender.encode(delivery)
    return sender.until_sent(
        lambda: sender.server.create(form, intent.sent.at, intent.external_id, intent.key), intent.not_after
    )


def _accepted(sender: Sender, change: Change, intent: Intent, answer: Accepted) -> Result:
    entry = sender.recorder.entry(change.address)
    if answer.is_published:
        return _published_at_once(sender, change, answer)
    if is_merged(sender, intent, answer):
        wait = MERGED_WAITS[min(entry.merged, len(MERGED_WAITS) - 1)]
        later = replace(entry, intent=None, merged=entry.merged + 1, retry_at=sender.clock.now() + wait, held="merged")
        sender.recorder.put({change.address: later})
        return Result(
            change, Ending.MERGED, "", f"Upload-Post answered with job {answer.job_id}, which is not this post"
        )
    sender.recorder.put({change.address: recorded(change, entry, intent, answer.job_id)})
    return Result(change, Ending.DONE, answer.job_id, "; ".join(answer.warnings))


def recorded(change: Change, entry: Entry, intent: Intent, job_id: str) -> Entry:
    """The entry once the job is known."""
    delivery = change.delivery
    assert delivery is not None
    record = JobRecord(
        job_id=job_id,
        sent=intent.sent,
        sent_at=intent.first_at,
        external_id=intent.external_id,
        endpoint=intent.endpoint,
        is_resent=intent.is_resent,
        parts=body_parts(delivery),
    )
    if intent.is_parked:
        return replace(entry, intent=None, parked=record)
    return replace(
        entry, intent=None, job=record, failed={}, tombstone=None, held="", merged=0, retry_at=None,
        wanted=intent.digest, file=delivery.source.file, platforms=delivery.platforms, post_type=delivery.post_type,
        is_protected=delivery.protect,
    )  # fmt: skip


def is_merged(sender: Sender, intent: Intent, answer: Accepted) -> bool:
    """Whether an answer names a job that is not the one just sent.

    A date that is not the one sent may also be the service's own doing (daily caps move posts): then the list shows our
    external id on that job, and it is ours.
    """
    if answer.job_id in known_job_ids(sender.recorder.state.posts):
        return True
    if answer.external_id and answer.external_id != intent.external_id:
        return True
    if answer.scheduled_at is None or answer.scheduled_at == intent.sent.at:
        return False
    return not any(
        job.job_id == answer.job_id and job.external_id == intent.external_id for job in sender.server.schedule()
    )


def _published_at_once(sender: Sender, change: Change, answer: Accepted) -> Result:
    """A 200 to a scheduled create: followers see it now. Recorded as that, and nothing more is sent for it."""
    delivery = change.delivery
    assert delivery is not None
    proof = Published(at=sender.clock.now(), job_id=answer.job_id)
    entry = sender.recorder.entry(change.address)
    published = {**entry.published, **dict.fromkeys(delivery.platforms, proof)}
    sender.recorder.put({change.address: replace(entry, intent=None, published=published)})
    return Result(change, Ending.PUBLISHED, answer.job_id, "Upload-Post published it instead of scheduling it")


def _looked_up(sender: Sender, change: Change, outcome: Unknown) -> Result:
    """The answer was lost: look for the job. Nothing is sent again in this run."""
    for wait in LOOKS:
        sender.clock.sleep(wait)
        entry = sender.recorder.entry(change.address)
        intent = entry.intent
        assert intent is not None
        owned = set(known_job_ids(sender.recorder.state.posts))
        echoes = sender.recorder.state.echoes.get(intent.endpoint, False)
        rows = list(sender.server.history_of(intent.external_id))
        found = intents.candidates(entry, sender.server.schedule(), owned, echoes)
        settled = intents.settled(entry, found, rows, owned, ())
        if settled.intent is None:
            record = settled.parked if intent.is_parked else settled.job
            assert record is not None
            sender.recorder.put({change.address: recorded(change, entry, intent, record.job_id)})
            return Result(change, Ending.DONE, record.job_id, f"answer lost ({outcome.cause}), found in the schedule")
    return failure(change, outcome)
