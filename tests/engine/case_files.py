"""Case files: facts in, changes out. From the short forms of a file to the values that reconcile takes."""

from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from pathlib import Path

import msgspec
import yaml

from contentsync.content.durations import duration
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.snapshot import Snapshot
from contentsync.engine.snapshot import with_waiting
from contentsync.model.change import Patch
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.model.identity import ExternalId
from contentsync.model.identity import address_digest
from contentsync.model.identity import address_of
from contentsync.model.identity import idempotency_key
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Running
from contentsync.model.remote import Status
from contentsync.model.windows import Windows
from contentsync.rules.accounts import Unusable
from contentsync.state.document import Call
from contentsync.state.document import Entry
from contentsync.state.document import Failed
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Published
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.document import Tombstone
from tests.engine.case_form import Asked
from tests.engine.case_form import CaseForm
from tests.engine.case_form import File
from tests.engine.case_form import Memory
from tests.engine.case_form import Open
from tests.engine.case_form import Remembered
from tests.engine.case_form import Row
from tests.engine.case_form import Scheduled

CASES = Path(__file__).parent.parent / "cases"
NAMESPACE = "acme-social-k3f9xa"
MEGABYTE = 1_000_000


def full(address: str) -> str:
    """`launch` and `launch:tiktok` mean the profile acme."""
    if "@" in address or address.startswith("job:"):
        return address
    post, _, platform = address.partition(":")
    return address_of(post, "acme", platform)


def parts(address: str) -> tuple[str, str]:
    """Post id and profile of a full address."""
    post, _, rest = address.partition("@")
    return post, rest.partition(":")[0]


