"""Rules 14 to 20: one live job, compared with what is wanted."""

from msgspec.structs import replace

from contentsync.engine.reconcile.calls import asks_for
from contentsync.engine.reconcile.calls import may_arrive
from contentsync.engine.reconcile.compare import Differences
from contentsync.engine.reconcile.compare import after_of
from contentsync.engine.reconcile.compare import before_of
from contentsync.engine.reconcile.compare import differences
from contentsync.engine.reconcile.compare import shown
from contentsync.engine.reconcile.compare import wanted
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import hold_twin
from contentsync.engine.reconcile.decision import new_entry
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.recreated import PUTS_BACK
from contentsync.engine.reconcile.recreated import replaced
from contentsync.engine.reconcile.waiting import waited_for
from contentsync.engine.reconcile.waiting import waits
from contentsync.model.change import Action
from contentsync.model.change import Patch
from contentsync.model.change import Step
from contentsync.model.identity import parse_external_id
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord

IN_A_COPY = "if this is a copy of another repository, write another `namespace` into contentsync.yaml first"
"""A state that never saw an apply was lost, or it is not the one that these jobs were made by: nobody else can tell."""


def due(facts: Facts) -> Decision | None:
    """14: still listed although its moment has come."""
    if not facts.jobs or facts.job.scheduled_at > facts.now:
        return None
    if facts.now > facts.job.scheduled_at + facts.windows.gap:
        hint = f"look at it in Upload-Post, then contentsync resolve {facts.address} --forget"
        return hold(facts, "14", "stuck", hint, at=facts.job.scheduled_at, is_risk=True)
    return nothing(facts, "14", "due", at=facts.job.scheduled_at, is_waiting=True)


def adopt(facts: Facts) -> Decision | None:
    """15: ours by its external id, and state does not know it: take it over, and go on in the same change."""
    if not facts.jobs or facts.owns:
        return None
    assert facts.d is not None
    job, is_imported = facts.job, facts.d.imported == facts.job.job_id
    parts = parse_external_id(job.external_id)
    if parts is None and not is_imported:
        return hold(facts, "15", "not ours", "contentsync import")
    body = facts.d.body if is_imported or parts is None else parts.body
    sent = shown(job, replace(wanted(facts), body=body))
    record = JobRecord(
        job_id=job.job_id, sent=sent, sent_at=facts.now, external_id=job.external_id, is_listed=job.in_list
    )
    entry = facts.s or new_entry(facts)
    entry = replace(entry, job=record, n=max(parts.n + 1 if parts else 1, entry.n), held="")
    after = compare(replace(facts, s=entry))
    if after.change.action is not Action.NONE or after.change.code:
        return replace(after, entry=after.entry or entry)
    return decide(
        facts,
        Action.ADOPT,
        "15",
        "imported" if is_imported else "ours, and not in state",
        entry=after.entry or entry,
        job_ids=(job.job_id,),
        at=job.scheduled_at,
        hint="" if is_imported or facts.applied_at else IN_A_COPY,
    )


def compare(facts: Facts) -> Decision:
    """16 to 20, on one job that state owns."""
    s = facts.s
    assert s is not None
    assert s.job is not None
    want, record, job = wanted(facts), s.job, facts.job
    found = differences(want, record, job)
    if not found.any and want.body == record.sent.body:
        return _as_wanted(facts, s, record)
    if facts.now >= job.scheduled_at - facts.windows.freeze:
        return nothing(
            facts, "17", "going out", at=job.scheduled_at, code="CS601", is_waiting=True,
            hint="too late for this edit: it goes out as it is", before=before_of(facts), after=after_of(facts, found),
        )  # fmt: skip
    if want.at <= facts.now:
        hint = f"give it a new date, or contentsync resolve {facts.address} --take remote"
        return hold(facts, "18", "postponed remotely", hint, at=job.scheduled_at)
    if want.body != record.sent.body or (found.texts and _sends_own_texts(facts, record)):
        return replaced(facts, found)
    return _patched(facts, found)


