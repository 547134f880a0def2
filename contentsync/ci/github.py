"""The few endpoints of GitHub's REST API that the glue needs; Forgejo's are the same.

Nothing here raises for what a server says: a refusal is a value, and whoever gets it falls back on something else.
"""

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType
from typing import Any
from typing import Self
from typing import TypeVar
from urllib.parse import quote

import httpx
import msgspec

import contentsync
from contentsync.ci.limits import pause
from contentsync.model.clock import Clock

API_URL = "https://api.github.com"
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
TRIES = 3
PATIENCE_SECONDS = 120.0
"""How long one call waits for a rate limit in all: a comment is not worth more of a paid machine's time."""

PAGES = 30
PER_PAGE = 100

Found = TypeVar("Found")


class Refusal(msgspec.Struct, frozen=True):
    """What was asked for and not done. `status` is 0 where no answer came."""

    status: int
    said: str

    def __str__(self) -> str:
        return f"{self.status}: {self.said}" if self.status else self.said


class User(msgspec.Struct, frozen=True):
    login: str = ""


class Comment(msgspec.Struct, frozen=True):
    id: int
    body: str | None = ""
    user: User | None = None
    html_url: str = ""


class Issue(msgspec.Struct, frozen=True):
    """`pull_request` is set where it is one: GitHub lists both."""

    number: int
    title: str = ""
    body: str | None = ""
    user: User | None = None
    html_url: str = ""
    pull_request: dict[str, Any] | None = None


class Label(msgspec.Struct, frozen=True):
    name: str


class Pull(msgspec.Struct, frozen=True):
    number: int
    merged_at: datetime | None = None


class Commit(msgspec.Struct, frozen=True):
    sha: str


class GitHub:
    """One repository, with one token. Sends the token to `api_url` and nowhere else; follows no redirect."""

    def __init__(
        self, api_url: str, token: str, repository: str, clock: Clock, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._clock = clock
        self._repository = f"/repos/{repository}"
        self._http = httpx.Client(
            base_url=api_url.rstrip("/"),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {token}",
                "User-Agent": f"contentsync/{contentsync.__version__}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
            timeout=TIMEOUT,
            transport=transport or httpx.HTTPTransport(retries=0, trust_env=False),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._http.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._http.base_url.host} {self._repository}>"

    def login(self) -> str | Refusal:
        """Whose token it is. A workflow's own token may not ask."""
        user = self._one("GET", "/user", User)
        return user if isinstance(user, Refusal) else user.login

    def comments(self, number: int) -> list[Comment] | Refusal:
        return self._all(f"{self._repository}/issues/{number}/comments", Comment)

    def create_comment(self, number: int, body: str) -> Comment | Refusal:
        return self._one("POST", f"{self._repository}/issues/{number}/comments", Comment, {"body": body})

    def update_comment(self, comment_id: int, body: str) -> Comment | Refusal:
        return self._one("PATCH", f"{self._repository}/issues/comments/{comment_id}", Comment, {"body": body})

    def labels(self, number: int) -> list[Label] | Refusal:
        return self._all(f"{self._repository}/issues/{number}/labels", Label)

    def add_labels(self, number: int, names: list[str]) -> list[Label] | Refusal:
        return self._one("POST", f"{self._repository}/issues/{number}/labels", list[Label], {"labels": names})

    def remove_label(self, number: int, name: str) -> list[Label] | Refusal:
        path = f"{self._repository}/issues/{number}/labels/{quote(name, safe='')}"
        return self._one("DELETE", path, list[Label])

    def pulls_of(self, sha: str) -> list[Pull] | Refusal:
        """The pull requests that brought a commit."""
        return self._all(f"{self._repository}/commits/{quote(sha, safe='')}/pulls", Pull)

    def last_commit(self, path: str, ref: str) -> str | Refusal:
        """The sha of the last commit on `ref` that touched a file; "" where none did."""
        query = {"path": path, "sha": ref, "per_page": "1"}
        found = self._one("GET", f"{self._repository}/commits", list[Commit], query=query)
        return found if isinstance(found, Refusal) else next((commit.sha for commit in found), "")

    def open_issues(self) -> list[Issue] | Refusal:
        """The open issues, oldest first, without pull requests."""
        query = {"state": "open", "sort": "created", "direction": "asc"}
        found = self._all(f"{self._repository}/issues", Issue, query)
        return found if isinstance(found, Refusal) else [issue for issue in found if issue.pull_request is None]

    def create_issue(self, title: str, body: str) -> Issue | Refusal:
        return self._one("POST", f"{self._repository}/issues", Issue, {"title": title, "body": body})

    def update_issue(self, number: int, **fields: str) -> Issue | Refusal:
        """`fields` are title, body, state and state_reason."""
        return self._one("PATCH", f"{self._repository}/issues/{number}", Issue, fields)

    def _one(
        self,
        method: str,
        path: str,
        kind: type[Found],
        body: dict[str, Any] | None = None,
        query: dict[str, str] | None = None,
    ) -> Found | Refusal:
        answer = self._answer(method, path, body, query)
        return answer if isinstance(answer, Refusal) else _read(answer, kind)

    def _all(self, path: str, kind: type[Found], query: dict[str, str] | None = None) -> list[Found] | Refusal:
        found: list[Found] = []
        for answer in self._pages(path, {**(query or {}), "per_page": str(PER_PAGE)}):
            page = answer if isinstance(answer, Refusal) else _read(answer, list[kind])  # type: ignore[valid-type]
            if isinstance(page, Refusal):
                return page
            found += page
        return found

    def _pages(self, path: str, query: dict[str, str]) -> Iterator[httpx.Response | Refusal]:
        for page in range(1, PAGES + 1):
            answer = self._answer("GET", path, None, {**query, "page": str(page)})
            yield answer
            # The link itself is not followed: it is the server's word for where the token should go.
            if isinstance(answer, Refusal) or "next" not in answer.links:
                return

    def _answer(
        self, method: str, path: str, body: dict[str, Any] | None, query: dict[str, str] | None
    ) -> httpx.Response | Refusal:
        left = PATIENCE_SECONDS
        for number in range(1, TRIES + 1):
            answer = self._sent(method, path, body, query)
            seconds = pause(method, answer, number, self._clock.now())
            if seconds is None or seconds > left or number == TRIES:
                break
            left -= seconds
            self._clock.sleep(seconds)
        if isinstance(answer, httpx.RequestError):
            return Refusal(0, f"{self._http.base_url.host} gave no answer ({type(answer).__name__})")
        return answer if answer.is_success else Refusal(answer.status_code, _message(answer))

    def _sent(
        self, method: str, path: str, body: dict[str, Any] | None, query: dict[str, str] | None
    ) -> httpx.Response | httpx.RequestError:
        try:
            return self._http.request(method, path, json=body, params=query)
        except httpx.RequestError as error:
            return error


def _read(answer: httpx.Response, kind: type[Found]) -> Found | Refusal:
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Refusal(answer.status_code, "an answer that is not GitHub's")


class _Said(msgspec.Struct, frozen=True):
    message: str = ""


def _message(answer: httpx.Response) -> str:
    try:
        return msgspec.json.decode(answer.content, type=_Said).message or answer.reason_phrase
    except (msgspec.DecodeError, UnicodeDecodeError):
        return answer.reason_phrase
