"""The wire: one httpx client that holds the key, keeps the rates and notes what the server's headers say."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote

import httpx

import contentsync
from contentsync.model.clock import Clock
from contentsync.model.errors import UserError
from contentsync.remote._answer import Answer
from contentsync.remote._budget import Budget
from contentsync.remote._translation import instant as wire_instant

AGENT = f"contentsync/{contentsync.__version__}"
SANDBOX_KEY = "sandbox"
SANDBOX_HEADER = "x-upload-post-sandbox"
CONNECT_SECONDS = 10.0


class Session:
    """Sends one request at most once: no redirects, no retries, no proxies or keys from the environment.

    `sandbox_now` is the sandbox's clock as of the last answer, believed only from this machine; `skew` is how far
    the server's clock is ahead of ours.
    """

    def __init__(
        self, base_url: str, key: str, *, clock: Clock, transport: httpx.BaseTransport | None, timeout: float
    ) -> None:
        self._is_local = _is_local(base_url) or isinstance(transport, httpx.WSGITransport)
        check_url(base_url, is_local=self._is_local)
        check_key(key)
        self._key = key
        self._clock = clock
        self.base_url = base_url.rstrip("/")
        self.timeout = httpx.Timeout(timeout, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        self.budget = Budget(clock)
        self.sandbox_now: datetime | None = None
        self.skew: timedelta | None = None
        self.requests = 0
        self._http = httpx.Client(
            base_url=self.base_url,
            # A list that a proxy has kept would show that a job is not there.
            headers={"User-Agent": AGENT, "X-Upload-Post-Source": AGENT, "Cache-Control": "no-cache"},
            transport=transport or httpx.HTTPTransport(retries=0, trust_env=False),
            timeout=self.timeout,
            follow_redirects=False,
            trust_env=False,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    def close(self) -> None:
        self._http.close()

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **given: Any) -> httpx.Request:
        """A request that is ready to be sent. `given` is what `httpx.Client.build_request` takes."""
        authorized = {"Authorization": f"Apikey {self._key}", **(headers or {})}
        return self._http.build_request(method, path, headers=authorized, **given)

    def send(self, request: httpx.Request) -> Answer:
        """Sends it once and reads the whole answer. httpx.RequestError, or OSError from the body's files."""
        # A sandbox enforces rates where it is told to; waiting for it would only move its clock.
        if self.sandbox_now is None:
            self.budget.spend()
        self.requests += 1
        response = self._http.send(request)
        self._note(response.headers)
        path = request.url.path.removeprefix(httpx.URL(self.base_url).path)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(f"{request.method} {path}", response.status_code, response.content, headers)

    def scrub(self, text: str) -> str:
        """The text without the key. The sandbox's is no secret, and a word that texts may have."""
        return text if self._key == SANDBOX_KEY else text.replace(self._key, "***")

    def _note(self, headers: httpx.Headers) -> None:
        date_at = header_date(headers.get("date", ""))
        if date_at is not None:
            self.skew = date_at - self._clock.now()
        word, _, told = headers.get(SANDBOX_HEADER, "").partition("=")
        if self._is_local and word == "now":
            try:
                self.sandbox_now = wire_instant(told)
            except ValueError:
                return


def segment(name: str) -> str:
    """One segment of a path, quoted. UserError for a name that would change the path itself."""
    if name in ("", ".", ".."):
        raise UserError(f"{name!r} cannot be the name of a profile or a job", "Correct the name.")
    return quote(name, safe="")


def header_date(text: str) -> datetime | None:
    """An HTTP date as an aware UTC instant."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def check_key(key: str) -> None:
    """UserError, which does not show the key, for one that cannot be sent in a header."""
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise UserError(
            "The API key is empty or contains blanks or characters that no key has",
            "Set UPLOAD_POST_API_KEY to the key as the Upload-Post dashboard shows it.",
        )


def check_url(url: str, *, is_local: bool) -> None:
    """UserError for an address that no key should be sent to."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        parsed = httpx.URL("")
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
        raise UserError(f"{url!r} is not the address of a server", "Set api.url to https://host/api.")
    if parsed.scheme == "http" and not is_local:
        raise UserError(f"{url} would send the API key unencrypted", "Set api.url to an https:// address.")


def _is_local(url: str) -> bool:
    try:
        host = httpx.URL(url).host
    except httpx.InvalidURL:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
