"""From the forms of the wire to the model. ValueError for a date that is none."""

import re
from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from typing import Any

from contentsync.model.remote import Connection
from contentsync.model.remote import Destination
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Profile
from contentsync.model.remote import Running
from contentsync.model.remote import Status
from contentsync.remote._forms import JobForm
from contentsync.remote._forms import PinForm
from contentsync.remote._forms import ProfileForm
from contentsync.remote._forms import ResultForm
from contentsync.remote._forms import RowForm
from contentsync.remote._forms import RunningForm
from contentsync.remote._forms import StatusForm

WAITING = frozenset({"queued", "pending", "scheduled"})
PHASES: dict[str, Phase] = {
    "pending": Phase.QUEUED,
    "queued": Phase.QUEUED,
    "scheduled": Phase.QUEUED,
    "processing": Phase.PROCESSING,
    "in_progress": Phase.PROCESSING,
    "running": Phase.PROCESSING,
    "completed": Phase.COMPLETED,
    "failed": Phase.FAILED,
    "not_found": Phase.NOT_FOUND,
    "cancelled": Phase.CANCELLED,
    "canceled": Phase.CANCELLED,
}
NOT_CONNECTED = re.compile(r"Profile .+ has no .+ account configured\.?")
# A pin's keys on the profile, and the form field that it overrides.
PINS = {
    ("facebook_page_id", "facebook_page_name"): "facebook_page_id",
    ("linkedin_page_id", "linkedin_page_name"): "target_linkedin_page_id",
    ("gbp_location_id", "gbp_location_name"): "gbp_location_id",
}


def instant(text: str) -> datetime:
    """A date of the wire as an aware UTC instant: naive, `Z` and `+00:00` all occur, and naive means UTC."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def platform_name(name: str) -> str:
    """X still goes by its old name in places."""
    lower = name.lower()
    return "x" if lower == "twitter" else lower


def job(form: JobForm) -> Job:
    return Job(
        job_id=form.job_id,
        scheduled_at=instant(form.scheduled_date),
        profile=form.profile_username,
        platforms=platform_names(form.platforms),
        post_type=form.post_type or "unknown",
        title=form.title,
        caption=form.description if form.caption is None else form.caption,
        external_id=form.external_id or _inner(form.fields, "external_id"),
        source_filename=form.source_filename or "",
    )


def platform_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({platform_name(name) for name in names}))


def row(form: RowForm) -> HistoryRow:
    return HistoryRow(
        profile=form.profile_username,
        platform=platform_name(form.platform),
        success=form.success,
        at=instant(form.upload_timestamp),
        job_id=form.job_id or "",
        request_id=form.request_id or "",
        external_id=form.external_id or "",
        title=form.post_title or "",
        caption=form.post_caption or "",
        url=form.post_url or "",
        post_id=_post_id(form.platform_post_id),
        error=form.error_message or "",
        skipped=_is_skipped(form),
        total_platforms=form.request_total_platforms or 0,
        is_draft=bool(form.fallback_to_inbox),
    )


def _is_skipped(form: RowForm) -> bool:
    """Status marks a platform that is not connected; history may only say so (docs, error-handling page)."""
    is_marked = form.skipped or form.skip_reason or form.error_code == "profile_platform_mapping_invalid"
    return not form.success and bool(is_marked or NOT_CONNECTED.fullmatch(form.error_message or ""))


def running(form: RunningForm) -> Running:
    is_scheduled = form.is_scheduled or (form.is_scheduled is None and form.run_date is not None)
    return Running(
        job_id=form.job_id or "",
        external_id=form.external_id or "",
        profile=form.profile_username,
        platform=platform_name(form.platform),
        is_waiting=is_scheduled and (form.upload_status or "queued") in WAITING,
        run_at=instant(form.run_date) if form.run_date else None,
    )


def status(job_id: str, form: StatusForm) -> Status:
    results = form.results or []
    return Status(
        job_id=job_id,
        phase=_phase(form),
        completed=_count(form.completed, results, "completed"),
        failed=_count(form.failed, results, "failed"),
        total=len(results) if form.total is None else form.total,
        external_id=form.external_id or "",
        message=form.message or "",
    )


def _phase(form: StatusForm) -> Phase:
    """A job that waits for weeks can be called stale, so failed; the scheduler's own word is then the better one."""
    said = PHASES.get(form.status, Phase.UNREACHABLE)
    scheduler = PHASES.get(form.scheduler_status or "", Phase.UNREACHABLE)
    if said is Phase.UNREACHABLE:
        return scheduler
    if said is Phase.FAILED and not form.completed and scheduler in (Phase.QUEUED, Phase.CANCELLED):
        return scheduler
    return said


def _count(said: int | None, results: list[ResultForm], word: str) -> int:
    """Older answers count nothing, and their rows have `success` instead of `status`."""
    if said is not None:
        return said
    by_success = {True: "completed", False: "failed"}
    return sum((result.status or by_success.get(bool(result.success))) == word for result in results)


def profile(form: ProfileForm) -> Profile:
    accounts = (form.social_accounts or {}).items()
    connections = {platform_name(name): _connection(account) for name, account in accounts if account}
    return Profile(form.username, connections, pins(form))


def pins(form: PinForm) -> dict[str, Destination]:
    """Form field to the place that is pinned over it."""
    return {
        wire: Destination(str(pinned), getattr(form, name) or "")
        for (key, name), wire in PINS.items()
        if (pinned := getattr(form, key))
    }


def _connection(account: Any) -> Connection:
    if not isinstance(account, dict):
        return Connection(str(account))
    names = (account.get(key) for key in ("handle", "display_name", "username"))
    capabilities = account.get("capabilities")
    return Connection(
        handle=next((str(name) for name in names if name), ""),
        needs_reauth=bool(account.get("reauth_required")),
        capabilities=tuple(str(word) for word in capabilities) if isinstance(capabilities, list) else (),
    )


def _inner(fields: Any, key: str) -> str:
    value = fields.get(key) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _post_id(value: Any) -> str:
    """A thread has several ids."""
    if isinstance(value, list):
        return ",".join(str(part) for part in value)
    return "" if value is None else str(value)
