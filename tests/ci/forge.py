"""GitHub on loopback: the endpoints that the glue uses, in the shapes that its REST API answers with.

Written from GitHub's docs (REST API, 2022-11-28), by nobody who looked at `contentsync.ci`; keys that the glue does not
read are there too, as they would be.
"""

import json
import re
import threading
from typing import Any
from typing import NamedTuple
from urllib.parse import parse_qs
from urllib.parse import unquote
from urllib.parse import urlsplit

from tests.loopback import Handler
from tests.loopback import Loopback

BOT = "github-actions[bot]"
REPOSITORY = "acme/social"
LONGEST = 65_536
PAGE = 30


class Fault(NamedTuple):
    """What is answered instead, to the next requests that fit; a negative number of times for all of them."""

    method: str
    path: str
    status: int
    headers: dict[str, str]
    body: Any
    times: int


class Asked(NamedTuple):
    """One request that came. `body` is what its JSON said."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


class Forge(Loopback):
    """`comments` and `issues` by number, `labels` by issue, `pulls` by commit, `touched` commits by path.

    `login` is whose token is used; empty where it belongs to a workflow, which may not ask.
    """

    def __init__(self, login: str = "") -> None:
        super().__init__(_Handler)
        self.url += "/api/v3"
        self.login = login
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.labels: dict[int, list[str]] = {}
        self.issues: list[dict[str, Any]] = []
        self.pulls: dict[str, list[dict[str, Any]]] = {}
        self.touched: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []
        self.tokens: set[str] = set()
        self._next = 1_000
        self._lock = threading.Lock()

    def fail(self, method: str, path: str, status: int, *, times: int = -1, body: Any = None, **headers: str) -> None:
        """Answer so what fits `path` (a regular expression); underscores of `headers` are hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults.append(Fault(method, path, status, named, body or {"message": REASONS.get(status, "")}, times))

    def writes(self) -> list[Asked]:
        return [each for each in self.asked if each.method != "GET"]

    def add_comment(self, number: int, body: str, login: str = BOT) -> dict[str, Any]:
        """Somebody comments."""
        self._next += 1
        comment = {
            "id": self._next,
            "node_id": f"IC_{self._next}",
            "url": f"{self.url}/repos/{REPOSITORY}/issues/comments/{self._next}",
            "html_url": f"https://github.com/{REPOSITORY}/pull/{number}#issuecomment-{self._next}",
            "body": body,
            "user": user(login),
            "created_at": "2026-11-23T16:00:00Z",
            "updated_at": "2026-11-23T16:00:00Z",
            "author_association": "CONTRIBUTOR",
        }
        self.comments.setdefault(number, []).append(comment)
        return comment

    def add_issue(self, title: str, body: str | None, login: str = BOT, **more: Any) -> dict[str, Any]:
        """Somebody opens an issue; or a pull request, where `more` has that key."""
        issue = {
            "number": 100 + len(self.issues),
            "title": title,
            "body": body,
            "state": "open",
            "state_reason": None,
            "user": user(login),
            "labels": [],
            "html_url": f"https://github.com/{REPOSITORY}/issues/{100 + len(self.issues)}",
            **more,
        }
        self.issues.append(issue)
        return issue

    def answer(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        """Status, body and headers."""
        with self._lock:
            self.asked.append(asked)
            for fault in self.faults:
                if fault.method == asked.method and re.search(fault.path, asked.path) and fault.times:
                    self.faults[self.faults.index(fault)] = fault._replace(times=fault.times - 1)
                    return fault.status, fault.body, fault.headers
            for (method, pattern), name in ROUTES.items():
                found = re.fullmatch(pattern, asked.path)
                if method == asked.method and found:
                    status, body = getattr(self, name)(asked, *found.groups())
                    return (status, *self._paged(asked, body)) if isinstance(body, list) else (status, body, {})
        return 404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}, {}

    def _paged(self, asked: Asked, found: list[Any]) -> tuple[list[Any], dict[str, str]]:
        size, page = int(asked.query.get("per_page", PAGE)), int(asked.query.get("page", 1))
        part, has_more = found[(page - 1) * size : page * size], len(found) > page * size
        link = f'<{self.url}{asked.path}?page={page + 1}>; rel="next", <{self.url}{asked.path}?page=99>; rel="last"'
        return part, {"Link": link} if has_more and asked.method == "GET" else {}

    def get_user(self, asked: Asked) -> tuple[int, Any]:
        return (200, user(self.login)) if self.login else (403, {"message": REASONS[403]})

    def get_comments(self, asked: Asked, number: str) -> tuple[int, Any]:
        return 200, self.comments.get(int(number), [])

    def post_comment(self, asked: Asked, number: str) -> tuple[int, Any]:
        if refusal := _too_long(asked):
            return refusal
        return 201, self.add_comment(int(number), asked.body["body"], self.login or BOT)

    def patch_comment(self, asked: Asked, comment_id: str) -> tuple[int, Any]:
        if refusal := _too_long(asked):
            return refusal
        for comment in (each for here in self.comments.values() for each in here):
            if comment["id"] == int(comment_id):
                comment["body"] = asked.body["body"]
                return 200, comment
        return 404, {"message": "Not Found"}

    def get_labels(self, asked: Asked, number: str) -> tuple[int, Any]:
        return 200, [label(name) for name in self.labels.get(int(number), [])]

    def post_labels(self, asked: Asked, number: str) -> tuple[int, Any]:
        here = self.labels.setdefault(int(number), [])
        here += [name for name in asked.body["labels"] if name not in here]
        return self.get_labels(asked, number)

    def delete_label(self, asked: Asked, number: str, name: str) -> tuple[int, Any]:
        here = self.labels.get(int(number), [])
        if unquote(name) not in here:
            return 404, {"message": "Label does not exist"}
        here.remove(unquote(name))
        return self.get_labels(asked, number)

    def get_pulls(self, asked: Asked, sha: str) -> tuple[int, Any]:
        return 200, self.pulls.get(sha, [])

    def get_commits(self, asked: Asked) -> tuple[int, Any]:
        sha = self.touched.get(asked.query["path"])
        return 200, [{"sha": sha, "commit": {"message": "Posts"}, "parents": []}] if sha else []

    def get_issues(self, asked: Asked) -> tuple[int, Any]:
        return 200, [each for each in self.issues if each["state"] == asked.query.get("state", "open")]

    def post_issue(self, asked: Asked) -> tuple[int, Any]:
        return _too_long(asked) or (201, self.add_issue(asked.body["title"], asked.body["body"], self.login or BOT))

    def patch_issue(self, asked: Asked, number: str) -> tuple[int, Any]:
        issue = next((each for each in self.issues if each["number"] == int(number)), None)
        if issue is None:
            return 404, {"message": "Not Found"}
        issue.update(asked.body)
        return 200, issue


