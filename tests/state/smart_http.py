"""A forge on loopback: git's own HTTP program behind a login, and errors on demand."""

import subprocess
from pathlib import Path

from tests.loopback import Handler
from tests.loopback import Loopback

LOGIN = "c29tZW9uZTpzZWNyZXQ="


class Forge(Loopback):
    """Serves the folder of a bare repository.

    `logins` are the Authorization headers of each request; `answer` is a status to give instead of git's answer.
    """

    def __init__(self, remote: Path) -> None:
        super().__init__(_Handler)
        subprocess.run(["git", "-C", str(remote), "config", "http.receivepack", "true"], check=True)
        self.folder = remote.parent
        self.answer = 0
        self.logins: list[tuple[str, ...]] = []


class _Handler(Handler):
    def answer(self) -> None:
        logins = tuple(self.headers.get_all("Authorization", []))
        status = self.served.answer or (0 if logins == (f"basic {LOGIN}",) else 401)
        self.served.logins.append(logins)
        if status:
            self.reply(status, WWW_Authenticate='Basic realm="forge"')
            return
        head, _, body = self._git(self.said()).partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.reply(int(fields.pop("Status", "200").split()[0]), body, **fields)

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
