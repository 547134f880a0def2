"""A sandbox in memory at a fixed time, and a client of its API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from typing import Any

import httpx
import pytest

from contentsync.sandbox import Sandbox
from tests.loopback import serving

START_AT = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)  # a Monday


class Api:
    """A client that says what it means: JSON out, the response kept for those who look closer."""

    def __init__(self, sandbox: Sandbox, key: str = "Apikey sandbox") -> None:
        self.sandbox = sandbox
        transport = httpx.WSGITransport(app=sandbox.app)
        self.http = httpx.Client(
            transport=transport, base_url="http://sandbox/api", headers={"Authorization": key} if key else {}
        )

    def call(self, method: str, path: str, status: int = 200, **kwargs: Any) -> Any:
        response = self.http.request(method, path, **kwargs)
        assert response.status_code == status, (response.status_code, response.text)
        return response.json()

    def get(self, path: str, status: int = 200, /, **params: Any) -> Any:
        return self.call("GET", path, status, params=params)

    def post(self, path: str, json: Any = None, status: int = 200) -> Any:
        return self.call("POST", path, status, json=json)

    def text(self, title: str = "Hello", *, status: int | None = None, **fields: Any) -> Any:
        """Upload a text post for x on acme; `at` is its scheduled_date."""
        form = {"user": "acme", "platform[]": ["x"], "title": title, "scheduled_date": fields.pop("at", None), **fields}
        sent = {name: value for name, value in form.items() if value is not None}
        expected = status or (202 if "scheduled_date" in sent or sent.get("add_to_queue") == "true" else 200)
        return self.call("POST", "/upload_text", expected, data=sent)

    def schedule(self, **params: Any) -> Any:
        return self.get("/uploadposts/schedule", **params)["scheduled_posts"]

    def history(self, **params: Any) -> Any:
        return self.get("/uploadposts/history", **params)["history"]

    def status(self, job_id: str, status: int = 200) -> Any:
        return self.get("/uploadposts/status", status, job_id=job_id)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(now=START_AT)
    yield made
    made.close()


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    return Api(sandbox)


@dataclass
class ServedSandbox:
    sandbox: Sandbox
    url: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@pytest.fixture
def served(sandbox: Sandbox) -> Iterator[ServedSandbox]:
    """The same sandbox, on a real socket."""
    with serving(sandbox) as url:
        yield ServedSandbox(sandbox, url)
