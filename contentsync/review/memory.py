"""The state as people and programs read it."""

import re
from datetime import datetime
from typing import Any

import msgspec

from contentsync.review.addresses import printed_addresses
from contentsync.review.counting import counted
from contentsync.review.escape import escaped
from contentsync.review.when import utc_text
from contentsync.state.document import Entry
from contentsync.state.document import State


def memory_screen(state: State) -> str:
    """One line per address: what is live, what was published, what is under way."""
    names = printed_addresses(state.posts)
    width = max((len(escaped(name)) for name in names.values()), default=0)
    posts = sorted(state.posts.items())
    lines = [f"{escaped(names[address]):<{width}}  {entry_text(entry)}" for address, entry in posts]
    lines.append(f"{escaped(state.namespace)}: {counted(len(state.posts), 'delivery', 'deliveries')}")
    if state.lease:
        lines.append(f"{escaped(state.lease.run)} may write until {utc_text(state.lease.until)}")
    return "\n".join(lines) + "\n"


def entry_text(entry: Entry) -> str:
    """`job j1 at 2027-03-01T08:00:00Z, published on x`: what is remembered, in a few words."""
    words = []
    if entry.job:
        words.append(f"job {entry.job.job_id} at {utc_text(entry.job.sent.at)}")
    if entry.parked:
        words.append(f"parked job {entry.parked.job_id}")
    if entry.intent:
        words.append("a create whose outcome is not known yet")
    if any(record.call for record in entry.records):
        words.append("an edit or a cancelling whose outcome is not known yet")
    words += [f"published on {platform}" for platform in sorted(entry.published)]
    words += [f"failed on {platform}" for platform in sorted(entry.failed)]
    if entry.tombstone:
        words.append(f"ended: {entry.tombstone.reason}")
    if entry.held:
        words.append(f"waiting: {entry.held}")
    return escaped(", ".join(words) or "nothing sent")


def memory_document(state: State) -> Any:
    """The state document as plain values."""
    return msgspec.to_builtins(state)


def entry_document(entry: Entry) -> Any:
    """One entry as plain values."""
    return msgspec.to_builtins(entry)


class Write(msgspec.Struct, frozen=True):
    """One write of the state: the commit, when, what was recorded, and the run that did it ("" where none is named)."""

    sha: str
    at: datetime
    note: str
    run: str


_RUN = re.compile(r"^Run: (.+)$", re.MULTILINE)


def write_of(sha: str, at: datetime, message: str) -> Write:
    """A write as its commit tells of it: the first line is the note, a line `Run: NAME` names the run."""
    run = _RUN.search(message)
    return Write(sha, at, message.partition("\n")[0], run[1] if run else "")


def history_screen(writes: list[Write]) -> str:
    """One line per write, newest first."""
    lines = [
        "  ".join(part for part in (utc_text(each.at), each.sha[:10], escaped(each.note), escaped(each.run)) if part)
        for each in writes
    ]
    return "\n".join(lines or ["nothing was ever written"]) + "\n"


def history_document(writes: list[Write]) -> Any:
    """Each write with the whole sha, dates in UTC with `Z`."""
    return [{"sha": each.sha, "at": utc_text(each.at), "note": each.note, "run": each.run} for each in writes]
