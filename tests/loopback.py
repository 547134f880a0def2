"""Servers of our own on loopback, each in a thread, for as long as they are entered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from typing import Any
from typing import Self

from contentsync.sandbox import Sandbox
from contentsync.sandbox import Server


class Handler(BaseHTTPRequestHandler):
    """Answers one request, of any method. `served` is the `Loopback` that it came to."""

    served: Any

    def answer(self) -> None:
        """Once, by `reply`."""
        raise NotImplementedError

    def do_GET(self) -> None:
        self.answer()

    do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names are the base class's

    def said(self) -> bytes:
        """The body that came."""
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Underscores of `headers` are hyphens."""
        self.send_response(status)
        for name, value in {**headers, "Content_Length": str(len(body))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


class Loopback:
    """Serves by that handler while it is entered."""

    def __init__(self, handler: type[Handler]) -> None:
        bound = type(handler.__name__, (handler,), {"served": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(sandbox: Sandbox) -> Iterator[str]:
    """The address of a sandbox on a real socket."""
    server = Server(sandbox, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.close()
        thread.join(10)
        assert not thread.is_alive()