def _as_wanted(facts: Facts, s: Entry, record: JobRecord) -> Decision:
    """16: in sync, unless something is under way that was asked for before the file was as it is now."""
    entry, at = _refreshed(facts, s, record), facts.job.scheduled_at
    if record.call is None or asks_for(record.call, wanted(facts)) or not may_arrive(record, facts.now, facts.windows):
        return nothing(facts, "16", "as wanted", entry=entry, at=at)
    return waits(facts, "16", record.call, entry)


def _sends_own_texts(facts: Facts, record: JobRecord) -> bool:
    """Whether putting back a text takes a new job: a PATCH would say the same on every network."""
    is_kept = facts.drift is not Drift.REVERT or _was_reverted(record)
    return facts.d is not None and facts.d.has_own_texts and not is_kept


def _refreshed(facts: Facts, s: Entry, record: JobRecord) -> Entry:
    """What is remembered of a job that is as wanted: the file's place, what was wanted, what is shown."""
    assert facts.d is not None
    want = wanted(facts)
    seen = shown(facts.job, want)
    record = replace(
        record, sent=want, observed=None if seen == want else seen, is_listed=facts.job.in_list or record.is_listed
    )
    return replace(
        s, job=record, file=facts.d.source.file, wanted=wanted_digest(facts.d), held="", tombstone=None, restore=False,
        is_protected=facts.d.protect, merged=0, retry_at=None, platforms=facts.d.platforms, post_type=facts.d.post_type,
    )  # fmt: skip


def _patched(facts: Facts, found: Differences) -> Decision:
    """20: text or date, field by field. The file's change goes out; what only the remote changed is drift."""
    s, want, windows = facts.s, wanted(facts), facts.windows
    assert s is not None
    record = s.job
    assert record is not None
    is_kept = facts.drift is Drift.KEEP or _was_reverted(record)
    names = found.by_author if is_kept or facts.drift is Drift.HOLD else found.any
    before, after = before_of(facts), after_of(facts, found)
    if not names and facts.drift is Drift.HOLD and not is_kept:
        hint = f"contentsync resolve {facts.address} --take file, or --take remote"
        return hold(
            facts,
            "20",
            "changed in Upload-Post",
            hint,
            before=before,
            after=after,
            at=facts.job.scheduled_at,
            is_drift=True,
        )
    if not names:
        hint = f"contentsync resolve {facts.address} --take file, or --take remote"
        return nothing(
            facts, "20", "changed in Upload-Post, kept", entry=s, before=before, after=after, code="CS604",
            is_drift=True, at=facts.job.scheduled_at, hint=hint,
        )  # fmt: skip
    if "at" in names and not facts.now + windows.freeze <= want.at <= facts.now + windows.horizon:
        return hold(facts, "20", "date out of reach", "Upload-Post takes dates from now to a year ahead", at=want.at)
    patch = Patch(
        scheduled_at=want.at if "at" in names else None,
        title=want.title if "title" in names else None,
        caption=want.caption if "caption" in names else None,
    )
    if found.by_author and (twin := facts.twin(None if {*names} - {"at"} else facts.job.scheduled_at)):
        return hold_twin(facts, "20", twin)
    if call := waited_for(facts, record, patch):
        return waits(facts, "20", call)
    is_drift = not found.by_author
    return decide(
        facts, Action.UPDATE, "20", PUTS_BACK if is_drift else "edited",
        step=Step.PATCH, entry=s, job_ids=(facts.job.job_id,), patch=patch, before=before, after=after,
        is_drift=is_drift, code="CS604" if is_drift else "", at=want.at,
    )  # fmt: skip


def _was_reverted(record: JobRecord) -> bool:
    """A revert that was refused or undone is not tried a second time."""
    return record.reverted_at is not None
