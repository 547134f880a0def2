"""The page on a loopback port, and what its script asks once a second: whether there is a newer one."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask import Response
from flask import request

from contentsync.preview.live import Live

PORT = 8643
HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})
_THREADS = 4
_POLICY = "frame-ancestors 'none'"
"""All else stands in the page's own policy, which lets it ask this server and nobody besides; this cannot."""


def application(live: Live) -> Flask:
    """Everything is read only: `/` is the page, `/now` its tag and what is wrong."""
    app = Flask(__name__, static_folder=None)

    @app.before_request
    def only_by_its_own_name() -> Response | None:
        # A page in somebody's browser must not reach it under a name of its own (DNS rebinding).
        if request.environ.get("HTTP_HOST", "").partition(":")[0].casefold() in _NAMES:
            return None
        return Response(f"The Host header does not name this machine: use http://{HOST}\n", 403, mimetype="text/plain")

    @app.after_request
    def for_nobody_else(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @app.get("/")
    def page() -> Response:
        return Response(live.page, mimetype="text/html")

    @app.get("/now")
    def now() -> Response:
        return Response(json.dumps(live.now()), mimetype="application/json")

    return app


def serve(app: Flask, port: int, ready: Callable[[int], None]) -> None:
    """Serve until SIGINT or a SystemExit in this thread. `ready` is called with the port, of which 0 means any.

    OSError where the port is taken.
    """
    from waitress.server import create_server
    from waitress.wasyncore import close_all

    sockets: dict[int, Any] = {}
    try:
        server: Any = create_server(app, map=sockets, host=HOST, port=port, threads=_THREADS, ident=None)
        ready(int(server.effective_port))
        server.run()
    finally:
        close_all(sockets)
