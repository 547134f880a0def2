"""A server on a real socket that does exactly what a test says, once per request."""

import json
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
KEY = "k3y-0f-the-test"

Act = Callable[["Connection"], None]


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def parts(self) -> list[tuple[str, str | None, bytes]]:
        """(name, filename, content) of a multipart body, in order."""
        head = b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n"
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        found = []
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append((str(name), part.get_filename(), content))
        return found


class Connection:
    """One request at a time, read as far as an act wants."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._ahead = b""
        self.request: Request | None = None

    def read_head(self) -> Request | None:
        while b"\r\n\r\n" not in self._ahead:
            block = self.sock.recv(65536)
            if not block:
                return None
            self._ahead += block
            if self._ahead.startswith(b"\x16\x03"):
                return None  # TLS
        head, self._ahead = self._ahead.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        self.request = Request(method, path, headers)
        return self.request

    def read_body(self) -> None:
        assert self.request is not None
        length = int(self.request.headers.get("content-length", 0))
        while len(self._ahead) < length:
            block = self.sock.recv(1 << 20)
            if not block:
                break
            self._ahead += block
        self.request.body, self._ahead = self._ahead[:length], self._ahead[length:]

    def swallow_body(self) -> None:
        """Reads it and keeps nothing."""
        assert self.request is not None
        left = int(self.request.headers["content-length"]) - len(self._ahead)
        self._ahead = b""
        while left > 0 and (block := self.sock.recv(1 << 20)):
            left -= len(block)

    def reset(self) -> None:
        """The other side sees its connection break, rather than end."""
        self._ahead = b""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


class Server:
    """Accepts on loopback. Each request meets the next of `acts`; `base` is what a client is given."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.acts: list[Act] = []
        self.default: Act | None = None
        self.released = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.base = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api"
        threading.Thread(target=self._accept, daemon=True).start()

    def then(self, *acts: Act) -> None:
        self.acts += acts

    def close(self) -> None:
        self.released.set()
        # A thread that waits in accept would go on taking a connection.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.join()

    def join(self) -> None:
        """Returns when every connection was dealt with."""
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        connection = Connection(sock)
        sock.settimeout(10)
        try:
            while (request := connection.read_head()) is not None:
                self.requests.append(request)
                act = self.acts.pop(0) if self.acts else self.default
                assert act is not None, f"nothing to do for {request.method} {request.path}"
                act(connection)
        except OSError:
            return
        finally:
            sock.close()


def raw(head: str, body: bytes = b"") -> Act:
    """Reads everything and answers those bytes; the connection then ends."""

    def act(connection: Connection) -> None:
        connection.read_body()
        connection.sock.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        connection.sock.shutdown(socket.SHUT_RDWR)

    return act


def answer(status: int, body: Any = None, **headers: str) -> Act:
    """Reads everything and answers JSON, or bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def act(connection: Connection) -> None:
        connection.read_body()
        lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(content)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        connection.sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content)

    return act


def reset_at_once(connection: Connection) -> None:
    connection.reset()


def reset_in_the_body(connection: Connection) -> None:
    connection.sock.recv(1000)
    connection.reset()


def reset_after_reading(connection: Connection) -> None:
    connection.read_body()
    connection.reset()


def end_after_reading(connection: Connection) -> None:
    connection.read_body()
    connection.sock.shutdown(socket.SHUT_RDWR)
