"""Rules 3 to 8: doubles, files that cannot be read, and posts that are no longer wanted."""

from datetime import datetime

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import fields_of
from contentsync.engine.reconcile.compare import shown
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Want
from contentsync.model.change import Action
from contentsync.model.change import Fields
from contentsync.model.change import Step
from contentsync.model.identity import parse_external_id
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.state.document import Tombstone

OURS = frozenset({"cancelled", "replaced", "double"})
"""Tombstones of jobs that we cancelled ourselves."""


def second_job(facts: Facts) -> Decision | None:
    """3: followers have seen it, and another job would show it again."""
    if not (facts.leaves.here or facts.leaves.elsewhere or facts.leaves.running):
        return None
    gone_out = facts.leaves.here.keys() | facts.leaves.elsewhere.keys() | facts.leaves.running
    doubles = [job for job in facts.jobs if job.job_id not in facts.leaves.jobs and gone_out & set(job.platforms)]
    if not doubles:
        return None
    owned = tuple(job.job_id for job in doubles if job.job_id == facts.owns)
    if owned:
        return decide(
            facts, Action.DELETE, "3", "already published by another job", step=Step.DELETE, job_ids=owned,
            at=doubles[0].scheduled_at, tombstone="double",
        )  # fmt: skip
    ids = ", ".join(job.job_id for job in doubles)
    return hold(
        facts, "3", "second job", f"cancel job {ids} in Upload-Post, or contentsync resolve {facts.address} --forget",
        is_risk=True,
    )  # fmt: skip


def several_jobs(facts: Facts) -> Decision | None:
    """4: more than one live job for one address. What we sent twice is ours to delete; a person's copy is not."""
    jobs, owned = facts.jobs, facts.owns
    is_stranger = bool(owned) and len(jobs) == 1 and jobs[0].job_id != owned
    if len(jobs) < 2 and not is_stranger:
        return None
    keep = _kept(facts)
    doubles = tuple(job.job_id for job in jobs if keep is not None and job != keep and _is_double(facts, job, keep))
    if doubles:
        return decide(
            facts, Action.DELETE, "4", "sent twice", step=Step.DELETE, job_ids=doubles, at=jobs[0].scheduled_at
        )
    others = ", ".join(job.job_id for job in jobs if keep is None or job.job_id != keep.job_id)
    return hold(
        facts,
        "4",
        "copy",
        f"cancel job {others} in Upload-Post, or contentsync resolve {facts.address} --forget",
        is_risk=True,
    )


def _is_double(facts: Facts, job: Job, keep: Job) -> bool:
    """Whether we made it: the second of a create that was sent twice, or one that we cancelled and that is back."""
    s = facts.s
    if s is None or s.job is None:
        return False
    if s.tombstone is not None and s.tombstone.job_id == job.job_id and s.tombstone.reason in OURS:
        return True
    return s.job.is_resent and job.external_id == s.job.external_id and job.scheduled_at == keep.scheduled_at


def _kept(facts: Facts) -> Job | None:
    """State's job, else the one equal to what is wanted, else the one with the smallest id."""
    if facts.owns:
        return next((job for job in facts.jobs if job.job_id == facts.owns), None)

    def rank(job: Job) -> tuple[bool, str]:
        parts = parse_external_id(job.external_id)
        is_equal = bool(facts.d and parts and parts.body == facts.d.body and job.scheduled_at == facts.d_at)
        return (not is_equal, job.job_id)

    return min(facts.jobs, key=rank)


def bad_file(facts: Facts) -> Decision | None:
    """5: a file with a problem is not a deleted file."""
    if facts.want is not Want.BAD:
        return None
    return nothing(facts, "5", "blocked by a problem in its file", is_waiting=True)


def off_and_live(facts: Facts) -> Decision | None:
    """6: no file (or a draft), and a job that would still go out."""
    if facts.want is not Want.OFF or not facts.jobs:
        return None
    job, s = facts.job, facts.s
    if s is None or job.job_id != facts.owns:
        return hold(
            facts,
            "6",
            "orphan",
            f"bring its file back, or contentsync resolve {facts.address} --forget",
            at=job.scheduled_at,
        )
    if s.is_protected:
        return hold(
            facts,
            "6",
            "protected",
            f"bring its file back, or contentsync resolve {facts.address} --forget",
            at=job.scheduled_at,
        )
    if facts.now >= job.scheduled_at - facts.windows.freeze:
        return _too_late(facts, "6", job.scheduled_at)
    reason = "file removed" if facts.file_gone else "now a draft"
    return decide(
        facts,
        Action.DELETE,
        "6",
        reason,
        step=Step.DELETE,
        job_ids=(job.job_id,),
        at=job.scheduled_at,
        before=_seen(facts, job),
        tombstone="cancelled",
    )


def _seen(facts: Facts, job: Job | None = None) -> Fields:
    """What would have gone out: as the job shows it, else as it was last seen."""
    assert facts.s is not None
    assert facts.s.job is not None
    last = facts.s.job.observed or facts.s.job.sent
    return fields_of(shown(job, last) if job else last)


def _too_late(facts: Facts, rule: str, at: datetime) -> Decision:
    hint = "it goes out in a moment; cancel it in Upload-Post if you can"
    return hold(facts, rule, "too late to cancel", hint, at=at, is_risk=True)


def off_and_gone(facts: Facts) -> Decision | None:
    """7: no file, and the job that state owns is no longer in the schedule."""
    if facts.want is not Want.OFF or not facts.owns:
        return None
    s = facts.s
    assert s is not None
    if facts.leaves.here or facts.leaves.failed:
        return decide(facts, Action.FORGET, "7", "published, file removed", entry=replace(s, job=None, held=""))
    if facts.phase is Phase.QUEUED and s.is_protected:
        return hold(facts, "7", "protected", f"bring its file back, or contentsync resolve {facts.address} --forget")
    moment = facts.moment
    assert moment is not None
    if facts.phase is Phase.QUEUED and facts.now >= moment - facts.windows.freeze:
        return _too_late(facts, "7", moment)
    if facts.phase is Phase.QUEUED:
        return decide(
            facts, Action.DELETE, "7", "file removed", step=Step.DELETE, job_ids=(facts.owns,), tombstone="cancelled",
            before=_seen(facts),
        )  # fmt: skip
    if facts.phase in (Phase.PROCESSING, Phase.COMPLETED) or facts.leaves.running:
        return nothing(facts, "7", "publishing", is_waiting=True)
    if facts.phase in (Phase.UNREACHABLE, None):
        return hold(facts, "7", "status cannot be reached", "apply again")
    stone = Tombstone(at=facts.now, job_id=facts.owns, reason="gone", due=moment)
    return nothing(facts, "7", "gone, and no longer wanted", entry=replace(s, job=None, tombstone=stone, held=""))


def off(facts: Facts) -> Decision | None:
    """8: nothing wanted, nothing there."""
    return nothing(facts, "8", "not wanted") if facts.want is Want.OFF else None