class Case:
    """One case file, read. Raises `msgspec.ValidationError` where the file says what no case can say."""

    def __init__(self, path: Path) -> None:
        text = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
        self.form = msgspec.convert(text, CaseForm, strict=False)
        self.now = datetime.fromisoformat(self.form.now).astimezone(UTC)
        self.files = {full(address): file for address, file in self.form.files.items()}

    def at(self, text: str) -> datetime:
        """`+1d`, `-5m`, `+1h30m`, `now` or a full instant."""
        if text[0] in "+-":
            span = duration(text[1:])
            assert span is not None, text
            return self.now + span if text[0] == "+" else self.now - span
        return self.now if text == "now" else datetime.fromisoformat(text).astimezone(UTC)

    def maybe_at(self, text: str) -> datetime | None:
        """The same, None for an empty text."""
        return self.at(text) if text else None

    def desired(self) -> Desired:
        made = {a: self._delivery(a, file) for a, file in self.files.items() if isinstance(file, File)}
        drafts = [d for a, d in made.items() if isinstance(self.files[a], File) and self.files[a].draft]
        deliveries = [d for d in made.values() if d not in drafts]
        bad = {parts(address)[0] for address, file in self.files.items() if file == "bad"}
        files = {d.source.file for d in made.values()} | {f"content/{post}.yaml" for post in bad}
        return Desired(
            deliveries=tuple(deliveries),
            drafts=tuple(drafts),
            bad_files=frozenset(self.form.bad_files),
            bad_posts=frozenset(bad),
            files=frozenset(files | set(self.form.bad_files)),
        )

    def _delivery(self, address: str, file: File) -> Delivery:
        post, profile = parts(address)
        medium = Medium("m", "image", path="content/m", sha256="0" * 64, size=file.megabytes * MEGABYTE)
        return Delivery(
            address=address,
            post_id=post,
            profile=profile,
            platforms=tuple(sorted(file.platforms)),
            post_type=file.type,
            publish_at=None if file.at == "on-merge" else self.at(file.at),
            timezone="UTC",
            source=Source(f"content/{post}.yaml", 1),
            text=file.text,
            title=file.title,
            texts=file.texts,
            media=(medium,) if file.megabytes else (),
            wire_title=file.text,
            wire_caption=file.caption,
            has_own_texts=file.own_texts,
            body=file.body,
            protect=file.protect,
            renamed_from=file.renamed_from,
            repost_of=file.repost_of,
            imported=file.imported,
            keeps_media=file.keeps_media,
        )

    def state(self) -> State:
        posts = {
            full(address): self._entry(full(address), memory) for address, memory in (self.form.state or {}).items()
        }
        return State(
            namespace=NAMESPACE,
            lineage="" if self.form.state is None else "lineage",
            applied_at=self.maybe_at(self.form.applied),
            echoes=self.form.echoes,
            posts=posts,
        )

    def _entry(self, address: str, memory: Memory) -> Entry:
        post, profile = parts(address)
        stone = memory.tombstone
        return Entry(
            post_id=memory.post or post,
            profile=profile,
            platforms=tuple(sorted(memory.platforms)),
            post_type=memory.type,
            n=memory.n,
            file=memory.file or f"content/{memory.post or post}.yaml",
            job=self._record(address, memory.job, is_parked=False),
            parked=self._record(address, memory.parked, is_parked=True),
            intent=self._intent(address, memory.intent),
            published={name: Published(at=self.at("-1h"), job_id=job) for name, job in memory.published.items()},
            failed={name: Failed(at=self.at("-1h"), error=error) for name, error in memory.failed.items()},
            tombstone=Tombstone(self.at(stone.at), stone.job, stone.reason, tuple(stone.left)) if stone else None,
            fixed_at=self.maybe_at(memory.fixed),
            fixed_for=self.maybe_at(memory.fixed_for),
            wanted=self._wanted(address, memory.wanted),
            held=memory.held,
            merged=memory.merged,
            retry_at=self.maybe_at(memory.retry),
            is_protected=memory.protect,
            restore=memory.restore,
        )

    def _wanted(self, address: str, word: str) -> str:
        file = self.files.get(address)
        if word != "same" or not isinstance(file, File):
            return word
        return wanted_digest(self._delivery(address, file))

    def _record(self, address: str, given: Remembered | str | None, *, is_parked: bool) -> JobRecord | None:
        if given is None:
            return None
        job = Remembered(given, at="+310d" if is_parked else "+1d") if isinstance(given, str) else given
        seen = job.shown
        return JobRecord(
            job_id=job.job,
            sent=Sent(self.at(job.at), job.body, job.text, job.caption),
            sent_at=self.at(job.sent),
            external_id=_external(address, job.body, job.n, is_parked),
            endpoint=job.endpoint,
            observed=Sent(self.at(seen.at or job.at), job.body, seen.text or job.text, job.caption) if seen else None,
            is_listed=job.listed,
            is_resent=job.resent,
            reverted_at=self.maybe_at(job.reverted),
            call=self._call(job.asked) if job.asked else None,
        )

    def _call(self, given: Asked) -> Call:
        patch = Patch(scheduled_at=self.maybe_at(given.at), title=given.text, caption=given.caption)
        return Call(not_after=self.at(given.until), patch=None if patch == Patch() else patch)

    def _intent(self, address: str, given: Open | None) -> Intent | None:
        if given is None:
            return None
        label = _external(address, given.body, given.n, given.parked)
        return Intent(
            external_id=label,
            key=idempotency_key(label),
            n=given.n,
            digest="digest",
            sent=Sent(self.at(given.at), given.body, given.text),
            first_at=self.at(given.first),
            not_after=self.at(given.until),
            endpoint=given.endpoint,
            headline=given.headline,
            is_parked=given.parked,
            is_resent=given.resent,
        )

    def snapshot(self) -> Snapshot:
        form = self.form
        jobs = [self._job(job_id, job) for job_id, job in form.schedule.items()]
        rows = sorted((self._row(row) for row in form.history), key=lambda row: row.at, reverse=True)
        waiting = [row for job in jobs if not job.in_list for row in _waiting(job)]
        running = [
            Running(each.job, _of(each.of, "body", 0), each.profile, each.platform, is_waiting=False)
            for each in form.running
        ]
        listed = tuple(job for job in jobs if job.in_list)
        return Snapshot(
            now=self.now,
            jobs=with_waiting(listed, tuple(waiting)),
            history=History(tuple(rows), (*waiting, *running), None),
            statuses=dict(self._statuses()),
        )

    def _job(self, job_id: str, job: Scheduled) -> Job:
        return Job(
            job_id=job_id,
            scheduled_at=self.at(job.at),
            profile=job.profile,
            platforms=tuple(sorted(job.platforms)),
            post_type=job.type,
            title=job.text,
            caption=job.caption,
            external_id=job.external or _of(job.of, job.body, job.n, job.parked),
            in_list=job.listed,
        )

    def _row(self, row: Row) -> HistoryRow:
        return HistoryRow(
            profile=row.profile,
            platform=row.platform,
            success=row.success,
            at=self.at(row.at),
            job_id=row.job,
            external_id=_of(row.of, row.body, row.n),
            title=row.text,
            error=row.error,
            skipped=row.skipped,
            total_platforms=row.total,
        )

    def _statuses(self) -> Iterable[tuple[str, Status]]:
        for job_id, told in self.form.status.items():
            if isinstance(told, str):
                yield job_id, Status(job_id, Phase(told), total=1)
            else:
                yield job_id, Status(job_id, Phase(told.phase), failed=told.failed, total=told.total)

    def terms(self) -> Terms:
        given = self.form.settings
        late = duration(given.late or 0)
        assert late is not None, given.late
        unusable = {
            full(address): Unusable("CS502", reason, "connect it") for address, reason in given.unusable.items()
        }
        return Terms(windows=Windows(late=late), drift=Drift(given.drift), unusable=unusable)

    def scope(self) -> Scope:
        return Scope(tuple(self.form.targets), tuple(self.form.profiles))


def _external(address: str, body: str, n: int, is_parked: bool = False) -> str:
    return str(ExternalId(NAMESPACE, address_digest(address), body, n, is_parked))


def _of(address: str, body: str, n: int, is_parked: bool = False) -> str:
    return _external(full(address), body, n, is_parked) if address else ""


def _waiting(job: Job) -> Iterable[Running]:
    for platform in job.platforms:
        yield Running(job.job_id, job.external_id, job.profile, platform, is_waiting=True, run_at=job.scheduled_at)
