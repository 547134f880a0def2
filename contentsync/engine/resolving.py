"""Ending a hold: each way is one pure change of what state remembers, decided by a person."""

from datetime import datetime
from enum import StrEnum

from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone


class Way(StrEnum):
    """How a person ends a hold."""

    RETRY = "retry"
    RESTORE = "restore"
    FORGET = "forget"
    TAKE_FILE = "take-file"
    TAKE_REMOTE = "take-remote"


def restored(entry: Entry) -> Entry:
    """Send it again, although somebody cancelled it or it failed."""
    return replace(entry, job=None, tombstone=None, failed={}, restore=True, held="")


def forgotten(entry: Entry, now: datetime) -> Entry:
    """Leave it as it is: nothing is open any more, and nothing is sent for it again. What went out stays remembered."""
    job_id = entry.job.job_id if entry.job else ""
    stone = Tombstone(at=now, job_id=job_id, reason="person")
    return replace(entry, job=None, parked=None, intent=None, tombstone=stone, restore=False, held="", is_protected=False)


def file_wins(entry: Entry, address: str) -> Entry:
    """Put the file's words back, although an earlier try was undone."""
    if entry.job is None:
        raise UserError(f"{address} has no scheduled job whose changes could be put back", "contentsync plan")
    return replace(entry, job=replace(entry.job, reverted_at=None, observed=None), held="")