REASONS = {
    403: "Resource not accessible by integration",
    404: "Not Found",
    422: "Validation Failed",
    429: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    500: "Server Error",
}
REPO = f"/repos/{REPOSITORY}"
ROUTES = {
    ("GET", "/user"): "get_user",
    ("GET", rf"{REPO}/issues/(\d+)/comments"): "get_comments",
    ("POST", rf"{REPO}/issues/(\d+)/comments"): "post_comment",
    ("PATCH", rf"{REPO}/issues/comments/(\d+)"): "patch_comment",
    ("GET", rf"{REPO}/issues/(\d+)/labels"): "get_labels",
    ("POST", rf"{REPO}/issues/(\d+)/labels"): "post_labels",
    ("DELETE", rf"{REPO}/issues/(\d+)/labels/([^/]+)"): "delete_label",
    ("GET", rf"{REPO}/commits/([^/]+)/pulls"): "get_pulls",
    ("GET", rf"{REPO}/commits"): "get_commits",
    ("GET", rf"{REPO}/issues"): "get_issues",
    ("POST", rf"{REPO}/issues"): "post_issue",
    ("PATCH", rf"{REPO}/issues/(\d+)"): "patch_issue",
}


def user(login: str) -> dict[str, Any]:
    kind = "Bot" if login.endswith("[bot]") else "User"
    return {"login": login, "id": 41898282, "type": kind, "site_admin": False}


def label(name: str) -> dict[str, Any]:
    return {"id": 1, "name": name, "color": "ededed", "default": False, "description": None}


def pull(number: int) -> dict[str, Any]:
    """A merged pull request, as the list of a commit has it."""
    return {
        "number": number,
        "state": "closed",
        "title": "Posts of March",
        "user": user("ann"),
        "merged_at": "2027-01-30T09:00:00Z",
        "merge_commit_sha": "f" * 40,
        "base": {"ref": "main", "sha": "a" * 40},
        "head": {"ref": "march", "sha": "b" * 40},
    }


def _too_long(asked: Asked) -> tuple[int, Any] | None:
    if len(asked.body.get("body", "")) <= LONGEST:
        return None
    error = {"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": "Body is too long"}
    return 422, {"message": "Validation Failed", "errors": [error]}


class _Handler(Handler):
    def answer(self) -> None:
        parts = urlsplit(self.path)
        data = self.said()
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        body = json.loads(data) if data else None
        self.served.tokens.add(self.headers.get("Authorization", ""))
        path = parts.path.removeprefix("/api/v3")
        status, answer, headers = self.served.answer(Asked(self.command, path, query, body))
        written = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.reply(status, written, **{"Content-Type": "application/json; charset=utf-8", **headers})
