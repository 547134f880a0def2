"""yaml-language-server over its standard input, as editors talk to it (Language Server Protocol 3.17)."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "tests/node/node_modules/yaml-language-server/bin/yaml-language-server"
NODE = Path(sys.executable).with_name("node")
SECONDS = 60.0
"""After that it is killed, and whoever waits for an answer gets an error."""

# Nothing is fetched: schemas are those that the files name.
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A server that runs. Positions count from 0, as in the protocol."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._last = 0
        self._opened = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})

    def problems(self, path: Path, text: str) -> list[tuple[int, str]]:
        """The line and the message of each problem of a file with that text."""
        uri = self._open(path, text)
        while uri not in self._diagnostics:
            self._take()
        return [(each["range"]["start"]["line"], each["message"]) for each in self._diagnostics[uri]]

    def completions(self, path: Path, text: str, line: int, column: int) -> dict[str, str]:
        """What is offered there, with what is said about each."""
        found = self._ask("textDocument/completion", _at(self._open(path, text), line, column))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _words(item.get("documentation", "")) for item in items}

    def hover(self, path: Path, text: str, line: int, column: int) -> str:
        """What is shown about what stands there."""
        found = self._ask("textDocument/hover", _at(self._open(path, text), line, column))
        return _words(found["contents"]) if found else ""

    def _open(self, path: Path, text: str) -> str:
        """A document beside the file, by a name of its own: the server remembers what it knew of a name."""
        self._opened += 1
        uri = path.with_stem(f"{path.stem}-{self._opened}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while (answer := self._take()).get("id") != self._last or "method" in answer:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """The next message; what the server asks for is answered at once."""
        out = self._process.stdout
        assert out is not None
        length = 0
        while (line := out.readline().strip()) or not length:
            assert line, "the server has ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message = json.loads(out.read(length))
        assert isinstance(message, dict)
        params = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            is_configuration = message["method"] == "workspace/configuration"
            sections = [SETTINGS.get(each.get("section")) for each in params["items"]] if is_configuration else None
            self._send({"id": message["id"], "result": sections})
        return message


def _at(uri: str, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _words(said: Any) -> str:
    return str(said["value"] if isinstance(said, dict) else said)


@contextmanager
def language_server() -> Iterator[LanguageServer]:
    """One that runs for a while."""
    command = [str(NODE), str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            yield LanguageServer(process)
        finally:
            watch.cancel()
            process.kill()
