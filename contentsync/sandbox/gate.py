"""Where every request comes in: one transaction each, faults on the way, the sandbox's headers on the way out."""

import json
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.http import http_date

from contentsync.sandbox import faults
from contentsync.sandbox import late
from contentsync.sandbox import moments
from contentsync.sandbox import replays
from contentsync.sandbox.app import API
from contentsync.sandbox.app import application
from contentsync.sandbox.rates import Meter
from contentsync.sandbox.refusal import for_path
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import SANDBOX_KEY
from contentsync.sandbox.web import SERVICE_KEY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from _typeshed.wsgi import WSGIEnvironment

    from contentsync.sandbox.emulator import Sandbox

HEADER = "X-Upload-Post-Sandbox"
PAGE = "<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>"


class Gate:
    """The WSGI callable of one sandbox."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._meter = Meter()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("HTTP_TRANSFER_ENCODING") == "chunked":
            # Inside the process nobody has measured such a body; it ends where its stream does.
            environ["wsgi.input_terminated"] = True
        path = environ["PATH_INFO"]
        rule = self._fault(environ, path) if path.startswith(API + "/") else None
        with self._sandbox.turn() as here:
            response = self._answer(here, environ, rule)
            if response is not None:
                self._stamp(here, response)
        if response is None:
            raise faults.ConnectionDropped(f"fault: {environ['REQUEST_METHOD']} {path} was dropped")
        return response(environ, start_response)

    def _fault(self, environ: "WSGIEnvironment", path: str) -> faults.Rule | None:
        with self._sandbox.turn() as here:
            rule = faults.hit(here, environ["REQUEST_METHOD"], path.removeprefix(API))
        if rule is not None and rule.kind == "latency":
            self._wait(rule.seconds)
        return rule

    def _wait(self, seconds: float) -> None:
        if self._sandbox.is_ticking:
            time.sleep(seconds)
        else:
            self._sandbox.advance(timedelta(seconds=seconds))

    def _answer(self, here: Service, environ: "WSGIEnvironment", rule: faults.Rule | None) -> Response | None:
        """The answer, or None where the connection breaks."""
        if rule is None or rule.kind == "latency":
            return self._admitted(here, environ)
        if rule.kind == "serve_late":
            late.keep(here, environ, rule.seconds)
            return None
        served = self._admitted(here, environ) if faults.KINDS[rule.kind].takes_effect else None
        if served is not None:
            replays.forget_last(here)
        return self._spoilt(here, rule, served)

    def _spoilt(self, here: Service, rule: faults.Rule, served: Response | None) -> Response | None:
        if rule.kind == "truncate" and served is not None:
            return _halved(served)
        if rule.kind == "html":
            return Response(PAGE, rule.status, content_type="text/html")
        if rule.kind == "wrong_json":
            return _json(rule.status, ["unexpected"])
        if rule.kind == "rate_limit":
            return self._too_many(here, with_headers=rule.headers)
        if rule.kind in ("refuse", "error_before", "error_after"):
            return _json(rule.status, {"success": False, "error": f"Injected fault: {rule.kind}"})
        return None

    def _admitted(self, here: Service, environ: "WSGIEnvironment") -> Response:
        path = environ["PATH_INFO"]
        if not path.startswith(API + "/"):
            return served(here, environ, self._sandbox)
        address = environ.get("REMOTE_ADDR", "")
        if here.settings["rate_limit"] or here.settings["rate_headers"]:
            self._meter.count(here)
        if self._meter.is_blocked(here, address):
            refusal = for_path(path.removeprefix(API), 429, "Too many failed attempts. Try again in 5 minutes.")
            return _json(refusal.status, refusal.body)
        if here.settings["rate_limit"] and self._meter.is_over(here):
            return self._too_many(here, with_headers=here.settings["rate_headers"])
        response = served(here, environ, self._sandbox)
        self._meter.heard(here, address, bad_key=response.status_code == 401)
        return response

    def _too_many(self, here: Service, *, with_headers: bool) -> Response:
        response = _json(429, {"success": False, "message": "Rate limit exceeded. Please slow down."})
        if with_headers:
            response.headers.extend({**self._meter.headers(here), "X-RateLimit-Remaining": "0"})
        return response

    def _stamp(self, here: Service, response: Response) -> None:
        response.headers[HEADER] = f"now={moments.spell(here.now_at, 'Z')}"
        response.headers["Date"] = http_date(here.now_at)
        if here.settings["rate_headers"] and "X-RateLimit-Limit" not in response.headers:
            response.headers.extend(self._meter.headers(here))


def served(here: Service, environ: "WSGIEnvironment", sandbox: "Sandbox") -> Response:
    """What the application answers at this moment."""
    environ[SERVICE_KEY] = here
    environ[SANDBOX_KEY] = sandbox
    return Response.from_app(application(), environ, buffered=True)


def _json(status: int, body: object) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


def _halved(response: Response) -> Response:
    """Half of the body under the length of the whole."""
    whole = response.get_data()
    response.set_data(whole[: len(whole) // 2])
    response.headers["Content-Length"] = str(len(whole))
    return response
