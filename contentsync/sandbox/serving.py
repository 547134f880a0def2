"""The sandbox on a loopback socket, for clients in other processes."""

import threading
from collections.abc import Callable
from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from typing import Any

from contentsync.sandbox.emulator import Sandbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from _typeshed.wsgi import WSGIApplication
    from _typeshed.wsgi import WSGIEnvironment

PORT = 8642
LARGEST_BODY = 1 << 40
THREADS = 4


class Server:
    """A listening socket; `run` serves it until `close`, SIGINT or a SystemExit in the thread that runs it.

    A `port` of 0 takes a free one. ValueError for a host that is not this machine; OSError if the port is taken.
    """

    def __init__(self, sandbox: Sandbox, host: str = "127.0.0.1", port: int = PORT) -> None:
        if not _is_loopback(host):
            raise ValueError(f"{host!r} is not a loopback address; the sandbox is served on this machine only")
        self._sandbox = sandbox
        self._sockets: dict[int, Any] = {}
        self._ending = threading.Event()
        self._waking = threading.Lock()
        # One socket: "localhost" may mean two.
        address = "127.0.0.1" if host == "localhost" else host
        try:
            self._server = _listening(self._serve, address, port, self._sockets)
        except OSError:
            self._hang_up()
            raise
        self.port = int(self._server.effective_port)

    def _serve(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # A page in somebody's browser must not reach the sandbox under a name of its own.
        if not _is_loopback(_host_name(environ.get("HTTP_HOST", ""))):
            start_response("403 Forbidden", [("Content-Type", "application/json")])
            return [b'{"error": "the Host header does not name this machine", "fix": "use http://127.0.0.1"}']
        return self._sandbox.app(environ, start_response)

    def run(self) -> None:
        from waitress.wasyncore import loop

        try:
            while not self._ending.is_set():
                loop(timeout=1, map=self._sockets, count=1)
        except (SystemExit, KeyboardInterrupt):
            pass
        finally:
            self._server.task_dispatcher.shutdown()
            with self._waking:
                self._ending.set()
                self._hang_up()

    def close(self) -> None:
        """End `run` in another thread. Connections that are open are closed."""
        # Only while `run` has not closed the sockets: a number that was a pipe may be somebody's file by now.
        with self._waking:
            if not self._ending.is_set():
                self._ending.set()
                self._server.pull_trigger()

    def _hang_up(self) -> None:
        from waitress.wasyncore import close_all

        close_all(self._sockets)


def _listening(app: "WSGIApplication", address: str, port: int, sockets: dict[int, Any]) -> Any:
    from waitress.server import create_server

    return create_server(
        app,
        map=sockets,
        host=address,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        # An application that raises OSError breaks the connection, unless waitress takes it for an error to log.
        log_socket_errors=False,
        ident=None,
    )


def serve(
    sandbox: Sandbox, host: str = "127.0.0.1", port: int = PORT, ready: Callable[[int], None] | None = None
) -> None:
    """Serve until interrupted. `ready` is called with the port once connections are accepted."""
    server = Server(sandbox, host, port)
    if ready is not None:
        ready(server.port)
    server.run()


def _host_name(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def _is_loopback(name: str) -> bool:
    if name.casefold() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
