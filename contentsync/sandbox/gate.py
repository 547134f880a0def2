"""Where every request comes in: one transaction each, the sandbox's headers on the way out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import Any

from werkzeug import Response
from werkzeug.http import http_date

from contentsync.sandbox import moments
from contentsync.sandbox.app import application
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import SERVICE_KEY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from _typeshed.wsgi import WSGIEnvironment

    from contentsync.sandbox.emulator import Sandbox

HEADER = "X-Upload-Post-Sandbox"


class Gate:
    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with self._sandbox.turn() as here:
            response = _served(here, environ)
            response.headers[HEADER] = f"now={moments.spell(here.now_at, 'Z')}"
            response.headers["Date"] = http_date(here.now_at)
        return response(environ, start_response)


def _served(here: Service, environ: "dict[str, Any]") -> Response:
    environ[SERVICE_KEY] = here
    return Response.from_app(application(), environ, buffered=True)
