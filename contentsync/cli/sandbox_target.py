"""Which sandbox a command means, and how it is reached."""

from abc import ABC
from abc import abstractmethod
from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Any

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    import httpx

    from contentsync.sandbox import Sandbox

DEFAULT_DATA = Path(".contentsync", "sandbox")


def targeted_at(run: Callable[..., None]) -> Callable[..., None]:
    """Hand the sandbox that is meant to a command, as its first argument."""

    @click.option("--data", type=click.Path(path_type=Path), help="Directory of an embedded sandbox.")
    @click.option("--url", help="A served sandbox, such as http://127.0.0.1:8642.")
    @click.pass_context
    @wraps(run)
    def called(context: click.Context, /, url: str | None, data: Path | None, **words: Any) -> None:
        if url and data:
            raise click.UsageError("--url and --data exclude each other.")
        options = context.obj or Options()
        run(Served(url, options.json) if url else Embedded(data, options), **words)

    return called


class Target(ABC):
    """A sandbox, reached through its control endpoints. `begins_at` and `switches` are what it has when it is new."""

    begins_at: datetime | None = None
    switches: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, where: str, as_json: bool) -> None:
        self._where = where
        self.as_json = as_json

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON answer of a control endpoint; what it refuses becomes an error with its fix."""
        import httpx

        from contentsync.model.errors import UserError

        try:
            response = self._request(method, f"/_sandbox/{path}", body)
            answer = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failed:
            message = f"no sandbox answers at {self._where}: {failed}"
            raise UserError(message, "Start one with: contentsync sandbox serve") from None
        if response.is_error:
            raise UserError(answer["error"], answer["fix"])
        return answer

    @abstractmethod
    def _request(self, method: str, path: str, body: Any) -> "httpx.Response":
        """One request, however it travels."""


class Served(Target):
    """In another process, over loopback."""

    def __init__(self, url: str, as_json: bool) -> None:
        super().__init__(url.rstrip("/").removesuffix("/api"), as_json)

    def _request(self, method: str, path: str, body: Any) -> "httpx.Response":
        import httpx

        with httpx.Client(trust_env=False, timeout=60) as client:
            return client.request(method, self._where + path, json=body)


class Embedded(Target):
    """In a directory, opened inside this process: by default the one that `--sandbox` uses."""

    def __init__(self, data: Path | None, options: Options) -> None:
        self._data = data or self._found(options)
        super().__init__(str(self._data), options.json)

    def _found(self, options: Options) -> Path:
        from contentsync.cli.session import load_settings
        from contentsync.model.errors import UserError

        try:
            settings = load_settings(options)
        except UserError as error:
            if error.problems:
                raise
            return Path(options.root) / DEFAULT_DATA
        self.begins_at, self.switches = settings.sandbox_now, settings.sandbox
        return settings.private / DEFAULT_DATA.name

    def _request(self, method: str, path: str, body: Any) -> "httpx.Response":
        import httpx

        sandbox = open_sandbox(self._data, now=self.begins_at, switches=self.switches)
        try:
            with httpx.Client(transport=httpx.WSGITransport(app=sandbox.app)) as client:
                return client.request(method, "http://sandbox" + path, json=body)
        finally:
            sandbox.close()


def open_sandbox(data: Path | None, **options: Any) -> "Sandbox":
    """UserError where there is something else in that place."""
    from contentsync.model.errors import UserError
    from contentsync.sandbox import Sandbox
    from contentsync.sandbox import SettingError
    from contentsync.sandbox import StoreError

    try:
        return Sandbox(data, **options)
    except SettingError as wrong:
        raise UserError(f"contentsync.yaml: sandbox: {wrong}", "docs/sandbox.md lists the switches.") from None
    except (OSError, StoreError) as wrong:
        raise UserError(f"{data}: {wrong}", "Name another directory, or delete this one.") from None
