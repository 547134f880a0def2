"""What a write of the state says about itself, so that the store's history reads as an audit log."""

from collections.abc import Mapping

from contentsync.state.document import Entry
from contentsync.state.document import State

NAMED = 3
"""How many addresses a first line names; the rest are counted."""


def note(before: State, updates: Mapping[str, Entry | None], commit: str) -> str:
    """A first line that says what happened to which address, every address below it, and the commit it came from."""
    lines = [f"{address}: {_word(before.posts.get(address), entry)}" for address, entry in sorted(updates.items())]
    if not lines:
        head = "Take the lease" if before.lease is None else "Keep or give back the lease"
    else:
        more = f", and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
        head = "; ".join(lines[:NAMED]) + more
    body = "\n".join(lines) if len(lines) > NAMED else ""
    return "\n\n".join(part for part in (head, body, f"Commit: {commit}" if commit else "") if part)


def _word(before: Entry | None, after: Entry | None) -> str:
    if after is None:
        return "forgotten"
    old = before or Entry(post_id=after.post_id, profile=after.profile, platforms=())
    words = (
        (after.published != old.published, "published"),
        (after.failed != old.failed and bool(after.failed), "failed"),
        (after.intent is not None and old.intent is None, "about to be sent"),
        (after.parked is not None and old.parked is None, "its new job stands by"),
        (after.job is not None and (old.job is None or old.job.job_id != after.job.job_id), "scheduled"),
        (after.job is None and old.job is not None, after.tombstone.reason if after.tombstone else "let go"),
        (after.job is not None and old.job is not None and after.job.sent != old.job.sent, "edited"),
        (bool(after.held) and after.held != old.held, f"waits: {after.held}"),
    )
    return next((word for holds, word in words if holds), "looked at")
