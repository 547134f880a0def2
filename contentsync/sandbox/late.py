"""Requests whose client gave up waiting, and which take effect later all the same."""

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from contentsync.sandbox.publishing import SECOND
from contentsync.sandbox.service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_KEPT = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_NAME", "SERVER_PORT")


@dataclass(frozen=True, slots=True)
class LateRequest:
    seq: int
    due_at: int
    environ: dict[str, Any]


def keep(here: Service, environ: "WSGIEnvironment", seconds: float) -> None:
    """Store the request; it is served `seconds` from now."""
    is_measured = "wsgi.input_terminated" not in environ
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0) if is_measured else -1)
    kept = {key: str(v) for key, v in environ.items() if key in _KEPT or key.startswith("HTTP_")}
    # Measured by now.
    kept.pop("HTTP_TRANSFER_ENCODING", None)
    kept["CONTENT_LENGTH"] = str(len(body))
    due_at = here.now_micros + int(seconds * SECOND)
    here.store.run("INSERT INTO late VALUES (NULL, ?, ?, ?)", due_at, json.dumps(kept), body)


def next_due(here: Service, until_at: int) -> LateRequest | None:
    sql = "SELECT seq, due_at, request, body FROM late WHERE due_at <= ? ORDER BY due_at, seq LIMIT 1"
    for seq, due_at, request, body in here.store.rows(sql, until_at):
        return LateRequest(seq, due_at, {**json.loads(request), **_wsgi(body)})
    return None


def taken(here: Service, request: LateRequest) -> None:
    here.store.run("DELETE FROM late WHERE seq = ?", request.seq)


def _wsgi(body: bytes) -> dict[str, Any]:
    return {
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SCRIPT_NAME": "",
    }
