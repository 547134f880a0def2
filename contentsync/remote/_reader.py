"""The half of the client that cannot write: planning is handed nothing else."""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from typing import Any
from typing import Self

import httpx

from contentsync.model.clock import Clock
from contentsync.model.remote import Account
from contentsync.model.remote import Destination
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Profiles
from contentsync.model.remote import Status
from contentsync.remote import _listing as listing
from contentsync.remote import _places as places
from contentsync.remote import _translation as translation
from contentsync.remote._errors import ServerTroubleError
from contentsync.remote._forms import MeForm
from contentsync.remote._forms import ProfilesForm
from contentsync.remote._forms import StatusForm
from contentsync.remote._reading import Questions
from contentsync.remote._session import Session
from contentsync.remote._session import segment


class ReadClient:
    """Asks Upload-Post. Fulfils `engine.server.Reader`.

    `base_url` ends in `/api`. `timeout` is how long one answer may take, in seconds. `transport` is for a sandbox
    inside the process. Questions are repeated within bounds where the server is busy or in trouble; after that,
    and where an answer cannot be trusted, they raise UserError. The key is in no message.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
        timeout: float = 30.0,
    ) -> None:
        self._clock = clock
        self._session = Session(base_url, key, clock=clock, transport=transport, timeout=timeout)
        self._questions = Questions(self._session, clock)
        self.email = ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._session.base_url}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._session.close()

    @property
    def sandbox_now(self) -> datetime | None:
        """The sandbox's time (aware UTC) as of the last answer; None for any server that is not on this machine."""
        return self._session.sandbox_now

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        return self._session.requests

    @property
    def skew(self) -> timedelta | None:
        """How far the server's clock was ahead of ours at the last answer (to the second); None before the first."""
        return self._session.skew

    def me(self) -> Account:
        """Whose key it is. From then on the request rates of the account's plan hold."""
        account = self._questions.get("uploadposts/me", MeForm, _account)
        self._session.budget.adopt(account.plan)
        self.email = account.email
        return account

    def profiles(self) -> Profiles:
        return self._questions.get("uploadposts/users", ProfilesForm, _profiles)

    def schedule(self) -> tuple[Job, ...]:
        return listing.schedule(self._questions)

    def history(self, since: datetime | None) -> History:
        return listing.history(self._questions, since)

    def history_of(self, external_id: str) -> tuple[HistoryRow, ...]:
        found = listing.history(self._questions, None, {"external_id": external_id})
        # The service ignores filters that it does not understand.
        return tuple(row for row in found.rows if row.external_id == external_id)

    def status(self, job_id: str) -> Status:
        try:
            answer = self._questions.ask("GET", "uploadposts/status", params={"job_id": job_id})
            if answer.status == 404:
                return _missing(job_id, answer.fields.get("status"), answer.message)
            found = self._questions.read(answer, StatusForm, _as_it_is)
        except ServerTroubleError as error:
            return Status(job_id, Phase.UNREACHABLE, message=error.message)
        if found.job_id not in (None, job_id):
            return Status(job_id, Phase.UNREACHABLE, message=f"the server answered for {found.job_id}")
        return translation.status(job_id, found)

    def places(self, kind: str, profile: str) -> tuple[Destination, ...]:
        """The pages, boards or locations of that kind that the account may post to."""
        return places.places(self._questions, kind, profile)

    def tiktok_levels(self, profile: str) -> tuple[Destination, ...]:
        """The privacy levels that the account may use."""
        return places.tiktok_levels(self._questions, profile)

    def pins(self, profile: str) -> dict[str, Destination]:
        """Wire field (`facebook_page_id` …) to the pinned place, which wins over what a post says."""
        return places.pins(self._questions, profile)

    def analytics(self, profile: str, platforms: Iterable[str]) -> dict[str, Any]:
        """The service's figures, as it gives them; no platforms means all."""
        named = ",".join(platforms)
        params = {"platforms": named} if named else {}
        return self._questions.get(f"analytics/{segment(profile)}", dict[str, Any], _figures, params)


def _figures(form: dict[str, Any]) -> dict[str, Any]:
    return form


def _account(form: MeForm) -> Account:
    return Account(form.email, form.plan or "")


def _as_it_is(form: StatusForm) -> StatusForm:
    return form


def _missing(job_id: str, word: object, message: str) -> Status:
    """A 404 that is not the endpoint's own (a proxy, another API) says nothing about the job."""
    phase = Phase.NOT_FOUND if word == "not_found" else Phase.UNREACHABLE
    return Status(job_id, phase, message=message)


def _profiles(form: ProfilesForm) -> Profiles:
    return Profiles(tuple(translation.profile(profile) for profile in form.profiles), form.limit or 0, form.plan or "")
