"""A forge on loopback: git's own HTTP program behind a login, and errors on demand."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Self

LOGIN = "c29tZW9uZTpzZWNyZXQ="


class Forge:
    """Serves the folder of a bare repository while it is entered.

    `logins` are the Authorization headers of each request; `answer` is a status to give instead of git's answer.
    """

    def __init__(self, remote: Path) -> None:
        subprocess.run(["git", "-C", str(remote), "config", "http.receivepack", "true"], check=True)
        self.folder = remote.parent
        self.answer = 0
        self.logins: list[tuple[str, ...]] = []
        forge = self

        class Handler(_Handler):
            served = forge

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: Forge

    def do_GET(self) -> None:
        logins = tuple(self.headers.get_all("Authorization", []))
        status = self.served.answer or (0 if logins == (f"basic {LOGIN}",) else 401)
        self.served.logins.append(logins)
        if status:
            self.send_response(status)
            self.send_header("WWW-Authenticate", 'Basic realm="forge"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        head, _, body = self._git(self.rfile.read(int(self.headers.get("Content-Length", 0)))).partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in {**fields, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name is the base class's

    def _git(self, data: bytes) -> bytes:
        path, _, query = self.path.partition("?")
        environ = {
            "GIT_PROJECT_ROOT": str(self.served.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": "someone",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
        }
        return subprocess.run(["git", "http-backend"], env=environ, input=data, capture_output=True, check=True).stdout

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""
