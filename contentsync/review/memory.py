"""The state as people and programs read it."""

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
    lines = [f"{escaped(names[address]):<{width}}  {_words(entry)}" for address, entry in sorted(state.posts.items())]
    lines.append(f"{escaped(state.namespace)}: {counted(len(state.posts), 'delivery', 'deliveries')}")
    if state.lease:
        lines.append(f"{escaped(state.lease.run)} may write until {utc_text(state.lease.until)}")
    return "\n".join(lines) + "\n"


def _words(entry: Entry) -> str:
    words = []
    if entry.job:
        words.append(f"job {entry.job.job_id} at {utc_text(entry.job.sent.at)}")
    if entry.parked:
        words.append(f"parked job {entry.parked.job_id}")
    if entry.intent:
        words.append("a create whose outcome is not known yet")
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
