"""The whole client: everything that applying may do. Each write is sent once, and its outcome is a value."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec

from contentsync.model.change import Patch
from contentsync.model.clock import Clock
from contentsync.model.outcome import Accepted
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.model.wire import WireForm
from contentsync.remote import _body as body
from contentsync.remote import _outcome as outcome
from contentsync.remote import _tokens as tokens
from contentsync.remote import _translation as translation
from contentsync.remote._answer import Answer
from contentsync.remote._forms import AcceptedForm
from contentsync.remote._reader import ReadClient
from contentsync.remote._session import CONNECT_SECONDS
from contentsync.remote._session import segment

# The service answers for up to 59 s before it goes on in the background (Upload-Post docs, upload-video page).
UPLOAD_SECONDS = 120.0
VIDEO, VIDEO_ALIAS = "upload", "upload_videos"

Reading = Callable[[Answer, AcceptedForm], Accepted]


class Client(ReadClient):
    """Asks and writes. Fulfils `engine.server.Writer`.

    `root` is the repository's folder, which the paths of a wire form start from. `on_progress`, where set, is called
    with (bytes sent, bytes in all) while a create is sent.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        clock: Clock,
        root: Path,
        transport: httpx.BaseTransport | None = None,
        timeout: float = 30.0,
        upload_timeout: float = UPLOAD_SECONDS,
    ) -> None:
        super().__init__(base_url, key, clock=clock, transport=transport, timeout=timeout)
        self._root = root
        self._upload_timeout = httpx.Timeout(upload_timeout, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        self._video_endpoint = VIDEO
        self.on_progress: body.Progress | None = None

    def create(self, form: WireForm, scheduled_at: datetime, external_id: str, idempotency_key: str) -> Outcome:
        """Files are read before anything is sent: one that is not the plan's is Refused with status 0.

        Videos go to /upload; where a server has no such endpoint, to /upload_videos from then on.
        """
        fields = (("scheduled_date", _wire_date(scheduled_at)), ("external_id", external_id))
        with ExitStack() as stack:
            try:
                parts = body.parts(form, fields, self._root, stack)
            except OSError as error:
                return Refused(str(error), 0)
            if form.endpoint != VIDEO:
                return self._upload(form.endpoint, parts, idempotency_key)
            return self._upload_video(parts, idempotency_key)

    def _upload_video(self, parts: list[body.Part], idempotency_key: str) -> Outcome:
        first = self._upload(self._video_endpoint, parts, idempotency_key)
        if self._video_endpoint == VIDEO_ALIAS or not _is_no_endpoint(first):
            return first
        second = self._upload(VIDEO_ALIAS, parts, idempotency_key)
        if _is_no_endpoint(second):
            # Both say 404: it is about the profile, not about the endpoint.
            return first
        self._video_endpoint = VIDEO_ALIAS
        return second

    def _upload(self, endpoint: str, parts: list[body.Part], idempotency_key: str) -> Outcome:
        headers = {"Idempotency-Key": idempotency_key}
        request = self._session.request("POST", endpoint, headers=headers, files=parts, timeout=self._upload_timeout)
        if self.on_progress is not None:
            total = int(request.headers["Content-Length"])
            request.stream = body.Counted(request.stream, total, self.on_progress)
        return self._write(request, _created)

    def edit(self, job_id: str, patch: Patch) -> Outcome:
        given = {"title": patch.title, "caption": patch.caption}
        changes = {name: value for name, value in given.items() if value is not None}
        if patch.scheduled_at is not None:
            # With `Z` and without a zone of its own the date means one instant only.
            changes["scheduled_date"] = _wire_date(patch.scheduled_at)
        return self._write_json("PATCH", f"uploadposts/schedule/{segment(job_id)}", changes, _of_job(job_id))

    def cancel(self, job_id: str) -> Outcome:
        return self._write_json("DELETE", f"uploadposts/schedule/{segment(job_id)}", None, _of_job(job_id))

    def retry(self, job_id: str) -> Outcome:
        return self._write_json("POST", "uploadposts/posts/retry", {"job_id": job_id}, _plain)

    def unpublish(self, profile: str, platform: str, post_id: str) -> Outcome:
        """Takes a published post down, where the network lets the service do that."""
        named = {"platform": platform, "user": profile, "post_id": post_id}
        return self._write_json("POST", "uploadposts/posts/unpublish", named, _plain)

    def create_profile(self, username: str) -> Outcome:
        return self._write_json("POST", "uploadposts/users", {"username": username}, _plain)

    def delete_profile(self, username: str) -> Outcome:
        return self._write_json("DELETE", "uploadposts/users", {"username": username}, _plain)

    def generate_jwt(self, username: str, **options: Any) -> tokens.AccessLink:
        """A link for a person to connect the profile's accounts. `options` as the service names them. UserError."""
        return tokens.generate(self._questions, username, options)

    def validate_jwt(self, token: str) -> tokens.TokenCheck:
        """Whether a token of such a link still opens its profile. UserError where the server does not say."""
        return tokens.validate(self._questions, token)

    def _write_json(self, method: str, path: str, content: dict[str, str] | None, read: Reading) -> Outcome:
        given: dict[str, Any] = {} if content is None else {"json": content}
        return self._write(self._session.request(method, path, **given), read)

    def _write(self, request: httpx.Request, read: Reading) -> Outcome:
        try:
            answer = self._session.send(request)
        except (httpx.RequestError, OSError) as error:
            return self._scrubbed(outcome.of_exception(error))
        if not 200 <= answer.status < 300:
            return self._scrubbed(outcome.of_status(answer, self._clock))
        try:
            form: AcceptedForm = answer.read(AcceptedForm)
            if form.success is False:
                raise ValueError("success is false")
            return Done(read(answer, form))
        except (msgspec.DecodeError, ValueError) as error:
            unread = f"{answer.question} answered {answer.status}, which cannot be read ({error}): {answer.message}"
            return Unknown(self._session.scrub(unread))

    def _scrubbed(self, found: outcome.Failure) -> outcome.Failure:
        scrub = self._session.scrub
        if isinstance(found, Refused):
            return Refused(scrub(found.reason), found.status, found.error_code)
        if isinstance(found, Unsent):
            return Unsent(scrub(found.cause), found.retry_after)
        return Unknown(scrub(found.cause))


def _is_no_endpoint(found: Outcome) -> bool:
    return isinstance(found, Refused) and found.status in (404, 405)


def _created(answer: Answer, form: AcceptedForm) -> Accepted:
    """202: scheduled, and nothing counts without its job_id. 200: it went out at once, ids or not."""
    if answer.status == 200 and (form.job_id or form.request_id or isinstance(form.results, dict)):
        return _accepted(form, form.job_id or "", is_published=True)
    if answer.status == 202 and form.job_id:
        return _accepted(form, form.job_id)
    raise ValueError("no job_id")


def _of_job(job_id: str) -> Reading:
    def read(_: Answer, form: AcceptedForm) -> Accepted:
        if form.job_id not in (None, job_id):
            raise ValueError(f"it is about {form.job_id}")
        return _accepted(form, job_id)

    return read


def _plain(_: Answer, form: AcceptedForm) -> Accepted:
    return _accepted(form, form.job_id or "")


def _accepted(form: AcceptedForm, job_id: str, is_published: bool = False) -> Accepted:
    warnings = form.warnings if isinstance(form.warnings, list) else []
    return Accepted(
        job_id=job_id,
        request_id=form.request_id or "",
        scheduled_at=translation.instant(form.scheduled_date) if form.scheduled_date else None,
        external_id=form.external_id or "",
        title=form.title,
        caption=form.caption,
        is_published=is_published,
        warnings=tuple(str(warning) for warning in warnings),
        credits_refunded=form.credits_refunded,
    )


def _wire_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
