"""Lists that come in pages: complete, or an error. A short list would read as posts that are gone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Running
from contentsync.remote import _translation as translation
from contentsync.remote._errors import ServerTroubleError
from contentsync.remote._forms import HistoryForm
from contentsync.remote._forms import JobForm
from contentsync.remote._forms import ScheduleForm
from contentsync.remote._reading import Questions

SCHEDULE = "uploadposts/schedule"
HISTORY = "uploadposts/history"
# History takes 10, 20, 50 or 100 (Upload-Post docs, upload-history page).
PAGE = 100
ATTEMPTS = 3


def schedule(questions: Questions) -> tuple[Job, ...]:
    """All jobs. The list may change between two pages: it is then read again from its beginning."""
    for _ in range(ATTEMPTS):
        jobs, total = _schedule_once(questions)
        if total is None or len(jobs) == total:
            return tuple(jobs.values())
    raise ServerTroubleError(
        f"The server says that {total} posts are scheduled, and lists {len(jobs)}",
        "Run the command again; if it stays so, the list cannot be trusted and nothing should be applied.",
    )


def _schedule_once(questions: Questions) -> tuple[dict[str, Job], int | None]:
    page, total = questions.get(SCHEDULE, list[JobForm] | ScheduleForm, _schedule_page)
    jobs = {job.job_id: job for job in page}
    while total is not None and page and len(jobs) < total:
        params = {"offset": str(len(jobs)), "limit": str(PAGE)}
        page, again = questions.get(SCHEDULE, list[JobForm] | ScheduleForm, _schedule_page, params)
        if again != total:
            return jobs, -1
        page = [job for job in page if job.job_id not in jobs]
        jobs |= {job.job_id: job for job in page}
    return jobs, total


def _schedule_page(form: list[JobForm] | ScheduleForm) -> tuple[list[Job], int | None]:
    if isinstance(form, list):
        return [translation.job(job) for job in form], None
    listed = form.scheduled if form.scheduled_posts is None else form.scheduled_posts
    if listed is None:
        raise ValueError("no list of scheduled posts")
    return [translation.job(job) for job in listed], form.total


def history(questions: Questions, since: datetime | None, filters: dict[str, str] | None = None) -> History:
    """Pages, newest first, until one reaches back beyond `since` or the rows end.

    The date filter of the service is left alone: it spans two months at most, and what is malformed is ignored.
    """
    rows: dict[HistoryRow, None] = {}
    running: dict[Running, None] = {}
    seen = number = 0
    while True:
        number += 1
        params = {"page": str(number), "limit": str(PAGE), **(filters or {})}
        page, under_way, total = questions.get(HISTORY, HistoryForm, _history_page, params)
        before = len(rows)
        rows |= dict.fromkeys(page)
        running |= dict.fromkeys(under_way)
        seen += len(page)
        is_far_enough = since is not None and any(row.at < since for row in page)
        is_last = len(page) < PAGE and (total is None or seen >= total)
        if is_far_enough or is_last:
            return History(_newest_first(rows), tuple(running), since)
        if len(rows) == before:
            raise _cut_off(total, len(rows))


def _newest_first(rows: Iterable[HistoryRow]) -> tuple[HistoryRow, ...]:
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _history_page(form: HistoryForm) -> tuple[list[HistoryRow], list[Running], int | None]:
    rows = [translation.row(row) for row in form.history]
    return rows, [translation.running(row) for row in form.in_progress or []], form.total


def _cut_off(total: Any, count: int) -> ServerTroubleError:
    return ServerTroubleError(
        f"The server's history ends after {count} results{'' if total is None else f' of {total}'}",
        "Run the command again; if it stays so, the history cannot be trusted and nothing should be applied.",
    )
