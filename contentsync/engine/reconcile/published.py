"""Rules 9 to 13: what followers saw, or what the networks refused."""

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import new_entry
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.missing import create
from contentsync.model.remote import Phase
from contentsync.state.document import Entry


def all_published(facts: Facts) -> Decision | None:
    """9: every leaf went out, under whatever address of the post."""
    assert facts.d is not None
    seen = facts.leaves.here.keys() | facts.leaves.elsewhere.keys()
    if not seen.issuperset(facts.d.platforms):
        return None
    s = facts.s
    if s is not None and s.wanted and s.wanted != wanted_digest(facts.d):
        return nothing(
            facts, "9", "published", entry=_closed(facts), code="CS602",
            hint=f"edits after publishing change nothing; to post it again: a new id with repost_of: {facts.d.post_id}",
        )  # fmt: skip
    return nothing(facts, "9", "published", entry=_closed(facts))


def partly_elsewhere(facts: Facts) -> Decision | None:
    """10: some leaves went out under another address, so a create of the whole would double them."""
    assert facts.d is not None
    gone = sorted(facts.leaves.elsewhere.keys() & set(facts.d.platforms))
    if not gone:
        return None
    return hold(
        facts, "10", "partly published", f"drop {', '.join(gone)} from its platforms: followers there have seen it",
        is_risk=not facts.jobs,
    )  # fmt: skip


def partly_failed(facts: Facts) -> Decision | None:
    """11: some succeeded, others failed, and nothing more will come by itself."""
    assert facts.d is not None
    if not facts.leaves.here or facts.jobs or not facts.leaves.is_complete:
        return None
    out = facts.leaves.here.keys() | facts.leaves.elsewhere.keys()
    failed = sorted(facts.leaves.failed.keys() - out)
    added = sorted(set(facts.d.platforms) - out - facts.leaves.failed.keys())
    reason = f"failed on {', '.join(failed)}" if failed else f"went out without {', '.join(added)}"
    hint = f"contentsync resolve {facts.address} --retry, or --forget to leave it at that"
    if added:
        hint = f"a published post gets no new networks: write a post of its own for {', '.join(added)}"
    return nothing(facts, "11", reason, entry=_closed(facts), code="CS605", hint=hint)


def publishing(facts: Facts) -> Decision | None:
    """12: the job is going out, and its rows are not all there yet. The list may still show it."""
    leaves = facts.leaves
    is_listed_still = any(job.job_id in leaves.jobs for job in facts.jobs)
    if facts.jobs and not is_listed_still:
        return None
    has_rows = bool(leaves.here or leaves.failed) and not leaves.is_complete
    is_running = bool(leaves.running) or facts.phase in (Phase.PROCESSING, Phase.COMPLETED)
    if not (is_listed_still or has_rows or is_running):
        return None
    is_retried = bool(leaves.running) and leaves.is_complete
    moment = facts.moment or facts.now
    if facts.now > moment + facts.windows.gap and not is_retried:
        return hold(
            facts,
            "12",
            "stuck",
            f"look at it in Upload-Post, then contentsync resolve {facts.address} --forget",
            is_risk=True,
        )
    return nothing(facts, "12", "publishing", is_waiting=True)


def all_failed(facts: Facts) -> Decision | None:
    """13: every leaf explicitly failed. An edit is a new try, and so is a person's word."""
    assert facts.d is not None
    s = facts.s
    complete = bool(facts.leaves.failed) and facts.leaves.is_complete and not facts.leaves.here
    if facts.jobs or not (complete or facts.is_explicitly_failed):
        return None
    assert facts.d_at is not None
    is_edited = s is not None and bool(s.wanted) and s.wanted != wanted_digest(facts.d)
    if (is_edited or (s is not None and s.restore)) and facts.now < facts.d_at - facts.lead:
        return create(facts, "13")
    return nothing(
        facts, "13", "failed", entry=_closed(facts), code="CS603",
        hint=f"{_why(facts)}contentsync resolve {facts.address} --retry, or edit the post and give it a new date",
    )  # fmt: skip


def _why(facts: Facts) -> str:
    errors = sorted({failed.error for failed in facts.leaves.failed.values() if failed.error})
    return f"{'; '.join(errors)} → " if errors else ""


def _closed(facts: Facts) -> Entry | None:
    """The entry with its evidence kept and its job let go.

    Where state was lost, what history shows is written down again: its label says only under which address it went out.
    """
    s = facts.s
    if s is None:
        return replace(new_entry(facts), published=facts.leaves.here) if facts.leaves.here else None
    return replace(s, job=None, parked=None, intent=None, held="")
