"""Ending a hold: what a person decided, carried out on what state remembers, on the file, or at the service."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from contentsync.content.rewrite import rewritten
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.planned import Planned
from contentsync.engine.planning import named
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.missing import FORGOTTEN
from contentsync.engine.server import Writer
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.clock import Clock
from contentsync.model.errors import UserError
from contentsync.model.outcome import Done
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone


def restored(entry: Entry) -> Entry:
    """Send it again, although somebody cancelled it or it failed."""
    return replace(entry, job=None, tombstone=None, failed={}, restore=True, held="")


def forgotten(entry: Entry, now: datetime, wanted: str, left: tuple[str, ...] = ()) -> Entry:
    """Leave it as it is, the jobs in `left` included: nothing is open any more, nothing is sent again unless it is
    edited (`wanted` is its digest; a file that comes back to a job that was left to itself is an edit).

    What went out stays remembered.
    """
    stone = Tombstone(at=now, job_id=entry.job.job_id if entry.job else "", reason=FORGOTTEN, left=left)
    return replace(
        entry,
        job=None,
        parked=None,
        intent=None,
        failed={},
        tombstone=stone,
        restore=False,
        held="",
        is_protected=False,
        wanted=wanted or ("" if left else entry.wanted),
    )


def remembered(change: Change, known: Entry | None) -> Entry | None:
    """What is known of the address; the first memory of a job that carries our label and is known to nobody."""
    if known is not None or change.action is not Action.HOLD or not change.job_ids:
        return known
    post_id = change.address.partition("@")[0]
    return Entry(post_id=post_id, profile=change.profile, platforms=change.platforms, post_type=change.post_type)


class Resolver:
    """Carries out one decision. Everything that is written goes through the recorder, under its lease."""

    def __init__(self, server: Writer, clock: Clock, root: Path, planned: Planned) -> None:
        self._server, self._clock, self._root, self._planned = server, clock, root, planned
        self._ways: dict[str, Callable[[Change, Entry], tuple[Entry, str]]] = {
            "retry": self._retry,
            "restore": self._restore,
            "forget": self._forget,
            "take-file": self._take_file,
            "take-remote": self._take_remote,
        }

    def resolve(self, address: str, how: str, recorder: Recorder) -> str:
        """What was done, in a sentence. UserError where that way does not fit what the address waits for."""
        change = self._change(address)
        records, posts = self._planned.reconciled.records, self._planned.state.posts
        entry = remembered(change, records.get(change.address) or posts.get(change.address))
        if entry is None:
            raise UserError(f"{address} has nothing that could be resolved", "contentsync plan")
        after, done = self._ways[how](change, entry)
        recorder.begin({change.address: after})
        recorder.release()
        return done

    def _change(self, address: str) -> Change:
        changes = [decision.change for decision in self._planned.reconciled.decisions]
        found = [c for c in changes if address == c.address or (c.delivery is not None and named(c.delivery, address))]
        if len(found) == 1:
            return found[0]
        if found:
            each = ", ".join(change.address for change in found)
            raise UserError(f"{address} means several: {each}", f"contentsync resolve {found[0].address} …")
        raise UserError(f"there is no {address}", "contentsync plan names the addresses")

    def _retry(self, change: Change, entry: Entry) -> tuple[Entry, str]:
        jobs = sorted({failed.job_id for failed in entry.failed.values() if failed.job_id})
        if not jobs:
            raise UserError(f"nothing of {change.address} has failed", "contentsync plan")
        outcome = self._server.retry(jobs[0])
        if not isinstance(outcome, Done):
            word = getattr(outcome, "reason", "") or getattr(outcome, "cause", "")
            raise UserError(
                f"Upload-Post did not take the retry: {word}", "try again, or edit the post and give it a date"
            )
        return entry, f"Upload-Post tries {change.address} again on {', '.join(sorted(entry.failed))}"

    def _restore(self, change: Change, entry: Entry) -> tuple[Entry, str]:
        if entry.job is not None and any(job.job_id == entry.job.job_id for job in self._planned.snapshot.jobs):
            raise UserError(f"{change.address} is scheduled already", "contentsync plan")
        return restored(entry), f"{change.address} is scheduled again by the next apply"

    def _forget(self, change: Change, entry: Entry) -> tuple[Entry, str]:
        wanted = wanted_digest(change.delivery) if change.delivery else ""
        left = change.job_ids if change.action is Action.HOLD else ()
        return forgotten(entry, self._clock.now(), wanted, left), f"{change.address} is left as it is"

    def _take_file(self, change: Change, entry: Entry) -> tuple[Entry, str]:
        if entry.job is None:
            raise UserError(f"{change.address} has no scheduled job to put the file's words into", "contentsync plan")
        again = replace(entry.job, reverted_at=None, observed=None, sent=replace(entry.job.sent, title="", caption=""))
        return replace(entry, job=again, held=""), f"the next apply puts {change.address} back to what its file says"

    def _take_remote(self, change: Change, entry: Entry) -> tuple[Entry, str]:
        delivery, before, after = change.delivery, change.before, change.after
        if delivery is None or before is None or after is None or before.scheduled_at is None:
            raise UserError(
                f"{change.address} differs in nothing that could be written into its file", "contentsync plan"
            )
        values: dict[str, str] = {}
        if before.scheduled_at != after.scheduled_at:
            local = before.scheduled_at.astimezone(ZoneInfo(delivery.timezone))
            values["publish_at"] = f"{local:%Y-%m-%d %H:%M}"
        for mine, theirs, wire in ((after.title, before.title, "title"), (after.text, before.text, "caption")):
            if (mine or "") != (theirs or ""):
                values[_key(delivery.text, delivery.title, mine or "", wire)] = theirs or ""
        file = self._root / delivery.source.file
        if file.suffix not in (".yaml", ".yml"):
            raise UserError(f"{delivery.source.file} is not YAML", f"write it by hand: {values}")
        file.write_bytes(rewritten(file.read_bytes(), delivery.source.line, values))
        return entry, f"{delivery.source.file} now says what Upload-Post shows ({', '.join(values)}); commit it"


def _key(text: str, title: str, mine: str, wire: str) -> str:
    """Which key of the post one of the two wire texts was written under."""
    if mine == text:
        return "text"
    if mine == title:
        return "title"
    raise UserError(f"the {wire} is put together from several keys", "write the change into the file by hand")
