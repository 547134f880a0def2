"""The server and the clock that go together: the real service, a served sandbox, or the sandbox inside this process."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from contentsync.clocks import EmbeddedClock
from contentsync.clocks import ServedClock
from contentsync.model.clock import Clock
from contentsync.model.errors import UserError
from contentsync.settings import Settings

if TYPE_CHECKING:
    from contentsync.remote import Client

EMBEDDED_URL = "http://sandbox.localhost/api"
NO_KEY = "there is no API key: UPLOAD_POST_API_KEY is not set"
NO_KEY_FIX = "export UPLOAD_POST_API_KEY=…, or try it without an account: add --sandbox"


class Connection(msgspec.Struct, frozen=True):
    """`client` speaks to the server, `clock` is the time that everything is decided by. `closing` ends both."""

    client: "Client"
    clock: Clock
    closing: ExitStack

    @property
    def is_sandbox(self) -> bool:
        """Whether nothing real can happen here."""
        return self.client.sandbox_now is not None


def sandbox_folder(settings: Settings) -> Path:
    """Where the embedded sandbox keeps its data, and contentsync its state of it."""
    return settings.private / "sandbox"


def connect(settings: Settings) -> Connection:
    """Open what the settings say. Nothing ever falls back to the sandbox: without a key this is an error."""
    if settings.is_sandbox:
        return _embedded(settings)
    if not settings.api_key:
        raise UserError(NO_KEY, NO_KEY_FIX)
    from contentsync.remote import Client

    closing = ExitStack()
    told: list[Client] = []
    clock = ServedClock(lambda: _told(told))
    client = closing.enter_context(Client(settings.api_url, settings.api_key.reveal(), clock=clock, root=settings.root))
    told.append(client)
    return Connection(client, clock, closing)


def _told(clients: "list[Client]") -> datetime | None:
    return clients[0].sandbox_now if clients else None


def _embedded(settings: Settings) -> Connection:
    from contentsync.remote import Client
    from contentsync.sandbox import Sandbox
    from contentsync.sandbox import SettingError
    from contentsync.sandbox import StoreError
    from contentsync.testing import wsgi_transport

    closing = ExitStack()
    try:
        sandbox = Sandbox(sandbox_folder(settings), now=settings.sandbox_now, switches=settings.sandbox)
    except SettingError as error:
        raise UserError(f"{settings.file}: sandbox: {error}", "contentsync sandbox settings lists them") from error
    except (StoreError, OSError) as error:
        fix = f"remove {sandbox_folder(settings)} to begin with a new sandbox"
        raise UserError(f"the sandbox's data cannot be used: {error}", fix) from error
    closing.callback(sandbox.close)
    clock = EmbeddedClock(sandbox.clock.now, sandbox.advance)
    transport = wsgi_transport(sandbox.app)
    client = Client(EMBEDDED_URL, "sandbox", clock=clock, root=settings.root, transport=transport)
    closing.enter_context(client)
    return Connection(client, clock, closing)
